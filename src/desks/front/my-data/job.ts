import { keepMade, sheetType } from '../../../attachments/kept.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import type { Database } from '../../../db/database.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import type { Press } from '../../../paper/press.ts';
import type { People } from '../../../people/contexts.ts';
import type { CalledRecords } from '../../../personal-data/called.ts';
import { collect } from '../../../personal-data/collect.ts';
import type { Held } from '../../../personal-data/held.ts';
import { noteViews, viewerOf } from '../../../personal-data/views.ts';
import { refresh } from '../../../posted/post.ts';
import { filesOf, myDataSubject, stampOf } from './cards.ts';
import { paperOf } from './paper.ts';
import { sheetOf } from './sheet.ts';

/**
 * Collects what is held on somebody as a spreadsheet and as a document; the card says so after each. What is there after a crash is not made
 * again.
 */
export function myDataJob(deps: {
  db: Database;
  people: Pick<People, 'contextOf'>;
  press: Press;
  holds: readonly Held[];
  called: CalledRecords;
}): Job<'mydata.collect'> {
  const { db, people, press } = deps;
  return job(
    'mydata.collect',
    'jobs.name.mydataCollect',
    async ({ personId, surface, asked }) => {
      const ctx = await people.contextOf(personId, surface);
      if (!ctx) return;
      const made = new Set((await filesOf(db, personId, asked)).map(({ mediaType }) => mediaType));
      if (made.size === 2) return;
      const collected = await collect(db, deps, personId);
      const name = ctx.t('mydata.fileName', { stamp: stampOf(asked) });
      const keep = (mediaType: string, ending: string, content: Buffer) =>
        db.transaction(withoutDeadline, async (tx) => {
          await keepMade(tx, ctx, { name: `${name}.${ending}`, mediaType, content });
          await noteViews(
            tx,
            viewerOf(ctx),
            'EXPORT',
            collected.withNik.map((of) => ({ what: 'NIK', of })),
          );
          await refresh(tx, myDataSubject(personId));
        });
      if (!made.has(sheetType)) await keep(sheetType, 'xlsx', await sheetOf(ctx, collected));
      const printed = await press(`person ${personId}`, paperOf(ctx, collected));
      await keep('application/pdf', 'pdf', Buffer.from(printed));
    },
    async (_tx, { personId }) => [myDataSubject(personId)],
  );
}
