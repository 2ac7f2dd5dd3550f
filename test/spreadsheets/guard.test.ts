import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcome, type Written, workbook, workbookParts } from './workbook.ts';
import { type ZipPart, zip } from './zip.ts';

const macroType = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
const binaryType = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);

/** A small workbook in which one part of the zip lies. */
const lying = (name: string, lie: Partial<ZipPart>) =>
  zip(workbookParts({}).map((part) => (part.name === name ? { ...part, ...lie } : part)));
const added = (...parts: ZipPart[]) => workbook({ parts });
const sheet = 'xl/worksheets/sheet1.xml';

describe('what a file is', () => {
  const other: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('NIK;Login Terakhir\n3174012345678901;2026-05-01')],
    [
      'a page that calls itself a spreadsheet',
      Buffer.from('<html><table><tr><td>NIK</td></tr></table></html>'),
    ],
    ['an old .xls', compound],
    ['an empty zip', zip([])],
    ['a zip of something else', zip([{ name: 'a.txt', content: 'a' }])],
    [
      'an OpenDocument spreadsheet',
      zip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]),
    ],
    [
      'a text document',
      workbook({ type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml' }),
    ],
    ['a package without a main part', added({ name: '_rels/.rels', content: '<Relationships xmlns="x"/>' })],
  ];
  it.each(other)('does not take %s for a workbook', async (_, content) => {
    expect(await outcome(content)).toBe('not-xlsx');
  });

  it('takes a template for a workbook', async () => {
    expect(
      await outcome(
        workbook({ type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml' }),
      ),
    ).toBe('read');
  });

  it('tells an encrypted file from an old one', async () => {
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    expect(await outcome(Buffer.concat([compound, name]))).toBe('encrypted');
    expect(await outcome(lying(sheet, { directory: { flags: 0x801 } }))).toBe('encrypted');
  });
});

describe('what a workbook brings', () => {
  const macros: [string, Written][] = [
    ['a program', { parts: [{ name: 'xl/VBAProject.bin', content: 'x' }] }],
    [
      'a program under another name',
      {
        types: '<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
        parts: [{ name: 'xl/a.bin', content: 'x' }],
      },
    ],
    ['macros by its type', { type: macroType }],
    ['macros by its type, in binary', { type: binaryType }],
    [
      'a part of a type that is declared for all of its ending',
      {
        types: '<Default Extension="BIN" ContentType="application/vnd.ms-office.vbaProject"/>',
        parts: [{ name: 'xl/a.bin', content: 'x' }],
      },
    ],
    [
      'a program by what the workbook says of it alone',
      {
        parts: [{ name: 'xl/settings.bin', content: 'x' }],
        relationships:
          '<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="settings.bin"/>',
      },
    ],
    ['a macro sheet', { parts: [{ name: 'xl/macrosheets/sheet1.xml', content: '<a/>' }] }],
  ];
  it.each(macros)('refuses %s', async (_, written) =>
    expect(await outcome(workbook(written))).toBe('macros'),
  );

  it('takes a type that is declared for parts which are not there, as every file of SheetJS has one', async () => {
    const types = `<Default Extension="bin" ContentType="${binaryType}"/>
      <Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>`;
    expect(await outcome(workbook({ types }))).toBe('read');
    const printer = { name: 'xl/printerSettings/printerSettings1.bin', content: 'x' };
    expect(await outcome(workbook({ types, parts: [printer] }))).toBe('read');
  });

  it('refuses links to other workbooks', async () => {
    const link = `<Relationship Id="rId9" Type="${office}/externalLink" Target="externalLinks/externalLink1.xml"/>`;
    expect(await outcome(workbook({ relationships: link }))).toBe('external-links');
    expect(await outcome(added({ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }))).toBe(
      'external-links',
    );
  });
});

describe('a zip that says one thing here and another there', () => {
  const last = 'zz.xml';
  const suspicious: [string, Buffer][] = [
    ['a part twice', zip([...workbookParts({}), { name: sheet, content: '<a/>' }])],
    ['a part twice but for the case', added({ name: sheet.toUpperCase(), content: '<a/>' })],
    ['another name in the directory', lying(sheet, { local: { name: 'xl/worksheets/sheet9.xml' } })],
    ['another size in the directory', lying(sheet, { local: { size: 5 } })],
    ['a part that the directory hides', added({ name: last, content: 'a', hidden: true })],
    [
      'a hidden part before all others',
      zip([{ name: 'a', content: 'a', hidden: true }, ...workbookParts({})]),
    ],
    [
      'a part that is larger than both headers say',
      lying(sheet, { directory: { size: 5 }, local: { size: 5 } }),
    ],
    [
      'two parts that share their bytes',
      added(
        { name: 'a.xml', content: 'a' },
        { name: 'b.xml', content: 'a', local: { name: 'a.xml' }, directory: { name: 'a2.xml', offset: 0 } },
      ),
    ],
    [
      'more parts than any workbook has',
      added(...Array.from({ length: 2001 }, (_, at) => ({ name: `a/${at}`, content: '' }))),
    ],
  ];
  it.each(suspicious)('refuses %s', async (_, content) => expect(await outcome(content)).toBe('suspicious'));
  it('refuses a path that leads out of the package', async () => {
    expect(await outcome(added({ name: '../a.xml', content: 'a' }))).toBe('broken');
  });
});

describe('bombs', () => {
  it('refuses what compresses too well before it is inflated', async () => {
    expect(await outcome(added({ name: sheet, content: Buffer.alloc(50_000_000, ' ') }))).toBe('suspicious');
  });

  it('counts what nobody reads, such as a white picture, by its size alone', async () => {
    const white = (size: number) => ({ name: 'xl/media/image1.bmp', content: Buffer.alloc(size, 255) });
    expect(await outcome(added(white(50_000_000)))).toBe('read');
    const lie = { size: 1_100_000_000 };
    expect(await outcome(added({ ...white(1_000_000), directory: lie, local: lie }))).toBe('too-large');
  });

  it('inflates no more of a part than it says, whatever follows', async () => {
    const lie = { directory: { size: 900_000 }, local: { size: 900_000 } };
    expect(await outcome(added({ name: sheet, content: Buffer.alloc(50_000_000, ' '), ...lie }))).toBe(
      'suspicious',
    );
  });

  it('takes no more bytes than it is made for', async () => {
    const content = Buffer.alloc(6_000_000, 1);
    const size = 1_100_000_000;
    const part = { name: 'a', content: deflateRawSync(content, { level: 0 }), stored: true };
    const lie = { method: 8, size };
    expect(await outcome(zip([...workbookParts({}), { ...part, directory: lie, local: lie }]))).toBe(
      'too-large',
    );
    expect(await outcome(Buffer.alloc(110_000_000))).toBe('too-large');
  });

  it('reads no part twice, so that one of them cannot stand for many sheets', async () => {
    const targets = [1, 2].map(
      (id) => `<Relationship Id="rId${id}" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
    );
    const content = `<Relationships xmlns="x">${targets.join('')}</Relationships>`;
    const sheets = ['', ''];
    expect(
      await outcome(workbook({ sheets, parts: [{ name: 'xl/_rels/workbook.xml.rels', content }] })),
    ).toBe('suspicious');
  });

  it('expands no entities and takes no document type', async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const data =
      '<worksheet xmlns="x"><sheetData><row r="1"><c r="A1" t="str"><v>&l9;</v></c></row></sheetData></worksheet>';
    expect(await outcome(workbook({ sheets: [`<!DOCTYPE w [<!ENTITY l0 "lol">${laughs}]>${data}`] }))).toBe(
      'suspicious',
    );
    expect(await outcome(workbook({ sheets: [`<!DOCTYPE w SYSTEM "file:///etc/passwd">${data}`] }))).toBe(
      'suspicious',
    );
    expect(await outcome(workbook({ sheets: [data] }))).toBe('broken');
  });

  it('ends a text that does not end', async () => {
    const noise = Buffer.from(Array.from({ length: 100_000 }, (_, at) => 97 + ((at * at) % 23)));
    const open = (start: string) => Buffer.concat([Buffer.from(start), ...Array(60).fill(noise)]);
    for (const start of [
      '<worksheet><sheetData><row><c t="str"><v>',
      '<worksheet a="',
      '<worksheet><!--',
      '<worksheet><a',
    ])
      expect(await outcome(added({ name: sheet, content: open(start), stored: true }))).toBe('suspicious');
  });

  it('loses only the reader to a file that fills its memory', async () => {
    const content = '<nest>'.repeat(8_000_000);
    expect(await outcome(added({ name: sheet, content, stored: true }))).toBe('too-large');
    expect(await outcome(workbook({}))).toBe('read');
  });
});

describe('damage', () => {
  const row = (cells: string) => `<row r="1">${cells}</row>`;
  const damaged: [string, Written][] = [
    ['a tag that is not closed', { sheets: [row('<c r="A1"><v>1</c>')] }],
    ['an entity that nobody knows', { sheets: [row('<c r="A1"><v>&nope;</v></c>')] }],
    [
      'bytes that are no text',
      { parts: [{ name: sheet, content: Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xff]) }] },
    ],
    ['a part without content', { parts: [{ name: sheet, content: '' }] }],
    ['a shared text that is not there', { sheets: [row('<c r="A1" t="s"><v>7</v></c>')] }],
    ['a shared text by no number', { sheets: [row('<c r="A1" t="s"><v>0x0</v></c>')] }],
    ['a row after the last one', { sheets: ['<row r="1048577"><c><v>1</v></c></row>'] }],
    ['a row zero', { sheets: ['<row r="0"><c><v>1</v></c></row>'] }],
    ['a row that is no number', { sheets: ['<row r="x"><c><v>1</v></c></row>'] }],
    ['a row twice', { sheets: ['<row r="1"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>'] }],
    ['a cell twice', { sheets: [row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>')] }],
    ['a cell of another row', { sheets: [row('<c r="A2"><v>1</v></c>')] }],
    ['a cell after the last column', { sheets: [row('<c r="XFE1"><v>1</v></c>')] }],
    ['a cell whose place is no place', { sheets: [row('<c r="11"><v>1</v></c>')] }],
    [
      'a sheet whose part is missing',
      { parts: [{ name: 'xl/_rels/workbook.xml.rels', content: '<Relationships xmlns="x"/>' }] },
    ],
  ];
  it.each(damaged)('calls %s broken', async (_, written) =>
    expect(await outcome(workbook(written))).toBe('broken'),
  );

  it.each([
    ['a line end', '\n'],
    ['a line end of Windows', '\r\n'],
    ['an end of file', '\x1a'],
    ['the rest of a block', '\0'.repeat(489)],
  ])('reads on past %s behind the archive', async (_what, tail) => {
    const whole = workbook({ sheets: [row('<c r="A1"><v>1</v></c>')] });
    expect(await outcome(Buffer.concat([whole, Buffer.from(tail)]))).toBe('read');
    expect(await outcome(Buffer.concat([whole, Buffer.from(`${tail}x`)]))).not.toBe('read');
  });

  it('does without a hidden sheet that is gone, as every program does', async () => {
    const sheets = [row('<c r="A1"><v>1</v></c>'), ''];
    const gone = `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`;
    const parts = [
      { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships xmlns="x">${gone}</Relationships>` },
    ];
    for (const state of ['hidden', 'veryHidden'])
      expect(await outcome(workbook({ sheets, parts, sheetAttributes: ['', `state="${state}"`] }))).toBe(
        'read',
      );
    expect(await outcome(workbook({ sheets, parts }))).toBe('broken');
  });

  it('calls a damaged or foreign compression broken', async () => {
    const whole = workbook({ sheets: [row('<c r="A1"><v>123456</v></c>')] });
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
    const bad = Buffer.from(whole);
    bad[at + 20] = Number(bad[at + 20]) ^ 0xff;
    expect(await outcome(bad)).toBe('broken');
  });

  it('never takes a file that was cut off, wherever', async () => {
    const whole = workbook({ sheets: [row('<c r="A1"><v>1</v></c>')] });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect(['broken', 'not-xlsx']).toContain(await outcome(whole.subarray(0, length)));
      }),
      { numRuns: 25 },
    );
  });

  it('ends in a reason or in rows, whichever bytes are changed', async () => {
    const whole = workbook({
      sheets: [row('<c r="A1" t="s"><v>0</v></c>')],
      sharedStrings: '<si><t>a</t></si>',
    });
    const change = fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bad = Buffer.from(whole);
        for (const [at, byte] of changes) bad[at] = byte;
        // Anything else that is thrown fails here.
        await outcome(bad);
      }),
      { numRuns: 40 },
    );
  });
});

describe('texts that many cells name', () => {
  const naming = (text: string, cells: number) =>
    workbook({
      sharedStrings: `<si><t>${text}</t></si>`,
      sheets: [
        Array.from({ length: cells }, (_, at) => `<row r="${at + 1}"><c t="s"><v>0</v></c></row>`).join(''),
      ],
    });

  it('takes the longest text that a cell may have, and none longer', async () => {
    expect(await outcome(naming('x'.repeat(32_767), 2))).toBe('read');
    expect(await outcome(naming('x'.repeat(32_768), 1))).toBe('too-large');
  });

  it('counts a text for every cell that names it', async () => {
    const content = naming('x'.repeat(1000), 500);
    expect(content.length).toBeLessThan(10_000);
    expect(await outcome(content, { maxCharacters: 500_000 })).toBe('read');
    expect(await outcome(content, { maxCharacters: 499_999 })).toBe('too-large');
  });
});
