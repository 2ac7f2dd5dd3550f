import type { TrafficEntry } from '../../../src/playground/contract.ts';
import type { ConnectorFault, TeamsControlApi } from '../../../src/playground/teams/contract.ts';
import type { Call, Door, Exchange, Fault } from '../door.ts';
import type { Changing } from '../waiting.ts';
import { TeamsPerson } from './person.ts';
import { isKept, isStep } from './visible.ts';

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

export function teamsDoor(api: TeamsControlApi, playground: Changing): Door {
  const person = (account: string) => new TeamsPerson(api, playground, account);
  return {
    platform: 'teams',
    person,
    async accounts() {
      return (await api.people({})).map((each) => (each.email || each.userPrincipalName).split('@')[0] ?? '');
    },
    async addAccount({ email, name, language }) {
      await api.addPerson({ email, name, locale: language });
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
      await api.disturbActivities({
        ...(what === 'submission' && { names: [submission] }),
        times: 1,
        copies,
      });
    },
    async resendSubmission(copies) {
      const sent = await api.traffic({ name: submission });
      await api.redeliver({ id: sent.at(-1)?.id ?? 0, copies });
    },
    async exchanges(after) {
      return (await api.traffic(after === undefined ? {} : { after })).map(exchangeOf);
    },
    async lose(account, how) {
      if (how === 'without the app') await api.uninstall({ person: account });
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

function exchangeOf(entry: TrafficEntry): Exchange {
  const { id, at, ms, status, done } = entry;
  const fromBot = entry.direction.startsWith('bot_to');
  return { id, at, ms, status, done, fromBot, what: whatIs(entry.name, fromBot) };
}

function whatIs(name: string, fromBot: boolean): Exchange['what'] {
  if (fromBot)
    return (Object.keys(operations) as Call[]).find((call) => operations[call] === name) ?? 'other';
  if (name === submission) return 'submission';
  return name === 'task/fetch' ? 'press' : 'delivery';
}
