import type {
  Channel,
  ChannelOnScreen,
  ControlApi,
  FileInfo,
  Message,
  Outcome,
  Person,
  Screen,
  TrafficEntry,
  View,
} from './contract.ts';
import type { Mailbox } from './mailbox.ts';
import type { Sent } from './slack/deliver.ts';
import { NotPossible } from './slack/fields.ts';
import { newId } from './slack/ids.ts';
import type { Notices } from './slack/notices.ts';
import { Client, outcome } from './slack/person.ts';
import type { Slack } from './slack/slack.ts';
import { escapeText } from './slack/wire.ts';
import type { StoredMessage } from './slack/workspace.ts';

const MAX_UPLOAD_BYTES = 60_000_000;
const NOTHING: Outcome = { delivered: false, traffic: [] };

/** The calls of the control API on this local Slack. A refused call throws `NotPossible`. */
export function createControl(slack: Slack, mailbox: Mailbox, notices: Notices): ControlApi {
  const { workspace, views, events, deliveries, journal, faults } = slack;
  const client = new Client(slack, notices);

  const personOf = (key: unknown): Person => {
    const person = typeof key === 'string' ? workspace.findPerson(key) : undefined;
    if (!person) throw new NotPossible('no_such_person', `There is no person ${String(key)}.`);
    return person;
  };
  const channelOf = (person: Person, key: unknown): Channel => {
    const channel = typeof key === 'string' ? workspace.findChannel(key) : undefined;
    if (!channel?.members.includes(person.id)) {
      throw new NotPossible('not_visible', `${person.name} is not in ${String(key)}.`);
    }
    return channel;
  };
  const anyChannel = (key: unknown): Channel => {
    const channel = typeof key === 'string' ? workspace.findChannel(key) : undefined;
    if (!channel) throw new NotPossible('no_such_channel', `There is no channel ${String(key)}.`);
    return channel;
  };
  const messageOf = (person: Person, channel: Channel, ts: string): StoredMessage => {
    const message = workspace.message(channel.id, ts);
    if (!message || !workspace.isSeenBy(message, person.id)) {
      throw new NotPossible('not_visible', `${person.name} sees no message ${ts}.`);
    }
    return message;
  };
  const viewOf = (person: Person, viewId: string): View => {
    const view = views.stack(person.id).find((each) => each.id === viewId);
    if (!view) throw new NotPossible('not_visible', 'This view is not on the screen.');
    return view;
  };
  const summary = (sent: (Sent | undefined)[]): Outcome => {
    const real = sent.flatMap((each) => each ?? []);
    const [first] = real;
    return first ? { ...outcome(first), traffic: real.flatMap((each) => each.traffic) } : NOTHING;
  };
  /** With `wait: false` the act goes on by itself; what it cannot do is told all the same, in the notices. */
  const unlessWaiting = async (wait: boolean | undefined, act: Promise<Outcome>): Promise<Outcome> => {
    if (wait !== false) return await act;
    act.catch(() => undefined);
    return { delivered: true, traffic: [] };
  };
  const onScreen = (person: Person, channel: Channel): ChannelOnScreen => {
    const seen = workspace.messagesIn(channel.id).filter((each) => workspace.isSeenBy(each, person.id));
    const latest = seen.at(-1)?.ts;
    return {
      ...channel,
      label: channel.kind === 'im' ? workspace.app.name : `#${channel.name}`,
      ...(latest !== undefined && { latest }),
    };
  };
  const publicFile = (id: string): FileInfo => {
    const file = workspace.file(id);
    if (!file) throw new NotPossible('no_such_file', `There is no file ${id}.`);
    const { channels: _channels, toApp: _toApp, ...info } = file;
    return info;
  };

  return {
    // ── What is seen ───────────────────────────────────────────────────────────────────────────────────────────

    async screen({ person: key }): Promise<Screen> {
      const me = personOf(key);
      const channels = workspace.channels();
      const home = views.home(me.id);
      return copy({
        me,
        app: workspace.app,
        people: workspace.people(),
        channels: channels.filter((each) => each.members.includes(me.id)).map((each) => onScreen(me, each)),
        otherChannels: channels.filter((each) => each.kind === 'public' && !each.members.includes(me.id)),
        views: views.stack(me.id),
        notices: notices.of(me.id),
        ...(home && { home }),
      });
    },
    async messages({ person: key, channel: channelKey, threadTs, limit }): Promise<Message[]> {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      const seen = workspace
        .messagesIn(channel.id)
        .filter((each) => (threadTs === undefined ? each.threadTs === undefined : inThread(each, threadTs)))
        .filter((each) => workspace.isSeenBy(each, me.id));
      return copy(seen.slice(-(limit ?? 1000)).map((each) => tombstone(workspace.complete(each))));
    },
    async mails({ to }) {
      return copy(mailbox.mails(to));
    },
    async people() {
      return copy(workspace.people());
    },

    // ── What a person does ─────────────────────────────────────────────────────────────────────────────────────

    async command({ person: key, channel, text }) {
      const me = personOf(key);
      return client.command(me, channel === undefined ? workspace.dmOf(me.id) : channelOf(me, channel), text);
    },
    async post({ person: key, channel: channelKey, text, threadTs, files = [] }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      if (text.trim() === '' && files.length === 0) throw new NotPossible('no_text', 'The message is empty.');
      if (threadTs !== undefined) messageOf(me, channel, threadTs);
      for (const id of files) {
        const file = workspace.file(id);
        if (file?.user !== me.id || file.deleted)
          throw new NotPossible('no_such_file', `${me.name} has no file ${id}.`);
        workspace.putFile({ ...file, channels: [...new Set([...file.channels, channel.id])] });
      }
      const message = workspace.addMessage({
        channel: channel.id,
        user: me.id,
        text: withMentions(escapeText(text), workspace.people()),
        files,
        ...(threadTs !== undefined && { threadTs }),
      });
      const sent = await events.messageSent(message, channel);
      return { message: copy(workspace.complete(message)), outcome: summary(sent) };
    },
    async edit({ person: key, channel: channelKey, ts, text }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      const message = messageOf(me, channel, ts);
      if (message.user !== me.id) throw new NotPossible('not_own', 'Only own messages can be edited.');
      const previous = slack.payloads.message(message);
      workspace.editMessage(message, { text: withMentions(escapeText(text), workspace.people()) }, me.id);
      return summary([await events.messageChanged(message, previous, channel)]);
    },
    async remove({ person: key, channel: channelKey, ts }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      const message = messageOf(me, channel, ts);
      if (message.user !== me.id) throw new NotPossible('not_own', 'Only own messages can be deleted.');
      workspace.deleteMessage(message);
      return summary([await events.messageDeleted(message, channel)]);
    },
    async act({ wait, ...ref }) {
      return unlessWaiting(wait, client.act(personOf(ref.person), ref));
    },
    async suggest(ref) {
      return copy(await client.suggest(personOf(ref.person), ref));
    },
    async submitView({ person: key, viewId, values = {}, wait }) {
      const me = personOf(key);
      const view = viewOf(me, viewId);
      if (views.stack(me.id).at(-1) !== view)
        throw new NotPossible('not_visible', 'Another view lies on top.');
      for (const [blockId, fields] of Object.entries(values)) {
        for (const [actionId, value] of Object.entries(fields))
          client.enterOnly(me, view, blockId, actionId, value);
      }
      return unlessWaiting(wait, client.submit(me, view));
    },
    async closeView({ person: key, viewId, all }) {
      const me = personOf(key);
      return client.close(me, viewOf(me, viewId), all ?? false);
    },
    async openApp({ person: key, tab }) {
      return summary([await events.appOpened(personOf(key).id, tab ?? 'home')]);
    },
    async shortcut({ person: key, callbackId, channel: channelKey, ts }) {
      const me = personOf(key);
      if (channelKey === undefined || ts === undefined) return client.shortcut(me, callbackId);
      const channel = channelOf(me, channelKey);
      return client.shortcut(me, callbackId, { message: messageOf(me, channel, ts), channel });
    },
    async upload({ person: key, name, data }) {
      const me = personOf(key);
      const bytes = Buffer.from(data, 'base64');
      if (bytes.length === 0) throw new NotPossible('file_not_accepted', 'The file is empty.');
      if (bytes.length > MAX_UPLOAD_BYTES)
        throw new NotPossible('file_not_accepted', 'The file is too large.');
      return publicFile(workspace.addFile(name, me.id, bytes).id);
    },
    async download({ person: key, file: id }) {
      const me = personOf(key);
      const file = workspace.file(id);
      const data = file && workspace.mayReadFile(file, me.id) ? workspace.fileData(file) : undefined;
      if (!data) throw new NotPossible('no_such_file', `${me.name} sees no file ${id}.`);
      return { file: publicFile(id), data: data.toString('base64') };
    },
    async dismissMessage({ person: key, channel: channelKey, ts }) {
      const me = personOf(key);
      const message = messageOf(me, channelOf(me, channelKey), ts);
      if (message.onlyFor === undefined)
        throw new NotPossible('not_own', 'Only private messages can be dismissed.');
      workspace.deleteMessage(message);
    },
    async dismissNotice({ person: key, id }) {
      notices.dismiss(personOf(key).id, id);
    },
    async joinChannel({ person: key, channel: channelKey }) {
      const me = personOf(key);
      const channel = anyChannel(channelKey);
      if (channel.kind !== 'public')
        throw new NotPossible('not_visible', 'Only public channels can be joined.');
      await join(channel, me.id);
    },
    async leaveChannel({ person: key, channel: channelKey }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      workspace.putChannel({ ...channel, members: channel.members.filter((each) => each !== me.id) });
    },
    async createChannel({ person: key, name, isPrivate }) {
      const me = personOf(key);
      if (!/^[a-z0-9_-]{1,80}$/.test(name))
        throw new NotPossible('invalid_name', 'Use a-z, 0-9, - and _ only.');
      if (workspace.findChannel(name))
        throw new NotPossible('name_taken', `There is a channel #${name} already.`);
      const id = newId('C');
      return copy(
        workspace.addChannel({ id, name, isPrivate: isPrivate ?? false, members: [me.id], withBot: false }),
      );
    },
    async invite({ person: key, channel: channelKey, user }) {
      const channel = channelOf(personOf(key), channelKey);
      const invited = workspace.person(user) ?? personOf(user);
      await join(channel, invited.id);
    },
    async react({ person: key, channel: channelKey, ts, name }) {
      const me = personOf(key);
      workspace.react(messageOf(me, channelOf(me, channelKey), ts), name.replaceAll(':', ''), me.id);
    },

    // ── The workspace, its faults and its inspector ────────────────────────────────────────────────────────────

    async addPerson(sample) {
      return copy(workspace.addPerson(sample));
    },
    async changePerson({ person: key, change }) {
      workspace.putPerson({ ...personOf(key), ...change });
      return copy(personOf(typeof change.email === 'string' ? change.email : key));
    },
    async deleteMessage({ channel: channelKey, ts, quiet }) {
      const channel = anyChannel(channelKey);
      const message = workspace.message(channel.id, ts);
      if (!message) throw new NotPossible('no_such_message', `There is no message ${ts}.`);
      workspace.deleteMessage(message);
      if (!quiet) await events.messageDeleted(message, channel);
    },
    async deleteFile({ file: id }) {
      const file = workspace.file(id);
      if (!file) throw new NotPossible('no_such_file', `There is no file ${id}.`);
      workspace.deleteFile(file);
    },
    async failApi(fault) {
      faults.addApi(fault);
    },
    async disturbDeliveries(fault) {
      faults.addDelivery(fault);
    },
    async faults() {
      return faults.list();
    },
    async clearFaults() {
      faults.clear();
    },
    async refreshSockets() {
      slack.sockets.refresh();
    },
    async expireTriggers() {
      slack.triggers.expireAll();
    },
    async redeliver({ id, copies, retryNum }) {
      const sent = await deliveries.again(id, copies ?? 1, retryNum ?? 0);
      if (!sent) throw new NotPossible('no_such_delivery', `There is no delivery ${id}.`);
      return outcome(sent);
    },
    async deliverRaw({ body, contentType, signature, headers }) {
      return deliveries.raw(body, contentType, signature, headers ?? {});
    },
    async verifyUrl() {
      const challenge = newId('').toLowerCase();
      const { token } = { token: workspace.secrets.verificationToken };
      const { ack } = await deliveries.send({
        kind: 'url_verification',
        name: 'url_verification',
        payload: { token, challenge, type: 'url_verification' },
      });
      const { body } = ack;
      return ack.ok && (body === challenge || (isObject(body) && body.challenge === challenge));
    },
    async sslCheck() {
      const payload = { ssl_check: '1', token: workspace.secrets.verificationToken };
      return (await deliveries.send({ kind: 'ssl_check', name: 'ssl_check', payload })).ack.ok;
    },
    async setBotUrl({ url }) {
      slack.bot.url = url;
    },
    async traffic({ after, direction, kind, name, person, limit }): Promise<TrafficEntry[]> {
      const user = person === undefined ? undefined : personOf(person).id;
      const found = journal
        .entries()
        .filter(
          (each) =>
            (after === undefined || each.id > after) &&
            (direction === undefined || each.direction === direction) &&
            (kind === undefined || each.kind === kind) &&
            (name === undefined || each.name === name) &&
            (user === undefined || each.person === user),
        );
      return copy(limit === undefined ? found : found.slice(-limit));
    },
    async clearTraffic() {
      journal.clear();
      slack.changes.emit({ kind: 'reset' });
    },
    async clearMails() {
      mailbox.clear();
    },
    async everything() {
      return copy({
        people: workspace.people(),
        channels: workspace.channels(),
        messages: workspace.allMessages(),
        files: workspace.files().map((each) => publicFile(each.id)),
        views: views.open(),
        homes: views.homes(),
      });
    },
  };

  async function join(channel: Channel, user: string): Promise<void> {
    if (channel.members.includes(user)) return;
    const joined = { ...channel, members: [...channel.members, user] };
    workspace.putChannel(joined);
    workspace.addMessage({
      channel: channel.id,
      user,
      text: `<@${user}> has joined the channel`,
      system: true,
    });
    if (joined.members.includes(workspace.app.botUser)) await events.memberJoined(user, joined);
  }
}

/** Callers get copies, so that nothing they hold changes under them, nor can be changed by them. */
const copy = <T>(value: T): T => structuredClone(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inThread = (message: StoredMessage, threadTs: string): boolean =>
  message.ts === threadTs || message.threadTs === threadTs;

/** A deleted root that stays because of its replies shows nothing of what it said. */
const tombstone = (message: Message): Message =>
  message.deleted ? { ...message, text: 'This message was deleted.', blocks: [], files: [] } : message;

function withMentions(text: string, people: readonly Person[]): string {
  return text.replace(/@([a-z0-9._-]+)/gi, (whole, name: string) => {
    const person = people.find((each) => each.name.toLowerCase() === name.toLowerCase());
    return person ? `<@${person.id}>` : whole;
  });
}
