import { randomUUID } from 'node:crypto';
import type { Pressed } from '../../chat/action.ts';
import type { Choice } from '../../chat/card.ts';
import { broughtBy, type Form, fieldsInQuestion, type Values } from '../../chat/form.ts';
import type { Language } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { type DraftKey, draftOf, keepDraft } from '../../db/drafts.ts';

/**
 * A form that somebody has open in the browser. All of it lies with us: a browser sends what was typed and which
 * button was pressed, never what the form is or what it is about.
 */
export interface Draft {
  opens: Pressed;
  /** Where the person goes when the form is done. */
  after: string;
  /** Pages up to the one that is shown; going back returns to the one before. */
  pages: [DraftPage, ...DraftPage[]];
}

export interface DraftPage {
  /** A button pressed on a page that is not shown any more does nothing. */
  key: string;
  form: Form;
  language: Language;
  values: Values;
  errors: Record<string, string>;
  /** What stands in the way, when it is not a field. */
  problem: string | null;
  /** What was found for search fields, to choose from without a script. */
  found: Record<string, Choice[]>;
}

const form = 'portal';
const keyOf = (personId: number, id: string): DraftKey => ({ id: `${form}:${id}`, form, personId });

export async function createDraft(db: Database, personId: number, draft: Draft, now: Date): Promise<string> {
  const id = randomUUID();
  await saveDraft(db, personId, id, draft, now);
  return id;
}

/** Somebody's own draft; those of others do not exist for them. */
export const loadDraft = (db: Database, personId: number, id: string): Promise<Draft | null> =>
  draftOf(db, keyOf(personId, id));

export const saveDraft = (
  db: Database,
  personId: number,
  id: string,
  draft: Draft,
  now: Date,
): Promise<void> => keepDraft(db, keyOf(personId, id), draft, now);

export function shownPage(draft: Draft): DraftPage {
  return draft.pages.at(-1) ?? draft.pages[0];
}

/** A page as it stands when it is opened: with the values that the form itself brings. */
export function newPage(made: Form, language: Language): DraftPage {
  const form = { ...made, fields: fieldsInQuestion(made) };
  return { key: randomUUID(), form, language, values: broughtBy(form), errors: {}, problem: null, found: {} };
}

/** The names of the fields whose meaning has changed with another one: they start empty. */
export function outdated(before: Form, after: Form): string[] {
  return after.fields.flatMap((field) => {
    if (!('generation' in field) || field.generation === undefined) return [];
    const former = before.fields.find((other) => 'name' in other && other.name === field.name);
    return former && 'generation' in former && former.generation !== field.generation ? [field.name] : [];
  });
}

/** The page with its form drawn anew; everything typed stays, also in fields that are not shown for the moment. */
export function redrawn(page: DraftPage, made: Form, language: Language): DraftPage {
  const form = { ...made, fields: fieldsInQuestion(made) };
  const given = Object.entries(broughtBy(form)).filter(([, value]) => value !== undefined);
  return {
    ...page,
    form,
    language,
    values: { ...page.values, ...Object.fromEntries(given) },
    errors: {},
    problem: null,
  };
}
