import { formatDay, type Translate } from '../../core/texts/index.ts';
import { intoChat } from '../../neighbours/mail/into-chat.ts';
import { type Letter, type LetterDeps, type LettersOf, wordsFor } from '../../neighbours/mail/letter.ts';
import { shownName } from '../../people/shown-name.ts';
import { buttonLabel } from '../../records/buttons.ts';
import { letterToHolder } from '../../records/letter.ts';
import { createLink } from '../../web/links.ts';
import { statusOf } from './cards/facts.ts';
import { type DeskDeps, nikLoginPath } from './deps.ts';
import { atDigit, digitRegistration } from './digit.ts';
import { type Day, dayOf, dormantOn } from './dormancy/calendar.ts';
import type { UserDetail } from './model.ts';
import { decisions, reactivate } from './registrations/acts.ts';
import { registrations } from './registrations/kind.ts';
import { loadUserDetail } from './store.ts';
import { worksOn } from './tickets/acts.ts';
import { tickets } from './tickets/kind.ts';

declare module '../../core/names.ts' {
  interface Letters {
    'satker.waiting': ToHolder;
    'satker.ticket': ToHolder;
    'satker.approved': Nothing;
    'satker.reactivated': Nothing;
    'satker.deactivated': { reason: string | null };
    'satker.reminder': { due: Day };
    'satker.dormant': Partial<WithCard>;
    'satker.activation': Nothing;
  }
}

/** How long an activation link works (S-13). */
const activationLinkHours = 24;

type Written = Pick<Letter, 'subject' | 'paragraphs' | 'link' | 'page'>;

/** The desk's e-mails, written at the moment they are sent. No NIK is in any of them. */
export function satkerLetters(deps: LetterDeps & Pick<DeskDeps, 'publicUrl' | 'policy' | 'digit'>) {
  const login = (t: Translate) => ({
    label: t('satker.mail.login'),
    url: `${deps.publicUrl}${nikLoginPath}`,
  });

  async function toUser(
    id: number,
    write: (t: Translate, user: UserDetail) => Written | null | Promise<Written | null>,
  ): Promise<Letter | null> {
    const user = await loadUserDetail(deps.db, id);
    if (!user) return null;
    const t = await wordsFor(deps, user.email);
    const written = await write(t, user);
    return (
      written && {
        language: t.language,
        to: { name: user.name, address: user.email },
        ...written,
        paragraphs: [t('mail.greeting', { name: user.name }), ...written.paragraphs],
        facts: [
          { label: t('satker.field.satker'), value: user.satker.name },
          { label: t('list.status'), value: statusOf({ t }, user.status).text },
        ],
      }
    );
  }

  return {
    /** To an officer: a registration waits (S-7); not any more once it has been decided. */
    waiting: letterToHolder(
      deps,
      { ...registrations, load: loadUserDetail },
      decisions,
      ({ t }, { number, satker, name, letterNumber, requester }) => ({
        subject: t('satker.mail.waiting.subject', { number }),
        text: t('satker.mail.waiting.text'),
        facts: [
          { label: t('satker.field.satker'), value: satker.name },
          { label: t('satker.field.name'), value: name },
          { label: t('satker.field.letterNumber'), value: letterNumber },
          { label: t('satker.card.registeredBy'), value: requester ? shownName(t, requester) : '—' },
        ],
      }),
    ),

    /** To an officer: a ticket waits (S-8, S-14, S-19). */
    ticket: letterToHolder(
      deps,
      tickets,
      ({ kind }) => worksOn[kind],
      (reader, ticket) => ({
        subject: tickets.title(reader, ticket),
        text: reader.t('satker.mail.ticket.text'),
        facts: [
          { label: reader.t('satker.card.askedBy'), value: shownName(reader.t, ticket.requester) },
          ...(ticket.note ? [{ label: reader.t('satker.field.note'), value: ticket.note }] : []),
        ],
      }),
    ),

    /** To the user: they are registered, and log in with their DIGIT account (S-7, S-8, S-13). */
    approved: (id) =>
      toUser(id, (t, user) =>
        user.status === 'ACTIVE'
          ? {
              subject: t('satker.mail.approved.subject', { satker: user.satker.name }),
              paragraphs: [
                t('satker.mail.approved.text', { satker: user.satker.name }),
                t('satker.mail.loginBelow'),
              ],
              link: login(t),
            }
          : null,
      ),

    reactivated: (id) =>
      toUser(id, (t, user) =>
        user.status === 'ACTIVE'
          ? {
              subject: t('satker.mail.reactivated.subject', { satker: user.satker.name }),
              paragraphs: [
                t('satker.mail.reactivated.text', { satker: user.satker.name }),
                t('satker.mail.loginBelow'),
              ],
              link: login(t),
            }
          : null,
      ),

    deactivated: (id, args) =>
      toUser(id, (t, user) => ({
        subject: t('satker.mail.deactivated.subject', { satker: user.satker.name }),
        paragraphs: [
          t('satker.mail.deactivated.text', { satker: user.satker.name }),
          t('mail.rejected.reason', { reason: args.reason ?? '—' }),
        ],
      })),

    /** 30, 7 and 1 days before (S-17); not any more once a login has set the count back. */
    reminder: (id, args) =>
      toUser(id, (t, user) => {
        const { due } = args;
        if (user.removal || user.status !== 'ACTIVE' || !user.countedFrom) return null;
        const { timeZone, dormantAfterMonths } = deps.policy;
        if (dormantOn(dayOf(user.countedFrom, timeZone), dormantAfterMonths) > due) return null;
        const values = { satker: user.satker.name, day: formatDay(t.language, due) };
        return {
          subject: t('satker.mail.reminder.subject', values),
          paragraphs: [t('satker.mail.reminder.text', values), t('satker.mail.loginBelow')],
          link: login(t),
        };
      }),

    /** On the day itself, with the way to be reactivated (S-17, S-19). */
    dormant: (id, args) =>
      toUser(id, async (t, user) => {
        if (user.removal || user.status !== 'DORMANT') return null;
        const { paragraphs, ...links } = await intoChat(deps.chat, t, {
          key: args.card ?? '',
          buttons: [buttonLabel(t, reactivate)],
          command: 'mail.command.reactivate',
        });
        return {
          subject: t('satker.mail.dormant.subject', { satker: user.satker.name }),
          paragraphs: [t('satker.mail.dormant.text', { satker: user.satker.name }), ...paragraphs],
          ...links,
        };
      }),

    /** To the mailbox of a new DIGIT account alone: the link that sets its password, first and renewed (S-5, S-13). */
    async activation(id) {
      const made = await digitRegistration(deps.db, id);
      if (!made || (await atDigit(deps.digit, made)) !== 'waits') return null;
      const t = await wordsFor(deps, made.email);
      const token = await createLink(deps.db, {
        purpose: 'activate',
        subject: { digitId: made.id },
        now: deps.clock(),
        validMs: activationLinkHours * 60 * 60_000,
      });
      return {
        language: t.language,
        to: { name: made.name, address: made.email },
        subject: t('satker.mail.activation.subject'),
        paragraphs: [t('mail.greeting', { name: made.name }), t('satker.mail.activation.text')],
        link: {
          label: t('satker.mail.activation.link'),
          url: `${deps.publicUrl}/portal/activate/${token}`,
          onceWithinHours: activationLinkHours,
        },
      };
    },
  } satisfies LettersOf<'satker'>;
}
