import { readFileSync } from 'node:fs';
import path from 'node:path';
import { personalColumns } from '../../prisma/personal.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { JobName } from '../../src/core/jobs.ts';
import { projectRoot } from '../../src/core/root.ts';
import type { Database } from '../../src/db/database.ts';
import { erasureJobs } from '../../src/erasure/run.ts';
import { erasables, subjectsOf } from '../../src/erasure/stands.ts';
import { whoseOf } from '../../src/personal-data/held.ts';
import { leaving } from './house.ts';
import { allHolds } from './planted-people.ts';
import { allRetention } from './retention.ts';

export const allErasable = erasables(allRetention);

/** Begins an erasure as its demand does; answers its id. */
export async function beginErasure(db: Database, personId: number, now: Date): Promise<number> {
  const whose = await whoseOf(db, personId);
  const subjects = await subjectsOf(db, allHolds, whose);
  const [made] = await db.query<{ id: number }>(
    `WITH e AS (INSERT INTO audit_entry (at, actor, surface, action, subject, reason, data) VALUES ($3, 'Tono Wijaya', 'slack', 'erasure.demanded', 'erasure:0', 'Surat 12', '{}') RETURNING id)
     INSERT INTO erasure (person_id, demand, persons, subjects, begun_at) SELECT $1, e.id, $4, $2, $3 FROM e RETURNING id`,
    [personId, subjects, now, whose.persons],
  );
  return made?.id ?? 0;
}

/** The job that goes on with an erasure, taken as a worker takes it; null where there is none. */
export const takeErasureStep = async (db: Database) =>
  (await takeJobs<{ erasure: number }>(db, 'erasure.step'))[0] ?? null;

async function takeJobs<Payload>(db: Database, name: JobName): Promise<Payload[]> {
  const taken = await db.query<{ payload: Payload }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = $1 RETURNING j.payload`,
    [name],
  );
  return taken.map(({ payload }) => payload);
}

/** Does all that an erasure asks for; its letter has left as soon as it is asked for. Answers how many jobs that took. */
export async function eraseAll(
  db: Database,
  id: number,
  clock: Clock,
  {
    most,
    jobs = erasureJobs({ db, clock, leaving, kinds: () => allErasable, most }),
  }: { most?: number; jobs?: ReturnType<typeof erasureJobs> } = {},
): Promise<number> {
  let step: { erasure: number } | null = { erasure: id };
  let taken = 0;
  while (step) {
    await jobs['erasure.step'](step);
    taken++;
    await db.query(
      'INSERT INTO sent_mail (key) SELECT $1 FROM erasure WHERE id = $2 AND told_at IS NOT NULL ON CONFLICT DO NOTHING',
      [`erasure ${id}`, id],
    );
    step = await takeErasureStep(db);
  }
  for (const named of await takeJobs<{ subjects: string[] }>(db, 'erasure.named'))
    await jobs['erasure.named'](named);
  return taken;
}

/** Every row of every table, as a dump has it. */
export async function dumpOf(db: Database): Promise<string[]> {
  const tables = await db.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const dump: string[] = [];
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t ORDER BY 1`);
    dump.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return dump;
}

const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');
/** The columns that hold something of people: `person.email`, by their names in the database. */
const columns = personalColumns(schema)
  .said.filter(({ kind }) => kind !== 'none')
  .map(({ column }) => {
    const [model = '', field = ''] = column.split('.');
    const text = new RegExp(`^model ${model} \\{[\\s\\S]*?^\\}`, 'm').exec(schema)?.[0] ?? '';
    const table = /@@map\("(\w+)"\)/.exec(text)?.[1] ?? '';
    const name = new RegExp(`^ +${field} .*?@map\\("(\\w+)"\\)`, 'm').exec(text)?.[1] ?? field;
    return { table, name };
  });

/** Where columns that hold something of people say this still: `person.email lestari@…`. */
export async function leftOf(db: Database, mark: RegExp): Promise<string[]> {
  const left: string[] = [];
  for (const { table, name } of columns) {
    const rows = await db.query<{ value: string }>(
      `SELECT to_jsonb(t)->>'${name}' AS value FROM "${table}" t WHERE to_jsonb(t)->>'${name}' IS NOT NULL ORDER BY 1`,
    );
    left.push(
      ...rows.filter(({ value }) => mark.test(value)).map(({ value }) => `${table}.${name} ${value}`),
    );
  }
  return left;
}
