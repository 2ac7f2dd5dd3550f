import type { Actor, Surface } from '../core/context.ts';
import type { Until } from '../core/deadline.ts';
import type { Language } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';

declare module '../core/names.ts' {
  interface LoggedStates extends Record<Language, true> {}
}

/** Whose language it is, and from where it is changed. */
interface Reader {
  actor: Pick<Actor, 'id' | 'name'>;
  surface: Surface;
  now: Date;
}

/** Changes somebody's language, with its entry where it changes anything (I-8). */
export async function changeLanguage(
  db: Database,
  reader: Reader & Until,
  language: Language,
): Promise<void> {
  await db.transaction(reader, async (tx) => {
    const [before] = await tx.query<{ language: Language | null }>(
      'SELECT language FROM person WHERE id = $1 FOR UPDATE',
      [reader.actor.id],
    );
    if (before?.language === language) return;
    await tx.query('UPDATE person SET language = $2 WHERE id = $1', [reader.actor.id, language]);
    await logLanguage(tx, reader, before?.language ?? null, language);
  });
}

/**
 * Whoever has no language yet keeps the one they read before they logged in: a language they chose, or, where they are in no
 * chat, the one their browser asked for (I-8).
 */
export async function keepLanguage(
  tx: Tx,
  reader: Reader,
  shown: { language: Language; chosen: boolean },
): Promise<void> {
  const kept = await tx.query(
    `UPDATE person SET language = $2 WHERE id = $1 AND language IS NULL
       AND ($3 OR NOT EXISTS (SELECT 1 FROM chat_identity i WHERE i.person_id = $1))
     RETURNING id`,
    [reader.actor.id, shown.language, shown.chosen],
  );
  if (kept.length > 0) await logLanguage(tx, reader, null, shown.language);
}

/** Notes that somebody is offered the language that they do not read; true the first time, whatever they make of it (I-8). */
export async function isFirstOffer(db: Database, reader: Omit<Reader, 'surface'> & Until): Promise<boolean> {
  const { actor, now } = reader;
  const first = await db.within(reader).query(
    `UPDATE person SET language_offered_at = $2
     WHERE id = $1 AND language IS NULL AND language_offered_at IS NULL RETURNING id`,
    [actor.id, now],
  );
  return first.length > 0;
}

async function logLanguage(
  tx: Tx,
  { actor, surface, now }: Reader,
  from: Language | null,
  to: Language,
): Promise<void> {
  await audit(tx, {
    at: now,
    actor,
    surface,
    action: 'person.language',
    subject: `person:${actor.id}`,
    from: from ?? undefined,
    to,
  });
}
