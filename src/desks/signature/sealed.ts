import { deriveKey, seal, unseal } from '../../core/keys.ts';
import type { Signer } from './model.ts';

/** What of a signer and of the authority nobody reads in the database. */
export interface Sealing {
  seal(secret: Uint8Array, about: string): Buffer;
  /** Throws for what was not sealed so: another secret key is in use, or somebody has moved it there. */
  open(sealed: Buffer, about: string): Buffer;
}

export function createSealing(secretKey: string): Sealing {
  const key = deriveKey(secretKey, 'signature');
  return {
    seal: (secret, about) => seal(Buffer.from(secret), key, about),
    open(sealed, about) {
      const opened = unseal(sealed, key, about);
      if (!opened) throw new Error(`${about} does not open`);
      return opened;
    },
  };
}

/** As what each thing is sealed. */
export const sealedAs = {
  phone: (signerId: number) => `phone of signer:${signerId}`,
  initial: (signerId: number) => `initial of signer:${signerId}`,
  key: (serial: string) => `key of certificate ${serial}`,
  root: 'key of the root',
  issuing: 'key of the issuing authority',
};

/** The phone number as it was typed; null where none is given. */
export function phoneOf(sealing: Sealing, { id, phone }: Pick<Signer, 'id' | 'phone'>): string | null {
  return phone && sealing.open(phone, sealedAs.phone(id)).toString();
}
