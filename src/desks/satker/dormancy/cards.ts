import { action } from '../../../chat/action.ts';
import { type Card, closedCard, type Part } from '../../../chat/card.ts';
import type { CardsOf } from '../../../chat/desk.ts';
import { type Context, isForEverybody } from '../../../core/context.ts';
import { formatDay } from '../../../core/texts/index.ts';
import { actButtons } from '../../../records/buttons.ts';
import { statusOf } from '../cards/facts.ts';
import { encodeQuery } from '../cards/list.ts';
import { type DeskDeps, nikLoginPath } from '../deps.ts';
import { officeOf } from '../list.ts';
import { reactivate } from '../registrations/acts.ts';
import { isActiveUser } from '../rules.ts';
import { loadUserDetail, standingOf } from '../store.ts';
import type { Day } from './calendar.ts';
import { dormancyName, reminderDays } from './deadline.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'satker.notice': { days: number; due: Day };
    'satker.summary': { day: Day };
  }
}

/** What the dormancy run posts. */
export function dormancyCards(deps: DeskDeps) {
  return {
    /** To a user: that they will be, or are, dormant, and what to do about it (S-17, S-19). */
    async notice(ctx, id, { days, due }) {
      const user = await loadUserDetail(deps.db, id);
      if (!user) return null;
      const { t } = ctx;
      const values = { satker: user.satker.name, day: formatDay(t.language, due) };
      return days > 0
        ? {
            title: t('satker.mail.reminder.subject', values),
            parts: [{ type: 'text', text: t('satker.mail.reminder.text', values) }],
            buttons: [
              {
                label: t('satker.mail.login'),
                style: 'primary',
                does: { url: `${deps.publicUrl}${nikLoginPath}` },
              },
            ],
          }
        : {
            title: t('satker.mail.dormant.subject', values),
            status: statusOf(ctx, 'DORMANT'),
            parts: [{ type: 'text', text: t('satker.mail.dormant.text', values) }],
            buttons: await actButtons(ctx, { ...user, standing: await standingOf(deps.db, ctx.actor) }, [
              reactivate,
            ]),
          };
    },

    /** To a satker or a KPPN: who became dormant on a day, and who will (S-17). */
    summary: (ctx, unitId, args) => summaryCard(ctx, deps, unitId, args.day),
  } satisfies Partial<CardsOf<'satker'>>;
}

/** Names that a summary lists for one satker and one date; more are counted. */
const mostNames = 10;
const mostSatkers = 15;

interface Group {
  unitId: number;
  satker: string;
  days: number;
  n: number;
  names: string[];
}

async function summaryCard(ctx: Context, deps: DeskDeps, unitId: number, day: Day): Promise<Card | null> {
  const { t } = ctx;
  const groups = await deps.db.query<Group>(
    `SELECT u.id AS "unitId", u.name AS satker, n.days::int, count(*)::int AS n,
       (array_agg(s.name ORDER BY s.name))[1:$3] AS names
     FROM deadline_notice n JOIN unit u ON u.id = n.unit_id JOIN satker_user s ON s.id = n.record
     WHERE n.kind = '${dormancyName}' AND n.made_on = $1 AND (u.id = $2 OR u.kppn_id = $2) GROUP BY u.id, n.days ORDER BY u.name`,
    [day, unitId, mostNames],
  );
  const [unit] = await deps.db.query<{ name: string; kind: string }>(
    'SELECT name, kind FROM unit WHERE id = $1',
    [unitId],
  );
  if (groups.length === 0 || !unit) return null;
  const isOffice = unit.kind === 'KPPN';
  const title = t('satker.summary.title', { unit: unit.name, day: formatDay(t.language, day) });
  const mayRead = isOffice
    ? officeOf(ctx.actor).includes(unitId)
    : isActiveUser(ctx.actor, await standingOf(deps.db, ctx.actor), unitId);
  if (!isForEverybody(ctx) && !mayRead) return closedCard(t, title);
  const section = (days: number): Part[] => {
    const these = groups.filter((group) => group.days === days);
    if (these.length === 0) return [];
    const count = these.reduce((sum, { n }) => sum + n, 0);
    const lines = these.slice(0, mostSatkers).map((group) => `• ${lineOf(ctx, group, isOffice)}`);
    const more = these.length - mostSatkers;
    return [
      {
        type: 'quote',
        label:
          days === 0 ? t('satker.summary.dormant', { count }) : t('satker.summary.soon', { count, days }),
        text: [...lines, ...(more > 0 ? [t('satker.summary.moreSatkers', { count: more })] : [])].join('\n'),
      },
    ];
  };
  const wanted = groups.some((group) => group.days === 0) ? 'DORMANT' : 'ACTIVE';
  return {
    title,
    parts: [0, ...reminderDays.toReversed()].flatMap(section),
    buttons: [
      {
        label: t('satker.list.title'),
        style: 'primary',
        does: {
          action: action(
            'satker.list',
            ...encodeQuery({ status: wanted, ...(isOffice ? {} : { satkerId: unitId }) }),
          ),
        },
      },
    ],
  };
}

function lineOf({ t }: Context, { satker, n, names }: Group, isOffice: boolean): string {
  const more = n - names.length;
  const list = [...names, ...(more > 0 ? [t('satker.summary.more', { count: more })] : [])].join(', ');
  return isOffice ? `${satker}: ${list}` : list;
}
