import type { Language, Translate } from '../../core/texts/index.ts';
import type { ChatLinks } from '../../posted/links.ts';
import type { LetterLink } from './letter.ts';

/** What a letter says of the card that goes with it. */
export interface LetterCard {
  /** The key of the reader's own copy. */
  key: string;
  /** The card's buttons that settle the matter, as they are written on it. */
  buttons: string[];
  /** The command that shows the same to somebody whom the card did not reach. */
  command: Parameters<ChatLinks['typed']>[1];
}

/** Leads the reader to their own copy of a card, or, where none stands, says what to type and where. */
export async function intoChat(
  chat: ChatLinks,
  t: Translate,
  { key, buttons, command }: LetterCard,
): Promise<{ paragraph: string; link?: LetterLink }> {
  const press = either(
    t.language,
    buttons.map((label) => `“${label}”`),
  );
  const url = await chat.toCard(key);
  if (url) return { paragraph: t('mail.card.press', { press }), link: { label: t('mail.card.open'), url } };
  const ways = either(t.language, chat.typed(t.language, command));
  return { paragraph: t('mail.card.type', { ways, press }) };
}

function either(language: Language, ways: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(ways);
}
