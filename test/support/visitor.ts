/** A browser without a screen: keeps cookies, follows nothing by itself, and sends forms as their pages give them. */
export class Visitor {
  readonly base: string;
  readonly language: string;
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  /** `origin`: that of the page, as the browser knows it, where it is not reached under its own address. */
  constructor(base: string, language = 'id', origin = base) {
    this.base = base;
    this.language = language;
    this.#origin = origin;
  }

  async get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
    return this.#send(path, { method: 'GET' });
  }

  /** Opens the page at `path` and sends its form with these fields, to where the form goes. */
  async send(path: string, fields: Record<string, string> = {}, options: SendOptions = {}) {
    return (await this.open(path)).send(fields, options);
  }

  /** Opens the page at `path`, whose form may be sent later: the one that goes to `to`, where there are more. */
  async open(path: string, to = '') {
    const page = await this.get(path);
    const forms = page.text.matchAll(
      /<form method="post" action="(?!\/portal\/language)([^"]+)"[^>]*>([\s\S]*?)<\/form>/g,
    );
    const form = [...forms].find(([, action = '']) => action.endsWith(to));
    if (!form) throw new Error(`no form at ${path}:\n${page.text}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const send = (fields: Record<string, string> = {}, { csrf, origin }: SendOptions = {}) => {
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescapeHtml(value)])),
        ...fields,
        ...(csrf === undefined ? {} : { csrf }),
      });
      return this.post(form[1] ?? path, body, origin);
    };
    return { ...page, send };
  }

  /** Presses the button of the card at `path` that is called so, and answers where that leads. */
  async press(path: string, label: string) {
    const [form, page] = [await this.open(path, '/press'), await this.get(path)];
    const buttons = page.text.matchAll(
      /<button [^>]*form="press"[^>]* value="([^"]*)"[^>]*>([\s\S]*?)<\/button>/g,
    );
    const button = [...buttons].find(([, , text]) => text === label);
    if (!button) throw new Error(`no button ${label} at ${path}:\n${page.text}`);
    return form.send({ press: unescapeHtml(button[1] ?? '') });
  }

  /** Sends the desk's form at `path` with these fields, and answers the page that shows what has become of it. */
  async submit(path: string, fields: Record<string, string> = {}) {
    const page = await this.get(path);
    const body = new FormData();
    for (const name of ['csrf', 'page'])
      body.set(
        name,
        unescapeHtml(
          new RegExp(`enctype="multipart[\\s\\S]*?name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '',
        ),
      );
    for (const [name, value] of Object.entries({ do: 'submit', ...fields })) body.set(name, value);
    const sent = await this.#send(path, { method: 'POST', body, headers: { origin: this.#origin } });
    return this.get(sent.headers.get('location') ?? path);
  }

  async post(path: string, body: URLSearchParams, origin = this.#origin) {
    return this.#send(path, { method: 'POST', body, headers: { origin } });
  }

  /** Opens the page at `path` and sends its form with these files. */
  async upload(path: string, ...files: { name: string; file: string; content: Buffer }[]) {
    const page = await this.get(path);
    const csrf = /<form [^>]*enctype="multipart\/form-data"[\s\S]*?name="csrf" value="([^"]*)"/.exec(
      page.text,
    )?.[1];
    if (!csrf) throw new Error(`no form for files at ${path}:\n${page.text}`);
    const body = new FormData();
    body.set('csrf', unescapeHtml(csrf));
    for (const { name, file, content } of files) body.append(name, new Blob([new Uint8Array(content)]), file);
    return this.#send(path, { method: 'POST', body, headers: { origin: this.#origin } });
  }

  async #send(path: string, init: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(new URL(path, this.base), {
      ...init,
      redirect: 'manual',
      headers: {
        'accept-language': this.language,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
}

interface SendOptions {
  csrf?: string;
  origin?: string;
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
