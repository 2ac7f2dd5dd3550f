import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isAlive, isPostmasterOf, until } from './processes.ts';

/** The start of the name of every folder made for a server's socket. */
export const socketPrefix = 'satu-pintu-pg-';

export type Postmaster = { pid: number; socketFolder: string; ready: boolean };

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid');

/** What the server wrote about itself into its data folder, or undefined when there is nothing yet. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  const [pid = '', , , , socketFolder = '', , , state = ''] = text.split('\n');
  return Number(pid) > 0
    ? { pid: Number(pid), socketFolder: socketFolder.trim(), ready: state.trim() === 'ready' }
    : undefined;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends a server in the order fast, immediate, killed, until `gone` says that it went. Fast closes every session
 * and writes a checkpoint, which 30 s is ample for; what comes after costs a recovery at the next start.
 */
export async function endPostmaster(pid: number, gone: () => boolean | Promise<boolean>): Promise<void> {
  for (const [name, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name);
    if (await until(gone, patience)) return;
  }
  throw new Error(`The PostgreSQL server ${pid} does not end.`);
}

/**
 * A server that was killed leaves its file, and its id may live on: as a process that nobody has reaped, or as another
 * program's. Only for a cluster that no server works on.
 */
export async function disownPidFile(cluster: string): Promise<void> {
  const left = await readPostmaster(cluster);
  if (left === undefined || !isAlive(left.pid)) return;
  // With our own id a new server, our child, takes the file for stale. Removing the file instead would also
  // remove the key to the shared memory by which the server notices that old sessions still run.
  const [, ...rest] = (await readFile(pidFile(cluster), 'utf8')).split('\n');
  await writeFile(pidFile(cluster), [process.pid, ...rest].join('\n'), { flag: 'r+' });
}

/**
 * Clears what a killed program, or a crashed machine, left in the cluster: a server that still runs is stopped,
 * and a process id that meanwhile belongs to another program no longer keeps a new server from starting.
 */
export async function clearOrphan(cluster: string, log: (message: string) => void): Promise<void> {
  const left = await readPostmaster(cluster);
  if (left === undefined) return;
  if (await isPostmasterOf(left.pid, cluster)) {
    log(`Stopping the PostgreSQL server ${left.pid} that a killed run left behind.`);
    // Not by whether the id still exists: in a container nobody may reap a killed run's children.
    await endPostmaster(left.pid, async () => !(await isPostmasterOf(left.pid, cluster)));
  }
  await disownPidFile(cluster);
  if (basename(left.socketFolder).startsWith(socketPrefix)) {
    await rm(left.socketFolder, { recursive: true, force: true });
  }
}
