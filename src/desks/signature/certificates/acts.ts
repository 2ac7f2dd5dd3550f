import type { Context } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import type { Tx } from '../../../db/database.ts';
import { holdPeople } from '../../../people/held.ts';
import type { Act } from '../../../records/act.ts';
import type { DeskDeps } from '../deps.ts';
import type { Revocation, Signer } from '../model.ts';
import { whyNotIssue, whyNotRevoke, whyNotRevokeAsAdmin } from '../rules.ts';
import { loadSigner } from '../store.ts';
import { caPath, certificateDays, crlUrl, issuingAuthority } from './authority.ts';
import { pki } from './pki-later.ts';
import { publishRevocations } from './revocation-list.ts';
import { tellOwner } from './told.ts';

/** The signer as they stand now, held until the transaction ends; their person first, so that nobody who is leaving is given anything. */
export async function holdSigner(
  tx: Tx,
  { id, person }: { id: number; person: { id: number } },
): Promise<Signer | null> {
  const active = await holdPeople(tx, [person.id]);
  // A statement of its own: only the next one sees what whoever held it before has done.
  await tx.query('SELECT id FROM signer WHERE id = $1 FOR UPDATE', [id]);
  return active.length > 0 ? loadSigner(tx, id) : null;
}

type Offered = Pick<Act<Signer>, 'opens' | 'title' | 'button' | 'text' | 'submit' | 'ends' | 'whyNot'>;

/** Generate Certificate (G-5): another one takes the place of one that has ended, or is about to. */
export const generate: Offered = {
  opens: 'sign.generate',
  title: 'sign.generate.title',
  button: 'sign.button.generate',
  text: 'sign.generate.text',
  submit: 'sign.generate.submit',
  whyNot: (signer, { actor, now }) => whyNotIssue(actor, signer, now),
};

/** The same with what it does. */
export function issuing({
  publicUrl,
  ocspUrl,
  timeZone,
}: Pick<DeskDeps, 'publicUrl' | 'ocspUrl' | 'timeZone'>): Omit<Act<Signer>, 'done'> {
  return {
    ...generate,
    async write(tx, ctx, { id, person }) {
      const held = await holdSigner(tx, { id, person });
      if (!held || whyNotIssue(ctx.actor, held, ctx.now)) return null;
      const authority = await issuingAuthority(tx, ctx.now);
      await tx.query(
        'UPDATE certificate SET superseded_at = $2, private_key = NULL WHERE signer_id = $1 AND superseded_at IS NULL',
        [id, ctx.now],
      );
      const { newKeyPair, issueCertificate, detailsOf } = await pki();
      const keys = await newKeyPair();
      const der = await issueCertificate({
        issuer: authority.issuer,
        subject: { name: held.person.name, email: held.person.email, organisation: 'Satu Pintu' },
        publicKey: keys.publicKey,
        now: ctx.now,
        days: certificateDays,
        crlUrl: crlUrl(publicUrl, authority.id),
        caUrl: `${publicUrl}${caPath}`,
        ...(ocspUrl && { ocspUrl }),
      });
      const { serial, subject, issuer, fingerprint, notBefore, notAfter } = detailsOf(der);
      const sealed = await tx.keys.seal('certificate', serial, { private_key: Buffer.from(keys.privateKey) });
      await tx.query(
        `INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, private_key, not_before, not_after, ends_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          authority.id,
          serial,
          subject.text,
          issuer.text,
          fingerprint,
          Buffer.from(der),
          sealed.private_key,
          notBefore,
          notAfter,
          dayOf(notAfter, timeZone),
        ],
      );
      // Whoever verifies wants the list of its issuer, also while nothing is revoked.
      await publishRevocations(tx);
      const record = await loadSigner(tx, id);
      return { action: 'sign.issued', to: 'ISSUED', data: { serial }, ...(record && { record }) };
    },
  };
}

/** Revokes all that this signer has, also what another one has taken the place of and which would hold still. False where nothing does. */
export async function revokeAll(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  id: number,
  why: Revocation,
): Promise<boolean> {
  const revoked = await tx.query(
    `UPDATE certificate SET revoked_at = $2, revocation = $3::certificate_revocation, private_key = NULL
     WHERE signer_id = $1 AND revoked_at IS NULL AND not_after > $2 RETURNING id`,
    [id, now, why],
  );
  if (revoked.length > 0) await publishRevocations(tx);
  return revoked.length > 0;
}

/** One's own certificate ends by a code (G-6). */
export const revoke: Omit<Act<Signer>, 'done'> = {
  opens: 'sign.revoke',
  title: 'sign.revoke.title',
  button: 'sign.button.revoke',
  text: 'sign.revoke.text',
  submit: 'sign.revoke.submit',
  ends: true,
  whyNot: (signer, { actor, now }) => whyNotRevoke(actor, signer, now),
  async write(tx, ctx, signer) {
    const held = await holdSigner(tx, signer);
    if (!held || whyNotRevoke(ctx.actor, held, ctx.now)) return null;
    if (!(await revokeAll(tx, ctx, signer.id, 'OWN'))) return null;
    return { action: 'sign.revoked', to: 'REVOKED', data: { serial: held.certificate?.serial } };
  },
};

/** What somebody is offered of their own certificate, beside its card. */
export const ownActs: readonly Offered[] = [generate, revoke];

/** Somebody else's certificate ends by an ADMIN's reason (G-6). */
export const revokeAsAdmin: Act<Signer> = {
  opens: 'sign.revoke-other',
  title: 'sign.revoke.title',
  button: 'sign.button.revoke',
  text: 'sign.revokeOther.text',
  ends: true,
  submit: 'sign.revoke.submit',
  reason: { label: 'sign.field.reason', required: true },
  whyNot: (signer, { actor, now }) => whyNotRevokeAsAdmin(actor, signer, now),
  async write(tx, ctx, signer) {
    const held = await holdSigner(tx, signer);
    if (!held || whyNotRevokeAsAdmin(ctx.actor, held, ctx.now)) return null;
    if (!(await revokeAll(tx, ctx, signer.id, 'ADMIN'))) return null;
    const { certificate } = held;
    if (certificate)
      await tellOwner(tx, 'sign.revoked', 'revoked', {
        signerId: held.id,
        personId: held.person.id,
        certificateId: certificate.id,
      });
    return { action: 'sign.revokedByAdmin', to: 'REVOKED', data: { serial: certificate?.serial } };
  },
  done: ({ t }, { person }) => ({ text: t('sign.done.revokedOther', { name: person.name }), tone: 'bad' }),
};
