import { action } from '../../chat/action.ts';
import { type Card, closedCard } from '../../chat/card.ts';
import type { CardsOf } from '../../chat/desk.ts';
import type { Messenger } from '../../chat/messenger.ts';
import { type Context, hasRole, isForEverybody, type Platform } from '../../core/context.ts';
import { type Day, dayOf, daysBetween } from '../../core/day.ts';
import { formatDay, type Message, msg } from '../../core/texts/index.ts';
import type { DeadlineKind } from '../../deadlines/kind.ts';
import { askAdmins } from '../../people/admins.ts';

declare module '../../core/names.ts' {
  interface Cards {
    'pintu.secret-ends': { platform: Platform; endsOn: Day };
  }
}

/** The ADMINs are told so many days before what a platform knows us by ends. */
const reminderDays = [30, 7, 1] as const;

/** What is to be said of a platform's secret, and whether somebody has to do something soon; null where it does not end. */
export function secretNote(
  { now, timeZone, t }: Pick<Context, 'now' | 'timeZone' | 't'>,
  { secretEnds }: Pick<Messenger, 'secretEnds'>,
): { note: Message; attention: boolean } | null {
  if (secretEnds === undefined) return null;
  if (secretEnds === null) return { note: msg('doctor.secret.unknown'), attention: false };
  const days = daysBetween(dayOf(now, timeZone), secretEnds);
  const day = formatDay(t.language, secretEnds);
  return {
    note: days < 0 ? msg('doctor.secret.over', { day }) : msg('doctor.secret.ends', { days, day }),
    attention: days <= reminderDays[0],
  };
}

/**
 * The day on which each platform's secret ends, told to the ADMINs before. It stands in the settings, so that the one record of such a
 * kind is made of it; a later day is another deadline.
 */
export const secretDeadlines = (messengers: readonly Messenger[]): DeadlineKind[] =>
  messengers.flatMap(({ platform, secretEnds: endsOn }) =>
    endsOn ? [secretDeadline(platform, endsOn)] : [],
  );

function secretDeadline(platform: Platform, endsOn: Day): DeadlineKind {
  return {
    name: `pintu.secret.${platform}`,
    // A day of the settings is one that the calendar has, and nothing else.
    table: `(SELECT 1 AS id, DATE '${endsOn}' AS ends_on)`,
    open: 'true',
    counted: { day: 'r.ends_on' },
    reminders: reminderDays,
    async tell(tx, notices) {
      for (const { fallsOn, days } of notices)
        await askAdmins(tx, {
          card: 'pintu.secret-ends',
          subject: `secret:${platform}`,
          key: `secret ${platform} ${fallsOn} ${days}`,
          args: { platform, endsOn: fallsOn },
          live: false,
        });
    },
  };
}

export const secretCards: Pick<CardsOf<'pintu'>, 'secret-ends'> = {
  async 'secret-ends'(ctx, _id, { platform, endsOn }): Promise<Card> {
    const { t } = ctx;
    const title = t('secretEnds.title', { platform: t(`doctor.${platform}`) });
    if (!isForEverybody(ctx) && !hasRole(ctx.actor, 'ADMIN')) return closedCard(t, title);
    const said = secretNote(ctx, { secretEnds: endsOn });
    return {
      title,
      parts: [
        ...(said ? [{ type: 'text' as const, text: t.message(said.note) }] : []),
        { type: 'text', text: t('secretEnds.text') },
      ],
      buttons: [{ label: t('doctor.title'), does: { action: action('pintu.doctor') } }],
    };
  },
};
