import type { Card, Part } from '../../chat/card.ts';
import { RetryLater } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { intoChat } from '../../neighbours/mail/into-chat.ts';
import { type Letter, type LetterDeps, type LettersOf, letterTo } from '../../neighbours/mail/letter.ts';
import type { Why } from '../../reminders/run.ts';
import type { ReminderCards } from './reminders.ts';

declare module '../../core/names.ts' {
  interface Letters {
    'pintu.reminder': WithCard & { record: string; why: Why };
    'pintu.digest': WithCard;
  }
}

/** How long the letter waits while it is not known whether the card arrives; it is hastened once that is. */
const patienceSeconds = 10 * 60;

/**
 * Reminders of those whom no chat reaches (U-19): each card of a reminder or a digest has a letter, which is sent where the card could not
 * be delivered, and says the same. Nobody has both.
 */
export function reminderLetters(
  deps: LetterDeps,
  cards: Pick<ReminderCards, 'reminder' | 'digest'>,
): Pick<LettersOf<'pintu'>, 'reminder' | 'digest'> {
  async function write(
    personId: number,
    key: string,
    cardFor: (reader: NonNullable<Awaited<ReturnType<LetterDeps['contextOf']>>>) => Promise<Card | null>,
  ): Promise<Letter | null> {
    const reader = (await hasFailed(deps.db, key)) && (await deps.contextOf(personId));
    const card = reader && (await cardFor(reader));
    if (!reader || !card) return null;
    const buttons = card.buttons.slice(0, 1).map(({ label }) => label);
    const { paragraphs, ...links } =
      buttons.length > 0
        ? await intoChat(deps.chat, reader.t, { key, buttons, command: 'mail.command.inbox' })
        : { paragraphs: [] };
    return letterTo(reader, {
      subject: card.title,
      paragraphs: [...(card.status ? [card.status.text] : []), ...card.parts.flatMap(textsOf), ...paragraphs],
      facts: card.parts.flatMap(factsOf),
      ...links,
    });
  }

  return {
    reminder: (personId, { card, ...told }) =>
      write(personId, card, (reader) => cards.reminder(reader, personId, told, deps.db)),
    digest: (personId, { card }) =>
      write(personId, card, (reader) => cards.digest(reader, personId, {}, deps.db)),
  };
}

/** Whether a card could not be brought to whom it is for; comes back while nobody knows. */
async function hasFailed(db: Queryable, key: string): Promise<boolean> {
  const [copy] = await db.query<{ failed: boolean; arrived: boolean }>(
    `SELECT failure IS NOT NULL AS failed, message_id IS NOT NULL AS arrived FROM posted_card WHERE key = $1`,
    [key],
  );
  if (copy && !copy.failed && !copy.arrived) throw new RetryLater(patienceSeconds);
  return copy?.failed === true && !copy.arrived;
}

const textsOf = (part: Part): string[] => (part.type === 'text' ? [part.text] : []);

const factsOf = (part: Part): { label: string; value: string }[] =>
  part.type === 'list' ? part.items.map(({ title, text = '' }) => ({ label: title, value: text })) : [];
