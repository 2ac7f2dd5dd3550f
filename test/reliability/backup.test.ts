import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mail } from '@satu-pintu/playground';
import { platforms, slackPerson } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { aroundBot, loadSample, samplePlayground } from '../support/bot.ts';
import { connected } from '../support/database.ts';
import {
  hasInstalledPostgres,
  installedTitle,
  runInstalled,
  startInstalledPostgres,
} from '../support/installed-postgres.ts';
import { replicaEnv, runProgram } from '../support/program.ts';
import { approve, ask, forRina, forWahyu } from '../support/user-id-steps.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const messageIds = (mails: readonly Mail[]): (string | undefined)[] =>
  mails.map(({ headers }) => headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value);

describe.skipIf(!hasInstalledPostgres)(
  installedTitle('a dump of the PostgreSQL that is installed here'),
  () => {
    it('U-10 T-1 T-6 made while the program runs and restored elsewhere loses nothing, sends nothing twice, and its log holds', async () => {
      const playground = await samplePlayground(platforms, 10);
      cleanups.push(() => playground.stop());
      const server = async () => {
        const { url, stop } = await startInstalledPostgres();
        cleanups.push(stop);
        return url;
      };
      const run = async (url: string) => {
        const program = await runProgram(replicaEnv(playground, url, platforms));
        cleanups.push(() => program.kill());
        const around = aroundBot(playground, url, platforms);
        for (const platform of platforms) await around.door(platform).deliverTo(program.url);
        return { ...around, program };
      };
      const leftToDo = `SELECT key FROM posted_card WHERE posted_at IS NULL AND failure IS NULL
      UNION ALL SELECT task_identifier FROM graphile_worker.jobs WHERE run_at <= now()`;

      const [before, after] = [await server(), await server()];
      await loadSample(before);
      const first = await run(before);
      const onTeams = (account: string) => first.person(account, 'teams');
      const onSlack = (account: string) => first.person(account, 'slack');
      const [rina, bima, dewi] = [
        onTeams('rina.wulandari'),
        onTeams('bima.santoso'),
        onTeams('dewi.lestari'),
      ];
      const [joko, sari, tono] = [onSlack('joko.prasetyo'), onSlack('sari.utami'), onSlack('tono.wijaya')];
      for (const person of [bima, dewi, sari]) await person.command('/pintu');
      const approved = await ask(rina, forRina);
      await approve(bima, approved);
      const other = await ask(joko, forWahyu);
      await expect.poll(() => first.query(leftToDo)).toEqual([]);
      // What Slack puts off is in the dump as work that is still to be done.
      const { channel } = await slackPerson(playground, sari.who).message(other);
      await playground.api.failApi({
        ...{ method: 'chat.postMessage', kind: 'rate_limited', channel },
        ...{ retryAfter: 3600, times: 1 },
      });
      const unsent = await ask(joko, forWahyu);
      await first.mail.to('sari.utami@nusantara.example').latest(unsent);
      const putOff = `SELECT c.key FROM posted_card c JOIN graphile_worker.jobs j ON j.key = 'deliver ' || c.key
      WHERE c.posted_at IS NULL AND j.locked_at IS NULL AND j.run_at > now() + interval '1 minute'`;
      await expect
        .poll(async () => [await first.query(putOff), await first.query(leftToDo)])
        .toEqual([[expect.anything()], [expect.anything()]]);
      const letters = await playground.api.mails({});

      const folder = await mkdtemp(path.join(tmpdir(), 'backup-'));
      cleanups.push(() => rm(folder, { recursive: true, force: true }));
      const file = path.join(folder, 'pintu.dump');
      await runInstalled('pg_dump', '--format=custom', `--file=${file}`, before);
      await first.program.kill();
      await runInstalled('pg_restore', '--exit-on-error', '--no-owner', `--dbname=${after}`, file);
      // What was put off for an hour was put off in the other life.
      await connected(after, (client) =>
        client.query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'deliver %'"),
      );

      const second = await run(after);
      expect(await second.query("SELECT 1 FROM audit_entry WHERE action = 'database.restored'")).toHaveLength(
        1,
      );
      await sari.sees(unsent);
      await expect.poll(() => second.query(leftToDo)).toEqual([]);
      for (const [person, number] of [
        ...[rina, bima, dewi].map((each) => [each, approved] as const),
        ...[joko, sari].flatMap((each) => [other, unsent].map((number) => [each, number] as const)),
      ])
        expect(await person.cards(number), `${number} of ${person.who}`).toHaveLength(1);
      expect(messageIds(await playground.api.mails({}))).toEqual(messageIds(letters));

      const next = await ask(joko, forWahyu);
      expect(Number(next.slice(-6))).toBeGreaterThan(100_000);
      await approve(dewi, approved);
      for (const number of [other, unsent]) await approve(sari, number);
      expect(await second.query('SELECT status FROM user_id_request ORDER BY id')).toEqual([
        { status: 'WAITING_MANAGER' },
        { status: 'WAITING_VERIFICATOR' },
        { status: 'WAITING_VERIFICATOR' },
        { status: 'WAITING_ATASAN' },
      ]);
      await tono.command('/pintu audit verify');
      const text = translate('id');
      // Whether or not something has been sealed by now.
      await tono.sees(new RegExp(`${text('audit.holdsAlone')}|${text('audit.nothingSealed')}`));
    });
  },
);
