import type { Choice } from '../../chat/card.ts';
import { Codes } from '../../chat/codes.ts';
import { type Field, type FileRef, type Form, filesOf, type Value, type Values } from '../../chat/form.ts';
import type { Fields } from '../page.ts';

/** What was pressed: `submit`, `back`, or a field that wants the form drawn anew or searched. */
export interface Pressed {
  what: 'submit' | 'back' | 'redraw' | 'find';
  field: string;
}

export function pressedOf(fields: Fields): Pressed {
  const [what = '', ...rest] = fields.exact('do').split(':');
  const known = (['back', 'redraw', 'find'] as const).find((name) => name === what);
  return { what: known ?? 'submit', field: rest.join(':') };
}

/**
 * What a browser sent, as values of the fields that the form has: other names are not looked at, choices count
 * only when they were offered, and files only when they were kept for this person.
 */
export function readValues(
  form: Form,
  before: Values,
  fields: Fields,
  uploads: Record<string, FileRef[]>,
): Values {
  const read = form.fields.flatMap((field): [string, Value | undefined][] =>
    'label' in field && field.type !== 'button' && field.type !== 'code'
      ? [[field.name, readValue(field, before, fields, uploads)]]
      : [],
  );
  return { ...before, ...Object.fromEntries(read) };
}

/** What was typed into the form's fields for codes: no draft has it. */
export function readCodes(form: Form, fields: Fields): Codes {
  return new Codes(
    form.fields.flatMap((field): [string, string][] =>
      field.type === 'code' ? [[field.name, fields.exact(field.name)]] : [],
    ),
  );
}

type Named = Exclude<Field, { type: 'show' } | { type: 'button' } | { type: 'code' }>;

function readValue(
  field: Named,
  before: Values,
  fields: Fields,
  uploads: Record<string, FileRef[]>,
): Value | undefined {
  switch (field.type) {
    case 'text': {
      const text = fields.exact(field.name).replace(/\r\n?/g, '\n');
      return { type: 'text', text: field.multiline ? text : text.replace(/\n/g, ' ') };
    }
    case 'date':
      return { type: 'text', text: fields.exact(field.name) };
    case 'choice':
    case 'choices': {
      const sent = fields.all(field.name);
      const chosen = field.choices.filter((choice) => sent.includes(choice.value));
      return { type: 'chosen', chosen: field.type === 'choice' ? chosen.slice(0, 1) : chosen };
    }
    case 'search': {
      const chosen = choiceOf(fields.exact(field.name));
      return chosen ? { type: 'chosen', chosen: [chosen] } : undefined;
    }
    case 'files': {
      const kept = fields.all(`keep:${field.name}`);
      const files = filesOf(before, field.name).filter((file) => kept.includes(file.source));
      return { type: 'files', files: [...files, ...(uploads[field.name] ?? [])] };
    }
  }
}

/** A choice that was found: its label travels with it, to be shown again to the same person and to nobody else. */
export function encodeChoice(choice: Choice): string {
  return JSON.stringify([choice.value, choice.label]);
}

function choiceOf(sent: string): Choice | null {
  try {
    const [value, label] = JSON.parse(sent);
    const fits =
      typeof value === 'string' && typeof label === 'string' && value.length <= 200 && label.length <= 300;
    return fits ? { value, label } : null;
  } catch {
    return null;
  }
}

/** The first search field in which something was typed and nothing chosen: Enter there means search. */
export function typedSearch(form: Form, values: Values, fields: Fields): string | null {
  const typed = form.fields.find((field) => {
    if (field.type !== 'search') return false;
    const query = fields.line(`query:${field.name}`);
    const value = values[field.name];
    return query !== '' && !(value?.type === 'chosen' && value.chosen.length > 0);
  });
  return typed && 'name' in typed ? typed.name : null;
}
