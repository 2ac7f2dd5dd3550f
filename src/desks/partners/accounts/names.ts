import { givenSigns } from '../../../core/given.ts';

/** What the directory takes as an account name; compared in lower case. */
const accountName = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const host = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * What was typed as a person's e-mail, in lower case: an address, or an account name alone. Null for anything else, or
 * where its part before the @ is no account name (P-4).
 */
export function readAddress(typed: string): string | null {
  const address = givenSigns(typed)
    .toLowerCase()
    .replace(/^mailto:/, '');
  const [local = '', domain, ...more] = address.split('@');
  if (more.length > 0 || address.length > 254 || !accountName.test(local)) return null;
  return domain === undefined || host.test(domain) ? address : null;
}

/** The first sign of what was typed that stands in no address that is taken here; null where it is something else that is wrong. */
export function strangeSign(typed: string): string | null {
  const address = givenSigns(typed)
    .toLowerCase()
    .replace(/^mailto:/, '');
  return /[^a-z0-9._@-]/u.exec(address)?.[0] ?? null;
}

/** The account name of an address: what stands before the @, whatever its domain (P-4). */
export function accountNameOf(address: string): string {
  return address.split('@')[0] ?? address;
}
