import { sheetType } from '../../../attachments/kept.ts';
import { action, idOf } from '../../../chat/action.ts';
import type { CardsOf, Reply } from '../../../chat/desk.ts';
import type { Context, Surface } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import { count } from '../../../db/counting.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { post } from '../../../posted/post.ts';
import { downloadCard } from '../../../web/download-card.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'mydata' | 'mydata-file'> {}
  interface Jobs {
    'mydata.collect': { personId: number; surface: Surface; asked: string };
  }
  interface Cards {
    'pintu.mydata': { asked: string };
  }
}

/** How often somebody may ask in a day: each time all that is held on them is read. */
const mostADay = 3;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

export const myDataSubject = (personId: number): string => `my-data:${personId}`;
const myDataKey = (personId: number, asked: string): string => `my data ${personId} ${asked}`;

/** By what the files of one asking are known among those that were made for somebody: it stands in their names. */
export const stampOf = (asked: string): string => asked.slice(0, 19).replace('T', ' ').replaceAll(':', '');

/** When what is being made for somebody was asked for; what has not come within an hour may be asked for again. */
async function openOrder(tx: Tx, personId: number, now: Date): Promise<Date | null> {
  const [order] = await tx.query<{ asked: string }>(
    `SELECT args->>'asked' AS asked FROM posted_card WHERE subject = $1 AND card = 'pintu.mydata' ORDER BY args->>'asked' DESC LIMIT 1`,
    [myDataSubject(personId)],
  );
  if (!order || now.getTime() - Date.parse(order.asked) > hourMs) return null;
  return (await filesOf(tx, personId, order.asked)).length < 2 ? new Date(order.asked) : null;
}

/** Has all that is held on somebody collected for them (T-3); the card in their own conversation says how far it is. */
export async function orderMyData(ctx: Context, db: Database): Promise<Reply> {
  const { actor, surface, now } = ctx;
  const asked = now.toISOString();
  await db.transaction(ctx, async (tx) => {
    const { hits } = await count(tx, `my data ${actor.id}`, dayMs);
    // Of two at once the second one waits for that count, and finds the first one's order.
    const open = await openOrder(tx, actor.id, now);
    if (open) throw new Refusal(msg('mydata.refuse.underWay', { time: ctx.time(open) }));
    if (hits > mostADay) throw new Refusal(msg('mydata.refuse.often', { most: mostADay }));
    const subject = myDataSubject(actor.id);
    await post(tx, [
      {
        key: myDataKey(actor.id, asked),
        card: 'pintu.mydata',
        args: { asked },
        subject,
        personId: actor.id,
        live: true,
      },
    ]);
    await audit(tx, { at: now, actor, surface, action: 'mydata.asked', subject: `person:${actor.id}` });
    await enqueue(
      tx,
      'mydata.collect',
      { personId: actor.id, surface, asked },
      { key: myDataKey(actor.id, asked), queue: `my data of ${actor.id}`, lane: 'bulk' },
    );
  });
  return { type: 'text', text: ctx.t('mydata.asked') };
}

interface MadeFile {
  id: number;
  name: string;
  mediaType: string;
}

/** The files of one asking that are there, the spreadsheet first. */
export function filesOf(db: Queryable, personId: number, asked: string): Promise<MadeFile[]> {
  return db.query<MadeFile>(
    `SELECT id, name, media_type AS "mediaType" FROM attachment
     WHERE uploader_id = $1 AND record = 'made' AND source LIKE 'made:%' || $2 || '%' ORDER BY media_type DESC`,
    [personId, stampOf(asked)],
  );
}

/** How far it is, and what there is of it by now; nobody but its person is shown it. */
export function myDataCards(db: Queryable, daysKept: (kind: string) => number) {
  return {
    async mydata(ctx, personId, { asked }) {
      const { t, actor, now } = ctx;
      const days = daysKept('file.made');
      if (actor.id !== personId) return null;
      const files = await filesOf(db, personId, asked);
      const isReady = files.length === 2;
      const isGone = !isReady && now.getTime() - Date.parse(asked) > days * dayMs;
      const steps = (['mydata.step.sheet', 'mydata.step.paper'] as const).map((label, n) => ({
        label: t(label),
        state:
          n < files.length
            ? ('done' as const)
            : n === files.length
              ? ('current' as const)
              : ('ahead' as const),
      }));
      return {
        title: t('mydata.title'),
        status: isReady
          ? { text: t('mydata.ready'), tone: 'good' }
          : { text: t(isGone ? 'mydata.gone' : 'mydata.collecting'), tone: isGone ? 'neutral' : 'waiting' },
        parts: [
          {
            type: 'text',
            text: t(isReady ? 'mydata.readyText' : isGone ? 'mydata.goneText' : 'mydata.collectingText', {
              days,
            }),
          },
          ...(isGone ? [] : [{ type: 'progress' as const, steps }]),
          { type: 'facts', facts: [{ label: t('mydata.askedAt'), value: ctx.time(new Date(asked)) }] },
        ],
        buttons: isReady
          ? files.map(({ id, mediaType }) => ({
              label: t(mediaType === sheetType ? 'mydata.sheet' : 'mydata.paper'),
              style: 'primary' as const,
              does: { action: action('pintu.mydata-file', id) },
            }))
          : [],
      };
    },
  } satisfies Partial<CardsOf<'pintu'>>;
}

export function myDataActions(deps: { db: Database; publicUrl: string }) {
  return {
    mydata: { open: true, run: (ctx: Context) => orderMyData(ctx, deps.db) },
    /** A one-time link to one of the files, for whoever it was made for. */
    'mydata-file': {
      open: true,
      async run(ctx: Context, [id]: string[]): Promise<Reply> {
        const [file] = await deps.db.query<MadeFile>(
          `SELECT id, name, media_type AS "mediaType" FROM attachment WHERE id = $1 AND uploader_id = $2 AND record = 'made'`,
          [idOf(id), ctx.actor.id],
        );
        if (!file) throw new Refusal(msg('mydata.refuse.gone'));
        return { type: 'card', card: await downloadCard(ctx, deps, file, ctx.t('mydata.title')) };
      },
    },
  };
}
