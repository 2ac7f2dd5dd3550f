import type { Context } from '../../core/context.ts';
import { msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { keepPeople } from '../../people/held.ts';
import { type Kind, readBy, subjectOf } from '../../records/kind.ts';
import { overtaken } from '../../records/overtaken.ts';
import { certificateFacts } from './cards/facts.ts';
import type { Signer } from './model.ts';
import { maySee, standingOf } from './rules.ts';
import { loadSigner, signerOfPerson } from './store.ts';

/** Whoever signs, from the first thing that they give for their enrolment on (G-2 … G-6). */
export const signers: Kind<Signer> = {
  name: 'signer',
  state: (signer) => standingOf(signer),
  ...readBy(loadSigner, (actor, { person }) => maySee(actor, person.id)),
  unknown: msg('sign.refuse.unknown'),
  passed: () => overtaken(msg('sign.refuse.changed')),
  shown: (ctx, signer) =>
    signer.certificate ? [{ type: 'facts', facts: certificateFacts(ctx, signer, signer.certificate) }] : [],
  names: ({ person }) => ({ name: person.name }),
  maxReason: 500,
};

/** This person as somebody who signs; made at their first step. */
export async function beginSigner(db: Database, ctx: Context): Promise<Signer> {
  const { actor, now, surface } = ctx;
  const known = await signerOfPerson(db, actor.id);
  if (known) return known;
  await db.transaction(ctx, async (tx) => {
    await keepPeople(tx, [actor.id]);
    const [made] = await tx.query<{ id: number }>(
      'INSERT INTO signer (person_id, changed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [actor.id, now],
    );
    if (made)
      await audit(tx, {
        at: now,
        actor,
        surface,
        action: 'sign.begun',
        subject: subjectOf(signers, made.id),
        to: 'NOT_ENROLLED',
      });
  });
  const signer = await signerOfPerson(db, actor.id);
  if (!signer) throw new Error('nobody to sign');
  return signer;
}
