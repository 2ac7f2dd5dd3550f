import { cut } from '../chat/cut.ts';
import { givenLine } from '../core/given.ts';
import { languages, type Message, msg, translate } from '../core/texts/index.ts';
import type { SheetRow } from '../spreadsheets/cell.ts';

/** Titles stand among the first rows of a sheet, below a letterhead perhaps. */
const headerWithin = 20;
/** A file whose first rows, of all its sheets, hold no header is none of ours. */
const rowsWithoutHeader = 2000;

/** A sheet whose titles are known begins, or a row below them. */
export type TableItem<Header> = { sheet: string; header: Header } | { row: SheetRow };

/**
 * The tables of a workbook: sheet by sheet its header, then the rows below. What is not taken is noted in `left`: nothing of a
 * workbook is dropped without a word. Hidden rows are left out: whoever filters a sheet means what they still see.
 */
export async function* tablesIn<Header>(
  rows: AsyncIterable<SheetRow>,
  headerIn: (row: SheetRow) => Header | null,
  left: LeftOut,
): AsyncGenerator<TableItem<Header>> {
  let sheet: string | null = null;
  let isTable = false;
  let found = false;
  let seen = 0;
  for await (const row of rows) {
    if (row.sheet !== sheet) {
      sheet = row.sheet;
      isTable = false;
      left.sheet(row);
    }
    if (row.hidden) continue;
    if (isTable && row.rowHidden) left.row(row);
    else if (isTable) yield { row };
    else {
      const header = row.row <= headerWithin ? headerIn(row) : null;
      if (!found && header === null && ++seen > rowsWithoutHeader) return;
      if (header === null) continue;
      found = isTable = true;
      left.taken(row);
      yield { sheet: givenLine(row.sheet), header };
    }
  }
}

/** The sheets of our own templates that only explain: nobody misses them. */
const explaining = new Set(
  languages.flatMap((language) =>
    (['template.explained', 'template.sheet'] as const).map((key) => translate(language)(key)),
  ),
);

/** Sheets are named, and ranges of rows, up to so many characters. */
const longestList = 300;

/** What of a workbook was not taken: sheets without known titles, hidden sheets, hidden rows. */
export class LeftOut {
  #sheets = new Map<string, { hidden: boolean }>();
  #rows = new Map<string, Ranges>();

  sheet({ sheet, hidden }: SheetRow): void {
    if (!explaining.has(givenLine(sheet))) this.#sheets.set(sheet, { hidden });
  }

  taken({ sheet }: SheetRow): void {
    this.#sheets.delete(sheet);
  }

  row({ sheet, row }: SheetRow): void {
    const ranges = this.#rows.get(sheet) ?? new Ranges();
    this.#rows.set(sheet, ranges);
    ranges.add(row);
  }

  get hasRows(): boolean {
    return this.#rows.size > 0;
  }

  /** That there was nothing to be seen at all, where that is so. */
  get onlyHiddenSheets(): Message | null {
    const all = [...this.#sheets.values()];
    return all.length > 0 && all.every(({ hidden }) => hidden)
      ? msg('imports.refuse.hiddenSheets', { sheets: this.#names(true) })
      : null;
  }

  notes(): Message[] {
    const [known, hidden] = [this.#names(false), this.#names(true)];
    return [
      ...[...this.#rows].map(([sheet, ranges]) =>
        msg('imports.left.rows', {
          sheet: givenLine(sheet),
          count: ranges.count,
          places: cut(ranges.text, longestList),
        }),
      ),
      ...(known ? [msg('imports.left.sheets', { sheets: known })] : []),
      ...(hidden ? [msg('imports.left.hiddenSheets', { sheets: hidden })] : []),
    ];
  }

  #names(hidden: boolean): string {
    const names = [...this.#sheets].filter(([, sheet]) => sheet.hidden === hidden);
    return cut(names.map(([name]) => givenLine(name)).join(', '), longestList);
  }
}

/** Numbers of rows, in the order in which they come: `3, 5–9`. */
class Ranges {
  count = 0;
  #ranges: [number, number][] = [];

  add(row: number): void {
    this.count += 1;
    const last = this.#ranges.at(-1);
    if (last && last[1] + 1 === row) last[1] = row;
    else this.#ranges.push([row, row]);
  }

  get text(): string {
    const shown = this.#ranges.slice(0, longestList);
    return shown.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  }
}
