import { randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from '../contract.ts';
import { NotPossible } from '../not-possible.ts';
import type { Activities } from './activities.ts';
import { actionsOf, dataOf, initialValues, inputsOf, invalidInputs } from './card.ts';
import type { CardPlace, SearchResult, TeamsOutcome } from './contract/acts.ts';
import type { TeamsChat, TeamsPerson } from './contract/organisation.ts';
import type { TeamsDialog } from './contract/screen.ts';
import type { Delivered, Deliveries } from './deliver.ts';
import type { KeptMessage } from './kept-message.ts';
import { judgeCard, maxRefreshed } from './limits.ts';
import type { World } from './world.ts';

const wentWrong = 'Something went wrong. Please try again.';
const unreachable = 'Unable to reach app. Please try again.';

/** A card where somebody sees it, with what they have entered. */
interface Standing {
  card: JsonObject;
  values: Record<string, string>;
  message?: KeptMessage;
  index: number;
}

/** Of a dialog: where it was opened, and as which invoke it sends what is pressed in it. */
interface Opened {
  chat: string;
  submits: { name: string; value: JsonObject };
}

const ofButton: Opened['submits'] = { name: 'task/submit', value: {} };
const context = { theme: 'default' };

/** The client on somebody's screen: what becomes of a press, and of the bot's answer to it. */
export function createClient(world: World, activities: Activities, deliveries: Deliveries) {
  const isObject = (value: JsonValue | undefined): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

  function messageAt(person: TeamsPerson, chatId: string, id: string): KeptMessage {
    const chat = world.chat(chatId);
    const message = chat && world.isMember(chat, person) ? world.message(chat.id, id) : undefined;
    if (!message || !world.isSeenBy(person, message))
      throw new NotPossible('not_visible', 'There is no such message on this screen.');
    return message;
  }

  function standing(person: TeamsPerson, place: CardPlace, stale = false): Standing {
    if (place === 'dialog') {
      const dialog = world.screens.dialog(person);
      if (!dialog?.card) throw new NotPossible('no_dialog', 'There is no dialog with a card.');
      return { card: dialog.card, values: dialog.values, index: 0 };
    }
    const message = messageAt(person, place.chat, place.message);
    const index = place.card ?? 0;
    const seen = stale ? message.earlier.at(-1)?.[index] : world.screens.seen(person, message).cards[index];
    if (!seen) throw new NotPossible('no_such_card', 'The message has no such card.');
    return { card: seen, values: world.screens.valuesIn(person, message, index, seen), message, index };
  }

  const nothing: TeamsOutcome = { traffic: [], status: 0, ms: 0 };
  const outcomeOf = ({ status, ms, traffic }: Delivered): TeamsOutcome => ({ status, ms, traffic });

  function failed(person: TeamsPerson, delivered: Delivered): TeamsOutcome {
    const [code, text] =
      delivered.status === 0
        ? (['unable_to_reach_app', unreachable] as const)
        : (['something_went_wrong', wentWrong] as const);
    return { ...outcomeOf(delivered), notice: world.screens.addNotice(person, code, text) };
  }

  /** What an answer to task/fetch or task/submit makes of the dialog; undefined: it is none. */
  function dialogOf(body: JsonValue): Omit<TeamsDialog, 'id' | 'busy'> | 'closed' | undefined {
    if (body === null || body === '') return 'closed';
    const task = isObject(body) ? body.task : undefined;
    if (!isObject(task)) return undefined;
    // Without words it would be an empty frame, which is no answer.
    if (task.type === 'message')
      return typeof task.value === 'string' && task.value
        ? { title: '', text: task.value, values: {} }
        : undefined;
    const value = task.value;
    if (task.type !== 'continue' || !isObject(value) || !isObject(value.card)) return undefined;
    const card = value.card.content;
    if (!isObject(card) || judgeCard(card, 'dialog').length > 0) return undefined;
    return { title: String(value.title ?? ''), card, values: initialValues(card) };
  }

  /** What opens a dialog: the press of a button, a command on a message, or one that `/` offers. */
  async function openDialog(
    person: TeamsPerson,
    at: KeptMessage | TeamsChat,
    name: string,
    value: JsonObject,
    submits: Opened['submits'],
  ): Promise<TeamsOutcome> {
    const message = 'chat' in at ? at : undefined;
    const chat = world.chat('chat' in at ? at.chat : at.id);
    if (!chat) throw new NotPossible('not_visible', 'There is no such chat.');
    const activity = activities.invoke(person, chat, name, { ...value, context }, message?.id);
    const delivered = await deliveries.send(activity, person.id);
    const dialog = delivered.status === 200 ? dialogOf(delivered.body) : undefined;
    if (!dialog) return failed(person, delivered);
    if (dialog !== 'closed') {
      world.screens.setDialog(person, { id: randomUUID(), busy: false, ...dialog });
      opened.set(person.id, { chat: chat.id, submits });
    }
    return outcomeOf(delivered);
  }

  /** Where the dialog that somebody has open came from, and as what it sends what is pressed in it. */
  const opened = new Map<string, Opened>();
  const chatOfDialog = (person: TeamsPerson) =>
    world.chat(opened.get(person.id)?.chat ?? '') ?? world.personalChat(person);

  async function submitDialog(person: TeamsPerson, data: JsonObject): Promise<TeamsOutcome> {
    const open = world.screens.dialog(person);
    const chat = chatOfDialog(person);
    if (!open) throw new NotPossible('no_dialog', 'There is no dialog.');
    const { problem: _problem, ...asking } = open;
    world.screens.setDialog(person, { ...asking, busy: true });
    const { name, value } = opened.get(person.id)?.submits ?? ofButton;
    const activity = activities.invoke(person, chat, name, { ...value, data, context });
    const delivered = await deliveries.send(activity, person.id);
    const now = world.screens.dialog(person);
    // Closed or replaced meanwhile: the answer has nowhere to go.
    if (now?.id !== open.id) return outcomeOf(delivered);
    const dialog = delivered.status === 200 ? dialogOf(delivered.body) : undefined;
    if (!dialog) {
      world.screens.setDialog(person, {
        ...now,
        busy: false,
        problem: delivered.status === 0 ? unreachable : wentWrong,
      });
    } else if (dialog === 'closed') {
      world.screens.setDialog(person, undefined);
    } else {
      world.screens.setDialog(person, { id: open.id, busy: false, ...dialog });
    }
    return outcomeOf(delivered);
  }

  async function execute(
    person: TeamsPerson,
    { message, index }: Standing,
    action: JsonObject,
    data: JsonObject,
    trigger: 'manual' | 'automatic',
  ): Promise<TeamsOutcome> {
    const chat = message && world.chat(message.chat);
    if (!message || !chat) throw new NotPossible('not_visible', 'Action.Execute stands in a message.');
    const value = {
      action: {
        type: 'Action.Execute',
        verb: String(action.verb ?? ''),
        data,
        title: String(action.title ?? ''),
      },
      trigger,
    };
    const activity = activities.invoke(person, chat, 'adaptiveCard/action', value, message.id);
    const delivered = await deliveries.send(activity, person.id);
    const body = delivered.status === 200 && isObject(delivered.body) ? delivered.body : undefined;
    const shown = body?.value;
    if (body?.statusCode !== 200)
      return trigger === 'manual' ? failed(person, delivered) : outcomeOf(delivered);
    if (body.type === 'application/vnd.microsoft.card.adaptive' && isObject(shown)) {
      if (judgeCard(shown, 'message').length > 0) return failed(person, delivered);
      const now = world.message(message.chat, message.id);
      // What a look was answered is older than the update that has come meanwhile; a press has its answer all the same.
      const isOld = trigger === 'automatic' && now?.earlier.length !== message.earlier.length;
      if (now && !isOld) world.screens.showInPlace(person, message, index, shown);
    } else if (trigger === 'manual' && typeof shown === 'string' && shown) {
      return {
        ...outcomeOf(delivered),
        notice: world.screens.addNotice(person, 'something_went_wrong', shown),
      };
    }
    return outcomeOf(delivered);
  }

  return {
    enter(person: TeamsPerson, place: CardPlace, values: Record<string, string>): void {
      const { card, message, index } = standing(person, place);
      const known = new Set(inputsOf(card).map((input) => String(input.id)));
      const unknown = Object.keys(values).find((id) => !known.has(id));
      if (unknown !== undefined) throw new NotPossible('no_such_input', `The card has no input ${unknown}.`);
      if (message) world.screens.enter(person, message, index, values);
      const dialog = place === 'dialog' ? world.screens.dialog(person) : undefined;
      if (dialog) world.screens.setDialog(person, { ...dialog, values: { ...dialog.values, ...values } });
    },

    async press(person: TeamsPerson, place: CardPlace, index: number, stale: boolean): Promise<TeamsOutcome> {
      const found = standing(person, place, stale);
      const action = actionsOf(found.card)[index];
      if (!action) throw new NotPossible('no_such_action', `The card has no action ${index}.`);
      if (action.type === 'Action.OpenUrl') return { ...nothing, opens: String(action.url) };
      const invalid = invalidInputs(found.card, found.values);
      if (action.associatedInputs !== 'none' && Object.keys(invalid).length > 0)
        return { ...nothing, invalid };
      const data = dataOf(action, found.values);
      if (action.type === 'Action.Execute') return execute(person, found, action, data, 'manual');
      if (action.type !== 'Action.Submit')
        throw new NotPossible('no_such_action', `${String(action.type)} sends nothing.`);
      if (place === 'dialog') return submitDialog(person, data);
      const { message } = found;
      if (!message) throw new NotPossible('not_visible', 'There is no such message.');
      if (isObject(data.msteams) && data.msteams.type === 'task/fetch')
        return openDialog(person, message, 'task/fetch', { data }, ofButton);
      const chat = world.chat(message.chat);
      if (!chat) throw new NotPossible('not_visible', 'There is no such chat.');
      const delivered = await deliveries.send(activities.value(person, chat, data, message.id), person.id);
      return delivered.status === 200 ? outcomeOf(delivered) : failed(person, delivered);
    },

    messageAction(person: TeamsPerson, chatId: string, id: string, commandId: string): Promise<TeamsOutcome> {
      const message = messageAt(person, chatId, id);
      const value = { commandId, commandContext: 'message' };
      return openDialog(
        person,
        message,
        'composeExtension/fetchTask',
        { ...value, messagePayload: activities.payload(message) },
        { name: 'composeExtension/submitAction', value },
      );
    },

    slashAction(person: TeamsPerson, chat: TeamsChat, commandId: string): Promise<TeamsOutcome> {
      const value = { commandId, commandContext: 'compose' };
      const submits = { name: 'composeExtension/submitAction', value };
      return openDialog(person, chat, 'composeExtension/fetchTask', value, submits);
    },

    async view(
      person: TeamsPerson,
      chatId: string,
      messageId: string,
      manual: boolean,
    ): Promise<TeamsOutcome> {
      const found = standing(person, { chat: chatId, message: messageId });
      // What an earlier refresh showed has one too; the client asks once for each look.
      const refresh = found.message?.cards[0]?.refresh;
      const action = isObject(refresh) ? refresh.action : undefined;
      if (!isObject(refresh) || !isObject(action)) return nothing;
      const members = world.chat(chatId)?.members.length ?? 0;
      const isAsked = Array.isArray(refresh.userIds)
        ? refresh.userIds.includes(person.id)
        : members <= maxRefreshed;
      if (!isAsked && !manual) return nothing;
      return execute(person, found, action, dataOf(action, {}), manual ? 'manual' : 'automatic');
    },

    async search(person: TeamsPerson, place: CardPlace, inputId: string, query: string) {
      const { card, message, values } = standing(person, place);
      const input = inputsOf(card).find((one) => one.id === inputId);
      if (!input) throw new NotPossible('no_such_input', `The card has no input ${inputId}.`);
      const own = (Array.isArray(input.choices) ? (input.choices as JsonObject[]) : [])
        .map((choice): SearchResult => ({ title: String(choice.title), value: String(choice.value) }))
        .filter((choice) => choice.title.toLowerCase().includes(query.toLowerCase()));
      const data = input['choices.data'];
      if (!isObject(data)) return { found: own, outcome: nothing };
      const value = {
        kind: 'search',
        queryText: query,
        queryOptions: { skip: 0, top: 15 },
        dataset: String(data.dataset),
        ...(data.associatedInputs === 'auto' && { data: values }),
      };
      const chat = (message && world.chat(message.chat)) ?? chatOfDialog(person);
      const delivered = await deliveries.send(
        activities.invoke(person, chat, 'application/search', value),
        person.id,
      );
      const answered =
        isObject(delivered.body) && isObject(delivered.body.value) ? delivered.body.value.results : [];
      const results = (Array.isArray(answered) ? (answered as JsonObject[]) : []).map(
        (result): SearchResult => ({ title: String(result.title), value: String(result.value) }),
      );
      const fresh = results.filter((result) => own.every((choice) => choice.value !== result.value));
      return { found: [...own, ...fresh], outcome: outcomeOf(delivered) };
    },
  };
}
