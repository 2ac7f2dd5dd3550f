import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/core/root.ts';
import { migrate, type Steps } from '../../src/db/migrate.ts';

export const allMigrations = join(projectRoot, 'prisma', 'migrations');

/** Brings a database to the version of that time: to the last migration whose name begins with it, or comes before. */
export async function migrateThrough(url: string, version: string, steps?: Steps): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  try {
    for (const name of await readdir(allMigrations))
      if (name.slice(0, version.length) <= version)
        await cp(join(allMigrations, name), join(folder, name), { recursive: true });
    await migrate(url, folder, steps);
  } finally {
    await rm(folder, { recursive: true });
  }
}
