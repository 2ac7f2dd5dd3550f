import type { Playground, TrafficEntry } from '../../index.ts';
import type { Call, Door, Exchange } from '../door.ts';
import { slackPerson } from './person.ts';

const methods: Record<Call, string> = {
  post: 'chat.postMessage',
  update: 'chat.update',
  open: 'conversations.open',
  profile: 'users.info',
  lookup: 'users.lookupByEmail',
  history: 'conversations.history',
  file: 'file_download',
};
const losses = {
  deactivated: { deleted: true },
  'without the app': { withoutApp: true },
  unknown: { unknown: true },
};
const faults = { busy: 'rate_limited', error: 'server_error', slow: 'slow', reset: 'reset' } as const;

/** `channel`: one that everybody is in, by its name. */
export function slackDoor(playground: Playground, channel: string): Door {
  const { api } = playground;
  return {
    platform: 'slack',
    person: (account) => slackPerson(playground, account),
    channel,
    async letIn() {
      const [somebody = ''] = await this.accounts();
      const { app, channels, me } = await api.screen({ person: somebody });
      const { id = '' } = channels.find(({ name }) => name === channel) ?? {};
      await api.invite({ person: me.id, channel: id, user: app.botUser });
    },
    async accounts() {
      return (await api.people({})).filter((each) => !each.isBot).map((each) => each.name);
    },
    async addAccount({ email, name, language }) {
      await api.addPerson({ email, name: email.split('@')[0] ?? '', realName: name, locale: language });
    },
    async readdress(account, email) {
      await api.changePerson({ person: account, change: { email } });
    },
    async deliverTo(...urls) {
      await api.setBotUrl({ url: urls.map((url) => `${url}/slack/events`) });
    },
    async fail({ call, kind, seconds, ...rest }) {
      await api.failApi({
        method: methods[call],
        kind: faults[kind],
        ...(seconds !== undefined && { retryAfter: seconds }),
        ...rest,
      });
    },
    async heal() {
      await api.clearFaults({});
    },
    async repeatNext(copies, what = 'anything') {
      await api.disturbDeliveries({ ...ofKind(what), times: 1, copies });
    },
    async delayNext(delayMs, what = 'anything') {
      await api.disturbDeliveries({ ...ofKind(what), times: 1, delayMs });
    },
    async resendSubmission(copies) {
      const sent = await api.traffic({ kind: 'view_submission', direction: 'slack_to_bot' });
      await api.redeliver({ id: sent.at(-1)?.id ?? 0, copies });
    },
    async exchanges(after) {
      const accounts = new Map((await api.people({})).map((each) => [each.id, each.name]));
      const traffic = await api.traffic(after === undefined ? {} : { after });
      return traffic.map((entry) => exchangeOf(entry, accounts));
    },
    async lose(account, how) {
      await api.changePerson({ person: account, change: losses[how] });
    },
    async removeMessage(account, text) {
      const { channel: place, ts } = await slackPerson(playground, account).message(
        text,
        (message) => message.threadTs === undefined,
      );
      await api.deleteMessage({ channel: place, ts, quiet: true });
    },
  };
}

const ofKind = (what: 'anything' | 'submission') =>
  what === 'submission' ? { kinds: ['view_submission' as const] } : {};

function exchangeOf(entry: TrafficEntry, accounts: ReadonlyMap<string, string>): Exchange {
  const { id, at, ms, status, done, request } = entry;
  const fromBot = entry.direction === 'bot_to_slack';
  const account = accounts.get(entry.person ?? '');
  return { id, at, ms, status, done, request, account, fromBot, what: whatIs(entry, fromBot) };
}

function whatIs({ kind, name }: TrafficEntry, fromBot: boolean): Exchange['what'] {
  if (kind === 'file_download') return 'file';
  if (fromBot) return (Object.keys(methods) as Call[]).find((call) => methods[call] === name) ?? 'other';
  if (kind === 'view_submission') return 'submission';
  return kind === 'block_actions' ? 'press' : 'delivery';
}
