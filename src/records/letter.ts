import type { Fact } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import { intoChat } from '../neighbours/mail/into-chat.ts';
import { type Letter, type LetterDeps, letterTo, type ToHolder } from '../neighbours/mail/letter.ts';
import { buttonLabel, type Labelled } from './buttons.ts';
import type { Row } from './kind.ts';

/**
 * The letter that leads a holder to their card of a record, in chat and on its page, and names its buttons. Null where the record does not wait any more:
 * `waiting` is what still does.
 */
export async function letterToHolder<R extends Row>(
  { contextOf, chat }: Pick<LetterDeps, 'contextOf' | 'chat'>,
  args: ToHolder,
  waiting: R | null,
  acts: readonly Labelled[],
  write: (reader: Context, record: R) => { subject: string; text: string; facts?: Fact[] },
): Promise<Letter | null> {
  const reader = waiting && (await contextOf(args.personId));
  if (!waiting || !reader) return null;
  const { subject, text, facts } = write(reader, waiting);
  const { paragraphs, ...links } = await intoChat(chat, reader.t, {
    key: args.card,
    buttons: acts.map((act) => buttonLabel(reader.t, act)),
    command: 'mail.command.inbox',
  });
  return letterTo(reader, { subject, paragraphs: [text, ...paragraphs], facts, ...links });
}
