import type { Action } from '../chat/action.ts';
import type { Part } from '../chat/card.ts';
import type { CardName, Waiting } from '../chat/desk.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Identity } from '../core/same-person.ts';
import type { TextKey, Translate } from '../core/texts/index.ts';
import type { LetterName } from '../neighbours/mail/letter.ts';
import { type Holder, type Holding, holdersOf } from './holders.ts';
import type { Announcement } from './tell.ts';

/** How a record waits for somebody to decide it, as its kind says: cards, letters and lists go by this one. */
export interface Wait {
  /** `satker-ticket:42` */
  subject: string;
  /** Who decides it; and whom it concerns, who do not whatever they hold (I-4). */
  held: readonly Holding[];
  barred: Identity;
  /** What is brought to each of them, by the desk's names: a card with its buttons, and a letter that leads to it. */
  card: CardName;
  letter: LetterName;
  /** What the letter is told besides who reads it. */
  args?: Record<string, unknown>;
  /** How a card says it: with `names`, and where there are none. */
  words: { somebody: TextKey; nobody: TextKey; args?: Record<string, string> };
}

/** Everybody who could decide it now, by name. */
export function holdersNow(db: Queryable, wait: Wait): Promise<Holder[]> {
  return holdersOf(db, wait.held, wait.barred, wait);
}

/** Whom it waits for now, by name, and who of them could not be told in chat; nothing where it does not wait. */
export async function waitingFor(t: Translate, db: Queryable, wait: Wait | null): Promise<Part[]> {
  if (!wait) return [];
  const holders = await holdersNow(db, wait);
  const namesOf = (some: readonly Holder[]) => some.map(({ name }) => name).join(', ');
  const { somebody, nobody, args } = wait.words;
  const names = namesOf(holders);
  const missed = namesOf(holders.filter(({ isUnreached }) => isUnreached));
  return [
    {
      type: 'text',
      text: t.message({ key: names ? somebody : nobody, args: { ...args, names } }),
      subtle: true,
    },
    ...(missed ? [{ type: 'text' as const, text: t('record.notReached', { names: missed }) }] : []),
  ];
}

/** A record in the list of all that waits; `entry` is what has made it wait, in the log. */
export async function listed(
  db: Queryable,
  wait: Wait,
  shown: { title: string; text: string; open: Action },
  { name, queue }: Announcement,
  entry: string,
): Promise<Waiting> {
  const holders = await holdersNow(db, wait);
  const tell = { name, queue, payload: { entry } } as Waiting['tell'];
  return { subject: wait.subject, ...shown, holders: holders.map(({ id }) => id), tell };
}
