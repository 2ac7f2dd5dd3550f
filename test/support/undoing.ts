import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import type { RowKind } from '../../src/imports/kind.ts';
import type { ImportState, StagedRow } from '../../src/imports/model.ts';
import { runJob } from '../../src/imports/run.ts';
import { countRows } from '../../src/imports/staging.ts';
import { importRows, loadImport, type RowList } from '../../src/imports/store.ts';
import { undoJob } from '../../src/imports/undo/run.ts';
import { createUndoService } from '../../src/imports/undo/service.ts';
import { uses } from './house.ts';
import { type StagedSheet, stageImport } from './staged-rows.ts';

/** Imports of rows, and their undoing, as their cards and jobs have them done, without files and platforms. */
export function undoing(db: Database, ctx: Context, kinds: readonly RowKind[]) {
  const people = { contextOf: async () => ctx };
  const service = createUndoService({ db, kinds, uses, daysKept: () => 30 });
  const load = async (id: number): Promise<ImportState> => {
    const found = await loadImport(db, id);
    if (!found) throw new Error('the import is gone');
    return found;
  };
  /** Stages and checks rows, as the preview shows them. */
  async function checked(...sheets: StagedSheet[]): Promise<number> {
    const { id, check } = await stageImport(db, ctx, sheets);
    await check();
    await db.transaction(withoutDeadline, (tx) => countRows(tx, id));
    await db.query(`UPDATE import SET status = 'CHECKED' WHERE id = $1`, [id]);
    return id;
  }
  /** Import is pressed, and its rows are written. */
  async function run(id: number, batch?: number): Promise<ImportState> {
    await db.query(`UPDATE import SET status = 'RUNNING' WHERE id = $1`, [id]);
    await runJob({ db, people, kinds, clock: () => ctx.now, batch })({ id });
    return load(id);
  }
  async function planned(id: number) {
    const plan = await service.planned(ctx, await load(id));
    if (!plan) throw new Error('the plan is made by a job');
    return plan;
  }
  return {
    load,
    checked,
    run,
    imported: async (...sheets: StagedSheet[]) => run(await checked(...sheets)),
    planned,
    /** The form is opened and sent. */
    async order(id: number, reason = 'Berkas yang salah') {
      const plan = await planned(id);
      await service.undo(ctx, plan, { plannedAt: plan.plannedAt, reason, key: randomUUID() });
    },
    service,
    /** Works on it until it has ended. */
    async work(id: number, options: { batch?: number; contextOf?: () => Promise<Context | null> } = {}) {
      const { batch, contextOf = people.contextOf } = options;
      await undoJob({ db, people: { contextOf }, kinds, uses, clock: () => ctx.now, batch })({ id });
      return load(id);
    },
    rows: (id: number, which: RowList): Promise<StagedRow[]> =>
      importRows(db, id, which, { sheet: -1, n: 0 }, 1000),
    /** Why rows are left, as `row key`. */
    async kept(id: number): Promise<string[]> {
      const rows = await importRows(db, id, 'kept', { sheet: -1, n: 0 }, 1000);
      return rows.map(({ sheet, n, kept }) => `${sheet}/${n} ${kept?.key}`);
    },
  };
}

/** What the tables that imports write hold, without ids and moments. */
export async function contents(db: Database): Promise<Record<string, unknown[]>> {
  const tables: Record<string, string> = {
    unit: `SELECT u.code, u.name, u.kind, k.code AS kppn FROM unit u LEFT JOIN unit k ON k.id = u.kppn_id`,
    person: `SELECT to_jsonb(p) - 'id' - 'unit_id' - 'superior_id' - 'created_at' AS p, u.code, s.email FROM person p
      LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id`,
    position: `SELECT p.code, p.name, p.active, u.code AS unit, h.email, a.code AS parent FROM position p
      LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person h ON h.id = p.holder_id LEFT JOIN position a ON a.id = p.parent_id`,
    unit_head: `SELECT u.code, p.email FROM unit_head h JOIN unit u ON u.id = h.unit_id JOIN person p ON p.id = h.person_id`,
    role_grant: `SELECT p.email, g.role, u.code, g.withdrawn_at FROM role_grant g JOIN person p ON p.id = g.person_id
      LEFT JOIN unit u ON u.id = g.unit_id`,
    platform_system: 'SELECT name, active FROM platform_system',
    application_role: `SELECT a.name AS application, r.name FROM application a LEFT JOIN application_role r ON r.application_id = a.id`,
    partner_account: `SELECT to_jsonb(a) - 'person_id' AS account FROM partner_account a`,
  };
  const found: Record<string, unknown[]> = {};
  for (const [table, sql] of Object.entries(tables))
    found[table] = await db.query(`SELECT * FROM (${sql}) x ORDER BY x::text`);
  return found;
}
