import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book } from '../../src/spreadsheets/worker/cell.ts';
import type { Page } from '../../src/spreadsheets/worker/page.ts';
import { readSheet } from '../../src/spreadsheets/worker/sheet.ts';

type Lists = Pick<Page, 'rows' | 'ends' | 'columns' | 'kinds' | 'styles' | 'values'>;

const styles = [
  { isDate: false, format: '' },
  { isDate: true, format: 'dd/mm/yyyy' },
];
const book: Book = { sharedStrings: ['a', 'b <c>', ''], styles, from1904: false };

/** Read in this thread, for thousands of sheets. */
async function read(
  data: string,
  cut: (content: Buffer) => Buffer[] = (content) => [content],
): Promise<unknown> {
  const content = Buffer.from(`<worksheet xmlns="main"><sheetData>${data}</sheetData></worksheet>`);
  const all: Lists = { rows: [], ends: [], columns: [], kinds: [], styles: [], values: [] };
  try {
    for await (const page of readSheet(cut(content), book, 100)) {
      const before = all.values.length;
      all.rows.push(...page.rows);
      all.ends.push(...page.ends.map((end) => before + end));
      all.columns.push(...page.columns);
      all.kinds.push(...page.kinds);
      all.styles.push(...page.styles);
      // Where a change made tags part of a text, the line end of the last property shows in it.
      all.values.push(
        ...page.values.map((value) =>
          typeof value === 'string' ? value.replaceAll('<row\n', '<row ') : value,
        ),
      );
    }
  } catch (error) {
    if (error instanceof Error && 'reason' in error) return error.reason;
    throw error;
  }
  return all;
}

/** The same rows in a form that only the XML parser reads. */
const unusual = (data: string) => data.replaceAll('<row', '<!-- --><row');

const text = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((value) => value.replaceAll(/[<&\p{Cc}\p{Cs}\p{Cn}]|\]\]>/gu, '')),
  fc.constantFrom('a &amp; b', '&lt;&gt;&quot;&apos;', '&#65;', 'x\ny\tz', 'x\r\ny', ' ', '_x000D_', ']'),
);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String);
const content = fc.oneof(
  fc
    .tuple(fc.constantFrom('', ' s="0"', ' s="1"'), number)
    .map(([style, value]) => [style, `<v>${value}</v>`] as const),
  fc.constantFrom(0, 1, 2).map((index) => [' t="s"', `<v>${index}</v>`] as const),
  text.map((value) => [' t="inlineStr"', `<is><t>${value}</t></is>`] as const),
  text.map((value) => [' t="inlineStr"', `<is><t xml:space="preserve">${value}</t></is>`] as const),
  text.map(
    (value) =>
      [' t="inlineStr"', `<is><r><t>${value}</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is>`] as const,
  ),
  text.map((value) => [' t="str"', `<f>A1&amp;"x"</f><v>${value}</v>`] as const),
  number.map((value) => ['', `<f t="shared" ref="A1:A9" si="0">A1</f><v>${value}</v>`] as const),
  number.map((value) => ['', `<f t="shared" si="0"/><v>${value}</v>`] as const),
  fc.constantFrom(
    [' t="b"', '<v>1</v>'],
    [' t="e"', '<v>#N/A</v>'],
    [' t="d"', '<v>2026-05-01</v>'],
    [' s="1"', ''],
  ),
);
const column = (at: number) => String.fromCharCode(65 + at);
const sheet = fc
  .array(
    fc.tuple(
      fc.array(content, { maxLength: 5 }),
      fc.constantFrom(
        '',
        ' spans="1:5" s="1" customFormat="1"',
        ' spans="1:5" hidden="1"',
        ' hidden="0" ht="15"',
        ' ht="0" customHeight="1"',
      ),
    ),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows
      .map(([cells, more], row) => {
        const inside = cells.map(([attributes, value], at) =>
          value === ''
            ? `<c r="${column(at)}${row + 1}"${attributes}/>`
            : `<c r="${column(at)}${row + 1}"${attributes}>${value}</c>`,
        );
        return inside.length === 0
          ? `<row r="${row + 1}"${more}/>`
          : `<row r="${row + 1}"${more}>${inside.join('')}</row>`;
      })
      .join(''),
  );

describe('rows in the plain form', () => {
  it('come out as from the XML parser', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, async (data) => {
        const found = await read(data);
        expect(found).toBeTypeOf('object');
        expect(found).toEqual(await read(unusual(data)));
      }),
      { numRuns: 500 },
    );
  });

  it('come out the same wherever the bytes are cut', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    const cut = (lengths: number[]) => (bytes: Buffer) => {
      const pieces: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = lengths[turn % lengths.length] ?? 1;
        pieces.push(bytes.subarray(at, at + size));
        at += size;
      }
      return pieces;
    };
    await fc.assert(
      fc.asyncProperty(sheet, sizes, async (data, lengths) => {
        expect(await read(data, cut(lengths))).toEqual(await read(data));
      }),
      { numRuns: 300 },
    );
  });

  it('never read otherwise than XML that the parser takes, whatever is put into them', async () => {
    const pieces = [
      '<',
      '>',
      '"',
      '&',
      '/',
      ' ',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '</row>',
      '<row>',
      '<row r="9">',
      '</c>',
      '<c r="A1">',
      '<v>',
      '</v>',
      '\0',
      '\r',
      '<t>',
      '</sheetData>',
      '<sheetData>',
      '<?a',
      '?>',
      'x:',
      'r="1"',
    ];
    const change = fc.tuple(fc.nat(), fc.constantFrom(...pieces), fc.nat({ max: 3 }));
    let parsed = 0;
    await fc.assert(
      fc.asyncProperty(sheet, fc.array(change, { minLength: 1, maxLength: 3 }), async (data, changes) => {
        let changed = data;
        for (const [place, piece, removed] of changes) {
          const at = place % (changed.length + 1);
          changed = changed.slice(0, at) + piece + changed.slice(at + removed);
        }
        // A line end in its first tag, and a row is not in the plain form.
        const whole = await read(`<!-- -->${changed}`.replaceAll('<row ', '<row\n'));
        if (typeof whole !== 'object') return;
        parsed += 1;
        expect(await read(changed)).toEqual(whole);
      }),
      { numRuns: 3000 },
    );
    expect(parsed).toBeGreaterThan(100);
  });

  const row = (at: number) => `<row r="${at}"><c r="A${at}"><v>${at}</v></c></row>`;
  it.each([
    ['in a comment', `${row(1)}<!-- </row>${row(2)} -->${row(3)}`],
    ['in a comment at the beginning', `<!-- </row>${row(2)} -->${row(1)}${row(3)}`],
    ['in CDATA', `${row(1)}<![CDATA[</row>${row(2)}]]>${row(3)}`],
    ['in an instruction', `${row(1)}<?a </row>${row(2)}?>${row(3)}`],
    ['after an end with a space', `<row r="1"><c r="A1"><v>1</v></c></row ><!-- </row>${row(2)}-->${row(3)}`],
    [
      'in an element of something else',
      `${row(1)}</sheetData><other>${row(1)}${row(2)}</other><sheetData>${row(3)}`,
    ],
  ])('are none %s', async (_, data) => {
    expect(await read(data)).toMatchObject({ rows: [1, 3], values: [1, 3] });
  });

  it('that do not end are parsed, not kept', async () => {
    const data = `<row r="1">${'<c r="A1"><x/></c>'.repeat(200_000)}`;
    expect(
      await read(data, (bytes) =>
        Array.from({ length: 64 }, (_, at) =>
          bytes.subarray((at * bytes.length) / 64, ((at + 1) * bytes.length) / 64),
        ),
      ),
    ).toBe('broken');
  });
});
