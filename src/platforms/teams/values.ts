import type { Choice } from '../../chat/card.ts';
import { type Field, type Form, keptSource, type Value, type Values } from '../../chat/form.ts';
import type { Held, Inputs } from './held.ts';

/** A field that holds a value. */
export type Named = Exclude<Field, { type: 'show' } | { type: 'button' }>;

export function isNamed(field: Field): field is Named {
  return field.type !== 'show' && field.type !== 'button';
}

/** Before the id of an input for a code: what reads a card's other inputs does not see it. */
export const codePrefix = 'code:';

/** A field's input: another id after what it hangs on has changed makes it start empty. */
export function inputOf(field: Named): string {
  if (field.type === 'code') return `${codePrefix}${field.name}`;
  return field.generation === undefined ? field.name : `${field.name}@${field.generation}`;
}

/**
 * Teams brings back the value of what was chosen and not its label, which the desks know a searched choice by: the two
 * travel together. Commas stand between the values of a multi-select, so no value has one.
 */
export function encodeChoice(choice: Choice): string {
  return `${encodeURIComponent(choice.value)}|${encodeURIComponent(choice.label)}`;
}

/** The choice behind a searched field's value. */
export function decodeChoice(value: string): Choice {
  const [id = '', label = ''] = value.split('|').map(decoded);
  return { value: id, label };
}

/** What a client has sent back encoded; as it is where it was never encoded by us. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What the desk puts into a field, in Teams' writing. */
export function encodeValue(field: Named): string {
  switch (field.type) {
    case 'text':
    case 'date':
      return field.value ?? '';
    case 'choice':
      return field.value === undefined ? '' : encodeURIComponent(field.value);
    case 'choices':
      return (field.value ?? []).map(encodeURIComponent).join(',');
    case 'search':
      return field.value ? encodeChoice(field.value) : '';
    case 'files':
    case 'code':
      return '';
  }
}

/** What was typed and chosen, by field name, as far as the form has such fields and offers such choices. */
export function readValues(held: Held, inputs: Inputs): Values {
  return Object.fromEntries(
    held.form.fields
      .filter(isNamed)
      .flatMap((field) => (field.type === 'code' ? [] : [[field.name, readValue(field, held, inputs)]])),
  );
}

function readValue(field: Exclude<Named, { type: 'code' }>, held: Held, inputs: Inputs): Value | undefined {
  const id = inputOf(field);
  const given = inputs[id] ?? '';
  const several = given.split(',').filter(Boolean).map(decoded);
  switch (field.type) {
    case 'text':
    case 'date':
      return { type: 'text', text: given.replaceAll('\0', '') };
    case 'choice': {
      const value = held.pressed[id] ?? decoded(given);
      return { type: 'chosen', chosen: field.choices.filter((choice) => choice.value === value) };
    }
    case 'choices':
      return { type: 'chosen', chosen: field.choices.filter((choice) => several.includes(choice.value)) };
    case 'search':
      return given ? { type: 'chosen', chosen: [decodeChoice(given)] } : undefined;
    case 'files':
      return {
        type: 'files',
        // What was offered comes back from the client: a file of anybody else's would be named by another source.
        files: (held.offered ?? [])
          .filter((source) => source.startsWith(keptSource) && several.includes(source))
          .slice(0, field.maxFiles)
          .map((source) => ({ source, name: '', size: 0 })),
      };
  }
}

/** A searched field as its search names it: a search brings nothing else of the form back. */
interface Dataset {
  form: string;
  field: string;
  /** What had been chosen in the form when it was drawn. */
  values: Values;
}

export function datasetOf(form: Form, field: string, values: Values): string {
  const chosen = Object.entries(values).filter(([name, value]) => name !== field && value?.type === 'chosen');
  return JSON.stringify({ form: form.id, field, values: Object.fromEntries(chosen) } satisfies Dataset);
}

/** Null for anything that no form of ours asks for. */
export function readDataset(dataset: string): Dataset | null {
  try {
    const { form, field, values } = JSON.parse(dataset) as Partial<Dataset>;
    return typeof form === 'string' && typeof field === 'string'
      ? { form, field, values: values ?? {} }
      : null;
  } catch {
    return null;
  }
}
