import type { Context } from '../../../core/context.ts';
import type { Tx } from '../../../db/database.ts';
import { type Scope, within } from '../../../imports/kind.ts';
import { mine, scopeValues, type UndoScope } from '../../../imports/undo/undo.ts';
import type { Leaving } from '../../../people/leaving.ts';

const madeInactive = `r.problems IS NULL AND r.data->>'active' = 'NO'`;

async function inScope(tx: Tx, scope: Scope, where: string): Promise<number[]> {
  const { sql, values } = within(scope, 1);
  const people = await tx.query<{ id: number }>(
    `SELECT p.id FROM opened_row r JOIN person p ON p.email = r.data->>'email' WHERE ${sql} AND ${where} ORDER BY p.id`,
    values,
  );
  return people.map(({ id }) => id);
}

/** An edit in chat has none. */
async function numberOf(tx: Tx, importId: number): Promise<string | null> {
  const [found] = await tx.query<{ number: string | null }>(
    `SELECT nullif(number, '') AS number FROM import WHERE id = $1`,
    [importId],
  );
  return found?.number ?? null;
}

async function inactiveAgain(tx: Tx, scope: UndoScope): Promise<number[]> {
  const people = await tx.query<{ id: number }>(
    `WITH ${mine} SELECT m.id FROM mine m WHERE m.change->'from'->>'active' = 'NO' ORDER BY m.id`,
    scopeValues(scope),
  );
  return people.map(({ id }) => id);
}

/** Whoever the rows of a sheet make inactive, and whoever its undo makes inactive again: `hold` before it does, `leave` afterwards. */
export interface Leavers {
  /** Locks what goes with them, before anything else of theirs is locked. */
  hold(tx: Tx, scope: Scope): Promise<void>;
  leave(tx: Tx, ctx: Context, scope: Scope): Promise<void>;
  undone: {
    hold(tx: Tx, scope: UndoScope): Promise<void>;
    leave(tx: Tx, ctx: Context, scope: UndoScope): Promise<void>;
  };
}

export function createLeavers({ hold, leave }: Leaving): Leavers {
  return {
    hold: async (tx, scope) => hold(tx, await inScope(tx, scope, madeInactive)),
    async leave(tx, ctx, scope) {
      const changed = `(r.change IS NULL OR r.change->'to'->>'active' = 'NO') AND NOT p.active`;
      const ids = await inScope(tx, scope, `${madeInactive} AND ${changed}`);
      const { importId, reason } = scope;
      await leave(tx, ids, { ...ctx, reason, import: await numberOf(tx, importId) });
    },
    undone: {
      hold: async (tx, scope) => hold(tx, await inactiveAgain(tx, scope)),
      async leave(tx, ctx, scope) {
        const number = await numberOf(tx, scope.importId);
        await leave(tx, await inactiveAgain(tx, scope), { ...ctx, reason: scope.reason, import: number });
      },
    },
  };
}
