import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject, JsonValue, TrafficKind } from '../contract.ts';
import type { Journal } from '../journal.ts';
import type { TokenFlaw } from './contract/faults.ts';
import type { TeamsFaults } from './faults.ts';
import type { SigningKeys } from './keys.ts';

/** After this a person is told that the app cannot be reached. */
const answerLimitMs = 10_000;

export interface Delivered {
  /** 0: no answer arrived. */
  status: number;
  body: JsonValue;
  ms: number;
  /** Entries in the journal, copies included. */
  traffic: number[];
}

export interface Deliveries {
  /** Sends an activity and waits for the first copy's answer. */
  send(activity: JsonObject, person?: string): Promise<Delivered>;
  /** Sends an earlier activity once more, as it was; undefined when its entry is gone. */
  again(trafficId: number, copies: number): Promise<Delivered | undefined>;
  /** Sends it once, flawed as told, without any fault. */
  raw(activity: JsonObject, flaw: TokenFlaw): Promise<{ status: number; body: string }>;
  setUrls(urls: string[]): void;
}

/** What an activity is called in the inspector and by faults. */
const nameOf = (activity: JsonObject): string => String(activity.name ?? activity.type);

export function createDeliveries(parts: {
  keys: SigningKeys;
  appId: string;
  serviceUrl(): string;
  journal: Journal;
  faults: TeamsFaults;
  urls: string[];
}): Deliveries {
  let urls = parts.urls;
  let turn = 0;
  const sent = new Map<number, JsonObject>();

  async function post(activity: JsonObject, flaw: TokenFlaw): Promise<{ status: number; text: string }> {
    const url = urls[turn % Math.max(urls.length, 1)];
    turn += 1;
    if (!url) return { status: 0, text: 'no address' };
    const authorization = await parts.keys.authorization(parts.appId, parts.serviceUrl(), flaw);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          connection: 'close',
          ...(authorization && { authorization }),
        },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(answerLimitMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      return { status: 0, text: error instanceof Error ? error.name : String(error) };
    }
  }

  async function copy(activity: JsonObject, person: string | undefined, fault?: string): Promise<Delivered> {
    const open = parts.journal.begin({
      direction: 'teams_to_bot',
      kind: kindOf(activity),
      name: nameOf(activity),
      transport: 'http',
      request: activity,
      attempt: 0,
      ...(person && { person }),
      ...(fault && { fault }),
    });
    sent.set(open.entry.id, activity);
    const { status, text } = await post(activity, 'none');
    const body = parsed(text);
    open.finish({ status, response: body, ...(status === 0 && { error: text }) });
    return { status, body, ms: open.entry.ms, traffic: [open.entry.id] };
  }

  async function copies(activity: JsonObject, count: number, person?: string, fault?: string) {
    const answers = await Promise.all(
      Array.from({ length: Math.max(1, count) }, () => copy(activity, person, fault)),
    );
    const [first] = answers;
    if (!first) throw new Error('an activity is sent at least once');
    return { ...first, traffic: answers.flatMap((answer) => answer.traffic) };
  }

  return {
    async send(given, person) {
      const activity = structuredClone(given);
      const fault = parts.faults.takeActivity(nameOf(activity));
      if (fault?.delayMs) await sleep(fault.delayMs);
      if (fault?.lost) return { status: 0, body: null, ms: 0, traffic: [] };
      return copies(activity, fault?.copies ?? 1, person, fault && 'copies');
    },
    async again(trafficId, count) {
      const activity = sent.get(trafficId);
      return activity && copies(activity, count);
    },
    async raw(activity, flaw) {
      const { status, text } = await post(activity, flaw);
      return { status, body: text };
    },
    setUrls(given) {
      urls = given;
      turn = 0;
    },
  };
}

function kindOf(activity: JsonObject): TrafficKind {
  return activity.type === 'invoke' ? 'invoke' : 'activity';
}

function parsed(text: string): JsonValue {
  if (!text) return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
