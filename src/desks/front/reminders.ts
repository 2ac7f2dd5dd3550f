import { action } from '../../chat/action.ts';
import { type Card, closedCard, type ListItem } from '../../chat/card.ts';
import type { ActionHandler, CardsOf, Desk, Waiting } from '../../chat/desk.ts';
import { type Context, hasRole, isForEverybody } from '../../core/context.ts';
import { nameIn } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { termOf } from '../../records/term.ts';
import { waitingOf } from '../../records/waiting.ts';
import type { ReminderDeps } from '../../reminders/deps.ts';
import { waitingFor } from '../../reminders/digest.ts';
import { nudge } from '../../reminders/nudge.ts';
import { namesOf, people, superiorsOf } from '../../reminders/receivers.ts';
import { remind, type Why } from '../../reminders/run.ts';
import { workingTime } from '../../working-time/settings.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'nudge'> {}
  interface Jobs extends Named<'waiting', 'reminders', Nothing> {}
}

interface Deps {
  db: Database;
  desks: readonly Pick<Desk, 'waiting'>[];
}

const mostListed = 10;

/** Tells whoever is to be told by now of what waits (U-19). */
export const remindersJob = (deps: ReminderDeps): Job<'waiting.reminders'> =>
  job('waiting.reminders', 'jobs.name.waitingReminders', () => remind(deps));

const statuses = {
  waits: { text: 'reminder.waits', tone: 'waiting' },
  nudged: { text: 'reminder.nudged', tone: 'waiting' },
  overdue: { text: 'reminder.overdue', tone: 'bad' },
} as const;

/** What waits, as whoever is reminded of it sees it: until when, and what opens it for those who could decide it. */
async function reminderCard(ctx: Context, db: Database, record: Waiting, why: Why): Promise<Card | null> {
  const { t, actor } = ctx;
  const isHolder = record.holders.includes(actor.id);
  const isTold = why === 'overdue' ? await mayHearOverdue(ctx, db, record) : isHolder;
  if (!isTold) return null;
  const { text, tone } = statuses[why];
  const names = why === 'overdue' ? await namesOf(db, record.holders) : '';
  return {
    title: t('reminder.title', { title: record.title }),
    status: { text: t(text), tone },
    parts: [
      { type: 'text', text: nameIn(t.language, record.text) },
      { type: 'text', text: await term(ctx, db, record), subtle: true },
      ...(names ? [{ type: 'text' as const, text: t('reminder.overdueText', { names }) }] : []),
    ],
    buttons:
      isHolder || hasRole(actor, 'ADMIN') || isForEverybody(ctx)
        ? [{ label: t('record.open'), does: { action: record.open } }]
        : [],
  };
}

const term = async (ctx: Context, db: Database, record: Waiting): Promise<string> =>
  termOf(ctx, await workingTime(db, record.since), record, await people(db, record.holders));

/** The ADMINs, their channel, and whoever is above its holders (I-3). */
async function mayHearOverdue(ctx: Context, db: Database, { holders }: Waiting): Promise<boolean> {
  if (isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN')) return true;
  return (await superiorsOf(db, holders)).some(({ id }) => id === ctx.actor.id);
}

async function digestCard(ctx: Context, deps: Deps): Promise<Card | null> {
  const { t, actor } = ctx;
  const records = waitingFor(actor.id, await waitingOf(deps.desks, 'all'));
  if (records.length === 0) return null;
  const items = await Promise.all(
    records.slice(0, mostListed).map(
      async (record): Promise<ListItem> => ({
        title: record.title,
        text: `${nameIn(t.language, record.text)}\n${await term(ctx, deps.db, record)}`,
        button: { label: t('record.open'), does: { action: record.open } },
      }),
    ),
  );
  const more = records.length - items.length;
  return {
    title: t('digest.title'),
    status: { text: t('digest.count', { count: records.length }), tone: 'waiting' },
    parts: [
      { type: 'list', items, empty: '' },
      ...(more > 0 ? [{ type: 'text' as const, text: t('digest.more', { count: more }), subtle: true }] : []),
    ],
    buttons: [
      { label: t('pintu.inbox.title'), does: { action: action('pintu.inbox') } },
      { label: t('reminders.title'), does: { action: action('pintu.reminders') } },
    ],
  };
}

export type ReminderCards = Pick<CardsOf<'pintu'>, 'reminder' | 'digest' | 'holidays-missing'>;

export function reminderCards(deps: Deps): ReminderCards {
  return {
    async reminder(ctx, _id, { record: subject, why }) {
      const [record] = await waitingOf(deps.desks, { subjects: [subject] });
      return record ? reminderCard(ctx, deps.db, record, why) : null;
    },
    digest: (ctx) => digestCard(ctx, deps),
    async 'holidays-missing'(ctx, _id, { year }) {
      const { t } = ctx;
      const title = t('holidays.missing.title', { year: String(year) });
      if (!isForEverybody(ctx) && !hasRole(ctx.actor, 'ADMIN')) return closedCard(t, title);
      return {
        title,
        parts: [{ type: 'text', text: t('holidays.missing.text', { year: String(year) }) }],
        buttons: [{ label: t('people.title'), does: { action: action('pintu.people') } }],
      };
    },
  };
}

/** Whoever asked for something has its holders reminded. */
export function reminderActions(deps: Deps): Record<'nudge', ActionHandler> {
  return {
    nudge: {
      open: true,
      run: async (ctx, [subject = '']) => ({ type: 'text', text: await nudge(ctx, deps, subject) }),
    },
  };
}
