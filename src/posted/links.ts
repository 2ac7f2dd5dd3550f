import type { Messenger } from '../chat/messenger.ts';
import type { Platform, Surface } from '../core/context.ts';
import type { Language, TextKey, Translate } from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';

/** How what is read outside the chat leads to what stands in it. */
export interface ChatLinks {
  /** The address of the posted copy that has this key; null where none stands. */
  toCard(key: string): Promise<string | null>;
  /** The one-time address of its page, which shows the copy to whoever it is for, once they are known there; null where it is nobody's own. */
  toPage(key: string): Promise<{ url: string; hours: number } | null>;
  /** A command as it is typed wherever the bot is spoken to: `/pintu inbox di Slack`, `inbox di Microsoft Teams`. */
  typed(language: Language, command: TextKey & `mail.command.${string}`): string[];
}

export function chatLinks(
  db: Database,
  messengers: readonly Messenger[],
  spoken: (surface: Surface, language: Language) => Translate,
  toPage: ChatLinks['toPage'],
): ChatLinks {
  return {
    toPage,
    async toCard(key) {
      const [copy] = await db.query<{ platform: Platform; channel: string; messageId: string }>(
        `SELECT platform, channel, message_id AS "messageId" FROM posted_card
         WHERE key = $1 AND platform IS NOT NULL AND channel IS NOT NULL AND message_id IS NOT NULL AND failure IS NULL`,
        [key],
      );
      const messenger = messengers.find(({ platform }) => platform === copy?.platform);
      return copy && messenger ? messenger.linkTo(copy) : null;
    },
    typed: (language, command) =>
      messengers.map(({ platform }) => {
        const t = spoken(platform, language);
        return t('mail.card.typedIn', { command: t(command), platform: t(`doctor.${platform}`) });
      }),
  };
}
