import type { Part } from '../chat/card.ts';
import type { Concerned, Desk, PlainCardName, Term, Waiting } from '../chat/desk.ts';
import type { Actor, Context } from '../core/context.ts';
import type { ToHolder } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import { type Identity, named } from '../core/same-person.ts';
import { type Arg, type Message, msg, type TextKey } from '../core/texts/index.ts';
import { writtenRow } from '../core/whole-row.ts';
import type { LetterGiven } from '../neighbours/mail/letter.ts';
import { standIn } from '../people/shown-name.ts';
import { knownWorkingTime, type WorkingTimeRow, workingTimeFrom } from '../working-time/settings.ts';
import { type Handed, heldNow, waitsSince } from './handing.ts';
import {
  type Holder,
  type Holding,
  holdersAsked,
  holdersOf,
  holdersSelected,
  holds,
  idsHolding,
  whyBarred,
} from './holders.ts';
import { idIn } from './kind.ts';
import { overtaken } from './overtaken.ts';
import { backSince, openQuestion, type Remarked } from './remarks.ts';
import type { Announcement } from './tell.ts';
import { termOf } from './term.ts';
import { usualDays } from './usual.ts';

/** How a record waits for somebody to decide it, as its kind says: cards, letters and lists go by this one. */
export type Wait = (LetterGiven<ToHolder> | Unwritten) & {
  /** `satker-ticket:42` */
  subject: string;
  /** Who decides it; and whom it concerns, who do not whatever they hold (I-4). */
  held: readonly Holding[];
  barred: Identity;
  /** To whom of them it has been handed, who alone decides it then. */
  handed: Handed | null;
  /** Since when it waits so: each wait of its own has its own reminders (U-19). */
  since: Date;
  /** In how many working days, where it says so itself (U-19). */
  term?: Term;
  /** Whoever asked for it, where they are a person here. */
  asker: number | null;
  /** Who is told where nobody decides it in time; the ADMINs where it is nobody else. */
  above?: Waiting['above'];
  /** What is brought to each of them beside the letter that leads to it: a card with its buttons. */
  card: PlainCardName;
  /** How a card says it: with `names`, and where there are none; in plain words where the kind has none of its own. */
  words?: { somebody: TextKey; nobody: TextKey; args?: Record<string, Arg> };
};

/** Who is told in chat alone, where that is how the ground brings it. */
interface Unwritten {
  letter?: undefined;
  args?: undefined;
}

/**
 * How a record waits now: while it is returned, for the answer of whoever asked for it, whom `root`, the root of their thread, tells
 * so; once it has come back, as its kind says, and since then.
 */
export function orReturned(wait: Wait | null, record: Remarked, root: PlainCardName): Wait | null {
  if (!wait) return null;
  const question = openQuestion(record);
  const since = backSince(record);
  if (!question || wait.asker === null) return since ? { ...wait, since: latest(since, wait.since) } : wait;
  // Whoever returned it is the one who waits, and may have them reminded.
  return waitForAnswer(wait, wait.asker, { since: new Date(question.at), asker: question.byId, root });
}

/** How a record waits for the answer of whoever asked for it, in the place of those who decide it. */
export const waitForAnswer = (
  wait: Wait,
  personId: number,
  { since, asker, root }: Pick<Wait, 'since' | 'asker'> & { root: PlainCardName },
): Wait => ({
  ...wait,
  held: [{ personId, inPerson: true }],
  barred: named({}),
  handed: null,
  since,
  asker,
  above: 'admins',
  card: root,
  words: { somebody: 'record.waitsForAnswer', nobody: 'record.waitsForNobodysAnswer' },
});

const latest = (...moments: Date[]): Date => new Date(Math.max(...moments.map(Number)));

/** Everybody who could decide it now, by name. */
export function holdersNow(db: Queryable, wait: Wait): Promise<Holder[]> {
  return holdersOf(db, heldNow(wait), wait.barred, wait);
}

const plain: NonNullable<Wait['words']> = { somebody: 'record.waitsFor', nobody: 'record.waitsForNobody' };

/** What waits at all desks; in an open transaction where it is given. */
export async function waitingOf(
  desks: readonly Pick<Desk, 'waiting'>[],
  concerned: Concerned,
  at?: Queryable,
): Promise<Waiting[]> {
  const found: Waiting[] = [];
  // One after the other: a transaction answers one at a time.
  for (const desk of desks) found.push(...((await desk.waiting?.(concerned, at)) ?? []));
  return found;
}

/** How something waits at this moment: for whom, by which working time it is due, and how long it usually takes. */
interface Standing {
  holders: Holder[];
  working: WorkingTimeRow | null;
  usual: number | null;
}

/** $5: since when it waits. */
const standing = (
  usual: string,
) => `SELECT coalesce((SELECT json_agg(h) FROM (${holdersSelected}) h), '[]') AS holders,
  ${writtenRow(workingTimeFrom('$5'))} AS working, ${usual} AS usual`;
const standingToday = standing(usualDays('$3', '$6::date'));
const standingAlone = standing('NULL::int');

/** All of it in one statement: every card of what waits says it. `today`: of whoever is told how long it takes; null for others. */
async function standingOf(db: Queryable, wait: Wait, since: Date, today: string | null): Promise<Standing> {
  const asked = [...holdersAsked(heldNow(wait), wait.barred, wait), since];
  const [found] = await (today === null
    ? db.query<Standing>(standingAlone, asked)
    : db.query<Standing>(standingToday, [...asked, today]));
  if (!found) throw new Error('a statement without FROM has one row');
  return found;
}

/**
 * Whom it waits for now, by name, until when, and who of them could not be told in chat; to whoever asked also how long that usually
 * takes. Nothing where it does not wait.
 */
export async function waitingFor(ctx: Context, db: Queryable, wait: Wait | null): Promise<Part[]> {
  if (!wait) return [];
  const { t, now, actor } = ctx;
  const since = waitsSince(wait);
  // By the day, so that the cards of one moment share the answer.
  const today = wait.asker === actor.id ? now.toISOString().slice(0, 10) : null;
  const { holders, working, usual: days } = await standingOf(db, wait, since, today);
  const namesOf = (some: readonly Holder[]) =>
    some.map(({ name, principal }) => standIn(t, name, principal)).join(', ');
  const { somebody, nobody, args } = wait.words ?? plain;
  const names = namesOf(holders);
  if (!names) return [subtle(t.message({ key: nobody, args: { ...args, names } }))];
  const missed = namesOf(holders.filter(({ isUnreached }) => isUnreached));
  return [
    subtle(t.message({ key: somebody, args: { ...args, names } })),
    subtle(termOf(ctx, knownWorkingTime(working), { ...wait, since }, holders)),
    ...(days === null ? [] : [subtle(t('record.usual', { days }))]),
    ...(missed ? [{ type: 'text' as const, text: t('record.notReached', { names: missed }) }] : []),
  ];
}

const subtle = (text: string): Part => ({ type: 'text', text, subtle: true });

/**
 * Why this person may not decide what waits so; null when they may (I-3, I-4). A kind that has more to say of it says it in rules
 * of its own.
 */
export function whyNotDecide(
  wait: Pick<Wait, 'held' | 'barred' | 'handed'> | null,
  actor: Actor,
  told: Partial<Refusals> = {},
): Message | null {
  const says = { ...refusals, ...told };
  if (!wait) return says.passed;
  const held = heldNow(wait);
  if (!holds(actor, held)) return whyNotHolder(wait, actor, says.notHolder);
  return whyBarred(actor, held, wait.barred, says.own);
}

/** Said to somebody who does not decide it now: that they did until it was handed to somebody else, where that is so. */
export const whyNotHolder = (
  { held, handed }: Pick<Wait, 'held' | 'handed'>,
  actor: Actor,
  notHolder: Message,
): Message =>
  handed && holds(actor, held) ? overtaken(msg('record.refuse.handedOn', { name: handed.name })) : notHolder;

interface Refusals {
  passed: Message;
  notHolder: Message;
  own: Message;
}

const refusals: Refusals = {
  passed: overtaken(msg('record.refuse.passed')),
  notHolder: msg('record.refuse.notHolder'),
  own: msg('record.refuse.own'),
};

/** Which records of a kind are asked for by their subjects; null where that is not what is asked. */
export const idsAmong = (kind: { name: string }, concerned: Concerned): number[] | null =>
  concerned !== 'all' && 'subjects' in concerned ? concerned.subjects.map((one) => idIn(kind, one)) : null;

/** A record as the list of all that waits names it; `entry` is what has made it wait, in the log. */
export interface Listed extends Pick<Waiting, 'title' | 'text' | 'open'> {
  wait: Wait | null;
  announced: Announcement;
  entry: string;
}

/** Those of these that wait, each with whoever could decide it now and what tells them. */
export async function listed(db: Queryable, records: readonly Listed[]): Promise<Waiting[]> {
  const waiting = records.flatMap(({ wait, ...record }) => (wait ? [{ wait, ...record }] : []));
  const held = await idsHolding(
    db,
    waiting.map(({ wait }) => ({ held: heldNow(wait), barred: wait.barred })),
  );
  return waiting.map(({ wait, announced, entry, ...shown }, i): Waiting => {
    const { name, payload, queue } = announced;
    const tell = { name, queue, payload: { ...payload, entry } } as Waiting['tell'];
    const { subject, term, asker, above = 'admins' } = wait;
    const holders = held[i] ?? [];
    return { subject, ...shown, holders, since: waitsSince(wait), term, asker, above, tell };
  });
}
