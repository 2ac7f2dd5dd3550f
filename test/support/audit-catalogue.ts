import type { Context } from '../../src/core/context.ts';
import type { Finding } from '../../src/db/audit-chain.ts';
import type { Database } from '../../src/db/database.ts';

/** Everything that a check of the log may find; `underWay`: it has not ended. */
export const auditFindings: readonly (Finding | null | 'underWay')[] = [
  'underWay',
  null,
  { kind: 'broken', position: '123456', entry: '123460' },
  { kind: 'cut', last: '123456', noted: '234567' },
  { kind: 'head' },
  { kind: 'entry', entry: '123460' },
  { kind: 'note', position: '123456' },
];

/** A check under this id, in place of what was there. */
export async function makeCheck(
  db: Database,
  id: number,
  { actor, now }: Context,
  finding: (typeof auditFindings)[number],
): Promise<void> {
  const isOver = finding !== 'underWay';
  await db.query('DELETE FROM audit_check');
  await db.query(
    `INSERT INTO audit_check (id, asked_by_id, began_at, seals, note, position, hash, ended_at, unsealed, finding)
     VALUES ($1, $2, $3, 234567, '234567.x.x', 123456, $4, $5, 12, $6)`,
    [
      id,
      actor.id,
      now,
      Buffer.alloc(32, 7),
      isOver ? now : null,
      isOver && finding ? JSON.stringify(finding) : null,
    ],
  );
}
