import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { addMapping } from '../../src/desks/partners/mappings/add.ts';
import { openTicket } from '../../src/desks/satker/tickets/open.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { beginImport } from '../../src/imports/staging.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { writeAccount, writeGrant } from '../support/partner-desk.ts';

const now = new Date('2026-11-21T03:00:00Z');
const policy = { timeZone: 'Asia/Jakarta', partnerMailDomains: [] };
let database: { url: string; drop(): Promise<void> };
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 30_000, max: 20 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const idBy = async (query: string): Promise<number> => (await db.query<{ id: number }>(query))[0]?.id ?? 0;

async function contextOf(account: string): Promise<Context> {
  const people = createPeople({
    db,
    clock: () => now,
    reached: async () => {},
    spoken: (_surface, language) => translate(language),
    timeZone: policy.timeZone,
    defaultLanguage: () => 'id',
  });
  const ctx = await people.contextOf(
    await idBy(`SELECT id FROM person WHERE email LIKE '${account}@%'`),
    'slack',
  );
  if (!ctx) throw new Error(`${account} is nobody`);
  return ctx;
}

/** The audit is not there while this is done: a fault in the middle of a transaction, after the record was written. */
async function withoutAudit(work: () => Promise<unknown>): Promise<void> {
  await db.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
  try {
    await expect(work()).rejects.toThrow('audit_entry');
  } finally {
    await db.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
  }
}

/** What a desk makes, with a key of its own each time; answers its number. */
interface Maker {
  make(key: string): Promise<string>;
  /** Tries that are refused, or repeat another one; none of them makes anything. */
  refused: [string, () => Promise<unknown>][];
}

async function requests(): Promise<Maker> {
  const rina = await contextOf('rina.wulandari');
  const at = { db, policy: { oneStagePerPerson: false } };
  const input = {
    kind: 'UNIT' as const,
    nopek: null,
    name: 'Wahyu',
    position: 'Operator',
    email: 'wahyu@mitra.example',
    unitId: await idBy(`SELECT unit_id AS id FROM person WHERE email LIKE 'rina.%'`),
    atasanId: await idBy(`SELECT id FROM person WHERE email LIKE 'bima.%'`),
    platforms: [{ id: await idBy('SELECT min(id) AS id FROM platform_system'), note: '' }],
    note: null,
    attachmentIds: [],
  };
  return {
    // Each for somebody else: of two for one applicant the second is refused.
    make: async (key) =>
      (await submit(at, rina, { ...input, email: `${key.replaceAll(/\W/g, '.')}@mitra.example` }, key))
        .number,
    refused: [
      ['a stage that nobody can decide', () => submit(at, rina, { ...input, atasanId: 0 }, 'nobody')],
      ['a unit that is not there', () => submit(at, rina, { ...input, unitId: 0 }, 'no unit')],
    ],
  };
}

async function mappings(): Promise<Maker> {
  const tono = await contextOf('tono.wijaya');
  const at = { db, policy };
  const positionId = await idBy(`SELECT id FROM position WHERE code = '50012345'`);
  const personId = await writeAccount(db, { account: 'bernomor', name: 'Bernomor' });
  await writeGrant(db, 'bernomor');
  const roleless = await writeAccount(db, { account: 'tanpa.peran', name: 'Tanpa Peran' });
  let month = 0;
  const wanted = () => {
    month += 1;
    const day = `20${28 + month}-01-0`;
    return { personId, positionId, start: `${day}1`, end: `${day}5` };
  };
  const taken = wanted();
  await addMapping(at, tono, taken, 'taken');
  return {
    make: async (key) => (await addMapping(at, tono, wanted(), key)).number,
    refused: [
      ['days that another mapping has', () => addMapping(at, tono, taken, 'overlaps')],
      [
        'somebody without the role',
        () => addMapping(at, tono, { ...wanted(), personId: roleless }, 'no role'),
      ],
      ['an End before its Start', () => addMapping(at, tono, { ...taken, end: '2028-01-01' }, 'backwards')],
    ],
  };
}

async function tickets(): Promise<Maker> {
  const rina = await contextOf('rina.wulandari');
  const satkerId = await idBy(`SELECT id FROM unit WHERE code = '527010'`);
  const document = () =>
    idBy(
      `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
       VALUES ('surat.pdf', 'application/pdf', 1, '', '', gen_random_uuid()::text, ${rina.actor.id}) RETURNING id`,
    );
  const open = async (key: string, of = satkerId) =>
    openTicket(
      db,
      rina,
      { kind: 'REGISTRATION', satkerId: of, note: null, userId: null, documentId: await document() } as never,
      key,
    );
  return {
    make: async (key) => (await open(key)).number,
    refused: [['a satker that is not there', () => open('nowhere', 0)]],
  };
}

async function imports(): Promise<Maker> {
  const tono = await contextOf('tono.wijaya');
  const file = (source: string) => ({
    fileName: `${source}.xlsx`,
    sha256: Buffer.from(source),
    source,
    channel: null,
  });
  const numberOf = async (id: number | null) =>
    (await db.query<{ number: string }>('SELECT number FROM import WHERE id = $1', [id]))[0]?.number ?? '';
  await beginImport(db, tono, file('read before'));
  await db.query(`UPDATE import SET status = 'DONE' WHERE source = 'read before'`);
  return {
    make: async (key) => numberOf(await beginImport(db, tono, file(key))),
    refused: [
      ['a file that has been read', () => beginImport(db, tono, file('read before')).then(refusedWhenNull)],
    ],
  };
}

async function refusedWhenNull(id: number | null): Promise<void> {
  if (id === null) throw new Error('read already');
}

const desks: [string, () => Promise<Maker>, { audited: boolean }][] = [
  ['requests', requests, { audited: true }],
  ['mappings', mappings, { audited: true }],
  ['tickets', tickets, { audited: true }],
  ['imports', imports, { audited: false }],
];

describe.each(desks)('the numbers of %s', (_, open, { audited }) => {
  let maker: Maker;
  let last: number;
  const next = (number: string) => {
    const found = Number(number.slice(-6));
    const distance = found - last;
    last = found;
    return distance;
  };
  beforeAll(async () => {
    maker = await open();
    last = Number((await maker.make('first')).slice(-6));
  });

  it('U-1 are of the year in which they were made, and follow one another', async () => {
    const number = await maker.make('second');
    expect(number).toMatch(/^[A-Z]{3}-2026-\d{6}$/);
    expect(next(number)).toBe(1);
  });

  it('U-1 are not used up by tries that are refused', async () => {
    for (const [, act] of maker.refused) await expect(act()).rejects.toThrow();
    expect(next(await maker.make('after refusals'))).toBe(1);
  });

  it('U-1 are not used up by the same try again, one after the other or all at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => maker.make('eightfold')));
    made.push(await maker.make('eightfold'));
    expect(new Set(made).size).toBe(1);
    expect(next(made[0] ?? '')).toBe(1);
    expect(next(await maker.make('after repeats'))).toBe(1);
  });

  it.runIf(audited)('U-1 are not used up by a try that fails after the record was written', async () => {
    await withoutAudit(() => maker.make('fails at first'));
    expect(next(await maker.make('fails at first'))).toBe(1);
  });
});

describe('a number', () => {
  it('U-1 does not wait for another transaction that has not ended', async () => {
    const tono = await contextOf('tono.wijaya');
    const begin = (source: string) =>
      beginImport(db, tono, { fileName: 'x.xlsx', sha256: Buffer.from(source), source, channel: null });
    let let_go = (): void => undefined;
    const held = new Promise<void>((resolve) => (let_go = resolve));
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = db.transaction(withoutDeadline, async (tx) => {
      await tx.query(
        `INSERT INTO import (status_since, file_name, sha256, source, person_id, surface, created_at)
         VALUES ($1, 'slow.xlsx', '', 'slow', $2, 'slack', $1)`,
        [now, tono.actor.id],
      );
      written();
      await held;
    });
    await isWritten;
    expect(await begin('fast')).toBeTypeOf('number');
    let_go();
    await slow;
    const [{ slow: of_slow = '', fast = '' } = {}] = await db.query<{ slow: string; fast: string }>(
      `SELECT (SELECT number FROM import WHERE source = 'slow') AS slow, (SELECT number FROM import WHERE source = 'fast') AS fast`,
    );
    // Whoever commits first is first.
    expect(Number(of_slow.slice(-6)) - Number(fast.slice(-6))).toBe(1);
  });

  it('U-1 is given by the database at the commit, to every table that has numbers, and by nothing else', async () => {
    const numbered = await db.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'number' ORDER BY 1`,
    );
    const given = await db.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE p.proname = 'take_number' AND t.tginitdeferred ORDER BY 1`,
    );
    expect(given).toEqual(numbered);
    const src = path.join(projectRoot, 'src');
    const taking = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && /nextval\(/.test(readFileSync(path.join(src, file), 'utf8')),
    );
    expect(taking).toEqual([]);
  });
});
