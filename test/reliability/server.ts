import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import pg from 'pg';
import { sampleDatabase } from '../support/bot.ts';

/** A PostgreSQL of its own with the sample organisation in it, which can be stopped and started at one address. */
export interface RestartableServer {
  url: string;
  /** Ends every session at once, as a restart by an administrator does. */
  halt(): Promise<void>;
  start(): Promise<void>;
  drop(): Promise<void>;
}

export async function startRestartableServer(): Promise<RestartableServer> {
  const database = await sampleDatabase(true);
  const pid = database.pid ?? 0;
  const [command = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const { uid, gid } = statSync(`/proc/${pid}`);
  let again: ChildProcess | undefined;
  const gone = async (id: number) => {
    while (isRunning(id)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  async function halt(): Promise<void> {
    const id = again?.pid ?? pid;
    if (!isRunning(id)) return;
    process.kill(id, 'SIGINT');
    await gone(id);
  }
  return {
    url: database.url,
    halt,
    async start() {
      again = spawn(command, args, { uid, gid, stdio: 'ignore' });
      await once(again, 'spawn');
      await answers(database.url);
    },
    async drop() {
      if (again) await halt();
      await database.drop();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until the server takes connections. */
async function answers(url: string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    const failed = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.end().catch(() => {});
    if (failed === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
