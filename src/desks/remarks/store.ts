import { idOf } from '../../chat/action.ts';
import type { Context, Platform, Surface } from '../../core/context.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type DraftKey, draftOf, dropDraft, keepDraft } from '../../db/drafts.ts';
import { subjectOf } from '../../records/kind.ts';
import type { Returning } from '../../records/returning.ts';

/** By the kind's name, how its records are returned and talked about. */
export type Kinds = ReadonlyMap<string, Returning>;

/** A remark as it is told: of which record, by whom, and where they said it. */
export interface Said {
  id: number;
  subject: string;
  kind: 'QUESTION' | 'ANSWER' | 'TAKEN_BACK' | 'COMMENT';
  byId: number;
  text: string;
  surface: Surface;
  /** It was written in the record's thread, where it stands already. */
  isWritten: boolean;
}

export async function loadSaid(db: Queryable, id: number): Promise<Said | null> {
  const [said] = await db.query<Said>(
    `SELECT id, subject, kind, person_id AS "byId", text, surface, source IS NOT NULL AS "isWritten" FROM record_remark WHERE id = $1`,
    [id],
  );
  return said ?? null;
}

/** Who returned the record that this answers. */
export async function questionerOf(db: Queryable, { id, subject }: Said): Promise<number | null> {
  const [question] = await db.query<{ byId: number }>(
    `SELECT person_id AS "byId" FROM record_remark WHERE subject = $1 AND kind = 'QUESTION' AND id < $2 ORDER BY id DESC LIMIT 1`,
    [subject, id],
  );
  return question?.byId ?? null;
}

/** The records that may be returned to this person, by their subjects, the oldest question first. */
export async function askedOf(db: Queryable, personId: number): Promise<string[]> {
  const rows = await db.query<{ subject: string }>(
    `SELECT subject FROM record_remark WHERE asked_id = $1 AND kind = 'QUESTION' AND ended_at IS NULL ORDER BY id LIMIT 20`,
    [personId],
  );
  return rows.map(({ subject }) => subject);
}

/** Where somebody has the newest card of a record: the thread in which they are told of it. */
export interface Thread {
  key: string;
  personId: number;
  platform: Platform | null;
}

export function threadsOf(db: Queryable, subject: string, people: readonly number[]): Promise<Thread[]> {
  return db.query<Thread>(
    `SELECT DISTINCT ON (person_id) key, person_id AS "personId", platform FROM posted_card
     WHERE subject = $1 AND person_id = ANY($2) AND thread = key AND live AND card NOT LIKE 'remark.%' AND failure IS NULL ORDER BY person_id, id DESC`,
    [subject, people],
  );
}

/** The record whose card stands in this message, or above it. */
export async function subjectUnder(
  db: Queryable,
  { platform, channel, message }: { platform: Platform; channel: string; message: string },
): Promise<string | null> {
  const [card] = await db.query<{ subject: string }>(
    'SELECT subject FROM posted_card WHERE platform = $1 AND channel = $2 AND message_id = $3 ORDER BY id LIMIT 1',
    [platform, channel, message],
  );
  return card?.subject ?? null;
}

/** The record with a number, of whichever of these kinds. */
export async function subjectWithNumber(
  db: Queryable,
  kinds: Kinds,
  prefix: string,
  number: string,
): Promise<string | null> {
  for (const kind of kinds.values()) {
    const id = kind.prefix === prefix ? await kind.idOf(db, number) : null;
    if (id !== null) return subjectOf(kind, id);
  }
  return null;
}

/** The kind of a subject, and which of its records it is. */
export function recordOf(kinds: Kinds, subject: string): { kind: Returning; id: number } | null {
  const [name = '', id] = subject.split(':');
  const kind = kinds.get(name);
  return kind ? { kind, id: idOf(id) } : null;
}

const keptForm = 'remark.written';
const keyOf = (subject: string, personId: number): DraftKey => ({
  id: `${keptForm}:${subject}:${personId}`,
  form: keptForm,
  personId,
});

/** Keeps what somebody wrote of a record with a file that was refused, until they have said something of it. Swept with the drafts of forms. */
export async function keepText(
  db: Queryable,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  subject: string,
  text: string,
): Promise<void> {
  await keepDraft(db, keyOf(subject, actor.id), { text }, now);
}

/** What is kept so; empty where nothing is. */
export async function keptText(db: Queryable, subject: string, personId: number): Promise<string> {
  const kept = await draftOf<{ text: string }>(db, keyOf(subject, personId));
  return kept?.text ?? '';
}

export const forgetText = (db: Queryable, subject: string, personId: number): Promise<void> =>
  dropDraft(db, keyOf(subject, personId));
