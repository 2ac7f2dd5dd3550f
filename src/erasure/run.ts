import type { Clock } from '../core/clock.ts';
import { withoutDeadline } from '../core/deadline.ts';
import type { Queryable } from '../core/queryable.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue, enqueueAll } from '../jobs/enqueue.ts';
import type { Schedule } from '../jobs/schedules.ts';
import { type JobsOf, job } from '../jobs/worker.ts';
import { letterJob } from '../neighbours/mail/mailer.ts';
import type { Leaving } from '../people/leaving.ts';
import { whoseOfAll } from '../personal-data/held.ts';
import { refresh, refreshLater } from '../posted/post.ts';
import { type Acting, type Erasable, isActing, type Theirs } from './kind.ts';
import { eraseEntriesOf, logEntries } from './log.ts';
import { showLess } from './named.ts';
import { forgetAddresses, forgetStrays, lastErased, leaveUnknown, profile } from './own.ts';
import { demandOf, standingsOf } from './stands.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'erasure.again': Nothing;
    'erasure.step': { erasure: number };
  }
  interface Letters extends Named<'pintu', 'erasure', Nothing> {}
}

/** Daily: what had to be kept for a while is looked at again. */
export const erasureSchedule: Schedule = { at: '33 3 * * *', job: 'erasure.again' };

export const erasureSubject = (id: number): string => `erasure:${id}`;

export interface Erasure {
  id: number;
  personId: number;
  demand: string;
  /** Whose it is, under all their addresses: noted when it began, as no address says it once they are gone. */
  persons: number[];
  subjects: string[];
  begunAt: Date;
  toldAt: Date | null;
  passedAt: Date | null;
  endedAt: Date | null;
}

const columns = `id, person_id AS "personId", demand::text, coalesce(persons, '{}') AS persons, coalesce(subjects, '{}') AS subjects, begun_at AS "begunAt", told_at AS "toldAt", passed_at AS "passedAt", ended_at AS "endedAt"`;

export async function loadErasure(db: Queryable, id: number): Promise<Erasure | null> {
  const [found] = await db.query<Erasure>(`SELECT ${columns} FROM erasure WHERE id = $1`, [id]);
  return found ?? null;
}

/** What has gone by it so far, by kind. */
export const removedBy = (db: Queryable, id: number): Promise<{ kind: string; removed: number }[]> =>
  db.query(
    'SELECT kind, removed FROM erasure_removal WHERE erasure_id = $1 AND removed > 0 ORDER BY removed DESC, kind',
    [id],
  );

export const theirsOf = async (db: Queryable, { persons, subjects }: Erasure): Promise<Theirs> => ({
  ...(await whoseOfAll(db, persons)),
  persons,
  subjects,
});

/** How long its person's letter is waited for: with it goes the address that it is sent to. */
const letterPatienceMs = 3 * 24 * 60 * 60_000;
/** Between looks whether it has left: longer and longer. */
const firstPauseMs = 2000;
const longestPauseMs = 10 * 60_000;

const letterKey = (id: number) => `erasure ${id}`;

/** Begins it, in the transaction of its demand. */
export const goOn = (tx: Tx, id: number, runAt?: Date): Promise<void> =>
  enqueue(tx, 'erasure.step', { erasure: id }, { key: letterKey(id), lane: 'bulk', runAt });

export interface ErasureDeps {
  db: Database;
  clock: Clock;
  leaving: Pick<Leaving, 'leave' | 'naming'>;
  /** In their order: a record's files go before what it says. */
  kinds(): readonly Erasable[];
  /** Instead of the usual number of rows. */
  most?: number;
}

/**
 * Erases what is somebody's, kind by kind, in transactions of few rows, each with what the log says of them (T-3); where there is more, another job goes on. Who
 * goes on, on whatever replica, finds how far it is in the rows that say so. Its person is written to before what their letter is sent by goes.
 */
export function erasureJobs(deps: ErasureDeps): JobsOf<'erasure'> {
  const { db, clock } = deps;
  return {
    'erasure.again': job('erasure.again', 'jobs.name.erasure', () =>
      db.transaction(withoutDeadline, async (tx) => {
        const open = await tx.query<{ id: number }>(
          'SELECT id FROM erasure WHERE ended_at IS NULL ORDER BY id',
        );
        for (const { id } of open) await goOn(tx, id);
      }),
    ),
    'erasure.named': job('erasure.named', 'jobs.name.erasure', ({ subjects }) =>
      db.transaction(withoutDeadline, (tx) => refreshLater(tx, subjects)),
    ),
    'erasure.step': job('erasure.step', 'jobs.name.erasure', async ({ erasure: id }) => {
      const done = await db.query<{ kind: string }>(
        'SELECT kind FROM erasure_removal WHERE erasure_id = $1 AND ended_at IS NOT NULL',
        [id],
      );
      const acting = deps
        .kinds()
        .filter(isActing)
        .filter(({ kind }) => !done.some((one) => one.kind === kind));
      const isLast = ({ kind }: Erasable) => lastErased.some((last) => last.kind === kind);
      for (const kind of acting.filter((one) => !isLast(one)))
        if ((await step(deps, id, kind)) === 'there is more') return;
      if ((await told(deps, id)) === 'not yet') return;
      await parted(deps, id);
      for (const kind of acting.filter(isLast)) if ((await step(deps, id, kind)) === 'there is more') return;
      await db.transaction(withoutDeadline, (tx) => pass(tx, deps, id, clock()));
    }),
  };
}

/** Whoever does a step of it holds it: steps of two replicas come one after the other. */
async function held(tx: Tx, id: number): Promise<Erasure | null> {
  const [open] = await tx.query<Erasure>(
    `SELECT ${columns} FROM erasure WHERE id = $1 AND ended_at IS NULL FOR UPDATE`,
    [id],
  );
  return open ?? null;
}

/** One transaction's part of one kind. */
function step(
  { db, clock, most, leaving }: ErasureDeps,
  id: number,
  kind: Acting,
): Promise<'it is done' | 'there is more'> {
  return db.transaction(withoutDeadline, async (tx) => {
    const erasure = await held(tx, id);
    if (!erasure) return 'it is done';
    await tx.query('INSERT INTO erasure_removal (erasure_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      id,
      kind.kind,
    ]);
    const [far] = await tx.query<{ from: string; endedAt: Date | null }>(
      'SELECT from_id::text AS "from", ended_at AS "endedAt" FROM erasure_removal WHERE erasure_id = $1 AND kind = $2',
      [id, kind.kind],
    );
    if (!far || far.endedAt) return 'it is done';
    const now = clock();
    const by = `audit-entry:${erasure.demand}`;
    const demand = demandOf(kind, { theirs: await theirsOf(tx, erasure), now, by, from: far.from, most });
    const { looked, removed, subjects, lessened = [], next } = await kind.onDemand.erase(tx, demand);
    const isDone = looked < demand.most;
    await tx.query(
      `UPDATE erasure_removal SET removed = removed + $3, from_id = coalesce($4::bigint, from_id), ended_at = $5 WHERE erasure_id = $1 AND kind = $2`,
      [id, kind.kind, removed, next ?? null, isDone ? now : null],
    );
    const before = isDone ? await kind.onDemand.emptiedBefore?.(tx, demand) : [];
    await eraseEntriesOf(tx, demand, [...subjects, ...(before ?? [])]);
    await refreshLater(tx, subjects);
    await showLess(tx, lessened);
    if (kind === profile && removed > 0) await showOthersLess(tx, leaving, erasure);
    if (isDone) return 'it is done';
    await goOn(tx, id);
    return 'there is more';
  });
}

/** Noted beside the kinds: whatever named its person names them no more. Versions before this note have emptied profiles without having that done. */
const othersShowLess = 'people.named';

async function showOthersLess(
  tx: Tx,
  { naming }: ErasureDeps['leaving'],
  { id, persons, subjects }: Erasure,
): Promise<void> {
  await showLess(tx, [...subjects, ...(await naming(tx, persons))]);
  await tx.query('INSERT INTO erasure_removal (erasure_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    id,
    othersShowLess,
  ]);
}

/** Who they are went by a version that did not. */
async function owesOthers(tx: Tx, id: number): Promise<boolean> {
  const owed = await tx.query(
    `SELECT 1 FROM erasure_removal r WHERE r.erasure_id = $1 AND r.kind = $2 AND r.removed > 0
       AND NOT EXISTS (SELECT 1 FROM erasure_removal o WHERE o.erasure_id = $1 AND o.kind = $3)`,
    [id, profile.kind, othersShowLess],
  );
  return owed.length > 0;
}

/** Writes to its person, once; `not yet` while the letter has not left. */
function told({ db, clock }: ErasureDeps, id: number): Promise<'it is done' | 'not yet'> {
  return db.transaction(withoutDeadline, async (tx) => {
    const erasure = await held(tx, id);
    if (!erasure) return 'it is done';
    const now = clock();
    if (!erasure.toldAt) {
      await tx.query('UPDATE erasure SET told_at = $2 WHERE id = $1', [id, now]);
      await enqueueAll(tx, [letterJob({ key: letterKey(id), letter: 'pintu.erasure', subject: id })]);
    } else {
      const [sent] = await tx.query('SELECT 1 FROM sent_mail WHERE key = $1', [letterKey(id)]);
      if (sent || now.getTime() - erasure.toldAt.getTime() > letterPatienceMs) return 'it is done';
    }
    const waited = erasure.toldAt ? now.getTime() - erasure.toldAt.getTime() : 0;
    await goOn(tx, id, new Date(now.getTime() + Math.min(Math.max(waited, firstPauseMs), longestPauseMs)));
    return 'not yet';
  });
}

/** What they hold has ended before who they are goes. */
function parted({ db, clock, leaving }: ErasureDeps, id: number): Promise<void> {
  return db.transaction(withoutDeadline, async (tx) => {
    const erasure = await held(tx, id);
    if (erasure) await leaveUnknown(tx, leaving, await theirsOf(tx, erasure), clock());
  });
}

/** The log says already that some of it has to be kept for now. */
async function isSaid(tx: Tx, id: number): Promise<boolean> {
  const said = await tx.query(
    `SELECT 1 FROM audit_entry WHERE subject = $1 AND action = 'erasure.passed' LIMIT 1`,
    [erasureSubject(id)],
  );
  return said.length > 0;
}

/**
 * All of it is done that can be. It is over where nothing waits for the end of the time for which it has to be kept; else a later day goes on with it. What the log
 * is to lose has been said by now, and is waited for no more. The log has one entry that says so, with what has gone by kind, and nothing of whom.
 */
async function pass(tx: Tx, { kinds, leaving }: ErasureDeps, id: number, now: Date): Promise<void> {
  const erasure = await held(tx, id);
  if (!erasure) return;
  if (await owesOthers(tx, id)) await showOthersLess(tx, leaving, erasure);
  await forgetAddresses(tx);
  const theirs = await theirsOf(tx, erasure);
  await forgetStrays(tx, theirs);
  const standings = await standingsOf(tx, kinds(), { theirs, now });
  const left = standings.filter(({ kind }) => kind.kind !== logEntries.kind);
  const isOver = left.every(({ young, due }) => young + due === 0);
  await tx.query('UPDATE erasure SET passed_at = $2, ended_at = $3 WHERE id = $1', [
    id,
    now,
    isOver ? now : null,
  ]);
  // What was walked along is not walked again.
  await tx.query('UPDATE erasure_removal SET ended_at = NULL WHERE erasure_id = $1', [id]);
  // Something of theirs came up meanwhile: a card that was on its way, and who has seen it. Whatever does so once more is left for the night.
  if (!erasure.passedAt && left.some(({ due }) => due > 0)) await goOn(tx, id);
  else if (isOver || !(await isSaid(tx, id))) {
    const removed = await removedBy(tx, id);
    await audit(tx, {
      at: now,
      actor: { id: null, name: 'erasure' },
      surface: 'system',
      action: isOver ? 'erasure.done' : 'erasure.passed',
      subject: erasureSubject(id),
      data: {
        demand: erasure.demand,
        removed: Object.fromEntries(removed.map(({ kind, removed }) => [kind, removed])),
        ...(isOver
          ? {}
          : {
              kept: Object.fromEntries(
                standings.filter(({ young }) => young > 0).map(({ kind, young }) => [kind.kind, young]),
              ),
            }),
      },
    });
  }
  await refresh(tx, erasureSubject(id));
}
