import type { Button } from '../../../chat/card.ts';
import { type Context, hasRole } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { RowData, RowKind, RowProblem, Scope } from '../../../imports/kind.ts';
import { within } from '../../../imports/kind.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import type { DeskDeps } from '../deps.ts';
import { checkAgainstDirectory, checkWithinFile } from './check.ts';
import { accountColumns } from './columns.ts';
import { enqueueHub, hubLine } from './hub.ts';
import { accountNameOf } from './names.ts';
import { undoAccounts } from './undo.ts';
import { writeAccounts } from './write.ts';

declare module '../../../imports/kind.ts' {
  interface SheetKinds {
    'partner.account': true;
  }
}

const accountKind = 'partner.account';

export interface AccountKindDeps extends Pick<DeskDeps, 'directoryHub' | 'policy'> {
  /** What the summary offers for the secretaries of an import (P-1). */
  forSecretaries(db: Queryable, ctx: Context, importId: number): Promise<Button[]>;
}

/** Partners and secretaries, as a directory admin has them made (P-1 … P-7). */
export function accountRows({ directoryHub, policy, forSecretaries }: AccountKindDeps): RowKind {
  return {
    id: accountKind,
    name: msg('partnerAccount.kindName'),
    file: msg('partnerAccount.file'),
    order: 100,
    columns: accountColumns,
    mayGive: ({ actor }) => hasRole(actor, 'DIRECTORY_ADMIN'),
    problemsOf: (ctx, data) => periodProblems(data, dayOf(ctx.now, policy.timeZone)),
    async check(tx, _ctx, scope) {
      await checkWithinFile(tx, scope);
      await checkAgainstDirectory(tx, scope);
    },
    async write(tx, ctx, scope) {
      // Imports are the only ones to make accounts, one after the other; what is free at the check stays free.
      await tx.query('LOCK TABLE partner_account IN SHARE ROW EXCLUSIVE MODE');
      await checkAgainstDirectory(tx, scope);
      await writeAccounts(tx, ctx, scope, policy.partnerMailDomains[0] ?? 'invalid');
    },
    remarks: (db, ctx, importId) =>
      remarks(db, ctx, { importId, kind: accountKind }, policy.partnerMailDomains),
    async ready() {
      if (!directoryHub) throw new Refusal(msg('partnerAccount.hub.none'));
      try {
        const state = await directoryHub.state();
        if (!state.connected)
          throw new Refusal(
            msg('partnerAccount.hub.notConnected', { name: state.name, reason: state.reason }),
          );
      } catch (error) {
        if (error instanceof NeighbourDown) throw new Refusal(msg('partnerAccount.hub.down'));
        throw error;
      }
    },
    undo: undoAccounts(policy),
    after: (tx) => enqueueHub(tx),
    next: async (db, ctx, importId) => ({
      says: [...(await hubLine(db, ctx, directoryHub, importId)), ...(await followedLine(db, ctx, importId))],
      buttons: await forSecretaries(db, ctx, importId),
    }),
  };
}

/** An End before its Start, or one that has passed: no such account could ever be used (P-5). */
export function periodProblems({ startsOn, endsOn }: RowData, today: string): RowProblem[] {
  if (endsOn === undefined) return [];
  if (startsOn !== undefined && endsOn < startsOn)
    return [{ field: 'endsOn', expected: msg('partnerAccount.expected.endAfterStart') }];
  if (endsOn < today) return [{ field: 'endsOn', expected: msg('partnerAccount.expected.endNotPast') }];
  return [];
}

/** That what followed for the secretaries was confirmed (P-1). */
async function followedLine(db: Queryable, ctx: Context, importId: number): Promise<string[]> {
  const [found] = await db.query<{ at: Date | null }>('SELECT followed_at AS at FROM import WHERE id = $1', [
    importId,
  ]);
  return found?.at ? [ctx.t('partnerAccount.followed', { time: ctx.time(found.at) })] : [];
}

/**
 * That addresses were reduced to account names, with one of them (P-4); that a spreadsheet has taken zeros for nothing; and what
 * follows for secretaries (P-1).
 */
async function remarks(
  db: Queryable,
  { t }: Context,
  scope: Scope,
  domains: readonly string[],
): Promise<string[]> {
  const { sql, values } = within(scope, 1);
  const [found] = await db.query<{
    reduced: number;
    example: string | null;
    bare: number;
    bareRow: number;
    bareExample: string | null;
    secretaries: number;
  }>(
    `SELECT count(*) FILTER (WHERE split_part(r.data->>'email', '@', 2) = ANY($3))::int AS reduced,
       min(r.data->>'email') FILTER (WHERE split_part(r.data->>'email', '@', 2) = ANY($3)) AS example,
       count(*) FILTER (WHERE r.data->>'phone' ~ '^8')::int AS bare,
       min(r.row) FILTER (WHERE r.data->>'phone' ~ '^8')::int AS "bareRow",
       (array_agg(r.data->>'phone' ORDER BY r.row) FILTER (WHERE r.data->>'phone' ~ '^8'))[1] AS "bareExample",
       count(*) FILTER (WHERE r.data->>'kind' = 'SECRETARY')::int AS secretaries
     FROM import_row r WHERE ${sql} AND r.problems IS NULL`,
    [...values, domains],
  );
  if (!found) return [];
  const { reduced, example, bare, bareRow, bareExample, secretaries } = found;
  return [
    ...(example === null
      ? []
      : [
          t('partnerAccount.remark.reduced', {
            count: reduced,
            address: example,
            account: accountNameOf(example),
          }),
        ]),
    ...(bareExample === null
      ? []
      : [t('partnerAccount.remark.noZero', { count: bare, row: bareRow, example: bareExample })]),
    ...(secretaries > 0 ? [t('partnerAccount.remark.secretaries', { count: secretaries })] : []),
  ];
}
