import { action } from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import type { CardSource } from '../../chat/desk.ts';
import { withoutDeadline } from '../../core/deadline.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database } from '../../db/database.ts';
import { enqueueAll, type JobSpec } from '../../jobs/enqueue.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { intoChat } from '../../neighbours/mail/into-chat.ts';
import { type LetterDeps, type LettersOf, letterTo } from '../../neighbours/mail/letter.ts';
import { letterWithCard } from '../../neighbours/mail/mailer.ts';
import { type Posting, post } from '../../posted/post.ts';
import { partsOf } from '../../records/remarks.ts';
import { type Kinds, loadSaid, questionerOf, recordOf, type Said, threadsOf } from './store.ts';

declare module '../../core/names.ts' {
  interface Cards {
    'remark.said': { remark: number };
  }
  interface Letters extends Named<'remark', 'asked' | 'answered', ToHolder> {}
}

interface Deps {
  db: Database;
  kinds: Kinds;
}

/**
 * Tells what was said of a record to whoever asked for it and to those who hold it, in the threads of their cards, wherever these
 * stand; who is asked has a letter, and so has whoever asked once there is an answer. Keys make a second run change nothing.
 */
export const toldJob = ({ db, kinds }: Deps): Job<'remark.told'> =>
  job('remark.told', 'jobs.name.announce', async ({ remark }) => {
    const said = await loadSaid(db, remark);
    const record = said && recordOf(kinds, said.subject);
    if (!said || !record) return;
    const { subject } = said;
    const people = await record.kind.parties(db, record.id);
    const written = await writtenTo(db, said, people);
    const readers = [...new Set([...people, ...written])];
    const threads = await threadsOf(db, subject, readers);
    const keyOf = (personId: number) => `${subject} remark ${said.id} ${personId}`;
    const postings = readers.flatMap((personId): Posting[] => {
      const thread = threads.find((one) => one.personId === personId);
      // It stands there already.
      if (personId === said.byId && said.isWritten && thread?.platform === said.surface) return [];
      if (!thread && !written.includes(personId)) return [];
      return [
        {
          key: keyOf(personId),
          card: 'remark.said',
          subject,
          args: { remark: said.id },
          personId,
          ...(thread && { thread: thread.key }),
          live: said.kind === 'QUESTION',
        },
      ];
    });
    const letters = written.map(
      (personId): JobSpec =>
        letterWithCard({
          key: keyOf(personId),
          letter: said.kind === 'QUESTION' ? 'remark.asked' : 'remark.answered',
          subject: said.id,
          args: { personId },
        }),
    );
    await db.transaction(withoutDeadline, async (tx) => {
      await post(tx, postings);
      await enqueueAll(tx, letters);
    });
  });

/** Who has a letter besides: whoever is asked, the first of the parties, and whoever asked them once there is an answer. */
async function writtenTo(db: Queryable, said: Said, [asker]: readonly number[]): Promise<number[]> {
  const to = said.kind === 'QUESTION' ? asker : said.kind === 'ANSWER' ? await questionerOf(db, said) : null;
  return to ? [to] : [];
}

/** What was said, in the thread of its reader's card; a question leads to its answer while it is open. */
export const saidCard =
  ({ kinds }: Pick<Deps, 'kinds'>): CardSource<{ remark: number }> =>
  async (ctx, _id, { remark: remarkId }, moment): Promise<Card | null> => {
    const said = await loadSaid(moment, remarkId);
    const record = said && recordOf(kinds, said.subject);
    const seen = record && (await record.kind.of(moment, ctx, record.id));
    const remark = seen?.remarks?.find(({ id }) => id === remarkId);
    if (!record || !seen || !remark) return null;
    return {
      title: seen.title,
      parts: partsOf(ctx, record.kind, remark),
      buttons:
        remark.isOpen && seen.isAsked
          ? [
              {
                label: ctx.t('record.answer'),
                style: 'primary',
                does: { action: action('remark.answer', record.id, record.kind.name) },
              },
            ]
          : [],
    };
  };

export function remarkLetters({ db, kinds, contextOf, chat }: Deps & LetterDeps) {
  const letter =
    (kind: 'QUESTION' | 'ANSWER'): LettersOf<'remark'>['asked'] =>
    async (id, { personId, card }, moment) => {
      const said = await loadSaid(db, id);
      const record = said && recordOf(kinds, said.subject);
      const reader = await contextOf(personId, moment);
      const seen = record && reader && (await record.kind.of(db, reader, record.id));
      const remark = seen?.remarks?.find((one) => one.id === id);
      if (!reader || !seen || !remark || (kind === 'QUESTION' && !remark.isOpen)) return null;
      const { t, time } = reader;
      const { paragraphs, ...links } = await intoChat(chat, t, {
        key: card,
        buttons: [t(kind === 'QUESTION' ? 'record.answer' : 'record.open')],
        command: 'mail.command.inbox',
      });
      return letterTo(reader, {
        subject: t(`mail.remark.${kind}`, { title: seen.title }),
        paragraphs: [
          t(`record.remark.${kind}`, { name: remark.by, time: time(new Date(remark.at)) }),
          remark.text,
          ...paragraphs,
        ],
        ...links,
      });
    };
  return { asked: letter('QUESTION'), answered: letter('ANSWER') } satisfies LettersOf<'remark'>;
}
