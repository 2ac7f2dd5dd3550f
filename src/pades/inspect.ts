import { type EmptyField, emptyFieldsOf } from './empty-fields.ts';
import { fieldsOf } from './forms.ts';
import { openPdf, type PdfFile } from './pdf/file.ts';
import { Dictionary, type PdfObject, Stream } from './pdf/objects.ts';
import { type Page, pagesOf } from './pdf/pages.ts';
import { Unreadable } from './pdf/unreadable.ts';

/**
 * What stands against signing a file: `not-pdf` · `too-large` · `damaged`: its cross-references lead astray, so that each reader
 * may see something else · `encrypted`, also where no password is asked for: what we add could not be read with the rest · `scripts`:
 * what is seen may be changed by a program · `actions`: opening it does something · `dynamic-form` (XFA): what is seen is not
 * what the pages say · `certified`: its first signature forbids what another one adds.
 */
export const obstacles = [
  'not-pdf',
  'too-large',
  'damaged',
  'encrypted',
  'scripts',
  'actions',
  'dynamic-form',
  'certified',
] as const;
export type Obstacle = (typeof obstacles)[number];

export interface Inspection {
  obstacles: Obstacle[];
  pages: number;
  /** Fields that are signed already. */
  signatures: number;
  /** What its author has made for signatures, and has none yet. */
  emptyFields: EmptyField[];
  /** It says of itself that it is PDF/A. What a signature adds to be seen (a font that is not embedded, transparency) is not. */
  claimsPdfA: boolean;
}

/** A file that is not signed, with what stands against it. */
export class NotSignable extends Error {
  override name = 'NotSignable';
  readonly obstacles: readonly Obstacle[];

  constructor(found: readonly Obstacle[]) {
    super(`not to be signed: ${found.join(', ')}`);
    this.obstacles = found;
  }
}

/** More are no places that somebody chooses from. */
const mostFields = 50;
const maxPdfBytes = 50 * 1024 * 1024;

/** What stands against signing, and what is there. Never throws on what somebody else has made. */
export function inspect(content: Uint8Array, maxBytes?: number): Inspection {
  return examined(content, maxBytes).inspection;
}

/** The same, with the file and its pages where they can be read. */
export function examined(
  content: Uint8Array,
  maxBytes = maxPdfBytes,
): { inspection: Inspection; read?: { file: PdfFile; pages: Page[] } } {
  const stopped = (obstacle: Obstacle) => ({
    inspection: { obstacles: [obstacle], pages: 0, signatures: 0, emptyFields: [], claimsPdfA: false },
  });
  if (content.length > maxBytes) return stopped('too-large');
  if (Buffer.from(content.subarray(0, 1024)).indexOf('%PDF-') < 0) return stopped('not-pdf');
  try {
    const file = openPdf(content);
    if (file.sections.some(({ trailer }) => trailer.has('Encrypt'))) return stopped('encrypted');
    const pages = pagesOf(file);
    const signed = fieldsOf(file).filter(({ type, value }) => type === 'Sig' && value instanceof Dictionary);
    const found: [Obstacle, boolean][] = [
      ...whatItDoes(file, pages),
      ['dynamic-form', file.dictionary(file.catalog.get('AcroForm'))?.has('XFA') ?? false],
      ['certified', forbidsMore(file)],
    ];
    const against = obstacles.filter((one) => found.some(([name, is]) => is && name === one));
    return {
      inspection: {
        obstacles: against,
        pages: pages.length,
        signatures: signed.length,
        emptyFields: emptyFieldsOf(file, pages)
          .slice(0, mostFields)
          .map(({ name, page, whyNot }) => ({ name, page, whyNot })),
        claimsPdfA: claimsPdfA(file),
      },
      read: { file, pages },
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return stopped('damaged');
  }
}

/** ISO 19005: said in its metadata, as an element or as an attribute. */
function claimsPdfA(file: PdfFile): boolean {
  const metadata = file.resolved(file.catalog.get('Metadata'));
  return metadata instanceof Stream && file.content(metadata).includes('pdfaid:part');
}

/** What reaches outside the file, or into another one. */
const reaching = new Set(['Launch', 'SubmitForm', 'ImportData', 'URI', 'GoToR', 'GoToE']);

/** Scripts wherever they hang, and whatever else happens by itself. */
function whatItDoes(file: PdfFile, pages: readonly Page[]): [Obstacle, boolean][] {
  const { catalog } = file;
  const byItself = new Set<string>();
  const whenPressed = new Set<string>();
  const triggered = (holder: Dictionary | undefined) => {
    for (const action of file.dictionary(holder?.get('AA'))?.values() ?? []) collect(file, action, byItself);
  };
  collect(file, catalog.get('OpenAction'), byItself);
  triggered(catalog);
  for (const { dictionary } of pages) {
    triggered(dictionary);
    for (const object of file.list(dictionary.get('Annots'))) {
      const annotation = file.dictionary(object);
      triggered(annotation);
      collect(file, annotation?.get('A'), whenPressed);
    }
  }
  for (const { dictionary } of fieldsOf(file)) {
    triggered(dictionary);
    triggered(file.dictionary(dictionary.get('Parent')));
  }
  const named = file.dictionary(file.dictionary(catalog.get('Names'))?.get('JavaScript'));
  const scripts = named !== undefined || byItself.has('JavaScript') || whenPressed.has('JavaScript');
  const actions = whenPressed.has('Launch') || [...byItself].some((kind) => reaching.has(kind));
  return [
    ['scripts', scripts],
    ['actions', actions],
  ];
}

/** The kinds of an action and of those that follow it (12.6.2). */
function collect(file: PdfFile, object: PdfObject | undefined, kinds: Set<string>, depth = 0): void {
  const action = file.dictionary(object);
  if (!action || depth > 50) return;
  const kind = file.name(action.get('S'));
  if (kind !== undefined) kinds.add(kind);
  const next = file.resolved(action.get('Next'));
  for (const one of Array.isArray(next) ? next : [next]) collect(file, one, kinds, depth + 1);
}

/**
 * Whether the author's signature lets nobody add a signature that is seen (12.8.2.2): with 1 nothing may change, with 2 forms may be filled, and
 * only with 3 something new may stand on a page.
 */
function forbidsMore(file: PdfFile): boolean {
  const certified = file.dictionary(file.dictionary(file.catalog.get('Perms'))?.get('DocMDP'));
  if (!certified) return false;
  const references = file.list(certified.get('Reference')).map((one) => file.dictionary(one));
  const permitted = references
    .filter((one) => file.name(one?.get('TransformMethod')) === 'DocMDP')
    .map((one) => file.number(file.dictionary(one?.get('TransformParams'))?.get('P')) ?? 2);
  return permitted.length === 0 || Math.min(...permitted) < 3;
}
