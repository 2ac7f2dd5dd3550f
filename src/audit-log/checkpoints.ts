import type { Day } from '../core/day.ts';
import type { Tx } from '../db/database.ts';
import { noteOf, signCheckpoint } from '../merkle/signed-note.ts';
import { type AuditKey, forgetRetired, signersOf } from './keys.ts';
import { headOf, lockLog } from './sealing.ts';

/** The head of a day, by which others can hold the log to what it was (T-1). */
export interface DayHead {
  id: number;
  size: number;
  note: string;
}

/**
 * Signs the head of a day, once however many replicas and restarts there are, in the transaction that has it posted. Null where the day has one
 * already, nothing was ever sealed, or somebody seals at this moment. While a key is changed the former one signs too, for the last time.
 */
export async function signDay(tx: Tx, key: AuditKey, day: Day, now: Date): Promise<DayHead | null> {
  if (!(await lockLog(tx))) return null;
  const head = await headOf(tx, key);
  if (!head) return null;
  const { origin, size, root } = head.checkpoint;
  const signers = await signersOf(tx, key, now);
  const note = noteOf(signCheckpoint({ origin, size, root, at: now.toISOString() }, signers));
  const [made] = await tx.query<{ id: number }>(
    'INSERT INTO audit_checkpoint (day, size, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
    [day, String(size), note],
  );
  if (!made) return null;
  if (signers.length > 1) await forgetRetired(tx, key);
  return { id: made.id, size, note };
}
