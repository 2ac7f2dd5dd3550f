import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derOf } from '../pki/der.ts';
import type { TimeStamper } from './cms.ts';
import { keyOf, readCms } from './cms-reader.ts';
import { attestedTime } from './timestamp-token.ts';

/** Why there is no time-stamp. The message is for the log. */
export class NoTimeStamp extends Error {
  override name = 'NoTimeStamp';
}

/** Tokens are some 6 kB; what is much larger is none. */
const maxAnswerBytes = 64 * 1024;

/**
 * Asks a time-stamping authority over HTTP (RFC 3161), once, and looks at what it answers: the same digest, the same nonce, and signed by
 * the certificate that came along. Whether we trust that one is said when a file is verified. Throws `NoTimeStamp`.
 */
export function timeStamperAt(url: string, { withinMs = 8000 }: { withinMs?: number } = {}): TimeStamper {
  return async (digest) => {
    const nonce = randomBytes(16);
    // Positive, and as long as it is whatever comes out.
    nonce[0] = (Number(nonce[0]) & 0x3f) | 0x40;
    const answer = await ask(url, requestFor(digest, nonce), withinMs);
    return checkedToken(answer, digest, nonce.toString('hex'));
  };
}

function requestFor(digest: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  return derOf(
    new pkijs.TimeStampReq({
      version: 1,
      messageImprint: new pkijs.MessageImprint({
        hashAlgorithm: new pkijs.AlgorithmIdentifier({
          algorithmId: pkijs.id_sha256,
          algorithmParams: new asn1js.Null(),
        }),
        hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(digest) }),
      }),
      nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce) }),
      certReq: true,
    }),
  );
}

async function ask(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  withinMs: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok) throw new NoTimeStamp(`answered ${response.status}`);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body ?? []) {
      size += piece.length;
      if (size > maxAnswerBytes) throw new NoTimeStamp('too large an answer');
      pieces.push(piece);
    }
    return new Uint8Array(Buffer.concat(pieces));
  } catch (error) {
    if (error instanceof NoTimeStamp) throw error;
    throw new NoTimeStamp('no answer', { cause: error });
  }
}

function checkedToken(
  answer: Uint8Array<ArrayBuffer>,
  digest: Uint8Array,
  nonce: string,
): Uint8Array<ArrayBuffer> {
  let token: Uint8Array<ArrayBuffer>;
  try {
    const { status, timeStampToken } = pkijs.TimeStampResp.fromBER(answer);
    // Granted, or granted with changes, which are looked at below.
    if ((status.status as number) > 1) throw new NoTimeStamp(`refused, status ${status.status}`);
    if (!timeStampToken) throw new NoTimeStamp('no token');
    token = derOf(timeStampToken);
  } catch (error) {
    if (error instanceof NoTimeStamp) throw error;
    throw new NoTimeStamp('not an answer of a time-stamping authority', { cause: error });
  }
  const why = faultOf(token, digest, nonce);
  if (why !== undefined) throw new NoTimeStamp(why);
  return token;
}

function faultOf(token: Uint8Array<ArrayBuffer>, digest: Uint8Array, nonce: string): string | undefined {
  try {
    const cms = readCms(token);
    const stamped = attestedTime(cms);
    if (!stamped || !cms.content) return 'no time in it';
    if (stamped.digest !== 'sha256' || !Buffer.from(stamped.imprint).equals(digest))
      return 'of another digest';
    if (stamped.nonce !== nonce) return 'for another question';
    if (!cms.signer || !cms.signedAttributes) return 'without its certificate';
    const inside = createHash(cms.digest).update(cms.content.bytes).digest();
    const signed = cms.messageDigest && inside.equals(Buffer.from(cms.messageDigest));
    return signed && cms.isSignedBy(keyOf(cms.signer), cms.signedAttributes) ? undefined : 'not signed';
  } catch (error) {
    return `not to be read: ${(error as Error).message}`;
  }
}
