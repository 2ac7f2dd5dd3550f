import type { Database } from '../db/database.ts';
import { inBatches, type Sealing } from '../db/seal-clear.ts';
import { Blocks, insertBlocks, type TypedRow } from './blocks.ts';

/** Rows of imports of one transaction: what people typed may be long. */
const batch = 200;

/** The rows of one import after the other, in blocks as they would be written now. */
async function sealRows(db: Database): Promise<void> {
  let after = [0, -1, 0];
  await inBatches(db, async (tx) => {
    const rows = await tx.query<TypedRow & { importId: number }>(
      `SELECT import_id AS "importId", sheet::int, n, row, clear_cells AS cells, clear_data - 'marks' AS data, clear_problems AS problems,
         clear_change AS change
       FROM import_row WHERE clear_cells IS NOT NULL AND (import_id, sheet, n) > ($1, $2, $3)
       ORDER BY import_id, sheet, n LIMIT ${batch}`,
      after,
    );
    const importId = rows[0]?.importId;
    if (importId === undefined) return 0;
    const own = rows.filter((row) => row.importId === importId);
    const blocks = new Blocks();
    for (const row of own) blocks.add(row, JSON.stringify(row.cells).length);
    await insertBlocks(tx, importId, blocks);
    await tx.query(
      `UPDATE import_row r SET clear_cells = NULL, clear_data = NULL, clear_problems = NULL, clear_change = NULL
       FROM unnest($2::int[], $3::int[]) AS v(sheet, n) WHERE r.import_id = $1 AND r.sheet = v.sheet AND r.n = v.n`,
      [importId, own.map(({ sheet }) => sheet), own.map(({ n }) => n)],
    );
    const last = own.at(-1);
    if (last) after = [importId, last.sheet, last.n];
    return own.length;
  });
}

/** What rows of imports of a version before hold in clear (T-2). */
export const rowsSealing: Sealing = { '20261130050100_import_rows_sealed': sealRows };
