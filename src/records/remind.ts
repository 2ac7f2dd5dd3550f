import type { PlainCardName } from '../chat/desk.ts';
import type { DeadlineKind } from '../deadlines/kind.ts';
import { type Posting, post } from '../posted/post.ts';
import type { Row } from './kind.ts';
import { holdersNow } from './waiting.ts';
import type { Waits } from './waits.ts';

/** How whoever holds a record is told that it has waited for so many days: a card of its own, once for each of them (U-19). */
export const reminding =
  <R extends Row>({ load, waitOf }: Waits<R>, card: PlainCardName): DeadlineKind['tell'] =>
  async (tx, notices) => {
    const postings: Posting[] = [];
    for (const { record: id, days } of notices) {
      const record = await load(tx, id);
      const wait = record && waitOf(record);
      if (!wait) continue;
      const { subject } = wait;
      for (const { id: personId } of await holdersNow(tx, wait))
        postings.push({
          key: `${subject} reminder ${days} ${personId}`,
          card,
          subject,
          personId,
          live: false,
        });
    }
    await post(tx, postings);
  };
