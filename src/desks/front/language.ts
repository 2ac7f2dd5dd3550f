import type { Reply } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { type Language, languages, msg, translate } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';

/** Everything is in this language for them from now on. Throws Refusal for another word. */
export async function changeLanguage(ctx: Context, deps: { db: Database }, chosen: string): Promise<Reply> {
  const language = languages.find((known): known is Language => known === chosen);
  if (!language) throw new Refusal(msg('language.usage'));
  await deps.db.transaction(async (tx) => {
    const before = await tx.query<{ language: string | null }>(
      'SELECT language FROM person WHERE id = $1 FOR UPDATE',
      [ctx.actor.id],
    );
    if (before[0]?.language === language) return;
    await tx.query('UPDATE person SET language = $2 WHERE id = $1', [ctx.actor.id, language]);
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'person.language',
      subject: `person:${ctx.actor.id}`,
      from: before[0]?.language ?? undefined,
      to: language,
    });
  });
  return { type: 'text', text: translate(language)('language.changed') };
}
