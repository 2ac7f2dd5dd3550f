import type { AuditRecord } from '../db/audit.ts';
import type { Tx } from '../db/database.ts';
import { type Announcement, tell } from '../records/tell.ts';
import { askAdmins } from './admins.ts';

/** In which round of it the ADMINs are told of a question: once, by whichever way. */
export const askedRound = 'asked';

/** What tells of a change of a question. */
export const questionAnnounced = (subject: string): Announcement => ({
  name: 'pintu.announce',
  queue: `announce ${subject}`,
});

/** Writes the entry of a question to the ADMINs, and has it brought to them and to whoever stands in for one (I-6, I-9). */
export async function noteQuestion(
  tx: Tx,
  card: 'pintu.claim' | 'pintu.proposal',
  entry: AuditRecord,
  /** Who sees it besides. */
  also: readonly number[] = [],
): Promise<void> {
  const { subject } = entry;
  await tell(tx, entry, questionAnnounced(subject));
  await askAdmins(tx, { card, subject, key: `${subject} ${askedRound}` }, also);
}
