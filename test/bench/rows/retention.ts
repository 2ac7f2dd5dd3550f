import path from 'node:path';
import pg from 'pg';
import { loadSampleOrganisation } from '../../../prisma/sample-organisation.ts';
import { withoutDeadline } from '../../../src/core/deadline.ts';
import { projectRoot } from '../../../src/core/root.ts';
import type { Database } from '../../../src/db/database.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { migrateJobs } from '../../../src/jobs/migrate.ts';
import type { Retention } from '../../../src/retention/rule.ts';
import { retentionJobs } from '../../../src/retention/run.ts';
import { nikHashInSql, openDatabase } from '../../support/open-database.ts';
import { allRetention, dayMs, daysIn, takeStep, usualDays } from '../../support/retention.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { copyOf } from '../support/copies.ts';
import { compared, quantile } from '../support/statistics.ts';
import type { Row } from './row.ts';

const due = 1_000_000;
const rounds = 2;
const now = new Date('2026-11-21T01:00:00Z');

/** A kind, so many rows of it, and the same change as one statement written by hand. */
interface Measured {
  kind: string;
  name: string;
  fill: string;
  byHand: string;
}

const measured: readonly Measured[] = [
  {
    kind: 'portal.link',
    name: 'retention: 1,000,000 links removed',
    fill: `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
      SELECT sha256(n::text::bytea), 'enter', jsonb_build_object('personId', n), at, at FROM generate_series(1, ${due}) AS n,
        LATERAL (SELECT $1::timestamptz - interval '40 days' - n * interval '1 second' AS at) AS a`,
    byHand: `DELETE FROM one_time_link WHERE expires_at < $1`,
  },
  {
    kind: 'satker.user',
    name: 'retention: 1,000,000 registrations emptied',
    fill: `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, surface,
                                    submission_key, created_at, counted_from)
      SELECT 'SAT-B-' || n, (SELECT id FROM unit WHERE code = '527021'), nik_hash_of(lpad((3170000000000000 + n)::text, 16, '0')), 'Pengguna ' || n,
        (198000000000000000 + n)::text, 'u' || n || '@satker.example', 'ST-' || n, 'REJECTED', at, 'system', 'b' || n, at, at
      FROM generate_series(1, ${due}) AS n, LATERAL (SELECT $1::timestamptz - interval '6 years' - n * interval '1 minute' AS at) AS a`,
    byHand: `UPDATE satker_user SET nik = NULL, nik_hash = NULL, phone = NULL, name = '', nip = NULL, email = '', reason = NULL,
        offered_title = NULL, score_without_title = NULL, emptied_at = $1 WHERE status = 'REJECTED' AND status_since < $1`,
  },
];

/** A run of retention over 1,000,000 rows that are due, step by step, against one statement that does all of it at once and holds all of it. */
export async function retentionRows(): Promise<{ rows: Row[]; lines: string[] }> {
  const server = await startThrowawayPostgres();
  try {
    const db = openDatabase(server.url, { max: 1, timeoutMs: 600_000 });
    await migrate(server.url, path.join(projectRoot, 'prisma/migrations'));
    await migrateJobs(server.url);
    await db.transaction(withoutDeadline, loadSampleOrganisation);
    await db.query(nikHashInSql());
    await db.close();
    const rows: Row[] = [];
    const lines: string[] = [];
    for (const one of measured) {
      const { row, line } = await kindRow(server.url, one);
      rows.push(row);
      lines.push(line);
    }
    return { rows, lines };
  } finally {
    await server.stop();
  }
}

async function kindRow(url: string, one: Measured): Promise<{ row: Row; line: string }> {
  const filled = await copyOf(url, 'filled');
  const db = openDatabase(filled, { max: 1, timeoutMs: 600_000 });
  await db.query(one.fill, [now]);
  await db.query('VACUUM ANALYZE');
  await db.query('CHECKPOINT');
  await db.close();
  const pairs: { ours: number; floor: number }[] = [];
  let line = '';
  for (let round = 0; round < rounds; round += 1) {
    const floor = await byHand(await copyOf(filled, 'by_hand'), one.byHand);
    const ours = await byUs(await copyOf(filled, 'by_us'), one.kind);
    if (ours.removed !== due || floor.changed !== due)
      throw new Error(`we removed ${ours.removed} rows and the floor ${floor.changed}`);
    pairs.push({ ours: ours.ms, floor: floor.ms });
    line = `${one.name}: ${((ours.ms / due) * 10_000).toFixed(0)} ms for 10,000, ${ours.steps.length} transactions of ${quantile(ours.steps, 0.5).toFixed(0)} ms (p99 ${quantile(ours.steps, 0.99).toFixed(0)}, longest ${Math.max(...ours.steps).toFixed(0)}; the first hundred ${quantile(ours.steps.slice(0, 100), 0.5).toFixed(0)}, the last ${quantile(ours.steps.slice(-100), 0.5).toFixed(0)}); memory grew by ${ours.grownMb.toFixed(1)} MB at most`;
  }
  return { row: { name: one.name, unit: 'ms', ...compared(pairs) }, line };
}

async function byUs(url: string, kind: string) {
  const db = openDatabase(url, { max: 2, timeoutMs: 600_000 });
  try {
    global.gc?.();
    const before = process.memoryUsage().rss;
    let largest = before;
    const steps: number[] = [];
    const timed = (rule: Retention): Retention => ({
      ...rule,
      async step(tx, step) {
        largest = Math.max(largest, process.memoryUsage().rss);
        return rule.step(tx, step);
      },
    });
    const rules = allRetention.filter((rule) => rule.kind === kind).map(timed);
    const jobs = retentionJobs({ db, clock: () => now, rules, daysKept: daysIn(usualDays) });
    const begin = performance.now();
    await jobs['retention.begin']({});
    for (let step = await takeStep(db); step; step = await takeStep(db)) {
      const began = performance.now();
      await jobs['retention.step'](step);
      steps.push(performance.now() - began);
    }
    const ms = performance.now() - begin;
    return { ms, steps, grownMb: (largest - before) / 1024 / 1024, removed: await removedBy(db) };
  } finally {
    await db.close();
  }
}

async function removedBy(db: Database): Promise<number> {
  const [run] = await db.query<{ n: number }>('SELECT sum(removed)::int AS n FROM retention_removal');
  return run?.n ?? 0;
}

async function byHand(url: string, text: string): Promise<{ ms: number; changed: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begin = performance.now();
  const { rowCount } = await client.query(text, [new Date(now.getTime() - dayMs)]);
  const ms = performance.now() - begin;
  await client.end();
  return { ms, changed: rowCount ?? 0 };
}
