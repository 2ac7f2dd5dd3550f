import type { Context } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { type Entry, entriesOf } from '../../../records/entry.ts';
import { remarkSteps } from '../../../records/remarks.ts';
import type { DeskDeps } from '../deps.ts';
import { isStatus, statusNames, subjectOf } from '../model.ts';

/** What changes a request, in words. */
export const stepTexts: ReadonlyMap<string, TextKey> = new Map([
  ...remarkSteps,
  ...Object.entries<TextKey>({
    'user-id.submitted': 'userId.log.submitted',
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
  requestId: number,
): Promise<LogLine[]> {
  const entries = await entriesOf(deps.db, subjectOf(requestId), [...entryTexts.keys()]);
  return entries.map((entry) => lineOf(ctx, entry));
}

export function lineOf({ t }: Context, entry: Entry): LogLine {
  const nameOf = (status: string | null) => (status && isStatus(status) ? statusNames[status] : status);
  return {
    text: t.message({ key: entryTexts.get(entry.action) ?? 'userId.log.submitted' }),
    actor: actorIn(t, entry),
    at: entry.at,
    reason: entry.reason,
    from: nameOf(entry.from),
    to: nameOf(entry.to),
  };
}
