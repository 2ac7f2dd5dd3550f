import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { keepMade, sheetType } from '../attachments/kept.ts';
import type { Context } from '../core/context.ts';
import { packages } from '../core/packages.ts';
import type { Queryable } from '../core/queryable.ts';
import { languages, translate } from '../core/texts/index.ts';
import type { Database, Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { type Job, job } from '../jobs/worker.ts';
import type { People } from '../people/contexts.ts';
import { type ImportKind, titleOf } from './kind.ts';
import { countsOf, type ImportState, waitingImport } from './model.ts';
import { problemTexts } from './problems.ts';
import { importRows, loadImport, type RowCursor } from './store.ts';
import { sheetName, unescapable } from './template.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'imports.rows-file': { id: number };
  }
}

/** Whether a title is one of the columns that we add to failed rows ourselves. */
export function isOurs(title: string): boolean {
  return languages.some((language) =>
    (['imports.file.reason', 'imports.file.row'] as const).some(
      (key) => titleOf(translate(language)(key)) === titleOf(title),
    ),
  );
}

/** Has the file of failed rows made, or made anew. */
export async function orderRowsFile(tx: Tx, id: number): Promise<void> {
  await enqueue(tx, 'imports.rows-file', { id }, { key: `rows file ${id}`, queue: `rows file ${id}` });
}

/** The file of an import's failed rows as they are now, if it was made already. */
export async function rowsFile(
  db: Queryable,
  { t }: Pick<Context, 't'>,
  found: ImportState,
): Promise<{ id: number; name: string } | null> {
  // In the language of whoever gave it: that is the one in which it was made.
  const names = languages.map((language) => `made:${fileName(translate(language), found)}`);
  const [file] = await db.query<{ id: number; name: string }>(
    `SELECT id, name FROM attachment WHERE uploader_id = $1 AND source = ANY($2) ORDER BY name = $3 DESC LIMIT 1`,
    [found.personId, names, fileName(t, found)],
  );
  return file ?? null;
}

const fileName = (t: Context['t'], found: ImportState) =>
  t('imports.file.name', { number: found.number, count: countsOf(found).failed });

/** Makes the file of failed rows and keeps it for whoever gave the import (P-6). */
export function rowsFileJob(deps: {
  db: Database;
  people: Pick<People, 'contextOf'>;
  kinds: readonly ImportKind[];
}): Job<'imports.rows-file'> {
  return job(
    'imports.rows-file',
    'jobs.name.importsRowsFile',
    async ({ id }) => {
      const found = await loadImport(deps.db, id);
      if (!found || countsOf(found).failed === 0) return;
      const ctx = await deps.people.contextOf(found.personId, found.surface);
      if (!ctx) return;
      const content = await failedRows(deps.db, ctx, deps.kinds, found);
      await keepMade(deps.db, ctx, {
        name: fileName(ctx.t, found),
        mediaType: sheetType,
        content,
      });
    },
    waitingImport,
  );
}

/** Each may be in a block of its own. */
const pageSize = 100;

/**
 * The failed rows as an .xlsx: the sheets and columns of the file that was given, what is wrong marked, and the reasons
 * beside it, ready to be corrected and sent again. Every cell is a text or a day, so nothing in it acts.
 */
async function failedRows(
  db: Database,
  { t }: Context,
  kinds: readonly ImportKind[],
  found: ImportState,
): Promise<Buffer> {
  const excel = await packages.excel();
  const stream = new PassThrough();
  const content = buffer(stream);
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const names = new Set<string>();
  for (const sheet of found.sheets.filter(({ failed }) => failed > 0)) {
    const kind = kinds.find(({ id }) => id === sheet.kind);
    const kept = sheet.titles.flatMap((title, place) => (isOurs(title) ? [] : [{ title, place }]));
    const worksheet = workbook.addWorksheet(sheetName(sheet.name, names), {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    const days = new Map(
      kind?.columns.flatMap(({ field, isDay }) => (isDay ? [[sheet.fields[field], field] as const] : [])),
    );
    worksheet.columns = [
      ...kept.map(({ place }) => ({ width: 24, style: { numFmt: days.has(place) ? 'dd/mm/yyyy' : '@' } })),
      { width: 80, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } } },
      { width: 12, style: { numFmt: '@' } },
    ];
    const own = [t('imports.file.reason'), t('imports.file.row')];
    const titles = worksheet.addRow([...kept.map(({ title }) => unescapable(title)), ...own]);
    titles.font = { bold: true };
    titles.commit();
    let after: RowCursor = { sheet: sheet.position, n: 0 };
    for (;;) {
      const page = await importRows(db, found.id, 'failed', after, pageSize);
      const rows = page.filter((row) => row.sheet === sheet.position);
      for (const row of rows) {
        const problems = row.problems ?? [];
        const reason = problemTexts(t, kind, sheet, row).join('\n');
        const typed = kept.map(({ place }) => {
          const cell = row.cells[place] ?? '';
          // The day that was read, however the sheet showed it.
          const day = row.data[days.get(place) ?? ''];
          return day ? new Date(`${day}T00:00:00Z`) : unescapable(cell);
        });
        const written = worksheet.addRow([...typed, unescapable(reason), String(row.row)]);
        const wrong = new Set(problems.map(({ field }) => sheet.fields[field]));
        for (const [index, { place }] of kept.entries())
          if (wrong.has(place)) written.getCell(index + 1).fill = marked;
        written.commit();
      }
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = { sheet: last.sheet, n: last.n };
      await setImmediate();
    }
    worksheet.commit();
  }
  await workbook.commit();
  return content;
}

const marked = {
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: 'FFFFE0E0' },
} as const;
