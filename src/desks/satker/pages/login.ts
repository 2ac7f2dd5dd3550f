import type { Clock } from '../../../core/clock.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { Crowded, createShares } from '../../../core/shares.ts';
import { createCounter } from '../../../db/counting.ts';
import { sandboxPassword } from '../../../neighbours/digit/sandbox.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import type { Captcha } from '../../../web/captcha.ts';
import { captchaField, captchaScripts } from '../../../web/captcha-field.ts';
import { html } from '../../../web/html.ts';
import { alert, textField } from '../../../web/layout.ts';
import { type Answer, type Page, postForm, redirect, type Visit } from '../../../web/page.ts';
import { openSession, personOfEmail } from '../../../web/sessions.ts';
import { statusOf } from '../cards/facts.ts';
import { type DeskDeps, nikLoginPath } from '../deps.ts';
import { countLogins } from '../logins.ts';
import { readNik, type Status } from '../model.ts';

export interface NikLoginDeps extends DeskDeps {
  clock: Clock;
  captcha: Captcha;
}

/** Wrong passwords for one NIK in a quarter of an hour. */
export const mostFailures = 4;
const forgetMs = 15 * 60_000;

/** DIGIT is asked by so many at a time, and no address keeps the others from being let in. */
const turn = createShares({ atOnce: 8, each: 4, waiting: 64, waitingEach: 16 });

/** No failure is answered sooner than this, so that the time does not tell what was wrong. */
const failureMs = 400;

/** Login to MyIntress in the manual's steps: NIK, Selanjutnya, password and captcha, Masuk dan Izinkan Akses (S-13). */
export function nikLoginPages(deps: NikLoginDeps): Page[] {
  const { captcha, digit } = deps;
  const failures = createCounter(deps.db, 'login by NIK', forgetMs);

  async function login(visit: Visit): Promise<Answer> {
    const started = performance.now();
    const { fields, t } = visit;
    const nik = readNik(fields.line('nik'));
    if (!nik) return nikPage(visit, deps, { typed: fields.line('nik'), error: t('satker.error.nik') });
    // What is counted lies in the database too.
    const tried = await deps.db.keys.hash('nik', nik);
    const again = (error: string, status = 403) => passwordPage(visit, deps, nik, error, status);
    if (!digit) return again(t('satker.error.notSetUp', { register: 'DIGIT' }), 503);
    const password = fields.exact('password');
    if (!password) return again(t('satker.login.empty'));
    if (!(await captcha.passes(fields.exact('altcha')))) return again(t('satker.login.captchaNeeded'));
    // Counted as a failure before DIGIT is asked, so that guesses made at the same moment know of each other; whether or not
    // there is such an account; and below DIGIT's own limit: its lock would tell, and could be kept shut.
    if (password.length > 256 || (await failures.add(tried)) > mostFailures) {
      await until(started + failureMs);
      return again(t('satker.login.failed'));
    }
    try {
      const outcome = await turn(visit.address, () => digit.authenticate(nik, password));
      if (outcome.type === 'granted') {
        await failures.forget(tried);
        return await enter(visit, deps, nik, outcome.account);
      }
      await until(started + failureMs);
      return again(t('satker.login.failed'));
    } catch (error) {
      // No answer is no wrong password.
      if (error instanceof Crowded || error instanceof NeighbourDown) await failures.takeBack(tried);
      if (!(error instanceof NeighbourDown)) throw error;
      return again(t('satker.login.down'), 503);
    }
  }

  return [
    {
      method: 'get',
      path: nikLoginPath,
      for: 'anyone',
      answer: async (visit) => (visit.who ? redirect('/portal') : nikPage(visit, deps, { typed: '' })),
    },
    {
      method: 'post',
      path: nikLoginPath,
      for: 'anyone',
      async answer(visit) {
        const typed = visit.fields.line('nik').slice(0, 40);
        const nik = readNik(typed);
        return nik
          ? passwordPage(visit, deps, nik)
          : nikPage(visit, deps, { typed, error: visit.t('satker.error.nik') });
      },
    },
    { method: 'post', path: `${nikLoginPath}/password`, for: 'anyone', limit: 'login', answer: login },
  ];
}

/**
 * DIGIT has let the owner of this NIK in; MyIntress opens with a row of status 2 alone (S-5, S-15, S-20). Who it is here is
 * decided by an address that DIGIT and the satker, whose row the KPPN approved, name alike: neither of them alone can say
 * that somebody is somebody else.
 */
async function enter(
  visit: Visit,
  deps: NikLoginDeps,
  nik: string,
  account: { name: string; email: string },
): Promise<Answer> {
  const { t } = visit;
  const email = account.email.toLowerCase();
  const hash = await deps.db.keys.hash('nik', nik);
  const rows = await deps.db.query<{ status: Status; email: string }>(
    'SELECT status, email FROM satker_user WHERE nik_hash = $1 AND removed_at IS NULL ORDER BY id DESC',
    [hash],
  );
  const active = rows.filter(({ status }) => status === 'ACTIVE');
  const [newest] = rows;
  if (!newest) return passwordPage(visit, deps, nik, t('satker.login.notRegistered'), 403);
  if (active.length === 0) {
    const status = statusOf({ t }, newest.status).text;
    const text =
      newest.status === 'DORMANT' || newest.status === 'REGISTERED'
        ? (`satker.login.${newest.status}` as const)
        : 'satker.login.notOpen';
    return passwordPage(visit, deps, nik, t(text, { status }), 403);
  }
  if (active.every((row) => row.email !== email))
    return passwordPage(visit, deps, nik, t('satker.login.otherEmail'), 403);
  const now = deps.clock();
  const opened = await deps.db.transaction(withoutDeadline, async (tx) => {
    // Counting locks the rows: whoever makes one inactive does so before or after this login, never in between.
    await countLogins(tx, [{ nik, at: now }]);
    const still = await tx.query(
      `SELECT 1 FROM satker_user WHERE nik_hash = $1 AND email = $2 AND created_at > address_since($2)
         AND status = 'ACTIVE' AND removed_at IS NULL`,
      [hash, email],
    );
    const person = still.length > 0 ? await personOfEmail(tx, email, account.name, now) : null;
    if (!person) return null;
    const language = { language: t.language, chosen: visit.chosenLanguage !== null };
    const former = visit.who?.session ?? null;
    return openSession(tx, { action: 'satker.login', person, account: null, nik, now, language, former });
  });
  if (!opened) return passwordPage(visit, deps, nik, t('satker.login.closed'), 403);
  return { type: 'redirect', to: '/portal', session: { opened } };
}

function sandboxNote({ t }: Visit, { digit }: DeskDeps) {
  return digit?.sandbox && alert(t('satker.login.sandbox', { password: sandboxPassword }), 'note');
}

function nikPage(visit: Visit, deps: DeskDeps, form: { typed: string; error?: string }): Answer {
  const { t } = visit;
  return {
    type: 'page',
    title: t('satker.login.title'),
    status: form.error ? 422 : 200,
    languageTo: nikLoginPath,
    body: html`<section class="panel narrow"><h1>${t('satker.login.title')}</h1>
${visit.query.out && !form.error && alert(t('portal.login.out'), 'good')}
${sandboxNote(visit, deps)}
${postForm(
  visit,
  nikLoginPath,
  html`${textField({ name: 'nik', label: t('satker.field.nik'), value: form.typed, autocomplete: 'username', maxLength: 24, autofocus: true, error: form.error })}
<p class="actions"><button type="submit" class="primary wide">${t('satker.login.next')}</button></p>`,
)}
<p><a href="/portal/login">${t('satker.login.byUserId')}</a></p></section>`,
  };
}

function passwordPage(visit: Visit, deps: DeskDeps, nik: string, error?: string, status = 403): Answer {
  const { t } = visit;
  return {
    type: 'page',
    title: t('satker.login.title'),
    status: error ? status : 200,
    scripts: captchaScripts,
    languageTo: nikLoginPath,
    body: html`<section class="panel narrow"><h1>${t('satker.login.title')}</h1>
${error && alert(error)}
${sandboxNote(visit, deps)}
${postForm(
  visit,
  `${nikLoginPath}/password`,
  html`${textField({ name: 'nik', label: t('satker.field.nik'), value: nik, autocomplete: 'username', readonly: true })}
${textField({ name: 'password', label: t('portal.field.password'), type: 'password', autocomplete: 'current-password', maxLength: 256, autofocus: true })}
<label class="check scripted"><input type="checkbox" data-shows="password">${t('portal.field.show')}</label>
${captchaField(visit, t('satker.login.captcha'), t('satker.login.noScript'))}
<p class="actions"><button type="submit" class="primary wide">${t('satker.login.submit')}</button></p>`,
)}
<p><a href="${nikLoginPath}">${t('satker.login.otherNik')}</a></p></section>`,
  };
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}
