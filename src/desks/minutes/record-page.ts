import { withoutDeadline } from '../../core/deadline.ts';
import { viewerOf } from '../../personal-data/views.ts';
import { minutesPath } from '../../records/minutes.ts';
import { fileRemoved } from '../../retention/emptied.ts';
import { partHtml } from '../../web/cards.ts';
import { NotFound } from '../../web/errors.ts';
import { type Html, html } from '../../web/html.ts';
import { type Page, type PersonVisit, personPage, postForm, redirect } from '../../web/page.ts';
import { openAttachment } from '../../web/pages/file.ts';
import type { PagesDeps } from './deps.ts';
import { type Issued, issuedTo } from './store.ts';
import { orderMinutes } from './write.ts';

/**
 * The berita acara of a record in the portal, for whoever may have it (I-3): what they were given of the record as it is, or the way to
 * it. It is the same document as in chat, written by the same job.
 */
export function recordPages(deps: PagesDeps): Page[] {
  const { db, kinds } = deps;
  const path = minutesPath(':kind', ':id');
  const wanted = async ({ who, params }: PersonVisit) => {
    const kind = params.kind ?? '';
    const id = Number(params.id);
    const minuted = Number.isSafeInteger(id) ? await kinds.get(kind)?.of(db, who.ctx, id) : null;
    if (!minuted) throw new NotFound();
    return { kind, id, minuted, issued: await issuedTo(db, who.ctx.actor.id, minuted) };
  };
  return [
    personPage(path, async (visit) => {
      const { kind, id, minuted, issued } = await wanted(visit);
      const { t } = visit;
      const title = t('minutes.title', { reference: minuted.reference });
      const here = minutesPath(kind, id);
      const shown = issued
        ? issuedHtml(visit, here, issued)
        : visit.query.asked
          ? html`<p>${t('minutes.making')}</p><p class="actions"><a class="button primary" href="${`${here}?asked=1`}">${t('minutes.open')}</a></p>`
          : html`<p>${t('minutes.page.makeText')}</p>${postForm(
              visit,
              here,
              html`<p class="actions"><button type="submit" class="primary">${t('minutes.page.make')}</button></p>`,
            )}`;
      return {
        type: 'page',
        title,
        body: html`<p><a href="/portal">← ${t('portal.home.back')}</a></p><section class="panel"><h1>${title}</h1>${shown}</section>`,
      };
    }),
    {
      method: 'post',
      path,
      for: 'person',
      async answer(visit) {
        const { kind, id, issued } = await wanted(visit);
        const person = visit.who.ctx.actor.id;
        if (!issued)
          await db.transaction(withoutDeadline, (tx) => orderMinutes(tx, { kind, record: id, person }));
        return redirect(`${minutesPath(kind, id)}?asked=1`);
      },
    },
    personPage(`${path}/file`, async (visit) => {
      const { issued } = await wanted(visit);
      const viewer = viewerOf(visit.who.ctx);
      const file =
        issued &&
        (await db.transaction(withoutDeadline, (tx) =>
          openAttachment(tx, issued.file.id, viewer, 'DOWNLOAD'),
        ));
      if (!file) throw new NotFound();
      return { type: 'file', file };
    }),
  ];
}

function issuedHtml({ t, who }: PersonVisit, here: string, { madeAt, sha256, file }: Issued): Html {
  if (file.removedAt) return html`<p>${t.message(fileRemoved(who.ctx, file))}</p>`;
  const facts = [
    { label: t('minutes.field.madeAt'), value: who.ctx.time(madeAt) },
    { label: 'SHA-256', value: sha256 },
  ];
  return html`<p>${t('minutes.page.given')}</p>${partHtml(t, { type: 'facts', facts })}
<p class="actions"><a class="button primary" href="${`${here}/file`}">${t('file.download')}</a></p>`;
}
