import { createHash, hkdfSync, randomBytes } from 'node:crypto';

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
