import path from 'node:path';
import pg from 'pg';
import { loadSampleOrganisation } from '../../../prisma/sample-organisation.ts';
import { withoutDeadline } from '../../../src/core/deadline.ts';
import { projectRoot } from '../../../src/core/root.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { runDeadlines } from '../../../src/deadlines/run.ts';
import { dormancy, dormancyName } from '../../../src/desks/satker/dormancy/deadline.ts';
import { listUsers } from '../../../src/desks/satker/list.ts';
import { migrateJobs } from '../../../src/jobs/migrate.ts';
import { nikHashInSql, openDatabase } from '../../support/open-database.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { copyOf } from '../support/copies.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const users = 1_000_000;
/** All in one satker but for the rest, which are spread over the others. */
const inOneSatker = 200_000;
const rounds = 3;
const now = new Date('2026-11-21T01:00:00Z');
const policy = { dormantAfterMonths: 6, timeZone: 'Asia/Jakarta' };
/** The day on which a user `r` becomes dormant. */
const falls = `((r.counted_from AT TIME ZONE 'Asia/Jakarta')::date + interval '6 months')::date`;

/** One day's dormancy run over 1,000,000 users against the same change as SQL written by hand, and the list's pages. */
export async function satkerRows(): Promise<{ rows: Row[]; lines: string[] }> {
  const server = await startThrowawayPostgres();
  try {
    await prepare(server.url);
    const lines: string[] = [];
    const days: Row[] = [];
    for (const share of [0.015, 0.1]) {
      const measured = await dayRow(server.url, share);
      days.push(measured.row);
      lines.push(measured.line);
    }
    return { rows: [...days, ...(await pageRows(server.url))], lines };
  } finally {
    await server.stop();
  }
}

async function prepare(url: string): Promise<void> {
  await migrate(url, path.join(projectRoot, 'prisma/migrations'));
  await migrateJobs(url);
  const db = openDatabase(url, { max: 1, timeoutMs: 600_000 });
  await db.transaction(withoutDeadline, loadSampleOrganisation);
  await db.query(
    `INSERT INTO unit (code, name, kind, kppn_id) SELECT 'B' || n, 'Satker ' || n, 'SATKER', (SELECT id FROM unit WHERE code = 'KPPN-JKT1')
     FROM generate_series(1, 2000) AS n`,
  );
  await db.query(nikHashInSql());
  // Counted evenly over the months.
  await db.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, surface,
                              submission_key, created_at, counted_from)
     SELECT 'SAT-B-' || n, CASE WHEN n <= $2 THEN (SELECT id FROM unit WHERE code = '527021') ELSE (SELECT min(id) FROM unit WHERE code LIKE 'B%') + n % 2000 END,
            nik_hash_of(lpad((3170000000000000 + n)::text, 16, '0')), (ARRAY['Siti','Budi','Dewi','Agus','Rina','Joko'])[1 + n % 6] || ' ' || (ARRAY['Hartono','Lestari','Santoso','Wulandari','Pranoto'])[1 + n % 5] || ' ' || n,
            (198000000000000000 + n)::text, 'u' || n || '@satker.example', 'ST-' || n, 'ACTIVE', now(), 'system', 'b' || n, now(),
            $3::timestamptz - (n % 181) * interval '1 day' - (n % 86400) * interval '1 second'
     FROM generate_series(1, $1) AS n`,
    [users, inOneSatker, now],
  );
  // What earlier days' runs have done already: whoever is within 30, 7 or 1 days was reminded.
  await db.query(
    `INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on, told)
     SELECT '${dormancyName}', id, ${falls}, days, unit_id, '2026-11-20', true FROM satker_user r, unnest('{30,7,1}'::int[]) AS days
     WHERE ${falls} - days <= '2026-11-21'`,
  );
  await db.query('VACUUM ANALYZE');
  await db.close();
}

/** A database like the prepared one, in which this share of all users has something due: the template of a day. */
async function prepareDay(url: string, share: number): Promise<string> {
  const made = await copyOf(url, 'day');
  const db = openDatabase(made, { max: 1, timeoutMs: 600_000 });
  // A share that was last counted just before it was due, evenly over the four things that can be due.
  await db.query(
    `UPDATE satker_user SET counted_from = $2::timestamptz - (ARRAY[153, 177, 183, 186])[1 + id % 4] * interval '1 day'
     WHERE id % 1000 < $1`,
    [Math.round(share * 1000), now],
  );
  await db.query('DELETE FROM deadline_notice WHERE record % 1000 < $1', [Math.round(share * 1000)]);
  await db.query(
    `INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on, told)
     SELECT '${dormancyName}', id, greatest(${falls}, '2026-11-21'), days, unit_id, '2026-11-20', true
     FROM satker_user r, unnest('{30,7,1}'::int[]) WITH ORDINALITY AS d(days, n) WHERE id % 1000 < $1 AND n <= id % 4`,
    [Math.round(share * 1000)],
  );
  await db.query('VACUUM ANALYZE satker_user, deadline_notice');
  await db.query('CHECKPOINT');
  await db.close();
  return made;
}

async function dayRow(url: string, share: number): Promise<{ row: Row; line: string }> {
  const day = await prepareDay(url, share);
  const pairs: { ours: number; floor: number }[] = [];
  let changed = 0;
  let grown = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const floorMs = await byHand(await copyOf(day, 'by_hand'));
    const db = openDatabase(await copyOf(day, 'by_us'), { max: 2, timeoutMs: 600_000 });
    await db.query('SELECT 1');
    global.gc?.();
    const before = process.memoryUsage().rss;
    const begin = performance.now();
    const run = (await runDeadlines({ db, ...policy, kinds: [dormancy(policy)], clock: () => now })).get(
      dormancyName,
    );
    const oursMs = performance.now() - begin;
    grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    changed = (run?.ended ?? 0) + (run?.reminded ?? 0);
    if (changed !== changedByHand)
      throw new Error(`we changed ${changed} rows and the floor ${changedByHand}`);
    await db.close();
    // The first one fills the caches.
    if (round > 0) pairs.push({ ours: oursMs, floor: floorMs });
  }
  const figures = compared(pairs);
  return {
    row: {
      name: `dormancy run, 1,000,000 users, ${changed} changed`,
      unit: 'ms',
      goal: 1.5,
      ...figures,
    },
    line: `dormancy run of ${changed} changes: the program's memory grew by ${grown.toFixed(1)} MB`,
  };
}

/** The same change without batches, jobs or caution: one statement for each thing that is due, by the same index. */
async function byHand(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begin = performance.now();
  await client.query('BEGIN');
  await client.query(
    `WITH changed AS (
       UPDATE satker_user r SET status = 'DORMANT', status_since = $1
       WHERE removed_at IS NULL AND status = 'ACTIVE' AND counted_from < '2026-05-21T17:00:00Z'
         AND EXISTS (SELECT 1 FROM deadline_notice n WHERE kind = '${dormancyName}' AND record = r.id AND days = 1
                       AND falls_on >= ${falls} AND made_on < '2026-11-21') RETURNING id, unit_id, name, ${falls} AS falls_on
     ), noticed AS (
       INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on)
       SELECT '${dormancyName}', id, falls_on, 0, unit_id, '2026-11-21' FROM changed
     )
     INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, data)
     SELECT $1, 'satker.dormancy', 'system', 'satker.dormant', 'satker:' || id, 'ACTIVE', 'DORMANT',
            jsonb_build_object('satkerId', unit_id, 'name', name) FROM changed`,
    [now],
  );
  for (const [days, from, before] of [
    [1, '-infinity', '2026-05-22T17:00:00Z'],
    [7, '2026-05-22T17:00:00Z', '2026-05-28T17:00:00Z'],
    [30, '2026-05-28T17:00:00Z', '2026-06-21T17:00:00Z'],
  ])
    await client.query(
      `INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on)
       SELECT '${dormancyName}', id, greatest(${falls}, date '2026-11-22'), $1::int, unit_id, '2026-11-21' FROM satker_user r
       WHERE removed_at IS NULL AND status = 'ACTIVE' AND counted_from >= $2 AND counted_from < $3
         AND NOT EXISTS (SELECT 1 FROM deadline_notice n WHERE kind = '${dormancyName}' AND record = r.id AND days = $1::int
                           AND falls_on >= ${falls})`,
      [days, from, before],
    );
  await client.query('COMMIT');
  const ms = performance.now() - begin;
  const [counted] = (
    await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM deadline_notice WHERE made_on = '2026-11-21'`,
    )
  ).rows;
  await client.end();
  changedByHand = counted?.n ?? 0;
  return ms;
}

/** What the floor of the last round changed: both sides have to have done the same. */
let changedByHand = 0;

/** Pages of a satker of 200,000 users: the deepest against the first, and what filters and searches cost. */
async function pageRows(url: string): Promise<Row[]> {
  const db = openDatabase(url, { max: 1, timeoutMs: 60_000 });
  const [unit] = await db.query<{ id: number }>(`SELECT id FROM unit WHERE code = '527021'`);
  const satkers = [unit?.id ?? 0];
  const [middle] = await db.query<{ id: number }>(
    'SELECT id FROM satker_user WHERE unit_id = $1 ORDER BY id OFFSET 100 LIMIT 1',
    [unit?.id],
  );
  const timed = async (work: () => Promise<unknown>) => {
    const begin = performance.now();
    for (let n = 0; n < 10; n += 1) await work();
    return (performance.now() - begin) / 10;
  };
  const first = () => listUsers(db, satkers, {});
  const row = async (name: string, work: () => Promise<unknown>, goal?: number): Promise<Row> => {
    const pairs: { ours: number; floor: number }[] = [];
    for (let round = 0; round < 10; round += 1) {
      const pair = { ours: await timed(work), floor: await timed(first) };
      if (round > 0) pairs.push(pair);
    }
    return { name, unit: 'ms', ...compared(pairs), ...(goal === undefined ? {} : { goal }) };
  };
  const rows = [
    await row(
      'list of 200,000 users: the last page, against the first',
      () => listUsers(db, satkers, {}, { before: middle?.id ?? 0 }),
      1.5,
    ),
    await row('… one status', () => listUsers(db, satkers, { status: 'ACTIVE' }), 2),
    await row('… a status that nobody has', () => listUsers(db, satkers, { status: 'REJECTED' }), 2),
    await row('… a NIK', () => listUsers(db, satkers, { text: '3170000000150000' })),
    await row('… a common word', () => listUsers(db, satkers, { text: 'siti' })),
    await row('… a rare word', () => listUsers(db, satkers, { text: 'siti lestari 12345' })),
    await row('… a word that nobody has', () => listUsers(db, satkers, { text: 'zulkarnaen' })),
  ];
  await db.close();
  return rows;
}
