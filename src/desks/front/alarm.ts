import { action } from '../../chat/action.ts';
import { type Card, closedCard, type ListItem } from '../../chat/card.ts';
import type { CardsOf } from '../../chat/desk.ts';
import type { Clock } from '../../core/clock.ts';
import { type Context, hasRole, isForEverybody } from '../../core/context.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database, Tx } from '../../db/database.ts';
import { enqueueAll } from '../../jobs/enqueue.ts';
import { failingGroups, isFailingFor } from '../../jobs/failing.ts';
import type { Schedule } from '../../jobs/schedules.ts';
import { stuckGroups } from '../../jobs/stuck.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { type LetterDeps, type LettersOf, letterTo } from '../../neighbours/mail/letter.ts';
import { letterJob } from '../../neighbours/mail/mailer.ts';
import { adminsNow, askAdmins } from '../../people/admins.ts';
import { refresh } from '../../posted/post.ts';
import { failingItems, stuckItems } from './failing-jobs.ts';

declare module '../../core/names.ts' {
  interface Cards extends Named<'pintu', 'alarm', Nothing> {}
  interface Jobs extends Named<'pintu', 'alarm', Nothing> {}
  interface Letters {
    'pintu.alarm': { alarm: number };
  }
}

export const alarmSchedule: Schedule = { at: '4-59/5 * * * *', job: 'pintu.alarm' };

const minute = 60_000;
/** A blink is nobody's business: what fails is told once it has failed for so long, or is not tried again. */
const toldAfterMinutes = 10;
/** What fails again so soon after it was over is the same trouble: nobody is told a second time. */
const sameWithinMs = 60 * minute;

interface Alarm {
  id: number;
  begunAt: Date;
  endedAt: Date | null;
}

const columns = 'id, begun_at AS "begunAt", ended_at AS "endedAt"';

/**
 * Tells the ADMINs once that work fails or is stuck, in their channel and, as it may be the chat that fails, by mail; keeps the card true meanwhile, and has it say
 * when that is over.
 */
export function alarmJob({ db, clock }: { db: Database; clock: Clock }): Job<'pintu.alarm'> {
  return job('pintu.alarm', 'jobs.name.alarm', () =>
    db.transaction(withoutDeadline, async (tx) => {
      const now = clock();
      const [last] = await tx.query<Alarm>(
        `SELECT ${columns} FROM alarm ORDER BY id DESC LIMIT 1 FOR UPDATE`,
      );
      const isOn = (await isFailingFor(tx, toldAfterMinutes)) || (await stuckGroups(tx)).length > 0;
      if (last && !last.endedAt) {
        if (!isOn) await tx.query('UPDATE alarm SET ended_at = $2 WHERE id = $1', [last.id, now]);
        await refresh(tx, subjectOf(last.id));
      } else if (isOn && last?.endedAt && last.endedAt.getTime() > now.getTime() - sameWithinMs) {
        await tx.query('UPDATE alarm SET ended_at = NULL WHERE id = $1', [last.id]);
        await refresh(tx, subjectOf(last.id));
      } else if (isOn) {
        await begin(tx, now);
      }
    }),
  );
}

async function begin(tx: Tx, now: Date): Promise<void> {
  const [begun] = await tx.query<{ id: number }>(
    'INSERT INTO alarm (begun_at) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id',
    [now],
  );
  // Another replica has just done so.
  if (!begun) return;
  const { id } = begun;
  await askAdmins(tx, { card: 'pintu.alarm', subject: subjectOf(id) });
  await enqueueAll(
    tx,
    (await adminsNow(tx)).map((personId) =>
      letterJob({
        key: `alarm ${id} ${personId}`,
        letter: 'pintu.alarm',
        subject: personId,
        args: { alarm: id },
      }),
    ),
  );
}

const subjectOf = (id: number): string => `alarm:${id}`;

async function loadAlarm(db: Queryable, id: number): Promise<Alarm | null> {
  const [alarm] = await db.query<Alarm>(`SELECT ${columns} FROM alarm WHERE id = $1`, [id]);
  return alarm ?? null;
}

export const alarmCards = {
  alarm: async (ctx, id, _args, moment) => {
    const alarm = await loadAlarm(moment, id);
    if (!alarm) return null;
    return isForEverybody(ctx) || hasRole(ctx.actor, 'ADMIN')
      ? alarmCard(ctx, alarm, await troubles(ctx, moment))
      : closedCard(ctx.t, ctx.t('alarm.title'));
  },
} satisfies Partial<CardsOf<'pintu'>>;

/** What fails, and what neither ends nor is taken by anybody. */
async function troubles(ctx: Context, db: Queryable): Promise<ListItem[]> {
  return [...failingItems(ctx, await failingGroups(db)), ...stuckItems(ctx, await stuckGroups(db))];
}

function alarmCard(ctx: Context, { begunAt, endedAt }: Alarm, items: ListItem[]): Card {
  const { t, time } = ctx;
  if (endedAt)
    return {
      title: t('alarm.title'),
      status: { text: t('alarm.over'), tone: 'good' },
      parts: [{ type: 'text', text: t('alarm.lasted', { from: time(begunAt), to: time(endedAt) }) }],
      buttons: [],
    };
  return {
    title: t('alarm.title'),
    status: { text: t('alarm.since', { time: time(begunAt) }), tone: 'bad' },
    parts: [
      { type: 'text', text: t('alarm.text') },
      { type: 'list', items, empty: t('alarm.over') },
    ],
    buttons: [{ label: t('alarm.look'), does: { action: action('pintu.doctor') } }],
  };
}

/** To each ADMIN, as long as it is not over. */
export function alarmLetters(deps: LetterDeps): Pick<LettersOf<'pintu'>, 'alarm'> {
  return {
    async alarm(personId, { alarm: id }) {
      const alarm = await loadAlarm(deps.db, id);
      const reader = alarm && !alarm.endedAt && (await deps.contextOf(personId));
      if (!reader || !hasRole(reader.actor, 'ADMIN')) return null;
      const items = await troubles(reader, deps.db);
      return letterTo(reader, {
        subject: reader.t('alarm.title'),
        paragraphs: [
          reader.t('alarm.since', { time: reader.time(alarm.begunAt) }),
          reader.t('alarm.text'),
          ...items.map(({ title, text }) => `${title}\n${text}`),
          reader.t('alarm.letter'),
        ],
      });
    },
  };
}
