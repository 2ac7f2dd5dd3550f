import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personalColumns } from '../../prisma/personal.ts';
import { projectRoot } from '../../src/core/root.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { orderMyData } from '../../src/desks/front/my-data/cards.ts';
import { myDataJob } from '../../src/desks/front/my-data/job.ts';
import { paperOf } from '../../src/desks/front/my-data/paper.ts';
import { sheetOf } from '../../src/desks/front/my-data/sheet.ts';
import { pressLater } from '../../src/paper/press-later.ts';
import { calledRecords } from '../../src/personal-data/called.ts';
import { collect } from '../../src/personal-data/collect.ts';
import { noteViews } from '../../src/personal-data/views.ts';
import { withheld } from '../../src/personal-data/withheld.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { contextFor, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { allCalled, allHolds as holds, plantEverythingOf, plantPerson } from '../support/planted-people.ts';

let database: SampleDatabase;
let db: Database;
/** Two of one name with like addresses, and a tagged address of the first. */
let one: number;
let other: number;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  one = await plantPerson(db, 'lestari.wati@nusantara.example', 'SATU');
  other = await plantPerson(db, 'lestari.wati2@nusantara.example', 'DUA');
  await plantEverythingOf(db, one, 'SATU', 'lestari.wati@nusantara.example', '3173000000000001');
  await plantEverythingOf(db, other, 'DUA', 'lestari.wati2@nusantara.example', '3173000000000002');
  await db.query(
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject) VALUES (now(), $1, 'Lestari Wati', 'slack', 'user-id.submitted', 'user-id:1')`,
    [one],
  );
  await db.query('UPDATE person SET language = $2 WHERE id = $1', [one, 'en']);
  // They did something to each kind of record, to one that is there and to one that is not.
  await db.query(
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject)
     SELECT now(), $1, 'Lestari Wati', 'slack', 'user-id.approved', kind || ':' || id FROM unnest($2::text[]) AS kind, unnest(ARRAY[1, 99999999]) AS id`,
    [one, Object.keys(allCalled)],
  );
  // Their request waits at a stage of the organisation's own, which somebody has decided before.
  await db.query(
    `WITH stage AS (INSERT INTO approval_stage (code, name, name_en, place, groups, needed, one_rejects, active)
       VALUES ('HUKUM', 'Bagian Hukum', 'Legal', 15, '[]', 1, true, true) RETURNING id),
     planned AS (INSERT INTO user_id_stage (request_id, place, stage_id, stage, name, name_en, needed, one_rejects)
       SELECT r.id, 1, stage.id, 'WAITING_HUKUM', 'Bagian Hukum', 'Legal', 1, true FROM user_id_request r, stage WHERE r.number = 'SATU number'),
     decided AS (INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, submission_key, decided_at)
       SELECT r.id, 'WAITING_HUKUM', true, $1, 'slack', 'HUKUM', now() FROM user_id_request r WHERE r.number = 'SATU number')
     UPDATE user_id_request SET status = 'WAITING_HUKUM' WHERE number = 'SATU number'`,
    [one],
  );
  await db.query(
    `INSERT INTO person (email, name, position) VALUES ('lestari.wati+uji@nusantara.example', 'Lestari Wati', 'SATU tagged')`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const all = { holds, called: allCalled };

/** Of what cards alone speak, which no log has. */
const shownAlone = ['alarm', 'audit-note', 'holidays', 'my-data', 'system', 'unheld'];

/** Every text that stands in a part of a document. */
const textsIn = (part: unknown): string[] =>
  typeof part === 'string'
    ? [part]
    : part && typeof part === 'object'
      ? Object.entries(part).flatMap(([name, one]) => (name === 'type' ? [] : textsIn(one)))
      : [];

const sourceFiles = (): string[] =>
  readdirSync(path.join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(?:playground|db\/generated|sample-history)\//.test(file))
    .map((file) => path.join(projectRoot, 'src', file));

const textOf = async (id: number): Promise<string> => JSON.stringify((await collect(db, all, id)).found);

describe('T-3 /pintu mydata', () => {
  it('says of every annotated column that it is in it, or why not', () => {
    const { said } = personalColumns(readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8'));
    const personal = said.filter(({ kind }) => kind !== 'none').map(({ column }) => column);
    const exported = new Set(
      holds.flatMap(({ model, says }) => Object.keys(says).map((field) => `${model}.${field}`)),
    );
    const answered = (column: string) => [exported.has(column), column in withheld].filter(Boolean).length;
    expect(personal.filter((column) => answered(column) !== 1)).toEqual([]);
    expect(Object.keys(withheld).filter((column) => !personal.includes(column))).toEqual([]);
  });

  it('says in words how each thing stands', () => {
    const bare = holds.filter(({ says, words }) => 'status' in says && words?.status === undefined);
    expect(bare.map(({ called }) => called)).toEqual([]);
  });

  it('has every value of its person, in each of these columns', async () => {
    const { found } = await collect(db, all, one);
    const { said } = personalColumns(readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8'));
    const filled = new Set(
      holds.flatMap(({ model, called }) =>
        (found.find((group) => group.called === called)?.rows ?? []).flatMap((row) =>
          Object.entries(row).flatMap(([field, value]) => (value === null ? [] : [`${model}.${field}`])),
        ),
      ),
    );
    const exported = said.filter(({ kind, column }) => kind !== 'none' && !(column in withheld));
    expect(exported.map(({ column }) => column).filter((column) => !filled.has(column))).toEqual([]);
    expect(JSON.stringify(found)).toContain('SATU tagged');
  });

  it('and none of another one with their name and a like address, nor of whoever they asked something for', async () => {
    const [mine, theirs] = [await textOf(one), await textOf(other)];
    expect(mine).not.toMatch(
      /DUA|dua\.|lestari\.wati2|3173000000000002|ORANG LAIN|orang\.lain|31730000000099/,
    );
    expect(theirs).not.toMatch(
      /SATU|satu\.|lestari\.wati@|3173000000000001|ORANG LAIN|orang\.lain|31730000000099/,
    );
    expect(mine.match(/SATU/g)?.length).toBeGreaterThan(40);
    expect(theirs.match(/DUA/g)?.length).toBe((mine.match(/SATU/g)?.length ?? 0) - 2);
  });

  it('an address that was somebody else’s brings nothing of theirs', async () => {
    const heir = await plantPerson(db, 'dulu@nusantara.example', 'PEWARIS');
    await db.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
       SELECT 'DULU', u.id, '3173000000000003', 'DULU', 'dulu@nusantara.example', 'L', 'ACTIVE', now(), 'slack', 'dulu', now() - interval '1 year'
       FROM unit u WHERE u.kind = 'SATKER' ORDER BY u.id LIMIT 1`,
    );
    await db.query(
      `INSERT INTO former_address (email, ended_at) VALUES ('dulu@nusantara.example', now() - interval '1 day')`,
    );
    expect(await textOf(heir)).not.toMatch(/DULU|3173000000000003/);
  });

  it('says who looked, and tells its person from others', async () => {
    const [row] = await db.query<{ id: number }>(`SELECT id FROM satker_user WHERE number = 'SATU sat'`);
    const [bima] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'bima.santoso@%'`);
    const of = `satker:${row?.id}`;
    for (const id of [one, bima?.id ?? 0])
      await noteViews(db, { id, surface: 'slack', now }, 'CARD', [{ what: 'NIK', of }]);
    const { looks } = await collect(db, all, one);
    expect(looks.map(({ viewer, own }) => [viewer, own]).sort()).toEqual([
      ['Bima Santoso', false],
      ['Lestari Wati', true],
    ]);
    expect((await collect(db, all, other)).looks).toEqual([]);
  });

  it('whoever has nothing is told so, and what there is of them', async () => {
    const nobody = await plantPerson(db, 'baru.sekali@nusantara.example', 'BARU');
    const { found, nothing, looks } = await collect(db, all, nobody);
    expect(found.map(({ called }) => called)).toEqual(['held.person']);
    expect(nothing).toContain('held.satkerUser');
    expect(nothing.length).toBe(holds.length - 1);
    expect(looks).toEqual([]);
  });

  it('is made once as a spreadsheet and as a document, at a second run too, and asked for three times a day at most', async () => {
    const ctx = { ...(await contextFor(db, one)), t: translate('en') };
    const asked = ctx.now.toISOString();
    await orderMyData(ctx, db);
    const run = myDataJob({ db, people: { contextOf: async () => ctx }, press: pressLater(), ...all });
    const payload = { personId: one, surface: 'slack', asked } as const;
    await run(payload);
    await run(payload);
    const files = await db.query<{ id: number; name: string }>(
      `SELECT id, name FROM attachment WHERE uploader_id = $1 AND record = 'made' ORDER BY name`,
      [one],
    );
    const [pdf, workbook] = await Promise.all(files.map(({ id }) => contentOf(db, id)));
    expect(files.map(({ name }) => name)).toEqual([
      'My data 2026-11-21 030000.pdf',
      'My data 2026-11-21 030000.xlsx',
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(workbook as never);
    const cells = book.worksheets.flatMap((sheet) => {
      const all: string[] = [];
      sheet.eachRow((row) => row.eachCell((cell) => all.push(cell.text)));
      return all;
    });
    expect(book.worksheets).toHaveLength(4);
    for (const value of ['SATU note', 'SATU signer phone', '3173000000000001', 'SATU decision'])
      expect(cells).toContain(value);
    expect(cells.join(' ')).not.toMatch(/DUA|ORANG LAIN/);
    expect(cells).toContain('Waiting for Approval Atasan Pemohon');
    expect(cells.filter((cell) => /^(?:WAITING|ACTIVE|SIGNED|REGISTRATION)/.test(cell))).toEqual([]);
    // What was done stands in words, but where this version does not know it.
    expect(cells).toEqual(
      expect.arrayContaining([
        'Asked for a User ID',
        'An action recorded by an earlier version',
        'Another record',
      ]),
    );
    expect(cells.filter((cell) => cell.startsWith('user-id.'))).toEqual([]);
    // So do where it was done, on what day, and what record of theirs somebody looked at.
    expect(
      cells.filter((cell) => /^(?:slack|teams|portal|system|\d{4}-\d\d-\d\d)$|· slack/.test(cell)),
    ).toEqual([]);
    expect(cells).toContain('NIK · MyIntress registration SATU sat');
    expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-');
    const later = (n: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + n * 1000) });
    for (const n of [1, 2]) {
      await orderMyData(later(n), db);
      await run({ ...payload, asked: later(n).now.toISOString() });
    }
    await expect(orderMyData(later(3), db)).rejects.toMatchObject({ reason: { key: 'mydata.refuse.often' } });
    expect(await db.query(`SELECT id FROM posted_card WHERE card = 'pintu.mydata'`)).toHaveLength(3);
  });

  it('calls every record that the log can speak of by words', () => {
    const written = sourceFiles()
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const kinds = [
      ...written.matchAll(/subject: [`'"]([a-z][a-z-]+)(?=[:`'"])/g),
      ...written.matchAll(/'([a-z][a-z-]+):' \|\|/g),
      ...written.matchAll(/[sS]ubject\w* = \([^)]*\)(?:: string)? => `([a-z][a-z-]+):/g),
      ...written.matchAll(/(?:Kind|Logging)<[^=]*> = \{\n {2}name: '([a-z-]+)'/g),
    ].map(([, kind = '']) => kind);
    expect(new Set(kinds).size).toBeGreaterThan(40);
    const unnamed = new Set(kinds.filter((kind) => !(kind in allCalled) && !shownAlone.includes(kind)));
    expect([...unnamed].sort()).toEqual([]);
    expect(shownAlone.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  it.each(['id', 'en'] as const)(
    'says nothing in codes of ours or names of the schema, in %s',
    async (language) => {
      const ctx = {
        ...(await contextFor(db, one)),
        t: translate(language),
        time: (at: Date) => formatTime(language, 'Asia/Jakarta', at),
      };
      const collected = await collect(db, all, one);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load((await sheetOf(ctx, collected)) as never);
      const cells: string[] = [];
      for (const sheet of book.worksheets)
        sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell.text)));
      const lines = textsIn(paperOf(ctx, collected).blocks);
      expect(Math.min(cells.length, lines.length)).toBeGreaterThan(200);
      const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');
      const names = new Set(schema.match(/\b(?:[A-Za-z]+[a-z][A-Z]\w*|[a-z]+_\w+|[A-Z]\w+\.\w+)\b/g));
      const isOurs = (text: string) =>
        /(?:^|\s)[a-z-]+:[\w-]+(?:$|\s)/.test(text) ||
        (text.match(/[\w.]+/g) ?? []).some((word) => names.has(word) || names.has(word.replace(/.*\./, '')));
      for (const code of ['satker:1', 'signer:1', 'SatkerUser.nikHash', 'data_key'])
        expect(isOurs(code)).toBe(true);
      expect([...cells, ...lines].filter(isOurs)).toEqual([]);
      // A stage that the organisation has added, by its name in that language; another one, a unit and a day by theirs.
      const text = [...cells, ...lines].join('\n');
      expect(
        text.split(`Waiting for Approval ${language === 'id' ? 'Bagian Hukum' : 'Legal'}\n`),
      ).toHaveLength(5);
      expect(text).not.toContain('WAITING_');
      expect(text).not.toContain(translate(language)('people.erased'));
      expect(cells).toContain('English');
    },
  );

  it('I-1 calls whom it names besides as others are told of them: a stranger by the address that was verified, nobody by a User ID of theirs', async () => {
    const [stranger] = await db.query<{ id: number }>(
      `INSERT INTO person (name, email, registered, active) VALUES ('Menteri Keuangan', 'asing@luar.example', false, true) RETURNING id`,
    );
    const subjects = [`person:${stranger?.id}`, 'account:1'];
    const named = await calledRecords(db, allCalled, subjects);
    expect(subjects.map((subject) => named.get(subject)?.name)).toEqual([
      {
        id: expect.stringMatching(/asing@luar\.example.*Menteri Keuangan/),
        en: expect.stringMatching(/asing@luar\.example.*Menteri Keuangan/),
      },
      null,
    ]);
  });

  it('A-2 is one order where it is asked for twice at once: the second one is told since when it is being made', async () => {
    const ctx = await contextFor(db, other);
    const at = (ms: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
    const orders = () =>
      db.query(`SELECT 1 FROM posted_card WHERE card = 'pintu.mydata' AND person_id = $1`, [other]);
    const asked = await Promise.allSettled([0, 1, 2].map((ms) => orderMyData(at(ms), db)));
    const told = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(told).toHaveLength(2);
    for (const reason of told)
      expect(reason).toMatchObject({
        reason: { key: 'mydata.refuse.underWay', args: { time: ctx.time(ctx.now) } },
      });
    expect(await orders()).toHaveLength(1);
    // It was counted once, and may be asked for again where it has not come.
    await orderMyData(at(3_600_010), db);
    await orderMyData(at(7_200_020), db);
    expect(await orders()).toHaveLength(3);
  });
});
