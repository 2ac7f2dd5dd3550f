import { codeField } from '../../../authenticators/authenticators.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { hashToken } from '../../../core/keys.ts';
import { perform } from '../../../records/act.ts';
import { Html, html } from '../../../web/html.ts';
import { alert } from '../../../web/layout.ts';
import { type Answer, linkPage, type Page, postForm, type Visit } from '../../../web/page.ts';
import type { PagesDeps } from '../deps.ts';
import { enrolling } from '../enrolment/acts.ts';
import { whyNotProceed } from '../rules.ts';
import { signers } from '../signer.ts';
import { type Opened, openedBy } from './opened.ts';
import { qrPicture } from './qr.ts';

/** In which words a code is asked for, everywhere. */
type CodeField = ReturnType<PagesDeps['authenticators']['field']>;

const path = '/portal/authenticator';
const stores = {
  googlePlay: 'https://play.google.com/store/apps/details?id=com.azure.authenticator',
  appStore: 'https://apps.apple.com/app/microsoft-authenticator/id983156458',
};

/**
 * The one-time page that shows an authenticator its secret, and takes the first code (G-3). The secret is shown by the answer that
 * has made it and by no other: a page that was left starts again with a new one, which ends the one before.
 */
export function authenticatorPages(deps: PagesDeps): Page[] {
  const { db, clock, authenticators } = deps;

  async function opened(visit: Visit): Promise<Opened | Answer> {
    const page = await openedBy(deps, visit, 'authenticator');
    if ('type' in page) return page;
    const why = whyNotProceed(page.ctx.actor, page.signer);
    if (why) throw new Refusal(why);
    return page;
  }

  async function verify(visit: Visit, { ctx, signer }: Opened): Promise<Answer> {
    const token = visit.params.token ?? '';
    const code = visit.fields.line(codeField).replaceAll(/\s/g, '');
    const first = await authenticators.checkFirst(ctx, code);
    const acted = await perform(deps, signers, enrolling(deps), ctx, {
      id: signer.id,
      key: `authenticator ${hashToken(token).toString('hex')}`,
      given: { reason: null, first, token },
    });
    if (acted.type === 'passed') throw new Refusal(acted.why);
    const { t } = visit;
    const title = t('sign.verify.done');
    return {
      type: 'page',
      title,
      body: html`<section class="panel narrow"><h1>${title}</h1>${alert(t('sign.verify.doneText'), 'good')}
<p>${t('sign.verify.back')}</p></section>`,
    };
  }

  return [
    linkPage('get', `${path}/:token`, opened, async (visit, page) => {
      const begun = await db.transaction(withoutDeadline, (tx) =>
        authenticators.begin(tx, page.signer.person.id, clock()),
      );
      return secretPage(visit, page, begun, authenticators.field(visit.t));
    }),
    linkPage('post', `${path}/:token`, opened, async (visit, page) => {
      try {
        return await verify(visit, page);
      } catch (error) {
        if (!(error instanceof FieldErrors)) throw error;
        const told = error.fields[codeField];
        return codePage(visit, authenticators.field(visit.t), told ? visit.t.message(told) : '');
      }
    }),
  ];
}

/** The secret as a picture, as a key to type, and as a link for whoever reads this on the phone itself. */
function secretPage(
  visit: Visit,
  { ctx }: Opened,
  { secret, uri }: { secret: string; uri: string },
  field: CodeField,
): Answer {
  const { t } = visit;
  const title = t('sign.verify.title');
  return {
    type: 'page',
    title,
    body: html`<section class="panel narrow"><h1>${title}</h1>
<p>${t('sign.page.for', { name: ctx.actor.name })}</p>
<ol class="steps">
<li>${t('sign.verify.install')} <a href="${stores.googlePlay}" rel="noreferrer">Google Play</a> · <a href="${stores.appStore}" rel="noreferrer">App Store</a></li>
<li>${t('sign.verify.add')}</li>
<li>${t('sign.verify.other')}</li>
<li>${t('sign.verify.scan')}
<p>${qrPicture(uri, t('sign.verify.qr'))}</p>
<details><summary>${t('sign.verify.cannotScan')}</summary>
<p>${t('sign.verify.onPhone')} <a class="button" href="${new Html(attribute(uri))}">${t('sign.verify.openApp')}</a></p>
<p>${t('sign.verify.key')} <code class="key">${inGroups(secret)}</code></p></details></li>
<li>${t('sign.verify.type')}</li>
</ol>
${codeFields(visit, field)}
<p class="hint">${t('sign.verify.leaving')}</p></section>`,
  };
}

/** After a wrong code: the secret is on the phone by now, or is begun anew. */
function codePage(visit: Visit, field: CodeField, error: string): Answer {
  const { t } = visit;
  const title = t('sign.verify.title');
  return {
    type: 'page',
    title,
    status: 422,
    body: html`<section class="panel narrow"><h1>${title}</h1>
${codeFields(visit, field, error)}
<p>${t('sign.verify.notScanned')} <a href="${visit.here}">${t('sign.verify.again')}</a></p></section>`,
  };
}

function codeFields(visit: Visit, { label, hint }: CodeField, error?: string): Html {
  const { t } = visit;
  const described = error ? 'code-hint code-error' : 'code-hint';
  return postForm(
    visit,
    visit.here,
    html`<div class="field"><label for="${codeField}">${label}</label>
<p class="hint" id="code-hint">${hint}</p>
<input id="${codeField}" name="${codeField}" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20"
  spellcheck="false" aria-describedby="${described}"${error && html` aria-invalid="true" autofocus`}>
${error && html`<p class="error" id="code-error">${error}</p>`}</div>
<p class="actions"><button type="submit" class="primary wide">${t('sign.verify.submit')}</button></p>`,
  );
}

/** `ABCD EFGH …`, as it is typed. */
const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** An `otpauth:` address, which is none of the web's: our own, made of a secret and two names. */
const attribute = (uri: string): string => uri.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
