import type { Fact } from '../chat/card.ts';
import type { Context } from '../core/context.ts';
import type { ToHolder } from '../core/names.ts';
import type { Queryable } from '../core/queryable.ts';
import { intoChat } from '../neighbours/mail/into-chat.ts';
import { type LetterDeps, type LetterSource, letterTo } from '../neighbours/mail/letter.ts';
import { buttonLabel, type Labelled } from './buttons.ts';
import type { Row } from './kind.ts';
import { whyNotDecide } from './waiting.ts';
import { type Awaiting, type Waits, waitOf } from './waits.ts';

/** A kind, or a record of it with more than that needs, as far as it says whom one waits for now. */
type Loaded<R extends Row> = Pick<Waits<R>, 'load'> & Awaiting<NoInfer<R>>;

/**
 * The letter that leads a holder to their card of a record, in chat and on its page, and names its buttons. None where the record does not
 * wait for them any more, as its kind says, or as what the letter is told says.
 */
export function letterToHolder<R extends Row, Args extends ToHolder = ToHolder>(
  { db, contextOf, chat }: Pick<LetterDeps, 'db' | 'contextOf' | 'chat'>,
  kind: Loaded<R> | ((args: Args) => Loaded<R>),
  acts: readonly Labelled[] | ((record: R) => readonly Labelled[]),
  write: (reader: Context, record: R, args: Args) => { subject: string; text: string; facts?: Fact[] },
): LetterSource<Args> {
  return async (id, args, moment = db) => {
    const { personId, card } = args;
    const reader = await contextOf(personId, moment);
    const record = await whileItWaitsFor(moment, typeof kind === 'function' ? kind(args) : kind, id, reader);
    if (!record || !reader) return null;
    const { subject, text, facts } = write(reader, record, args);
    const { paragraphs, ...links } = await intoChat(chat, reader.t, {
      key: card,
      buttons: (typeof acts === 'function' ? acts(record) : acts).map((act) => buttonLabel(reader.t, act)),
      command: 'mail.command.inbox',
    });
    return letterTo(reader, { subject, paragraphs: [text, ...paragraphs], facts, ...links });
  };
}

/** The letter to whoever asked for a record, of what has become of it; none where there is nothing to say any more. */
export const letterToAsker = <R extends Row>(
  deps: Pick<LetterDeps, 'db' | 'contextOf'>,
  kind: Pick<Waits<R>, 'load'> & Pick<Waits<NoInfer<R>>, 'asker'>,
  write: (reader: Context, record: R, id: number) => Written | null | Promise<Written | null>,
): LetterSource => letterToPerson(deps, kind.load, kind.asker, write);

/** The letter to the person whom a record concerns, of what has become of it; none where there is nothing to say any more. */
export function letterToPerson<R>(
  { db, contextOf }: Pick<LetterDeps, 'db' | 'contextOf'>,
  load: (db: Queryable, id: number) => Promise<R | null>,
  personOf: (record: R) => number | null,
  write: (reader: Context, record: R, id: number) => Written | null | Promise<Written | null>,
): LetterSource {
  return async (id) => {
    const record = await load(db, id);
    const personId = record && personOf(record);
    const reader = personId && (await contextOf(personId));
    const written = record && reader && (await write(reader, record, id));
    return reader && written ? letterTo(reader, written) : null;
  };
}

type Written = Parameters<typeof letterTo>[1];

/** A record for as long as it waits for this person: whoever could decide it when they were written to may be another one by now. */
export async function whileItWaitsFor<R extends Row>(
  db: Queryable,
  kind: Loaded<R>,
  id: number,
  person: Pick<Context, 'actor'> | null,
): Promise<R | null> {
  const record = person && (await kind.load(db, id));
  return record && !whyNotDecide(waitOf(kind, record), person.actor) ? record : null;
}
