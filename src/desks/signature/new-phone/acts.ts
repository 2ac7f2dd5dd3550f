import { refresh } from '../../../posted/post.ts';
import { type Act, approval, type Deciding, log, rejection } from '../../../records/act.ts';
import { subjectOf } from '../../../records/kind.ts';
import { moved, movedByHolders, moves } from '../../../records/moving.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { reassigning } from '../../../records/reassign.ts';
import { byHolders } from '../../../records/waits.ts';
import { holdSigner, revokeAll } from '../certificates/acts.ts';
import type { DeskDeps } from '../deps.ts';
import type { NewPhone } from '../model.ts';
import { whyNotWithdrawNewPhone } from '../rules.ts';
import { signers } from '../signer.ts';
import { newPhones } from './kind.ts';

type PhoneAct = Act<NewPhone>;

/** Has the cards of whoever signs follow: they say whether one waits. */
const followed =
  (write: PhoneAct['write']): PhoneAct['write'] =>
  async (tx, ctx, asked, given, key) => {
    const change = await write(tx, ctx, asked, given, key);
    if (change) await refresh(tx, subjectOf(signers, asked.signer.id));
    return change;
  };

/**
 * The old certificate is revoked, the old authenticator ends, and the enrolment begins anew with a new secret (G-8). What was given for
 * it, phone number and initial, stays.
 */
export const approve = ({ authenticators }: Pick<DeskDeps, 'authenticators'>): Deciding<PhoneAct> => ({
  opens: 'sign.approve',
  ...approval,
  text: 'sign.approve.text',
  reason: { label: 'sign.field.reason', required: true },
  ...byHolders(newPhones),
  async write(tx, ctx, asked, { reason }) {
    if (!(await moved(tx, 'new_phone', asked, 'APPROVED'))) return null;
    const { signer } = asked;
    const held = await holdSigner(tx, { id: signer.id, person: { id: signer.personId } });
    if (!held) return null;
    const isRevoked = await revokeAll(tx, ctx, signer.id, 'NEW_PHONE');
    await tx.query(
      'UPDATE certificate SET superseded_at = $2 WHERE signer_id = $1 AND superseded_at IS NULL',
      [signer.id, ctx.now],
    );
    await tx.query('UPDATE signer SET enrolled_at = NULL, changed_at = $2 WHERE id = $1', [
      signer.id,
      ctx.now,
    ]);
    await log(
      tx,
      signers,
      ctx,
      held,
      { action: 'sign.unenrolled', to: 'NOT_ENROLLED', data: { revoked: isRevoked } },
      { reason },
    );
    await authenticators.end(tx, ctx, signer.personId, reason ?? '');
    return { action: 'sign.newPhoneApproved', to: 'APPROVED' };
  },
  done: { text: 'sign.done.approved', tone: 'good' },
});

const rejected = movedByHolders<NewPhone>(newPhones, 'REJECTED', 'sign.newPhoneRejected');
export const reject: Deciding<PhoneAct> = {
  opens: 'sign.reject',
  ...rejection,
  text: 'sign.reject.text',
  ...rejected,
  write: followed(rejected.write),
  done: { text: 'sign.done.rejected', tone: 'bad' },
};

/** The phone was found again. */
export const withdraw: PhoneAct = {
  opens: 'sign.withdraw',
  title: 'sign.withdraw.title',
  text: 'sign.withdraw.text',
  ends: true,
  evenReturned: true,
  submit: 'sign.withdraw.submit',
  whyNot(asked, { actor }) {
    const why = whyNotWithdrawNewPhone(actor, asked);
    return why && asked.signer.personId === actor.id ? overtaken(why) : why;
  },
  stands: ({ status }) => status === 'WAITING',
  write: followed(moves('new_phone', 'WITHDRAWN', 'sign.newPhoneWithdrawn')),
  done: { text: 'sign.done.withdrawn', tone: 'neutral' },
};

/** Hands it to another ADMIN. */
export const reassign = reassigning(newPhones, 'sign.reassign');

/** What decides it, in the order of its buttons. */
export const verdicts = (deps: Pick<DeskDeps, 'authenticators'>): Deciding<PhoneAct>[] => [
  approve(deps),
  reject,
];
export const phoneActs = (deps: Pick<DeskDeps, 'authenticators'>): PhoneAct[] => [
  ...verdicts(deps),
  withdraw,
];
