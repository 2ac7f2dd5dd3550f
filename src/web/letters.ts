import { type Language, translate } from '../core/texts/index.ts';
import { type LetterDeps, type LettersOf, letterTo } from '../neighbours/mail/letter.ts';
import { createLink } from './links.ts';

declare module '../core/names.ts' {
  interface Letters {
    'portal.account': { email: string; language: Language };
    'portal.card': ToHolder;
  }
}

/** How long the link that proves an address works. */
const accountLinkHours = 1;

type PortalLetterDeps = Omit<LetterDeps, 'defaultLanguage'> & { publicUrl: string };

/** The portal's own e-mails. */
export function portalLetters(deps: PortalLetterDeps): LettersOf<'portal'> {
  return {
    /** A new link to the page of a card, whose former one works no more. */
    async card(_subject, { personId, card }) {
      const reader = await deps.contextOf(personId);
      const page = reader && (await deps.chat.toCard(card)).page;
      if (!page) return null;
      const { t } = reader;
      return letterTo(reader, {
        subject: t('portal.mail.card.subject'),
        paragraphs: [t('portal.mail.card.text')],
        link: { label: t('mail.card.openPage'), url: page.url, onceWithinHours: page.hours },
      });
    },

    /** Proves the address of somebody who wants to ask for a User ID (U-7). */
    async account(_subject, { email, language }) {
      const t = translate(language);
      const token = await createLink(deps.db, {
        purpose: 'account',
        subject: { email },
        now: deps.clock(),
        validMs: accountLinkHours * 60 * 60_000,
      });
      return {
        language: t.language,
        to: { name: '', address: email },
        subject: t('portal.mail.account.subject'),
        paragraphs: [t('portal.mail.account.text')],
        link: {
          label: t('portal.mail.account.link'),
          url: `${deps.publicUrl}/portal/account/${token}`,
          onceWithinHours: accountLinkHours,
        },
      };
    },
  };
}
