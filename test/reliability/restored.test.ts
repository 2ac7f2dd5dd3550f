import type { Playground } from '@satu-pintu/playground';
import { type Platform, platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { noticeLife } from '../../src/db/life.ts';
import { aroundBot, sampleDatabase, samplePlayground } from '../support/bot.ts';
import { connected, databaseUrl } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { type Program, replicaEnv, runProgram } from '../support/program.ts';
import { ask, forJoko, forRina } from '../support/user-id-steps.ts';

/** The request of the old card is none of this life's. */
const refusal = /Permohonan ini tidak ditemukan|bukan wewenang Anda|kartu versi lama/;
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A database as it was when it was last run, and a backup of that moment. */
async function withBackup(): Promise<{ url: string; backup: string }> {
  const database = await sampleDatabase();
  const db = openDatabase(database.url, { max: 1, timeoutMs: 60_000 });
  await noticeLife(db, new Date());
  await db.close();
  const name = new URL(database.url).pathname.slice(1);
  const maintenance = (text: string) => connected(inject('postgresUrl'), (client) => client.query(text));
  await maintenance(`CREATE DATABASE ${name}_backup TEMPLATE ${name} STRATEGY FILE_COPY`);
  cleanups.push(
    () => maintenance(`DROP DATABASE ${name}_backup WITH (FORCE)`),
    () => database.drop(),
  );
  return { url: database.url, backup: databaseUrl(database.url, `${name}_backup`) };
}

async function run(playground: Playground, url: string, platform: Platform) {
  const program: Program = await runProgram(replicaEnv(playground, url, [platform]));
  cleanups.push(() => program.kill());
  const around = aroundBot(playground, url, [platform]);
  await around.door().deliverTo(program.url);
  return { ...around, program };
}

describe.each(platforms)('a backup that is restored, in %s', (platform) => {
  it('U-1 I-3 knows nothing of what came after it: an old card decides nobody’s new request', async () => {
    const { url, backup } = await withBackup();
    const playground = await samplePlayground([platform], 10);
    cleanups.push(() => playground.stop());
    const lost = await run(playground, url, platform);
    const old = await ask(lost.person('rina.wulandari'), forRina);
    await lost.person('bima.santoso').sees(old);
    await lost.program.kill();

    const restored = await run(playground, backup, platform);
    const anew = await ask(restored.person('rina.wulandari'), forJoko);
    expect(anew).not.toBe(old);
    const bima = restored.person('bima.santoso');
    await bima.sees(anew);
    const [before] = await restored.query('SELECT status FROM user_id_request');
    await bima.click('Approve', { in: old });
    await bima.sees(refusal);
    expect(await restored.query('SELECT 1 FROM user_id_decision')).toEqual([]);
    expect(await restored.query('SELECT status FROM user_id_request')).toEqual([before]);
  });
});
