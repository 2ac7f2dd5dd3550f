import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatDay, msg, type TextKey } from '../../../core/texts/index.ts';
import type { Erasable } from '../../../erasure/kind.ts';
import { type KindStanding, standingsOf, staysOf, subjectsOf } from '../../../erasure/stands.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { personShown, type Shown } from '../../../people/register.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { type Held, provedSame, type SameMailboxes, whoseOfAll } from '../../../personal-data/held.ts';
import { waitingOf } from '../../../records/waiting.ts';
import type { CompleteDesk } from '../../house.ts';

export interface ErasingDeps {
  /** Those at which something may wait for somebody. */
  desks: readonly Pick<CompleteDesk, 'waiting'>[];
  holds: readonly Held[];
  proofs: readonly SameMailboxes[];
  kinds(): readonly Erasable[];
}

/** What would be erased of somebody, by the same words by which it is. */
export interface Preview {
  person: Shown;
  /** By what other names and addresses the same person is known for certain, and as whom. */
  others: readonly string[];
  persons: readonly number[];
  subjects: string[];
  standings: KindStanding[];
  /** Why what a demand never reaches of theirs stays, each reason once. */
  stays: TextKey[];
  /** What waits for their decision, by its title. */
  decides: string[];
}

/** Nobody erases their own data (I-4). Throws a Refusal. */
export async function previewOf(
  ctx: Context,
  db: Queryable,
  { desks, holds, proofs, kinds }: ErasingDeps,
  personId: number,
): Promise<Preview> {
  requireAdmin(ctx);
  const person = await personShown(db, personId);
  if (!person) throw new Refusal(msg('people.error.gone'));
  const [known] = await db.query<{ isOwn: boolean }>(
    `SELECT same_person(identity_of(p), $2::jsonb) AS "isOwn" FROM person p WHERE p.id = $1`,
    [personId, JSON.stringify(ctx.actor.identity)],
  );
  if (known?.isOwn !== false) throw new Refusal(msg('erasure.error.own'));
  const same = await provedSame(db, personId, proofs);
  const persons = same.map(({ id }) => id);
  await refuseSecond(ctx, db, persons);
  const whose = await whoseOfAll(db, persons);
  const subjects = await subjectsOf(db, holds, whose);
  const theirs = { ...whose, subjects };
  const standings = await standingsOf(db, kinds(), { theirs, now: ctx.now });
  const waiting = await waitingOf(desks, { gained: [...theirs.persons] }, db);
  const decides = waiting.filter(({ holders }) => holders.some((id) => theirs.persons.includes(id)));
  return {
    person,
    others: same.filter(({ id }) => id !== personId).map(({ name, email }) => `${name} <${email}>`),
    persons: theirs.persons,
    subjects,
    standings,
    stays: await staysOf(db, kinds(), { theirs, now: ctx.now }),
    decides: decides.map(({ title }) => title),
  };
}

/** One person is erased by one demand at a time (I-4): the second is told whose the first is, and since when. */
async function refuseSecond(ctx: Context, db: Queryable, persons: readonly number[]): Promise<void> {
  const [open] = await db.query<{ begunAt: Date; actor: string; data: unknown }>(
    `SELECT e.begun_at AS "begunAt", coalesce(a.actor, '') AS actor, a.data FROM erasure e LEFT JOIN audit_entry a ON a.id = e.demand
     WHERE e.ended_at IS NULL AND e.persons && $1::int[] ORDER BY e.id LIMIT 1`,
    [persons],
  );
  if (!open) return;
  const { begunAt, ...entry } = open;
  throw new Refusal(msg('erasure.error.underWay', { name: actorIn(ctx.t, entry), time: ctx.time(begunAt) }));
}

/** Why a demand would do nothing now: something of theirs waits for a decision, or nothing of theirs may go yet. */
export type Hindrance = 'something is open' | 'nothing can go';

export function hindranceOf({ standings, decides }: Preview): Hindrance | null {
  if (decides.length > 0 || standings.some(({ pending }) => pending > 0)) return 'something is open';
  return standings.some(({ due }) => due > 0) ? null : 'nothing can go';
}

const mostNamed = 20;

/** What goes and what stays, line by line. */
export function previewParts(ctx: Context, preview: Preview): Part[] {
  const { t } = ctx;
  const goes = preview.standings
    .filter(({ due }) => due > 0)
    .map(({ kind, due }) => t('erasure.line', { kind: t.message({ key: kind.called }), count: due }));
  return [
    ofPart(ctx, preview),
    { type: 'heading', text: t('erasure.goes') },
    { type: 'text', text: goes.join('\n') },
    { type: 'text', text: t('erasure.logToo'), subtle: true },
    ...staysParts(ctx, preview, goesLater),
  ];
}

const ofPart = ({ t }: Context, { person, others }: Preview): Part => ({
  type: 'facts',
  facts: [{ label: t('erasure.of'), value: [person.name, person.email, ...others].join(' · ') }],
});

function staysParts(ctx: Context, { standings, stays }: Preview, later: Later): Part[] {
  const { t } = ctx;
  const kept = [...keptLines(ctx, standings, later), ...stays.map((key) => t.message({ key }))];
  return [
    { type: 'heading', text: t('erasure.stays') },
    { type: 'text', text: kept.length > 0 ? kept.join('\n') : t('erasure.staysNothing'), subtle: true },
  ];
}

/** What each thing that stays waits for, where nothing goes: no demand stands that would erase it by itself then. */
export const nothingGoesParts = (ctx: Context, preview: Preview): Part[] => [
  ofPart(ctx, preview),
  ...staysParts(ctx, preview, { ...goesLater, young: 'erasure.then.youngAlone' }),
];

const dayMs = 24 * 60 * 60_000;

const openKind = (t: Context['t'], { called, calledOpen }: Erasable) =>
  t.message({ key: calledOpen ?? called });

/** What becomes later of what stays, said once below the lines that it concerns. */
interface Later {
  inUse: 'erasure.then.inUse' | 'erasure.then.inUseAsk';
  young: 'erasure.then.young' | 'erasure.then.youngAlone';
}
export const goesLater: Later = { inUse: 'erasure.then.inUse', young: 'erasure.then.young' };

/** What of somebody stays for now, and until when or why. */
export function keptLines(
  { t, timeZone }: Pick<Context, 't' | 'timeZone'>,
  standings: readonly KindStanding[],
  later: Later,
): string[] {
  const used = standings
    .filter(({ inUse }) => inUse > 0)
    .map(({ kind, inUse }) => t('erasure.inUse', { kind: openKind(t, kind), count: inUse }));
  const young = standings.flatMap(({ kind, young: count, youngest }) => {
    if (count === 0 || !youngest) return [];
    const until = new Date(youngest.getTime() + ((kind.least ?? 0) + 1) * dayMs);
    const day = formatDay(t.language, dayOf(until, timeZone));
    return [t('erasure.young', { kind: t.message({ key: kind.called }), count, until: day })];
  });
  return [
    ...(used.length > 0 ? [...used, t(later.inUse)] : []),
    ...(young.length > 0 ? [...young, t(later.young)] : []),
  ];
}

/** Why nothing is erased yet: each thing that has to come to its end before. */
export function blockedParts({ t }: Context, { person, standings, decides }: Preview): Part[] {
  const pending = standings
    .filter((one) => one.pending > 0)
    .map(({ kind: one, pending: count, numbers }) => {
      const kind = openKind(t, one);
      return numbers.length > 0
        ? t('erasure.pending', { kind, count, numbers: numbers.slice(0, mostNamed).join(', ') })
        : t('erasure.pendingUnnumbered', { kind, count });
    });
  const waiting = decides.slice(0, mostNamed).map((title) => t('erasure.decides', { title }));
  return [
    { type: 'text', text: t('erasure.blockedText', { name: person.name }) },
    { type: 'text', text: [...pending, ...waiting].join('\n') },
  ];
}
