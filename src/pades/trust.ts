import { X509Certificate } from 'node:crypto';
import { type Crl, readCrl } from '../pki/crl.ts';

/** Whom verification believes. */
export interface Trusted {
  /** DER. */
  roots: readonly Uint8Array<ArrayBuffer>[];
  /** Issuers that signatures may have left out, DER. */
  issuers?: readonly Uint8Array<ArrayBuffer>[];
  /** Lists of what was revoked, DER. What cannot be read is passed over. */
  crls?: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * What is to be thought of a certificate at some moment: `trusted` · `unknown-issuer`: nothing leads to a root that we trust ·
 * `not-yet-valid` · `expired` · `revoked` · `unsuitable`: one that is not to sign with, or was issued by one that is not to issue.
 */
export type TrustOutcome =
  | 'trusted'
  | 'unknown-issuer'
  | 'not-yet-valid'
  | 'expired'
  | 'revoked'
  | 'unsuitable';

export interface Trust {
  outcome: TrustOutcome;
  /** The moment that it was asked for. */
  at: Date;
  /** Whether it was revoked: `unknown` where we have no list of its issuer, `outdated` where the newest one has run out. */
  revocation: 'good' | 'revoked' | 'outdated' | 'unknown';
  revokedAt: Date | null;
}

const maxDepth = 8;
/** A file may bring along as many as it likes. */
const maxCertificates = 50;

interface Judged {
  certificate: X509Certificate;
  der: Uint8Array<ArrayBuffer>;
}

/** Judges certificates by roots and lists, again and again for different moments. */
export class Judge {
  readonly #roots: Judged[];
  readonly #issuers: Judged[];
  readonly #crls: Crl[];
  readonly #now: Date;

  constructor({ roots, issuers = [], crls = [] }: Trusted, now: Date) {
    this.#roots = roots.flatMap(readable);
    this.#issuers = issuers.flatMap(readable);
    this.#crls = crls.flatMap((der) => {
      try {
        return [readCrl(der)];
      } catch {
        return [];
      }
    });
    this.#now = now;
  }

  /** @param beside what came with the signature */
  trust(der: Uint8Array<ArrayBuffer>, beside: readonly Uint8Array<ArrayBuffer>[], at: Date): Trust {
    const [signer] = readable(der);
    const unknown: Trust = { outcome: 'unknown-issuer', at, revocation: 'unknown', revokedAt: null };
    if (!signer) return unknown;
    const others = [...this.#issuers, ...beside.slice(0, maxCertificates).flatMap(readable)];
    const path = this.#path(signer, others, maxDepth);
    if (!path) return unknown;
    const { revocation, revokedAt } = this.#revocation(path);
    const outcome = (): TrustOutcome => {
      if (path.slice(1).some(({ certificate }) => !certificate.ca)) return 'unsuitable';
      if (path.some(({ certificate }) => at < new Date(certificate.validFrom))) return 'not-yet-valid';
      if (revokedAt && revokedAt <= at) return 'revoked';
      return path.some(({ certificate }) => at > new Date(certificate.validTo)) ? 'expired' : 'trusted';
    };
    return { outcome: outcome(), at, revocation, revokedAt };
  }

  /** From a certificate to a root, both included. */
  #path(from: Judged, others: readonly Judged[], depth: number): Judged[] | undefined {
    if (this.#roots.some((root) => same(root, from))) return [from];
    if (depth === 0) return undefined;
    for (const above of [...this.#roots, ...others]) {
      if (same(above, from) || !issued(above, from)) continue;
      const rest = this.#path(
        above,
        others.filter((one) => one !== above),
        depth - 1,
      );
      if (rest) return [from, ...rest];
    }
    return undefined;
  }

  /** The first that was revoked counts; the root of all has nobody who could. */
  #revocation(path: readonly Judged[]): Pick<Trust, 'revocation' | 'revokedAt'> {
    const kinds = path.slice(0, -1).map(({ certificate }, index) => {
      const issuer = path[index + 1] as Judged;
      const newest = this.#crls
        .filter((crl) => crl.isOf(issuer.der))
        .reduce<Crl | undefined>(
          (one, other) => (one && one.thisUpdate >= other.thisUpdate ? one : other),
          undefined,
        );
      if (!newest) return { revocation: 'unknown' as const, revokedAt: null };
      const revokedAt = newest.revoked.get(certificate.serialNumber.replace(/^0+(?=.)/, '')) ?? null;
      if (revokedAt) return { revocation: 'revoked' as const, revokedAt };
      const outdated = newest.nextUpdate !== null && newest.nextUpdate < this.#now;
      return { revocation: outdated ? ('outdated' as const) : ('good' as const), revokedAt: null };
    });
    const [own] = kinds;
    // An authority's own list is rarely at hand: what it says where it is counts, and it is not missed where it is not.
    return (
      kinds.find(({ revokedAt }) => revokedAt !== null) ?? own ?? { revocation: 'good', revokedAt: null }
    );
  }
}

function readable(der: Uint8Array<ArrayBuffer>): Judged[] {
  try {
    return [{ certificate: new X509Certificate(der), der }];
  } catch {
    return [];
  }
}

function issued(above: Judged, below: Judged): boolean {
  try {
    return (
      below.certificate.checkIssued(above.certificate) &&
      below.certificate.verify(above.certificate.publicKey)
    );
  } catch {
    return false;
  }
}

const same = (one: Judged, other: Judged) =>
  one.certificate.fingerprint256 === other.certificate.fingerprint256;
