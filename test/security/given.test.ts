import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { givenLine, givenSigns, givenText } from '../../src/core/given.ts';
import { dayIn, momentIn } from '../../src/core/written-time.ts';
import type { Database } from '../../src/db/database.ts';
import { linkAccount, verified } from '../../src/people/linking.ts';
import { type Cell, cellText } from '../../src/spreadsheets/cell.ts';
import { shownText } from '../../src/spreadsheets/shown.ts';
import { outcome, workbook } from '../spreadsheets/workbook.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const signs = fc.constantFrom(
  'e',
  'a',
  ' ',
  '\n',
  '\u0301',
  '\u0323',
  '\u200b',
  '\u00ad',
  '\u2060',
  '\u1100',
  '\u1161',
);

describe('what people give', () => {
  it('is one text however it was put together: an unseen sign keeps no letter and accent apart', () => {
    expect(givenText('Rene\u200b\u0301')).toBe('René');
    const texts = fc.array(signs, { maxLength: 12 }).map((some) => some.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        for (const cleaned of [givenText(text), givenLine(text), givenSigns(text)]) {
          expect(givenText(cleaned)).toBe(cleaned);
          expect(cleaned.normalize('NFC')).toBe(cleaned);
        }
      }),
    );
  });

  it('S-18 holds nobody up as a time, however long it is', () => {
    const long = `${', '.repeat(16_000)}x`;
    const begun = performance.now();
    expect(momentIn(long, 'Asia/Jakarta')).toBeNull();
    expect(dayIn(`1${','.repeat(32_000)}`)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('the name of a chat account', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 2, timeoutMs: 10_000 });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  it.each([
    ['Ma\u200bya\u202e Anggraini\n', 'Maya Anggraini'],
    ['\u200b', 'u2@nusantara.example'],
  ])('I-1 is kept as everything that people give', async (given, kept) => {
    const externalId = given.length > 1 ? 'U1' : 'U2';
    const verifiedEmail = `${externalId}@nusantara.example`;
    const profile = { externalId, tenant: 'T1', name: given, verifiedEmail, locale: null };
    const linked = await linkAccount(db, withoutDeadline, 'slack', verified(profile), new Date());
    const id = linked.type === 'linked' ? linked.personId : 0;
    expect(await db.query('SELECT name FROM person WHERE id = $1', [id])).toEqual([{ name: kept }]);
    expect(await db.query('SELECT actor FROM audit_entry WHERE actor_id = $1', [id])).toEqual([
      { actor: kept },
    ]);
  });
});

describe('the styles of a workbook', () => {
  const shown = (format: string) => {
    const cell: Cell = { column: 1, kind: 'number', value: 1.5, imprecise: false, format };
    return [shownText(cell), cellText(cell)];
  };

  it('show what is stored where a format has more places than any number', () => {
    expect(shown('0.00')).toEqual(['1,50', '1.5']);
    const [text, stored] = shown(`0.${'0'.repeat(150)}`);
    expect(text).toBe(stored);
  });

  it('are no more than a spreadsheet program writes: each of them is memory of this program', async () => {
    const styles = (count: number) =>
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>${'<xf/>'.repeat(count)}</cellXfs></styleSheet>`;
    const written = (count: number) =>
      workbook({ parts: [{ name: 'xl/styles.xml', content: styles(count) }] });
    expect(await outcome(written(65_490))).toBe('read');
    expect(await outcome(written(65_491))).toBe('suspicious');
  });

  it('count with every cell that is shown by them, as the texts of cells do', async () => {
    const rows = Array.from(
      { length: 900 },
      (_, n) => `<row r="${n + 1}"><c r="A${n + 1}" s="1"><v>1</v></c></row>`,
    );
    const content = workbook({ formats: [`"${'x'.repeat(200)}"0`], sheets: [rows.join('')] });
    expect(await outcome(content)).toBe('read');
    expect(await outcome(content, { maxCharacters: 100_000 })).toBe('too-large');
  });

  it('have codes that are read as far as a code may reach', async () => {
    expect(await outcome(workbook({ formats: ['['.repeat(400_000)] }))).toBe('read');
  });
});
