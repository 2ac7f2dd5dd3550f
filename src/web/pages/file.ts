import type { Clock } from '../../core/clock.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { formatSize } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { contentOf } from '../../db/file-content.ts';
import { noteFileView, type Viewer } from '../../personal-data/views.ts';
import { type FileLink, isShowable } from '../download-card.ts';
import { NotFound } from '../errors.ts';
import { type Html, html } from '../html.ts';
import { consumeLink, readLink } from '../links.ts';
import { type Download, type Page, postForm } from '../page.ts';
import { goneLink } from './enter.ts';

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
        const link = await readLink<FileLink>(db, 'file', visit.params.token ?? '', clock());
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
        const link = await readLink<FileLink>(db, 'file', visit.params.token ?? '', clock());
        if (link.state !== 'valid' || visit.query.for !== visit.csrf) throw new NotFound();
        const { attachmentId } = link.subject;
        const viewer = viewerBy(link.subject, clock());
        const file = await db.transaction(withoutDeadline, (tx) =>
          openAttachment(tx, attachmentId, viewer, 'PREVIEW'),
        );
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
        const file = await db.transaction(withoutDeadline, async (tx) => {
          const subject = await consumeLink<FileLink>(tx, 'file', token, now);
          return subject && openAttachment(tx, subject.attachmentId, viewerBy(subject, now), 'DOWNLOAD');
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

const viewerBy = ({ viewer }: FileLink, now: Date): Viewer => ({
  id: viewer ?? null,
  surface: 'portal',
  now,
});

/**
 * A kept attachment with its bytes, under the type that its content has, for somebody who is given it: that they are is noted in the same
 * transaction (T-3). There is no other way to a file's bytes for anybody.
 */
export async function openAttachment(
  tx: Tx,
  id: number,
  viewer: Viewer,
  by: 'PREVIEW' | 'DOWNLOAD',
): Promise<Download | null> {
  const [file] = await tx.query<Omit<Download, 'content'>>(
    'SELECT name, media_type AS "mediaType" FROM attachment WHERE id = $1',
    [id],
  );
  const content = file && (await contentOf(tx, id));
  if (!content) return null;
  await noteFileView(tx, viewer, by, id);
  return { ...file, content };
}
