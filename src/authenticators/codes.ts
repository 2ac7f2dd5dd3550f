import { packages } from '../core/packages.ts';

/** How many digits a code has, and for how many seconds: what every authenticator reads, so that no link needs to say it (G-3). */
const shape = /^\d{6}$/;
const stepSeconds = 30;

/** 20 random bytes, in the writing of set-up keys (base32). */
export async function newSecret(): Promise<string> {
  return (await packages.otp()).generateSecret();
}

/** What a QR holds for an authenticator to read; `account` is what it shows below the issuer. */
export async function uriOf(secret: string, issuer: string, account: string): Promise<string> {
  return (await packages.otp()).generateURI({ secret, issuer, label: account });
}

export type Judged = { type: 'right'; step: number } | { type: 'used' } | { type: 'wrong' };

/**
 * Whether this is a code of this moment, or of the step before or after it (G-4). None counts of a step that is not later than the
 * last one that was spent. What has not the shape of a code is as wrong as any other.
 */
export async function judged(secret: string, code: string, lastStep: number, now: Date): Promise<Judged> {
  if (!shape.test(code)) return { type: 'wrong' };
  const { verify } = await packages.otp();
  const epoch = Math.floor(now.getTime() / 1000);
  const found = await verify({ secret, token: code, epoch, epochTolerance: stepSeconds });
  if (!found.valid || !('timeStep' in found)) return { type: 'wrong' };
  return found.timeStep > lastStep ? { type: 'right', step: found.timeStep } : { type: 'used' };
}
