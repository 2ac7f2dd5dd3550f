import { fieldsOf } from './forms.ts';
import type { PdfFile } from './pdf/file.ts';
import { Dictionary, Name, type PdfObject, PdfString, shownText } from './pdf/objects.ts';
import { Syntax } from './pdf/syntax.ts';
import { Unreadable } from './pdf/unreadable.ts';

/** A signature as it stands in a file, not looked into yet. */
export interface FoundSignature {
  field: string;
  subFilter: string;
  /** Four numbers where it is as it should be. */
  ranges: readonly number[];
  contents: Uint8Array<ArrayBuffer>;
  name: string | null;
  reason: string | null;
  location: string | null;
  /** What the signer says of the time. */
  claimed: Date | null;
}

/** What the fields of a file hold. Throws `Unreadable`. */
export function signaturesOf(file: PdfFile): FoundSignature[] {
  return fieldsOf(file).flatMap(({ type, name, value }) =>
    type === 'Sig' && value instanceof Dictionary ? [found(name, value, (one) => file.resolved(one))] : [],
  );
}

const maxScanned = 1000;

/** What looks like a signature anywhere in some bytes, also where they are no readable file any more. */
export function scannedSignatures(content: Uint8Array): FoundSignature[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const signatures: FoundSignature[] = [];
  for (let at = 0; signatures.length < maxScanned; ) {
    at = bytes.indexOf('/ByteRange', at + 1);
    if (at < 0) return signatures;
    const start = bytes.lastIndexOf(' obj', at);
    try {
      const object = new Syntax(bytes, start < 0 ? at : start + ' obj'.length).object();
      if (object instanceof Dictionary) signatures.push(found('', object, (one) => one ?? null));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  return signatures;
}

function found(
  field: string,
  dictionary: Dictionary,
  resolved: (object: PdfObject | undefined) => PdfObject,
): FoundSignature {
  const text = (key: string) => {
    const value = resolved(dictionary.get(key));
    return value instanceof PdfString ? shownText(value) : null;
  };
  const subFilter = resolved(dictionary.get('SubFilter'));
  const ranges = resolved(dictionary.get('ByteRange'));
  const contents = resolved(dictionary.get('Contents'));
  return {
    field,
    subFilter: subFilter instanceof Name ? subFilter.name : '',
    ranges: Array.isArray(ranges) ? ranges.map((one) => (typeof one === 'number' ? one : Number.NaN)) : [],
    contents: new Uint8Array(contents instanceof PdfString ? contents.bytes : []),
    name: text('Name'),
    reason: text('Reason'),
    location: text('Location'),
    claimed: momentOf(text('M') ?? ''),
  };
}

/** `D:20261129100500+07'00'` (7.9.4). Without a zone it is UTC. */
function momentOf(text: string): Date | null {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?/.exec(text);
  if (!parts) return null;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    hours,
    minutes = '00',
  ] = parts;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
