import type { Part } from '../chat/card.ts';
import type { Desk, Seat } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { languages, type Message, msg, type Name, nameIn } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { waitingOf } from './waiting.ts';

/** What a change would do to whatever waits, and what it would have done to what was asked for lately (A-12). */
interface Consequences {
  open: Shift;
  lately: Shift;
  /** What nobody could decide any more of whatever is asked for next. */
  next: Counted[];
}

/** Of how many seats which have other people by a change. */
interface Shift {
  /** How many there are before and after it. */
  looked: number;
  changed: number;
  /** Who could decide more by it, and who less: in how many. */
  gains: Counted[];
  loses: Counted[];
  /** Which stages more are asked for, or fewer. */
  passes: Counted[];
  skips: Counted[];
  /** What nobody could decide any more. */
  empty: Counted[];
}

interface Counted {
  name: Name;
  count: number;
}

/**
 * Makes a change and takes it back, and says what follows from it (A-12): before and after are asked by what decides for whom records wait,
 * within the transaction, which then is as it was. What the change throws is thrown.
 */
export async function rehearseWithin(
  tx: Tx,
  { desks, now }: { desks: readonly Desk[]; now: Date },
  change: (tx: Tx) => Promise<unknown>,
): Promise<Consequences> {
  const before = await seatsOf(tx, desks, now);
  await tx.query('SAVEPOINT rehearsal');
  try {
    await change(tx);
    const after = await seatsOf(tx, desks, now);
    const names = await namesOf(tx, [before, after]);
    return {
      open: shiftOf(before.open, after.open, names),
      lately: shiftOf(before.lately, after.lately, names),
      next: shiftOf(before.standing, after.standing, names).empty,
    };
  } finally {
    await tx.query('ROLLBACK TO SAVEPOINT rehearsal');
  }
}

/** The same in a transaction of its own. */
export const rehearse = (
  { db, desks }: { db: Database; desks: readonly Desk[] },
  ctx: Pick<Context, 'now' | 'until'>,
  change: (tx: Tx) => Promise<unknown>,
): Promise<Consequences> => db.transaction(ctx, (tx) => rehearseWithin(tx, { desks, now: ctx.now }, change));

type Seats = ReadonlyMap<string, Seat>;

interface Look {
  open: Seats;
  lately: Seats;
  standing: Seats;
}

async function seatsOf(tx: Tx, desks: readonly Desk[], now: Date): Promise<Look> {
  const open = (await waitingOf(desks, 'all', tx)).map(({ subject, title, holders }) => ({
    key: subject,
    name: title,
    holders,
    isEmpty: holders.length === 0,
  }));
  const lately: Seat[] = [];
  for (const desk of desks) lately.push(...((await desk.lately?.(tx, now)) ?? []));
  const byKey = (seats: readonly Seat[]) => new Map(seats.map((seat) => [seat.key, seat]));
  return { open: byKey(open), lately: byKey(lately), standing: byKey(await standingOf(tx, desks)) };
}

/** Who could decide which stage of whatever is asked for next at these desks (U-9). */
export async function standingOf(db: Queryable, desks: readonly Pick<Desk, 'standing'>[]): Promise<Seat[]> {
  const seats: Seat[] = [];
  for (const desk of desks) seats.push(...((await desk.standing?.(db)) ?? []));
  return seats;
}

async function namesOf(tx: Tx, looks: readonly Look[]): Promise<(id: number) => string> {
  const ids = looks
    .flatMap(({ open, lately, standing }) => [...open.values(), ...lately.values(), ...standing.values()])
    .flatMap(({ holders }) => holders);
  const rows = await tx.query<{ id: number; name: string }>(
    'SELECT id, name FROM person WHERE id = ANY($1)',
    [[...new Set(ids)]],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? String(id);
}

/** Counts by name, the most first. */
function counted(names: readonly Name[]): Counted[] {
  const found = new Map<string, Counted>();
  for (const name of names) {
    const key = JSON.stringify(name);
    found.set(key, { name, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

/** What has changed between two looks. */
function shiftOf(before: Seats, after: Seats, nameOf: (id: number) => string): Shift {
  const added = [...after.values()].filter(({ key }) => !before.has(key));
  const gone = [...before.values()].filter(({ key }) => !after.has(key));
  const stayed = [...after.values()].flatMap((now) => {
    const then = before.get(now.key);
    return then ? [{ then, now }] : [];
  });
  const only = (some: Seat, others: Seat) => some.holders.filter((id) => !others.holders.includes(id));
  const gains = [
    ...stayed.flatMap(({ then, now }) => only(now, then)),
    ...added.flatMap(({ holders }) => holders),
  ];
  const loses = [
    ...stayed.flatMap(({ then, now }) => only(then, now)),
    ...gone.flatMap(({ holders }) => holders),
  ];
  const moved = stayed.filter(
    ({ then, now }) =>
      only(now, then).length > 0 || only(then, now).length > 0 || then.isEmpty !== now.isEmpty,
  );
  const empty = [...added, ...stayed.filter(({ then }) => !then.isEmpty).map(({ now }) => now)].filter(
    ({ isEmpty }) => isEmpty,
  );
  return {
    looked: new Set([...before.keys(), ...after.keys()].map((key) => key.split(' ')[0])).size,
    changed: moved.length + added.length + gone.length,
    gains: counted(gains.map(nameOf)),
    loses: counted(loses.map(nameOf)),
    passes: counted(added.map(({ name }) => name)),
    skips: counted(gone.map(({ name }) => name)),
    empty: counted(empty.map(({ name }) => name)),
  };
}

const mostNamed = 10;

/** The same in words, for whoever is about to make the change; the first says of how much it changes who decides. */
export function consequencesOf({ open, lately, next }: Consequences): Message[] {
  return [
    ...(open.changed > 0
      ? [msg('record.rehearsal.open', { count: open.changed }), ...lines(open, true)]
      : [msg('record.rehearsal.openSame')]),
    ...(lately.changed > 0
      ? [msg('record.rehearsal.lately', { count: lately.looked }), ...lines(lately, false)]
      : []),
    ...(next.length > 0 ? [msg('record.rehearsal.next', { names: namesIn(next) })] : []),
  ];
}

const lines = ({ gains, loses, passes, skips, empty }: Shift, isOpen: boolean): Message[] => [
  ...(!isOpen && passes.length > 0 ? [msg('record.rehearsal.passes', { names: namesIn(passes) })] : []),
  ...(!isOpen && skips.length > 0 ? [msg('record.rehearsal.skips', { names: namesIn(skips) })] : []),
  ...(gains.length > 0 ? [msg('record.rehearsal.gains', { names: namesIn(gains) })] : []),
  ...(loses.length > 0 ? [msg('record.rehearsal.loses', { names: namesIn(loses) })] : []),
  ...(empty.length > 0 ? [msg('record.rehearsal.empty', { names: namesIn(empty) })] : []),
];

/** The first of them, in whichever language it is read. */
function namesIn(some: readonly Counted[]): Name {
  const inLanguage = languages.map((language) => [
    language,
    [
      ...some
        .slice(0, mostNamed)
        .map(({ name, count }) => `${nameIn(language, name)}${count > 1 ? ` (${count})` : ''}`),
      ...(some.length > mostNamed ? ['…'] : []),
    ].join(', '),
  ]);
  return Object.fromEntries(inLanguage);
}

export const consequenceParts = ({ t }: Pick<Context, 't'>, found: Consequences): Part[] =>
  consequencesOf(found).map((one) => ({ type: 'text', text: t.message(one) }));
