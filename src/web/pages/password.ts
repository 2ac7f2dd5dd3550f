import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { sendMail } from '../../neighbours/mail/mailer.ts';
import { type Account, accountOfRequest, hashPassword, setPassword } from '../accounts.ts';
import { type Html, html } from '../html.ts';
import { alert, notice, textField } from '../layout.ts';
import { createCounter } from '../limits.ts';
import { consumeLink, type LinkState, readLink } from '../links.ts';
import { type Answer, NotFound, type Page, postForm, type Visit } from '../page.ts';
import {
  lengthOf,
  maxLength,
  minLength,
  minScore,
  passwordProblems,
  personalWords,
} from '../password/policy.ts';
import { StrengthUnknown, strengthOf } from '../password/strength.ts';

type Subject = { requestId: number };

/** Letters that one account may ask for in a quarter of an hour. */
const maxLetters = 3;

/** The page behind the link that only the applicant's mailbox gets: it sets the User ID's password (U-16). */
export function passwordPages({ db, clock }: { db: Database; clock: Clock }): Page[] {
  const letters = createCounter(15 * 60_000);

  /** The account behind a token of ours; a token that never was one leads nowhere. */
  async function opened(visit: Visit): Promise<{ link: LinkState<Subject>; account: Account }> {
    const link = await readLink<Subject>(db, 'password', visit.params.token ?? '', clock());
    const account = link.state === 'unknown' ? null : await accountOfRequest(db, link.subject.requestId);
    if (!account) throw new NotFound();
    return { link, account };
  }

  async function change(visit: Visit): Promise<Answer> {
    const { fields, t } = visit;
    const { link, account } = await opened(visit);
    if (link.state !== 'valid') return gonePage(visit, link.state === 'used');
    const person = await applicantOf(db, account);
    const password = fields.one('password');
    const problems = await passwordProblems(password, fields.one('repeat'), person.words);
    if (problems) {
      return formPage(visit, account, {
        password: problems.password && t.message(problems.password),
        repeat: problems.repeat && t.message(problems.repeat),
      });
    }
    const passwordHash = await hashPassword(password);
    const now = clock();
    const done = await db.transaction(async (tx) => {
      if (!(await consumeLink<Subject>(tx, 'password', visit.params.token ?? '', now))) return false;
      await setPassword(tx, account, passwordHash, person, now);
      return true;
    });
    if (!done) return gonePage(visit, true);
    const text = t('portal.password.doneText', { userId: account.userId });
    const login = { label: t('portal.login.submit'), to: '/portal/login' };
    return {
      type: 'page',
      title: t('portal.password.done'),
      body: notice(t('portal.password.done'), text, login),
      languageTo: '/portal/login',
    };
  }

  return [
    {
      method: 'get',
      path: '/portal/password/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const { link, account } = await opened(visit);
        return link.state === 'valid' ? formPage(visit, account, {}) : gonePage(visit, link.state === 'used');
      },
    },
    {
      method: 'post',
      path: '/portal/password/:token',
      for: 'anyone',
      limit: 'token',
      answer: (visit) => change(visit).catch((error) => busy(visit, error)),
    },
    {
      // What the page says while a password is typed; what counts is decided when it is sent.
      method: 'post',
      path: '/portal/password/:token/check',
      for: 'anyone',
      limit: 'compute',
      async answer(visit) {
        const { link, account } = await opened(visit);
        if (link.state !== 'valid') throw new NotFound();
        const password = visit.fields.one('password');
        const length = lengthOf(password);
        const fits = length >= minLength && length <= maxLength;
        const { words } = await applicantOf(db, account);
        const score = fits ? await strengthOf(password, words).catch(() => null) : 0;
        return { type: 'json', value: { length: fits, strong: score === null ? null : score >= minScore } };
      },
    },
    {
      method: 'post',
      path: '/portal/password/:token/renew',
      for: 'anyone',
      limit: 'mail',
      async answer(visit) {
        const { account } = await opened(visit);
        if ((await letters.add(String(account.id))) <= maxLetters) {
          const key = `password ${account.requestId} ${randomUUID()}`;
          await db.transaction((tx) =>
            sendMail(tx, { key, letter: 'user-id.password', subject: account.requestId }),
          );
        }
        const { t } = visit;
        return {
          type: 'page',
          title: t('portal.password.sent'),
          body: notice(t('portal.password.sent'), t('portal.password.sentText')),
          languageTo: '/portal/login',
        };
      },
    },
  ];

  async function busy(visit: Visit, error: unknown): Promise<Answer> {
    if (!(error instanceof StrengthUnknown)) throw error;
    const { account } = await opened(visit);
    return formPage(visit, account, { password: visit.t('portal.password.busy') });
  }
}

/** The applicant as the log names them, and what their password must not be made of. */
async function applicantOf(
  db: Database,
  account: Account,
): Promise<{ id: number | null; name: string; words: string[] }> {
  const rows = await db.query<{ id: number | null; name: string; nopek: string | null; unit: string }>(
    `SELECT p.id, r.name, r.nopek, u.name AS unit FROM user_id_request r JOIN unit u ON u.id = r.unit_id
     LEFT JOIN person p ON p.email = r.email WHERE r.id = $1`,
    [account.requestId],
  );
  const row = rows[0];
  if (!row) throw new NotFound();
  return {
    id: row.id,
    name: row.name,
    words: personalWords(account.userId, account.email, row.name, row.nopek, row.unit),
  };
}

interface Errors {
  password?: string;
  repeat?: string;
}

function formPage(visit: Visit, account: Account, errors: Errors): Answer {
  const { t } = visit;
  const failed = errors.password ?? errors.repeat;
  const body = html`<section class="panel narrow">
<h1>${t('portal.password.title')}</h1>
${failed && alert(failed)}
<div data-password-check="/portal/password/${visit.params.token}/check">
${postForm(
  visit,
  `/portal/password/${visit.params.token}`,
  html`${textField({
    name: 'userId',
    label: t('portal.field.userId'),
    value: account.userId,
    autocomplete: 'username',
    readonly: true,
  })}
${textField({ name: 'password', label: t('portal.password.new'), type: 'password', autocomplete: 'new-password', maxLength: 512, error: errors.password })}
${policyList(t)}
${textField({ name: 'repeat', label: t('portal.password.repeat'), type: 'password', autocomplete: 'new-password', maxLength: 512, error: errors.repeat })}
<label class="check scripted"><input type="checkbox" data-shows="password repeat">${t('portal.field.show')}</label>
<p class="actions"><button type="submit" class="primary wide">${t('portal.password.submit')}</button></p>`,
)}
</div>
</section>`;
  return {
    type: 'page',
    title: t('portal.password.title'),
    body,
    status: failed ? 422 : 200,
    languageTo: `/portal/password/${visit.params.token}`,
  };
}

/** The rules beside the field; the page's script ticks them off while the password is typed. */
function policyList(t: Translate): Html {
  const rule = (name: string, text: string) => html`<li data-rule="${name}"><span>${text}</span></li>`;
  return html`<ul class="policy" aria-label="${t('portal.password.policy')}" aria-live="polite" data-met="${t(
    'portal.password.met',
  )}" data-unmet="${t('portal.password.unmet')}">${[
    rule('length', t('portal.password.ruleLength', { min: minLength, max: maxLength })),
    rule('strong', t('portal.password.ruleStrong')),
    rule('same', t('portal.password.ruleSame')),
  ]}</ul>`;
}

function gonePage(visit: Visit, used: boolean): Answer {
  const { t } = visit;
  return {
    type: 'page',
    status: 410,
    title: t('portal.password.gone'),
    body: html`<section class="panel narrow"><h1>${t('portal.password.gone')}</h1>
<p>${t(used ? 'portal.password.usedText' : 'portal.password.expiredText')}</p>
${postForm(
  visit,
  `/portal/password/${visit.params.token}/renew`,
  html`<p class="actions"><button type="submit" class="primary wide">${t('portal.password.renew')}</button></p>`,
)}
<p><a href="/portal/login">${t('portal.login.back')}</a></p></section>`,
    languageTo: `/portal/password/${visit.params.token}`,
  };
}
