import { userInfo } from 'node:os';
import pg from 'pg';
import { messageOf } from './core/errors.ts';
import { urlOfRunning } from './db/embedded.ts';
import { keysLeft, retireKeys } from './db/retire-keys.ts';
import { readEnvFile } from './env-file.ts';

/**
 * `npm run keys:rotate` (docs/operations.md): retires the data keys of the database that the program serves, which goes on and seals everything anew
 * under others. With `--status` it says how far that is, and begins nothing.
 */
async function rotate(): Promise<string> {
  const { DATABASE_URL, DATA_DIR = './data' } = { ...readEnvFile('.env').values, ...process.env };
  const url = DATABASE_URL ?? (await urlOfRunning(DATA_DIR));
  if (!url)
    throw new Error(`there is no DATABASE_URL, and no database of a program that runs in ${DATA_DIR}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows;
    if (process.argv.includes('--status')) {
      const still = await keysLeft({ query });
      return still > 0
        ? `${still} retired data keys are still being replaced.`
        : 'No data key is retired: all is sealed under those in use.';
    }
    const { retired, left } = await retireKeys({ query }, `keys:rotate (${userInfo().username})`);
    if (left === 0) return 'There is no data key yet: nothing is sealed.';
    return retired > 0
      ? `${retired} data keys are retired. The program seals what lies under them anew and destroys them; --status says how far it is.`
      : `${left} data keys that were retired before are still being replaced. Until they are gone no others are retired.`;
  } finally {
    await client.end();
  }
}

try {
  process.stdout.write(`${await rotate()}\n`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
