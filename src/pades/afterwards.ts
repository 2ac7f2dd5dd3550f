import { openPdf, type PdfFile } from './pdf/file.ts';
import { Dictionary, Name, type PdfObject, PdfString, Reference, Stream, written } from './pdf/objects.ts';
import { pagesOf } from './pdf/pages.ts';
import { Unreadable } from './pdf/unreadable.ts';

/**
 * What was added to a file after something of it was signed: `nothing` · `bytes` that no reader shows · `signatures`, and what proves them ·
 * `form`: fields were filled in · `changes`: something else is seen now, or may be.
 */
export type Afterwards = 'nothing' | 'bytes' | 'signatures' | 'form' | 'changes';

const order: readonly Afterwards[] = ['nothing', 'bytes', 'signatures', 'form', 'changes'];
const worst = (one: Afterwards, other: Afterwards): Afterwards =>
  order.indexOf(one) > order.indexOf(other) ? one : other;

/**
 * Compares a file as it is with what it was when it was signed, object by object: whatever an update has written anew counts, unless it
 * is known to be harmless.
 * @param end where the signed bytes end
 */
export function afterwards(file: PdfFile, end: number): Afterwards {
  const rest = file.bytes.subarray(end);
  if (rest.length === 0) return 'nothing';
  const updates = file.sections.filter(({ at }) => at >= end);
  if (updates.length === 0)
    return /^\s*$/.test(rest.toString('latin1', 0, 64)) && rest.length <= 64 ? 'nothing' : 'bytes';
  try {
    const before = openPdf(file.bytes.subarray(0, end));
    return new Comparison(before, file).of(new Set(updates.flatMap(({ objects }) => [...objects])));
  } catch (error) {
    if (error instanceof Unreadable) return 'changes';
    throw error;
  }
}

/** Keys that a further signature changes, and what else they may bring: proofs (DSS), versions, metadata. */
const harmless = {
  catalog: new Set(['AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version']),
  form: new Set(['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances']),
  page: new Set(['Annots', 'Tabs']),
  field: new Set(['V', 'AP', 'AS', 'F', 'M', 'MK', 'Lock']),
};

class Comparison {
  readonly #before: PdfFile;
  readonly #now: PdfFile;
  /** What objects were before, by their numbers. */
  readonly #kinds = new Map<
    number,
    'catalog' | 'form' | 'page' | 'fields' | 'annotations' | 'proof' | 'looks'
  >();

  constructor(before: PdfFile, now: PdfFile) {
    this.#before = before;
    this.#now = now;
    const { catalog, catalogReference } = before;
    const note = (object: PdfObject | undefined, kind: 'form' | 'fields' | 'annotations' | 'looks') => {
      if (object instanceof Reference) this.#kinds.set(object.number, kind);
    };
    for (const { reference, dictionary } of pagesOf(before)) {
      this.#kinds.set(reference.number, 'page');
      note(dictionary.get('Annots'), 'annotations');
      for (const annotation of before.list(dictionary.get('Annots'))) {
        const looks = before.dictionary(before.dictionary(annotation)?.get('AP'))?.get('N');
        if (isWidget(before, annotation) && before.dictionary(annotation)?.get('V') === undefined)
          note(looks, 'looks');
      }
    }
    note(catalog.get('AcroForm'), 'form');
    note(before.dictionary(catalog.get('AcroForm'))?.get('Fields'), 'fields');
    this.#noteProofs(catalog.get('DSS'), 0);
    this.#kinds.set(catalogReference.number, 'catalog');
  }

  #noteProofs(object: PdfObject | undefined, depth: number): void {
    if (depth > 6) return;
    if (object instanceof Reference) this.#kinds.set(object.number, 'proof');
    const found = this.#before.resolved(object);
    const inner = found instanceof Dictionary ? [...found.values()] : Array.isArray(found) ? found : [];
    for (const one of inner) this.#noteProofs(one, depth + 1);
  }

  of(numbers: ReadonlySet<number>): Afterwards {
    const [before, now] = [this.#before.catalogReference, this.#now.catalogReference];
    if (before.number !== now.number) return 'changes';
    let found: Afterwards = 'signatures';
    for (const number of numbers) {
      found = worst(found, this.#object(number));
      if (found === 'changes') return found;
    }
    return found;
  }

  #object(number: number): Afterwards {
    const [before, now] = [this.#before.at(number), this.#now.at(number)];
    // What is new is seen only through something that has changed.
    if (before === null || alike(before, now)) return 'signatures';
    const kind = this.#kinds.get(number);
    if (kind === 'proof') return 'signatures';
    if (kind === 'looks') return 'form';
    if (kind === 'annotations') return this.#annotations(before, now);
    if (kind === 'fields') return this.#fields(before, now);
    if (before instanceof Stream) {
      const type = before.dictionary.get('Type');
      const unseen = type instanceof Name && ['Metadata', 'XRef', 'ObjStm'].includes(type.name);
      return unseen ? 'signatures' : 'changes';
    }
    if (!(before instanceof Dictionary && now instanceof Dictionary)) return 'changes';
    if (number === this.#informationNumber()) return 'signatures';
    return this.#dictionary(kind, before, now);
  }

  #dictionary(kind: string | undefined, before: Dictionary, now: Dictionary): Afterwards {
    const keys = new Set([...before.keys(), ...now.keys()]);
    const changed = [...keys].filter((key) => !alike(before.get(key) ?? null, now.get(key) ?? null));
    const only = (allowed: ReadonlySet<string>) => changed.every((key) => allowed.has(key));
    if (kind === 'page')
      return only(harmless.page) ? this.#annotations(before.get('Annots'), now.get('Annots')) : 'changes';
    if (kind === 'form' || kind === 'catalog') {
      const form = kind === 'form' ? [before, now] : [before.get('AcroForm'), now.get('AcroForm')];
      if (!only(harmless[kind])) return 'changes';
      return kind === 'catalog' && alike(form[0] ?? null, form[1] ?? null)
        ? 'signatures'
        : this.#form(form[0], form[1]);
    }
    return only(harmless.field) ? this.#filled(before, now) : 'changes';
  }

  #form(before: PdfObject | undefined, now: PdfObject | undefined): Afterwards {
    const [one, other] = [this.#before.dictionary(before), this.#now.dictionary(now)];
    if (!other) return 'changes';
    const keys = new Set([...(one?.keys() ?? []), ...other.keys()]);
    const others = [...keys].filter(
      (key) => !harmless.form.has(key) && !alike(one?.get(key) ?? null, other.get(key) ?? null),
    );
    return others.length > 0 ? 'changes' : this.#fields(one?.get('Fields'), other.get('Fields'));
  }

  /** All that were there are there still, and what has come is a signature. */
  #fields(before: PdfObject | undefined, now: PdfObject | undefined): Afterwards {
    const had = this.#before.list(before);
    const has = this.#now.list(now);
    const kept = had.every((one) => has.some((other) => alike(one, other)));
    const added = has.filter((one) => !had.some((other) => alike(one, other)));
    return kept && added.every((one) => isSignature(this.#now, one)) ? 'signatures' : 'changes';
  }

  #annotations(before: PdfObject | undefined, now: PdfObject | undefined): Afterwards {
    const had = this.#before.list(before);
    const has = this.#now.list(now);
    const kept = had.every((one) => has.some((other) => alike(one, other)));
    const added = has.filter((one) => !had.some((other) => alike(one, other)));
    const signatures = added.every((one) => isWidget(this.#now, one) && isSignature(this.#now, one));
    return kept && signatures ? 'signatures' : 'changes';
  }

  /** A field that held nothing may be signed, and one of a form filled in; what a signature holds stays. */
  #filled(before: Dictionary, now: Dictionary): Afterwards {
    const type = this.#before.name(
      before.get('FT') ?? this.#before.dictionary(before.get('Parent'))?.get('FT'),
    );
    // What is seen of a field may be an object of its own: the value is then the field's.
    const signatureOf = (file: PdfFile, field: Dictionary) =>
      field.get('V') ?? file.dictionary(field.get('Parent'))?.get('V');
    if (type === 'Sig')
      return signatureOf(this.#before, before) === undefined && signatureOf(this.#now, now) !== undefined
        ? 'signatures'
        : 'changes';
    return type === undefined ? 'changes' : 'form';
  }

  #informationNumber(): number | undefined {
    const information = this.#before.trailer.get('Info');
    return information instanceof Reference ? information.number : undefined;
  }
}

function isWidget(file: PdfFile, object: PdfObject): boolean {
  return file.name(file.dictionary(object)?.get('Subtype')) === 'Widget';
}

function isSignature(file: PdfFile, object: PdfObject): boolean {
  const field = file.dictionary(object);
  return file.name(field?.get('FT') ?? file.dictionary(field?.get('Parent'))?.get('FT')) === 'Sig';
}

/** Written in the same way, references by their numbers. */
function alike(one: PdfObject, other: PdfObject): boolean {
  if (one instanceof Stream || other instanceof Stream)
    return (
      one instanceof Stream &&
      other instanceof Stream &&
      alike(one.dictionary, other.dictionary) &&
      Buffer.from(one.bytes).equals(other.bytes)
    );
  if (one instanceof PdfString && other instanceof PdfString)
    return Buffer.from(one.bytes).equals(other.bytes);
  return written(one) === written(other);
}
