import { contentOf } from '../../attachments/content.ts';
import type { Clock } from '../../core/clock.ts';
import type { Queryable } from '../../core/queryable.ts';
import { formatSize } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { isShowable } from '../download-card.ts';
import { NotFound } from '../errors.ts';
import { type Html, html } from '../html.ts';
import { consumeLink, readLink } from '../links.ts';
import { type Download, type Page, postForm } from '../page.ts';
import { goneLink } from './enter.ts';

type Subject = { attachmentId: number };

/**
 * A file that chat cannot show or hand over. Link previews fetch pages, so only the button uses the link up; what the page
 * shows is given to the browser alone that has the page open.
 */
export function filePages({ db, clock }: { db: Database; clock: Clock }): Page[] {
  return [
    {
      method: 'get',
      path: '/portal/file/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const link = await readLink<Subject>(db, 'file', visit.params.token ?? '', clock());
        if (link.state !== 'valid') return goneLink(visit, link);
        const rows = await db.query<{ name: string; size: number; mediaType: string }>(
          'SELECT name, size, media_type AS "mediaType" FROM attachment WHERE id = $1',
          [link.subject.attachmentId],
        );
        const file = rows[0];
        if (!file) throw new NotFound();
        const { t } = visit;
        return {
          type: 'page',
          title: t('portal.file.title'),
          body: html`<section class="panel${isShowable(file.mediaType) ? '' : ' narrow'}"><h1>${t('portal.file.title')}</h1>
<p class="file"><bdi>${file.name}</bdi> <span class="hint">${formatSize(t.language, file.size)}</span></p>
${shownFile(file, `${visit.here}/view?for=${visit.csrf}`)}
<p class="hint">${t('portal.file.once')}</p>
${postForm(visit, visit.here, html`<p class="actions"><button type="submit" class="primary wide">${t('portal.file.submit')}</button></p>`)}
</section>`,
        };
      },
    },
    {
      method: 'get',
      path: '/portal/file/:token/view',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const link = await readLink<Subject>(db, 'file', visit.params.token ?? '', clock());
        if (link.state !== 'valid' || visit.query.for !== visit.csrf) throw new NotFound();
        const file = await attachmentContent(db, link.subject.attachmentId);
        if (!file || !isShowable(file.mediaType)) throw new NotFound();
        return { type: 'shown', file };
      },
    },
    {
      method: 'post',
      path: '/portal/file/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const token = visit.params.token ?? '';
        const now = clock();
        const file = await db.transaction(async (tx) => {
          const subject = await consumeLink<Subject>(tx, 'file', token, now);
          return subject && attachmentContent(tx, subject.attachmentId);
        });
        return file ? { type: 'file', file } : goneLink(visit, await readLink(db, 'file', token, now));
      },
    },
  ];
}

function shownFile({ name, mediaType }: { name: string; mediaType: string }, address: string): Html | false {
  if (!isShowable(mediaType)) return false;
  return mediaType.startsWith('image/')
    ? html`<p><img class="shown" src="${address}" alt="${name}"></p>`
    : // The page as wide as the frame, without the viewer's list of pages, where the browser knows these words.
      html`<p><iframe class="shown" src="${address}#navpanes=0&view=FitH" title="${name}"></iframe></p>`;
}

/** A kept attachment with its bytes, under the type that its content has. */
export async function attachmentContent(db: Queryable, id: number): Promise<Download | null> {
  const [file] = await db.query<Omit<Download, 'content'>>(
    'SELECT name, media_type AS "mediaType" FROM attachment WHERE id = $1',
    [id],
  );
  const content = file && (await contentOf(db, id));
  return content ? { ...file, content } : null;
}
