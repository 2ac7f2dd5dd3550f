import {
  marketPassword,
  passwordPath,
  signedIn,
  signInPath,
} from '../../../neighbours/marketplace/sandbox.ts';
import { html } from '../../../web/html.ts';
import { alert, notice } from '../../../web/layout.ts';
import { type Page, postForm } from '../../../web/page.ts';
import type { PagesDeps } from '../deps.ts';
import { marketName } from '../model.ts';

/** The built-in marketplace's own pages, so that the whole way can be tried out (M-4). Link previews fetch pages: a button signs in. */
export function sandboxPages({ db, clock }: PagesDeps): Page[] {
  return [
    {
      method: 'get',
      path: `${signInPath}:token`,
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const { t } = visit;
        return {
          type: 'page',
          title: marketName,
          body: html`<section class="panel narrow"><h1>${marketName}</h1>
${alert(t('market.sandbox.note'), 'note')}
${postForm(visit, visit.here, html`<p class="actions"><button type="submit" class="primary wide">${t('market.login.submit')}</button></p>`)}
</section>`,
        };
      },
    },
    {
      method: 'post',
      path: `${signInPath}:token`,
      for: 'anyone',
      limit: 'token',
      async answer({ t, params }) {
        const who = await signedIn(db, params.token ?? '', clock());
        const said = who
          ? t('market.sandbox.in', {
              email: who.email,
              name: who.company.name,
              address: who.company.address,
            })
          : t('market.sandbox.gone');
        return { type: 'page', title: marketName, status: who ? 200 : 410, body: notice(marketName, said) };
      },
    },
    {
      method: 'get',
      path: passwordPath,
      for: 'anyone',
      async answer({ t }) {
        const text = t('market.sandbox.password', { password: marketPassword });
        return { type: 'page', title: marketName, body: notice(t('market.login.forgotten'), text) };
      },
    },
  ];
}
