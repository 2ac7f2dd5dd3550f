import type { Context } from '../../../core/context.ts';
import { nameIn, type TextKey } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { type Entry, entriesOf } from '../../../records/entry.ts';
import { handedIn } from '../../../records/handing.ts';
import { remarkSteps } from '../../../records/remarks.ts';
import type { DeskDeps } from '../deps.ts';
import { type RequestState, subjectOf } from '../model.ts';
import { stateName } from '../plan.ts';

/** What changes a request, in words. */
export const stepTexts: ReadonlyMap<string, TextKey> = new Map([
  ...remarkSteps,
  ...Object.entries<TextKey>({
    'user-id.submitted': 'userId.log.submitted',
    'user-id.agreed': 'userId.log.approved',
    'user-id.objected': 'userId.log.objected',
    'user-id.approved': 'userId.log.approved',
    'user-id.rejected': 'userId.log.rejected',
    'user-id.confirmed': 'userId.log.confirmed',
    'user-id.withdrawn': 'userId.log.withdrawn',
    'user-id.reassigned': 'userId.log.reassigned',
  }),
]);

/** The same, and what happens to the User ID itself. */
const entryTexts: ReadonlyMap<string, TextKey> = new Map([
  ...stepTexts,
  ['account.password-set', 'userId.log.passwordSet'],
]);

export interface LogLine {
  text: string;
  actor: string;
  at: Date;
  reason: string | null;
  from: string | null;
  to: string | null;
}

/** Every step with actor, time and reason, oldest first (U-14). */
export async function activityLog(
  ctx: Context,
  deps: Pick<DeskDeps, 'db'>,
  request: Logged,
): Promise<LogLine[]> {
  const entries = await entriesOf(deps.db, subjectOf(request.id), [...entryTexts.keys()]);
  return entries.map((entry) => lineOf(ctx, entry, request));
}

type Logged = Pick<RequestState, 'id' | 'plan'>;

export function lineOf({ t }: Context, entry: Entry, request: Logged): LogLine {
  const nameOf = (state: string | null) => state && nameIn(t.language, stateName(request, state));
  return {
    text: t.message({
      key: entryTexts.get(entry.action) ?? 'userId.log.submitted',
      args: { to: handedIn(entry) },
    }),
    actor: actorIn(t, entry),
    at: entry.at,
    reason: entry.reason,
    // What moves a request nowhere (a question, one of several approvals) names no stage.
    from: entry.from === entry.to ? null : nameOf(entry.from),
    to: entry.from === entry.to ? null : nameOf(entry.to),
  };
}
