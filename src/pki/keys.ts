import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** A pair of keys on P-256, as bytes: what is private is to be encrypted before it is kept. */
export interface KeyPair {
  /** PKCS#8, DER. */
  privateKey: Uint8Array<ArrayBuffer>;
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array<ArrayBuffer>;
}

export async function newKeyPair(): Promise<KeyPair> {
  const { subtle } = webcrypto;
  const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const exported = (format: 'pkcs8' | 'spki', key: webcrypto.CryptoKey) => subtle.exportKey(format, key);
  return {
    privateKey: new Uint8Array(await exported('pkcs8', pair.privateKey)),
    publicKey: new Uint8Array(await exported('spki', pair.publicKey)),
  };
}

/** A private key as the library signs certificates and lists with. */
export function issuingKey(privateKey: Uint8Array<ArrayBuffer>): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', privateKey, algorithm, false, ['sign']);
}

/** A private key as Node signs with. */
export function signingKey(privateKey: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
}
