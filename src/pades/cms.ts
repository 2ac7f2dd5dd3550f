import { createHash, sign } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derOf } from '../pki/der.ts';
import { signingKey } from '../pki/keys.ts';

export const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
} as const;

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

/** Has a time-stamp token made over a SHA-256 (RFC 3161). */
export type TimeStamper = (digest: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * A detached signature as PAdES wants it (ETSI EN 319 142-1, B-B; B-T with a time-stamp): DER, no signing time, and the signer's
 * certificate among what is signed.
 * @param order.digest SHA-256 of what is signed
 * @param order.certificates the signer's first, then those of its issuers
 * @param order.privateKey PKCS#8, P-256
 */
export async function signedData(order: {
  digest: Uint8Array;
  certificates: readonly Uint8Array<ArrayBuffer>[];
  privateKey: Uint8Array;
  timeStamper?: TimeStamper | undefined;
}): Promise<Uint8Array> {
  const certificates = order.certificates.map((der) => pkijs.Certificate.fromBER(der));
  const [signer] = certificates;
  const [der] = order.certificates;
  if (!signer || !der) throw new Error('nobody signs without a certificate');
  const signed = signedAttributes(order.digest, der);
  const signature = sign('sha256', derOf(new asn1js.Set({ value: signed.map((one) => one.toSchema()) })), {
    key: signingKey(order.privateKey),
    dsaEncoding: 'der',
  });
  const info = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: pkijs.id_sha256 }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: signed }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 }),
    signature: new asn1js.OctetString({ valueHex: new Uint8Array(signature) }),
  });
  if (order.timeStamper) {
    const token = await order.timeStamper(createHash('sha256').update(signature).digest());
    const attribute = new pkijs.Attribute({
      type: attributes.timeStampToken,
      values: [asn1js.fromBER(token).result],
    });
    info.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] });
  }
  const data = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: pkijs.id_sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: pkijs.id_ContentType_Data }),
    certificates,
    signerInfos: [info],
  });
  return derOf(
    new pkijs.ContentInfo({ contentType: pkijs.id_ContentType_SignedData, content: data.toSchema(true) }),
  );
}

/** In the order of their encodings, as DER has a set: some readers encode them anew before they look at the signature. */
function signedAttributes(digest: Uint8Array, certificate: Uint8Array): pkijs.Attribute[] {
  const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: new Uint8Array(bytes) });
  const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value });
  const hash = createHash('sha256').update(certificate).digest();
  const made = [
    new pkijs.Attribute({
      type: attributes.contentType,
      values: [new asn1js.ObjectIdentifier({ value: pkijs.id_ContentType_Data })],
    }),
    new pkijs.Attribute({ type: attributes.messageDigest, values: [octets(digest)] }),
    // ESSCertIDv2 with SHA-256, which is its default and therefore not said.
    new pkijs.Attribute({
      type: attributes.signingCertificateV2,
      values: [sequence(sequence(sequence(octets(hash))))],
    }),
  ];
  return made
    .map((attribute) => ({ attribute, encoded: Buffer.from(derOf(attribute)) }))
    .sort((one, other) => one.encoded.compare(other.encoded))
    .map(({ attribute }) => attribute);
}
