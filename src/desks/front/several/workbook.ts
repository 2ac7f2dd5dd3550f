import { keepMade, sheetType } from '../../../attachments/kept.ts';
import { action, idOf } from '../../../chat/action.ts';
import type { CardsOf, Reply } from '../../../chat/desk.ts';
import type { Context, Surface } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { Refusal } from '../../../core/errors.ts';
import { formatDay, msg } from '../../../core/texts/index.ts';
import type { Database } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import type { People } from '../../../people/contexts.ts';
import { post } from '../../../posted/post.ts';
import type { Decidable } from '../../../records/several/decidable.ts';
import { mostDecisions } from '../../../records/several/rows.ts';
import { inboxWorkbook, noteHandedOut } from '../../../records/several/workbook.ts';
import { downloadCard } from '../../../web/download-card.ts';
import type { SeveralDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'workbook' | 'workbook-file'> {}
  interface Jobs {
    'inbox.workbook': { personId: number; surface: Surface; asked: string };
  }
  interface Cards {
    'pintu.workbook': { file: number; count: number };
  }
}

/** Has what waits for somebody put into a workbook; asked for twice while it is being made it is made once. */
export async function orderWorkbook(ctx: Context, { db }: Pick<SeveralDeps, 'db'>): Promise<Reply> {
  const { actor, surface, now } = ctx;
  await db.transaction(ctx, (tx) =>
    enqueue(
      tx,
      'inbox.workbook',
      { personId: actor.id, surface, asked: now.toISOString() },
      { key: `workbook ${actor.id}`, lane: 'bulk' },
    ),
  );
  return { type: 'text', text: ctx.t('several.workbook.making') };
}

/** Makes it, and posts the card by which its person gets it. */
export function workbookJob(deps: {
  db: Database;
  people: Pick<People, 'contextOf'>;
  decidables: readonly Decidable[];
  timeZone: string;
}): Job<'inbox.workbook'> {
  const { db, people, decidables, timeZone } = deps;
  return job('inbox.workbook', 'jobs.name.inboxWorkbook', async ({ personId, surface, asked }) => {
    const ctx = await people.contextOf(personId, surface);
    if (!ctx) return;
    const key = `workbook ${personId} ${asked}`;
    const made = await inboxWorkbook(db, ctx, decidables, mostDecisions);
    const day = formatDay(ctx.t.language, dayOf(ctx.now, timeZone));
    await db.transaction(withoutDeadline, async (tx) => {
      const before = await tx.query('SELECT 1 FROM posted_card WHERE key = $1', [key]);
      if (before.length > 0) return;
      const file =
        made &&
        (await keepMade(tx, ctx, {
          name: ctx.t('several.workbook.name', { day }),
          mediaType: sheetType,
          content: made.content,
        }));
      if (made) await noteHandedOut(tx, ctx, made.count);
      const args = { file: file?.id ?? 0, count: made?.count ?? 0 };
      await post(tx, [
        { key, card: 'pintu.workbook', args, subject: `person:${personId}`, live: false, personId },
      ]);
    });
  });
}

export const workbookCard: CardsOf<'pintu'>['workbook'] = async ({ t }, _id, { file, count }) => ({
  title: t('several.workbook.title'),
  parts: [{ type: 'text', text: t(file ? 'several.workbook.ready' : 'several.workbook.nothing', { count }) }],
  buttons: file
    ? [
        {
          label: t('several.workbook.download'),
          style: 'primary',
          does: { action: action('pintu.workbook-file', file) },
        },
      ]
    : [],
});

/** The way to the file, for whoever it was made for. */
export async function workbookFile(ctx: Context, deps: SeveralDeps, id: string | undefined): Promise<Reply> {
  const [file] = await deps.db.query<{ id: number; name: string }>(
    `SELECT id, name FROM attachment WHERE id = $1 AND uploader_id = $2 AND source LIKE 'made:%'`,
    [idOf(id), ctx.actor.id],
  );
  if (!file) throw new Refusal(msg('several.refuse.fileGone'));
  const card = await downloadCard(
    ctx,
    deps,
    { ...file, mediaType: sheetType },
    ctx.t('several.workbook.title'),
  );
  return {
    type: 'card',
    card: { ...card, parts: [...card.parts, { type: 'text', text: ctx.t('several.intro'), subtle: true }] },
  };
}
