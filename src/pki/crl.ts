import { createPublicKey, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type Issuer, keyIdentifier, readCertificate } from './certificate.ts';
import { derOf, integerOf, serialOf, timeOf } from './der.ts';
import { issuingKey } from './keys.ts';

/** Why a certificate no longer holds, by the numbers of RFC 5280, 5.3.1. Without a reason none is written. */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
} as const;
export type RevocationReason = keyof typeof revocationReasons;

export interface Revoked {
  /** Hexadecimal, as `CertificateDetails` has it. */
  serial: string;
  at: Date;
  reason: RevocationReason;
}

/**
 * The list of what an issuer has revoked (G-6), DER. Without a `nextUpdate` readers would take it as good for ever.
 * @param number grows with each list of this issuer
 */
export async function signCrl(order: {
  issuer: Issuer;
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: readonly Revoked[];
}): Promise<Uint8Array<ArrayBuffer>> {
  const { number, thisUpdate, nextUpdate, revoked } = order;
  if (nextUpdate <= thisUpdate) throw new Error('a list holds until after it was made');
  const issuer = readCertificate(order.issuer.certificate);
  const authorityKey = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: keyIdentifier(issuer.subjectPublicKeyInfo) }),
  });
  const crl = new pkijs.CertificateRevocationList({
    version: 1,
    issuer: issuer.subject,
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: timeOf(nextUpdate),
    // A list of nothing is left out, as RFC 5280 wants it.
    ...(revoked.length > 0 && { revokedCertificates: revoked.map(entryOf) }),
    crlExtensions: new pkijs.Extensions({
      extensions: [
        extension(pkijs.id_AuthorityKeyIdentifier, authorityKey),
        extension(pkijs.id_CRLNumber, integerOf(number.toString(16))),
      ],
    }),
  });
  await crl.sign(await issuingKey(order.issuer.privateKey), 'SHA-256');
  return derOf(crl);
}

function extension(extnID: string, value: asn1js.BaseBlock | pkijs.PkiObject): pkijs.Extension {
  return new pkijs.Extension({ extnID, extnValue: derOf(value).buffer });
}

function entryOf({ serial, at, reason }: Revoked): pkijs.RevokedCertificate {
  const code = new asn1js.Enumerated({ value: revocationReasons[reason] });
  return new pkijs.RevokedCertificate({
    userCertificate: integerOf(serial),
    revocationDate: timeOf(at),
    ...(reason !== 'unspecified' && {
      crlEntryExtensions: new pkijs.Extensions({ extensions: [extension(pkijs.id_CRLReason, code)] }),
    }),
  });
}

/** A list as it was read, whoever made it. */
export interface Crl {
  thisUpdate: Date;
  /** Null in a list that never says when the next is due. */
  nextUpdate: Date | null;
  number: number | null;
  /** When each serial number was revoked. */
  revoked: ReadonlyMap<string, Date>;
  /** Whether it is this issuer's: its name, and signed with its key. */
  isOf(issuer: Uint8Array<ArrayBuffer>): boolean;
}

/** Throws where the bytes are no list. */
export function readCrl(der: Uint8Array<ArrayBuffer>): Crl {
  const crl = pkijs.CertificateRevocationList.fromBER(der);
  const number = crl.crlExtensions?.extensions.find(
    ({ extnID }) => extnID === pkijs.id_CRLNumber,
  )?.parsedValue;
  return {
    thisUpdate: crl.thisUpdate.value,
    nextUpdate: crl.nextUpdate?.value ?? null,
    number: number instanceof asn1js.Integer ? number.valueBlock.valueDec : null,
    revoked: new Map(
      crl.revokedCertificates?.map((one) => [serialOf(one.userCertificate), one.revocationDate.value]),
    ),
    isOf(issuer) {
      const { subject, subjectPublicKeyInfo } = readCertificate(issuer);
      if (!Buffer.from(derOf(subject)).equals(derOf(crl.issuer))) return false;
      const key = createPublicKey({
        key: Buffer.from(derOf(subjectPublicKeyInfo)),
        format: 'der',
        type: 'spki',
      });
      const digest = digests.get(crl.signatureAlgorithm.algorithmId);
      const signature = crl.signatureValue.valueBlock.valueHexView;
      return digest !== undefined && verify(digest, crl.tbsView, key, signature);
    },
  };
}

/** The digests of the signature algorithms that lists are signed with: RSA (PKCS#1) and ECDSA. */
const digests: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);
