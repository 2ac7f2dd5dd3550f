import { randomUUID } from 'node:crypto';
import { withoutDeadline } from '../../../core/deadline.ts';
import { createCounter } from '../../../db/counting.ts';
import type { Database } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { sendVisitorsMail } from '../../../neighbours/mail/mailer.ts';
import { html } from '../../../web/html.ts';
import { notice, textField } from '../../../web/layout.ts';
import { mailboxLetters } from '../../../web/mailbox-letters.ts';
import { type Answer, type Page, postForm, type Visit } from '../../../web/page.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'user-id.forgot': { typed: string; id: string };
  }
}

/**
 * "Lupa kata sandi?" (U-21). The page does not look for the account: it leaves what was typed to a job, so that
 * neither the answer nor its time can tell whether there is one.
 */
export function forgotPages({ db }: { db: Database }): Page[] {
  const asked = createCounter(db, 'forgot', mailboxLetters.windowMs);
  return [
    { method: 'get', path: '/portal/forgot', for: 'anyone', answer: async (visit) => formPage(visit) },
    {
      method: 'post',
      path: '/portal/forgot',
      for: 'anyone',
      limit: 'mail',
      async answer(visit) {
        const { t } = visit;
        const typed = visit.fields.line('who').toLowerCase();
        if (!typed || typed.length > 254) return formPage(visit, t('portal.forgot.empty'));
        if ((await asked.add(typed)) <= mailboxLetters.most) {
          const id = randomUUID();
          await db.transaction(withoutDeadline, (tx) =>
            enqueue(tx, 'user-id.forgot', { typed, id }, { key: `forgot ${id}`, lane: 'visitors' }),
          );
        }
        return {
          type: 'page',
          title: t('portal.forgot.title'),
          body: notice(t('portal.forgot.sent'), t('portal.forgot.sentText'), {
            label: t('portal.login.back'),
            to: '/portal/login',
          }),
        };
      },
    },
  ];
}

/** Mails a link for every account that was meant, if there is one (U-21). */
export function forgotJob({ db }: { db: Database }): Job<'user-id.forgot'> {
  return job('user-id.forgot', 'jobs.name.userIdForgot', async ({ typed, id }) => {
    await db.transaction(withoutDeadline, async (tx) => {
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
  });
}

function formPage(visit: Visit, error?: string): Answer {
  const { t } = visit;
  return {
    type: 'page',
    title: t('portal.forgot.title'),
    status: error ? 422 : 200,
    body: html`<section class="panel narrow"><h1>${t('portal.forgot.title')}</h1>
<p>${t('portal.forgot.text')}</p>
${postForm(
  visit,
  '/portal/forgot',
  html`${textField({ name: 'who', label: t('portal.forgot.field'), autocomplete: 'username', autofocus: true, error })}
<p class="actions"><button type="submit" class="primary wide">${t('portal.forgot.submit')}</button></p>`,
)}
<p><a href="/portal/login">${t('portal.login.back')}</a></p></section>`,
  };
}
