import type { JobName } from '../../src/core/jobs.ts';
import type { Database } from '../../src/db/database.ts';
import { reasons } from '../../src/jobs/reason.ts';

/**
 * More kinds of failing jobs than the doctor names, all of which this record waits for, each with a text as its error. Answers
 * which one of them is not tried again.
 */
export async function makeFailingJobs(
  db: Database,
  record: string,
  text: string,
): Promise<{ name: string; reason: string }> {
  const names: JobName[] = [
    'audit.check',
    'audit.note',
    'audit.seal',
    'waiting.holders',
    'user-id.announce',
    'satker.announce',
    'satker.digit',
    'deadlines.run',
    'partner.hub',
    'deadlines.tell',
  ];
  await db.query(`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'catalogue %'`);
  await db.query(
    `WITH job AS (
       SELECT name, n, (graphile_worker.add_job(name, '{}'::json, job_key := 'catalogue ' || name, max_attempts := 2)).id
       FROM unnest($1::text[]) WITH ORDINALITY AS t(name, n))
     INSERT INTO failing_job (job_id, name, records, failures, since, reason, error, reference)
     SELECT id, name, ARRAY[$2], 24, '2026-11-21T03:00:00Z', ($3::text[])[1 + n % $4], left($5, 500), 'A1B2C3D4' FROM job
     ON CONFLICT (job_id) DO UPDATE SET records = excluded.records, error = excluded.error`,
    [names, record, reasons, reasons.length, text],
  );
  await db.query(
    `UPDATE graphile_worker._private_jobs SET attempts = CASE WHEN key = $1 THEN 2 ELSE 1 END, run_at = '2026-11-21T04:00:00Z'
     WHERE key LIKE 'catalogue %'`,
    [`catalogue ${names[0]}`],
  );
  // Others of which one is taken and does not end, and the rest is due and taken by nobody.
  await db.query(
    `SELECT graphile_worker.add_job(name, '{}'::json, job_key := 'catalogue stuck ' || name) FROM unnest($1::text[]) AS t(name)`,
    [['imports.run', 'sign.crl', 'delegation.turn']],
  );
  await db.query(
    `UPDATE graphile_worker._private_jobs SET run_at = '2026-11-21T04:00:00Z', locked_at = CASE WHEN key LIKE '%turn' THEN run_at END
     WHERE key LIKE 'catalogue stuck %'`,
  );
  return { name: names[0] ?? '', reason: reasons[1] ?? '' };
}
