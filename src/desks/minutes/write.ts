import { revealedByParts } from '../../chat/revealed.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import { newToken } from '../../core/keys.ts';
import type { Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { noteViews, viewerOf } from '../../personal-data/views.ts';
import { post } from '../../posted/post.ts';
import { subjectOf } from '../../records/kind.ts';
import type { WriteDeps } from './deps.ts';
import { paperOf } from './paper.ts';
import { attachedOf, issuedTo, keep } from './store.ts';

declare module '../../core/names.ts' {
  interface Jobs {
    'minutes.write': { kind: string; record: number; person: number };
  }
}

/** Where a document's page is, by the token in its QR. */
export const pagePath = '/portal/minutes';

/** Has it written once this transaction commits; pressed again meanwhile it is the same work. */
export async function orderMinutes(
  tx: Tx,
  payload: { kind: string; record: number; person: number },
): Promise<void> {
  const { kind, record, person } = payload;
  await enqueue(tx, 'minutes.write', payload, {
    key: `minutes ${kind}:${record} ${person}`,
    queue: `minutes of ${person}`,
  });
}

/**
 * Writes and signs the document for whoever asked, as they may see the record at this moment, and brings it into their thread of it.
 * One of the record as it is is made once for each person, however often this runs.
 */
export function writeJob(deps: WriteDeps): Job<'minutes.write'> {
  const { db, kinds, publicUrl, press, sign } = deps;
  return job(
    'minutes.write',
    'jobs.name.minutesWrite',
    async ({ kind, record, person }) => {
      const [minutes, ctx] = [kinds.get(kind), await deps.contextOf(person)];
      const minuted = ctx && (await minutes?.of(db, ctx, record));
      if (!minutes || !ctx || !minuted || (await issuedTo(db, person, minuted))) return;
      const token = newToken();
      const attached = await attachedOf(db, minuted.files);
      const paper = paperOf(ctx, minutes.called, minuted, attached, `${publicUrl}${pagePath}/${token}`);
      const signed = await sign(ctx, await press(`person ${person}`, paper));
      const name = `${fileName(ctx.t('minutes.title', { reference: minuted.reference }))}.pdf`;
      await db.transaction(withoutDeadline, async (tx) => {
        const id = await keep(tx, ctx, minuted, { ...signed, name, token });
        if (id === null) return;
        await noteViews(tx, viewerOf(ctx), 'PAPER', revealedByParts(minuted.asked));
        const thread = await threadOf(tx, person, minuted.subject);
        const subject = subjectOf({ name: 'minutes' }, id);
        await post(tx, [
          {
            key: subject,
            card: 'minutes.ready',
            subject,
            personId: person,
            live: false,
            ...(thread && { thread }),
          },
        ]);
      });
    },
    async (_tx, { kind, record }) => [subjectOf({ name: kind }, record)],
  );
}

/** Without what a file system does not take. */
const fileName = (title: string): string => title.replaceAll(/[\\/:*?"<>|]+/g, '-');

/** The thread in which this person has the record already. */
async function threadOf(tx: Tx, personId: number, subject: string): Promise<string | undefined> {
  const [root] = await tx.query<{ key: string }>(
    `SELECT key FROM posted_card WHERE subject = $1 AND person_id = $2 AND key = thread AND failure IS NULL ORDER BY id LIMIT 1`,
    [subject, personId],
  );
  return root?.key;
}
