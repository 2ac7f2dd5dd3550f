import { claimFile } from '../attachments/kept.ts';
import type { Context } from '../core/context.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Remark } from './remarks.ts';

declare module '../core/names.ts' {
  interface Jobs {
    'remark.told': { remark: number };
  }
}

/** Something that is said of a record. */
export interface Saying {
  subject: string;
  kind: Remark['kind'];
  /** Where the record stands. */
  stage: string;
  text: string;
  /** Whom a question is for. */
  asked?: number | null;
  /** Files of whoever says it, by their ids. */
  files?: readonly number[];
  /** The message in which it was written. */
  source?: string | null;
}

/** Writes what is said and has it told; null where that message was taken already, or a question is open. */
export async function say(tx: Tx, ctx: Context, saying: Saying): Promise<number | null> {
  const { subject, kind, stage, text, asked = null, files = [], source = null } = saying;
  const [said] = await tx.query<{ id: number }>(
    `INSERT INTO record_remark (subject, kind, stage, person_id, on_behalf_of_id, asked_id, surface, text, at, source)
     VALUES ($1, $2::remark_kind, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
    [
      subject,
      kind,
      stage,
      ctx.actor.id,
      ctx.onBehalfOf?.id ?? null,
      asked,
      ctx.surface,
      text,
      ctx.now,
      source,
    ],
  );
  if (!said) return null;
  for (const file of files) await claimFile(tx, ctx, file, { record: subject, remark: said.id });
  await enqueue(tx, 'remark.told', { remark: said.id }, { queue: `remarks ${subject}` });
  return said.id;
}

/** Ends the open questions of these records, which have come to their end. */
export async function endQuestions(tx: Tx, subjects: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `UPDATE record_remark SET ended_at = $2 WHERE subject = ANY($1) AND kind = 'QUESTION' AND ended_at IS NULL`,
    [subjects, now],
  );
}

/** Ends the open question of a record: this one, where it is said which. False where somebody else has ended it. */
export async function endQuestion(tx: Tx, subject: string, now: Date, question?: number): Promise<boolean> {
  const ended = await tx.query(
    `UPDATE record_remark SET ended_at = $2
     WHERE subject = $1 AND kind = 'QUESTION' AND ended_at IS NULL AND ($3::int IS NULL OR id = $3) RETURNING id`,
    [subject, now, question ?? null],
  );
  return ended.length > 0;
}
