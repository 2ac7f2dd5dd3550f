import type { Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { dayOf, formatDay } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Erasable } from '../../../erasure/kind.ts';
import { type KindStanding, standingsOf, subjectsOf } from '../../../erasure/stands.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { personShown, type Shown } from '../../../people/register.ts';
import { type Held, whoseOf } from '../../../personal-data/held.ts';
import { waitingOf } from '../../../records/waiting.ts';
import type { CompleteDesk } from '../../house.ts';

export interface ErasingDeps {
  /** Those at which something may wait for somebody. */
  desks: readonly Pick<CompleteDesk, 'waiting'>[];
  holds: readonly Held[];
  kinds(): readonly Erasable[];
}

/** What would be erased of somebody, by the same words by which it is. */
export interface Preview {
  person: Shown;
  /** The same person, under all their addresses. */
  persons: readonly number[];
  subjects: string[];
  standings: KindStanding[];
  /** What waits for their decision, by its title. */
  decides: string[];
}

/** Nobody erases their own data (I-4). Throws a Refusal. */
export async function previewOf(
  ctx: Context,
  db: Queryable,
  { desks, holds, kinds }: ErasingDeps,
  personId: number,
): Promise<Preview> {
  requireAdmin(ctx);
  const person = await personShown(db, personId);
  if (!person) throw new Refusal(msg('people.error.gone'));
  const [known] = await db.query<{ same: boolean }>(
    `SELECT same_person(identity_of(p), $2::jsonb) AS same FROM person p WHERE p.id = $1`,
    [personId, JSON.stringify(ctx.actor.identity)],
  );
  if (known?.same !== false) throw new Refusal(msg('erasure.error.own'));
  const [open] = await db.query<{ begunAt: Date }>(
    'SELECT begun_at AS "begunAt" FROM erasure WHERE person_id = $1 AND ended_at IS NULL',
    [personId],
  );
  if (open) throw new Refusal(msg('erasure.error.underWay', { time: ctx.time(open.begunAt) }));
  const subjects = await subjectsOf(db, holds, personId);
  const theirs = { ...(await whoseOf(db, personId)), subjects };
  const standings = await standingsOf(db, kinds(), { theirs, now: ctx.now });
  const waiting = await waitingOf(desks, { gained: [...theirs.persons] }, db);
  const decides = waiting.filter(({ holders }) => holders.some((id) => theirs.persons.includes(id)));
  return { person, persons: theirs.persons, subjects, standings, decides: decides.map(({ title }) => title) };
}

export const isBlocked = ({ standings, decides }: Preview): boolean =>
  decides.length > 0 || standings.some(({ pending }) => pending > 0);

const mostNamed = 20;

/** What goes and what stays, line by line. */
export function previewParts(ctx: Context, preview: Preview, kinds: readonly Erasable[]): Part[] {
  const { t } = ctx;
  const { person, standings } = preview;
  const line = (one: Erasable, count: number) =>
    t('erasure.line', { kind: t.message({ key: one.called }), count });
  const goes = standings.filter(({ due }) => due > 0).map(({ kind, due }) => line(kind, due));
  return [
    {
      type: 'facts',
      facts: [{ label: t('erasure.of'), value: `${person.name} · ${person.email}` }],
    },
    { type: 'heading', text: t('erasure.goes') },
    { type: 'text', text: goes.length > 0 ? goes.join('\n') : t('erasure.goesNothing') },
    { type: 'text', text: t('erasure.logToo'), subtle: true },
    { type: 'heading', text: t('erasure.stays') },
    {
      type: 'text',
      text: [...keptLines(ctx, standings), ...staysLines(ctx, kinds)].join('\n'),
      subtle: true,
    },
  ];
}

const dayMs = 24 * 60 * 60_000;

const openKind = (t: Context['t'], { called, calledOpen }: Erasable) =>
  t.message({ key: calledOpen ?? called });

/** What of somebody stays for now, and until when or why. */
export function keptLines(
  { t, timeZone }: Pick<Context, 't' | 'timeZone'>,
  standings: readonly KindStanding[],
  inUseText: 'erasure.inUse' | 'erasure.letter.inUse' = 'erasure.inUse',
): string[] {
  return standings.flatMap(({ kind: one, inUse, young, youngest }) => {
    const kind = t.message({ key: one.called });
    const until = youngest && new Date(youngest.getTime() + ((one.least ?? 0) + 1) * dayMs);
    return [
      ...(inUse > 0 ? [t(inUseText, { kind: openKind(t, one), count: inUse })] : []),
      ...(young > 0 && until
        ? [t('erasure.young', { kind, count: young, until: formatDay(t.language, dayOf(until, timeZone)) })]
        : []),
    ];
  });
}

/** What a demand never reaches, each reason once. */
const staysLines = ({ t }: Context, kinds: readonly Erasable[]): string[] => [
  ...new Set(
    kinds.flatMap(({ onDemand }) => ('stays' in onDemand ? [t.message({ key: onDemand.stays })] : [])),
  ),
];

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
