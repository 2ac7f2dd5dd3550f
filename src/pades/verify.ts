import { createHash, X509Certificate } from 'node:crypto';
import { type CertificateDetails, detailsOf } from '../pki/certificate.ts';
import { type Afterwards, afterwards } from './afterwards.ts';
import { keyOf, type ReadCms, readCms } from './cms-reader.ts';
import { openPdf, type PdfFile } from './pdf/file.ts';
import { Unreadable } from './pdf/unreadable.ts';
import { type FoundSignature, scannedSignatures, signaturesOf } from './signatures.ts';
import { attestedTime } from './timestamp-token.ts';
import { Judge, type Trust, type Trusted } from './trust.ts';

/**
 * Whether what was signed is what is there: `intact` · `changed`: the signed bytes are not those that were signed · `ranges-do-not-fit`: what
 * it says to have signed is not this file with a gap for itself, as after somebody saved it anew · `another-certificate`: the one beside
 * it is not the one that was signed with · `not-by-its-certificate`: the signature itself is not one of that key · `unreadable`: no
 * signature that we can read.
 */
export type Integrity =
  | 'intact'
  | 'changed'
  | 'ranges-do-not-fit'
  | 'another-certificate'
  | 'not-by-its-certificate'
  | 'unreadable';

export interface Attested {
  at: Date;
  by: CertificateDetails | null;
  trust: Trust;
}

/** What can be said of one signature. */
export interface Verdict {
  /** Empty where it stands in the bytes alone, and no field of the file holds it. */
  field: string;
  kind: 'signature' | 'time-stamp';
  integrity: Integrity;
  /** Who signed, by the certificate; null where none can be read. */
  signer: CertificateDetails | null;
  /** What the file says beside it, which nobody has checked. */
  said: { name: string | null; reason: string | null; location: string | null; time: Date | null };
  /** What somebody else says of the time; null where the signer alone does. */
  attested: Attested | null;
  /** Of the signer's certificate, at the attested time if we trust who attests it, else now; null where nothing can be said. */
  trust: Trust | null;
  /** The same at the time that the signer claims, where nobody attests another. */
  claimedTrust: Trust | null;
  /** Of the file, from its beginning: the signed bytes end there. */
  end: number;
  afterwards: Afterwards;
  /** Of what is compared: SHA-1 is broken. */
  digest: string | null;
}

export interface Verification {
  /** Whether the file itself can be read as every reader reads it. */
  readable: boolean;
  /** The last bytes are among those that the last intact signature has signed, or are nothing. */
  covered: boolean;
  /** In the order of time: by the end of what each has signed. */
  signatures: Verdict[];
}

export interface VerifyOptions extends Trusted {
  now: Date;
}

/** Verifies all signatures of a file, whoever made it. Never throws on what somebody else has made. */
export function verify(content: Uint8Array, options: VerifyOptions): Verification {
  const judge = new Judge(options, options.now);
  const { file, found } = read(content);
  const verdicts = found
    .map((one) => verdictOn(content, file, one, judge, options.now))
    .sort((one, other) => one.end - other.end);
  attestEarlier(verdicts, judge);
  const signatures = verdicts.map(({ verdict }) => verdict);
  const intact = signatures.filter(({ integrity }) => integrity === 'intact');
  return {
    readable: file !== undefined,
    covered: intact.at(-1)?.afterwards === 'nothing' && intact.length === signatures.length,
    signatures,
  };
}

/**
 * What the fields hold, and what stands in the bytes besides: where damage hides a signature from all readers it is said what has become of it,
 * instead of nothing at all.
 */
function read(content: Uint8Array): { file: PdfFile | undefined; found: FoundSignature[] } {
  const scanned = scannedSignatures(content);
  try {
    const file = openPdf(content);
    const found = signaturesOf(file);
    const ends = new Set(found.map(({ ranges }) => String(ranges)));
    return { file, found: [...found, ...scanned.filter(({ ranges }) => !ends.has(String(ranges)))] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { file: undefined, found: scanned };
  }
}

interface Working {
  verdict: Verdict;
  end: number;
  certificates: readonly Uint8Array<ArrayBuffer>[];
  signer: Uint8Array<ArrayBuffer> | undefined;
}

function verdictOn(
  content: Uint8Array,
  file: PdfFile | undefined,
  found: FoundSignature,
  judge: Judge,
  now: Date,
): Working {
  const kind = found.subFilter === 'ETSI.RFC3161' ? 'time-stamp' : 'signature';
  const [start = 0, gap = 0, rest = 0, length = 0] = found.ranges;
  const fits = rangesFit(content, found);
  const end = Number.isFinite(rest + length) ? Math.min(rest + length, content.length) : content.length;
  const verdict: Verdict = {
    field: found.field,
    kind,
    integrity: 'unreadable',
    signer: null,
    said: { name: found.name, reason: found.reason, location: found.location, time: found.claimed },
    attested: null,
    trust: null,
    claimedTrust: null,
    end,
    afterwards: fits && file ? afterwards(file, end) : end === content.length ? 'nothing' : 'changes',
    digest: null,
  };
  const unread = { verdict, end, certificates: [], signer: undefined };
  let cms: ReadCms;
  try {
    cms = readCms(found.contents);
  } catch {
    return fits ? unread : { ...unread, verdict: { ...verdict, integrity: 'ranges-do-not-fit' } };
  }
  verdict.digest = cms.digest;
  verdict.said.time ??= cms.signingTime ?? null;
  verdict.signer = cms.signer ? detailsOrNull(cms.signer) : null;
  const hash = (algorithm: string) =>
    createHash(algorithm)
      .update(content.subarray(start, start + gap))
      .update(content.subarray(rest, rest + length))
      .digest();
  verdict.integrity = fits ? integrityOf(cms, found.subFilter, hash) : 'ranges-do-not-fit';
  if (cms.signer) judgeTimes(verdict, cms, judge, now);
  return { verdict, end, certificates: cms.certificates, signer: cms.signer };
}

/** From the beginning, with one gap that holds nothing but this signature. */
function rangesFit(content: Uint8Array, { ranges, contents }: FoundSignature): boolean {
  const [start, gap = 0, rest = 0, length = 0] = ranges;
  if (ranges.length !== 4 || start !== 0 || !ranges.every((one) => Number.isSafeInteger(one) && one >= 0))
    return false;
  if (gap >= rest || rest + length > content.length) return false;
  const held = Buffer.from(content.subarray(gap, rest)).toString('latin1');
  if (!/^<[0-9a-f\s]*>$/i.test(held)) return false;
  return Buffer.from(held.slice(1, -1).replaceAll(/\s/g, ''), 'hex').equals(Buffer.from(contents));
}

function integrityOf(cms: ReadCms, subFilter: string, hash: (algorithm: string) => Buffer): Integrity {
  if (!cms.signer) return 'unreadable';
  const { signingCertificate: said, signedAttributes } = cms;
  if (said && !createHash(said.digest).update(cms.signer).digest().equals(Buffer.from(said.hash)))
    return 'another-certificate';
  const carried = cms.content?.bytes;
  // A time-stamp's content says what it stamps, the oldest kind of signature carries the digest itself; others carry nothing.
  const stamped = subFilter === 'ETSI.RFC3161' ? attestedTime(cms) : undefined;
  if (subFilter === 'ETSI.RFC3161') {
    if (!stamped || !carried) return 'unreadable';
    if (!hash(stamped.digest).equals(Buffer.from(stamped.imprint))) return 'changed';
  } else if (subFilter === 'adbe.pkcs7.sha1') {
    if (!carried) return 'unreadable';
    if (!hash('sha1').equals(Buffer.from(carried))) return 'changed';
  } else if (!['adbe.pkcs7.detached', 'ETSI.CAdES.detached'].includes(subFilter)) return 'unreadable';
  const contentDigest = carried ? createHash(cms.digest).update(carried).digest() : hash(cms.digest);
  if (!signedAttributes) return 'unreadable';
  if (!cms.messageDigest || !contentDigest.equals(Buffer.from(cms.messageDigest))) return 'changed';
  return cms.isSignedBy(keyOf(cms.signer), signedAttributes) ? 'intact' : 'not-by-its-certificate';
}

function judgeTimes(verdict: Verdict, cms: ReadCms, judge: Judge, now: Date): void {
  const signer = cms.signer as Uint8Array<ArrayBuffer>;
  const trustAt = (at: Date) => judge.trust(signer, cms.certificates, at);
  if (verdict.kind === 'time-stamp') {
    const stamped = attestedTime(cms);
    verdict.trust = trustAt(now);
    if (stamped && verdict.integrity === 'intact')
      verdict.attested = { at: stamped.at, by: verdict.signer, trust: timeStampTrust(verdict.trust, signer) };
    return;
  }
  verdict.attested = cms.timeStampToken ? stampOf(cms, judge, now) : null;
  const attested = verdict.attested?.trust.outcome === 'trusted' ? verdict.attested.at : undefined;
  verdict.trust = trustAt(attested ?? now);
  const { time } = verdict.said;
  verdict.claimedTrust = attested === undefined && time ? trustAt(time) : null;
}

/** A token over the signature itself; null where it is none, or one over something else. */
function stampOf(signed: ReadCms, judge: Judge, now: Date): Attested | null {
  try {
    const token = readCms(signed.timeStampToken as Uint8Array<ArrayBuffer>);
    const stamped = attestedTime(token);
    if (!stamped || !token.signer || !token.signedAttributes || !token.content) return null;
    const imprint = createHash(stamped.digest).update(signed.signature).digest();
    const inside = createHash(token.digest).update(token.content.bytes).digest();
    if (!imprint.equals(Buffer.from(stamped.imprint))) return null;
    if (!token.messageDigest || !inside.equals(Buffer.from(token.messageDigest))) return null;
    if (!token.isSignedBy(keyOf(token.signer), token.signedAttributes)) return null;
    const beside = [...token.certificates, ...signed.certificates];
    const trust = timeStampTrust(judge.trust(token.signer, beside, now), token.signer);
    return { at: stamped.at, by: detailsOrNull(token.signer), trust };
  } catch {
    return null;
  }
}

const timeStamping = '1.3.6.1.5.5.7.3.8';

/** Nobody attests times whose certificate is not for that (RFC 3161, 2.3). */
function timeStampTrust(trust: Trust, certificate: Uint8Array<ArrayBuffer>): Trust {
  const usages: readonly string[] | undefined = new X509Certificate(certificate).keyUsage;
  return usages?.includes(timeStamping) || trust.outcome !== 'trusted'
    ? trust
    : { ...trust, outcome: 'unsuitable' };
}

/** A time-stamp of the file attests that all signatures before it were there. */
function attestEarlier(verdicts: readonly Working[], judge: Judge): void {
  const stamps = verdicts.filter(
    ({ verdict }) => verdict.kind === 'time-stamp' && verdict.attested?.trust.outcome === 'trusted',
  );
  for (const { verdict, end, signer, certificates } of verdicts) {
    if (verdict.kind === 'time-stamp' || verdict.attested || !signer) continue;
    const stamp = stamps.find((one) => one.end > end)?.verdict.attested;
    if (!stamp) continue;
    verdict.attested = stamp;
    verdict.trust = judge.trust(signer, certificates, stamp.at);
    verdict.claimedTrust = null;
  }
}

function detailsOrNull(certificate: Uint8Array<ArrayBuffer>): CertificateDetails | null {
  try {
    return detailsOf(certificate);
  } catch {
    return null;
  }
}
