import { createHash } from 'node:crypto';
import type { Attachments } from '../../attachments/attachments.ts';
import type { FileRef } from '../../chat/form.ts';
import type { WrittenReply } from '../../chat/router.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { readLeadingNumber } from '../../core/numbers.ts';
import { msg } from '../../core/texts/index.ts';
import { admitRemark } from '../../people/admission.ts';
import type { Means } from '../../records/act.ts';
import {
  forgetText,
  type Kinds,
  keepText,
  keptText,
  recordOf,
  subjectUnder,
  subjectWithNumber,
} from './store.ts';

interface WrittenDeps extends Means {
  kinds: Kinds;
  attachments: Attachments;
}

const maxText = 2000;

/**
 * What somebody writes about a record, in the thread of its card or behind its number: taken as their answer or comment, where
 * they asked for it or hold it. Null for everything else, which is left alone. What was taken stays as it was taken: the log has it,
 * whatever becomes of the message.
 */
export async function takeWritten(
  ctx: Context,
  deps: WrittenDeps,
  { under, text, files, source: message }: WrittenReply,
): Promise<string | null> {
  const numbered = readLeadingNumber(
    [...deps.kinds.values()].flatMap(({ prefix }) => prefix ?? []),
    text,
  );
  const subject =
    under && ctx.place
      ? await subjectUnder(deps.db, {
          platform: ctx.place.platform,
          channel: under.channel,
          message: under.message,
        })
      : numbered && (await subjectWithNumber(deps.db, deps.kinds, numbered.prefix, numbered.number));
  const record = subject ? recordOf(deps.kinds, subject) : null;
  if (!subject || !record || !(await record.kind.of(deps.db, ctx, record.id))) return null;
  // What the platform calls the message names the conversation too: whether it is the same one is all that is asked of it (T-2).
  const source = createHash('sha256').update(message).digest('hex');
  const says = (under ? text : (numbered?.rest ?? '')).trim();
  const given = typeof files === 'function' ? await files() : files;
  if (!says && given.length === 0) return null;
  if (says.length > maxText) throw new Refusal(msg('error.tooLong', { max: maxText }));
  await admitRemark(deps.db, ctx);
  const kept = given.length > 0 ? await taken(ctx, deps, { subject, says }, given) : [];
  // A file that comes alone brings the text of the one that was refused.
  const said = says || (await keptText(deps.db, subject, ctx.actor.id));
  const as = await record.kind.write(deps, ctx, record.id, { text: said, files: kept, source });
  if (as) await forgetText(deps.db, subject, ctx.actor.id);
  return as && ctx.t(as === 'answer' ? 'record.answered' : 'record.commented');
}

/**
 * Files under the same rules as in forms (U-6); what is wrong with one is said where it was sent. What was written with it is no answer
 * without it, and is kept for the file that comes in its place.
 */
async function taken(
  ctx: Context,
  { db, attachments }: WrittenDeps,
  { subject, says }: { subject: string; says: string },
  files: readonly FileRef[],
): Promise<number[]> {
  try {
    return (await attachments.take(ctx.actor.id, files, 'files')).map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    const wrong = error.fields.files ?? msg('attachment.error.gone');
    // No button is there to be pressed once more: it is sent once more.
    const why = wrong.key === 'attachment.error.late' ? msg('record.remark.late') : wrong;
    if (!says) throw new Refusal(why);
    await keepText(db.within(ctx), ctx, subject, says);
    throw new Refusal(msg('record.remark.notTaken', { why: ctx.t.message(why) }));
  }
}
