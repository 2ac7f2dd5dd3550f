import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, Playground } from '@satu-pintu/playground';
import type { Form, Values } from '../../../src/chat/form.ts';
import { signatureHeaders } from '../../../src/playground/slack/signed-http.ts';
import type { Door, File } from './door.ts';
import { asGiven, toldOf } from './giving.ts';
import { doneOr, inWords, type Outcome, offersIn, textIn } from './outcome.ts';
import { accounts } from './people.ts';

/** A modal as the bot hands it to Slack. */
interface View {
  private_metadata: string;
  blocks: unknown[];
}

/** Whoever asks Slack for what the bot has said to it. */
interface Recorder {
  /** In place of Slack's API. */
  url: string;
  /** What the bot opens under this trigger, or says at this address. */
  answerTo(key: string): Promise<Outcome>;
  close(): Promise<void>;
}

const patienceMs = 20_000;

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Slack's API as the bot calls it: modals and answers are noted here, everything else is the playground's. */
export async function recordSlack({ slackApiUrl }: Playground): Promise<Recorder> {
  const waiting = new Map<string, (outcome: Outcome) => void>();
  const tell = (key: string, outcome: Outcome) => waiting.get(key)?.(outcome);
  const server = createServer(async (req, res) => {
    const body = await bodyOf(req);
    const answer = (value: object) =>
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const path = req.url ?? '';
    if (path.startsWith('/answer/')) {
      tell(path.slice('/answer/'.length), messageOf(JSON.parse(body.toString())));
      answer({ ok: true });
    } else if (path === '/api/views.open') {
      const call = new URLSearchParams(body.toString());
      tell(call.get('trigger_id') ?? '', viewOf(JSON.parse(call.get('view') ?? '{}')));
      answer({ ok: true, view: { id: 'V1' } });
    } else if (path === '/api/views.publish') {
      const call = new URLSearchParams(body.toString());
      tell(call.get('user_id') ?? '', messageOf(JSON.parse(call.get('view') ?? '{}')));
      answer({ ok: true });
    } else {
      const { authorization = '', 'content-type': type = '' } = req.headers;
      const isCall = path.startsWith('/api/');
      const address = new URL(isCall ? path.slice('/api/'.length) : path, slackApiUrl);
      const { method = 'POST' } = req;
      const forwarded = await fetch(address, {
        method,
        headers: { authorization, 'content-type': type },
        ...(method !== 'GET' && { body: new Uint8Array(body) }),
      });
      const answered = Buffer.from(await forwarded.arrayBuffer());
      // A file is fetched where the API is, or not at all.
      const moved = answered.toString().replaceAll(address.origin, `http://${req.headers.host}`);
      res
        .writeHead(forwarded.status, {
          'content-type': isCall ? 'application/json' : 'application/octet-stream',
        })
        .end(path.startsWith('/api/files.info') ? moved : answered);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerTo: (key) =>
      new Promise((resolve) => {
        const end = (outcome: Outcome) => {
          clearTimeout(timer);
          waiting.delete(key);
          resolve(outcome);
        };
        const timer = setTimeout(() => end({ shows: 'nothing', text: '' }), patienceMs);
        waiting.set(key, end);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const byBot = (messages: readonly Message[]): Outcome[] =>
  messages.filter(({ botId }) => botId !== undefined).map(shownIn);

/** As people see it. */
const shownIn = ({ text, blocks }: Message): Outcome =>
  messageOf(blocks.length > 0 ? { text, blocks } : { text });

/** A message: a card has blocks. */
function messageOf(message: { text?: string; blocks?: unknown[] }): Outcome {
  return message.blocks
    ? { shows: 'card', text: textIn(message.blocks), offers: offersIn(message.blocks) }
    : inWords(message.text ?? '');
}

/** A modal: of a card or of a form. */
function viewOf(view: View): Outcome {
  const { f, s } = JSON.parse(view.private_metadata) as { f: string; s: string[] };
  const text = textIn(view);
  if (f === 'chat.shown') return { shows: 'card', text, offers: offersIn(view.blocks) };
  return { shows: 'form', text, form: { id: f, state: s } as Form };
}

let asked = 0;

/** Signed deliveries of a Slack workspace, as whoever is named: what its clients send, and what they would not. */
export async function slackDoor(
  playground: Playground,
  recorder: Recorder,
  botUrl: () => string,
): Promise<Door> {
  const people = await playground.api.people({});
  const idOf = (account: string): string => {
    const found = people.find(({ name }) => name === account);
    if (!found) throw new Error(`${account} has no account in Slack`);
    return found.id;
  };
  const { app } = await playground.api.screen({ person: idOf('rina.wulandari') });
  const team = { id: app.teamId };

  async function post(body: string, contentType: string, secret = playground.signingSecret) {
    const response = await fetch(`${botUrl()}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        ...signatureHeaders(secret, body, Math.floor(Date.now() / 1000)),
      },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  const interact = (account: string, payload: object, secret?: string) =>
    post(
      new URLSearchParams({
        payload: JSON.stringify({ team, user: { id: idOf(account), team_id: team.id }, ...payload }),
      }).toString(),
      'application/x-www-form-urlencoded',
      secret,
    );

  /** What comes of a delivery that is answered by a call under its trigger or at its address. */
  async function answered(
    deliver: (key: { trigger_id: string; response_url: string }) => Promise<{ status: number; text: string }>,
  ): Promise<Outcome> {
    asked += 1;
    const key = `rights.${asked}`;
    const opened = recorder.answerTo(key);
    const { status, text } = await deliver({
      trigger_id: key,
      response_url: `${recorder.url}/answer/${key}`,
    });
    if (status !== 200) return { shows: 'closed', text, why: String(status) };
    return text ? messageOf(JSON.parse(text)) : opened;
  }

  /** What somebody sees in a conversation; `ts`: below this message and, of what is for them alone, beside it. */
  async function seenIn(person: string, channel: string, ts?: string): Promise<Message[]> {
    const all = await playground.api.messages({ person, channel });
    if (ts === undefined) return all;
    const aside = all.filter((one) => one.onlyFor !== undefined && one.ts > ts);
    return [...aside, ...(await playground.api.messages({ person, channel, threadTs: ts }))];
  }

  const stateOf = (values: Values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value ? [[name, { input: elementOf(value) }]] : [])),
    );
  const viewWith = (form: Form, values: Values) => ({
    id: `V${asked}`,
    type: 'modal',
    callback_id: 'form',
    hash: '1',
    private_metadata: JSON.stringify({ f: form.id, s: form.state }),
    blocks: [{ type: 'input', block_id: 'any' }],
    submit: { type: 'plain_text', text: 'Kirim' },
    state: { values: stateOf(values) },
  });

  const press: Door['press'] = (account, encoded, { chosen, secret } = {}) =>
    answered((key) =>
      interact(
        account,
        {
          type: 'block_actions',
          ...key,
          container: { type: 'message', channel_id: 'D1', message_ts: '1.1', is_ephemeral: false },
          channel: { id: 'D1', name: 'directmessage' },
          actions: [
            {
              action_id: encoded,
              block_id: 'b',
              action_ts: '1.1',
              ...(chosen === undefined
                ? { type: 'button' }
                : {
                    type: 'static_select',
                    selected_option: { value: chosen, text: { type: 'plain_text', text: chosen } },
                  }),
            },
          ],
        },
        secret,
      ),
    );

  return {
    platform: 'slack',
    press,
    command: (account, line) => {
      const [command = '', ...words] = line.split(' ');
      return answered((key) =>
        post(
          new URLSearchParams({
            command,
            text: words.join(' '),
            user_id: idOf(account),
            team_id: team.id,
            channel_id: 'D1',
            channel_name: 'directmessage',
            ...key,
          }).toString(),
          'application/x-www-form-urlencoded',
        ),
      );
    },
    async submit(account, form, values) {
      asked += 1;
      const { status, text } = await interact(account, {
        type: 'view_submission',
        trigger_id: `rights.${asked}`,
        view: viewWith(form, values),
      });
      if (status !== 200) return { shows: 'closed', text, why: String(status) };
      const answer = JSON.parse(text || '{}') as { response_action?: string; errors?: object; view?: View };
      if (answer.errors) return inWords(textIn(answer.errors));
      if (!answer.view) return { shows: 'nothing', text };
      const shown = viewOf(answer.view);
      return shown.form ? shown : doneOr(shown);
    },
    async search(account, form, field, query) {
      const { status, text } = await interact(account, {
        type: 'block_suggestion',
        block_id: field,
        action_id: 'input',
        value: query,
        view: { ...viewWith(form, {}), id: `V.${account}` },
      });
      if (status !== 200) return { shows: 'closed', text, why: String(status) };
      const { options = [] } = JSON.parse(text) as { options?: { value: string; text: { text: string } }[] };
      const [first] = options.map((one) => ({ value: one.value, label: one.text.text }));
      return first ? { shows: 'found', text: textIn(options), first } : { shows: 'nothing', text };
    },
    shortcut: (account, name, file) =>
      answered((key) =>
        interact(account, {
          type: 'message_action',
          callback_id: name,
          ...key,
          channel: { id: 'C1', name: 'umum' },
          message_ts: '1.1',
          message: { type: 'message', ts: '1.1', text: '', files: [slackFile(file)] },
        }),
      ),
    async give(account, given, how = {}) {
      const { called, files } = await asGiven(given);
      const uploaded = files.map((file) => playground.api.upload({ person: account, ...file }));
      const ids = (await Promise.all(uploaded)).map(({ id }) => id);
      const { channels } = await playground.api.screen({ person: account });
      const dm = channels.find(({ kind }) => kind === 'im')?.id ?? '';
      const channel = how.channel ? (channels.find(({ name }) => name === how.channel)?.id ?? '') : dm;
      const before = new Set((await seenIn(account, dm)).map(({ ts }) => ts));
      const { message } = await playground.api.post({ person: account, channel, text: '', files: ids });
      return toldOf(called, how, async () => {
        const direct = (await seenIn(account, dm)).filter(({ ts }) => !before.has(ts));
        const below = await seenIn(account, channel, message.ts);
        return how.channel
          ? { there: byBot(below), directly: byBot(direct) }
          : { there: byBot([...direct, ...below]) };
      });
    },
    async openChannel(name) {
      const [first = '', ...others] = accounts;
      const { id: channel } = await playground.api.createChannel({ person: first, name });
      for (const user of [...others.map(idOf), app.botUser])
        await playground.api.invite({ person: first, channel, user });
      return { tenant: app.teamId, channel };
    },
    async home(account) {
      const opened = recorder.answerTo(idOf(account));
      asked += 1;
      const event = { type: 'app_home_opened', tab: 'home', user: idOf(account), event_ts: String(asked) };
      const body = { type: 'event_callback', event_id: `E${asked}`, team_id: team.id, event };
      const { status, text } = await post(JSON.stringify(body), 'application/json');
      return status === 200 ? opened : { shows: 'closed', text, why: String(status) };
    },
    forged: (account, encoded) => press(account, encoded, { secret: 'somebody else’s' }),
  };
}

const slackFile = ({ name, size }: File) => ({
  id: 'F1',
  name,
  size,
  mode: 'hosted',
  file_access: 'visible',
  url_private_download: 'http://127.0.0.1:1/F1',
});

function elementOf(value: NonNullable<Values[string]>): object {
  switch (value.type) {
    case 'text':
      return { type: 'plain_text_input', value: value.text };
    case 'chosen':
      return {
        type: 'multi_static_select',
        selected_options: value.chosen.map(({ value: of, label }) => ({
          value: of,
          text: { type: 'plain_text', text: label },
        })),
      };
    case 'files':
      return { type: 'file_input', files: value.files.map(slackFile) };
  }
}
