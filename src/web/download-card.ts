import { type HandedFile, keepMade, sheetType } from '../attachments/kept.ts';
import type { Card } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { fileRemoved, type Removed } from '../retention/emptied.ts';
import { createLink } from './links.ts';

/** What a browser shows by itself. */
export const isShowable = (mediaType: string): boolean =>
  ['image/jpeg', 'image/png', 'application/pdf'].includes(mediaType);

/** The subject of a link to a file: which, and who was given it, as whoever opens it is taken to be. */
export interface FileLink {
  attachmentId: number;
  /** Absent in one from before this was kept. */
  viewer?: number;
}

/** How long a download link works once it was asked for. */
const validMs = 10 * 60_000;

/** A one-time link to the page that shows a kept file and hands it out. Who may have it is decided by who calls this. */
export async function downloadCard(
  ctx: Context,
  deps: { db: Queryable; publicUrl: string },
  file: HandedFile & Removed,
  title: string,
): Promise<Card> {
  if (file.removedAt) throw new Refusal(fileRemoved(ctx, file));
  const token = await createLink(deps.db, {
    purpose: 'file',
    subject: { attachmentId: file.id, viewer: ctx.actor.id } satisfies FileLink,
    now: ctx.now,
    validMs,
  });
  const { name, mediaType } = file;
  const isShown = isShowable(mediaType);
  return {
    title,
    parts: [{ type: 'text', text: ctx.t(isShown ? 'file.toSee' : 'file.ready', { name }) }],
    buttons: [
      {
        label: ctx.t(isShown ? 'file.see' : 'file.download'),
        style: 'primary',
        does: { url: `${deps.publicUrl}/portal/file/${token}` },
      },
    ],
  };
}

/** A spreadsheet that was made for this person, as a one-time link, with what to do with it. */
export async function madeSheetCard(
  ctx: Context,
  deps: { db: Queryable; publicUrl: string },
  sheet: { name: string; content: Buffer; title: string; text: string },
): Promise<Card> {
  const file = await keepMade(deps.db, ctx, {
    name: sheet.name,
    mediaType: sheetType,
    content: sheet.content,
  });
  const card = await downloadCard(ctx, deps, file, sheet.title);
  return { ...card, parts: [...card.parts, { type: 'text', text: sheet.text, subtle: true }] };
}
