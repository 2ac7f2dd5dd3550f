import { messageAt, ownerOf, plain, shownBy, showsTrue } from '../standing.ts';
import { isConcerned } from './decisions.ts';
import type { Invariant, Step } from './invariant.ts';

const legitimate = ['nothing to show', 'no_chat_account'];

/** What is due stands, and every copy shows what its record is now: its words, and the buttons that do something (U-13). */
export const copiesAreTrue: Invariant = ({ after }) =>
  after.copies.flatMap((copy) => {
    // What it was to tell of has been done with meanwhile, or it is for somebody who is in no chat.
    if (copy.failure !== null && legitimate.includes(copy.failure)) return [];
    if (copy.failure !== null) return [`${copy.key} was given up: ${copy.failure}`];
    if (copy.messageId === null) return [`${copy.key} was to be posted and was not`];
    const message = messageAt(after.standing, copy);
    if (!message) return [`${copy.key} is noted as posted and stands nowhere`];
    const reader = after.people.find(({ id }) => id === copy.personId)?.email;
    const owner = ownerOf(after.standing, copy);
    if (reader !== undefined && owner !== reader)
      return [`${copy.key} is for ${reader} and stands with ${owner}`];
    if (showsTrue(after.standing, copy)) return [];
    return [`${copy.key} is not true: ${difference(plain(shownBy(message)), plain(copy.ought[0]))}`];
  });

/** The first place at which two texts part. */
function difference(shown: unknown, ought: unknown): string {
  const [one, other] = [JSON.stringify(shown), JSON.stringify(ought)];
  let at = 0;
  while (one[at] === other[at] && at < one.length) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return `it shows …${around(one)}… and ought to show …${around(other)}…`;
}

/** Nothing is posted twice. */
export const postedOnce: Invariant = ({ after, mayRepeat, mayRepeatAnywhere }) => {
  if (mayRepeatAnywhere) return [];
  const counts = new Map<string, number>();
  for (const { metadata, deleted } of after.standing.slack) {
    const key = (metadata?.event_payload as { key?: string } | undefined)?.key;
    if (key !== undefined && !deleted) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const twice = [...counts].flatMap(([key, count]) =>
    count > 1 ? [`${key} stands in Slack ${count} times`] : [],
  );
  return mayRepeat ? twice : [...twice, ...strayInTeams(after)];
};

/** Cards in Teams that the product knows nothing of, and that are no answer to anybody: each has the address of its card in it. */
function strayInTeams({ copies, standing }: Step['after']): string[] {
  const known = new Set(copies.map(({ messageId }) => messageId));
  return standing.teams.flatMap(({ id, fromBot, deleted, cards }) => {
    const key = keyIn(cards[0]);
    return fromBot && !deleted && key !== undefined && !known.has(id)
      ? [`${key} stands in Teams once more`]
      : [];
  });
}

interface Refreshing {
  refresh?: { action?: { data?: { key?: string } } };
}

const keyIn = (card: unknown): string | undefined =>
  (card as Refreshing | undefined)?.refresh?.action?.data?.key;

/** Nobody is shown a record that they may not see (I-3, U-14): neither before the step nor after it. */
export const audience: Invariant = async ({ before, after }) => {
  const known = new Set(before.copies.map(({ key }) => key));
  const wrong: string[] = [];
  for (const { key, personId, subject, failure } of after.copies) {
    if (known.has(key) || personId === null || failure !== null) continue;
    if ((await after.maySee(personId, subject)) !== false) continue;
    if (hasLost(personId, before.rights, after.rights)) continue;
    const email = after.people.find(({ id }) => id === personId)?.email;
    wrong.push(`${email} was sent ${key}, and may not see ${subject}`);
  }
  return wrong;
};

/** Who has lost any right in this very step was told in time, perhaps: of days that pass in one, on the first. */
export function hasLost(
  personId: number,
  before: Step['before']['rights'],
  after: Step['before']['rights'],
): boolean {
  const of = ({ grants, delegations }: Step['before']['rights']) => [
    ...grants.flatMap((grant) => (grant.personId === personId ? [grant.role] : [])),
    ...delegations.flatMap((one) => (one.substituteId === personId ? [`for ${one.principalId}`] : [])),
  ];
  const left = of(after);
  return of(before).some((right) => !left.includes(right));
}

/**
 * A request is sent to whoever has to do with it: who asked, whom it is for, who holds one of its stages or has decided, or is an ADMIN
 * (U-10, U-14). It asks nothing of the product's own reading of that.
 */
export const ofConcern: Invariant = ({ before, after }) => {
  const known = new Set(before.copies.map(({ key }) => key));
  return after.copies.flatMap(({ key, personId, subject, failure, args }) => {
    const request = after.requests.find(({ id }) => subject === `user-id:${id}`);
    if (!request || personId === null || known.has(key) || failure !== null || args.why === 'overdue')
      return [];
    if (isConcerned(before, request, personId) || isConcerned(after, request, personId)) return [];
    const email = after.people.find(({ id }) => id === personId)?.email;
    return [`${email} was sent ${key}, and has nothing to do with ${request.number}`];
  });
};
