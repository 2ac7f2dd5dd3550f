import { withoutDeadline } from '../../../core/deadline.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import type { RevocationReason } from '../../../pki/crl.ts';
import type { DeskDeps } from '../deps.ts';
import type { Revocation } from '../model.ts';
import { issuerOf } from './authority.ts';
import { issued } from './issued.ts';
import { pki } from './pki-later.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'sign', 'crl', Nothing> {}
}

/**
 * How long a list holds. It is made anew after each revocation and by the clock, every hour: a reader whose copy has ended finds another
 * one, and a program that was down for a night has lost nothing.
 */
const listMs = 48 * 60 * 60_000;

/** What others read of why a certificate ended (RFC 5280): nothing of it makes earlier signatures doubtful. */
export const reasons: Record<Revocation, RevocationReason> = {
  OWN: 'cessationOfOperation',
  ADMIN: 'unspecified',
  NEW_PHONE: 'superseded',
  LEFT: 'affiliationChanged',
};

/** Has the lists made anew once this transaction commits. */
export async function publishRevocations(tx: Tx): Promise<void> {
  await enqueue(tx, 'sign.crl', {}, { key: 'sign.crl', queue: 'sign.crl' });
}

/** Signs the list of each authority, retired ones too: what they have issued holds on (G-6). */
export function revocationListJob(deps: Pick<DeskDeps, 'clock'> & { db: Database }): Job<'sign.crl'> {
  return job('sign.crl', 'jobs.name.signCrl', async () => {
    const authorities = await deps.db.query<{ id: number }>(
      'SELECT id FROM certificate_authority ORDER BY id',
    );
    for (const { id } of authorities) await signList(deps, id);
  });
}

/** Signs an authority's list as it is now; one after the other, so that of two the later number has all that the earlier one has. */
export async function signList(
  { db, clock }: Pick<DeskDeps, 'clock'> & { db: Database },
  id: number,
): Promise<Buffer | null> {
  return db.transaction(withoutDeadline, async (tx) => {
    const [authority] = await tx.query<{ der: Buffer; key: Buffer; number: number }>(
      'SELECT der, key, crl_number AS number FROM certificate_authority WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
    if (!authority) return null;
    const revoked = await tx.query<{ serial: string; at: Date; why: Revocation | null }>(
      `SELECT serial, revoked_at AS at, revocation AS why FROM ${issued} WHERE authority_id = $1 AND revoked_at IS NOT NULL
       ORDER BY at, serial`,
      [id],
    );
    const now = clock();
    const nextUpdate = new Date(now.getTime() + listMs);
    const list = Buffer.from(
      await (await pki()).signCrl({
        issuer: await issuerOf(tx, authority),
        number: authority.number + 1,
        thisUpdate: now,
        nextUpdate,
        revoked: revoked.map(({ serial, at, why }) => ({
          serial,
          at,
          reason: why ? reasons[why] : 'unspecified',
        })),
      }),
    );
    await tx.query(
      `UPDATE certificate_authority SET crl = $2, crl_number = crl_number + 1, crl_made_at = $3, crl_next_at = $4 WHERE id = $1`,
      [id, list, now, nextUpdate],
    );
    return list;
  });
}

/** The list of an authority, of what issues now where none is named; null where there is none. One that has ended is made anew. */
export async function currentList(
  deps: Pick<DeskDeps, 'clock'> & { db: Database },
  id: number | null,
): Promise<Buffer | null> {
  const [known] = await deps.db.query<{ id: number; crl: Buffer | null; nextAt: Date | null }>(
    `SELECT id, crl, crl_next_at AS "nextAt" FROM certificate_authority
     WHERE CASE WHEN $1::int IS NULL THEN retired_at IS NULL ELSE id = $1 END`,
    [id],
  );
  if (!known) return null;
  const holds = known.crl && known.nextAt && known.nextAt > deps.clock();
  return holds ? known.crl : signList(deps, known.id);
}
