import { withoutDeadline } from '../../../core/deadline.ts';
import { Refusal } from '../../../core/errors.ts';
import { hashToken } from '../../../core/keys.ts';
import type { MarketAccount } from '../../../neighbours/marketplace/marketplace.ts';
import { NotFound } from '../../../web/errors.ts';
import { consumeLink, createLink, readLink } from '../../../web/links.ts';
import { type Answer, linkPage, type Page, redirect, type Visit } from '../../../web/page.ts';
import { goneLink } from '../../../web/pages/enter.ts';
import type { PagesDeps } from '../deps.ts';
import type { Satker, Way } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';
import { suitable } from '../rules.ts';
import { mapSatker } from '../shop/map.ts';
import { answered, marketOf } from '../shop/step.ts';
import { takenOf } from '../store.ts';
import {
  choicePage,
  companyIn,
  donePage,
  loginPage,
  type Opened,
  registrationPage,
  type Subject,
} from './shown.ts';

/** For choosing, after a login. */
const chooseMs = 10 * 60_000;
const path = '/portal/market';

/**
 * The one-time pages on which somebody logs in at the marketplace, or registers there (M-5). The link is used up with the mapping of
 * its satker: until then a wrong password, a marketplace that does not answer, or a lost answer leave it as it was. A password goes
 * from the form to the marketplace and nowhere else.
 */
export function marketPages(deps: PagesDeps): Page[] {
  const { db, clock } = deps;

  /** What is behind the link of a visit, or the page that says why there is nothing (any more). */
  async function opened(visit: Visit): Promise<Opened | Answer> {
    const openedAt = clock();
    const link = await readLink<Subject>(db, 'market', visit.params.token ?? '', openedAt);
    if (link.state !== 'valid') return goneLink(visit, link, { advice: visit.t('market.page.gone') });
    const { subject } = link;
    // Whoever is logged in as somebody else would give them an account of their own.
    if (visit.who && visit.who.ctx.actor.id !== subject.personId) throw new NotFound();
    const ctx = await deps.contextOf(subject.personId);
    const satker = ctx && (await profileSatkers.seen(db, ctx, subject.satkerId));
    if (!ctx || !satker) throw new NotFound();
    if (satker.link) return donePage(visit, satker);
    return { subject, ctx, satker, market: marketOf(deps), openedAt };
  }

  async function shown(visit: Visit, page: Opened): Promise<Answer> {
    const { subject, ctx } = page;
    if (subject.proven) return choicePage(visit, page, await provenAccounts(page, subject.proven));
    return subject.way === 'LOGIN'
      ? loginPage(visit, page, { email: ctx.actor.email })
      : registrationPage(visit, page, {});
  }

  /** Those that a login has proven, as far as they may become the satker's now. */
  async function provenAccounts(
    { market, satker }: Opened,
    { email, accounts }: NonNullable<Subject['proven']>,
  ): Promise<MarketAccount[]> {
    const known = (await answered(market.accounts(email))).filter(({ id }) => accounts.includes(id));
    return suitable(satker, known, await takenOf(db, satker, known));
  }

  async function submitted(visit: Visit, page: Opened): Promise<Answer> {
    if (page.subject.proven) return choose(visit, page, page.subject.proven);
    return page.subject.way === 'LOGIN' ? logIn(visit, page) : register(visit, page);
  }

  async function logIn(visit: Visit, page: Opened): Promise<Answer> {
    const { fields, t } = visit;
    const { market, satker } = page;
    const email = fields.line('email').slice(0, 254);
    const password = fields.exact('password');
    const again = (error: string, status = 422) => loginPage(visit, page, { email, error, status });
    if (!email.includes('@') || !password || password.length > 256) return again(t('market.login.empty'));
    const login = await answered(market.logIn(email, password));
    if (login.type !== 'granted')
      return again(t(login.type === 'locked' ? 'market.login.locked' : 'market.login.refused'), 403);
    const fitting = suitable(satker, login.accounts, await takenOf(db, satker, login.accounts));
    const [only, another] = fitting;
    if (!only) return again(unfit(visit, satker, login.accounts), 403);
    if (!another) return mapped(visit, page, only, 'LOGIN');
    return toChoice(visit, page, email, fitting);
  }

  /** Of several accounts of one login one is chosen, on a page of its own: this one's link is used up by the login. */
  async function toChoice(
    visit: Visit,
    { subject, openedAt: now }: Opened,
    email: string,
    accounts: readonly MarketAccount[],
  ): Promise<Answer> {
    const proven = { email, accounts: accounts.map(({ id }) => id) };
    const token = await db.transaction(withoutDeadline, async (tx) => {
      if (!(await consumeLink(tx, 'market', visit.params.token ?? '', now))) return null;
      return createLink(tx, { purpose: 'market', subject: { ...subject, proven }, now, validMs: chooseMs });
    });
    return redirect(`${path}/${token ?? visit.params.token}`);
  }

  async function choose(visit: Visit, page: Opened, proven: NonNullable<Subject['proven']>): Promise<Answer> {
    const known = await provenAccounts(page, proven);
    const chosen = known.find(({ id }) => id === visit.fields.exact('account'));
    if (!chosen) return choicePage(visit, page, known, { error: visit.t('market.error.account') });
    return mapped(visit, page, chosen, 'LOGIN');
  }

  async function register(visit: Visit, page: Opened): Promise<Answer> {
    const { fields, t } = visit;
    const { satker, market } = page;
    if (satker.company)
      return registrationPage(visit, page, {
        failed: t('market.refuse.hasCompany', { satker: satker.unit.name, company: satker.company.name }),
      });
    const { company, errors } = companyIn(visit);
    if (Object.keys(errors).length > 0) return registrationPage(visit, page, { errors });
    // The link's own key: sent again, also after a lost answer, it is the same registration.
    const made = await answered(market.register(company, keyOf(visit)));
    if (made.type === 'made') return mapped(visit, page, made.account, 'REGISTRATION');
    return registrationPage(visit, page, {
      failed: t('market.register.exists', { email: fields.line('email'), name: company.name }),
    });
  }

  async function mapped(visit: Visit, page: Opened, account: MarketAccount, way: Way): Promise<Answer> {
    const { ctx, satker, openedAt } = page;
    const used = { token: visit.params.token ?? '', openedAt };
    const acted = await mapSatker(deps, ctx, satker.id, { account, way, page: used }, keyOf(visit));
    const now = await profileSatkers.seen(db, ctx, satker.id);
    if (acted.type === 'passed' && !now?.link) throw new Refusal(acted.why);
    return donePage(visit, now ?? satker);
  }

  /**
   * What stands in the way is said on the page itself, with all that was typed but the password, or a way to try again: the link
   * works still.
   */
  async function troubled(visit: Visit, page: Opened, error: unknown): Promise<Answer> {
    if (!(error instanceof Refusal)) throw error;
    const failed = visit.t.message(error.reason);
    if (page.subject.proven) return choicePage(visit, page, [], { error: failed, status: 503 });
    return page.subject.way === 'LOGIN'
      ? loginPage(visit, page, { email: visit.fields.line('email'), error: failed, status: 503 })
      : registrationPage(visit, page, { failed, status: 503 });
  }

  return [
    linkPage('get', `${path}/:token`, opened, async (visit, page) => {
      return shown(visit, page).catch((error) => troubled(visit, page, error));
    }),
    linkPage('post', `${path}/:token`, opened, async (visit, page) => {
      return submitted(visit, page).catch((error) => troubled(visit, page, error));
    }),
  ];
}

const keyOf = (visit: Visit): string => `market ${hashToken(visit.params.token ?? '').toString('hex')}`;

/** Why none of the accounts of a login is this satker's (M-2). */
function unfit({ t }: Visit, { unit, company }: Satker, accounts: readonly MarketAccount[]): string {
  const names = accounts.map((account) => account.company.name).join(', ');
  if (accounts.length === 0) return t('market.login.noCompany');
  return company
    ? t('market.refuse.otherCompany', { satker: unit.name, company: company.name })
    : t('market.refuse.taken', { company: names });
}
