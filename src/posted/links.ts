import type { Messenger } from '../chat/messenger.ts';
import type { Platform, Surface } from '../core/context.ts';
import type { Language, TextKey, Translate } from '../core/texts/index.ts';

/** How what is read outside the chat leads to what stands in it. */
export interface ChatLinks {
  /**
   * The address of the posted copy that has this key, null where none stands; and the one-time address of its page, which shows the copy
   * to whoever it is for, once they are known there, null where it is nobody's own.
   */
  toCard(key: string): Promise<{ url: string | null; page: { url: string; hours: number } | null }>;
  /** A command as it is typed wherever the bot is spoken to: `/pintu inbox di Slack`, `inbox di Microsoft Teams`. */
  typed(language: Language, command: TextKey & `mail.command.${string}`): string[];
}

/** Where a copy stands. */
export interface Copy {
  platform: Platform;
  channel: string;
  messageId: string;
}

/** `find`: the copy with a key, and the address of its page. */
export function chatLinks(
  messengers: readonly Messenger[],
  spoken: (surface: Surface, language: Language) => Translate,
  find: (
    key: string,
  ) => Promise<{ copy: Copy | null } & Pick<Awaited<ReturnType<ChatLinks['toCard']>>, 'page'>>,
): ChatLinks {
  return {
    async toCard(key) {
      const { copy, page } = await find(key);
      const messenger = messengers.find(({ platform }) => platform === copy?.platform);
      return { url: copy && messenger ? await messenger.linkTo(copy) : null, page };
    },
    typed: (language, command) =>
      messengers.map(({ platform }) => {
        const t = spoken(platform, language);
        return t('mail.card.typedIn', { command: t(command), platform: t(`doctor.${platform}`) });
      }),
  };
}
