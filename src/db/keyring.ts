import { createHmac, randomBytes } from 'node:crypto';
import {
  type Clear,
  type DataKeys,
  type Purpose,
  purposes,
  type SealedColumns,
  type SealedTable,
  sealedTables,
} from '../core/data-keys.ts';
import { deriveKey, seal, unseal } from '../core/keys.ts';
import type { Queryable } from '../core/queryable.ts';

/** By what the keys are read: a session that is there already, so that nobody waits for a second one while holding a first. */
export type Query = Queryable['query'];

/** The data keys of one database, in memory (T-2). Replicas learn of each other's new keys by reading them again. */
export interface Keyring {
  /** Whether they are known, one for each purpose. */
  isReady(): boolean;
  /** Has read the keys, and made those that were missing. Outside a transaction: what is made stays. */
  ready(query: Query): Promise<void>;
  /** Reads them again at the next use. */
  expire(): void;
  /** Makes a key for each purpose whose keys are all retired: what is sealed from then on is so under that one. */
  renew(query: Query): Promise<void>;
  /** The keys, read by this session where one is not known. */
  by(query: Query): DataKeys;
}

interface Kept {
  active: Map<Purpose, number>;
  keys: Map<number, Buffer>;
  readAt: number;
}

/** After so long the keys are read again beside the work that uses them, and after twice that before it. */
const freshMs = 30_000;
/** For so long after it was retired nobody destroys a key: whoever is awake has read the keys again by then. */
export const retiredMs = 4 * freshMs;
const idBytes = 4;

/** The root key of a database, or how it is got at the first use. */
export type RootKeySource = string | ((query: Query) => Promise<string>);

export function createKeyring(source: RootKeySource): Keyring {
  let root: Promise<string> | undefined;
  let kept: Kept | undefined;
  let reading: Promise<Kept> | undefined;
  let readying: Promise<void> | undefined;

  async function rootBy(query: Query, purpose: string): Promise<Buffer> {
    root ??= (typeof source === 'string' ? Promise.resolve(source) : source(query)).catch(
      (error: unknown) => {
        root = undefined;
        throw error;
      },
    );
    return deriveKey(await root, purpose);
  }
  const wrappingBy = (query: Query) => rootBy(query, 'data keys');

  async function read(query: Query): Promise<Kept> {
    const key = await wrappingBy(query);
    const rows = await query<DataKeyRow>('SELECT id, purpose, sealed FROM data_key ORDER BY id');
    const keys = new Map(rows.map((row) => [row.id, unwrapped(row, key)]));
    // The newest, which is retired already for as long as there is no other one.
    const active = new Map(rows.map(({ id, purpose }) => [purpose, id]));
    kept = { active, keys, readAt: performance.now() };
    return kept;
  }

  /** By one for all who ask meanwhile. */
  function readOnce(query: Query): Promise<Kept> {
    reading ??= read(query).finally(() => {
      reading = undefined;
    });
    return reading;
  }

  /** What was read before the missing ones were made is not enough to seal by. */
  const isReady = (): boolean => kept !== undefined && purposes.every((purpose) => kept?.active.has(purpose));

  /** Once for all who wait; a failure is theirs together, and whoever comes next tries anew. */
  async function ready(query: Query): Promise<void> {
    if (isReady()) return;
    readying ??= makeMissing(query).finally(() => {
      readying = undefined;
    });
    await readying;
  }

  async function makeMissing(query: Query): Promise<void> {
    const { active } = await readOnce(query);
    const missing = purposes.filter((purpose) => !active.has(purpose));
    if (missing.length === 0) return;
    const key = await wrappingBy(query);
    for (const purpose of missing) await addDataKey(query, purpose, key);
    await read(query);
  }

  /** Without a wait where they are fresh: thousands of values are sealed one after the other. */
  function current(query: Query): Kept | Promise<Kept> {
    if (!kept) return readOnce(query);
    const age = performance.now() - kept.readAt;
    // By the caller's own session: one that somebody waits for outside a transaction may wait for a place that the caller's holds.
    if (age > 2 * freshMs) return read(query);
    if (age > freshMs) readOnce(query).catch(() => {});
    return kept;
  }

  function opening<Opened>(query: Query, as: (opened: Buffer<ArrayBuffer>) => Opened) {
    return async (table: SealedTable, row: string, fields: Fields<Buffer>): Promise<Fields<Opened>> => {
      const now = current(query);
      let { keys } = now instanceof Promise ? await now : now;
      const opened: Fields<Opened> = {};
      for (const name of Object.keys(fields)) {
        const value = fields[name] ?? null;
        if (value && !keys.has(value.readUInt32BE())) ({ keys } = await read(query));
        opened[name] = value && as(openedBy(keys, value, placeOf(table, name, row)));
      }
      return opened;
    };
  }

  /** Under which key what is of this table is sealed now. */
  async function sealingKey(query: Query, table: SealedTable): Promise<SealingKey> {
    const now = current(query);
    const { active, keys } = now instanceof Promise ? await now : now;
    const id = active.get(sealedTables[table].purpose) ?? 0;
    const key = keys.get(id);
    if (!key) throw new Error(`there is no key for ${table}`);
    return { id, key };
  }

  return {
    isReady,
    ready,
    expire() {
      kept = undefined;
    },
    async renew(query) {
      const key = await wrappingBy(query);
      for (const purpose of purposes) await addDataKey(query, purpose, key);
      await read(query);
    },
    by: (query) => ({
      async seal(table, row, fields) {
        const by = await sealingKey(query, table);
        const sealed: Fields<Buffer> = {};
        for (const name of Object.keys(fields)) {
          const value = fields[name] ?? null;
          sealed[name] = value === null ? null : sealedUnder(by, value, placeOf(table, name, row));
        }
        return sealed as never;
      },
      async sealColumn(table, column, values) {
        const by = await sealingKey(query, table);
        return values.map(([row, value]) => sealedUnder(by, value, placeOf(table, column, row)));
      },
      open: opening(query, String) as DataKeys['open'],
      openBytes: opening(query, (bytes) => bytes) as DataKeys['openBytes'],
      async hash(kind, value) {
        const key = await rootBy(query, `equality of ${kind}`);
        return createHmac('sha256', key).update(value).digest('base64url');
      },
    }),
  };
}

/** Of one row, by column. Null stays null. */
type Fields<Value> = Record<string, Value | null>;

interface DataKeyRow {
  id: number;
  purpose: Purpose;
  sealed: Buffer;
}

/** Has a new key sealed under from now on; none where there is one already. */
async function addDataKey(query: Query, purpose: Purpose, wrapping: Buffer): Promise<void> {
  await query(
    `INSERT INTO data_key (purpose, sealed, made_at) VALUES ($1, $2, now())
     ON CONFLICT (purpose) WHERE retired_at IS NULL DO NOTHING`,
    [purpose, seal(randomBytes(32), wrapping, wrappedAs(purpose))],
  );
}

const wrappedAs = (purpose: Purpose): string => `data key for ${purpose}`;

function unwrapped({ id, purpose, sealed }: DataKeyRow, wrapping: Buffer): Buffer {
  const key = unseal(sealed, wrapping, wrappedAs(purpose));
  if (!key) throw new Error(`data key ${id} does not open`);
  return key;
}

/** What each value is sealed as, so that it opens in its own place alone. */
const placeOf = (table: SealedTable, column: string, row: string): string => {
  const { as = table }: SealedColumns = sealedTables[table];
  return `${as}.${column} ${row}`;
};

interface SealingKey {
  id: number;
  key: Buffer;
}

/** The number of its key stands before what is sealed. */
function sealedUnder({ id, key }: SealingKey, value: Clear, place: string): Buffer {
  const sealed = seal(value, key, place, idBytes);
  sealed.writeUInt32BE(id);
  return sealed;
}

function openedBy(keys: Kept['keys'], value: Buffer, place: string): Buffer<ArrayBuffer> {
  const key = keys.get(value.readUInt32BE());
  const opened = key && unseal(value, key, place, idBytes);
  if (!opened) throw new Error(`${place} does not open`);
  return opened;
}
