import type { Outcome } from '../../chat/done.ts';
import { textOf } from '../../chat/form.ts';
import type { Actor, Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg, type TextKey, type Translate } from '../../core/texts/index.ts';
import { isUniqueViolation, type Tx } from '../../db/database.ts';
import { hasPassedOn, ownerOf } from '../../people/addresses.ts';
import { openAccount } from '../../people/ways-in.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import {
  type Act,
  type Deciding,
  type Given,
  type Means,
  type Offering,
  rejection,
} from '../../records/act.ts';
import { type ActForms, type Acts, actForms } from '../../records/form.ts';
import { type HandingAct, type Receiver, reassigning } from '../../records/reassign.ts';
import { progressOf, tallyOf } from './cards/facts.ts';
import { requests } from './kind.ts';
import { marksOf } from './marks.ts';
import { isStage, type RequestDetail, type Stage, subjectOf } from './model.ts';
import { nextOf, plannedAt, stageName } from './plan.ts';
import { missing, voicesAt } from './quorum.ts';
import {
  maySee,
  normaliseUserId,
  ownersOf,
  type Policy,
  userIdPattern,
  whyNobodys,
  whyNotDecide,
  whyNotStartAgain,
  whyNotWithdraw,
  whySeveral,
} from './rules.ts';
import { loadDetail, type StateNow, superiorsFor } from './store.ts';
import { voice } from './voice.ts';
import { requestsWait } from './waiting.ts';

type RequestAct<G extends Given = Given> = Act<StateNow, RequestDetail, G>;

/** The desk that acts are done at. */
interface At {
  db: Queryable;
  policy: Policy;
}

/** With a new User ID, where an executor confirms (U-15). */
export interface Decision extends Given {
  newUserId?: string;
}

/** Approves a stage, which leads to the next one; the last confirms the User ID that has been made (U-11, U-15). */
export function approve({ db, policy }: At, stage: Stage): Deciding<RequestAct<Decision>> {
  const confirms = stage === 'WAITING_EXECUTOR';
  return {
    ...deciding({ policy }, stage),
    opens: 'user-id.approve',
    title: confirms ? 'userId.button.confirm' : 'record.approve',
    submit: 'record.decision.submit',
    reason: confirms
      ? { label: 'record.decision.note', required: false }
      : { label: 'userId.decision.whyApprove', required: true },
    ...(confirms ? newUserId : {}),
    async write(tx, ctx, request, given, key) {
      const now = await voice(tx, ctx, request, { ...given, stage, approved: true, key }, policy);
      if (!now) return null;
      if (given.newUserId) await giveAccount(tx, ctx, request, given.newUserId);
      const data = given.newUserId ? { newUserId: given.newUserId } : {};
      const action = confirms
        ? 'user-id.confirmed'
        : now.status === stage
          ? 'user-id.agreed'
          : 'user-id.approved';
      return { action, to: now.status, data, record: now };
    },
    async meaning(error, ctx, _request, given) {
      if (!isUniqueViolation(error, 'account_user_id_key')) return null;
      return new FieldErrors({ newUserId: await userIdTaken(db, ctx, given.newUserId ?? '') });
    },
    done: ({ t }, request) => ({
      text: approved(t, request, stage),
      tone: 'good',
      parts: inShort(t, request),
    }),
  };
}

/** What an approval has come to: whom it waits for now, or that it is done. */
function approved(t: Translate, request: StateNow, stage: Stage): string {
  const { number, email, newUserId, status } = request;
  const planned = plannedAt(request, stage);
  if (planned && status === stage)
    return t('userId.done.agreed', { number, count: missing(planned, voicesAt(request, stage)) });
  const to = nextOf(request, stage);
  return isStage(to)
    ? t('userId.done.approved', { number, stage: stageName(request, to) })
    : t('userId.done.confirmed', { number, email, userId: newUserId ?? '' });
}

const inShort = (t: Translate, request: StateNow) => [progressOf(t, request), ...tallyOf(t, request)];

/** Rejects a request at a stage, with a reason (U-11). */
export function reject(at: Pick<At, 'policy'>, stage: Stage): Deciding<RequestAct> {
  return {
    ...deciding(at, stage),
    opens: 'user-id.reject',
    ...rejection,
    text: 'userId.decision.ends',
    async write(tx, ctx, request, given, key) {
      const now = await voice(tx, ctx, request, { ...given, stage, approved: false, key }, at.policy);
      if (!now) return null;
      const action = now.status === stage ? 'user-id.objected' : 'user-id.rejected';
      return { action, to: now.status, record: now };
    },
    done: (ctx, request) =>
      said(request.status === stage ? 'userId.done.objected' : 'userId.done.rejected', 'bad')(ctx, request),
  };
}

/** What all decisions of a stage share: the right to take them, and the words that the button answers. */
const deciding = ({ policy }: Pick<At, 'policy'>, stage: Stage) => ({
  decides: true as const,
  marks: (request: StateNow) => marksOf(stage, request),
  sure: 'userId.decision.sure' as const,
  args: [stage],
  whyNot: (request: StateNow, { actor }: Context) => whyNotDecide(request, stage, actor, policy),
  unseen: ({ actor }: Context) => whyNobodys(stage, actor),
});

/** The User ID that an executor has made (U-15). */
const newUserId: Pick<RequestAct<Decision>, 'fields' | 'read'> = {
  fields: ({ t }) => [
    {
      type: 'text',
      name: 'newUserId',
      label: t('userId.field.newUserId'),
      hint: t('userId.field.newUserIdHint'),
      maxLength: 64,
    },
  ],
  read(values, errors) {
    const userId = normaliseUserId(textOf(values, 'newUserId'));
    if (!userIdPattern.test(userId)) errors.newUserId = msg('userId.error.userIdForm');
    return { newUserId: userId };
  },
};

const said =
  (key: TextKey, tone: Outcome['tone']) =>
  ({ t }: Context, request: StateNow): Outcome => ({
    text: t.message({ key, args: { number: request.number } }),
    tone,
    parts: inShort(t, request),
  });

/** Somebody who only decides a stage that it may come to is told nothing of it (I-3, U-14). */
const whyNotSeen = (request: StateNow, actor: Actor): Message | null =>
  maySee(request, actor) ? null : requests.unknown;

/** Takes a request back that nobody has decided to its end (U-18). */
export const withdraw: RequestAct = {
  opens: 'user-id.withdraw',
  title: 'userId.button.withdraw',
  text: 'userId.withdraw.text',
  ends: true,
  evenReturned: true,
  submit: 'record.withdraw.submit',
  reason: { label: 'record.withdraw.reason', required: false },
  whyNot: (request, { actor }) => whyNotSeen(request, actor) ?? whyNotWithdraw(request, actor),
  async write(tx, ctx, request) {
    const to = 'WITHDRAWN';
    const moved = await tx.query(
      'UPDATE user_id_request SET status = $3, status_since = $4 WHERE id = $1 AND status = $2 RETURNING id',
      [request.id, request.status, to, ctx.now],
    );
    if (moved.length === 0) return null;
    return { action: 'user-id.withdrawn', to, record: { ...request, status: to } };
  },
  done: said('userId.done.withdrawn', 'neutral'),
};

/**
 * Hands a request on: at a stage of a role to another one who has that, at the superior's along the register's line alone. Whoever
 * has handed it on decides it no more, and gets it back by the same act of the next one.
 */
export const reassign = ({ policy }: Pick<At, 'policy'>): HandingAct<StateNow, RequestDetail> =>
  reassigning<StateNow, RequestDetail>(requestsWait(policy), 'user-id.reassign', {
    unseen: (request, actor) => whyNotSeen(request, actor) ?? whySeveral(request),
    own: ownersOf,
    line: (request) =>
      request.status === 'WAITING_ATASAN'
        ? {
            from: request.atasanId,
            receivers: (reads) => superiorsOf(reads, request.id),
            nobody: msg('userId.nobody.superior'),
          }
        : null,
    async moves(tx, { id, status }, { to }) {
      if (status === 'WAITING_ATASAN')
        await tx.query('UPDATE user_id_request SET atasan_id = $2 WHERE id = $1', [id, to]);
    },
  });

async function superiorsOf(db: Queryable, id: number): Promise<Receiver[]> {
  const request = await loadDetail(db, { id });
  return request ? superiorsFor(db, request) : [];
}

/** Starts again with the answers of a request that has come to nothing, in the form of a new one (U-18). */
const again: Offering<StateNow> = {
  opens: 'user-id.again',
  title: 'userId.button.again',
  whyNot: (request, { actor }) => whyNotStartAgain(request, actor),
};

/** What its cards offer: to whoever decides the stage where it waits, and to whoever asked for it. */
export const decisionsOn = (at: At, { status }: Pick<StateNow, 'status'>): Deciding<Offering<StateNow>>[] =>
  isStage(status) ? [approve(at, status), reject(at, status)] : [];
export const requestersActs = [withdraw, again];

/** What may be done to a request; approving and rejecting are of a stage. */
const actsAt =
  (at: At): Acts<StateNow, RequestDetail> =>
  (verb, [stage = '']) => {
    if (verb === 'withdraw') return withdraw;
    if (verb === 'reassign') return reassign(at);
    if (!isStage(stage)) return undefined;
    return verb === 'approve' ? approve(at, stage) : verb === 'reject' ? reject(at, stage) : undefined;
  };

/** Their forms. */
export const requestForms = (at: At & Means): ActForms => actForms(at, 'user-id.act', requests, actsAt(at));

/** The account of a new User ID: the applicant's, unless their address is nobody's, or somebody else's, by now (U-15, I-1). */
async function giveAccount(tx: Tx, ctx: Context, request: StateNow, userId: string): Promise<void> {
  const { email } = request;
  const owner = await ownerOf(tx, email, request.name);
  if (owner.type === 'left') throw new Refusal(msg('userId.refuse.applicantLeft', { email }));
  if (await hasPassedOn(tx, request)) throw new Refusal(msg('people.refuse.addressPassed', { email }));
  await openAccount(tx, { userId, personId: owner.id, requestId: request.id, now: ctx.now });
}

/** That a User ID is somebody's already, and who gave it (U-15). */
async function userIdTaken(db: Queryable, ctx: Context, userId: string): Promise<Message> {
  const told = msg('userId.error.userIdTaken', { userId });
  const [taken] = await db.query<{ requestId: number }>(
    'SELECT request_id AS "requestId" FROM account WHERE user_id = $1',
    [userId],
  );
  return taken ? withWhoWasFaster(db, ctx, told, subjectOf(taken.requestId), { newUserId: userId }) : told;
}
