import type { CheckedCode } from '../../../authenticators/authenticators.ts';
import type { Outcome } from '../../../chat/done.ts';
import type { Context } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import type { Act, Doing, Given, Offering } from '../../../records/act.ts';
import type { DeskDeps } from '../deps.ts';
import { whyNotSign } from '../rules.ts';
import { signerOfPerson } from '../store.ts';
import type { Signing, SigningPlace } from './model.ts';
import { whyNotDecline, whyNotSignDocument, whyNotWithdrawSigning } from './rules.ts';
import { holdSigning } from './store.ts';

/** Signs: with a code, which is spent with it (G-7). What the file gets is written by a job, one signature after the other. */
export const signDocument: Pick<Offering<Signing>, 'opens' | 'title' | 'button' | 'whyNot'> = {
  opens: 'sign.sign',
  title: 'sign.sign.title',
  button: 'sign.button.sign',
  whyNot: (signing, { actor }) => whyNotSignDocument(actor, signing),
};

/** Where an initial goes. */
export interface Placed {
  place: SigningPlace;
  /** Counted from 1; null for the last one. */
  page: number | null;
}

export type Agreeing = Given & Placed & { code: CheckedCode };

export const agreeing = ({ authenticators }: Pick<DeskDeps, 'authenticators'>): Doing<Signing, Agreeing> => ({
  whyNot: signDocument.whyNot,
  async write(tx, ctx, { id }, { place, page, code }) {
    const held = await holdSigning(tx, id);
    if (!held || whyNotSignDocument(ctx.actor, held)) return null;
    // Whoever revokes it from now on takes the key away, and the job that writes undoes this.
    const signer = await signerOfPerson(tx, ctx.actor.id);
    if (!signer?.certificate || whyNotSign(signer, ctx.now)) return null;
    const [agreed] = await tx.query<{ id: number }>(
      `UPDATE signing_party SET agreed_at = $3, place = $4::signing_place, page = $5, certificate_id = $6
       WHERE signing_id = $1 AND person_id = $2 AND agreed_at IS NULL RETURNING id`,
      [id, ctx.actor.id, ctx.now, place, page, signer.certificate.id],
    );
    if (!agreed) return null;
    await enqueue(tx, 'sign.write', { party: agreed.id }, { queue: `signing:${id}` });
    await authenticators.spend(tx, code);
    return { action: 'sign.agreed', data: { serial: signer.certificate.serial, factor: 'totp' } };
  },
});

type SigningAct = Act<Signing>;

const said =
  (key: TextKey, tone: Outcome['tone']) =>
  ({ t }: Context, { number }: Signing): Outcome => ({ text: t.message({ key, args: { number } }), tone });

async function end(tx: Tx, { id }: Signing, to: 'DECLINED' | 'WITHDRAWN'): Promise<boolean> {
  const ended = await tx.query(
    `UPDATE signing SET status = $2::signing_status WHERE id = $1 AND status = 'WAITING' RETURNING id`,
    [id, to],
  );
  return ended.length > 0;
}

/** Says no, which ends it for all; what others have signed before stays theirs. */
export const decline: SigningAct = {
  opens: 'sign.decline',
  title: 'sign.decline.title',
  button: 'sign.button.decline',
  text: 'sign.decline.text',
  ends: true,
  submit: 'sign.decline.submit',
  reason: { label: 'sign.field.reason', required: true },
  whyNot: (signing, { actor }) => whyNotDecline(actor, signing),
  async write(tx, ctx, signing) {
    const held = await holdSigning(tx, signing.id);
    if (!held || whyNotDecline(ctx.actor, held) || !(await end(tx, signing, 'DECLINED'))) return null;
    return { action: 'sign.declined', to: 'DECLINED' };
  },
  done: said('sign.done.declined', 'bad'),
};

export const withdrawSigning: SigningAct = {
  opens: 'sign.take-back',
  title: 'sign.takeBack.title',
  button: 'sign.button.takeBack',
  text: 'sign.takeBack.text',
  ends: true,
  submit: 'sign.takeBack.submit',
  whyNot: (signing, { actor }) => whyNotWithdrawSigning(actor, signing),
  async write(tx, ctx, signing) {
    const held = await holdSigning(tx, signing.id);
    if (!held || whyNotWithdrawSigning(ctx.actor, held) || !(await end(tx, signing, 'WITHDRAWN')))
      return null;
    return { action: 'sign.takenBack', to: 'WITHDRAWN' };
  },
  done: said('sign.done.takenBack', 'neutral'),
};

/** What a card of it offers, in the order of its buttons; those of forms of their own besides. */
export const signingActs = [decline, withdrawSigning];
export const offeredActs: readonly Offering<Signing>[] = [signDocument, decline, withdrawSigning];
