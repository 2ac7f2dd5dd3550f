import { randomUUID } from 'node:crypto';
import type { Context } from '../../../core/context.ts';
import { post } from '../../../posted/post.ts';
import { subjectOf } from '../../../records/kind.ts';
import type { DeskDeps } from '../deps.ts';
import { beginSigner, signers } from '../signer.ts';

/** What a card calls itself by that offers to begin. */
export const begins = 'begins';

/**
 * Begins an enrolment, or goes on with it: its card stands in the person's own conversation, where it shows each condition as it is
 * met (G-2). Asked for again it stands there once more, below all else; the earlier copies stay true.
 */
export async function startEnrolment(ctx: Context, { db }: Pick<DeskDeps, 'db'>): Promise<void> {
  const signer = await beginSigner(db, ctx);
  const subject = subjectOf(signers, signer.id);
  await db.transaction(ctx, (tx) =>
    post(tx, [
      {
        key: `${subject} enrol ${randomUUID()}`,
        card: 'sign.signer',
        subject,
        personId: ctx.actor.id,
        live: true,
      },
    ]),
  );
}
