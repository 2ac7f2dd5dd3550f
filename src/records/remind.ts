import type { PlainCardName } from '../chat/desk.ts';
import type { Tx } from '../db/database.ts';
import type { Notice } from '../deadlines/kind.ts';
import { type Posting, post } from '../posted/post.ts';
import { holdersNow, type Wait } from './waiting.ts';

/** Posts a card to whoever holds a record that has waited for so many days, once for each of them (U-19). */
export async function remindHolders(
  tx: Tx,
  notices: readonly Notice[],
  card: PlainCardName,
  waitOf: (record: number) => Promise<Wait | null>,
): Promise<void> {
  const postings: Posting[] = [];
  for (const { record, days } of notices) {
    const wait = await waitOf(record);
    if (!wait) continue;
    const { subject } = wait;
    for (const { id } of await holdersNow(tx, wait))
      postings.push({ key: `${subject} reminder ${days} ${id}`, card, subject, personId: id, live: false });
  }
  await post(tx, postings);
}
