import type { Afterwards } from '../../src/pades/afterwards.ts';
import type { TrustOutcome } from '../../src/pades/trust.ts';
import type { Integrity } from '../../src/pades/verify.ts';

/** All that can be said of a signature, by kind: a new one has to be named here. */
const all = <Kind extends string>(kinds: Record<Kind, true>) => Object.keys(kinds) as Kind[];

export const integrityKinds = all<Integrity>({
  intact: true,
  changed: true,
  'ranges-do-not-fit': true,
  'another-certificate': true,
  'not-by-its-certificate': true,
  unreadable: true,
});
export const trustKinds = all<TrustOutcome>({
  trusted: true,
  'unknown-issuer': true,
  'not-yet-valid': true,
  expired: true,
  revoked: true,
  unsuitable: true,
});
export const afterwardsKinds = all<Afterwards>({
  nothing: true,
  bytes: true,
  signatures: true,
  form: true,
  changes: true,
});
