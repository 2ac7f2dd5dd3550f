import { openDatabase } from '../../support/open-database.ts';
import { type Importing, importing } from '../support/importing.ts';
import { workbookOf } from '../support/partners.ts';
import { type Program, startBot } from '../support/program.ts';
import type { Stage } from '../support/stage.ts';
import { median, quantile } from '../support/statistics.ts';
import { deliverAll } from './click.ts';

const rows = 100_000;
const atOnce = 64;
const rounds = 8;
/** One import lasts no longer than one or two rounds with all that they cause. */
const imports = 3;

/** Rounds of decisions while the same program writes an import, beside rounds without one: how long their acks take. */
export async function acksWhileImporting(stage: Stage): Promise<string> {
  const db = openDatabase(stage.env.DATABASE_URL ?? '', { max: 2, timeoutMs: 600_000 });
  const bot = await startBot(stage.env);
  try {
    await decide(stage, bot);
    await stage.jobsDone();
    const without: number[] = [];
    for (let n = 0; n < rounds; n += 1) {
      without.push(...(await decide(stage, bot)));
      await stage.jobsDone();
    }
    const admin = await importing(db);
    const during: number[] = [];
    for (let n = 0; n < imports; n += 1) {
      const id = await admin.check(await workbookOf(n * rows + 1, (n + 1) * rows), `slack:acks${n}`);
      await stage.jobsDone();
      during.push(...(await roundsDuring(stage, bot, admin, id)));
    }
    return (
      `${atOnce} decisions at once, ${during.length / atOnce} rounds while ${rows} rows are imported: ${said(during)}; ` +
      `without an import: ${said(without)}`
    );
  } finally {
    await bot.stop();
    await db.close();
  }
}

async function roundsDuring(stage: Stage, bot: Program, admin: Importing, id: number): Promise<number[]> {
  const acks: number[] = [];
  const status = async () =>
    (await stage.query<{ status: string }>('SELECT status FROM import WHERE id = $1', [id]))[0]?.status;
  await admin.press(id);
  for (;;) {
    const measured = await decide(stage, bot);
    // One that the import did not outlast says little.
    if ((await status()) !== 'RUNNING') break;
    acks.push(...measured);
    await stage.jobsDone('imports.run');
  }
  await stage.jobsDone();
  if ((await status()) !== 'DONE') throw new Error('the import did not end');
  return acks;
}

async function decide(stage: Stage, bot: Program): Promise<number[]> {
  const acks = await deliverAll(bot, await stage.decisions(atOnce), atOnce);
  return acks.map(({ ms }) => ms);
}

const said = (acks: readonly number[]): string =>
  `median ${median(acks).toFixed(0)} ms, p99 ${quantile(acks, 0.99).toFixed(0)} ms, slowest ${Math.max(...acks).toFixed(0)} ms`;
