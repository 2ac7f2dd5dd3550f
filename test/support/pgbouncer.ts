import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { connected } from './database.ts';
import { freePort } from './free-port.ts';

const program = [process.env.PGBOUNCER_PATH, '/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(
  (file): file is string => file !== undefined && existsSync(file),
);

/** The title of a test of poolers, which says aloud why it is skipped. */
export function poolerTitle(title: string): string {
  return program ? title : `${title} (skipped: no PgBouncer found; install Debian's package pgbouncer)`;
}
export const hasPooler = program !== undefined;

export interface Pooler {
  /** Leads to a database of the server behind it. */
  url(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** A PgBouncer before the server at this address, which is reached over its socket. */
export async function startPooler(
  serverUrl: string,
  settings: { pool_mode: 'session' | 'transaction'; ignore_startup_parameters?: string },
): Promise<Pooler> {
  if (!program) throw new Error('There is no PgBouncer.');
  const socket = new URL(serverUrl).searchParams.get('host') ?? '';
  // It refuses to run as root, and the server's own account is the one that its socket lets in.
  const { uid, gid } = statSync(socket);
  const folder = mkdtempSync(path.join(tmpdir(), 'pgbouncer-'));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const file = path.join(folder, 'pgbouncer.ini');
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    ...settings,
  }).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(
    file,
    `[databases]\n* = host=${socket} port=5432 user=postgres\n[pgbouncer]\n${lines.join('\n')}\n`,
    { mode: 0o644 },
  );
  const asRoot = process.getuid?.() === 0;
  const child: ChildProcess = spawn(program, ['-q', file], { stdio: 'ignore', ...(asRoot && { uid, gid }) });
  await once(child, 'spawn');
  const url = (databaseUrl: string) =>
    `postgresql://postgres@127.0.0.1:${port}${new URL(databaseUrl).pathname}`;
  await expect
    .poll(() => connected(url(serverUrl), async () => 'open').catch((error: Error) => error.message))
    .toBe('open');
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
