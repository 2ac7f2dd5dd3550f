import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { html } from '../html.ts';
import { notice, textField } from '../layout.ts';
import { createCounter } from '../limits.ts';
import { type Answer, type Page, postForm, type Visit } from '../page.ts';

/** Letters that may be asked for in a quarter of an hour with one User ID or address. */
const maxLetters = 3;

/**
 * "Lupa kata sandi?" (U-21). The page does not look for the account: it leaves what was typed to a job, so that
 * neither the answer nor its time can tell whether there is one.
 */
export function forgotPages({ db }: { db: Database }): Page[] {
  const asked = createCounter(db, 'forgot', 15 * 60_000);
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
        if ((await asked.add(typed)) <= maxLetters) {
          const id = randomUUID();
          await db.transaction((tx) =>
            enqueue(tx, 'portal.forgot', { typed, id }, { key: `forgot ${id}`, lane: 'visitors' }),
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
