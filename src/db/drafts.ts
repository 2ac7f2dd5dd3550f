import type { Queryable } from '../core/queryable.ts';

/** What a draft is found by: what it is of, and whose it is. For everybody else it is not there. */
export interface DraftKey {
  id: string;
  form: string;
  personId: number;
}

/** Keeps, sealed, what somebody has begun and not ended, in the place of what is kept under this key; swept a week after that. */
export async function keepDraft(db: Queryable, key: DraftKey, values: object, now: Date): Promise<void> {
  await db.query(
    `${keeping} ON CONFLICT (id) DO UPDATE SET values = excluded.values, updated_at = excluded.updated_at
     WHERE form_draft.form = excluded.form AND form_draft.person_id = excluded.person_id`,
    await kept(db, key, values, now),
  );
}

/** The same where nothing is kept under this key yet: whoever comes second waits for the first one's commit, and fails. */
export async function keepFirst(db: Queryable, key: DraftKey, values: object, now: Date): Promise<void> {
  await db.query(keeping, await kept(db, key, values, now));
}

const keeping =
  'INSERT INTO form_draft (id, form, person_id, values, updated_at) VALUES ($1, $2, $3, $4, $5)';

async function kept(db: Queryable, key: DraftKey, values: object, now: Date): Promise<unknown[]> {
  const sealed = await db.keys.seal('form_draft', rowOf(key), { values: JSON.stringify(values) });
  return [key.id, key.form, key.personId, sealed.values, now];
}

/** What is kept under a key; null where nothing is. */
export async function draftOf<Values extends object>(
  db: Queryable,
  { id, form, personId }: DraftKey,
): Promise<Values | null> {
  const [kept] = await db.query<{ values: Buffer }>(
    'SELECT values FROM form_draft WHERE id = $1 AND form = $2 AND person_id = $3',
    [id, form, personId],
  );
  if (!kept) return null;
  return JSON.parse((await db.keys.open('form_draft', rowOf({ id, form, personId }), kept)).values);
}

export async function dropDraft(db: Queryable, { id, form, personId }: DraftKey): Promise<void> {
  await db.query('DELETE FROM form_draft WHERE id = $1 AND form = $2 AND person_id = $3', [
    id,
    form,
    personId,
  ]);
}

/** As whose it is sealed: somebody's own alone. */
const rowOf = ({ id, form, personId }: DraftKey): string => `${form} ${personId} ${id}`;
