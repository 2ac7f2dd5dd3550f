import type { Deed } from '../acting.ts';
import { type Invariant, isOfAccounts, newEntries, personIn, type Step } from './invariant.ts';

const entriesOf = (step: Step, { account }: Deed) => {
  const person = personIn(step.after, account);
  return newEntries(step).filter((entry) => entry.actorId === person?.id && !isOfAccounts(entry));
};

/** What was told to be done is in the log (I-5): nothing that was acked is lost. */
export const acked: Invariant = (step) =>
  step.deeds.flatMap((deed) =>
    deed.answer === 'done' && entriesOf(step, deed).length === 0
      ? [
          `${deed.account} was told that it is done, and the log has nothing of it: ${deed.what} (${deed.told})`,
        ]
      : [],
  );

/** One form counts once, however often it arrives. */
export const once: Invariant = (step) => {
  const counts = new Map<string, number>();
  for (const { actorId, subject, action, to, chatAccount } of newEntries(step)) {
    const act = `${actorId} ${action} ${subject} ${to ?? chatAccount}`;
    counts.set(act, (counts.get(act) ?? 0) + 1);
  }
  const deedsBy = (personId: number) =>
    step.deeds.filter(
      ({ account, answer }) => answer !== 'shown' && personIn(step.after, account)?.id === personId,
    ).length;
  return [...counts].flatMap(([act, count]) => {
    const by = Number.parseInt(act, 10);
    return Number.isNaN(by) || count <= Math.max(1, deedsBy(by))
      ? []
      : [`it is in the log ${count} times: ${act}`];
  });
};

/** What was refused has changed nothing (I-3). Said of who acted alone: of several at once some have changed something. */
export const refused: Invariant = (step) => {
  const [deed, ...others] = step.deeds;
  if (!deed || others.length > 0) return [];
  if (deed.answer !== 'refused' && deed.answer !== 'passed') return [];
  const tables = [...step.after.tables].filter(([name, digest]) => step.before.tables.get(name) !== digest);
  const entries = entriesOf(step, deed);
  return [
    ...tables.map(
      ([name]) => `${deed.account} was refused, and ${name} has changed: ${deed.what} (${deed.told})`,
    ),
    ...entries.map(
      ({ action }) => `${deed.account} was refused, and the log has ${action}: ${deed.what} (${deed.told})`,
    ),
  ];
};

/** A code counts once, for whatever it is given (G-4). */
export const codesOnce: Invariant = ({ deeds }) =>
  deeds.flatMap(({ mayNot, answer, account, what }) =>
    mayNot && answer === 'done' ? [`a code of ${account} counted once more: ${what}`] : [],
  );

/** What nobody can explain is a fault of the product's, where nothing disturbed it. */
export const explained: Invariant = ({ deeds, isDisturbed }) =>
  isDisturbed
    ? []
    : deeds.flatMap((deed) =>
        deed.answer === 'unanswered' ? [`${deed.account} got no answer to ${deed.what}: ${deed.told}`] : [],
      );

/** Nothing that was to be done is left undone. */
export const ended: Invariant = ({ after }) => after.stuck.map((job) => `a job is stuck: ${job}`);
