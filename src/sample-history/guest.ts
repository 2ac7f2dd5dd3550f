type Fields = Record<string, string | File | readonly File[]>;

export interface Page {
  text: string;
  /** Sends the form of the page with these fields; answers what it led to. */
  send(fields: Fields): Promise<string>;
}

/** A browser without a screen, for the pages that the bot opens for somebody: keeps cookies and follows nothing by itself. */
export class Guest {
  readonly #language: string;
  readonly #cookies = new Map<string, string>();

  constructor(language: string) {
    this.#language = language;
  }

  async open(url: string): Promise<Page> {
    const { status, text } = await this.#ask(url, {});
    if (status !== 200) throw new Error(`The page answered ${status}.`);
    return { text, send: (fields) => this.#send(url, text, fields) };
  }

  async #send(url: string, page: string, fields: Fields): Promise<string> {
    const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1];
    if (csrf === undefined) throw new Error('The page has no form.');
    const form = new FormData();
    form.set('csrf', csrf);
    for (const [name, value] of Object.entries(fields))
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
    const isWithFiles = page.includes('multipart/form-data');
    const body = isWithFiles ? form : new URLSearchParams([...form] as [string, string][]);
    return (await this.#ask(url, { method: 'POST', body, headers: { origin: new URL(url).origin } })).text;
  }

  async #ask(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { 'accept-language': this.#language, cookie, ...(init.headers as Record<string, string>) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    return { status: response.status, text: await response.text() };
  }
}

/** A file as a browser sends it. */
export const fileOf = (name: string, data: Buffer | string): File =>
  new File([typeof data === 'string' ? data : new Uint8Array(data)], name);
