import type { Button } from '../../../chat/card.ts';
import { type Context, hasRole } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import {
  type Noticed,
  type ReadRow,
  type RowData,
  type RowKind,
  type RowPlace,
  type RowProblem,
  type Scope,
  within,
} from '../../../imports/kind.ts';
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
    notice: (tx, scope) => notice(tx, scope, policy.partnerMailDomains),
    remarks,
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

/** Which rows have their address reduced, have a phone without its zero, and are a secretary's. */
async function notice(tx: Tx, scope: Scope, domains: readonly string[]): Promise<Noticed> {
  const { sql, values } = within(scope, 2);
  const rows = (where: string) =>
    `jsonb_build_object('count', count(*) FILTER (WHERE ${where}), 'first',
       jsonb_build_object('sheet', (min(ARRAY[r.sheet, r.n]) FILTER (WHERE ${where}))[1], 'n', (min(ARRAY[r.sheet, r.n]) FILTER (WHERE ${where}))[2]))`;
  const [found] = await tx.query<Noticed>(
    `SELECT ${rows(`split_part(r.data->>'email', '@', 2) = ANY($1)`)} AS reduced, ${rows(`r.data->>'phone' ~ '^8'`)} AS bare,
       ${rows(`r.data->>'kind' = 'SECRETARY'`)} AS secretaries
     FROM opened_row r WHERE ${sql} AND r.problems IS NULL`,
    [domains, ...values],
  );
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, { count }]) => count > 0));
}

/**
 * That addresses were reduced to account names, with one of them (P-4); that a spreadsheet has taken zeros for nothing; and what
 * follows for secretaries (P-1).
 */
async function remarks(
  { t }: Context,
  { reduced, bare, secretaries }: Noticed,
  rowAt: (place: RowPlace) => Promise<ReadRow | null>,
): Promise<string[]> {
  const said: string[] = [];
  if (reduced) {
    const address = (await rowAt(reduced.first))?.data.email ?? '';
    said.push(
      t('partnerAccount.remark.reduced', { count: reduced.count, address, account: accountNameOf(address) }),
    );
  }
  if (bare) {
    // Not the number itself: the preview may stand in a channel (T-2).
    const row = await rowAt(bare.first);
    said.push(t('partnerAccount.remark.noZero', { count: bare.count, row: row?.row ?? 0 }));
  }
  if (secretaries) said.push(t('partnerAccount.remark.secretaries', { count: secretaries.count }));
  return said;
}
