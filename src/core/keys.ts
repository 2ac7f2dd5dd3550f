import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** A 32-byte key for one purpose, derived from SECRET_KEY so that no two purposes share one. */
export function deriveKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secretKey, 'hex'), '', `satu-pintu ${purpose}`, 32));
}

/** A fresh secret for a link or a session: 32 random bytes, URL-safe. Only its hash is ever stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, the only form in which tokens are kept. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const nonceBytes = 12;
const tagBytes = 16;

/** Drawn many at a time: one by one they cost more than the sealing of a short text. */
let nonces = Buffer.alloc(0);

function newNonce(): Buffer {
  if (nonces.length < nonceBytes) nonces = randomBytes(nonceBytes * 256);
  const nonce = nonces.subarray(0, nonceBytes);
  nonces = nonces.subarray(nonceBytes);
  return nonce;
}

/** Where it is written as what something is sealed, if that is short: memory of its own for each would cost a fifth of the opening of a short text. */
const scratch = Buffer.alloc(1024);

/** To be read before the next one is asked for. */
function written(about: string): Buffer {
  const isShort = about.length * 3 <= scratch.length;
  return isShort ? scratch.subarray(0, scratch.write(about)) : Buffer.from(about);
}

/**
 * AES-256-GCM: opened by the same key alone, and only as what it was sealed as (`about`), so that it cannot be put in another's place.
 * @param from so many bytes before it are left for what stands there in clear
 */
export function seal(secret: string | Buffer, key: Buffer, about = '', from = 0): Buffer {
  const nonce = newNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(written(about));
  const text = typeof secret === 'string' ? cipher.update(secret, 'utf8') : cipher.update(secret);
  cipher.final();
  const tagAt = from + nonceBytes;
  const textAt = tagAt + tagBytes;
  const sealed = Buffer.allocUnsafe(textAt + text.length);
  sealed.set(nonce, from);
  sealed.set(cipher.getAuthTag(), tagAt);
  sealed.set(text, textAt);
  return sealed;
}

/**
 * In memory of its own; null for what was not sealed so.
 * @param from behind so many bytes in clear
 */
export function unseal(sealed: Buffer, key: Buffer, about = '', from = 0): Buffer<ArrayBuffer> | null {
  const tagAt = from + nonceBytes;
  const textAt = tagAt + tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(from, tagAt), tagged);
  decipher.setAAD(written(about)).setAuthTag(sealed.subarray(tagAt, textAt));
  try {
    // In this mode nothing is held back for the end, which says only whether it is what was sealed.
    const secret = decipher.update(sealed.subarray(textAt));
    decipher.final();
    return secret;
  } catch {
    return null;
  }
}

const tagged = { authTagLength: tagBytes };
