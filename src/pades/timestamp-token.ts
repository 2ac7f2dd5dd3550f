import * as pkijs from 'pkijs';
import type { ReadCms } from './cms-reader.ts';

/** What a time-stamp token attests (RFC 3161, 2.4.2). */
export interface StampedTime {
  at: Date;
  /** As Node names it, and what it gave. */
  digest: string;
  imprint: Uint8Array;
  /** Hexadecimal, as it was asked with; undefined where it was not. */
  nonce: string | undefined;
}

const digests: ReadonlyMap<string, string> = new Map([
  [pkijs.id_sha1, 'sha1'],
  [pkijs.id_sha256, 'sha256'],
  [pkijs.id_sha384, 'sha384'],
  [pkijs.id_sha512, 'sha512'],
]);

/** What stands in a token; undefined where it is none. Nothing of it is believed before its signature is. */
export function attestedTime(token: ReadCms): StampedTime | undefined {
  if (token.content?.type !== pkijs.id_eContentType_TSTInfo) return undefined;
  try {
    const info = pkijs.TSTInfo.fromBER(new Uint8Array(token.content.bytes));
    const digest = digests.get(info.messageImprint.hashAlgorithm.algorithmId);
    if (digest === undefined) return undefined;
    const nonce = info.nonce && Buffer.from(info.nonce.valueBlock.valueHexView).toString('hex');
    return {
      at: info.genTime,
      digest,
      imprint: info.messageImprint.hashedMessage.valueBlock.valueHexView,
      nonce: nonce?.replace(/^(?:00)+(?=.)/, ''),
    };
  } catch {
    return undefined;
  }
}
