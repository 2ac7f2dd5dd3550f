import { deriveKey, seal } from '../../src/core/keys.ts';
import { testSecretKey } from './open-database.ts';

/** Sealed as versions before data keys were for it sealed it: under a key of the root key's own. */
export function formerlySealed(
  purpose: 'authenticators' | 'signature',
  about: string,
  secret: string,
): Buffer {
  return seal(Buffer.from(secret), deriveKey(testSecretKey, purpose), about);
}
