import { rmSync } from 'node:fs';
import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, canReach } from './account.ts';
import { passwordFile, superuser } from './cluster.ts';
import { socketPrefix } from './postmaster.ts';

/** Where clients reach a server: the settings that make it listen there, and the URL of a database. */
export type Listening = {
  settings: Record<string, string>;
  url(database: string): string;
  /** Synchronous, for it is also called while the process exits. */
  close(): void;
};

/** The system's limit for a socket's path is 104 bytes on macOS and 108 on Linux; the file's name takes 14. */
const longestSocketFolder = 85;

/** A Unix socket in a new folder that only the server's account, and root, can enter: being able to is the key. */
export async function onSocket(account: Account | undefined): Promise<Listening> {
  const folder = await mkdtemp(join(await socketParent(account), socketPrefix));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return {
    settings: {
      listen_addresses: '',
      unix_socket_directories: `"${folder}"`,
      unix_socket_permissions: '0700',
      port: '5432',
    },
    url: (database) => urlOnSocket(folder, database),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const urlOnSocket = (folder: string, database: string): string =>
  `postgresql://${superuser}@localhost:5432/${database}?host=${encodeURIComponent(folder)}`;

async function socketParent(account: Account | undefined): Promise<string> {
  const folder = tmpdir();
  const short = Buffer.byteLength(join(folder, `${socketPrefix}123456`)) <= longestSocketFolder;
  return short && !folder.includes('"') && (await canReach(join(folder, 'x'), account)) ? folder : '/tmp';
}

/** Windows has no Unix sockets here: a free port of the loopback address, behind the cluster's password. */
export async function onLoopback(home: string): Promise<Listening> {
  const password = (await readFile(passwordFile(home), 'utf8')).trim();
  const port = await freePort();
  return {
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) },
    url: (database) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    close: () => {},
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
