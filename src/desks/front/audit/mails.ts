import { verifiersOf } from '../../../audit-log/keys.ts';
import { maxMailBytes, notesInMail, UnreadableMail } from '../../../audit-log/mail.ts';
import type { FileRef } from '../../../chat/form.ts';
import { OverLarge } from '../../../chat/messenger.ts';
import type { Context, Platform } from '../../../core/context.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { messageOf, Refusal, RetryLater } from '../../../core/errors.ts';
import type { Log } from '../../../core/log.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { fileWaits } from '../../../imports/arrived.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { noteOf, signedBy, type Verifier } from '../../../merkle/signed-note.ts';
import type { People } from '../../../people/contexts.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { post } from '../../../posted/post.ts';
import { beginCheck } from './check.ts';
import type { AuditDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Jobs {
    'audit.mails': GivenMails;
  }
}

/** Mails with roots of the log that an ADMIN sent to the bot, together. */
interface GivenMails {
  personId: number;
  platform: Platform;
  files: FileRef[];
}

export const isMail = ({ name }: Pick<FileRef, 'name'>): boolean => /\.eml$/i.test(name);

const sourceOf = ({ personId, files }: GivenMails): string =>
  `mails ${personId} ${files.map(({ source }) => source).join(' ')}`;

/** Has the roots in these mails compared with the log once this transaction commits, after a check that runs. */
export async function mailsArrived(tx: Tx, given: GivenMails): Promise<void> {
  await enqueue(tx, 'audit.mails', given, { key: sourceOf(given), queue: 'audit.check' });
}

interface MailDeps extends AuditDeps {
  people: Pick<People, 'contextOf'>;
  download(file: FileRef, maxBytes: number): Promise<Buffer>;
  log: Log;
}

/**
 * Reads the roots out of mails and begins the check of the log that they are compared with, whose card says what came of it (T-1). Of a
 * mail nothing is kept but its roots; one that cannot be used says so on a card of its own.
 */
export function auditMailsJob(deps: MailDeps): Job<'audit.mails'> {
  return job(
    'audit.mails',
    'jobs.name.auditMails',
    async (given) => {
      const ctx = await deps.people.contextOf(given.personId, given.platform);
      if (!ctx) return;
      const verifiers = await verifiersOf(deps.db, deps.auditKey);
      const read = await Promise.all(
        given.files.map(async (file) => ({ file, ...(await rootsIn(ctx, deps, verifiers, file)) })),
      );
      const notes = [...new Set(read.flatMap(({ notes = [] }) => notes))];
      const busy = notes.length > 0 && (await refusalOf(() => beginCheck(ctx, deps, notes.join('\n'))));
      const refused = read.flatMap(({ file, why = busy }) => (why ? [{ file, why }] : []));
      if (refused.length === 0) return;
      await deps.db.transaction(withoutDeadline, (tx) =>
        post(
          tx,
          refused.map(({ file, why }) => ({
            key: `mail ${given.personId} ${file.source}`,
            card: 'pintu.refused-file' as const,
            args: { why, file: file.name },
            subject: `person:${given.personId}`,
            live: false,
            personId: given.personId,
          })),
        ),
      );
    },
    async (tx, given) => {
      const file = given.files.map(({ name }) => name).join(', ');
      return [await fileWaits(tx, sourceOf(given), file, { personId: given.personId })];
    },
  );
}

/** The roots of one mail, all of them signed by us, or what is wrong with it. */
async function rootsIn(
  ctx: Context,
  { download, log }: MailDeps,
  verifiers: readonly Verifier[],
  file: FileRef,
): Promise<{ notes: string[]; why?: undefined } | { why: Message; notes?: undefined }> {
  try {
    // The role may have been withdrawn since the mail was sent.
    requireAdmin(ctx);
    const notes = await notesInMail(await download(file, maxMailBytes));
    if (notes.length === 0) return { why: msg('audit.mail.none') };
    const isOurs = notes.every((note) => signedBy(note, verifiers));
    return isOurs ? { notes: notes.map(noteOf) } : { why: msg('audit.mail.signature') };
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    if (error instanceof Refusal) return { why: error.reason };
    if (error instanceof OverLarge || error instanceof UnreadableMail)
      return { why: msg('audit.mail.large', { max: maxMailBytes / 1024 }) };
    log.warn({ file: file.source, error: messageOf(error) }, 'a mail could not be fetched');
    return { why: msg('attachment.error.fetch', { name: file.name }) };
  }
}

async function refusalOf(work: () => Promise<unknown>): Promise<Message | false> {
  try {
    await work();
    return false;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
