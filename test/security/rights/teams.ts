import type { JsonObject, Playground, TeamsMessage } from '@satu-pintu/playground';
import type { Form, Values } from '../../../src/chat/form.ts';
import { decodeHeld, encodeHeld, heldInput } from '../../../src/platforms/teams/held.ts';
import {
  datasetOf,
  decodeChoice,
  encodeChoice,
  inputOf,
  isNamed,
} from '../../../src/platforms/teams/values.ts';
import type { Door } from './door.ts';
import { asGiven, toldOf } from './giving.ts';
import { doneOr, inWords, type Outcome, offersIn, refusalIn, textIn } from './outcome.ts';
import { accounts } from './people.ts';

interface Dialog {
  task?: { type: 'message' | 'continue'; value: unknown };
}

/** Deliveries of a Teams tenant with its token, as whoever is named: what its clients send, and what they would not. */
export function teamsDoor({ teams }: Playground): Door {
  if (!teams) throw new Error('the playground has no Teams');
  const { api } = teams;
  const people = new Map<string, Promise<JsonObject>>();
  /** The same delivery a thousand times costs the making of one. */
  const activityOf = (account: string): Promise<JsonObject> => {
    const made = people.get(account) ?? api.activityOf({ person: account, text: '-' });
    people.set(account, made);
    return made;
  };

  async function invoke(
    account: string,
    name: string,
    value: JsonObject,
    token: 'none' | 'wrong_signature' = 'none',
  ): Promise<{ status: number; body: unknown }> {
    const { text: _text, entities: _entities, ...from } = await activityOf(account);
    const activity = { ...from, type: 'invoke', name, value };
    for (let tries = 1; ; tries += 1) {
      const { status, body } = await api.deliverRaw({ activity, token });
      // A machine with other work answers late, which is no answer at all.
      if (status === 0 && tries < 5) continue;
      return { status, body: status === 200 && body ? JSON.parse(body) : null };
    }
  }

  async function dialog(
    account: string,
    name: string,
    data: JsonObject,
    token?: 'wrong_signature',
  ): Promise<Outcome> {
    const context = { theme: 'default' };
    const { status, body } = await invoke(account, name, { data, context, ...data }, token);
    return dialogOf(status, body);
  }

  return {
    platform: 'teams',
    press: (account, encoded, { chosen } = {}) =>
      chosen === undefined
        ? dialog(account, 'task/fetch', { verb: 'action', a: encoded })
        : dialog(account, 'task/submit', { verb: 'menus', m: [{ a: encoded, c: '' }], 'menu:0': chosen }),
    command: (account, line) => dialog(account, 'task/fetch', { verb: 'command', t: line.slice(1) }),
    async submit(account, form, values) {
      const held = { form: { ...form, fields: form.fields ?? [] }, pressed: {} };
      const sent = await dialog(account, 'task/submit', {
        verb: 'submit',
        [heldInput]: encodeHeld(held),
        ...inputsOf(form, values),
      });
      if (sent.shows === 'card') return doneOr(sent);
      // The same form again: with what stands in its way.
      if (sent.form?.id !== form.id) return sent;
      const why = refusalIn(sent.text);
      return why ? { shows: 'refusal', text: sent.text, why } : { shows: 'words', text: sent.text };
    },
    async search(account, form, field, query) {
      const held = { form: { ...form, fields: form.fields ?? [] }, pressed: {} };
      const { status, body } = await invoke(account, 'application/search', {
        queryText: query,
        dataset: datasetOf(form, field, {}),
        data: { [heldInput]: encodeHeld(held) },
      });
      if (status !== 200) return { shows: 'closed', text: '', why: String(status) };
      const { results = [] } =
        (body as { value?: { results?: { title: string; value: string }[] } }).value ?? {};
      const [first] = results.map(({ value }) => decodeChoice(value));
      return first ? { shows: 'found', text: textIn(results), first } : { shows: 'nothing', text: '' };
    },
    async shortcut(account, name, { name: file }) {
      const attachments = [{ id: 'F1', contentType: 'reference', name: file }];
      const { status, body } = await invoke(account, 'composeExtension/fetchTask', {
        commandId: name,
        messagePayload: { id: '1', attachments },
      });
      return dialogOf(status, body);
    },
    async give(account, given, how = {}) {
      const { channel } = how;
      const { called, files } = await asGiven(given);
      const { conversation } = await activityOf(account);
      const directly = { person: account, chat: (conversation as { id: string }).id };
      const before = new Set((await api.messages(directly)).map(({ id }) => id));
      const { message } = await api.send({
        person: account,
        text: '',
        files,
        ...(channel && { chat: channel }),
      });
      return toldOf(called, how, async () => {
        const direct = (await api.messages(directly)).filter(({ id }) => !before.has(id));
        if (!channel) return { there: byBot(direct) };
        const below = { person: account, chat: message.chat, replyTo: message.id };
        return { there: byBot(await api.messages(below)), directly: byBot(direct) };
      });
    },
    async openChannel(name) {
      const { id } = await api.addChat({ name, type: 'standard', members: [...accounts] });
      return { tenant: teams.addresses.tenantId, channel: id };
    },
    home: (account) => dialog(account, 'task/fetch', { verb: 'command', t: 'inbox' }),
    forged: (account, encoded) =>
      dialog(account, 'task/fetch', { verb: 'action', a: encoded }, 'wrong_signature'),
  };
}

const byBot = (messages: readonly TeamsMessage[]): Outcome[] =>
  messages.filter(({ fromBot }) => fromBot).map(shownIn);

/** As people see it: a card, or words. */
const shownIn = ({ text, cards }: TeamsMessage): Outcome =>
  cards.length > 0 ? { shows: 'card', text: textIn(cards), offers: offersIn(cards) } : inWords(text);

function dialogOf(status: number, body: unknown): Outcome {
  if (status !== 200) return { shows: 'closed', text: '', why: String(status) };
  const { task } = (body ?? {}) as Dialog;
  if (!task) return { shows: 'nothing', text: '' };
  if (task.type === 'message') return inWords(String(task.value));
  const { title, card } = task.value as { title: string; card: { content: { body: unknown[] } } };
  const text = textIn([title, card.content]);
  const input = inputsIn(card.content).find(({ id }) => id === heldInput);
  const form = input && decodeHeld({ [heldInput]: input.value })?.form;
  return form && form.id !== 'chat.shown'
    ? { shows: 'form', text, form }
    : { shows: 'card', text, offers: offersIn(card.content) };
}

function inputsIn(card: unknown): { id: string; value: string }[] {
  if (Array.isArray(card)) return card.flatMap(inputsIn);
  if (typeof card !== 'object' || !card) return [];
  const own = 'id' in card && 'value' in card ? [card as { id: string; value: string }] : [];
  return [...own, ...Object.values(card).flatMap(inputsIn)];
}

/** What stands in a form's inputs in Teams' own writing. */
function inputsOf(form: Form, values: Values): JsonObject {
  return Object.fromEntries(
    (form.fields ?? []).filter(isNamed).flatMap((field): [string, string][] => {
      const value = values[field.name];
      if (!value || value.type === 'files') return [];
      if (value.type === 'text') return [[inputOf(field), value.text]];
      const written = value.chosen.map((choice) =>
        field.type === 'search' ? encodeChoice(choice) : encodeURIComponent(choice.value),
      );
      return [[inputOf(field), written.join(',')]];
    }),
  );
}
