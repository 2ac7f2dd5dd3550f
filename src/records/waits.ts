import type { Waiting } from '../chat/desk.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Database } from '../db/database.ts';
import type { Job } from '../jobs/worker.ts';
import { announcing, type Telling } from './announce.ts';
import { type Entry, loadEntry } from './entry.ts';
import { idIn, type Kind, type Row, subjectOf } from './kind.ts';
import type { Announcement } from './tell.ts';
import { holdersNow, type Listed, listed, type Wait } from './waiting.ts';

/** How the records of a kind wait: what is told of them, listed, written and reminded of follows from it (A-1, U-19). */
export interface Waits<R extends Row> {
  kind: Pick<Kind<R>, 'name'>;
  load(db: Queryable, id: number): Promise<R | null>;
  waitOf: (record: R) => Wait | null;
  announced(record: R): Announcement;
  /** As the list of all that waits names it. */
  named(record: R): Pick<Listed, 'title' | 'text' | 'open'>;
}

/** The job that tells of a change of a record by whom it waits for now, unless it says otherwise, and by what that means besides. */
export function announcingWaits<R extends Row, Name extends Announcement['name']>(
  db: Database,
  name: Name,
  { kind, load, waitOf }: Waits<R>,
  means: (entry: Entry, record: R) => Omit<Telling, 'entry' | 'id'>,
): Job<Name> {
  return announcing(db, name, async (told) => {
    const entry = await loadEntry(db, told);
    const record = entry && (await load(db, idIn(kind, entry.subject)));
    return record && { entry, id: record.id, wait: waitOf(record), ...means(entry, record) };
  });
}

/** Those of these that wait, each with whoever could decide it now; the last that became of it has made it wait, not what was said of it. */
export async function listedWaits<R extends Row>(
  db: Queryable,
  { kind, waitOf, announced, named }: Waits<R>,
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
      wait: waitOf(record),
      ...named(record),
      announced: announced(record),
      entry: entries.get(subjectOf(kind, record.id)) ?? '',
    })),
  );
}

/** A record for as long as it waits for this person: whoever could decide it when they were written to may be another one by now. */
export async function whileItWaitsFor<R extends Row>(
  db: Queryable,
  { load, waitOf }: Pick<Waits<R>, 'load' | 'waitOf'>,
  id: number,
  personId: number,
): Promise<R | null> {
  const record = await load(db, id);
  const wait = record && waitOf(record);
  if (!wait) return null;
  const holders = await holdersNow(db, wait);
  return holders.some((holder) => holder.id === personId) ? record : null;
}
