import { formatList, type Language, type Translate } from '../../core/texts/index.ts';
import type { ChatLinks } from '../../posted/links.ts';
import type { Letter } from './letter.ts';

/** What a letter says of the card that goes with it. */
export interface LetterCard {
  /** The key of the reader's own copy. */
  key: string;
  /** The card's buttons that settle the matter, as they are written on it. */
  buttons: string[];
  /** The command that shows the same to somebody whom the card did not reach. */
  command: Parameters<ChatLinks['typed']>[1];
}

/**
 * Leads the reader to their own copy of a card, or, where none stands, says what to type and where; and to the page that shows it
 * to them without a chat.
 */
export async function intoChat(
  chat: ChatLinks,
  t: Translate,
  { key, buttons, command }: LetterCard,
): Promise<Pick<Letter, 'paragraphs' | 'link' | 'page'>> {
  const press = either(
    t.language,
    buttons.map((label) => `“${label}”`),
  );
  const { url, page } = await chat.toCard(key);
  const ways = either(t.language, chat.typed(t.language, command));
  return {
    paragraphs: [
      url ? t('mail.card.press', { press }) : t('mail.card.type', { ways, press }),
      ...(page ? [t('mail.card.page', { hours: page.hours })] : []),
    ],
    ...(url ? { link: { label: t('mail.card.open'), url } } : {}),
    ...(page ? { page: { label: t('mail.card.openPage'), url: page.url } } : {}),
  };
}

const either = (language: Language, ways: readonly string[]): string => formatList(language, ways, 'or');
