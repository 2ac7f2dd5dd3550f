import type { TeamsPerson as Account, ConnectorFault, Playground, TrafficEntry } from '../../index.ts';
import type { Call, Door, Exchange, Fault } from '../door.ts';
import { teamsOf } from './onlooker.ts';
import { teamsPerson } from './person.ts';
import { isKept, isStep } from './visible.ts';
import type { TeamsWays } from './ways.ts';

const operations: Record<Call, string> = {
  post: 'post',
  update: 'update',
  open: 'create_conversation',
  profile: 'member',
  lookup: 'graph_user',
  history: 'history',
  file: 'file',
};

const submission = 'task/submit';

const accountOf = ({ email, userPrincipalName }: Account): string =>
  (email || userPrincipalName).split('@')[0] ?? '';

/** `channel`: one of the app's team, by its name. */
export function teamsDoor(playground: Playground, channel: string, ways?: TeamsWays): Door {
  const api = teamsOf(playground);
  const person = (account: string) => teamsPerson(playground, account, ways);
  return {
    platform: 'teams',
    person,
    channel,
    // The app is there with its team.
    letIn: async () => {},
    async accounts() {
      return (await api.people({})).map(accountOf);
    },
    async addAccount({ email, name, language }) {
      await api.addPerson({ email, name, locale: language });
    },
    async readdress(account, email) {
      await api.changePerson({ person: account, change: { email } });
    },
    async deliverTo(...urls) {
      await api.setBotUrl({ url: urls.map((url) => `${url}/api/messages`) });
    },
    async fail(fault) {
      await api.failConnector(connectorFault(fault));
    },
    async heal() {
      await api.clearFaults({});
    },
    async repeatNext(copies, what = 'anything') {
      await api.disturbActivities({ ...ofKind(what), times: 1, copies });
    },
    async delayNext(delayMs, what = 'anything') {
      await api.disturbActivities({ ...ofKind(what), times: 1, delayMs });
    },
    async resendSubmission(copies) {
      const sent = await api.traffic({ name: submission });
      await api.redeliver({ id: sent.at(-1)?.id ?? 0, copies });
    },
    async exchanges(after) {
      const accounts = new Map((await api.people({})).map((each) => [each.id, accountOf(each)]));
      const traffic = await api.traffic({ ...(after !== undefined && { after }), limit: 10_000 });
      return traffic.map((entry) => exchangeOf(entry, accounts));
    },
    async lose(account, how) {
      if (how === 'without the app') await api.uninstall({ person: account });
      else if (how === 'deactivated') await api.changePerson({ person: account, change: { disabled: true } });
      else
        await api.changePerson({
          person: account,
          change: { email: '', userPrincipalName: `${how}@elsewhere.example` },
        });
    },
    async removeMessage(account, text) {
      const { chat, id } = await person(account).message(text, (each) => isKept(each) && !isStep(each));
      await api.deleteMessage({ chat, message: id });
    },
  };
}

function connectorFault({ call, kind, times, seconds, status, delayMs, applied }: Fault): ConnectorFault {
  return {
    operation: operations[call],
    times,
    kind: kind === 'slow' || kind === 'reset' ? kind : 'status',
    ...(kind === 'busy' && { status: 429 }),
    ...(kind === 'error' && { status: status ?? 503 }),
    ...(seconds !== undefined && { retryAfter: seconds }),
    ...(delayMs !== undefined && { delayMs }),
    ...(applied !== undefined && { applied }),
  };
}

const ofKind = (what: 'anything' | 'submission') => (what === 'submission' ? { names: [submission] } : {});

function exchangeOf(entry: TrafficEntry, accounts: ReadonlyMap<string, string>): Exchange {
  const { id, at, ms, status, done, request } = entry;
  const fromBot = entry.direction.startsWith('bot_to');
  const account = accounts.get(entry.person ?? '');
  return { id, at, ms, status, done, request, account, fromBot, what: whatIs(entry.name, fromBot) };
}

function whatIs(name: string, fromBot: boolean): Exchange['what'] {
  if (fromBot)
    return (Object.keys(operations) as Call[]).find((call) => operations[call] === name) ?? 'other';
  if (name === submission) return 'submission';
  return name === 'task/fetch' ? 'press' : 'delivery';
}
