import pg from 'pg';
import { expect } from 'vitest';
import { lasting } from './database.ts';

/** Has whoever writes these rows wait in the middle of the statement; answers what waits until they do, and what lets them go on. */
export async function holdAt(
  url: string,
  event: 'INSERT' | 'UPDATE' | 'DELETE',
  table: string,
  when: string,
) {
  const query = (text: string) => lasting(url).query(text);
  await query(
    `CREATE OR REPLACE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       PERFORM pg_advisory_xact_lock(17); IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$`,
  );
  await query(
    `CREATE TRIGGER held BEFORE ${event} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION held()`,
  );
  const holder = new pg.Client({ connectionString: url });
  // Where the test fails its database goes with this session in it.
  holder.on('error', () => {});
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock(17)');
  return {
    reached: () =>
      expect
        .poll(async () => {
          const waiting = await query(
            `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
             WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objid = 17 AND NOT l.granted`,
          );
          return waiting.rows;
        })
        .toHaveLength(1),
    async release() {
      await holder.end();
      await query(`DROP TRIGGER held ON ${table}`);
    },
  };
}
