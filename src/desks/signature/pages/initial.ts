import { Refusal } from '../../../core/errors.ts';
import { hashToken } from '../../../core/keys.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import { perform } from '../../../records/act.ts';
import { NotFound } from '../../../web/errors.ts';
import { html } from '../../../web/html.ts';
import { alert } from '../../../web/layout.ts';
import { createLink } from '../../../web/links.ts';
import { type Answer, linkPage, type Page, type Visit } from '../../../web/page.ts';
import type { PagesDeps } from '../deps.ts';
import { drawing } from '../enrolment/acts.ts';
import { initialPng, maxInitialBytes, maxInitialSide, type PngFault } from '../png.ts';
import { signers } from '../signer.ts';
import { initialOf } from '../store.ts';
import { type Opened, openedBy, type PageSubject } from './opened.ts';

const path = '/portal/initial';
/** For looking at what was saved. */
const viewMs = 10 * 60_000;

/** `saved`: the page shows what was drawn, and takes nothing. */
interface Subject extends PageSubject {
  saved?: true;
}

const faults: Record<PngFault | 'none', TextKey> = {
  none: 'sign.error.initial.none',
  notPng: 'sign.error.initial.notPng',
  size: 'sign.error.initial.size',
  damaged: 'sign.error.initial.damaged',
};

/** The one-time page where an initial is drawn or uploaded, and shown back (G-2). */
export function initialPages(deps: PagesDeps): Page[] {
  const { db, clock } = deps;
  const opened = (visit: Visit) => openedBy<Subject>(deps, visit, 'initial');

  async function save(visit: Visit, { ctx, signer, subject }: Opened<Subject>, png: Buffer): Promise<Answer> {
    const token = visit.params.token ?? '';
    const acted = await perform(deps, signers, drawing, ctx, {
      id: signer.id,
      key: `initial ${hashToken(token).toString('hex')}`,
      given: { reason: null, png, token },
    });
    if (acted.type === 'passed') throw new Refusal(acted.why);
    const view = await createLink(db, {
      purpose: 'initial',
      subject: { ...subject, saved: true },
      now: clock(),
      validMs: viewMs,
    });
    const { t } = visit;
    return {
      type: 'page',
      title: t('sign.initial.done'),
      body: html`<section class="panel narrow"><h1>${t('sign.initial.done')}</h1>
<p class="initial"><img src="${`${path}/${view}/view?for=${visit.csrf}`}" alt="${t('sign.field.initial')}"></p>
<p>${t('sign.initial.back')}</p></section>`,
    };
  }

  return [
    linkPage('get', `${path}/:token`, opened, async (visit, page) => {
      if (page.subject.saved) throw new NotFound();
      return drawPage(visit, page);
    }),
    {
      method: 'get',
      path: `${path}/:token/view`,
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const page = await opened(visit);
        if ('type' in page || !page.subject.saved || visit.query.for !== visit.csrf) throw new NotFound();
        const { id } = page.signer;
        const content = await initialOf(db, id);
        if (!content) throw new NotFound();
        return { type: 'shown', file: { name: 'initial.png', mediaType: 'image/png', content } };
      },
    },
    {
      method: 'post',
      path: `${path}/:token`,
      for: 'anyone',
      limit: 'token',
      uploads: true,
      async answer(visit) {
        const page = await opened(visit);
        if ('type' in page) return page;
        if (page.subject.saved) throw new NotFound();
        let read: Buffer | PngFault | 'none' = 'none';
        await visit.read(async ({ content, cut }) => {
          read = cut ? 'size' : initialPng(content);
        });
        const given = read as Buffer | PngFault | 'none';
        return Buffer.isBuffer(given) ? save(visit, page, given) : drawPage(visit, page, faults[given]);
      },
    },
  ];
}

function drawPage(visit: Visit, { ctx }: Opened, fault?: TextKey): Answer {
  const { t } = visit;
  const title = t('sign.initial.title');
  const error =
    fault && t.message({ key: fault, args: { max: maxInitialBytes / 1024, side: maxInitialSide } });
  return {
    type: 'page',
    title,
    status: error ? 422 : 200,
    scripts: ['signature-pad.js', 'drawing.js'],
    body: html`<section class="panel narrow"><h1>${title}</h1>
<p>${t('sign.page.for', { name: ctx.actor.name })}</p>
${error && alert(error)}
<form method="post" action="${visit.here}" enctype="multipart/form-data" data-drawing="file">
<input type="hidden" name="csrf" value="${visit.csrf}">
<div class="drawing scripted">
<p class="label" id="drawing-label">${t('sign.initial.draw')}</p>
<p class="hint">${t('sign.initial.drawHint')}</p>
<canvas role="img" aria-labelledby="drawing-label" data-drawn="${t('sign.initial.isDrawn')}" data-empty="${t('sign.initial.isEmpty')}"></canvas>
<p class="unseen" role="status" data-says></p>
<p class="tools"><button type="button" data-does="undo">${t('sign.initial.undo')}</button>
<button type="button" data-does="clear">${t('sign.initial.clear')}</button></p>
</div>
<p class="field"><label for="file">${t('sign.initial.upload')}</label>
<input type="file" id="file" name="initial" accept="image/png" aria-describedby="file-hint"></p>
<p class="hint" id="file-hint">${t('sign.initial.uploadHint', { max: maxInitialBytes / 1024, side: maxInitialSide })}</p>
<p class="actions"><button type="submit" class="primary wide">${t('sign.initial.submit')}</button></p>
</form></section>`,
  };
}
