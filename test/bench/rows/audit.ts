import path from 'node:path';
import { projectRoot } from '../../../src/core/root.ts';
import { checkAudit, sealAudit } from '../../../src/db/audit-chain.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { startThrowawayPostgres } from '../../support/throwaway.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const sealed = 500_000;
const batch = 1000;
const rounds = 15;
const key = Buffer.alloc(32, 1);

/** Sealing behind a long log against sealing behind none, and how long a whole check takes. */
export async function auditRows(): Promise<{ rows: Row[]; lines: string[] }> {
  const [long, short] = await Promise.all([logOf(sealed), logOf(0)]);
  try {
    const pairs: { ours: number; floor: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ floor: await sealing(short.db), ours: await sealing(long.db) });
    }
    const name = `audit: sealing ${batch} entries behind ${sealed} others, against behind none`;
    return { rows: [{ name, unit: 'ms', goal: 1.5, ...compared(pairs) }], lines: [await checking(long.db)] };
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

async function checking(db: Database): Promise<string> {
  const before = process.memoryUsage().rss;
  let most = before;
  const begin = performance.now();
  const { sealed: held, finding } = await checkAudit(db, key, {
    seen: async () => {
      most = Math.max(most, process.memoryUsage().rss);
    },
  });
  if (finding) throw new Error(`the log does not hold: ${JSON.stringify(finding)}`);
  const seconds = (performance.now() - begin) / 1000;
  const memory = (most - before) / 1024 / 1024;
  return `audit: a check of ${held} seals took ${seconds.toFixed(1)} s and at most ${memory.toFixed(0)} MB more than before it`;
}
