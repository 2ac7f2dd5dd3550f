import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { createCounter } from '../../db/counting.ts';
import type { Database, Tx } from '../../db/database.ts';
import { checkLogin, noteLogin } from '../accounts.ts';
import type { Captcha } from '../captcha.ts';
import { captchaField, captchaScripts } from '../captcha-field.ts';
import { html } from '../html.ts';
import { alert, textField } from '../layout.ts';
import { type Answer, type OtherLogin, ownPath, type Page, postForm, redirect, type Visit } from '../page.ts';
import { passwordTurn } from '../password/turns.ts';
import { endSession, openSession, personOfAccount } from '../sessions.ts';

export interface LoginDeps {
  /** What a login means to the desks, in its transaction (U-17). */
  loggedIn(tx: Tx, personId: number, now: Date): Promise<void>;
  db: Database;
  clock: Clock;
  captcha: Captcha;
  /** Other ways in, as links below the form. */
  otherLogins: readonly OtherLogin[];
}

/** Failures after which a captcha is asked for: with one User ID, and from one address, which many may share. */
export const captchaAfter = { userId: 3, address: 15 };
const forgetMs = 15 * 60_000;

/** No failure is answered sooner than this, so that the time does not tell what was wrong. */
const failureMs = 400;

export function loginPages({ db, clock, captcha, loggedIn, otherLogins }: LoginDeps): Page[] {
  // Counted by what was typed, whether or not there is such an account: the captcha tells nothing about that.
  const failures = createCounter(db, 'login', forgetMs);
  const loginPage = (visit: Visit, form: Omit<LoginForm, 'others'>) =>
    loginPageOf(visit, { ...form, others: otherLogins });
  const nameOf = (userId: string) => `user ${userId}`;
  const addressOf = (visit: Visit) => `address ${visit.address}`;

  async function wantsCaptcha(visit: Visit, userId: string): Promise<boolean> {
    return (
      (await failures.count(addressOf(visit))) >= captchaAfter.address ||
      (userId !== '' && (await failures.count(nameOf(userId))) >= captchaAfter.userId)
    );
  }

  async function login(visit: Visit): Promise<Answer> {
    const started = performance.now();
    const { fields, t } = visit;
    const typed = fields.line('userId').slice(0, 254);
    const userId = typed.toLowerCase();
    const password = fields.exact('password');
    const to = ownPath(fields.exact('to'));
    if (!userId || !password) return loginPage(visit, { typed, to, error: t('portal.login.empty') });
    // Counted as failures before they are looked at: however many guesses come at the same moment, each knows of the others.
    const tried = [nameOf(userId), addressOf(visit)] as const;
    const [byName, byAddress] = await Promise.all([failures.add(tried[0]), failures.add(tried[1])]);
    const wanted = byName > captchaAfter.userId || byAddress > captchaAfter.address;
    const notTried = () => Promise.all(tried.map(failures.takeBack));
    if (wanted && !(await captcha.passes(fields.exact('altcha')))) {
      await notTried();
      return loginPage(visit, { typed, to, error: t('portal.login.captchaNeeded'), captcha: true });
    }

    const account =
      password.length <= 1000
        ? await passwordTurn(visit.address, () => checkLogin(db, userId, password, clock())).catch(
            async (error) => {
              await notTried();
              throw error;
            },
          )
        : null;
    if (!account) {
      const again = {
        typed,
        to,
        error: t('portal.login.failed'),
        captcha: await wantsCaptcha(visit, userId),
      };
      await until(started + failureMs);
      // A name of another kind that is no User ID logs in elsewhere.
      const other = otherLogins.find(({ isName }) => isName(typed));
      return other ? redirect(other.to) : loginPage(visit, again);
    }
    await Promise.all([failures.forget(nameOf(userId)), failures.takeBack(addressOf(visit))]);
    const now = clock();
    const opened = await db.transaction(withoutDeadline, async (tx) => {
      // Rows of satkers are locked before people, as everywhere.
      await loggedIn(tx, account.personId, now);
      const person = await personOfAccount(tx, account.personId);
      if (!person || !(await noteLogin(tx, account.id, now))) return null;
      const language = { language: t.language, chosen: visit.chosenLanguage !== null };
      const former = visit.who?.session ?? null;
      return openSession(tx, { action: 'account.login', person, account, now, language, former });
    });
    if (!opened) return loginPage(visit, { typed, to, error: t('error.inactivePerson') });
    return { type: 'redirect', to, session: { opened } };
  }

  return [
    {
      method: 'get',
      path: '/portal/login',
      for: 'anyone',
      async answer(visit) {
        const to = ownPath(visit.query.to);
        if (visit.who) return redirect(to);
        return loginPage(visit, { typed: '', to, captcha: await wantsCaptcha(visit, '') });
      },
    },
    { method: 'post', path: '/portal/login', for: 'anyone', limit: 'login', answer: login },
    {
      method: 'get',
      path: '/portal/captcha',
      for: 'anyone',
      limit: 'compute',
      answer: async () => ({ type: 'json', value: await captcha.challenge() }),
    },
    {
      method: 'post',
      path: '/portal/logout',
      for: 'anyone',
      async answer({ who }) {
        if (who) await endSession(db, who.session, who.ctx.actor, clock());
        // Back to where this person logs in.
        const other = who && otherLogins.find(({ hasOpened }) => hasOpened(who.session));
        return { type: 'redirect', to: `${other?.to ?? '/portal/login'}?out=1`, session: 'ended' };
      },
    },
  ];
}

interface LoginForm {
  others: readonly OtherLogin[];
  typed: string;
  to: string;
  error?: string;
  captcha?: boolean;
}

function loginPageOf(visit: Visit, form: LoginForm): Answer {
  const { t } = visit;
  const body = html`<section class="panel narrow">
<h1>${t('portal.login.title')}</h1>
${visit.query.out && !form.error && alert(t('portal.login.out'), 'good')}
${form.error && alert(form.error)}
${postForm(
  visit,
  '/portal/login',
  html`<input type="hidden" name="to" value="${form.to}">
${textField({ name: 'userId', label: t('portal.field.userId'), value: form.typed, autocomplete: 'username', autofocus: !form.typed })}
${textField({ name: 'password', label: t('portal.field.password'), type: 'password', autocomplete: 'current-password', maxLength: 256 })}
<label class="check scripted"><input type="checkbox" data-shows="password">${t('portal.field.show')}</label>
${form.captcha && captchaField(visit, t('portal.captcha.hint'), t('portal.captcha.noScript'))}
<p class="actions"><button type="submit" class="primary wide">${t('portal.login.submit')}</button></p>`,
)}
<p><a href="/portal/forgot">${t('portal.login.forgot')}</a></p>
${form.others.map(({ to, label }) => html`<p><a href="${to}">${label(t)}</a></p>`)}
<hr>
<p>${t('portal.login.newText')}</p>
<p class="actions"><a class="button wide" href="/portal/account">${t('portal.account.title')}</a></p>
<p class="hint">${t('portal.login.fromChat')}</p>
</section>`;
  return {
    type: 'page',
    title: t('portal.login.title'),
    body,
    status: form.error ? 403 : 200,
    scripts: form.captcha ? captchaScripts : [],
    languageTo: `/portal/login?to=${encodeURIComponent(form.to)}`,
  };
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}
