import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Program, runProgram } from '../support/program.ts';
import { openSmallDisk } from '../support/small-disk.ts';

/** As root the cluster lies in the data directory as well: the service's account passes these folders. */
const disk = openSmallDisk(400);
const why = disk ? '' : ' (skipped: root alone can mount the small disk that it takes)';
const folder = disk?.folder ?? mkdtempSync(path.join(tmpdir(), 'embedded-program-'));
const cluster = path.join(folder, 'data', 'postgres', 'cluster');

let program: Program;
beforeAll(async () => {
  chmodSync(folder, 0o711);
  program = await runProgram({ DATA_DIR: path.join(folder, 'data') });
});
afterAll(async () => {
  await program?.stop();
  if (disk) disk.remove();
  else rmSync(folder, { recursive: true });
});

const answer = async (what: string) => (await fetch(`${program.url}/${what}`)).status;
const states = async () => [await answer('healthz'), await answer('readyz')];
const told = (words: string) => program.output().split(words).length - 1;
const ended = 'the embedded PostgreSQL ended by itself';
const runsAgain = 'the embedded PostgreSQL runs again';

/** What the playground is asked runs through the bot and its database: a command and its answer. */
async function answersPeople(): Promise<void> {
  const call = async (name: string, args: object) =>
    (
      await fetch(`${program.url}/playground/api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(args),
      })
    ).json();
  const ask = () => call('command', { person: 'rina.wulandari', text: '/userid list' });
  await expect.poll(async () => JSON.stringify(await ask())).toContain('200');
}

/** A session of the server's superuser, to whom root alone may talk. */
async function session(): Promise<pg.Client> {
  const socketFolder = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[4];
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Has the server write into its journal until it ends. */
async function fillJournal(client: pg.Client): Promise<void> {
  try {
    for (;;) await client.query(`SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()`);
  } catch {
    // It is gone.
  }
}

describe('the embedded PostgreSQL', () => {
  it('that is killed runs again by itself; until then health and readiness say so, and the log says why once', async () => {
    expect(await states()).toEqual([200, 200]);
    const [pid = ''] = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    // Without this it cannot start, so that what is said of it in between can be seen.
    const control = path.join(cluster, 'global', 'pg_control');
    renameSync(control, `${control}.away`);
    process.kill(Number(pid), 'SIGKILL');
    await expect.poll(states).toEqual([503, 503]);
    renameSync(`${control}.away`, control);
    await expect.poll(states).toEqual([200, 200]);
    await answersPeople();
    expect([told(ended), told(runsAgain)]).toEqual([1, 1]);
    expect(program.output()).toContain('PostgreSQL ended with SIGKILL');
    expect(program.process.exitCode).toBe(null);
  });

  it.skipIf(!disk)(
    `whose disk is full takes changes again by itself once there is room, and the log says why once${why}`,
    async () => {
      const before = told(ended);
      const client = await session();
      disk?.fill();
      await expect
        .poll(async () => (await fetch(`${program.url}/readyz`)).text())
        .toContain('takes no changes');
      // The server has room in its journal for a while, and ends when it needs the next piece.
      await fillJournal(client);
      await expect.poll(states).toEqual([503, 503]);
      disk?.free();
      await expect.poll(states).toEqual([200, 200]);
      await answersPeople();
      expect([told(ended), told(runsAgain)]).toEqual([before + 1, before + 1]);
      expect(program.output()).toContain(`The disk of ${path.dirname(cluster)} is full`);
      expect(program.process.exitCode).toBe(null);
    },
  );
});
