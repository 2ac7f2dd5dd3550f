import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../src/audit-log/checking.ts';
import { attestErasure, eraseAttested } from '../../src/audit-log/erasing.ts';
import { exportLog } from '../../src/audit-log/export.ts';
import { verifiersOf } from '../../src/audit-log/keys.ts';
import type { ErasedEntries } from '../../src/audit-log/line.ts';
import { headOf, sealAudit } from '../../src/audit-log/sealing.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { deriveKey } from '../../src/core/keys.ts';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { keyLine, noteOf } from '../../src/merkle/signed-note.ts';
import { actorIn, erasedName, shownName } from '../../src/people/shown-name.ts';
import { connected, createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const key = deriveKey('00'.repeat(32), 'audit');
const now = new Date('2026-11-30T03:00:00Z');

let database: TestDatabase;
let db: Database;
let dir: string;
let program: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4, timeoutMs: 10_000 });
  dir = await mkdtemp(path.join(tmpdir(), 'audit-erasing-'));
  program = path.join(dir, 'audit-verify.mjs');
  await build({
    entryPoints: [path.join(projectRoot, 'src/audit-log/verify/main.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(dir, { recursive: true });
});
beforeEach(() =>
  tamper(
    ...['audit_seal', 'audit_entry', 'audit_unsealed', 'audit_head', 'audit_key'].map(
      (table) => `DELETE FROM ${table}`,
    ),
  ),
);

/** What somebody does who owns the tables and can switch their triggers off. */
async function tamper(...statements: string[]): Promise<void> {
  await connected(database.url, async (client) => {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  });
}

let subjects = 0;

/** Writes entries of which each says something of Rina, in order; answers their ids. */
async function write(count: number): Promise<string[]> {
  const ids: string[] = [];
  await db.transaction(withoutDeadline, async (tx) => {
    for (let n = 0; n < count; n += 1)
      ids.push(
        await audit(tx, {
          at: now,
          actor: { id: 7, name: 'Rina Wulandari' },
          surface: 'slack',
          action: 'user-id.submitted',
          subject: `user-id:${++subjects}`,
          reason: `alasan "${n}"`,
          data: { key: `k${n}`, phone: '0812-3456', onBehalfOf: { id: 9, name: 'Bima Santoso' } },
        }),
      );
  });
  return ids;
}

/** As entries were before there were openings. */
const asBefore = (ids: readonly string[]) =>
  tamper(
    `UPDATE audit_entry SET actor_opening = NULL, reason_opening = NULL, data_opening = NULL WHERE id IN (${ids.join(', ')})`,
  );

async function seal(): Promise<void> {
  while ((await sealAudit(db, key, 1000, now)) > 0);
}

const attest = (entries: ErasedEntries) =>
  db.transaction(withoutDeadline, (tx) => attestErasure(tx, { demand: 'erasure:1', at: now, entries }));
const erase = (attesting: string) => db.transaction(withoutDeadline, (tx) => eraseAttested(tx, attesting));

async function erased(entries: ErasedEntries): Promise<string> {
  const attesting = await attest(entries);
  await seal();
  expect(await erase(attesting)).toMatchObject({ left: [] });
  return attesting;
}

async function exported(): Promise<string> {
  let text = '';
  for await (const lines of exportLog(db)) text += lines;
  return text;
}

/** What the program that checks an export offline says of this one, by the head as it is now. */
async function verify(log: string, ...more: string[]): Promise<{ code: number; said: string }> {
  const head = await headOf(db, key);
  const files = {
    'audit.jsonl': log,
    'head.txt': head ? noteOf(head.checkpoint) : '',
    key: `${(await verifiersOf(db, key)).map(keyLine).join('\n')}\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  const args = ['--key', 'key', '--head', 'head.txt', '--log', 'audit.jsonl', ...more];
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: dir, env: {} }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

const all = ['actor', 'data', 'reason'] as const;

describe('The audit log, with entries that something is erased from', () => {
  it('T-3 T-1 holds over entries of both versions, whole and erased, here and offline, and shows what was erased no more', async () => {
    const ids = await write(9);
    await asBefore(ids.slice(0, 5));
    await seal();
    const [, b = '', c = '', , , , g = '', h = ''] = ids;
    const before = await headOf(db, key);
    await erased({ [b]: [...all], [c]: ['reason'], [g]: [...all], [h]: ['actor', 'data'] });
    await write(1);
    await seal();

    expect(await checkAudit(db, key)).toMatchObject({ finding: null, erased: 4, unsealed: 0 });
    const rows = await db.query<{ id: string; actor: string; reason: string | null; data: unknown }>(
      'SELECT id::text, actor, reason, data FROM audit_entry WHERE id = ANY($1::bigint[]) ORDER BY id',
      [[b, c, g, h]],
    );
    const kept = (n: number) => ({ key: `k${n}`, onBehalfOf: { id: 9 } });
    expect(rows).toEqual([
      { id: b, actor: '', reason: null, data: kept(1) },
      { id: c, actor: 'Rina Wulandari', reason: null, data: expect.objectContaining({ phone: '0812-3456' }) },
      { id: g, actor: '', reason: null, data: kept(6) },
      { id: h, actor: '', reason: 'alasan "7"', data: kept(7) },
    ]);

    const log = await exported();
    const lines = log.split('\n');
    expect(lines[1]).toMatch(/^\{"erased":"[0-9a-f]{64}","id":"\d+","v":1\}$/);
    expect(lines[6]).toMatch(/"v":2\}\t\{\}$/);
    expect(lines[7]).toMatch(/"v":2\}\t\{"reason":\{"salt":"[0-9a-f]{32}","value":"alasan \\"7\\""\}\}$/);
    const { code, said } = await verify(log);
    expect(said).toContain('personal data were erased from 4 entries');
    expect(said).toContain(': holds');
    expect(code).toBe(0);
    // What was signed before the erasure is still what the log began with.
    const claims = before ? [before.checkpoint] : [];
    const differing: unknown[] = [];
    await checkAudit(db, key, { claims, differs: (claim) => void differing.push(claim) });
    expect(claims).toHaveLength(1);
    expect(differing).toEqual([]);
  });

  it('T-1 proves an erased entry of either version, and what of it stands open', async () => {
    const ids = await write(4);
    await asBefore(ids.slice(0, 2));
    await seal();
    const [a = '', , c = ''] = ids;
    await erased({ [a]: [...all], [c]: ['actor'] });
    const log = await exported();
    for (const id of [a, c]) {
      const out = path.join(dir, `proof-${id}.json`);
      expect(await verify(log, '--entry', id, '--out', out)).toMatchObject({ code: 0 });
    }
    const opened = await verify(log, '--entry', c);
    expect(opened.said).toContain('"value":"alasan \\"2\\""');
    // With another value in its place, it proves nothing.
    expect((await verify(log.replace('alasan \\"2\\"', 'alasan \\"3\\"'), '--entry', c)).code).toBe(1);
  });

  it.each<[string, (line: string) => string, string]>([
    ['a salt', (line) => line.replace(/"salt":"./, '"salt":"x'), 'actor IS NOT what it was sealed with'],
    ['a value', (line) => line.replace('"value":"Rina', '"value":"Tina'), 'actor IS NOT'],
    [
      'a commitment',
      (line) => line.replace(/"reason":"(.)/, (_, digit) => `"reason":"${digit === '0' ? '1' : '0'}`),
      'DIFFERS',
    ],
    ['what opens it', (line) => line.replace(/\t.*/, ''), 'IT WAS ERASED, and no later entry says so'],
    [
      'something more that opens it',
      (line) => line.replace('\t{', '\t{"surface":{"salt":"","value":"x"},'),
      'surface IS NOT',
    ],
  ])('T-1 shows in an export that %s was changed', async (_what, change, words) => {
    const ids = await write(3);
    await seal();
    const lines = (await exported()).split('\n');
    expect(lines[1]).toContain(`"id":"${ids[1]}"`);
    const { code, said } = await verify(lines.with(1, change(lines[1] ?? '')).join('\n'));
    expect(said).toContain(words);
    expect(code).toBe(1);
  });

  it('T-1 opens nothing of version 1 by what stands behind it', async () => {
    const ids = await write(2);
    await asBefore(ids);
    await seal();
    const lines = (await exported()).split('\n');
    const { code, said } = await verify(
      lines.with(0, `${lines[0]}\t{"actor":{"salt":"","value":"Lain"}}`).join('\n'),
    );
    expect(said).toContain(`entry ${ids[0]}: its actor IS NOT`);
    expect(code).toBe(1);
  });

  it.each(['second', 'first'])(
    'T-1 names an entry of the %s version that was erased without a later entry that says so',
    async (version) => {
      const ids = await write(5);
      const [a = '', b = ''] = ids;
      if (version === 'first') await asBefore(ids);
      await seal();
      await erased({ [a]: [...all] });
      await tamper(
        version === 'first'
          ? `UPDATE audit_entry e SET actor = '', reason = NULL, data = NULL, erased_by = (SELECT erased_by FROM audit_entry WHERE id = ${a}),
             leaf = (SELECT hash FROM audit_seal WHERE entry_id = e.id) WHERE id = ${b}`
          : `UPDATE audit_entry SET actor = '', actor_opening = sha256(actor_opening || convert_to(actor, 'UTF8')),
             erased_by = (SELECT erased_by FROM audit_entry WHERE id = ${a}) WHERE id = ${b}`,
      );
      expect((await checkAudit(db, key)).finding).toEqual({ kind: 'erased', entry: b });
      const { code, said } = await verify(await exported());
      expect(said).toContain(`entry ${b}: IT WAS ERASED, and no later entry says so`);
      expect(said).not.toContain(`entry ${a}:`);
      expect(code).toBe(1);
    },
  );

  it('T-1 names an erased entry that something else was put into', async () => {
    const [a = ''] = await write(2);
    await seal();
    await erased({ [a]: ['actor', 'reason'] });
    await tamper(`UPDATE audit_entry SET actor = 'Tono Wijaya' WHERE id = ${a}`);
    expect((await checkAudit(db, key)).finding).toEqual({ kind: 'erased', entry: a });
  });

  it('T-1 finds a hash in the place of what was erased that is not what it was sealed with', async () => {
    const [a = ''] = await write(2);
    await seal();
    await erased({ [a]: [...all] });
    await tamper(`UPDATE audit_entry SET reason_opening = sha256('lain') WHERE id = ${a}`);
    expect((await checkAudit(db, key)).finding).toMatchObject({ kind: 'broken', entry: a });
    expect((await verify(await exported())).code).toBe(1);
  });

  describe('T-1 I-5 lets nothing change in an entry', () => {
    const commitment = (column: string) =>
      `${column}_opening = sha256(${column}_opening || convert_to(${column}::text, 'UTF8'))`;
    const rightly = `actor = '', ${commitment('actor')}`;
    const cases: [string, string][] = [
      ['to another text', `reason = 'lain'`],
      ['to nothing, without its hash', `reason = NULL`],
      ['to nothing, with a wrong hash', `reason = NULL, reason_opening = sha256('lain')`],
      [
        'to nothing, with the hash of the value alone',
        `reason = NULL, reason_opening = sha256(convert_to(reason, 'UTF8'))`,
      ],
      ['but the hash, while the value stays', commitment('reason')],
      ['to another name, with its hash', `actor = 'Lain', ${commitment('actor')}`],
      ['in data that is no part of what it was', `data = '{"key": "other"}', ${commitment('data')}`],
      ['beside what is erased', `${rightly}, action = 'lain'`],
      ['in its moment beside what is erased', `${rightly}, at = at + interval '1 s'`],
      ['in a column that was not named', `reason = NULL, ${commitment('reason')}`],
      ['into an opaque leaf, where it has openings', `${rightly}, leaf = sha256('x')`],
    ];
    it.each(cases)('%s', async (_what, set) => {
      const [a = ''] = await write(1);
      await seal();
      const attesting = await attest({ [a]: ['actor', 'data'] });
      await seal();
      const update = (more: string) => db.query(`UPDATE audit_entry SET ${more} WHERE id = ${a}`);
      await expect(update(`${set}, erased_by = ${attesting}`)).rejects.toThrow('append-only');
      // What is right is let through: the refusal was for what was wrong.
      await update(`${rightly}, erased_by = ${attesting}`);
      expect(await checkAudit(db, key)).toMatchObject({ finding: null, erased: 1 });
    });

    it('before the entry that says so is sealed, by one that names another entry, or by no such entry', async () => {
      const [a = '', b = ''] = await write(2);
      await seal();
      const update = (by: string) =>
        db.query(`UPDATE audit_entry SET ${rightly}, erased_by = ${by} WHERE id = ${a}`);
      await expect(update('NULL')).rejects.toThrow('append-only');
      await expect(update(b)).rejects.toThrow('append-only');
      const other = await attest({ [b]: ['actor'] });
      const attesting = await attest({ [a]: ['actor'] });
      await expect(update(attesting)).rejects.toThrow('append-only');
      expect(await erase(attesting)).toBeNull();
      await seal();
      await expect(update(other)).rejects.toThrow('append-only');
      await update(attesting);
    });

    it('of version 1, but for the hash that it was sealed with', async () => {
      const [a = ''] = await write(1);
      await asBefore([a]);
      await seal();
      const attesting = await attest({ [a]: [...all] });
      await seal();
      const update = (leaf: string) =>
        db.query(
          `UPDATE audit_entry SET actor = '', reason = NULL, leaf = ${leaf}, erased_by = ${attesting} WHERE id = ${a}`,
        );
      for (const leaf of ['NULL', `sha256('x')`]) await expect(update(leaf)).rejects.toThrow('append-only');
      await update(`(SELECT hash FROM audit_seal WHERE entry_id = ${a})`);
      expect(await checkAudit(db, key)).toMatchObject({ finding: null, erased: 1 });
    });

    it('that says what was erased', async () => {
      const [a = ''] = await write(1);
      await seal();
      const attesting = await erased({ [a]: ['actor'] });
      const again = await attest({ [attesting]: ['actor'] });
      await seal();
      await expect(erase(again)).rejects.toThrow('append-only');
    });
  });

  it('T-3 erases what is named once, more of it at another time, and nothing again', async () => {
    const [a = ''] = await write(1);
    await seal();
    const first = await erased({ [a]: ['actor'] });
    const openings = () => db.query('SELECT * FROM audit_entry WHERE id = $1', [a]);
    const before = await openings();
    expect(await erase(first)).toMatchObject({ left: [] });
    expect(await openings()).toEqual(before);
    // One that does not name what is erased already would leave that without an entry that says so: it is to be said anew, with that.
    const forgetful = await attest({ [a]: ['reason'] });
    await seal();
    expect(await erase(forgetful)).toMatchObject({
      left: [{ id: a, demand: 'erasure:1', columns: ['actor', 'reason'] }],
    });
    expect(await openings()).toEqual(before);
    await erased({ [a]: ['actor', 'reason'] });
    expect(await checkAudit(db, key)).toMatchObject({ finding: null, erased: 1 });
    expect((await verify(await exported())).code).toBe(0);
  });

  it('T-3 names whoever was erased from an entry by what stands for them, in either language', () => {
    const gone = { actor: '', data: { key: 'k', stranger: 'rina@x.example', onBehalfOf: { id: 9 } } };
    expect(actorIn(translate('en'), gone)).toBe(
      'a person whose data were erased for a person whose data were erased',
    );
    expect(actorIn(translate('id'), { actor: '' })).toBe('seseorang yang datanya telah dihapus');
    expect(actorIn(translate('id'), { actor: 'Rina Wulandari' })).toBe('Rina Wulandari');
    // As their row has it, whether a register ever knew them or not.
    expect(actorIn(translate('en'), { actor: erasedName })).toBe('a person whose data were erased');
    for (const registered of [true, false])
      expect(
        shownName(translate('en'), { name: erasedName, email: 'erased-5@erased.invalid', registered }),
      ).toBe('a person whose data were erased');
    // A stranger who calls themselves so is none.
    const stranger = { name: erasedName, email: 'rina@x.example', registered: false };
    expect(shownName(translate('en'), stranger)).toContain('rina@x.example');
  });

  it('T-3 leaves nothing by which somebody could try what was erased', async () => {
    const [a = ''] = await write(1);
    const [salt] = await db.query<{ hex: string }>(
      `SELECT encode(actor_opening, 'hex') AS hex FROM audit_entry WHERE id = $1`,
      [a],
    );
    await seal();
    await erased({ [a]: [...all] });
    const rows = JSON.stringify(await db.query('SELECT e::text FROM audit_entry e'));
    expect(salt?.hex).toMatch(/^[0-9a-f]{32}$/);
    for (const gone of [salt?.hex ?? '', 'Rina', 'alasan', '0812']) {
      expect(rows).not.toContain(gone);
      expect(await exported()).not.toContain(gone);
    }
  });
});
