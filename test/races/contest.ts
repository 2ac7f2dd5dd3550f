import type { Context } from '../../src/core/context.ts';
import { translate } from '../../src/core/texts/index.ts';
import { type Database, interactiveTimeoutMs } from '../../src/db/database.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

/** As many as ever do something at the same moment. */
const names = [
  'Agus',
  'Bayu',
  'Citra',
  'Dedi',
  'Eka',
  'Fajar',
  'Gita',
  'Hani',
  'Indra',
  'Joko',
  'Kartika',
  'Laras',
  'Mira',
  'Nanda',
  'Oki',
  'Putri',
].map((name) => `${name} Pelomba`);

export const timeZone = 'Asia/Jakarta';
export const now = new Date('2026-11-21T03:00:00Z');

/** The sample organisation, and people who may do everything, each with a name of their own. */
export interface Contest {
  /** With the time limits of the product, or `patience` times as long. */
  db: Database;
  /** For what stands before a round and after it. */
  aside: Database;
  contenders: readonly [Context, ...Context[]];
  /** A number that no other has in this contest. */
  next(): number;
  /** Deadlocks that PostgreSQL had to end, so far. */
  deadlocks(): Promise<number>;
  end(): Promise<void>;
}

export async function openContest(patience = 1): Promise<Contest> {
  const database = await sampleDatabase();
  const db = openDatabase(database.url, { timeoutMs: patience * interactiveTimeoutMs });
  const aside = openDatabase(database.url, { max: 2, timeoutMs: 30_000 });
  await aside.query(
    `WITH kppn AS (SELECT id FROM unit WHERE code = 'KPPN-JKT1'), satker AS (SELECT id FROM unit WHERE code = '527021'),
     people AS (INSERT INTO person (email, name) SELECT replace(lower(name), ' ', '.') || '@nusantara.example', name
                FROM unnest($1::text[]) AS name RETURNING id)
     INSERT INTO role_grant (person_id, role, unit_id)
     SELECT p.id, r.role::role, CASE r.role WHEN 'KPPN_OFFICER' THEN (SELECT id FROM kppn) WHEN 'SATKER_USER' THEN (SELECT id FROM satker) END
     FROM people p CROSS JOIN (VALUES ('ADMIN'), ('DIRECTORY_ADMIN'), ('ICT_EXECUTOR'), ('KPPN_OFFICER'), ('SATKER_USER')) AS r(role)`,
    [names],
  );
  const people = createPeople({
    db: aside,
    clock: () => now,
    reached: async () => {},
    spoken: (_surface, language) => translate(language),
    timeZone,
    defaultLanguage: () => 'id',
  });
  const rows = await aside.query<{ id: number }>('SELECT id FROM person WHERE name = ANY($1) ORDER BY id', [
    names,
  ]);
  const contenders = await Promise.all(
    rows.map(async ({ id }) => {
      const ctx = await people.contextOf(id, 'slack');
      if (!ctx) throw new Error(`${id} is nobody`);
      return ctx;
    }),
  );
  const [first, ...others] = contenders;
  if (!first) throw new Error('nobody contends');
  let made = 0;
  return {
    db,
    aside,
    contenders: [first, ...others],
    next() {
      made += 1;
      return made;
    },
    async deadlocks() {
      // What a session counted is there at the latest once it has ended; the view is what is known by now.
      await aside.query('SELECT pg_stat_force_next_flush()');
      const [row] = await aside.query<{ n: number }>(
        'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()',
      );
      return row?.n ?? 0;
    },
    async end() {
      await db.close();
      await aside.close();
      await database.drop();
    },
  };
}

/** The first column of the first row. */
export async function cell(db: Database, sql: string, values: unknown[] = []): Promise<unknown> {
  const [row] = await db.query<Record<string, unknown>>(sql, values);
  return row && Object.values(row)[0];
}
