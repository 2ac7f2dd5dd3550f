import { action } from '../../chat/action.ts';
import type { Part } from '../../chat/card.ts';
import type { Reply } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { type Language, languages, msg, translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { changeLanguage, isFirstOffer } from '../../people/language.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'language'> {}
}

/** Somebody has typed or pressed which language they read (I-8). */
export async function chooseLanguage(ctx: Context, db: Database, chosen: string): Promise<Reply> {
  const language = languages.find((known): known is Language => known === chosen);
  if (!language) throw new Refusal(msg('language.usage'));
  await changeLanguage(db, ctx, language);
  return { type: 'text', text: translate(language)('language.changed') };
}

/**
 * What offers somebody the language that they do not read: a line in both, with its button. Nothing for whoever was offered it
 * before, whether they took it or not (I-8).
 */
export async function offerLanguage(ctx: Context, db: Database): Promise<Part[]> {
  const { t, toOffer } = ctx;
  if (!toOffer || !(await isFirstOffer(db, ctx))) return [];
  const theirs = translate(toOffer);
  const item = {
    title: theirs('language.offer'),
    text: t('language.offered'),
    button: { label: theirs(`language.${toOffer}`), does: { action: action('pintu.language', toOffer) } },
  };
  return [{ type: 'list', empty: '', items: [item] }];
}
