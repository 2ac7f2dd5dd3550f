import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derOf, serialOf, timeOf } from './der.ts';
import { issuingKey } from './keys.ts';
import { type DistinguishedName, readName } from './name.ts';

/** A certificate with its key, of somebody who issues. Both DER, the key PKCS#8. */
export interface Issuer {
  certificate: Uint8Array<ArrayBuffer>;
  privateKey: Uint8Array<ArrayBuffer>;
}

/** What people are shown of a certificate (G-5). */
export interface CertificateDetails {
  subject: DistinguishedName;
  issuer: DistinguishedName;
  /** Hexadecimal, upper case, without leading zeros. */
  serial: string;
  notBefore: Date;
  /** The last second in which it holds. */
  notAfter: Date;
  /** SHA-256 of the whole certificate, hexadecimal, upper case. */
  fingerprint: string;
  email: string | null;
}

const anyLength = Symbol('of any length');

/** RFC 5280, 4.2: what a certificate may be used for, and where what belongs to it is found. */
export interface Profile {
  /** How many authorities may follow below this one; absent for a certificate that issues none. */
  authority?: { below: number | typeof anyLength };
  /** Bits of keyUsage, by their numbers. */
  usage: readonly KeyUsage[];
  extendedUsage?: readonly string[];
  email?: string;
  crlUrl?: string;
  caUrl?: string;
  ocspUrl?: string;
}

const keyUsages = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;
type KeyUsage = keyof typeof keyUsages;

/** The extensions, those critical that a reader must not overlook. */
function extensions(
  profile: Profile,
  subjectKey: pkijs.PublicKeyInfo,
  issuerKey: ArrayBuffer,
): pkijs.Extension[] {
  const { authority, usage, extendedUsage, email, crlUrl, caUrl, ocspUrl } = profile;
  const made: pkijs.Extension[] = [];
  const add = (extnID: string, value: asn1js.BaseBlock | pkijs.PkiObject, critical = false) =>
    made.push(new pkijs.Extension({ extnID, critical, extnValue: derOf(value).buffer }));

  const pathLenConstraint = authority && authority.below !== anyLength ? authority.below : undefined;
  const constraints = new pkijs.BasicConstraints({
    cA: authority !== undefined,
    ...(pathLenConstraint !== undefined && { pathLenConstraint }),
  });
  add(pkijs.id_BasicConstraints, constraints, true);
  add(pkijs.id_KeyUsage, usageBits(usage), true);
  if (extendedUsage) add(pkijs.id_ExtKeyUsage, new pkijs.ExtKeyUsage({ keyPurposes: [...extendedUsage] }));
  add('2.5.29.14', new asn1js.OctetString({ valueHex: keyIdentifier(subjectKey) }));
  add(
    pkijs.id_AuthorityKeyIdentifier,
    new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1js.OctetString({ valueHex: issuerKey }) }),
  );
  if (email !== undefined)
    add(pkijs.id_SubjectAltName, new pkijs.AltName({ altNames: [generalName(1, email)] }));
  if (crlUrl !== undefined) {
    const point = new pkijs.DistributionPoint({ distributionPoint: [generalName(6, crlUrl)] });
    add(pkijs.id_CRLDistributionPoints, new pkijs.CRLDistributionPoints({ distributionPoints: [point] }));
  }
  const access = [
    ...(ocspUrl === undefined ? [] : [{ accessMethod: pkijs.id_ad_ocsp, url: ocspUrl }]),
    ...(caUrl === undefined ? [] : [{ accessMethod: pkijs.id_ad_caIssuers, url: caUrl }]),
  ].map(
    ({ accessMethod, url }) =>
      new pkijs.AccessDescription({ accessMethod, accessLocation: generalName(6, url) }),
  );
  if (access.length > 0)
    add(pkijs.id_AuthorityInfoAccess, new pkijs.InfoAccess({ accessDescriptions: access }));
  return made;
}

/** @param type 1 for an e-mail address, 6 for a URL: both are ASCII there */
function generalName(type: 1 | 6, value: string): pkijs.GeneralName {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error(`not ASCII, so not in a certificate: ${value}`);
  return new pkijs.GeneralName({ type, value });
}

/** Bits that nobody uses are left out at the end, as DER wants it. */
function usageBits(usage: readonly KeyUsage[]): asn1js.BitString {
  const bits = usage.map((one) => keyUsages[one]);
  const byte = bits.reduce((sum: number, bit) => sum | (0x80 >> bit), 0);
  return new asn1js.BitString({ valueHex: Uint8Array.of(byte), unusedBits: 7 - Math.max(...bits) });
}

/** SHA-1 of the key's bits, which is an identifier there and protects nothing (RFC 5280, 4.2.1.2). */
export function keyIdentifier(key: pkijs.PublicKeyInfo): ArrayBuffer {
  const bits = key.subjectPublicKey.valueBlock.valueHexView;
  return new Uint8Array(createHash('sha1').update(bits).digest()).buffer;
}

/** A certificate signed by its issuer, or by itself where there is none. Its serial number is 16 random bytes. */
export async function issue(order: {
  /** Undefined for a root. */
  issuer?: pkijs.Certificate | undefined;
  /** The issuer's, or its own. */
  issuerKey: Uint8Array<ArrayBuffer>;
  subject: pkijs.RelativeDistinguishedNames;
  publicKey: Uint8Array<ArrayBuffer>;
  notBefore: Date;
  notAfter: Date;
  profile: Profile;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { issuer, issuerKey, subject, publicKey, notBefore, notAfter, profile } = order;
  if (issuer && notAfter > issuer.notAfter.value)
    throw new Error('a certificate ends no later than that of its issuer');
  const subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(publicKey);
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: randomSerial() }),
    issuer: issuer?.subject ?? subject,
    subject,
    subjectPublicKeyInfo,
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    extensions: extensions(
      profile,
      subjectPublicKeyInfo,
      keyIdentifier(issuer?.subjectPublicKeyInfo ?? subjectPublicKeyInfo),
    ),
  });
  await certificate.sign(await issuingKey(issuerKey), 'SHA-256');
  return derOf(certificate);
}

/** Always of 16 bytes: positive, and without a zero in front. */
function randomSerial(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = (Number(bytes[0]) & 0x3f) | 0x40;
  return bytes;
}

/** Throws where the bytes are no certificate. */
export function readCertificate(der: Uint8Array<ArrayBuffer>): pkijs.Certificate {
  return pkijs.Certificate.fromBER(der);
}

/** What is shown of a certificate, whoever issued it. Throws where the bytes are none. */
export function detailsOf(der: Uint8Array<ArrayBuffer>): CertificateDetails {
  const certificate = readCertificate(der);
  return {
    subject: readName(certificate.subject),
    issuer: readName(certificate.issuer),
    serial: serialOf(certificate.serialNumber),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    fingerprint: createHash('sha256').update(der).digest('hex').toUpperCase(),
    email: emailOf(certificate),
  };
}

function emailOf({ extensions = [] }: pkijs.Certificate): string | null {
  const parsed = extensions.find(({ extnID }) => extnID === pkijs.id_SubjectAltName)?.parsedValue;
  if (!(parsed instanceof pkijs.AltName)) return null;
  const found = parsed.altNames.find(({ type }) => type === 1)?.value;
  return typeof found === 'string' ? found : null;
}

/** As `/ca.pem` is served: one certificate behind the other. */
export function pemOf(...certificates: Uint8Array[]): string {
  return certificates
    .map((der) => {
      const lines = Buffer.from(der)
        .toString('base64')
        .replaceAll(/.{64}(?=.)/g, '$&\n');
      return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
    })
    .join('');
}
