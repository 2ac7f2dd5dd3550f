import type { JsonObject } from '../contract.ts';
import type { Journal } from '../journal.ts';
import { NotPossible } from '../not-possible.ts';
import type { Activities } from './activities.ts';
import type { BotTokens } from './bot-tokens.ts';
import type { createClient } from './client.ts';
import type { TeamsOutcome } from './contract/acts.ts';
import type { TeamsControlApi } from './contract/calls.ts';
import type { TeamsChat, TeamsPerson } from './contract/organisation.ts';
import type { TeamsApp } from './contract/screen.ts';
import type { Delivered, Deliveries } from './deliver.ts';
import type { TeamsFaults } from './faults.ts';
import type { KeptMessage } from './kept-message.ts';
import type { SigningKeys } from './keys.ts';
import type { World } from './world.ts';

export interface ControlParts {
  world: World;
  app: Omit<TeamsApp, 'appId' | 'botId' | 'tenantId'>;
  activities: Activities;
  client: ReturnType<typeof createClient>;
  deliveries: Deliveries;
  faults: TeamsFaults;
  keys: SigningKeys;
  tokens: BotTokens;
  journal: Journal;
}

const outcomeOf = ({ status, ms, traffic }: Delivered): TeamsOutcome => ({ status, ms, traffic });
const nothing: TeamsOutcome = { traffic: [], status: 0, ms: 0 };

/** The calls of the control API on this local Teams. A refused call throws `NotPossible`. */
export function createTeamsControl(parts: ControlParts): TeamsControlApi {
  const { world, activities, client, deliveries, faults, journal } = parts;
  const { appId, tenantId } = world.identity;

  function chatFor(person: TeamsPerson, id: string | undefined): TeamsChat {
    if (id === undefined) return world.personalChat(person);
    const chat = world.chats().find((one) => one.id === id || (one.kind !== 'personal' && one.name === id));
    if (!chat || !world.isMember(chat, person))
      throw new NotPossible('not_visible', 'There is no such chat on this screen.');
    return chat;
  }

  function visible(person: TeamsPerson, chat: TeamsChat, replyTo: string | undefined): KeptMessage[] {
    const all = world.messagesIn(chatFor(person, chat.id).id).filter((each) => world.isSeenBy(person, each));
    if (chat.kind !== 'channel') return all;
    return replyTo === undefined
      ? all.filter((message) => message.replyTo === undefined)
      : all.filter((message) => message.id === replyTo || message.replyTo === replyTo);
  }

  /** Whoever acts: nobody does whose account was disabled or deleted. */
  function signedIn(who: string): TeamsPerson {
    const person = world.person(who);
    if (person.disabled || person.deleted)
      throw new NotPossible('account_inactive', `Nobody can sign in as ${person.name} any more.`);
    return person;
  }

  /** Where the bot hears what is written to it alone. */
  function targetable(chat: TeamsChat): void {
    if (!parts.app.targeted || chat.kind === 'personal' || chat.withoutApp)
      throw new NotPossible('not_targetable', 'The app takes no messages for it alone here.');
  }

  /** Tells the bot of something that nobody waits for. */
  async function tell(person: TeamsPerson, activity: JsonObject): Promise<Delivered> {
    return deliveries.send(activity, person.id);
  }

  return {
    async screen({ person: who }) {
      const me = world.person(who);
      const chats = world.chats().filter((chat) => world.isMember(chat, me));
      return {
        me,
        app: { ...parts.app, appId, botId: world.botId, tenantId },
        people: world.people(),
        chats: chats.map((chat) => {
          const latest = visible(me, chat, undefined).at(-1)?.id;
          return {
            ...chat,
            label: chat.kind === 'personal' ? parts.app.name : chat.name,
            ...(latest !== undefined && { latest }),
          };
        }),
        ...(world.screens.dialog(me) && { dialog: world.screens.dialog(me) }),
        notices: world.screens.notices(me),
      };
    },
    async messages({ person: who, chat, replyTo }) {
      const person = world.person(who);
      return visible(person, chatFor(person, chat), replyTo).map((message) =>
        world.screens.seen(person, message),
      );
    },
    people: async () => world.people(),

    async send(sent) {
      const { text, mention = false, targeted = false, replyTo, files = [], wait = true } = sent;
      const person = signedIn(sent.person);
      const chat = chatFor(person, sent.chat);
      if (targeted) targetable(chat);
      const kept = files.map((file) => world.addFile(person, file.name, Buffer.from(file.data, 'base64')));
      const message = world.addMessage({
        chat: chat.id,
        from: person.id,
        fromBot: false,
        text,
        summary: '',
        cards: [],
        files: kept,
        ...(targeted && { to: world.botId }),
        ...(replyTo && chat.kind === 'channel' && { replyTo }),
      });
      // Writing to a bot for the first time adds its app; a channel's messages reach it when it is mentioned, or may read them.
      const isOpen = chat.type === 'standard' && world.consent.messages;
      const heard = !chat.withoutApp && (chat.kind === 'personal' || mention || targeted || isOpen);
      const said = {
        id: message.id,
        text,
        mention: chat.kind !== 'personal' && mention,
        targeted,
        ...(replyTo && { replyTo }),
        files: kept,
      };
      const going = heard ? tell(person, activities.message(person, chat, said)) : undefined;
      if (!wait) going?.catch(() => undefined);
      const outcome = going && wait ? outcomeOf(await going) : nothing;
      return { message: world.screens.seen(person, message), outcome };
    },
    async enter({ person, place, values }) {
      client.enter(signedIn(person), place, values);
    },
    async press({ person, place, action, stale = false, wait = true }) {
      const pressing = client.press(signedIn(person), place, action, stale);
      if (wait) return pressing;
      pressing.catch(() => undefined);
      return nothing;
    },
    search: ({ person, place, input, query }) => client.search(signedIn(person), place, input, query),
    view: ({ person, chat, message, manual = false }) => client.view(signedIn(person), chat, message, manual),
    async messageAction({ person, chat, message, command }) {
      if (!parts.app.messageActions.some(({ id }) => id === command))
        throw new NotPossible('no_such_command', `The app has no command ${command} on messages.`);
      return client.messageAction(signedIn(person), chat, message, command);
    },
    async slash({ person: who, chat: chatId, command }) {
      const person = signedIn(who);
      const chat = chatFor(person, chatId);
      const chosen = parts.app.slashCommands.find(({ title }) => title === command);
      if (!chosen || chat.kind === 'personal' || chat.withoutApp)
        throw new NotPossible('no_such_command', `/ offers no ${command} here.`);
      if (chosen.id === undefined) return { text: `${chosen.title} `, outcome: nothing };
      return { outcome: await client.slashAction(person, chat, chosen.id) };
    },
    async closeDialog({ person }) {
      world.screens.setDialog(world.person(person), undefined);
    },
    async dismissNotice({ id }) {
      world.screens.dismissNotice(id);
    },
    async install({ person: who }) {
      const person = world.changePerson(signedIn(who), { installed: true });
      const chat = world.personalChat(person);
      await tell(person, activities.conversationUpdate(person, chat, 'add'));
      return outcomeOf(await tell(person, activities.installation(person, chat, 'add')));
    },
    async uninstall({ person: who }) {
      const person = world.changePerson(signedIn(who), { installed: false });
      const chat = world.personalChat(person);
      return outcomeOf(await tell(person, activities.installation(person, chat, 'remove')));
    },

    addPerson: async (sample) => world.addPerson(sample),
    changePerson: async ({ person, change }) => world.changePerson(world.person(person), change),
    async addChat({ name, type, members, withoutApp }) {
      const ids = members.map((each) => world.person(each).id);
      return world.addChat(name, type, ids, withoutApp);
    },
    async letApp({ chat: named, into }) {
      const chat = world.chats().find(({ id, name }) => [id, name].includes(named));
      if (!chat || chat.kind === 'personal') throw new NotPossible('not_visible', 'There is no such chat.');
      world.letApp(chat, into);
    },
    async deleteMessage({ chat, message: id }) {
      const message = world.message(chat, id);
      if (!message) throw new NotPossible('no_such_message', 'There is no such message.');
      world.deleteMessage(message);
    },
    async failConnector(fault) {
      faults.add(fault);
    },
    async disturbActivities(fault) {
      faults.addActivity(fault);
    },
    async clearFaults() {
      faults.clear();
    },
    async consent(given) {
      world.consent = { ...world.consent, ...given };
    },
    rotateKeys: ({ keepOld = true }) => parts.keys.rotate(keepOld),
    async expireTokens() {
      parts.tokens.expireAll();
    },
    async redeliver({ id, copies = 1 }) {
      const delivered = await deliveries.again(id, copies);
      if (!delivered) throw new NotPossible('no_such_delivery', 'There is no such delivery any more.');
      return outcomeOf(delivered);
    },
    deliverRaw: ({ activity, token, tenant }) => deliveries.raw(withTenant(activity, tenant), token),
    async activityOf({ person: who, text }) {
      const person = world.person(who);
      const id = String(Date.now());
      return activities.message(person, world.personalChat(person), { id, text });
    },
    async setBotUrl({ url }) {
      deliveries.setUrls(url === null ? [] : [url].flat());
    },
    async traffic({ after = 0, name, person, limit = 1000 }) {
      const mri = person === undefined ? undefined : world.person(person).id;
      const entries = journal
        .entries()
        .filter((entry) => ['bot_to_teams', 'teams_to_bot'].includes(entry.direction))
        .filter((entry) => entry.id > after && (name === undefined || entry.name === name))
        .filter((entry) => mri === undefined || entry.person === mri);
      return structuredClone(entries.slice(-limit));
    },
    async everything() {
      const messages = world.everyMessage().map(({ earlier: _earlier, ...message }) => message);
      return { people: world.people(), chats: world.chats(), messages };
    },
  };
}

function withTenant(activity: JsonObject, tenant: string | undefined): JsonObject {
  if (tenant === undefined) return activity;
  return {
    ...activity,
    conversation: { ...(activity.conversation as JsonObject), tenantId: tenant },
    channelData: { ...(activity.channelData as JsonObject), tenant: { id: tenant } },
  };
}
