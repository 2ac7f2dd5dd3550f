import type { Clock } from '../core/clock.ts';
import { type Language, languages, translate } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import { type JobsOf, job } from '../jobs/worker.ts';
import type { LettersOf } from '../neighbours/mail/letter.ts';
import { sendVisitorsMail } from '../neighbours/mail/mailer.ts';
import { createLink } from './links.ts';

declare module '../neighbours/mail/letter.ts' {
  interface Letters {
    'portal.account': true;
  }
}

declare module '../core/jobs.ts' {
  interface Jobs {
    'portal.forgot': { typed: string; id: string };
  }
}

/** How long the link that proves an address works. */
const accountLinkHours = 1;

export interface LetterDeps {
  db: Database;
  clock: Clock;
  publicUrl: string;
  defaultLanguage: Language;
}

/** The portal's own e-mails; `account` proves the address of somebody who wants to ask for a User ID (U-7). */
export function portalLetters(deps: LetterDeps): LettersOf<'portal'> {
  return {
    async account(_subject, args) {
      const email = String(args.email);
      const t = translate(languages.find((language) => language === args.language) ?? deps.defaultLanguage);
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

/** The portal's own jobs; `portal.forgot` mails a link for every account that was meant, if there is one (U-21). */
export function portalJobs({ db }: Pick<LetterDeps, 'db'>): JobsOf<'portal'> {
  return {
    'portal.forgot': job('portal.forgot', 'jobs.name.portalForgot', async ({ typed, id }) => {
      await db.transaction(async (tx) => {
        const accounts = await tx.query<{ requestId: number }>(
          `SELECT a.request_id AS "requestId" FROM account a JOIN person p ON p.id = a.person_id AND p.active
           WHERE (a.user_id = $1 OR p.email = $1) AND a.ended_at IS NULL ORDER BY a.id LIMIT 10`,
          [typed],
        );
        for (const { requestId } of accounts) {
          await sendVisitorsMail(tx, {
            key: `forgot ${id} ${requestId}`,
            letter: 'user-id.password',
            subject: requestId,
          });
        }
      });
    }),
  };
}
