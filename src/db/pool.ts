import { connect } from 'node:net';
import pg from 'pg';
import type { Deadline } from '../core/deadline.ts';
import { fromDatabase } from './origin.ts';

/**
 * Connections whose work ends with its deadline: who gets one past it is refused, and what runs on one when it passes is
 * cancelled in PostgreSQL too, where it would go on for nobody.
 */
export class Pool extends pg.Pool {
  readonly #lent = new WeakMap<pg.PoolClient, () => void>();

  /** A connection for what is done for as long as somebody waits. */
  lend(until: Deadline | null): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      this.connect((error, client) => {
        if (!client) return reject(fromDatabase(error));
        try {
          until?.require();
        } catch (late) {
          client.release();
          return reject(late);
        }
        if (until) this.#endWith(client, until);
        resolve(client);
      });
    });
  }

  /** What runs on this connection from now on, a commit, is no longer cancelled. */
  letFinish(client: pg.PoolClient): void {
    this.#lent.get(client)?.();
  }

  #endWith(client: pg.PoolClient, deadline: Deadline): void {
    let cancelled = false;
    const letFinish = deadline.whenPassed(() => {
      cancelled = true;
      cancel(client);
    });
    this.#lent.set(client, letFinish);
    const release = client.release;
    client.release = (error) => {
      letFinish();
      // A cancellation may arrive late: it must not meet the statement of whoever comes next.
      release(error || cancelled);
    };
  }
}

/** Has a session open beside other work, which its first use then finds. Why it does not open, where it does not, that use says. */
export async function openSession(pool: pg.Pool): Promise<void> {
  await pool.connect().then(
    (client) => client.release(),
    () => {},
  );
}

/** PostgreSQL's own way to end what a session runs: a word by another connection, which needs no place in any pool. */
function cancel(client: pg.PoolClient): void {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(80_877_102, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const { host, port } = client;
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  // Where it does not get through, the statement ends at its own limit.
  socket.on('error', () => {}).setTimeout(2000, () => socket.destroy());
  socket.end(request);
}
