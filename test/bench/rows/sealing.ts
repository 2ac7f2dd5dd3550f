import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKeys, SealedTable } from '../../../src/core/data-keys.ts';
import { createKeyring, type Query } from '../../../src/db/keyring.ts';
import { compared } from '../support/statistics.ts';
import type { Row } from './row.ts';

const rounds = 15;

/** What is sealed: short and many, or long and few. */
interface Sealed {
  name: string;
  table: SealedTable;
  column: string;
  values: Buffer[];
}

const kinds: readonly Sealed[] = [
  {
    name: '20,000 telephone numbers',
    table: 'partner_account',
    column: 'phone',
    values: Array.from({ length: 20_000 }, (_, n) => Buffer.from(`0812-${String(n).padStart(8, '0')}`)),
  },
  {
    name: '1,000 blocks of rows, 24 KB each',
    table: 'import_block',
    column: 'rows',
    values: Array.from({ length: 1_000 }, () => randomBytes(24 * 1024)),
  },
  {
    name: '40 letters of 1 MB',
    table: 'attachment',
    column: 'content',
    values: Array.from({ length: 40 }, () => randomBytes(1024 * 1024)),
  },
];

/** Fields sealed and opened by the database's keys, and the same bytes by AES-256-GCM of node:crypto alone, with a nonce drawn for each. CPU. */
export async function sealingRows(): Promise<Row[]> {
  const keys = await keysInMemory();
  const rows: Row[] = [];
  for (const kind of kinds) {
    const sealing: { ours: number; floor: number }[] = [];
    const opening: { ours: number; floor: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const sealed: Buffer[] = [];
      const ours = await cpuOf(() => sealAll(keys, kind, sealed));
      const bare: Bare[] = [];
      const floor = await cpuOf(async () => {
        for (const value of kind.values) bare.push(bareSeal(value));
      });
      const oursOpening = await cpuOf(() => openAll(keys, kind, sealed));
      const floorOpening = await cpuOf(async () => {
        for (const one of bare) bareOpen(one);
      });
      // The first one warms both up.
      if (round === 0) continue;
      sealing.push({ ours, floor });
      opening.push({ ours: oursOpening, floor: floorOpening });
    }
    rows.push({ name: `sealing ${kind.name}`, unit: 'ms CPU', goal: 1.5, ...compared(sealing) });
    rows.push({ name: `opening ${kind.name}`, unit: 'ms CPU', goal: 1.5, ...compared(opening) });
  }
  return rows;
}

async function sealAll(keys: DataKeys, { table, column, values }: Sealed, into: Buffer[]): Promise<void> {
  for (const [n, value] of values.entries()) {
    const sealed = (await keys.seal(table, String(n), { [column]: value }))[column];
    if (sealed) into.push(sealed);
  }
}

async function openAll(keys: DataKeys, { table, column }: Sealed, sealed: readonly Buffer[]): Promise<void> {
  for (const [n, value] of sealed.entries()) await keys.openBytes(table, String(n), { [column]: value });
}

interface Bare {
  nonce: Buffer;
  tag: Buffer;
  text: Buffer;
}

const bareKey = randomBytes(32);

function bareSeal(value: Buffer): Bare {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bareKey, nonce);
  const text = cipher.update(value);
  cipher.final();
  return { nonce, tag: cipher.getAuthTag(), text };
}

function bareOpen({ nonce, tag, text }: Bare): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', bareKey, nonce).setAuthTag(tag);
  const value = decipher.update(text);
  decipher.final();
  return value;
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Keys as a database has them, whose table is a list. */
async function keysInMemory(): Promise<DataKeys> {
  const table: { id: number; purpose: unknown; sealed: unknown }[] = [];
  const query: Query = async (text, values = []) => {
    if (text.startsWith('INSERT'))
      table.push({ id: table.length + 1, purpose: values[0], sealed: values[1] });
    return table as never[];
  };
  const keyring = createKeyring(randomBytes(32).toString('hex'));
  await keyring.ready(query);
  return keyring.by(query);
}
