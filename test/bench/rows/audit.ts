import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { checkAudit } from '../../../src/audit-log/checking.ts';
import { exportLog } from '../../../src/audit-log/export.ts';
import { sealAudit } from '../../../src/audit-log/sealing.ts';
import { verifyLog } from '../../../src/audit-log/verify/proofs.ts';
import { projectRoot } from '../../../src/core/root.ts';
import type { Database } from '../../../src/db/database.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { openDatabase } from '../../support/open-database.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const sealed = 1_000_000;
const batch = 1000;
const rounds = 15;
const checks = 3;
const key = Buffer.alloc(32, 1);

interface Pair {
  ours: number;
  floor: number;
}

/** Sealing behind a long log against sealing behind none, and a whole check against reading and hashing the same bytes. */
export async function auditRows(): Promise<{ rows: Row[]; lines: string[] }> {
  const [long, short] = await Promise.all([logOf(sealed), logOf(0)]);
  try {
    const pairs: Pair[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ floor: await sealing(short.db), ours: await sealing(long.db) });
    }
    const whole: Pair[] = [];
    let most = 0;
    for (let round = 0; round < checks; round += 1) {
      const floor = await hashing(long.db);
      const { ms, memory } = await checking(long.db);
      whole.push({ floor, ours: ms });
      most = Math.max(most, memory);
    }
    const { offline, alone } = await exported(long.db);
    return {
      rows: [
        {
          name: `audit: sealing ${batch} entries behind ${sealed} others, against behind none`,
          unit: 'ms',
          goal: 1.5,
          ...compared(pairs),
        },
        {
          name: `audit: a check of ${sealed} entries, against reading them and one SHA-256 over all`,
          unit: 'ms',
          goal: 1.5,
          ...compared(whole),
        },
        {
          name: `audit: an export of ${sealed} entries checked offline, against one SHA-256 of each leaf, and of each column that it commits to`,
          unit: 'ms',
          goal: 1.5,
          ...compared(offline),
        },
      ],
      lines: [
        `audit: a check took at most ${most.toFixed(0)} MB more than before it`,
        `audit: one SHA-256 over that export, which is no tree, takes ${alone.toFixed(0)} ms`,
      ],
    };
  } finally {
    await Promise.all([long.end(), short.end()]);
  }
}

async function logOf(entries: number): Promise<{ db: Database; end(): Promise<void> }> {
  const server = await startThrowawayPostgres();
  await migrate(server.url, path.join(projectRoot, 'prisma/migrations'));
  const db = openDatabase(server.url, { max: 2, timeoutMs: 600_000 });
  await write(db, entries);
  while ((await sealAudit(db, key, 10_000)) > 0);
  await db.query('VACUUM ANALYZE');
  return {
    db,
    async end() {
      await db.close();
      await server.stop();
    },
  };
}

async function write(db: Database, entries: number): Promise<void> {
  await db.query(
    `INSERT INTO audit_entry (at, actor, surface, action, subject, from_state, to_state, reason, data)
     SELECT now(), 'Sari Utami', 'slack', 'user-id.approved', 'user-id:' || n, 'WAITING_ATASAN', 'WAITING_VERIFICATOR',
            'Sesuai kebutuhan', jsonb_build_object('key', n) FROM generate_series(1, $1::int) AS n`,
    [entries],
  );
}

async function sealing(db: Database): Promise<number> {
  await write(db, batch);
  const begin = performance.now();
  if ((await sealAudit(db, key, batch)) !== batch) throw new Error('not everything was sealed');
  return performance.now() - begin;
}

/** The floor: the same bytes from the same database, page by page, and one hash over all of them. */
async function hashing(db: Database): Promise<number> {
  const begin = performance.now();
  const hash = createHash('sha256');
  for await (const lines of exportLog(db)) hash.update(lines);
  hash.digest();
  return performance.now() - begin;
}

/**
 * An export as a file: its tree computed and what opens it compared, against one hash for each entry, which any tree needs, and for each of its three
 * columns, over as many bytes; and how long one over all of it takes.
 */
async function exported(db: Database): Promise<{ offline: Pair[]; alone: number }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'audit-export-'));
  const file = path.join(dir, 'audit.jsonl');
  try {
    await writeFile(file, exportLog(db));
    const offline: Pair[] = [];
    let alone = Number.POSITIVE_INFINITY;
    for (let round = 0; round < checks; round += 1) {
      const floor = await timed(async () => {
        for await (const line of createInterface(createReadStream(file))) {
          const [leaf = '', opening = ''] = line.split('\t');
          createHash('sha256').update(leaf).digest();
          for (let n = 0; n < 3; n += 1)
            createHash('sha256')
              .update(opening.slice((n * opening.length) / 3, ((n + 1) * opening.length) / 3))
              .digest();
        }
      });
      offline.push({ floor, ours: await timed(() => verifyLog(file, [], [])) });
      const whole = await timed(async () => {
        const hash = createHash('sha256');
        for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
        hash.digest();
      });
      alone = Math.min(alone, whole);
    }
    return { offline, alone };
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function checking(db: Database): Promise<{ ms: number; memory: number }> {
  const before = process.memoryUsage().rss;
  let most = before;
  const begin = performance.now();
  const { sealed: held, finding } = await checkAudit(db, key, {
    seen: async () => {
      most = Math.max(most, process.memoryUsage().rss);
    },
  });
  if (finding || held < sealed) throw new Error(`the log does not hold: ${JSON.stringify(finding)}`);
  return { ms: performance.now() - begin, memory: (most - before) / 1024 / 1024 };
}
