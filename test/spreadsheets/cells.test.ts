import { describe, expect, it } from 'vitest';
import { type Cell, cellText } from '../../src/spreadsheets/cell.ts';
import { cellsOf, read, rowsOf, workbook } from './workbook.ts';

const row = (cells: string) => `<row r="1">${cells}</row>`;

describe('texts', () => {
  it('reads shared, inline and plain strings, and joins rich text', async () => {
    const sharedStrings =
      '<si><t>Ana</t></si><si><r><rPr><b/></rPr><t>Budi</t></r><r><t xml:space="preserve"> S</t></r></si>';
    const cells = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
      <c r="C1" t="inlineStr"><is><t>Citra</t></is></c>
      <c r="D1" t="inlineStr"><is><r><t>De</t></r><r><t>wi</t></r></is></c>
      <c r="E1" t="str"><v>Eka</v></c>`;
    expect(await read(row(cells), { sharedStrings })).toEqual([
      ['text', 'Ana'],
      ['text', 'Budi S'],
      ['text', 'Citra'],
      ['text', 'Dewi'],
      ['text', 'Eka'],
    ]);
  });

  it('leaves out phonetic guides', async () => {
    const guided = '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>';
    const cells = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${guided}</is></c>`;
    const found = await read(row(cells), { sharedStrings: `<si>${guided}</si>` });
    expect(found).toEqual([
      ['text', '東京'],
      ['text', '東京'],
    ]);
  });

  it('undoes the escapes of characters that XML cannot hold, and no more than once', async () => {
    const texts = [
      'a_x000D_b',
      '_x005F_x000D_',
      'x_x0000_y',
      '_xD83D__xDE00_',
      '_xD83D_',
      '_x12_',
      '_x0009_',
    ];
    const cells = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const found = (await read(row(cells))).map(([, value]) => value);
    expect(found).toEqual(['a\rb', '_x000D_', 'xy', '😀', '\ufffd', '_x12_', '\t']);
  });

  it('keeps entities, CDATA, line ends and space as they are meant', async () => {
    const cells =
      '<c t="inlineStr"><is><t>a &amp; &lt;b&gt; &#x41;&#66;</t></is></c>' +
      '<c t="inlineStr"><is><t>x<![CDATA[<&>]]>y</t></is></c>' +
      '<c t="inlineStr"><is><t>  one\r\ntwo </t></is></c><c t="inlineStr"><is><t>a<!-- no -->b</t></is></c>';
    expect((await read(row(cells))).map(([, value]) => value)).toEqual([
      'a & <b> AB',
      'x<&>y',
      '  one\ntwo ',
      'ab',
    ]);
  });

  it('takes text that looks like a formula for what it is', async () => {
    const cells = ['=1+1', '+62812', '-', '@sum'].map(
      (text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    expect(await read(row(cells.join('')))).toEqual([
      ['text', '=1+1'],
      ['text', '+62812'],
      ['text', '-'],
      ['text', '@sum'],
    ]);
  });
});

describe('numbers', () => {
  const numbers = async (...raw: string[]) =>
    cellsOf(workbook({ sheets: [row(raw.map((text) => `<c><v>${text}</v></c>`).join(''))] }));

  it('gives numbers in their shortest decimals', async () => {
    const cells = await numbers('0.10000000000000001', '1250000', '1E-7', '-1.5e+20', ' 7 ', '08123', '3.10');
    expect(cells.map(cellText)).toEqual([
      '0.1',
      '1250000',
      '0.0000001',
      '-150000000000000000000',
      '7',
      '8123',
      '3.1',
    ]);
  });

  it('marks a number that has more digits than a spreadsheet keeps, such as a NIK that was typed as one', async () => {
    const lost = [
      '3174012345678901',
      '3174012345678900',
      '3.1740123456789E+15',
      '1.234567890123456',
      '0.1234567890123456',
    ];
    const kept = ['317401234567890', '0.10000000000000001', '46143.354166666664', '1234567.125', '-5'];
    expect((await numbers(...lost)).map(({ imprecise }) => imprecise)).toEqual(lost.map(() => true));
    const marks = (await numbers(...kept)).map(({ imprecise }) => imprecise);
    expect(marks).toEqual([false, false, true, false, false]);
  });

  it('takes what is no decimal number for text', async () => {
    const cells = await numbers('0x10', 'Infinity', '1e999', 'abc', '1,5');
    expect(cells.every(({ kind }) => kind === 'text')).toBe(true);
  });
});

describe('dates', () => {
  const dates = async (code: string, serials: (string | number)[], workbookPr = '') => {
    const cells = serials.map((serial) => `<c s="1"><v>${serial}</v></c>`).join('');
    return read(row(cells), { formats: [code], workbookPr });
  };

  it('reads serials as wall-clock time', async () => {
    const serials = [46143, 46143.354166666664, 46143.99999999999, 46143.5000014352, 1, 59, 61, 2958465];
    expect((await dates('dd/mm/yyyy hh:mm', serials)).map(([, value]) => value)).toEqual([
      '2026-05-01',
      '2026-05-01T08:30:00',
      '2026-05-02',
      '2026-05-01T12:00:00.124',
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '9999-12-31',
    ]);
  });

  it('reads serials of workbooks that count from 1904', async () => {
    expect(await dates('yyyy-mm-dd', [44681, 44681.25], 'date1904="1"')).toEqual([
      ['date', '2026-05-01'],
      ['date', '2026-05-01T06:00:00'],
    ]);
    expect(await dates('yyyy-mm-dd', [46143], 'date1904="0"')).toEqual([['date', '2026-05-01']]);
  });

  it('reads a time without a day, and leaves days that no calendar has as numbers', async () => {
    expect(await dates('hh:mm', [0.354166666666667, 0])).toEqual([
      ['date', '08:30:00'],
      ['date', '00:00:00'],
    ]);
    expect(await dates('yyyy-mm-dd', [60, -1, 2958466])).toEqual([
      ['number', 60],
      ['number', -1],
      ['number', 2958466],
    ]);
  });

  it('tells formats of dates from others', async () => {
    const date = [
      'm/d/yy',
      '[$-421]dd mmmm yyyy;@',
      'mmm-yy',
      '"Tgl" d',
      'h:mm AM/PM',
      '[Red]yyyy',
      'YYYY\\-MM\\-DD',
    ];
    const other = [
      '0.00',
      'General',
      '#,##0 "hari"',
      '[Red]0',
      '0\\d',
      '[h]:mm:ss',
      '_(* #,##0_);[Red]_(d',
      '0.00E+00',
      '@',
    ];
    for (const code of date) expect([code, (await dates(code, [46143]))[0]?.[0]]).toEqual([code, 'date']);
    for (const code of other) expect([code, (await dates(code, [46143]))[0]?.[0]]).toEqual([code, 'number']);
  });

  it('knows the formats that have a number only', async () => {
    const ids = [14, 22, 47, 57, 1, 46, 49];
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dxfs><dxf><numFmt numFmtId="1" formatCode="d"/></dxf></dxfs><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
    const cells = ids.map((_, at) => `<c s="${at}"><v>46143</v></c>`).join('');
    const found = await read(row(cells), { parts: [{ name: 'xl/styles.xml', content: styles }] });
    expect(found.map(([kind]) => kind)).toEqual([
      'date',
      'date',
      'date',
      'date',
      'number',
      'number',
      'number',
    ]);
  });

  it('reads dates that are stored as text of ISO 8601', async () => {
    const texts = [
      '2026-05-01',
      '2026-05-01T08:30:00',
      '2026-05-01T08:30:00.500Z',
      '2026-05-01T00:00:00Z',
      '08:30',
      'kemarin',
      '2026-05-01T08:30:00+07:00',
    ];
    const cells = texts.map((text) => `<c t="d"><v>${text}</v></c>`).join('');
    expect(await read(row(cells))).toEqual([
      ['date', '2026-05-01'],
      ['date', '2026-05-01T08:30:00'],
      ['date', '2026-05-01T08:30:00.500'],
      ['date', '2026-05-01'],
      ['date', '08:30:00'],
      ['text', 'kemarin'],
      ['date', '2026-05-01T08:30:00'],
    ]);
  });
});

describe('other cells', () => {
  it('reads booleans and errors', async () => {
    const cells = '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>';
    expect(await read(row(cells))).toEqual([
      ['boolean', true],
      ['boolean', false],
      ['error', '#N/A'],
    ]);
  });

  it('reports a formula as one, with the result that was stored', async () => {
    const cells =
      '<c><f>1+1</f><v>2</v></c><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c t="str"><f>""</f><v></v></c>' +
      '<c><f>A1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c s="1"><f>TODAY()</f><v>46143</v></c>' +
      '<c><f t="shared" si="0"/><v>3174012345678901</v></c><c t="b"><f>TRUE()</f><v>1</v></c>';
    const found = await cellsOf(workbook({ sheets: [row(cells)], formats: ['yyyy'] }));
    expect(found.every(({ kind }) => kind === 'formula')).toBe(true);
    expect(found.map(({ value }) => value)).toEqual([
      2,
      'ab',
      null,
      null,
      '#DIV/0!',
      '2026-05-01',
      3174012345678901,
      true,
    ]);
    expect(found.map(({ imprecise }) => imprecise)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('gives the text of any cell', () => {
    const cell = (kind: Cell['kind'], value: Cell['value']) =>
      ({ column: 1, kind, value, imprecise: false, format: '' }) as Cell;
    expect(cellText(cell('boolean', true))).toBe('TRUE');
    expect(cellText(cell('formula', null))).toBe('');
    expect(cellText(cell('date', '2026-05-01'))).toBe('2026-05-01');
    expect(cellText(cell('number', -0.00000125))).toBe('-0.00000125');
  });
});

describe('places', () => {
  it('counts on where cells and rows do not say where they are', async () => {
    const data =
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c r="C2"><v>4</v></c><c><v>5</v></c></row><row r="9"><c><v>6</v></c></row><row><c r="B12"><v>7</v></c></row>';
    const rows = await rowsOf(workbook({ sheets: [data] }));
    const places = rows.map((one) => [
      one.row,
      ...one.cells.map(({ column, value }) => `${column}:${value}`),
    ]);
    expect(places).toEqual([
      [1, '1:1', '3:3'],
      [2, '3:4', '4:5'],
      [9, '1:6'],
      [12, '2:7'],
    ]);
  });

  it('leaves out blank cells and rows, however much they are formatted', async () => {
    const data =
      '<row r="1" s="1"/><row r="2"><c r="A2" s="1"/><c r="B2" t="inlineStr"><is><t></t></is></c></row><row r="3"><c r="B3"><v>1</v></c><c r="XFD3" s="1"/></row>';
    const rows = await rowsOf(workbook({ sheets: [data] }));
    expect(rows.map(({ row: number, cells }) => [number, cells.length])).toEqual([[3, 1]]);
  });

  it.each(['s', 'b', 'n', 'e', 'd', 'str', 'inlineStr'])(
    'takes a cell of type %s without a value for blank, as DevExtreme and others write them',
    async (type) => {
      const empty = ['/>', '></c>', '><v/></c>', '><v></v></c>', '><is><t/></is></c>'];
      const data = empty.map(
        (rest, at) => `<row r="${at + 1}"><c r="A${at + 1}" s="1" t="${type}"${rest}</row>`,
      );
      const sharedStrings = '<si><t>Ana</t></si>';
      const formats = ['dd/mm/yyyy'];
      expect(await rowsOf(workbook({ sheets: [data.join('')], sharedStrings, formats }))).toEqual([]);
    },
  );

  it('says of each row whether it is hidden, by a filter, by hand or by a height of nothing', async () => {
    const more = [
      '',
      'hidden="1"',
      'hidden="true"',
      'hidden="0"',
      'ht="0" customHeight="1"',
      'ht="15"',
      'ht=""',
    ];
    const data = more.map((one, at) => `<row r="${at + 1}" ${one}><c r="A${at + 1}"><v>1</v></c></row>`);
    for (const sheet of [data.join(''), data.join('<!-- -->')]) {
      const rows = await rowsOf(workbook({ sheets: [sheet] }));
      expect(rows.map(({ row, rowHidden }) => (rowHidden ? -row : row))).toEqual([1, -2, -3, 4, -5, 6, 7]);
    }
  });

  it('reads a value in the last cell of a sheet without walking there', async () => {
    const rows = await rowsOf(
      workbook({ sheets: ['<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'] }),
    );
    expect(rows).toEqual([
      {
        sheet: 'Sheet1',
        hidden: false,
        row: 1048576,
        rowHidden: false,
        cells: [{ column: 16384, kind: 'number', value: 5, imprecise: false, format: '' }],
      },
    ]);
  });

  it('puts cells that are out of order into order, and takes rows as they come', async () => {
    const data =
      '<row r="5"><c r="C5"><v>3</v></c><c r="A5"><v>1</v></c><c r="B5"><v>2</v></c></row><row r="2"><c r="A2"><v>9</v></c></row>';
    const rows = await rowsOf(workbook({ sheets: [data] }));
    expect(rows.map((one) => [one.row, ...one.cells.map(({ value }) => value)])).toEqual([
      [5, 1, 2, 3],
      [2, 9],
    ]);
  });

  it('leaves out columns beyond those that are asked for', async () => {
    const data = row('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>');
    const [first] = await rowsOf(workbook({ sheets: [data] }), { maxColumns: 2 });
    expect(first?.cells.map(({ value }) => value)).toEqual([1, 2]);
  });

  it('says of each row its sheet, in the workbook’s order, and whether that is hidden', async () => {
    const sheets = ['1', '2', '3'].map((value) => `<row r="1"><c r="A1"><v>${value}</v></c></row>`);
    const rows = await rowsOf(
      workbook({ sheets, sheetAttributes: ['', 'state="hidden"', 'state="veryHidden"'] }),
    );
    expect(rows.map(({ sheet, hidden }) => [sheet, hidden])).toEqual([
      ['Sheet1', false],
      ['Sheet2', true],
      ['Sheet3', true],
    ]);
  });
});

describe('ways of writing XML', () => {
  it('reads elements with a prefix, and none of another namespace', async () => {
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:o="urn:other">
      <o:sheetData><o:row r="1"><o:c r="A1"><o:v>9</o:v></o:c></o:row></o:sheetData>
      <x:sheetData><x:row r="1"><x:c r="A1"><o:v>8</o:v><x:v>1</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await read(sheet)).toEqual([
      ['number', 1],
      ['text', 'b'],
    ]);
  });

  it('reads UTF-16, and UTF-8 with a byte order mark', async () => {
    const sheet =
      '<worksheet xmlns="x"><sheetData><row r="1"><c r="A1" t="str"><v>é東😀</v></c></row></sheetData></worksheet>';
    for (const content of [
      Buffer.from(`\ufeff${sheet}`, 'utf16le'),
      Buffer.from(`\ufeff${sheet}`, 'utf16le').swap16(),
      Buffer.from(`\ufeff${sheet}`),
    ])
      expect(await read('', { parts: [{ name: 'xl/worksheets/sheet1.xml', content }] })).toEqual([
        ['text', 'é東😀'],
      ]);
  });

  it('reads what comes in many pieces as if it came in one', async () => {
    const texts = Array.from({ length: 3000 }, (_, at) => `é東😀 &amp; ${at} `.repeat(10));
    const data = texts.map(
      (text, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
    );
    const rows = await rowsOf(workbook({ sheets: [data.join('\r\n')] }), { maxRows: 3000 });
    expect(rows.map(({ cells: [cell] }) => cell?.value)).toEqual(
      texts.map((text) => text.replaceAll('&amp;', '&')),
    );
  });
});
