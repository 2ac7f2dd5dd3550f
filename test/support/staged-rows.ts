import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import { Blocks, copyRows } from '../../src/imports/blocks.ts';
import type { RowData, RowKind, Scope } from '../../src/imports/kind.ts';
import { openRows, sealRows } from '../../src/imports/opened.ts';
import { importRows } from '../../src/imports/store.ts';

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
    const blocks = new Blocks();
    for (const [index, data] of rows.entries())
      blocks.add({ sheet: position, n: index + 1, row: index + 2, cells: [], data, problems: null }, 0);
    await copyRows(db, id, blocks);
  }
  /** In a transaction of its own, as a run does it. */
  const opened = (scope: Scope, work: (tx: Tx, scope: Scope) => Promise<void>) =>
    db.transaction(withoutDeadline, async (tx) => {
      await openRows(tx, scope);
      await work(tx, scope);
      await sealRows(tx, id);
    });
  const inOrder = [...sheets.entries()].sort(([, a], [, b]) => a.kind.order - b.kind.order);
  return {
    id,
    async check() {
      await db.transaction(withoutDeadline, async (tx) => {
        await openRows(tx, { importId: id });
        for (const [, { kind }] of inOrder) await kind.check(tx, ctx, { importId: id, kind: kind.id });
        await sealRows(tx, id);
      });
    },
    async write(batch = 4000) {
      for (const [sheet, { kind, rows }] of inOrder) {
        for (let after = 0; after < rows.length; after += batch) {
          const range = { sheet, after, through: Math.min(after + batch, rows.length) };
          await opened({ importId: id, kind: kind.id, range }, (tx, scope) => kind.write(tx, ctx, scope));
        }
        const range = { sheet, after: 0, through: rows.length };
        await opened({ importId: id, kind: kind.id, range }, async (tx, scope) =>
          kind.link?.(tx, ctx, scope),
        );
      }
    },
    async problems() {
      const rows = await importRows(db, id, 'failed', { sheet: -1, n: 0 }, 100_000);
      return rows.flatMap(({ sheet, row, problems }) =>
        (problems ?? []).map(({ field, expected }) => `${sheet}/${row} ${field} ${expected.key}`),
      );
    },
  };
}
