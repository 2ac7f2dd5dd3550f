import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type Issuer, readCertificate } from './certificate.ts';
import { type RevocationReason, revocationReasons } from './crl.ts';
import { derOf, serialOf, wholeSecond } from './der.ts';
import { issuingKey } from './keys.ts';

/** What a responder knows of a serial number. */
export type OcspStatus = 'good' | 'unknown' | { revokedAt: Date; reason: RevocationReason };

const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const nonce = '1.3.6.1.5.5.7.48.1.2';
/** RFC 9654: what is longer is not a nonce but somebody's text to be signed. */
const maxNonceBytes = 128;
const maxRequests = 20;
/** Of names and keys, which clients ask by. */
const hashes = new Map([
  [pkijs.id_sha1, 'SHA-1'],
  [pkijs.id_sha256, 'SHA-256'],
]);

/**
 * Answers a question about certificates of this issuer, signed by its own key (RFC 6960). What cannot be read is answered as such, never
 * thrown: a responder is asked by anybody.
 * @param statusOf of a certificate of ours, by its serial number as `CertificateDetails` has it
 */
export async function answerOcsp(order: {
  request: Uint8Array<ArrayBuffer>;
  issuer: Issuer;
  statusOf: (serial: string) => Promise<OcspStatus>;
  now: Date;
  nextUpdate: Date;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { issuer, statusOf, nextUpdate } = order;
  const request = requestIn(order.request);
  if (!request) return refusedOcsp('malformedRequest');
  const { requestList, requestExtensions = [] } = request.tbsRequest;
  const certificate = readCertificate(issuer.certificate);
  const now = wholeSecond(order.now);
  const responses: pkijs.SingleResponse[] = [];
  for (const { reqCert } of requestList) {
    const ours = await isOurs(reqCert, certificate);
    const status = ours ? await statusOf(serialOf(reqCert.serialNumber)) : 'unknown';
    responses.push(
      new pkijs.SingleResponse({
        certID: reqCert,
        certStatus: statusBlock(status),
        thisUpdate: now,
        nextUpdate: wholeSecond(nextUpdate),
      }),
    );
  }
  const asked = requestExtensions.find(({ extnID }) => extnID === nonce);
  if (asked && asked.extnValue.valueBlock.valueHexView.length > maxNonceBytes)
    return refusedOcsp('malformedRequest');
  const basic = new pkijs.BasicOCSPResponse({
    tbsResponseData: new pkijs.ResponseData({
      responderID: certificate.subject,
      producedAt: now,
      responses,
      ...(asked && { responseExtensions: [asked] }),
    }),
    certs: [certificate],
  });
  await basic.sign(await issuingKey(issuer.privateKey), 'SHA-256');
  const response = new pkijs.OCSPResponse({
    responseStatus: new asn1js.Enumerated({ value: 0 }),
    responseBytes: new pkijs.ResponseBytes({
      responseType: basicResponse,
      response: new asn1js.OctetString({ valueHex: derOf(basic).buffer }),
    }),
  });
  return derOf(response);
}

/** Why there is no answer, which nobody signs (RFC 6960). */
const refusals = { malformedRequest: 1, tryLater: 3, unauthorized: 6 } as const;

/** Says that there is no answer; `unauthorized` is to a question about certificates of others (RFC 5019). */
export function refusedOcsp(why: keyof typeof refusals): Uint8Array<ArrayBuffer> {
  const responseStatus = new asn1js.Enumerated({ value: refusals[why] });
  return derOf(new pkijs.OCSPResponse({ responseStatus }));
}

/** What is asked: about certificates of which of these issuers, by its place (-1 for none), and whether the answer is for this question alone. */
export async function readOcspRequest(
  der: Uint8Array<ArrayBuffer>,
  issuers: readonly Uint8Array<ArrayBuffer>[],
): Promise<{ issuer: number; isOnce: boolean } | 'malformed'> {
  const request = requestIn(der);
  if (!request) return 'malformed';
  const { requestList, requestExtensions = [] } = request.tbsRequest;
  const isOnce = requestExtensions.some(({ extnID }) => extnID === nonce);
  for (const { reqCert } of requestList)
    for (const [issuer, certificate] of issuers.entries())
      if (await isOurs(reqCert, readCertificate(certificate))) return { issuer, isOnce };
  return { issuer: -1, isOnce };
}

function requestIn(der: Uint8Array<ArrayBuffer>): pkijs.OCSPRequest | null {
  try {
    const request = pkijs.OCSPRequest.fromBER(der);
    const { length } = request.tbsRequest.requestList;
    return length > 0 && length <= maxRequests ? request : null;
  } catch {
    return null;
  }
}

async function isOurs(asked: pkijs.CertID, certificate: pkijs.Certificate): Promise<boolean> {
  const hashAlgorithm = hashes.get(asked.hashAlgorithm.algorithmId);
  if (!hashAlgorithm) return false;
  const own = await pkijs.CertID.create(certificate, { hashAlgorithm, issuerCertificate: certificate });
  const bytes = (block: asn1js.OctetString) => Buffer.from(block.valueBlock.valueHexView);
  return (
    bytes(own.issuerNameHash).equals(bytes(asked.issuerNameHash)) &&
    bytes(own.issuerKeyHash).equals(bytes(asked.issuerKeyHash))
  );
}

function statusBlock(status: OcspStatus): asn1js.BaseBlock {
  const idBlock = (tagNumber: number) => ({ tagClass: 3, tagNumber });
  if (status === 'good') return new asn1js.Primitive({ idBlock: idBlock(0) });
  if (status === 'unknown') return new asn1js.Primitive({ idBlock: idBlock(2) });
  const at = new asn1js.GeneralizedTime({ valueDate: wholeSecond(status.revokedAt) });
  const reason = new asn1js.Constructed({
    idBlock: idBlock(0),
    value: [new asn1js.Enumerated({ value: revocationReasons[status.reason] })],
  });
  return new asn1js.Constructed({
    idBlock: idBlock(1),
    value: status.reason === 'unspecified' ? [at] : [at, reason],
  });
}
