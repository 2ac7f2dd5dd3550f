import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { Refusal } from '../../core/errors.ts';
import type { Message, Translate } from '../../core/texts/index.ts';
import { createCounter } from '../../db/counting.ts';
import type { Database, Tx } from '../../db/database.ts';
import { NotFound } from '../errors.ts';
import { type Html, html } from '../html.ts';
import { alert, notice, textField } from '../layout.ts';
import { consumeLink, type LinkPurpose, type LinkState, readLink } from '../links.ts';
import { mailboxLetters } from '../mailbox-letters.ts';
import { type Answer, type Page, postForm, type Visit } from '../page.ts';
import { lengthOf, maxLength, minLength, minScore, passwordProblems } from '../password/policy.ts';
import { StrengthUnknown, strengthOf } from '../password/strength.ts';

/** Whose password a link sets. */
export interface PasswordOwner {
  /** What letters are counted by. */
  id: number;
  /** What they log in with, shown and not editable. */
  name: string;
}

/** What differs between the passwords that are set here: where they are kept, and what the pages say. */
export interface PasswordKind<Subject, Owner extends PasswordOwner> {
  purpose: LinkPurpose;
  /** `/portal/password`: the token follows. */
  path: string;
  /** The owner that a link is for, or null where there is none any more. */
  owner(subject: Subject): Promise<Owner | null>;
  /** What the password must not be made of. */
  words(owner: Owner): Promise<string[]>;
  /** Why nothing can be set any more, whatever the link says: it is shown with the way to log in. */
  closed?(owner: Owner): Promise<Message | null>;
  /**
   * Readies the password and answers what is written with the use of the link, in one transaction. What it throws leaves
   * the link as it was; a Refusal is said on the page.
   */
  choose(owner: Owner, password: string): Promise<(tx: Tx, now: Date) => Promise<void>>;
  /** Notes that the page with the owner's name is shown, where that is nobody's but theirs (T-3). */
  shown?(owner: Owner, now: Date): Promise<void>;
  /** Mails a new link. */
  renew(tx: Tx, owner: Owner): Promise<void>;
  texts(t: Translate, owner: Owner): { title: string; field: string; submit: string; done: string };
  /** Where one logs in with it. */
  loginPath: string;
}

/** The pages behind a link that only the owner's mailbox gets (U-16, S-13). */
export function choosePasswordPages<Subject, Owner extends PasswordOwner>(
  { db, clock }: { db: Database; clock: Clock },
  kind: PasswordKind<Subject, Owner>,
): Page[] {
  const letters = createCounter(db, `new link ${kind.purpose}`, mailboxLetters.windowMs);
  const pathOf = (visit: Visit) => `${kind.path}/${visit.params.token}`;

  /** The owner behind a token of ours; a token that never was one leads nowhere. */
  async function opened(visit: Visit): Promise<{ link: LinkState<Subject>; owner: Owner }> {
    const link = await readLink<Subject>(db, kind.purpose, visit.params.token ?? '', clock());
    const owner = link.state === 'unknown' ? null : await kind.owner(link.subject);
    if (!owner) throw new NotFound();
    return { link, owner };
  }

  async function change(visit: Visit): Promise<Answer> {
    const { fields, t } = visit;
    const { link, owner } = await opened(visit);
    const closed = await closedPage(visit, owner);
    if (closed) return closed;
    if (link.state !== 'valid') return gonePage(visit, link.state === 'used');
    const password = fields.exact('password');
    const problems = await passwordProblems(password, fields.exact('repeat'), await kind.words(owner));
    if (problems) {
      return formPage(visit, owner, {
        password: problems.password && t.message(problems.password),
        repeat: problems.repeat && t.message(problems.repeat),
      });
    }
    const set = await kind.choose(owner, password);
    const now = clock();
    const done = await db.transaction(withoutDeadline, async (tx) => {
      if (!(await consumeLink<Subject>(tx, kind.purpose, visit.params.token ?? '', now))) return false;
      await set(tx, now);
      return true;
    });
    if (!done) return gonePage(visit, true);
    const texts = kind.texts(t, owner);
    const login = { label: t('portal.login.submit'), to: kind.loginPath };
    return {
      type: 'page',
      title: t('portal.password.done'),
      body: notice(t('portal.password.done'), texts.done, login),
      languageTo: kind.loginPath,
    };
  }

  /** What kept the password from being set is said at the field: the link works still. */
  async function troubled(visit: Visit, error: unknown): Promise<Answer> {
    const { t } = visit;
    if (!(error instanceof StrengthUnknown || error instanceof Refusal)) throw error;
    const { owner } = await opened(visit);
    const text = error instanceof Refusal ? t.message(error.reason) : t('portal.password.busy');
    return formPage(visit, owner, { password: text });
  }

  return [
    {
      method: 'get',
      path: `${kind.path}/:token`,
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const { link, owner } = await opened(visit);
        const closed = await closedPage(visit, owner);
        if (closed) return closed;
        return link.state === 'valid' ? formPage(visit, owner, {}) : gonePage(visit, link.state === 'used');
      },
    },
    {
      method: 'post',
      path: `${kind.path}/:token`,
      for: 'anyone',
      limit: 'token',
      answer: (visit) => change(visit).catch((error) => troubled(visit, error)),
    },
    {
      // What the page says while a password is typed; what counts is decided when it is sent.
      method: 'post',
      path: `${kind.path}/:token/check`,
      for: 'anyone',
      limit: 'compute',
      async answer(visit) {
        const { link, owner } = await opened(visit);
        if (link.state !== 'valid') throw new NotFound();
        const password = visit.fields.exact('password');
        const length = lengthOf(password);
        const fits = length >= minLength && length <= maxLength;
        const words = await kind.words(owner);
        const score = fits ? await strengthOf(password, words).catch(() => null) : 0;
        return { type: 'json', value: { length: fits, strong: score === null ? null : score >= minScore } };
      },
    },
    {
      method: 'post',
      path: `${kind.path}/:token/renew`,
      for: 'anyone',
      limit: 'mail',
      async answer(visit) {
        const { owner } = await opened(visit);
        const closed = await closedPage(visit, owner);
        if (closed) return closed;
        if ((await letters.add(String(owner.id))) <= mailboxLetters.most)
          await db.transaction(withoutDeadline, (tx) => kind.renew(tx, owner));
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

  async function closedPage(visit: Visit, owner: Owner): Promise<Answer | null> {
    const { t } = visit;
    const why = await kind.closed?.(owner);
    if (!why) return null;
    const login = { label: t('portal.login.submit'), to: kind.loginPath };
    return {
      type: 'page',
      status: 410,
      title: t('portal.link.title'),
      body: notice(t('portal.link.title'), t.message(why), login),
      languageTo: kind.loginPath,
    };
  }

  async function formPage(visit: Visit, owner: Owner, errors: Errors): Promise<Answer> {
    const { t } = visit;
    await kind.shown?.(owner, clock());
    const texts = kind.texts(t, owner);
    const failed = errors.password ?? errors.repeat;
    const body = html`<section class="panel narrow">
<h1>${texts.title}</h1>
${failed && alert(failed)}
<div data-password-check="${pathOf(visit)}/check">
${postForm(
  visit,
  pathOf(visit),
  html`${textField({ name: 'userId', label: texts.field, value: owner.name, autocomplete: 'username', readonly: true })}
${textField({ name: 'password', label: t('portal.password.new'), type: 'password', autocomplete: 'new-password', maxLength: 512, error: errors.password })}
${policyList(t)}
${textField({ name: 'repeat', label: t('portal.password.repeat'), type: 'password', autocomplete: 'new-password', maxLength: 512, error: errors.repeat })}
<label class="check scripted"><input type="checkbox" data-shows="password repeat">${t('portal.field.show')}</label>
<p class="actions"><button type="submit" class="primary wide">${texts.submit}</button></p>`,
)}
</div>
</section>`;
    return {
      type: 'page',
      title: texts.title,
      body,
      status: failed ? 422 : 200,
      languageTo: pathOf(visit),
    };
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
  `${pathOf(visit)}/renew`,
  html`<p class="actions"><button type="submit" class="primary wide">${t('portal.password.renew')}</button></p>`,
)}
<p><a href="${kind.loginPath}">${t('portal.login.back')}</a></p></section>`,
      languageTo: pathOf(visit),
    };
  }
}

interface Errors {
  password?: string;
  repeat?: string;
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
