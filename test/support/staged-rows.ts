import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import type { RowData, RowKind, RowProblem } from '../../src/imports/kind.ts';

/** A sheet as the import engine stages it: what was read from its rows. */
export interface StagedSheet {
  kind: RowKind;
  rows: RowData[];
}

export interface StagedImport {
  id: number;
  check(): Promise<void>;
  /** Writes all sheets in the order of their kinds, so many rows at a time, and ends. */
  write(batch?: number): Promise<void>;
  /** What is wrong, as `sheet/row field key`. */
  problems(): Promise<string[]>;
}

/** Stages rows as the engine does, without a file. */
export async function stageImport(
  db: Database,
  ctx: Context,
  sheets: readonly StagedSheet[],
): Promise<StagedImport> {
  const number = `IMP-${randomUUID()}`;
  const [made] = await db.query<{ id: number }>(
    `INSERT INTO import (number, status_since, file_name, sha256, source, person_id, surface, created_at)
     VALUES ($1, $2, 'organisasi.xlsx', '', $1, $3, 'slack', $2) RETURNING id`,
    [number, ctx.now, ctx.actor.id],
  );
  const id = made?.id ?? 0;
  for (const [position, { kind, rows }] of sheets.entries()) {
    await db.query(
      `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows) VALUES ($1, $2, $3, $4, '{}', '{}', $5)`,
      [id, position, kind.id, `Lembar ${position}`, rows.length],
    );
    await db.copy(
      'import_row',
      ['import_id', 'sheet', 'n', 'row', 'cells', 'data'],
      rows.map((data, index) => [id, position, index + 1, index + 2, [], data]),
    );
  }
  const inOrder = [...sheets.entries()].sort(([, a], [, b]) => a.kind.order - b.kind.order);
  return {
    id,
    async check() {
      await db.transaction(async (tx) => {
        for (const [, { kind }] of inOrder) await kind.check(tx, ctx, { importId: id, kind: kind.id });
      });
    },
    async write(batch = 4000) {
      for (const [sheet, { kind, rows }] of inOrder) {
        for (let after = 0; after < rows.length; after += batch) {
          const range = { sheet, after, through: Math.min(after + batch, rows.length) };
          await db.transaction((tx) => kind.write(tx, ctx, { importId: id, kind: kind.id, range }));
        }
        const range = { sheet, after: 0, through: rows.length };
        await db.transaction(async (tx) => kind.link?.(tx, ctx, { importId: id, kind: kind.id, range }));
      }
    },
    async problems() {
      const rows = await db.query<{ sheet: number; row: number; problems: RowProblem[] }>(
        'SELECT sheet, row, problems FROM import_row WHERE import_id = $1 AND problems IS NOT NULL ORDER BY sheet, n',
        [id],
      );
      return rows.flatMap(({ sheet, row, problems }) =>
        problems.map(({ field, expected }) => `${sheet}/${row} ${field} ${expected.key}`),
      );
    },
  };
}
