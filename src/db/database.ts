import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import type { DataKeys } from '../core/data-keys.ts';
import type { Deadline, Until } from '../core/deadline.ts';
import { packages } from '../core/packages.ts';
import type { Queryable } from '../core/queryable.ts';
import type { PrismaClient } from './generated/client.ts';
import { createKeyring, type Keyring, type RootKeySource } from './keyring.ts';
import { fromDatabase } from './origin.ts';
import { Pool } from './pool.ts';
import { prismaLater } from './prisma-later.ts';

/** How long one interactive statement may take. A click has 3 s in all, so a stalled database is given up on before. */
export const interactiveTimeoutMs = 2000;

declare const open: unique symbol;

/**
 * One open transaction, which only `Database.transaction` makes. Everything in it commits or rolls back together, jobs and
 * audit included: what writes those takes nothing else.
 */
export interface Tx extends Queryable {
  readonly [open]: true;
  /** As of a database, in this transaction. */
  copy: Database['copy'];
}

export interface Database {
  /** The model, for reading. */
  readonly prisma: PrismaClient;
  /** One statement outside a transaction, which ends by its own limit. */
  query: Tx['query'];
  /** The same for as long as somebody waits: what runs when their deadline passes is ended, and nothing further begins. */
  within(until: Until): Queryable;
  /** The keys of what lies sealed in it. */
  readonly keys: DataKeys;
  /**
   * State changes: a transaction on a connection of its own, for as long as somebody waits. An error rolls all of it back, and so does
   * their deadline, whatever runs then; a commit that is under way ends as it would have.
   */
  transaction<T>(until: Until, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Has these rows copied into a table, all of them or none: a fraction of what inserting them costs. For jobs, which nobody waits for. */
  copy(table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Promise<void>;
  /** The keys themselves, for who makes and destroys them. */
  readonly keyring: Keyring | undefined;
  close(): Promise<void>;
}

/** What COPY takes for a column; bytes are that, other objects become JSON. */
export type CopyValue = string | number | null | object;

const statementNames = new Map<string, string>();

/**
 * PostgreSQL parses a text once per session, by this name. It means the same text everywhere: should several programs ever
 * come to share a session, none of them runs another one's statement.
 */
function nameOf(text: string): string {
  let name = statementNames.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url');
    statementNames.set(text, name);
  }
  return name;
}

function queryOn(client: pg.PoolClient, until: Deadline | null): Tx['query'] {
  return async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    until?.require();
    try {
      return await run<Row>(client, { name: nameOf(text), text, values });
    } catch (error) {
      // Where in the program it was asked: the driver's own trace begins at its socket.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  };
}

/**
 * Has the driver run a statement. A query that is built already it takes as it is, and a callback it calls: of anything else it makes copies, and
 * several promises where one will do.
 */
function run<Row extends object>(
  client: pg.PoolClient,
  { name, text, values = [] }: { name?: string; text: string; values?: readonly unknown[] },
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<Row>(text, [...values], (error, result) =>
      error ? reject(fromDatabase(error)) : resolve(result.rows),
    );
    client.query(Object.assign(query, { name }));
  });
}

function failed(error: unknown): never {
  throw fromDatabase(error);
}

function copyBy(client: pg.PoolClient): Database['copy'] {
  return async (table, columns, rows) => {
    // Loaded with the first import, as everything that a start can do without.
    const { from: copyFrom } = await packages.copyStreams();
    const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    await pipeline(Readable.from([Buffer.from(copyText(rows))]), stream).catch(failed);
  };
}

export interface PoolOptions {
  max?: number;
  timeoutMs?: number;
}

/** A database whose confidential columns are opened, or one that nobody reads of: then there is no key. */
export interface DatabaseOptions extends PoolOptions {
  keyring?: Keyring | undefined;
  rootKey?: RootKeySource;
}

/** A pool whose sessions give up in time, for who needs the sessions themselves. */
export function openPool(url: string, options: PoolOptions = {}): Pool {
  const timeoutMs = options.timeoutMs ?? interactiveTimeoutMs;
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: timeoutMs,
    // The server gives up first; the client's own limit is for a server that does not even answer.
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 250,
    idle_in_transaction_session_timeout: 10 * timeoutMs,
  });
  // A connection that breaks (a database restart) is replaced at the next use; unheard, its error would end us.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Opens the pool that interactive work shares. Jobs, which may take longer, have a pool of their own. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { keyring, rootKey, ...pool } = options;
  return databaseOf(openPool(url, pool), keyring ?? (rootKey ? createKeyring(rootKey) : undefined));
}

/** The database by a pool that is there already, which closes with it. */
export function databaseOf(pool: Pool, keyring?: Keyring): Database {
  const prisma = prismaLater(pool, nameOf);
  const queryWithin =
    (until: Deadline | null): Tx['query'] =>
    (text, values) =>
      lent(until, (client) => queryOn(client, until)(text, values));
  const query = queryWithin(null);
  const keysBy = (by: Tx['query']): DataKeys => keyring?.by(by) ?? noKeys;

  async function transaction<T>({ until }: Until, work: (tx: Tx) => Promise<T>): Promise<T> {
    // Before anything is held: what it makes stays, whatever becomes of this transaction.
    if (keyring && !keyring.isReady()) await keyring.ready(query);
    const client = await pool.lend(until);
    let broken: Error | undefined;
    try {
      await run(client, { text: 'BEGIN' });
      const own = queryOn(client, until);
      const result = await work({ query: own, keys: keysBy(own), copy: copyBy(client) } as Tx);
      until?.require();
      pool.letFinish(client);
      await run(client, { text: 'COMMIT' });
      return result;
    } catch (error) {
      if (isKeyGone(error)) keyring?.expire();
      broken = isReadTimeout(error) ? error : await client.query('ROLLBACK').then(() => undefined, asError);
      throw error;
    } finally {
      // A connection that did not answer, or could not roll back, is in an unknown state: close it.
      client.release(broken);
    }
  }

  /** Lends a connection to one statement, or to what is copied: where that fails it is closed. */
  async function lent<T>(until: Deadline | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.lend(until);
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      broken = asError(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  const own = keysBy(query);
  const seal: DataKeys['seal'] = async (...of) => {
    await keyring?.ready(query);
    return own.seal(...of);
  };
  const sealColumn: DataKeys['sealColumn'] = async (...of) => {
    await keyring?.ready(query);
    return own.sealColumn(...of);
  };
  const keys = { ...own, seal, sealColumn };

  return {
    prisma: prisma.client,
    query,
    keys,
    keyring,
    within: ({ until }) => ({ query: queryWithin(until), keys }),
    transaction,
    copy: (...of) => lent(null, (client) => copyBy(client)(...of)),
    async close() {
      await prisma.close();
      await pool.end();
    },
  };
}

const noKey = (): never => {
  throw new Error('this database was opened without its keys');
};
const noKeys: DataKeys = { seal: noKey, sealColumn: noKey, open: noKey, openBytes: noKey, hash: noKey };

/** A key was destroyed that somebody who had slept since before still sealed under. */
const isKeyGone = (error: unknown): boolean =>
  isForeignKeyViolation(error) && (error.constraint ?? '').endsWith('_key_id_fkey');

const copyEscapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Rows in COPY's own text format. */
function copyText(rows: readonly (readonly CopyValue[])[]): string {
  let text = '';
  for (const row of rows) {
    for (const [index, value] of row.entries()) {
      if (index > 0) text += '\t';
      text += value === null ? '\\N' : typeof value === 'number' ? value : escaped(value);
    }
    text += '\n';
  }
  return text;
}

function escaped(value: string | object): string {
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return written.replaceAll(/[\\\t\n\r]/g, (sign) => copyEscapes[sign] ?? sign);
}

/** pg's client-side limit: the server has not answered, so the connection cannot be used any more. */
function isReadTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** True for PostgreSQL's error when a unique constraint refuses a row; `constraint` narrows it to one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/** True for PostgreSQL's error when a foreign key refuses a row, or keeps one. */
export function isForeignKeyViolation(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === '23503';
}

/** True for PostgreSQL's error when this exclusion constraint refuses a row. */
export function isExclusionViolation(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code === '23P01' && error.constraint === constraint;
}
