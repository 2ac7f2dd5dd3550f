import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { emailIn } from '../../core/contact.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { Refusal } from '../../core/errors.ts';
import { createCounter } from '../../db/counting.ts';
import type { Database } from '../../db/database.ts';
import { sendVisitorsMail } from '../../neighbours/mail/mailer.ts';
import { html } from '../html.ts';
import { notice, textField } from '../layout.ts';
import { consumeLink, readLink } from '../links.ts';
import { mailboxLetters } from '../mailbox-letters.ts';
import { type Answer, type Page, postForm, redirect, type Visit } from '../page.ts';
import { personOfEmail } from '../sessions.ts';
import { enter, goneLink } from './enter.ts';

type Subject = { email: string };

/**
 * "Create New Account" (U-7) for people who are not in the chat yet: they prove their address by a link that is
 * mailed to it, and then fill the same form in as everybody else.
 */
export function accountPages({ db, clock }: { db: Database; clock: Clock }): Page[] {
  const asked = createCounter(db, 'new account', mailboxLetters.windowMs);
  return [
    {
      method: 'get',
      path: '/portal/account',
      for: 'anyone',
      answer: async (visit) => (visit.who ? redirect('/portal/new') : formPage(visit)),
    },
    {
      method: 'post',
      path: '/portal/account',
      for: 'anyone',
      limit: 'mail',
      async answer(visit) {
        const { t } = visit;
        const typed = visit.fields.line('email');
        const email = emailIn(typed);
        if (!email) return formPage(visit, { typed, error: t('field.error.email') });
        if ((await asked.add(email)) <= mailboxLetters.most) {
          const mail = {
            letter: 'portal.account' as const,
            subject: 0,
            args: { email, language: t.language },
          };
          await db.transaction(withoutDeadline, (tx) =>
            sendVisitorsMail(tx, { key: `portal.account ${randomUUID()}`, ...mail }),
          );
        }
        return {
          type: 'page',
          title: t('portal.account.title'),
          body: notice(t('portal.account.sent'), t('portal.account.sentText', { email })),
        };
      },
    },
    {
      method: 'get',
      path: '/portal/account/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const { t } = visit;
        const link = await readLink<Subject>(db, 'account', visit.params.token ?? '', clock());
        if (link.state !== 'valid')
          return goneLink(visit, link, { on: { label: t('portal.account.again'), to: '/portal/account' } });
        return {
          type: 'page',
          title: t('portal.account.title'),
          body: html`<section class="panel narrow"><h1>${t('portal.account.title')}</h1>
<p>${t('portal.account.proven', { email: link.subject.email })}</p>
${postForm(visit, visit.here, html`<p class="actions"><button type="submit" class="primary wide">${t('portal.account.proceed')}</button></p>`)}
</section>`,
        };
      },
    },
    {
      method: 'post',
      path: '/portal/account/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const { t } = visit;
        const token = visit.params.token ?? '';
        const now = clock();
        const opened = await db.transaction(withoutDeadline, async (tx) => {
          const subject = await consumeLink<Subject>(tx, 'account', token, now);
          if (!subject) return null;
          const name = subject.email.slice(0, subject.email.indexOf('@'));
          const person = await personOfEmail(tx, subject.email, name, now);
          if (!person) throw new Refusal({ key: 'error.inactivePerson' });
          return enter(tx, visit, person, now);
        });
        if (opened) return { type: 'redirect', to: '/portal/new', session: { opened } };
        const again = { label: t('portal.account.again'), to: '/portal/account' };
        return goneLink(visit, await readLink(db, 'account', token, now), { on: again });
      },
    },
  ];
}

function formPage(visit: Visit, form?: { typed: string; error: string }): Answer {
  const { t } = visit;
  return {
    type: 'page',
    title: t('portal.account.title'),
    status: form ? 422 : 200,
    body: html`<section class="panel narrow"><h1>${t('portal.account.title')}</h1>
<p>${t('portal.account.text')}</p>
${postForm(
  visit,
  '/portal/account',
  html`${textField({
    name: 'email',
    label: t('portal.account.field'),
    type: 'text',
    value: form?.typed,
    autocomplete: 'email',
    autofocus: true,
    error: form?.error,
  })}
<p class="actions"><button type="submit" class="primary wide">${t('portal.account.submit')}</button></p>`,
)}
<p><a href="/portal/login">${t('portal.login.back')}</a></p></section>`,
  };
}
