import { action } from '../../chat/action.ts';
import type { ListItem } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { ActionsOf, Reply } from '../../chat/desk.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { type FailingGroup, runAgain, type Which } from '../../jobs/failing.ts';
import { jobName } from '../../jobs/names.ts';
import type { StuckGroup } from '../../jobs/stuck.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'retry-jobs' | 'retry-all-jobs' | 'retry-record'> {}
}

/** Kinds of jobs that the doctor's card names; the others are counted. */
const mostGroups = 5;
const shownError = 300;

/** The jobs that fail, by what they do and why, each with the button that has them run again. */
export function failingItems(ctx: Context, groups: readonly FailingGroup[]): ListItem[] {
  const { t } = ctx;
  const items = groups.slice(0, mostGroups).map((group) => groupItem(ctx, group));
  const more = groups.slice(mostGroups).reduce((sum, { jobs }) => sum + jobs, 0);
  if (more === 0) return items;
  const all: ListItem = {
    title: t('jobs.failing.heading'),
    text: t('jobs.failing.more', { count: more }),
    button: { label: t('jobs.retry.all'), does: { action: action('pintu.retry-all-jobs') } },
  };
  return [...items, all];
}

/** The jobs that are stuck. Nothing is to be pressed: what a worker has is not given to another one while that lives. */
export const stuckItems = ({ t, time }: Context, groups: readonly StuckGroup[]): ListItem[] =>
  groups.map(({ name, running, jobs, since }) => ({
    title: `${jobName(t, name)} (${name})`,
    text: t(running ? 'jobs.stuck.running' : 'jobs.stuck.waiting', { jobs, since: time(since) }),
    status: { text: t('doctor.bad'), tone: 'bad' },
  }));

function groupItem({ t, time }: Context, group: FailingGroup): ListItem {
  const { name, reason, jobs, dead, failures, since, nextTry, overdue, reference, error } = group;
  const happensNext = [
    ...(dead > 0 ? [t('jobs.failing.dead', { dead })] : []),
    ...(nextTry ? [t(overdue ? 'jobs.failing.overdue' : 'jobs.failing.next', { time: time(nextTry) })] : []),
  ];
  return {
    title: `${jobName(t, name)} (${name})`,
    text: [
      [t('jobs.failing.count', { jobs, failures, since: time(since) }), ...happensNext].join(' '),
      t('jobs.failing.reason', { reason: t(`jobs.reason.${reason}`), error: cut(error, shownError) }),
      t('jobs.failing.reference', { reference }),
    ].join('\n'),
    status: { text: t('doctor.bad'), tone: 'bad' },
    button: { label: t('jobs.retry'), does: { action: action('pintu.retry-jobs', name, reason) } },
  };
}

/** What ADMINs press: all jobs of a name that fail for one reason, those that the cards of a record wait for, or all there are. */
export function failingJobActions(db: Database) {
  return {
    'retry-jobs': {
      run: (ctx, [name = '', reason = '']) => retry(ctx, db, { name, reason }, `job:${name}`),
    },
    'retry-all-jobs': { run: (ctx) => retry(ctx, db, 'all', 'jobs') },
    'retry-record': { run: (ctx, [record = '']) => retry(ctx, db, { record }, record) },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

async function retry(ctx: Context, db: Database, which: Which, subject: string): Promise<Reply> {
  if (!hasRole(ctx.actor, 'ADMIN')) throw new Refusal(msg('error.adminOnly'));
  const count = await db.transaction(ctx, async (tx) => {
    const references = await runAgain(tx, which);
    if (references.length === 0) throw new Refusal(msg('jobs.retry.none'));
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'jobs.retried',
      subject,
      data: {
        ...(which === 'all' ? {} : which),
        references: references.slice(0, 20),
        count: references.length,
      },
    });
    return references.length;
  });
  return { type: 'text', text: ctx.t('jobs.retry.done', { count }) };
}
