import type { Clock } from '../../../core/clock.ts';
import { dayOf } from '../../../core/day.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { holdersChanged } from '../../../people/holders.ts';
import { post, refresh } from '../../../posted/post.ts';
import { loadEntry } from '../../../records/entry.ts';
import { idIn, subjectOf } from '../../../records/kind.ts';
import { tell } from '../../../records/tell.ts';
import { delegations } from './kind.ts';
import { type Delegation, loadDelegation, standingOf } from './store.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'delegation', 'turn', Nothing> {}
}

interface TurnDeps {
  db: Database;
  clock: Clock;
  timeZone: string;
}

/**
 * What begins and what is over by the local day, each once whatever restarts: it is the row that is moved on, with its entry, in one
 * transaction. Days that nobody was there for are caught up with; what was over before it could begin ends without having begun.
 */
export function turnJob({ db, clock, timeZone }: TurnDeps): Job<'delegation.turn'> {
  return job('delegation.turn', 'jobs.name.delegationTurn', async () => {
    const now = clock();
    const today = dayOf(now, timeZone);
    const due = await db.query<{ id: number }>(
      `SELECT id FROM delegation WHERE ended_at IS NULL AND (to_day < $1::date OR begun_at IS NULL AND from_day <= $1::date) ORDER BY id`,
      [today],
    );
    for (const { id } of due)
      await db.transaction(withoutDeadline, async (tx) => {
        const before = await loadDelegation(tx, id);
        if (!before) return;
        const [moved] = await tx.query(
          before.to < today
            ? 'UPDATE delegation SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id'
            : 'UPDATE delegation SET begun_at = $2 WHERE id = $1 AND ended_at IS NULL AND begun_at IS NULL RETURNING id',
          [id, now],
        );
        if (moved) await noteTurn(tx, before, now);
      });
  });
}

async function noteTurn(tx: Tx, before: Delegation, now: Date): Promise<void> {
  const after = await loadDelegation(tx, before.id);
  if (!after) return;
  const to = standingOf(after);
  await tell(
    tx,
    {
      at: now,
      actor: { id: null, name: 'Satu Pintu' },
      surface: 'system',
      action: to === 'ENDED' ? 'delegation.ended' : 'delegation.begun',
      subject: subjectOf(delegations, before.id),
      from: standingOf(before),
      to,
      data: delegations.noted(after),
    },
    delegations.announced(after),
  );
}

/**
 * Tells the two of it, and has what waits for the principal brought to whoever stands in for them now, or taken back from who does no
 * more: cards, letters and buttons go by `holders_of`, so all that waits is told once more.
 */
export function announceJob(db: Database): Job<'delegation.announce'> {
  return job('delegation.announce', 'jobs.name.announce', async ({ entry: told }) => {
    const entry = await loadEntry(db, told);
    const one = entry && (await loadDelegation(db, idIn(delegations, entry.subject)));
    if (!entry || !one) return;
    await db.transaction(withoutDeadline, async (tx) => {
      await post(
        tx,
        [one.principal.id, one.substitute.id].map((personId) => ({
          key: `${entry.subject} ${personId}`,
          card: 'pintu.delegation' as const,
          subject: entry.subject,
          personId,
          live: true,
        })),
      );
      await refresh(tx, entry.subject);
      if (entry.to !== 'PLANNED') await holdersChanged(tx, { heldBy: [one.principal.id] });
    });
  });
}
