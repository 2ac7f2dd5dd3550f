import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derOf } from '../pki/der.ts';
import { attributes } from './cms.ts';

/** A signature of anybody's, taken apart. */
export interface ReadCms {
  certificates: readonly Uint8Array<ArrayBuffer>[];
  /** The one that the signature names, where it is among them. */
  signer: Uint8Array<ArrayBuffer> | undefined;
  /** As Node names it. */
  digest: string;
  /** What is signed where nothing of the signer's own is: the digest of the content stands in it. */
  signedAttributes: Uint8Array | undefined;
  messageDigest: Uint8Array | undefined;
  /** The certificate that the signer says to sign with, by its digest. */
  signingCertificate: { digest: string; hash: Uint8Array } | undefined;
  signingTime: Date | undefined;
  signature: Uint8Array;
  /** Whether it is a signature of this key over these bytes. */
  isSignedBy(key: KeyObject, data: Uint8Array): boolean;
  timeStampToken: Uint8Array<ArrayBuffer> | undefined;
  /** What the signature carries along, where it is not detached. */
  content: { type: string; bytes: Uint8Array } | undefined;
}

const digests: ReadonlyMap<string, string> = new Map([
  [pkijs.id_sha1, 'sha1'],
  [pkijs.id_sha256, 'sha256'],
  [pkijs.id_sha384, 'sha384'],
  [pkijs.id_sha512, 'sha512'],
  ['2.16.840.1.101.3.4.2.8', 'sha3-256'],
  ['2.16.840.1.101.3.4.2.9', 'sha3-384'],
  ['2.16.840.1.101.3.4.2.10', 'sha3-512'],
]);

/** Those that say their digest; with the others it is the one of the signer. */
const signatureDigests: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.5', 'sha1'],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.1', 'sha1'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);
const rsaPss = '1.2.840.113549.1.1.10';
const edwards = new Set(['1.3.101.112', '1.3.101.113']);

/** Takes a signature apart, zeros behind it included. Throws where it is none that can be read. */
export function readCms(bytes: Uint8Array<ArrayBuffer>): ReadCms {
  const info = pkijs.ContentInfo.fromBER(bytes);
  if (info.contentType !== pkijs.id_ContentType_SignedData) throw new Error('no signed data');
  const data = new pkijs.SignedData({ schema: info.content });
  const [signer, ...others] = data.signerInfos;
  if (!signer || others.length > 0) throw new Error('a signature in a file has one signer');
  const digest = digests.get(signer.digestAlgorithm.algorithmId);
  if (digest === undefined) throw new Error(`digest ${signer.digestAlgorithm.algorithmId}`);
  const certificates = (data.certificates ?? []).filter((one) => one instanceof pkijs.Certificate);
  const signed = new Map(signer.signedAttrs?.attributes.map(({ type, values }) => [type, values[0]]));
  const unsigned = new Map(signer.unsignedAttrs?.attributes.map(({ type, values }) => [type, values[0]]));
  const said = signed.get(attributes.messageDigest);
  const token = unsigned.get(attributes.timeStampToken);
  const time = signed.get(attributes.signingTime);
  const named = certificates.find((one) => isNamed(signer.sid, one));
  const content = data.encapContentInfo.eContent;
  return {
    certificates: certificates.map(derOf),
    signer: named && derOf(named),
    digest,
    signedAttributes: signer.signedAttrs && new Uint8Array(signer.signedAttrs.encodedValue),
    messageDigest: said instanceof asn1js.OctetString ? said.valueBlock.valueHexView : undefined,
    signingCertificate: signingCertificate(signed),
    signingTime: time instanceof asn1js.UTCTime ? time.toDate() : undefined,
    signature: signer.signature.valueBlock.valueHexView,
    isSignedBy: (key, what) => isSignedBy(signer, digest, key, what),
    timeStampToken: token && derOf(token),
    content: content && {
      type: data.encapContentInfo.eContentType,
      bytes: new Uint8Array(content.getValue()),
    },
  };
}

function isNamed(sid: unknown, certificate: pkijs.Certificate): boolean {
  if (sid instanceof pkijs.IssuerAndSerialNumber)
    return (
      Buffer.from(derOf(sid.issuer)).equals(derOf(certificate.issuer)) &&
      sid.serialNumber.isEqual(certificate.serialNumber)
    );
  // By the identifier of its key, [0] of an octet string.
  const hex = (block: asn1js.OctetString) => Buffer.from(block.valueBlock.valueHexView).toString('hex');
  const extension = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.14');
  const own = extension && asn1js.fromBER(extension.extnValue.valueBlock.valueHexView).result;
  const asked = sid as { valueBlock?: { valueHexView?: Uint8Array; value?: asn1js.OctetString[] } };
  const [inner] = asked.valueBlock?.value ?? [];
  const wanted = inner ? hex(inner) : Buffer.from(asked.valueBlock?.valueHexView ?? []).toString('hex');
  return own instanceof asn1js.OctetString && wanted !== '' && hex(own) === wanted;
}

/** ESSCertID is of SHA-1, ESSCertIDv2 of SHA-256 unless it says another (RFC 5035). */
function signingCertificate(signed: ReadonlyMap<string, asn1js.BaseBlock | undefined>) {
  const second = signed.get(attributes.signingCertificateV2);
  const held = second ?? signed.get(attributes.signingCertificate);
  const inner = (block: unknown, index: number) =>
    block instanceof asn1js.Sequence ? block.valueBlock.value[index] : undefined;
  const first = inner(inner(held, 0), 0);
  const [head, next] = [inner(first, 0), inner(first, 1)];
  if (head instanceof asn1js.OctetString)
    return { digest: second ? 'sha256' : 'sha1', hash: head.valueBlock.valueHexView };
  const algorithm = inner(head, 0);
  const digest =
    algorithm instanceof asn1js.ObjectIdentifier ? digests.get(algorithm.valueBlock.toString()) : undefined;
  if (digest === undefined || !(next instanceof asn1js.OctetString)) return undefined;
  return { digest, hash: next.valueBlock.valueHexView };
}

function isSignedBy(signer: pkijs.SignerInfo, digest: string, key: KeyObject, data: Uint8Array): boolean {
  const { algorithmId, algorithmParams } = signer.signatureAlgorithm;
  const signature = signer.signature.valueBlock.valueHexView;
  try {
    if (edwards.has(algorithmId)) return verify(null, data, key, signature);
    if (algorithmId !== rsaPss)
      return verify(signatureDigests.get(algorithmId) ?? digest, data, key, signature);
    const { hashAlgorithm, saltLength } = new pkijs.RSASSAPSSParams({ schema: algorithmParams });
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify(
      digests.get(hashAlgorithm.algorithmId) ?? digest,
      data,
      { key, padding, saltLength },
      signature,
    );
  } catch {
    // A key of another kind than the signature's.
    return false;
  }
}

/** The public key of a certificate. */
export function keyOf(certificate: Uint8Array<ArrayBuffer>): KeyObject {
  const { subjectPublicKeyInfo } = pkijs.Certificate.fromBER(certificate);
  return createPublicKey({ key: Buffer.from(derOf(subjectPublicKeyInfo)), format: 'der', type: 'spki' });
}
