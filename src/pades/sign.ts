import { createHash } from 'node:crypto';
import { drawn, lookOf } from './appearance.ts';
import { signedData, type TimeStamper } from './cms.ts';
import { emptyFieldsOf, fillField } from './empty-fields.ts';
import { addField, freeName, signaturesOn, widget } from './forms.ts';
import { examined, NotSignable } from './inspect.ts';
import { Dictionary, Name, textString, Verbatim, written } from './pdf/objects.ts';
import type { Page } from './pdf/pages.ts';
import { Update } from './pdf/update.ts';
import { pictureOf } from './picture.ts';
import { ownCorners, type Place, placed } from './place.ts';
import { addProofs } from './proofs.ts';

/** What somebody signs a file with. */
export interface SignOrder {
  /** DER: the signer's first, then those of its issuers. */
  certificates: readonly Uint8Array<ArrayBuffer>[];
  /** PKCS#8, P-256. */
  privateKey: Uint8Array;
  /** A PNG; null for a signature of words alone. */
  initial: Uint8Array | null;
  /** The signer, as readers list signatures. */
  name: string;
  /** What stands beside the initial: the name, the time, whatever the reader's language has. */
  lines: readonly string[];
  /** When the signer says to sign: nobody attests it. */
  time: Date;
  place: Place | { field: string };
  reason?: string;
  location?: string;
  /** Lists of what the issuers have revoked, DER: they and the certificates go into the file, so that it proves itself (B-LT). */
  crls?: readonly Uint8Array<ArrayBuffer>[];
  maxBytes?: number;
}

export interface Signed {
  /** What is to be appended to the file, as it is. */
  update: Uint8Array;
  /** Where the initial stands, counted from 1. */
  page: number;
}

/** Digits that any offset has room for: files are below 10 GB. */
const digits = 10;
const unknown = '*'.repeat(digits);
const rangePlaceholder = `[0 ${unknown} ${unknown} ${unknown}]`;
/** Beside the certificates: attributes, the signature, and what holds them. */
const signatureRoom = 1024;
const timeStampRoom = 16 * 1024;

/**
 * Signs a file (PAdES B-B, or B-T with a time-stamper): the file stays as it is, and what is appended has a signature over all of it but its
 * own place. Throws `NotSignable`, `UnusablePng`, and a RangeError for a page that is not there, or a field that is not to be signed in.
 */
export async function sign(
  content: Uint8Array,
  order: SignOrder,
  timeStamper?: TimeStamper,
): Promise<Signed> {
  const { inspection, read } = examined(content, order.maxBytes);
  if (inspection.obstacles.length > 0 || !read) throw new NotSignable(inspection.obstacles);
  const { file, pages } = read;
  const look = lookOf(order.initial ? pictureOf(order.initial) : undefined, order.lines);

  const update = new Update(file);
  const room =
    signatureRoom +
    order.certificates.reduce((sum, one) => sum + one.length, 0) +
    (timeStamper ? timeStampRoom : 0);
  const value = update.add(signatureDictionary(order, room));
  const catalog = new Dictionary(file.catalog);
  let page: Page;
  if (typeof order.place === 'object' && 'field' in order.place) {
    const { field: name } = order.place;
    const field = emptyFieldsOf(file, pages).find((one) => one.name === name && one.whyNot === null);
    if (!field) throw new RangeError(`there is no field “${name}” to sign in`);
    page = field.shownOn;
    fillField(file, update, catalog, field, {
      value,
      appearance: drawn(update, look, page, field.rectangle),
    });
  } else {
    const spot = placed(file, pages, order.place, look.size, (one) => signaturesOn(file, one));
    page = spot.page;
    const field = widget({
      name: textString(freeName(file)),
      value,
      page,
      corners: ownCorners(page, spot.rectangle),
      appearance: drawn(update, look, page, spot.rectangle),
    });
    addField(file, update, catalog, page, update.add(field));
  }
  if (order.crls) addProofs(file, update, catalog, { certificates: order.certificates, crls: order.crls });
  if (written(catalog) !== written(file.catalog)) update.replace(file.catalogReference, catalog);

  const { bytes, offsets } = update.written();
  const start = content.length;
  const object = Number(offsets.get(value.number)) - start;
  const ranges = bytes.indexOf(rangePlaceholder, object);
  const gap = bytes.indexOf(`<${'0'.repeat(2 * room)}>`, object);
  const gapEnd = gap + 2 * room + 2;
  const filled = [start + gap, start + gapEnd, bytes.length - gapEnd].map((one) =>
    String(one).padEnd(digits),
  );
  bytes.write(`[0 ${filled.join(' ')}]`, ranges, 'latin1');

  const digest = createHash('sha256')
    .update(content)
    .update(bytes.subarray(0, gap))
    .update(bytes.subarray(gapEnd))
    .digest();
  const { certificates, privateKey } = order;
  const signature = Buffer.from(await signedData({ digest, certificates, privateKey, timeStamper }));
  if (signature.length > room) throw new Error(`a signature of ${signature.length} bytes, where ${room} fit`);
  bytes.write(signature.toString('hex'), gap + 1, 'latin1');
  return { update: bytes, page: pages.indexOf(page) + 1 };
}

function signatureDictionary({ name, time, reason, location }: SignOrder, room: number): Dictionary {
  const made = new Dictionary([
    ['Type', new Name('Sig')],
    ['Filter', new Name('Adobe.PPKLite')],
    ['SubFilter', new Name('ETSI.CAdES.detached')],
    ['Name', textString(name)],
    ['M', textString(`D:${time.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`)],
  ]);
  if (reason !== undefined) made.set('Reason', textString(reason));
  if (location !== undefined) made.set('Location', textString(location));
  return made
    .set('ByteRange', new Verbatim(rangePlaceholder))
    .set('Contents', new Verbatim(`<${'0'.repeat(2 * room)}>`));
}
