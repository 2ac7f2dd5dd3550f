import type { Concerned, PlainCardName, Waiting } from '../chat/desk.ts';
import type { Context } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import { named } from '../core/same-person.ts';
import type { Database } from '../db/database.ts';
import type { Job } from '../jobs/worker.ts';
import type { PlainLetterName } from '../neighbours/mail/letter.ts';
import type { Offering } from './act.ts';
import { announcing, type Telling } from './announce.ts';
import { type Entry, loadEntry } from './entry.ts';
import { idIn, type Kind, type Loading, type Row, subjectOf } from './kind.ts';
import type { Announcement } from './tell.ts';
import { idsAmong, type Listed, listed, orReturned, type Wait, whyNotDecide } from './waiting.ts';

/** A wait, of which may be left to its record what that says. */
export type WaitSaid = Wait extends infer Each
  ? Each extends Wait
    ? Omit<Each, FromRecord> & Partial<Pick<Each, FromRecord>>
    : never
  : never;
type FromRecord = 'subject' | 'barred' | 'handed' | 'asker';

/**
 * How the records of a kind wait: what is told of them, listed, written and reminded of, returned and handed on follows from it
 * (A-1, A-3, A-6, U-19).
 */
export interface Waits<R extends Row> extends Pick<Kind<R>, 'name'> {
  /** The table of its records: their own row decides races. */
  table: string;
  load: Loading<R>;
  /** What its own cards are headed by. */
  title(ctx: Context, record: R): string;
  /** As the list of all that waits names it. */
  named(record: R): Pick<Listed, 'title' | 'text' | 'open'>;
  /** Whoever asked for it, where they are a person here. */
  asker(record: R): number | null;
  /** How a record waits for those who decide it, whether it is returned or not, as far as that does not follow from it; null where it does not. */
  waits(record: R): WaitSaid | null;
  /** The root of the thread of whoever asked, where it may be returned to them. */
  root?: PlainCardName;
  /** How it waits now, where that is not for those who decide it or for the answer of whoever asked. */
  waitsNow?(record: R): Wait | null;
  /** The letter that tells whoever asked how it ended; null where it has not, or they know. */
  outcome?(record: R): PlainLetterName | null;
}

/** A kind that knows by itself which of its records wait: all of them, or those of these. */
export interface WaitingKind<R extends Row> extends Kind<R>, Waits<R> {
  announced(record: R): Announcement;
  waiting(db: Queryable, ids: readonly number[] | null): Promise<R[]>;
}

/** A kind as far as it says how its records wait. */
export type Awaiting<R extends Row> = Pick<
  Waits<R>,
  'name' | 'asker' | 'waits' | 'root' | 'waitsNow' | 'outcome'
>;

/** How a record waits for those who decide it, whether it is returned or not; whoever asked is none of them, unless it says whom it bars (I-4). */
export function waitFor<R extends Row>(
  kind: Pick<Waits<R>, 'name' | 'asker' | 'waits'>,
  record: R,
): Wait | null {
  const said = kind.waits(record);
  const asker = kind.asker(record);
  return (
    said && {
      subject: subjectOf(kind, record.id),
      asker,
      barred: named({ persons: asker === null ? [] : [asker] }),
      handed: record.handed ?? null,
      ...said,
    }
  );
}

/** How a record waits now: for those who decide it, or, returned, for the answer of whoever asked. */
export function waitOf<R extends Row>(kind: Awaiting<R>, record: R): Wait | null {
  if (kind.waitsNow) return kind.waitsNow(record);
  const wait = waitFor(kind, record);
  return kind.root ? orReturned(wait, record, kind.root) : wait;
}

/** What those who hold a record do to it while it waits for them (I-3, I-4). */
export const byHolders = <R extends Row>(
  kind: Parameters<typeof waitFor<R>>[0],
): Pick<Offering<R>, 'whyNot' | 'stands'> => ({
  whyNot: (record, { actor }) => whyNotDecide(waitFor(kind, record), actor),
  stands: (record) => waitFor(kind, record) !== null,
});

/**
 * The job that tells of a change of a record: whoever asked, in their thread and, where it has ended, by a letter, and whom it waits for
 * now, unless it says otherwise, and by what that means besides.
 */
export function announcingWaits<R extends Row, Name extends Announcement['name']>(
  db: Database,
  name: Name,
  kind: Awaiting<R> & Pick<Waits<R>, 'load'>,
  means: (entry: Entry, record: R) => Omit<Telling, 'entry' | 'id'> = () => ({}),
): Job<Name> {
  return announcing(db, name, async (told) => {
    const entry = await loadEntry(db, told);
    const record = entry && (await kind.load(db, idIn(kind, entry.subject)));
    if (!record) return null;
    const [personId, root] = [kind.asker(record), kind.root];
    const thread = personId !== null && root ? { personId, root } : undefined;
    const letter = kind.outcome?.(record);
    const letters = letter ? [{ key: `${entry.subject} decided`, letter }] : [];
    return { entry, id: record.id, thread, wait: waitOf(kind, record), letters, ...means(entry, record) };
  });
}

/** What waits of a kind, all or as far as it is concerned, each with whoever could decide it now. */
export const waitingIn = async <R extends Row>(
  db: Queryable,
  kind: WaitingKind<R>,
  concerned: Concerned,
): Promise<Waiting[]> => listedWaits(db, kind, await kind.waiting(db, idsAmong(kind, concerned)));

/** Those of these that wait, each with whoever could decide it now; the last that became of it has made it wait, not what was said of it. */
export async function listedWaits<R extends Row>(
  db: Queryable,
  kind: Waits<R> & Pick<WaitingKind<R>, 'announced'>,
  records: readonly R[],
): Promise<Waiting[]> {
  const subjects = records.map(({ id }) => subjectOf(kind, id));
  const last = await db.query<{ subject: string; entry: string }>(
    'SELECT subject, max(id)::text AS entry FROM audit_entry WHERE subject = ANY($1) AND to_state IS NOT NULL GROUP BY subject',
    [subjects],
  );
  const entries = new Map(last.map(({ subject, entry }) => [subject, entry]));
  return listed(
    db,
    records.map((record) => ({
      wait: waitOf(kind, record),
      ...kind.named(record),
      announced: kind.announced(record),
      entry: entries.get(subjectOf(kind, record.id)) ?? '',
    })),
  );
}
