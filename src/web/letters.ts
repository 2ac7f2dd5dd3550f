import type { Clock } from '../core/clock.ts';
import { type Language, translate } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import type { LettersOf } from '../neighbours/mail/letter.ts';
import { createLink } from './links.ts';

declare module '../neighbours/mail/letter.ts' {
  interface Letters {
    'portal.account': { email: string; language: Language };
  }
}

/** How long the link that proves an address works. */
const accountLinkHours = 1;

export interface PortalLetterDeps {
  jobDb: Database;
  clock: Clock;
  publicUrl: string;
}

/** The portal's own e-mails; `account` proves the address of somebody who wants to ask for a User ID (U-7). */
export function portalLetters(deps: PortalLetterDeps): LettersOf<'portal'> {
  return {
    async account(_subject, { email, language }) {
      const t = translate(language);
      const token = await createLink(deps.jobDb, {
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
