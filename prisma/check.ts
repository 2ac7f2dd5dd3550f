// Proves that the schema, the migrations, the committed client and the statements in the sources agree, and that all of it could stand on several
// databases: npx tsx prisma/check.ts
// With --sql it prints the SQL that leads from the migrations to the schema: the start of a new migration.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../src/core/root.ts';
import { migrate } from '../src/db/migrate.ts';
import { migrateJobs } from '../src/jobs/migrate.ts';
import { startThrowawayPostgres } from '../test/support/throwaway.ts';
import { distributionFaults } from './distribution/check.ts';
import { type Drift, findDrift } from './drift.ts';
import { findStaleFiles } from './generated.ts';
import { personalFaults } from './personal.ts';
import { checkStatements } from './statements/check.ts';
import { stateFaults } from './states.ts';

const folder = join(projectRoot, 'prisma');

/** Statements that are known only as they run, and why. */
const unread = new Map([
  ['src/core/moment.ts', 'hands on the statements that it is given'],
  ['src/db/database.ts', 'hands on the statements that it is given'],
  ['src/keys-rotate.ts', 'hands on the statements that it is given'],
  ['src/db/migrate.ts', 'runs the migrations'],
  ['src/deadlines/run.ts', 'asks what a kind of deadline says: its tests ask it of each kind that there is'],
  ['src/deadlines/sweep.ts', 'asks what a kind of deadline says, likewise'],
  [
    'src/jobs/fetching.ts',
    "hands on the statements that the worker's library makes; its own is run by its test",
  ],
  ['src/db/reseal.ts', 'asks each table with sealed columns in turn: its test does'],
  ['src/imports/undo/decide.ts', "asks PostgreSQL's catalogue what refers to a table"],
]);

async function onMigrated<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await startThrowawayPostgres();
  try {
    await migrate(server.url, join(folder, 'migrations'));
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

const driftIn = async (url: string): Promise<Drift | undefined> =>
  findDrift(url, await readFile(join(folder, 'schema.prisma'), 'utf8'));

async function checkedStatements(
  url: string,
): Promise<{ faults: string[]; apart: string[]; states: string[] }> {
  await migrateJobs(url);
  const { faults, forms, names } = await checkStatements(url, {
    root: projectRoot,
    namesOf: 'LoggedStates',
    // What is asked between two migrations the last of them has no columns for: the test of an upgrade runs it.
    wanted: (file) => /^src\/(?!db\/generated\/|(db|imports)\/seal-clear\.ts|playground\/)/.test(file),
    unread,
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const states = await stateFaults(forms, new Set(names));
    return { faults, apart: await distributionFaults(client, forms), states };
  } finally {
    await client.end();
  }
}

async function check(): Promise<string[]> {
  const stale = await findStaleFiles();
  const [drift, { faults, apart, states }] = await onMigrated(
    async (url) => [await driftIn(url), await checkedStatements(url)] as const,
  );
  const problems: string[] = [];
  if (stale.length > 0) {
    problems.push(
      `src/db/generated is not what the schema generates; run "npx tsx prisma/cli.ts generate":\n  ${stale.join('\n  ')}`,
    );
  }
  if (drift !== undefined) {
    problems.push(
      `The migrations do not lead to the schema; "npx tsx prisma/check.ts --sql" prints what is missing:\n\n${drift.summary}`,
    );
  }
  const personal = personalFaults(await readFile(join(folder, 'schema.prisma'), 'utf8'));
  if (personal.length > 0)
    problems.push(`Columns do not say what they hold of people:\n  ${personal.join('\n  ')}`);
  if (faults.length > 0) problems.push(`Statements do not agree with the schema:\n  ${faults.join('\n  ')}`);
  if (states.length > 0)
    problems.push(
      `The log says of a record what nobody has declared (LoggedStates, src/core/names.ts):\n  ${states.join('\n  ')}`,
    );
  if (apart.length > 0)
    problems.push(
      `The schema could not be spread over several databases (docs/scale.md):\n  ${apart.join('\n  ')}`,
    );
  return problems;
}

if (process.argv.includes('--sql')) {
  const drift = await onMigrated(driftIn);
  process.stdout.write(`${drift?.sql ?? '-- The migrations lead to the schema: nothing to do.'}\n`);
} else {
  const problems = await check();
  process.exitCode = problems.length > 0 ? 1 : 0;
  process.stdout.write(
    problems.length > 0
      ? `${problems.join('\n\n')}\n`
      : 'The schema, the migrations, the generated client and all statements agree.\n',
  );
}
