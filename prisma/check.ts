// Proves that the schema, the migrations and the committed client agree: npx tsx prisma/check.ts
// With --sql it prints the SQL that leads from the migrations to the schema: the start of a new migration.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../src/core/root.ts';
import { migrate } from '../src/db/migrate.ts';
import { startThrowawayPostgres } from '../test/support/throwaway.ts';
import { type Drift, findDrift } from './drift.ts';
import { findStaleFiles } from './generated.ts';

const folder = join(projectRoot, 'prisma');

async function driftOfMigrations(): Promise<Drift | undefined> {
  const server = await startThrowawayPostgres();
  try {
    await migrate(server.url, join(folder, 'migrations'));
    return await findDrift(server.url, await readFile(join(folder, 'schema.prisma'), 'utf8'));
  } finally {
    await server.stop();
  }
}

async function check(): Promise<string[]> {
  const [stale, drift] = await Promise.all([findStaleFiles(), driftOfMigrations()]);
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
  return problems;
}

if (process.argv.includes('--sql')) {
  const drift = await driftOfMigrations();
  process.stdout.write(`${drift?.sql ?? '-- The migrations lead to the schema: nothing to do.'}\n`);
} else {
  const problems = await check();
  process.exitCode = problems.length > 0 ? 1 : 0;
  process.stdout.write(
    problems.length > 0
      ? `${problems.join('\n\n')}\n`
      : 'The schema, the migrations and the generated client agree.\n',
  );
}
