import type { Tx } from '../../../db/database.ts';
import { enqueueAll } from '../../../jobs/enqueue.ts';
import type { LetterName } from '../../../neighbours/mail/letter.ts';
import { letterJob } from '../../../neighbours/mail/mailer.ts';
import { post } from '../../../posted/post.ts';

/** Which certificate of whom, and what is said of it. */
interface Told {
  signerId: number;
  personId: number;
  certificateId: number;
}

/** Tells somebody what has become of their certificate by an ADMIN's doing, or is about to by itself: a card in chat and a letter. */
export async function tellOwner(
  tx: Tx,
  letter: Extract<LetterName, 'sign.revoked' | 'sign.ending'>,
  what: string,
  { signerId, personId, certificateId }: Told,
): Promise<void> {
  const subject = `signer:${signerId}`;
  const key = `${subject} ${what} ${certificateId}`;
  const posting = { key, subject, args: { certificate: certificateId }, personId };
  await post(tx, [
    letter === 'sign.ending'
      ? { ...posting, card: 'sign.ending', live: true }
      : { ...posting, card: 'sign.revoked', live: false },
  ]);
  await enqueueAll(tx, [letterJob({ key, letter, subject: certificateId })]);
}
