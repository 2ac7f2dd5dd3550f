import { randomUUID } from 'node:crypto';
import type { Attachments } from '../../attachments/attachments.ts';
import {
  attachmentEndings,
  maxAttachmentBytes,
  maxAttachments,
  tooLarge,
} from '../../attachments/attachments.ts';
import type { FilesWanted } from '../../chat/form.ts';
import type { Clock } from '../../core/clock.ts';
import { formatList, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { People } from '../../people/contexts.ts';
import { type Html, html } from '../html.ts';
import { alert, notice } from '../layout.ts';
import { consumeLink, giveBackLink, readLink } from '../links.ts';
import type { Answer, Page, TakenFile, Uploading, Visit } from '../page.ts';
import { goneLink } from './enter.ts';

/** Whose page it is, and what the form's field takes, where it said so. */
type Subject = { personId: number } & Partial<FilesWanted>;

export interface AttachDeps {
  db: Database;
  people: Pick<People, 'contextOf'>;
  attachments: Pick<Attachments, 'keep'>;
  clock: Clock;
}

/** The one-time page where files are given for a form in a chat that cannot take them itself. */
export function attachPages(deps: AttachDeps): Page[] {
  const { db, clock } = deps;
  const linkOf = (visit: Visit) => readLink<Subject>(db, 'attach', visit.params.token ?? '', clock());
  return [
    {
      method: 'get',
      path: '/portal/attach/:token',
      for: 'anyone',
      limit: 'token',
      async answer(visit) {
        const link = await linkOf(visit);
        if (link.state !== 'valid') return goneLink(visit, link);
        return uploadPage(await inLanguage(deps, visit, link.subject), link.subject, []);
      },
    },
    {
      method: 'post',
      path: '/portal/attach/:token',
      for: 'anyone',
      limit: 'token',
      uploads: true,
      async answer(asked) {
        // Used up before anything is read: a link that is used several times at once brings the files of one use.
        const token = asked.params.token ?? '';
        const subject = await consumeLink<Subject>(db, 'attach', token, clock());
        if (!subject) return goneLink(asked, await linkOf(asked));
        const visit = await inLanguage(deps, asked, subject);
        const kept: string[] = [];
        const problems: string[] = [];
        const take = async (file: TakenFile) => {
          const problem = await keep(deps, visit, subject, file);
          if (problem) problems.push(problem);
          else kept.push(file.name);
        };
        try {
          await readAtMost(visit, subject, take, (problem) => problems.push(problem));
        } finally {
          if (kept.length === 0) await giveBackLink(db, 'attach', token);
        }
        if (kept.length === 0) {
          return uploadPage(visit, subject, problems.length > 0 ? problems : [visit.t('portal.attach.none')]);
        }
        return {
          type: 'page',
          title: visit.t('portal.attach.done'),
          body: html`${problems.map((problem) => alert(problem))}${notice(
            visit.t('portal.attach.done'),
            visit.t('portal.attach.doneText', { names: kept.join(', '), uploaded: visit.t('form.uploaded') }),
          )}`,
        };
      },
    },
  ];
}

/** Who comes from a form in chat reads on in its language, unless this browser was told another one. */
async function inLanguage<V extends Visit>(
  { people }: AttachDeps,
  visit: V,
  { personId }: Subject,
): Promise<V> {
  const person = visit.chosenLanguage ? null : await people.contextOf(personId, 'portal');
  return person ? { ...visit, t: person.t } : visit;
}

/**
 * Hands over the files of a form that has no more of them than the field takes, and none of any other. Which of several was meant nobody knows: where
 * the reading itself would take more, they are held until it is over.
 */
async function readAtMost(
  visit: Visit & Uploading,
  { maxFiles = maxAttachments, maxBytes }: Subject,
  take: (file: TakenFile) => Promise<void>,
  refuse: (problem: string) => void,
): Promise<void> {
  if (maxFiles >= maxAttachments) {
    await visit.read(take, maxBytes);
    return;
  }
  const held: TakenFile[] = [];
  let count = 0;
  await visit.read(async (file) => {
    count += 1;
    if (count <= maxFiles) held.push(file);
  }, maxBytes);
  if (count > maxFiles) return refuse(visit.t('attachment.error.count', { max: maxFiles }));
  for (const file of held) await take(file);
}

async function keep(
  { attachments }: AttachDeps,
  { t }: Visit,
  { personId, accept = attachmentEndings, maxBytes = maxAttachmentBytes }: Subject,
  file: TakenFile,
): Promise<string | null> {
  if (file.cut) return t.message(tooLarge(file.name, null, maxBytes));
  const source = `portal:${randomUUID()}`;
  const kept = await attachments.keep(personId, source, file.name, file.content, maxBytes, accept);
  if (!('key' in kept)) return null;
  const isNarrow = attachmentEndings.some((ending) => !accept.includes(ending));
  return kept.key === 'attachment.error.type' && isNarrow
    ? t('portal.attach.type', { name: file.name, types: typesOf(t, accept) })
    : t.message(kept);
}

const typesOf = (t: Translate, accept: readonly string[]): string =>
  formatList(
    t.language,
    accept.map((ending) => ending.toUpperCase()),
    'or',
  );

function uploadPage(visit: Visit, wanted: Subject, problems: string[]): Answer {
  const { t } = visit;
  const { accept = attachmentEndings, maxFiles = maxAttachments, maxBytes = maxAttachmentBytes } = wanted;
  const hint = t('portal.attach.hint', {
    types: typesOf(t, accept),
    files: maxFiles,
    max: maxBytes / 1024 / 1024,
  });
  const form: Html = html`<form method="post" action="${visit.here}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="${visit.csrf}">
<p class="field"><label for="files">${t('portal.attach.files')}</label>
<input type="file" id="files" name="files"${maxFiles > 1 && html` multiple`} required accept="${accept.map((ending) => `.${ending}`).join(',')}" aria-describedby="files-hint"></p>
<p class="hint" id="files-hint">${hint}</p>
<p class="actions"><button type="submit" class="primary wide">${t('portal.attach.submit')}</button></p>
</form>`;
  return {
    type: 'page',
    title: t('portal.attach.title'),
    ...(problems.length > 0 ? { status: 422 } : {}),
    body: html`<section class="panel narrow"><h1>${t('portal.attach.title')}</h1>
<p>${t('portal.attach.text')}</p>
${problems.map((problem) => alert(problem))}
${form}</section>`,
  };
}
