import { sheetType } from '../../attachments/attachments.ts';
import { idOf } from '../../chat/action.ts';
import type { ActionHandler, CardSource, Desk } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import type { RowKind } from '../../imports/kind.ts';
import type { ImportState } from '../../imports/model.ts';
import { orderRowsFile, rowsFile } from '../../imports/rows-file.ts';
import { createImportService, mayHandle } from '../../imports/service.ts';
import { loadImport } from '../../imports/store.ts';
import { downloadCard } from '../../web/download-card.ts';
import { closedCard, importCard, rowsCard, summaryCard } from './cards.ts';

export interface ImportsParts {
  db: Database;
  /** The kinds of rows that the desks take. */
  kinds: readonly RowKind[];
  publicUrl: string;
}

/** What people see and press of imports, whatever desk their rows are for (P-2, P-5, P-6). */
export function createImportsDesk(parts: ImportsParts): Desk {
  const service = createImportService(parts.db, parts.kinds);
  const seen =
    (
      show: (ctx: Context, found: ImportState, args: string[]) => ReturnType<typeof importCard>,
    ): ActionHandler['run'] =>
    async (ctx, [id, ...args]) => ({
      type: 'card',
      card: await show(ctx, await service.visible(ctx, idOf(id)), args),
    });
  const rows = (which: 'failed' | 'succeeded') =>
    seen((ctx, found, [sheet, n]) =>
      rowsCard(ctx, parts, found, which, n ? { sheet: idOf(sheet), n: idOf(n) } : { sheet: -1, n: 0 }),
    );
  const card =
    (show: typeof importCard): CardSource =>
    async (ctx, id) => {
      const found = await loadImport(parts.db, id);
      if (!found) return null;
      // In a channel everybody there reads it; who got it alone reads it for as long as the right lasts (I-3).
      const isChannel = ctx.actor.id === 0;
      return isChannel || mayHandle(ctx, parts.kinds, found)
        ? show(ctx, parts, found)
        : closedCard(ctx, found);
    };
  return {
    id: 'import',
    commands: {},
    forms: {},
    actions: {
      open: { run: seen((ctx, found) => importCard(ctx, parts, found)) },
      failed: { run: rows('failed') },
      succeeded: { run: rows('succeeded') },
      run: {
        async run(ctx, [id]) {
          await service.run(ctx, idOf(id));
          // Its card, right where it was pressed, shows how far it is.
          return { type: 'nothing' };
        },
      },
      cancel: {
        async run(ctx, [id]) {
          await service.cancel(ctx, idOf(id));
          return { type: 'nothing' };
        },
      },
      file: {
        async run(ctx, [id]) {
          const found = await service.visible(ctx, idOf(id));
          const file = await rowsFile(parts.db, ctx, found);
          if (!file) {
            await orderRowsFile(parts.db, found.id);
            return { type: 'text', text: ctx.t('imports.file.making') };
          }
          const made = await downloadCard(
            ctx,
            parts,
            { ...file, mediaType: sheetType },
            ctx.t('imports.file.title', { number: found.number }),
          );
          return {
            type: 'card',
            card: {
              ...made,
              parts: [...made.parts, { type: 'text', text: ctx.t('imports.file.hint'), subtle: true }],
            },
          };
        },
      },
    },
    cards: { import: card(importCard), summary: card(summaryCard) },
    offers: async () => [],
    home: async () => ({ waiting: [], asked: [] }),
  };
}
