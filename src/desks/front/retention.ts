import type { Context } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg, type Translate } from '../../core/texts/index.ts';
import { lastRun } from '../../retention/last.ts';
import type { Retention } from '../../retention/rule.ts';

/** It runs daily: after so long without an end somebody has to look. */
const patienceMs = 2 * 24 * 60 * 60_000;
const mostKinds = 5;

/** When what is kept no longer was last removed, and how much of what; whether that is longer ago than it should be (T-3). */
export async function retentionNotes(
  { now, time, t }: Pick<Context, 'now' | 'time' | 't'>,
  db: Queryable,
  rules: readonly Retention[],
): Promise<{ notes: Message[]; attention: boolean }> {
  const { endedAt, removed, open, since } = await lastRun(db, now);
  const attention = now.getTime() - (endedAt ?? since).getTime() > patienceMs;
  const running = open
    ? [msg('doctor.retention.running', { time: time(open.begunAt), count: open.count })]
    : [];
  const last = endedAt
    ? msg('doctor.retention.last', { time: time(endedAt), removed: removedText(t, rules, removed) })
    : msg('doctor.retention.none');
  return { notes: [last, ...running, ...(attention ? [msg('doctor.retention.late')] : [])], attention };
}

function removedText(
  t: Translate,
  rules: readonly Retention[],
  removed: readonly { kind: string; count: number }[],
): string {
  const named = removed.slice(0, mostKinds).map(({ kind, count }) => {
    const called = rules.find((rule) => rule.kind === kind)?.called;
    return t('doctor.retention.kind', { kind: called ? t.message({ key: called }) : kind, count });
  });
  const others = removed.slice(mostKinds).reduce((sum, { count }) => sum + count, 0);
  const all = others > 0 ? [...named, t('doctor.retention.others', { count: others })] : named;
  return all.join('; ') || t('doctor.retention.nothing');
}
