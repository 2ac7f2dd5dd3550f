import type { Language } from '../contract.ts';
import type { Mailbox } from '../mailbox.ts';
import { NotPossible } from '../not-possible.ts';
import { outcome } from '../slack/client/index.ts';
import type { ControlApi } from '../slack/contract/calls.ts';
import { infoOf } from '../slack/files.ts';
import { newId } from '../slack/ids.ts';
import type { Slack } from '../slack/slack.ts';
import { copy, type Lookups } from './lookups.ts';

type Steering = Pick<
  ControlApi,
  | 'speak'
  | 'addPerson'
  | 'changePerson'
  | 'deleteMessage'
  | 'deleteFile'
  | 'failApi'
  | 'lackBlocks'
  | 'disturbDeliveries'
  | 'faults'
  | 'clearFaults'
  | 'refreshSockets'
  | 'expireTriggers'
  | 'redeliver'
  | 'deliverRaw'
  | 'verifyUrl'
  | 'sslCheck'
  | 'setBotUrl'
  | 'traffic'
  | 'clearTraffic'
  | 'clearMails'
  | 'everything'
>;

/** The workspace from outside: people, faults, deliveries by hand, and the inspector. */
export function createSteering(
  slack: Slack,
  mailbox: Mailbox,
  lookups: Lookups,
  speak: (language: Language) => void,
): Steering {
  const { workspace, views, events, deliveries, journal, faults } = slack;
  const { personOf, anyChannel, fileOf } = lookups;

  return {
    async speak({ language }) {
      if (language !== 'id' && language !== 'en')
        throw new NotPossible('invalid_arguments', 'The language is id or en.');
      speak(language);
    },
    async addPerson(sample) {
      return copy(workspace.addPerson(sample));
    },
    async changePerson({ person: key, change }) {
      const own = change.locale === undefined ? {} : { followsPage: false };
      const before = personOf(key);
      const { id } = before;
      workspace.putPerson({ ...before, ...own, ...change });
      await events.personChanged(personOf(id), before);
      return copy(personOf(id));
    },
    async deleteMessage({ channel: channelKey, ts, quiet }) {
      const channel = anyChannel(channelKey);
      const message = workspace.messages.get(channel.id, ts);
      if (!message) throw new NotPossible('no_such_message', `There is no message ${ts}.`);
      workspace.messages.delete(message);
      if (!quiet) await events.messageDeleted(message, channel);
    },
    async deleteFile({ file: id }) {
      workspace.files.delete(fileOf(id));
    },
    async failApi(fault) {
      faults.addApi(fault);
    },
    async lackBlocks({ types }) {
      workspace.lacking = types;
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
      const token = workspace.secrets.verificationToken;
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
      slack.bot.urls = url === null ? [] : [url].flat();
    },
    async traffic({ after, direction, kind, name, person, limit }) {
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
        messages: workspace.messages.all().map((each) => workspace.complete(each)),
        files: workspace.files.all().map(infoOf),
        views: views.open(),
        homes: views.homes(),
      });
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
