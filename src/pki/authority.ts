import * as pkijs from 'pkijs';
import { detailsOf, type Issuer, issue, keyIdentifier, readCertificate } from './certificate.ts';
import { wholeSecond } from './der.ts';
import { type KeyPair, newKeyPair } from './keys.ts';
import { distinguishedName } from './name.ts';

/** Whoever looks at a new certificate may have a clock that is a little behind. */
const clockSkewMs = 5 * 60_000;
const dayMs = 86_400_000;

/**
 * What a person's certificate is for. Documents alone (RFC 9336) is refused by NSS and by `openssl cms`, which know e-mail; with
 * both, those two and Java's readers take it.
 */
const documentSigning = '1.3.6.1.5.5.7.3.36';
const emailProtection = '1.3.6.1.5.5.7.3.4';

/** The product's own authority: the root stays unused but for issuing the next issuing key. */
export interface Authority {
  root: Issuer;
  issuing: Issuer;
}

interface Naming {
  /** Whose authority it is, at most 64 characters. */
  organisation: string;
  /** What its names begin with. */
  product: string;
  now: Date;
}

/** A root of twenty years and an issuing authority of ten below it, unless `years` says otherwise. Both P-256, ECDSA with SHA-256. */
export async function createAuthority(
  order: Naming & { years?: { root: number; issuing: number } },
): Promise<Authority> {
  const years = order.years ?? { root: 20, issuing: 10 };
  const keys = await newKeyPair();
  const { notBefore, notAfter } = validity(order.now, { years: years.root });
  const certificate = await issue({
    issuerKey: keys.privateKey,
    subject: authorityName(order, 'Root CA', keys),
    publicKey: keys.publicKey,
    notBefore,
    notAfter,
    profile: { authority: { below: 1 }, usage: ['keyCertSign', 'crlSign'] },
  });
  const root: Issuer = { certificate, privateKey: keys.privateKey };
  return { root, issuing: await createIssuing({ ...order, root, years: years.issuing }) };
}

/** The next issuing authority below a root: for a rotation, and where the key of the one before is lost. */
export async function createIssuing(
  order: Naming & { root: Issuer; years: number; crlUrl?: string; caUrl?: string },
): Promise<Issuer> {
  const keys = await newKeyPair();
  const issuer = readCertificate(order.root.certificate);
  const { notBefore, notAfter } = validity(order.now, { years: order.years });
  const certificate = await issue({
    issuer,
    issuerKey: order.root.privateKey,
    subject: authorityName(order, 'Signing CA', keys),
    publicKey: keys.publicKey,
    notBefore,
    notAfter: earlier(notAfter, issuer.notAfter.value),
    profile: {
      authority: { below: 0 },
      usage: ['digitalSignature', 'keyCertSign', 'crlSign'],
      ...(order.crlUrl !== undefined && { crlUrl: order.crlUrl }),
      ...(order.caUrl !== undefined && { caUrl: order.caUrl }),
    },
  });
  return { certificate, privateKey: keys.privateKey };
}

/** Each key of an authority has a name of its own: revocation lists are looked up by the issuer's name. */
function authorityName({ organisation, product, now }: Naming, what: string, { publicKey }: KeyPair) {
  const mark = Buffer.from(keyIdentifier(pkijs.PublicKeyInfo.fromBER(publicKey))).toString('hex');
  return distinguishedName({
    name: `${product} ${what} ${now.getUTCFullYear()} ${mark.slice(0, 6).toUpperCase()}`,
    organisation,
  });
}

/** Whom a certificate is issued to. */
export interface Subject {
  /** Whole, with titles: more than 64 characters are cut in the common name and stand whole beside it. */
  name: string;
  /** ASCII; the product itself has none. */
  email?: string;
  organisation: string;
  /** Tells people of one name apart; shown as the name's serialNumber. */
  id?: string;
}

/**
 * A person's certificate (G-5), or the product's own, for signatures that are not to be denied. It ends no later than its issuer's. Throws where what was
 * made does not say the name that was asked for.
 */
export async function issueCertificate(order: {
  issuer: Issuer;
  subject: Subject;
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array<ArrayBuffer>;
  now: Date;
  days: number;
  crlUrl: string;
  caUrl: string;
  ocspUrl?: string;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { subject, crlUrl, caUrl, ocspUrl, now, days } = order;
  const issuer = readCertificate(order.issuer.certificate);
  const { notBefore, notAfter } = validity(now, { days });
  if (now >= issuer.notAfter.value) throw new Error('the issuing authority has expired');
  const certificate = await issue({
    issuer,
    issuerKey: order.issuer.privateKey,
    subject: distinguishedName(subject),
    publicKey: order.publicKey,
    notBefore: later(notBefore, issuer.notBefore.value),
    notAfter: earlier(notAfter, issuer.notAfter.value),
    profile: {
      usage: ['digitalSignature', 'nonRepudiation'],
      extendedUsage: [emailProtection, documentSigning],
      ...(subject.email !== undefined && { email: subject.email }),
      crlUrl,
      caUrl,
      ...(ocspUrl !== undefined && { ocspUrl }),
    },
  });
  const { subject: said } = detailsOf(certificate);
  if (said.name !== subject.name || said.organisation !== subject.organisation)
    throw new Error(`the certificate says ${said.text}`);
  return certificate;
}

function validity(now: Date, lasts: { years: number } | { days: number }) {
  const from = wholeSecond(now);
  const notAfter = new Date(from);
  if ('years' in lasts) notAfter.setUTCFullYear(from.getUTCFullYear() + lasts.years);
  else notAfter.setTime(from.getTime() + lasts.days * dayMs);
  return { notBefore: new Date(from.getTime() - clockSkewMs), notAfter };
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);
const later = (one: Date, other: Date) => (one > other ? one : other);
