import type { Context } from '../../../core/context.ts';
import type { MarketAccount, Marketplace, NewCompany } from '../../../neighbours/marketplace/marketplace.ts';
import { marketPassword } from '../../../neighbours/marketplace/sandbox.ts';
import { type Html, html, safeHref } from '../../../web/html.ts';
import { alert, notice, textField } from '../../../web/layout.ts';
import { type Answer, postForm, type Visit } from '../../../web/page.ts';
import { marketName, type Satker } from '../model.ts';
import type { PageSubject } from '../shop/enter.ts';

/** What a link opens: a page to log in or to register on, or, after a login, one to choose among its accounts. */
export interface Subject extends PageSubject {
  proven?: { email: string; accounts: string[] };
}

/** A page with whom and what it is for. */
export interface Opened {
  subject: Subject;
  ctx: Context;
  satker: Satker;
  market: Marketplace;
  /** Its link was good then, and stays so for what is done on it. */
  openedAt: Date;
}

export type CompanyField = keyof NewCompany;

/** What was typed of a company, and what is wrong with it, by field. */
export function companyIn({ fields, t }: Visit): {
  company: NewCompany;
  errors: Partial<Record<CompanyField, string>>;
} {
  const line = (name: CompanyField, max: number) => fields.line(name).slice(0, max);
  const company: NewCompany = {
    email: line('email', 254).toLowerCase(),
    name: line('name', 200),
    city: line('city', 200),
    postalCode: line('postalCode', 20),
    address: line('address', 500),
  };
  const errors: Partial<Record<CompanyField, string>> = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(company.email)) errors.email = t('market.error.email');
  if (!company.name) errors.name = t('market.error.name');
  if (!company.city) errors.city = t('market.error.city');
  if (!/^\d{5}$/.test(company.postalCode)) errors.postalCode = t('market.error.postalCode');
  if (!company.address) errors.address = t('market.error.address');
  return { company, errors };
}

function head(
  { t }: Visit,
  { ctx, satker, market }: Opened,
  title: string,
  sandboxNote = t('market.sandbox.note'),
): Html {
  return html`<h1>${title}</h1>
<p>${t('market.page.for', { name: ctx.actor.name, satker: satker.unit.name })}</p>
${satker.company && html`<p>${t('market.page.second', { company: satker.company.name })}</p>`}
<p class="hint">${t('market.card.fields')}</p>
${market.sandbox && alert(sandboxNote, 'note')}`;
}

/** The password is never shown again; the rest is as it was typed. */
export async function loginPage(
  visit: Visit,
  page: Opened,
  { email, error, status = 422 }: { email: string; error?: string; status?: number },
): Promise<Answer> {
  const { t } = visit;
  const title = t('market.login.title', { market: marketName });
  // Where the marketplace does not answer, the page does without this.
  const forgotten = await page.market.forgotten().catch(() => null);
  return {
    type: 'page',
    title,
    status: error ? status : 200,
    body: html`<section class="panel narrow">${head(visit, page, title, t('market.page.sandbox', { password: marketPassword }))}
${error && alert(error)}
${postForm(
  visit,
  visit.here,
  html`${textField({ name: 'email', label: t('market.field.email'), type: 'email', value: email, autocomplete: 'username', maxLength: 254 })}
${textField({ name: 'password', label: t('market.field.password'), type: 'password', autocomplete: 'current-password', maxLength: 256, autofocus: true })}
<label class="check scripted"><input type="checkbox" data-shows="password">${t('portal.field.show')}</label>
<p class="hint">${t('market.login.notKept', { market: marketName })}</p>
<p class="actions"><button type="submit" class="primary wide">${t('market.login.submit')}</button></p>`,
)}
${forgotten && html`<p><a href="${safeHref(forgotten)}" rel="noreferrer">${t('market.login.forgotten')}</a></p>`}
</section>`,
  };
}

/** With what was typed, and what is wrong with it at its field. */
export function registrationPage(
  visit: Visit,
  page: Opened,
  given: { errors?: Partial<Record<CompanyField, string>>; failed?: string; status?: number },
): Answer {
  const { t, fields } = visit;
  const { errors = {}, failed, status = 422 } = given;
  const isSent = failed !== undefined || given.errors !== undefined;
  const title = t('market.register.title', { market: marketName });
  // On a phone the first wrong field would be out of sight.
  const [firstWrong] = Object.keys(errors);
  const field = (
    name: CompanyField,
    label: string,
    more: { type?: 'email'; value?: string; maxLength: number },
  ) =>
    textField({
      name,
      label,
      ...more,
      value: isSent ? fields.line(name) : more.value,
      error: errors[name],
      autofocus: name === firstWrong,
    });
  return {
    type: 'page',
    title,
    status: isSent ? status : 200,
    body: html`<section class="panel narrow">${head(visit, page, title)}
${failed && alert(failed)}
${postForm(
  visit,
  visit.here,
  html`${field('email', t('market.field.email'), { type: 'email', value: page.ctx.actor.email, maxLength: 254 })}
${field('name', t('market.field.companyName'), { maxLength: 200 })}
<fieldset><legend>${t('market.field.companyAddress')}</legend>
${field('city', t('market.field.city'), { maxLength: 200 })}
${field('postalCode', t('market.field.postalCode'), { maxLength: 20 })}
${field('address', t('market.field.address'), { maxLength: 500 })}</fieldset>
<p class="actions"><button type="submit" class="primary wide">${t('market.register.submit')}</button></p>`,
)}
</section>`,
  };
}

/** One of several accounts of a login; where none can be shown, why, and a way to look once more. */
export function choicePage(
  visit: Visit,
  page: Opened,
  accounts: readonly MarketAccount[],
  given: { error?: string; status?: number } = {},
): Answer {
  const { t } = visit;
  const { error = accounts.length === 0 ? t('market.choose.none') : undefined, status = 422 } = given;
  const title = t('market.choose.title');
  return {
    type: 'page',
    title,
    status: error ? status : 200,
    body: html`<section class="panel narrow">${head(visit, page, title)}
${error && alert(error)}
${
  accounts.length === 0
    ? html`<p class="actions"><a class="button wide" href="${visit.here}">${t('market.page.again')}</a></p>`
    : postForm(
        visit,
        visit.here,
        html`<fieldset class="field"><legend>${t('market.field.account')}</legend>${accounts.map(
          ({ id, company, email }) =>
            html`<label class="check"><input type="radio" name="account" value="${id}"><span>${company.name}<br><span class="hint">${company.address || email}</span></span></label>`,
        )}</fieldset>
<p class="actions"><button type="submit" class="primary wide">${t('market.choose.submit')}</button></p>`,
      )
}</section>`,
  };
}

/** Which account the satker is mapped with, so that it can be checked (M-6). */
export function donePage({ t }: Visit, { unit, company, link }: Satker): Answer {
  return {
    type: 'page',
    title: t('market.mapped.title'),
    body: notice(
      t('market.mapped.title'),
      [
        t('market.mapped.text', { satker: unit.name }),
        `${t('market.field.company')}: ${company?.name ?? '—'}`,
        `${t('market.field.account')}: ${link?.email ?? '—'}`,
        t('market.page.back'),
      ].join('\n'),
    ),
  };
}
