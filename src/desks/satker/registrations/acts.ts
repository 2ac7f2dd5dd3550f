import type { Context } from '../../../core/context.ts';
import { type Act, approval, type Deciding, type Offering, rejection } from '../../../records/act.ts';
import { reassigning } from '../../../records/reassign.ts';
import { documentPart, namesakePart, titlePart } from '../cards/facts.ts';
import type { UserDetail, UserState } from '../model.ts';
import {
  whyNotDeactivate,
  whyNotDecide,
  whyNotReactivate,
  whyNotStartAnew,
  whyNotWithdraw,
} from '../rules.ts';
import { closeDoors } from './doors.ts';
import { registrations, type Seen } from './kind.ts';
import { acceptedTitle, activate, moveOn, remove } from './rows.ts';

type UserAct = Act<Seen<UserState>, Seen<UserDetail>>;

/** What an officer looks at before they decide. */
const evidence = (ctx: Context, user: UserDetail) => [
  ...titlePart(ctx, user),
  ...namesakePart(ctx, user),
  ...documentPart(ctx, user.document),
];

/** Approves a registration: status 2, with the role and the standing that it opens (S-7, S-11). */
export const approve: Deciding<UserAct> = {
  opens: 'satker.approve',
  ...approval,
  text: 'satker.act.approve',
  shown: evidence,
  whyNot: (user, ctx) => whyNotDecide(user, ctx.actor),
  async write(tx, ctx, user, { reason }) {
    if (!(await moveOn(tx, user, 'ACTIVE', ctx.now, { reason }))) return null;
    await activate(tx, ctx, user);
    return { action: 'satker.approved', to: 'ACTIVE', data: acceptedTitle(user) };
  },
  done: { text: 'satker.acted.approve', tone: 'good' },
};

/** Turns a registration down, with a reason: status 5 (S-7). */
export const reject: Deciding<UserAct> = {
  opens: 'satker.reject',
  ...rejection,
  text: 'satker.act.reject',
  shown: evidence,
  whyNot: (user, ctx) => whyNotDecide(user, ctx.actor),
  write: async (tx, ctx, user, { reason }) =>
    (await moveOn(tx, user, 'REJECTED', ctx.now, { reason }))
      ? { action: 'satker.rejected', to: 'REJECTED' }
      : null,
  done: { text: 'satker.acted.reject', tone: 'neutral' },
};

/** Takes a registration back that nobody has decided yet (I-10). */
const withdraw: UserAct = {
  opens: 'satker.withdraw',
  title: 'satker.button.withdraw',
  text: 'satker.act.withdraw',
  ends: true,
  evenReturned: true,
  submit: 'record.withdraw.submit',
  reason: { label: 'record.withdraw.reason', required: false },
  whyNot: (user, ctx) => whyNotWithdraw(user, ctx.actor, user.standing),
  write: async (tx, ctx, user, { reason }) =>
    (await remove(tx, user, 'WITHDRAWN', reason, ctx.now)) ? { action: 'satker.withdrawn' } : null,
  done: { text: 'satker.acted.withdraw', tone: 'neutral' },
};

/** Makes an active or dormant user inactive, and closes what that had opened (S-20). */
export const deactivate: UserAct = {
  opens: 'satker.deactivate',
  title: 'satker.button.deactivate',
  text: 'satker.act.deactivate',
  ends: true,
  submit: 'satker.button.deactivate',
  reason: { label: 'satker.card.reason', required: true },
  whyNot: (user, ctx) => whyNotDeactivate(user, ctx.actor),
  async write(tx, ctx, user, { reason }) {
    if (!(await moveOn(tx, user, 'INACTIVE', ctx.now, { reason }))) return null;
    await closeDoors(tx, ctx, user, reason ?? '');
    return { action: 'satker.deactivated', to: 'INACTIVE' };
  },
  done: { text: 'satker.acted.deactivate', tone: 'neutral' },
};

/** Hands one to another officer of the KPPN. */
export const reassign = reassigning(registrations, 'satker.reassign');

/** What may be done to a registration with a reason alone. */
export const userActs: readonly UserAct[] = [approve, reject, withdraw, deactivate];

/** What leads on from one to another record: a ticket, or a registration anew. */
type Leading = Offering<Seen<UserState>>;

/** Asks the KPPN to wake a dormant user (S-19). */
export const reactivate = {
  opens: 'satker.reactivate',
  title: 'satker.button.reactivate',
  whyNot: (user, { actor }) => whyNotReactivate(user, actor, user.standing),
} satisfies Leading;

const again: Leading = {
  opens: 'satker.again',
  title: 'satker.button.again',
  whyNot: (user, { actor }) => whyNotStartAnew(user, actor, user.standing),
};

const askDeletion: Leading = { ...again, opens: 'satker.ask-deletion', title: 'satker.button.askDeletion' };

/** What its card offers: to whoever decides it, and besides. */
export const decisions = [approve, reject];
export const otherActs = [withdraw, reactivate, again, askDeletion, deactivate];
