import { Crowded, createShares } from '../../../core/shares.ts';
import type { Database } from '../../../db/database.ts';
import type { OcspStatus } from '../../../pki/ocsp.ts';
import type { DeskDeps } from '../deps.ts';
import type { Revocation } from '../model.ts';
import { bytes, issuerOf } from './authority.ts';
import { issued } from './issued.ts';
import { reasons } from './revocation-list.ts';

/** How long an answer holds: a revocation is to be heard of soon. */
const answerMs = 60 * 60_000;

/** Anybody asks, and an answer is read or signed: what is more than this waits no longer than a reader would. */
export const askers = { atOnce: 2, each: 2, waiting: 50, waitingEach: 50 };

export interface OcspAnswer {
  content: Uint8Array<ArrayBuffer>;
  /** Until when it may be handed to others who ask the same; null for an answer to one question alone. */
  holdsUntil: Date | null;
}

/** Answers whether certificates hold now (RFC 6960), for all authorities, retired ones too: each signs for what it has issued (G-6). */
export function ocspResponder({
  db,
  clock,
}: Pick<DeskDeps, 'clock'> & { db: Database }): (request: Buffer) => Promise<OcspAnswer> {
  const turn = createShares(askers);

  async function answered(request: Uint8Array<ArrayBuffer>): Promise<OcspAnswer> {
    const { answerOcsp, readOcspRequest, refusedOcsp } = await import('../../../pki/ocsp.ts');
    const authorities = await db.query<{ id: number; der: Buffer; key: Buffer }>(
      'SELECT id, der, key FROM certificate_authority ORDER BY id DESC',
    );
    const asked = await readOcspRequest(
      request,
      authorities.map(({ der }) => bytes(der)),
    );
    if (asked === 'malformed') return { content: refusedOcsp('malformedRequest'), holdsUntil: null };
    const authority = authorities[asked.issuer];
    if (!authority) return { content: refusedOcsp('unauthorized'), holdsUntil: null };
    const now = clock();
    const nextUpdate = new Date(now.getTime() + answerMs);
    const content = await answerOcsp({
      request,
      issuer: await issuerOf(db, authority),
      statusOf: (serial) => statusOf(authority.id, serial),
      now,
      nextUpdate,
    });
    return { content, holdsUntil: asked.isOnce ? null : nextUpdate };
  }

  async function statusOf(authority: number, serial: string): Promise<OcspStatus> {
    const [found] = await db.query<{ revokedAt: Date | null; why: Revocation | null }>(
      `SELECT revoked_at AS "revokedAt", revocation AS why FROM ${issued} WHERE authority_id = $1 AND serial = $2`,
      [authority, serial],
    );
    if (!found) return 'unknown';
    const { revokedAt, why } = found;
    return revokedAt ? { revokedAt, reason: why ? reasons[why] : 'unspecified' } : 'good';
  }

  return async (request) => {
    try {
      return await turn('anybody', () => answered(new Uint8Array(request)));
    } catch (error) {
      if (!(error instanceof Crowded)) throw error;
      const { refusedOcsp } = await import('../../../pki/ocsp.ts');
      return { content: refusedOcsp('tryLater'), holdsUntil: null };
    }
  };
}
