import type { PdfFile } from './pdf/file.ts';
import { Dictionary, Name, type PdfObject, PdfString, Reference, shownText } from './pdf/objects.ts';
import type { Page } from './pdf/pages.ts';
import { Unreadable } from './pdf/unreadable.ts';
import type { Update } from './pdf/update.ts';
import { type Rectangle, shownRectangle } from './place.ts';

/** A field of a form, with what it has from those above it (12.7.4). */
export interface Field {
  /** Absent where it is no object of its own. */
  reference: Reference | undefined;
  dictionary: Dictionary;
  name: string;
  type: string | undefined;
  value: PdfObject;
  flags: number;
}

const maxFields = 100_000;
const maxDepth = 100;

/** All fields that hold a value of their own. Throws `Unreadable`. */
export function fieldsOf(file: PdfFile): Field[] {
  const found: Field[] = [];
  const seen = new Set<number>();
  const walk = (
    object: PdfObject,
    above: Pick<Field, 'name' | 'type' | 'value' | 'flags'>,
    depth: number,
  ) => {
    if (depth > maxDepth) throw new Unreadable('fields nested too deeply');
    if (object instanceof Reference) {
      if (seen.has(object.number) || seen.size > maxFields) return;
      seen.add(object.number);
    }
    const dictionary = file.dictionary(object);
    if (!dictionary) return;
    const part = file.resolved(dictionary.get('T'));
    const names = [above.name, part instanceof PdfString ? shownText(part) : ''].filter((one) => one !== '');
    const own = {
      name: names.join('.'),
      type: file.name(dictionary.get('FT')) ?? above.type,
      value: dictionary.get('V') ?? above.value,
      flags: file.number(dictionary.get('Ff')) ?? above.flags,
    };
    // Kids without a name are the field's looks on pages, not fields.
    const kids = file.list(dictionary.get('Kids')).filter((kid) => file.dictionary(kid)?.has('T'));
    const reference = object instanceof Reference ? object : undefined;
    if (kids.length === 0) found.push({ reference, dictionary, ...own, value: file.resolved(own.value) });
    else for (const kid of kids) walk(kid, own, depth + 1);
  };
  const form = file.dictionary(file.catalog.get('AcroForm'));
  for (const field of file.list(form?.get('Fields')))
    walk(field, { name: '', type: undefined, value: null, flags: 0 }, 0);
  return found;
}

/** Where signatures are seen on a page already. */
export function signaturesOn(file: PdfFile, page: Page): Rectangle[] {
  return file.list(page.dictionary.get('Annots')).flatMap((object) => {
    const annotation = file.dictionary(object);
    const type = file.name(annotation?.get('FT') ?? file.dictionary(annotation?.get('Parent'))?.get('FT'));
    const corners = file.list(annotation?.get('Rect')).map((one) => file.number(one) ?? 0);
    return type === 'Sig' && corners.length === 4 ? [shownRectangle(page, corners)] : [];
  });
}

/** A name that no field has. */
export function freeName(file: PdfFile): string {
  const taken = new Set(fieldsOf(file).map(({ name }) => name.split('.')[0]));
  for (let number = 1; ; number += 1) if (!taken.has(`Signature${number}`)) return `Signature${number}`;
}

/** SignaturesExist and AppendOnly (12.7.3): a reader that saves the file anew would break what is signed. */
const signatureFlags = 3;

/**
 * Adds a field to the form of a file and to the page where it is seen.
 * @param catalog the one to be written, which gets the form where there is none that is an object of its own
 */
export function addField(
  file: PdfFile,
  update: Update,
  catalog: Dictionary,
  page: Page,
  field: Reference,
): void {
  const annotations = page.dictionary.get('Annots');
  const extended = [...file.list(annotations), field];
  if (annotations instanceof Reference && Array.isArray(file.resolved(annotations)))
    update.replace(annotations, extended);
  else update.replace(page.reference, new Dictionary([...page.dictionary, ['Annots', extended]]));

  changeForm(file, update, catalog, field);
}

/** Says that the file is signed, and in which field more than there were. */
export function changeForm(file: PdfFile, update: Update, catalog: Dictionary, added?: Reference): void {
  const held = catalog.get('AcroForm');
  const form = file.dictionary(held) ?? new Dictionary();
  const changed = new Dictionary([...form, ['SigFlags', signatureFlags]]);
  const fields = form.get('Fields');
  const listed = added ? [...file.list(fields), added] : undefined;
  if (listed && fields instanceof Reference && Array.isArray(file.resolved(fields)))
    update.replace(fields, listed);
  else if (listed) changed.set('Fields', listed);
  if (held instanceof Reference && file.dictionary(held)) update.replace(held, changed);
  else catalog.set('AcroForm', update.add(changed));
}

/** Printed, and not to be moved. */
export const widgetFlags = 4 | 128;

/** The widget by which a signature is a field and is seen at once (12.5.6.19). */
export function widget(order: {
  name: PdfString;
  value: Reference;
  page: Page;
  corners: readonly number[];
  appearance: Reference;
}): Dictionary {
  const { page, appearance } = order;
  return new Dictionary([
    ['Type', new Name('Annot')],
    ['Subtype', new Name('Widget')],
    ['FT', new Name('Sig')],
    ['T', order.name],
    ['V', order.value],
    ['P', page.reference],
    ['Rect', order.corners],
    ['F', widgetFlags],
    ['MK', new Dictionary([['R', page.rotation]])],
    ['AP', new Dictionary([['N', appearance]])],
  ]);
}
