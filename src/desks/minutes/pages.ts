import { formatTime } from '../../core/texts/index.ts';
import { partHtml } from '../../web/cards.ts';
import { NotFound } from '../../web/errors.ts';
import { html } from '../../web/html.ts';
import { alert } from '../../web/layout.ts';
import type { Page, PortalPages, Visit } from '../../web/page.ts';
import type { PagesDeps } from './deps.ts';
import { recordPages } from './record-page.ts';
import { confirmed } from './store.ts';
import { pagePath } from './write.ts';

export function minutesPages(deps: PagesDeps): PortalPages {
  return { pages: [confirmation(deps), ...recordPages(deps)] };
}

/**
 * The page behind the QR of a document: that it was issued, of what and when, by which certificate, and whether the record has changed
 * since. Of what stands in it, and of whom it is about, nothing: whoever has the document has that.
 */
const confirmation = ({ db, kinds, publicUrl, timeZone }: PagesDeps): Page => ({
  method: 'get',
  path: `${pagePath}/:token`,
  for: 'anyone',
  limit: 'token',
  async answer(visit: Visit) {
    const { t, params } = visit;
    const kindOf = (subject: string) => kinds.get(subject.split(':')[0] ?? '');
    const found = await confirmed(db, params.token ?? '', (subject) => kindOf(subject)?.steps ?? []);
    const kind = found && kindOf(found.subject);
    if (!found || !kind) throw new NotFound();
    const { reference, madeAt, changedAt, sha256, signer, fingerprint } = found;
    const time = (at: Date) => formatTime(t.language, timeZone, at);
    const title = t('minutes.title', { reference });
    const facts = [
      { label: t('minutes.field.kind'), value: t.message({ key: kind.called }) },
      { label: t('minutes.field.reference'), value: reference },
      { label: t('minutes.field.madeAt'), value: time(madeAt) },
      { label: 'SHA-256', value: sha256 },
      { label: t('minutes.field.signer'), value: signer },
      { label: t('minutes.field.fingerprint'), value: fingerprint },
    ];
    return {
      type: 'page',
      title,
      scripts: ['comparing.js'],
      body: html`<section class="panel"><h1>${title}</h1>
${alert(t('minutes.page.issued'), 'good')}
${changedAt && alert(t('minutes.page.changed', { time: time(changedAt) }), 'note')}
${partHtml(t, { type: 'facts', facts })}
<div class="comparing" data-sha256="${sha256}" data-same="${t('minutes.page.same')}" data-other="${t('minutes.page.other')}" hidden>
<h2>${t('minutes.page.compare')}</h2>
<p class="field"><label for="file">${t('minutes.page.file')}</label>
<input type="file" id="file" accept="application/pdf" aria-describedby="file-hint"></p>
<p class="hint" id="file-hint">${t('minutes.page.fileHint')}</p>
<p role="status" data-says></p></div>
<h2>${t('minutes.page.without')}</h2>
<p>${t('minutes.page.withoutText')} <a href="${`${publicUrl}/ca.pem`}">ca.pem</a></p></section>`,
    };
  },
});
