import { changeForm, type Field, fieldsOf, widgetFlags } from './forms.ts';
import type { PdfFile } from './pdf/file.ts';
import { Dictionary, Name, type PdfObject, PdfString, Reference, shownText } from './pdf/objects.ts';
import type { Page } from './pdf/pages.ts';
import type { Update } from './pdf/update.ts';
import { type Rectangle, shownRectangle } from './place.ts';

/**
 * Why an empty signature field is not signed in: `locks`: what is signed there, or was signed before, lets nobody change others (12.7.5.5) ·
 * `demands`: its author asks for what our signatures are not (seed values, ibid.) · `closed`: it is not to be filled in, or not seen.
 */
export type WhyNotField = 'locks' | 'demands' | 'closed';

/** A place that its author has made for a signature, and that has none yet. */
export interface EmptyField {
  name: string;
  /** Counted from 1. */
  page: number;
  whyNot: WhyNotField | null;
}

/** The same, as the file has it; what is seen of it may be an object of its own. */
export interface FieldPlace extends EmptyField {
  field: { reference: Reference; dictionary: Dictionary };
  widget: { reference: Reference; dictionary: Dictionary };
  shownOn: Page;
  rectangle: Rectangle;
}

/** Flags of fields (12.7.3.1) and of what is seen of them (12.5.3). */
const readOnly = 1;
const unseen = 2 | 32;
/** In a smaller one nothing could be read. */
const smallest = { width: 30, height: 12 };

/** All that a page shows, in the order of the form. Throws `Unreadable`. */
export function emptyFieldsOf(file: PdfFile, pages: readonly Page[]): FieldPlace[] {
  const all = fieldsOf(file).filter(({ type }) => type === 'Sig');
  const shownOn = new Map(
    pages.flatMap((page) =>
      file
        .list(page.dictionary.get('Annots'))
        .flatMap((one) => (one instanceof Reference ? [[one.number, page] as const] : [])),
    ),
  );
  const locked = lockedBy(file, all);
  return all.flatMap((field) => {
    const { reference, dictionary, name } = field;
    if (dictionary.has('V') || field.value !== null || !reference || !isSayable(name)) return [];
    const kids = file.list(dictionary.get('Kids'));
    const shown = kids.length === 0 ? reference : kids[0];
    const page = shown instanceof Reference && kids.length < 2 ? shownOn.get(shown.number) : undefined;
    if (!(page && shown instanceof Reference)) return [];
    const widget = { reference: shown, dictionary: file.needed(shown) };
    const corners = file.list(widget.dictionary.get('Rect')).map((one) => file.number(one) ?? 0);
    const rectangle = shownRectangle(page, corners);
    const isAlone = all.filter((other) => other.name === name).length === 1;
    const isOpen = isAlone && maySign(file, field, widget.dictionary, rectangle);
    const lock = dictionary.has('Lock') || locked(name);
    const demands = demandsMore(file, file.dictionary(dictionary.get('SV')));
    const whyNot = isOpen ? (lock ? 'locks' : demands ? 'demands' : null) : 'closed';
    const number = pages.indexOf(page) + 1;
    return [
      { name, page: number, whyNot, field: { reference, dictionary }, widget, shownOn: page, rectangle },
    ];
  });
}

const longestName = 120;
/** Names with signs that nobody sees, or that end nowhere, are no names that somebody could choose by. */
const isSayable = (name: string) => name.length <= longestName && /^\P{C}+$/u.test(name);

function maySign(file: PdfFile, { flags }: Field, widget: Dictionary, { width, height }: Rectangle): boolean {
  const isSeen = ((file.number(widget.get('F')) ?? 0) & unseen) === 0;
  const isLarge = width >= smallest.width && height >= smallest.height;
  return (flags & readOnly) === 0 && isSeen && isLarge;
}

/** Which fields the signatures that are there have locked (FieldMDP, 12.8.2.4). */
function lockedBy(file: PdfFile, all: readonly Field[]): (name: string) => boolean {
  const locks = all
    .flatMap(({ value }) => (value instanceof Dictionary ? file.list(value.get('Reference')) : []))
    .map((one) => file.dictionary(one))
    .filter((one) => file.name(one?.get('TransformMethod')) === 'FieldMDP')
    .map((one) => file.dictionary(one?.get('TransformParams')));
  return (name) =>
    locks.some((lock) => {
      const named = textsOf(file, lock?.get('Fields')).some(
        (one) => name === one || name.startsWith(`${one}.`),
      );
      const action = file.name(lock?.get('Action'));
      return action === 'Include' ? named : action === 'Exclude' ? !named : true;
    });
}

/** Which of the author's wishes are no mere wishes: the bits of Ff, from the first (table 237). */
const wished = {
  filter: 1,
  subFilter: 2,
  version: 4,
  /** Reasons, attestations, proofs of revocation, the lock of the document, looks by name: ours have none. */
  more: 8 | 16 | 32 | 128 | 256,
  digest: 64,
};

function demandsMore(file: PdfFile, seed: Dictionary | undefined): boolean {
  if (!seed) return false;
  const flags = file.number(seed.get('Ff')) ?? 0;
  const isRequired = (bits: number) => (flags & bits) !== 0;
  const ofPart = (key: string, what: string) => file.number(file.dictionary(seed.get(key))?.get(what)) ?? 0;
  return (
    isRequired(wished.more) ||
    (isRequired(wished.filter) && file.name(seed.get('Filter')) !== 'Adobe.PPKLite') ||
    (isRequired(wished.subFilter) && !textsOf(file, seed.get('SubFilter')).includes('ETSI.CAdES.detached')) ||
    (isRequired(wished.version) && (file.number(seed.get('V')) ?? 0) > 3) ||
    (isRequired(wished.digest) && !textsOf(file, seed.get('DigestMethod')).includes('SHA256')) ||
    // A signature that certifies, of certain people only, or with a time-stamp of a certain authority.
    ofPart('MDP', 'P') !== 0 ||
    ofPart('Cert', 'Ff') !== 0 ||
    ofPart('TimeStamp', 'Ff') !== 0
  );
}

/** A list of names or texts. */
function textsOf(file: PdfFile, list: PdfObject | undefined): string[] {
  return file.list(list).flatMap((object) => {
    const one = file.resolved(object);
    return one instanceof Name ? [one.name] : one instanceof PdfString ? [shownText(one)] : [];
  });
}

/** Signs in a field that is there already, and has its place, its name and what is seen of it. */
export function fillField(
  file: PdfFile,
  update: Update,
  catalog: Dictionary,
  { field, widget }: FieldPlace,
  { value, appearance }: { value: Reference; appearance: Reference },
): void {
  const signed: [string, PdfObject][] = [['V', value]];
  const flags = (file.number(widget.dictionary.get('F')) ?? 0) | widgetFlags;
  const seen: [string, PdfObject][] = [
    ['F', flags],
    ['AP', new Dictionary([['N', appearance]])],
  ];
  const isOne = field.reference.number === widget.reference.number;
  update.replace(field.reference, new Dictionary([...field.dictionary, ...signed, ...(isOne ? seen : [])]));
  if (!isOne) update.replace(widget.reference, new Dictionary([...widget.dictionary, ...seen]));
  changeForm(file, update, catalog);
}
