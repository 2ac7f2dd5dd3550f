import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { audit, type LoggedAction } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { verificationCard } from '../../src/desks/signature/documents/verify.ts';
import { catalogueClock, type Shown } from './card-catalogue.ts';
import { afterwardsKinds, integrityKinds, trustKinds } from './verdicts.ts';

/** Asked by one for the signatures of both, with a file that is called so. */
export async function makeSigning(
  db: Database,
  requester: Context,
  signer: Context,
  text: string,
  key: string,
): Promise<number> {
  const [made] = await db.query<{ id: number }>(
    `WITH file AS (
       INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
       VALUES (left(regexp_replace($3, '\\s+', ' ', 'g'), 180) || '.pdf', 'application/pdf', 4096, decode(repeat('ab', 32), 'hex'), '', $5, $1, $5) RETURNING id
     ), asked AS (
       INSERT INTO signing (requester_id, original_id, current_id, in_order, pages, note, created_at, submission_key)
       SELECT $1, id, id, false, 3, left($3, 500), $4::timestamptz, $5 FROM file RETURNING id
     )
     INSERT INTO signing_party (signing_id, person_id, turn)
     SELECT asked.id, y.id, y.n FROM asked, (VALUES ($1::int, 1), ($2::int, 2)) AS y(id, n) RETURNING signing_id AS id`,
    [requester.actor.id, signer.actor.id, text, catalogueClock(), key],
  );
  return made?.id ?? 0;
}

/** Notes a step of it that a job would have made; answers its entry. */
export async function stepOf(db: Database, ctx: Context, id: number, action: LoggedAction): Promise<string> {
  const { actor, now: at, surface } = ctx;
  const subject = `signing:${id}`;
  await db.transaction(withoutDeadline, (tx) =>
    audit(tx, { at, actor, surface, action, subject, from: 'WAITING', to: 'WAITING' }),
  );
  const [entry] = await db.query<{ id: string }>(
    'SELECT max(id)::text AS id FROM audit_entry WHERE subject = $1',
    [subject],
  );
  return entry?.id ?? '';
}

/** What /sign verify says, of every kind that there is. */
export function verifications(ctx: Context, name: string): Shown[] {
  const at = catalogueClock();
  const issuer = {
    text: 'CN=Satu Pintu Signing CA 2026 ABCDEF, O=Satu Pintu',
    name: 'Satu Pintu Signing CA',
  };
  const details = {
    subject: { text: `CN=${name.slice(0, 60)}, O=Satu Pintu`, name, organisation: 'Satu Pintu' },
    issuer: { ...issuer, organisation: 'Satu Pintu' },
    serial: 'AB12',
    notBefore: at,
    notAfter: at,
    fingerprint: 'AB'.repeat(32),
    email: null,
  };
  const most = Math.max(integrityKinds.length, trustKinds.length, afterwardsKinds.length);
  const signatures = Array.from({ length: most }, (_, n) => {
    const outcome = trustKinds[n % trustKinds.length] ?? 'trusted';
    const revocation = (['good', 'revoked', 'outdated', 'unknown'] as const)[n % 4] ?? 'good';
    const trust = { outcome, at, revocation, revokedAt: null };
    return {
      field: `Signature${n}`,
      kind: n === 1 ? ('time-stamp' as const) : ('signature' as const),
      integrity: integrityKinds[n % integrityKinds.length] ?? 'intact',
      signer: n === 2 ? null : details,
      said: { name, reason: null, location: null, time: n % 2 ? at : null },
      attested: n === 3 ? { at, by: details, trust } : null,
      trust,
      claimedTrust: n % 2 ? trust : null,
      end: n,
      afterwards: afterwardsKinds[n % afterwardsKinds.length] ?? 'nothing',
      digest: 'SHA-256',
    };
  });
  return [
    { readable: false, covered: false, signatures },
    { readable: true, covered: false, signatures: [] },
    { readable: true, covered: true, signatures: signatures.slice(0, 1) },
  ].map((found) => ({
    name: 'sign verification',
    shows: { type: 'card', card: verificationCard(ctx, `${name}.pdf`, found) },
  }));
}
