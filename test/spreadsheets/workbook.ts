import type { Cell, SheetRow } from '../../src/spreadsheets/cell.ts';
import { type ReadOptions, readSheets } from '../../src/spreadsheets/reader.ts';
import { UnreadableSpreadsheet } from '../../src/spreadsheets/unreadable.ts';
import { type ZipPart, zip } from './zip.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface Written {
  /** What stands in `<sheetData>`, or the whole part where it begins with `<?xml`, `<!` or another element. */
  sheets?: string[];
  /** The `<si>` elements. */
  sharedStrings?: string;
  /** Format codes: a cell with `s="1"` has the first. */
  formats?: string[];
  /** Attributes of `workbookPr` and of each `sheet`. */
  workbookPr?: string;
  sheetAttributes?: string[];
  /** The content type of the main part. */
  type?: string;
  /** Replaced where the name is the same, else added. */
  parts?: ZipPart[];
  relationships?: string;
  types?: string;
}

const sheetPart = (content: string) =>
  /^<(?:\?xml|!|[a-z]+:|worksheet)/.test(content)
    ? content
    : `${head}<worksheet xmlns="${main}"><sheetData>${content}</sheetData></worksheet>`;

/** The parts of a small workbook, written by hand. */
export function workbookParts(written: Written): ZipPart[] {
  const sheets = written.sheets ?? ['<row r="1"><c r="A1"><v>1</v></c></row>'];
  const formats = written.formats ?? [];
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Default Extension="xml" ContentType="application/xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="${written.type ?? `${types}.sheet.main+xml`}"/>
      ${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}
      ${written.types ?? ''}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packageRelationships}">
      <Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr ${written.workbookPr ?? ''}/>
      <sheets>${sheets.map((_, at) => `<sheet name="Sheet${at + 1}" sheetId="${at + 1}" r:id="rId${at + 1}" ${written.sheetAttributes?.[at] ?? ''}/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packageRelationships}">
      ${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}
      <Relationship Id="rIdS" Type="${relationships}/styles" Target="styles.xml"/>
      <Relationship Id="rIdT" Type="${relationships}/sharedStrings" Target="/xl/sharedStrings.xml"/>
      ${written.relationships ?? ''}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}">
      <numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${written.sharedStrings ?? ''}</sst>`,
  };
  for (const [at, content] of sheets.entries())
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetPart(content);
  const replaced = new Set(written.parts?.map(({ name }) => name));
  return [
    ...Object.entries(parts)
      .filter(([name]) => !replaced.has(name))
      .map(([name, content]) => ({ name, content })),
    ...(written.parts ?? []),
  ];
}

export const workbook = (written: Written): Buffer => zip(workbookParts(written));

export async function rowsOf(content: Buffer, options: Partial<ReadOptions> = {}): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheets(content, { maxRows: 1000, ...options })) rows.push(row);
  return rows;
}

export async function cellsOf(content: Buffer): Promise<Cell[]> {
  return (await rowsOf(content)).flatMap(({ cells }) => cells);
}

/** The cells of a sheet with this data as `[kind, value]`. */
export async function read(data: string, written: Written = {}): Promise<[Cell['kind'], Cell['value']][]> {
  const cells = await cellsOf(workbook({ ...written, sheets: [data] }));
  return cells.map(({ kind, value }) => [kind, value]);
}

/** Why a file is not read; `read` where it is. */
export async function outcome(content: Buffer, options: Partial<ReadOptions> = {}): Promise<string> {
  try {
    await rowsOf(content, options);
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableSpreadsheet) return error.reason;
    throw error;
  }
}
