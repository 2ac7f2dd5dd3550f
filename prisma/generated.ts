import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../src/core/root.ts';
import { runPrisma } from './run.ts';

const generated = join('src', 'db', 'generated');

/** The files of the committed client that generating from the schema would add, remove or change. */
export async function findStaleFiles(root: string = projectRoot): Promise<string[]> {
  const fresh = await mkdtemp(join(tmpdir(), 'satu-pintu-generated-'));
  try {
    // The generator's output is relative to the schema: beside a copy of it everything lands in the temp folder.
    const schema = join(fresh, 'prisma', 'schema.prisma');
    await mkdir(dirname(schema));
    await cp(join(root, 'prisma', 'schema.prisma'), schema);
    const { code, output } = await runPrisma(['generate', '--schema', schema], true);
    if (code !== 0) throw new Error(`Prisma could not generate a client from the schema:\n${output}`);
    const [wanted, found] = await Promise.all([
      readTree(join(fresh, generated)),
      readTree(join(root, generated)),
    ]);
    const files = new Set([...wanted.keys(), ...found.keys()]);
    return [...files].filter((file) => wanted.get(file) !== found.get(file)).sort();
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function readTree(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [relative(folder, file), await readFile(file, 'utf8')] as const),
    ),
  );
}
