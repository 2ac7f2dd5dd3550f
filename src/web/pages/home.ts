import type { Clock } from '../../core/clock.ts';
import { languages } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { changeLanguage } from '../../people/language.ts';
import { Rejected } from '../errors.ts';
import { html } from '../html.ts';
import { ownPath, type Page, type PersonVisit, type PortalPages, personPage } from '../page.ts';

export interface HomeDeps {
  db: Database;
  clock: Clock;
  desks: readonly PortalPages[];
}

/** The overview of a person's own requests, and the choice of language on every page. */
export function homePages({ db, clock, desks }: HomeDeps): Page[] {
  return [
    personPage('/portal', async (visit) => {
      const { t, who } = visit;
      const asked = await Promise.all(desks.map((desk) => desk.asked?.(visit)));
      return {
        type: 'page',
        title: t('portal.home.title'),
        body: html`<h1>${t('portal.home.greeting', { name: who.ctx.actor.name })}</h1>
${who.session.account && html`<p class="hint">${t('portal.home.account', { userId: who.session.account.userId })}</p>`}
${offers(visit, desks)}
<h2>${t('portal.home.title')}</h2>
${asked}`,
      };
    }),
    {
      method: 'post',
      path: '/portal/language',
      for: 'anyone',
      async answer({ fields, who }) {
        const language = languages.find((known) => known === fields.exact('language'));
        if (!language) throw new Rejected(400, 'no such language');
        if (who) await changeLanguage(db, { ...who.ctx, now: clock() }, language);
        return { type: 'redirect', to: ownPath(fields.exact('to')), language };
      },
    },
  ];
}

function offers({ t }: PersonVisit, desks: readonly PortalPages[]) {
  const all = desks.flatMap((desk) => desk.offers?.(t) ?? []);
  return html`<ul class="offers">${all.map(
    (offer) =>
      html`<li><a class="offer" href="${offer.to}"><strong>${offer.label}</strong><span>${offer.text}</span></a></li>`,
  )}</ul>`;
}
