import { NotPossible } from '../not-possible.ts';
import { createClient, outcome } from '../slack/client/index.ts';
import type { Outcome } from '../slack/contract/acts.ts';
import type { ControlApi } from '../slack/contract/calls.ts';
import type { Person } from '../slack/contract/workspace.ts';
import type { Sent } from '../slack/deliver.ts';
import { infoOf } from '../slack/files.ts';
import { newId } from '../slack/ids.ts';
import type { Notices } from '../slack/notices.ts';
import type { Slack } from '../slack/slack.ts';
import { escapeText } from '../slack/wire.ts';
import { copy, type Lookups } from './lookups.ts';

const MAX_UPLOAD_BYTES = 60_000_000;
const NOTHING: Outcome = { delivered: false, traffic: [] };

type Acting = Pick<
  ControlApi,
  | 'command'
  | 'post'
  | 'edit'
  | 'remove'
  | 'act'
  | 'suggest'
  | 'submitView'
  | 'closeView'
  | 'openApp'
  | 'shortcut'
  | 'upload'
  | 'download'
  | 'dismissMessage'
  | 'dismissNotice'
  | 'joinChannel'
  | 'leaveChannel'
  | 'createChannel'
  | 'invite'
  | 'react'
>;

/** What a person does. */
export function createActing(slack: Slack, notices: Notices, lookups: Lookups): Acting {
  const { workspace, views, events, membership } = slack;
  const { channelOf, anyChannel, messageOf, viewOf } = lookups;
  /** Whoever acts is signed in, which nobody is any more whose account was deactivated. */
  const personOf = (key: unknown): Person => {
    const person = lookups.personOf(key);
    if (person.deleted) throw new NotPossible('account_inactive', `${person.name}'s account is deactivated.`);
    return person;
  };
  const client = createClient(slack, notices);

  const summary = (sent: (Sent | undefined)[]): Outcome => {
    const real = sent.flatMap((each) => each ?? []);
    const [first] = real;
    return first ? { ...outcome(first), traffic: real.flatMap((each) => each.traffic) } : NOTHING;
  };
  /** With `wait: false` the answer comes once the act is on its way; what is not possible at all still throws. */
  const unlessHurried = (wait: boolean | undefined, act: Promise<Outcome>): Promise<Outcome> => {
    if (wait !== false) return act;
    const underWay: Outcome = { delivered: true, traffic: [] };
    return Promise.race([act, new Promise<Outcome>((resolve) => setImmediate(resolve, underWay))]);
  };

  return {
    async command({ person: key, channel, text }) {
      const me = personOf(key);
      return client.interactions.command(
        me,
        channel === undefined ? workspace.dmOf(me.id) : channelOf(me, channel),
        text,
      );
    },
    async post({ person: key, channel: channelKey, text, threadTs, files = [] }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      if (text.trim() === '' && files.length === 0) throw new NotPossible('no_text', 'The message is empty.');
      if (threadTs !== undefined) messageOf(me, channel, threadTs);
      for (const id of files) {
        const file = workspace.files.get(id);
        if (file?.user !== me.id || file.deleted)
          throw new NotPossible('no_such_file', `${me.name} has no file ${id}.`);
        workspace.files.put({ ...file, channels: [...new Set([...file.channels, channel.id])] });
      }
      const message = workspace.messages.add({
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
      workspace.messages.edit(message, { text: withMentions(escapeText(text), workspace.people()) }, me.id);
      return summary([await events.messageChanged(message, previous, channel)]);
    },
    async remove({ person: key, channel: channelKey, ts }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      const message = messageOf(me, channel, ts);
      if (message.user !== me.id) throw new NotPossible('not_own', 'Only own messages can be deleted.');
      workspace.messages.delete(message);
      return summary([await events.messageDeleted(message, channel)]);
    },
    async act({ wait, ...ref }) {
      return unlessHurried(wait, client.interactions.act(personOf(ref.person), ref));
    },
    async suggest(ref) {
      return copy(await client.interactions.suggest(personOf(ref.person), ref));
    },
    async submitView({ person: key, viewId, values = {}, wait }) {
      const me = personOf(key);
      const view = viewOf(me, viewId);
      if (views.stack(me.id).at(-1) !== view)
        throw new NotPossible('not_visible', 'Another view lies on top.');
      for (const [blockId, fields] of Object.entries(values)) {
        for (const [actionId, value] of Object.entries(fields))
          client.submissions.enterOnly(me, view, blockId, actionId, value);
      }
      return unlessHurried(wait, client.submissions.submit(me, view));
    },
    async closeView({ person: key, viewId, all }) {
      const me = personOf(key);
      return client.submissions.close(me, viewOf(me, viewId), all ?? false);
    },
    async openApp({ person: key, tab }) {
      return summary([await events.appOpened(personOf(key).id, tab ?? 'home')]);
    },
    async shortcut({ person: key, callbackId, channel: channelKey, ts }) {
      const me = personOf(key);
      if (channelKey === undefined || ts === undefined) return client.interactions.shortcut(me, callbackId);
      const channel = channelOf(me, channelKey);
      return client.interactions.shortcut(me, callbackId, { message: messageOf(me, channel, ts), channel });
    },
    async upload({ person: key, name, data }) {
      const me = personOf(key);
      const bytes = Buffer.from(data, 'base64');
      if (bytes.length === 0) throw new NotPossible('file_not_accepted', 'The file is empty.');
      if (bytes.length > MAX_UPLOAD_BYTES)
        throw new NotPossible('file_not_accepted', 'The file is too large.');
      return infoOf(workspace.files.add(name, me.id, bytes));
    },
    async download({ person: key, file: id }) {
      const me = personOf(key);
      const file = workspace.files.get(id);
      const data = file && workspace.mayReadFile(file, me.id) ? workspace.files.data(file) : undefined;
      if (!file || !data) throw new NotPossible('no_such_file', `${me.name} sees no file ${id}.`);
      return { file: infoOf(file), data: data.toString('base64') };
    },
    async dismissMessage({ person: key, channel: channelKey, ts }) {
      const me = personOf(key);
      const message = messageOf(me, channelOf(me, channelKey), ts);
      if (message.onlyFor === undefined)
        throw new NotPossible('not_own', 'Only private messages can be dismissed.');
      workspace.messages.delete(message);
    },
    async dismissNotice({ person: key, id }) {
      notices.dismiss(lookups.personOf(key).id, id);
    },
    async joinChannel({ person: key, channel: channelKey }) {
      const me = personOf(key);
      const channel = anyChannel(channelKey);
      if (channel.kind !== 'public')
        throw new NotPossible('not_visible', 'Only public channels can be joined.');
      await membership.join(channel, me.id);
    },
    async leaveChannel({ person: key, channel: channelKey }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      membership.leave(channel, me.id);
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
      const me = personOf(key);
      const invited = workspace.person(user) ?? lookups.personOf(user);
      await membership.join(channelOf(me, channelKey), invited.id, me.id);
    },
    async react({ person: key, channel: channelKey, ts, name }) {
      const me = personOf(key);
      workspace.messages.react(messageOf(me, channelOf(me, channelKey), ts), name.replaceAll(':', ''), me.id);
    },
  };
}

function withMentions(text: string, people: readonly Person[]): string {
  return text.replace(/@([a-z0-9._-]*[a-z0-9])/gi, (whole, name: string) => {
    const person = people.find((each) => each.name.toLowerCase() === name.toLowerCase());
    return person ? `<@${person.id}>` : whole;
  });
}
