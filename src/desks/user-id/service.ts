import type { Decided } from '../../chat/done.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import { type Database, isUniqueViolation, type Tx } from '../../db/database.ts';
import { type Numbered, numbered } from '../../db/numbers.ts';
import { hasPassedOn, ownerOf } from '../../people/addresses.ts';
import { type Admission, admitAll } from '../../people/admission.ts';
import { adminNames } from '../../people/register.ts';
import { withWhoWasFaster } from '../../people/who-was-faster.ts';
import { tell } from '../../records/tell.ts';
import {
  type Decision,
  nextOf,
  type RequestDetail,
  type RequestInput,
  type RequestState,
  type Stage,
  type Status,
  stageNames,
  subjectOf,
} from './model.ts';
import {
  maySee,
  type Policy,
  unstaffedStage,
  whyNobodys,
  whyNotDecide,
  whyNotReassign,
  whyNotWithdraw,
  whyPassed,
} from './rules.ts';
import {
  approversOf,
  candidatesFor,
  loadDetail,
  loadState,
  openRequests,
  type StateNow,
  superiorsFor,
} from './store.ts';

export type Submitted = Numbered;

/** What the announce job tells the world: that this happened to the request. */
export type Step = 'SUBMITTED' | 'WITHDRAWN' | Stage;

export interface Decide {
  requestId: number;
  stage: Stage;
  approve: boolean;
  reason: string | null;
  /** The new User ID, when the executor confirms (U-15). */
  newUserId?: string;
  /** The decision form's own key: sending it again is not a second decision. */
  key: string;
}

export interface Reassignment {
  from: number;
  to: number;
  reason: string;
}
/** Decided, with the request as it stands then. */
export type DecidedRequest = { type: 'decided'; request: StateNow } | Extract<Decided, { type: 'passed' }>;

export interface UserIdService {
  submit(ctx: Context, input: RequestInput, key: string): Promise<Submitted>;
  /** What was submitted with this key, if anything. */
  submitted(ctx: Context, key: string): Promise<Submitted | null>;
  decide(ctx: Context, command: Decide): Promise<DecidedRequest>;
  withdraw(ctx: Context, requestId: number, reason: string | null): Promise<void>;
  /** Names another superior instead of the one that the form showed, who cannot decide it any more. */
  reassign(ctx: Context, requestId: number, change: Reassignment): Promise<void>;
}

/** The state changes of the desk: each is one transaction with its audit entry and its job. */
export function createService(db: Database, policy: Policy, admit: Admission = admitAll): UserIdService {
  return {
    /** Submits once for one key, however often it is called (U-1, U-7, U-9). */
    async submit(ctx, input, key) {
      const earlier = await submittedWith(db, key, ctx.actor.id);
      if (earlier) return earlier;

      const request = { ...input, requesterId: ctx.actor.id };
      const unstaffed = unstaffedStage(await candidatesFor(db, request), policy);
      if (unstaffed) {
        const admins = await adminNames(db);
        throw new Refusal(msg('userId.refuse.nobodyToDecide', { stage: stageNames[unstaffed], admins }));
      }
      try {
        const id = await db.transaction(async (tx) => {
          await admit(tx, ctx, (same) => openRequests(same, ctx.actor.id));
          return insertRequest(tx, ctx, input, key);
        });
        return await numbered(db, 'user_id_request', id);
      } catch (error) {
        // The same form was submitted by another click at the same moment: that click made the request.
        const made =
          isUniqueViolation(error, 'user_id_request_submission_key_key') &&
          (await submittedWith(db, key, ctx.actor.id));
        if (made) return made;
        throw error;
      }
    },

    submitted: (ctx, key) => submittedWith(db, key, ctx.actor.id),

    /** Decides one stage; of simultaneous decisions the first to commit counts (U-13, U-15). */
    async decide(ctx, command) {
      const request = await loadState(db, command.requestId);
      if (!request) throw new Refusal(whyNobodys(command.stage, ctx.actor));
      if (isRepeat(request, command)) return { type: 'decided', request };
      const refusal = whyNotDecide(request, command.stage, ctx.actor, policy);
      if (refusal) {
        if (request.status !== command.stage)
          return { type: 'passed', why: await withNames(db, ctx, request, refusal) };
        throw new Refusal(refusal);
      }
      const won = await db
        .transaction((tx) => writeDecision(tx, ctx, request, command))
        .catch(async (error) => {
          if (!isUniqueViolation(error, 'account_user_id_key')) throw error;
          throw new FieldErrors({ newUserId: await userIdTaken(db, ctx, command.newUserId ?? '') });
        });
      if (won) return { type: 'decided', request: won };

      const now = await loadState(db, command.requestId);
      if (!now) throw new Refusal(msg('userId.refuse.unknown'));
      return isRepeat(now, command)
        ? { type: 'decided', request: now }
        : { type: 'passed', why: await withNames(db, ctx, now, whyPassed(now, command.stage)) };
    },

    /** Withdraws a waiting request; withdrawing it again changes nothing (U-18). */
    async withdraw(ctx, requestId, reason) {
      const request = await loadState(db, requestId);
      if (!request || !maySee(request, ctx.actor)) throw new Refusal(msg('userId.refuse.unknown'));
      if (request.status === 'WITHDRAWN' && request.requesterId === ctx.actor.id) return;
      const asIs = whyNotWithdraw(request, ctx.actor);
      const refusal = asIs && (await withNames(db, ctx, request, asIs));
      if (refusal) throw new Refusal(refusal);
      const done = await db.transaction(async (tx) => {
        if (!(await moveOn(tx, request, 'WITHDRAWN', ctx.now))) return false;
        await logAndAnnounce(tx, ctx, request, {
          action: 'user-id.withdrawn',
          to: 'WITHDRAWN',
          reason,
          step: 'WITHDRAWN',
        });
        return true;
      });
      if (!done) {
        const told = msg('userId.refuse.changedMeanwhile', { number: request.number });
        throw new Refusal(await withNames(db, ctx, request, told));
      }
    },

    async reassign(ctx, requestId, { from, to, reason }) {
      const before = await loadState(db, requestId);
      if (hasRole(ctx.actor, 'ADMIN') && before?.atasanId === to) return;
      const request = await reassignable(db, ctx, requestId, policy);
      const superior = (await superiorsFor(db, request)).find(({ id }) => id === to);
      if (!superior) throw new FieldErrors({ atasan: msg('userId.error.superior') });
      await db.transaction(async (tx) => {
        const moved = await tx.query(
          `UPDATE user_id_request SET atasan_id = $3 WHERE id = $1 AND status = 'WAITING_ATASAN' AND atasan_id = $2 RETURNING id`,
          [requestId, from, to],
        );
        if (moved.length === 0) {
          const told = msg('userId.refuse.changedMeanwhile', { number: request.number });
          throw new Refusal(await withNames(db, ctx, request, told));
        }
        await logAndAnnounce(tx, ctx, request, {
          action: 'user-id.reassigned',
          to: request.status,
          reason,
          step: 'SUBMITTED',
          data: { atasan: { from, to } },
        });
      });
    },
  };
}

/** A request whose superior this person may replace, since nobody could decide it. */
export async function reassignable(
  db: Database,
  ctx: Context,
  id: number,
  policy: Policy,
): Promise<RequestDetail> {
  const request = await loadDetail(db, { id });
  if (!request || !maySee(request, ctx.actor)) throw new Refusal(msg('userId.refuse.unknown'));
  const refusal = whyNotReassign(request, ctx.actor);
  if (refusal) throw new Refusal(await withNames(db, ctx, request, refusal));
  const holders = await approversOf(db, request, 'WAITING_ATASAN', policy.oneStagePerPerson);
  if (holders.length > 0) throw new Refusal(msg('userId.refuse.held', { name: request.atasanName }));
  return request;
}

/** What has become of a request, with who did that where the text does not name them itself (U-13, A-2). */
async function withNames(
  db: Database,
  ctx: Context,
  { id }: Pick<RequestState, 'id'>,
  told: Message,
): Promise<Message> {
  const isUnnamed = told.key === 'userId.refuse.passed' || told.key === 'userId.refuse.changedMeanwhile';
  return isUnnamed ? withWhoWasFaster(db, ctx, told, subjectOf(id)) : told;
}

/** That a User ID is somebody's already, and who gave it (U-15). */
async function userIdTaken(db: Database, ctx: Context, userId: string): Promise<Message> {
  const told = msg('userId.error.userIdTaken', { userId });
  const [taken] = await db.query<{ requestId: number }>(
    'SELECT request_id AS "requestId" FROM account WHERE user_id = $1',
    [userId],
  );
  return taken ? withWhoWasFaster(db, ctx, told, subjectOf(taken.requestId), { newUserId: userId }) : told;
}

async function submittedWith(db: Database, key: string, requesterId: number): Promise<Submitted | null> {
  const rows = await db.query<Submitted>(
    'SELECT id, number FROM user_id_request WHERE submission_key = $1 AND requester_id = $2',
    [key, requesterId],
  );
  return rows[0] ?? null;
}

async function insertRequest(tx: Tx, ctx: Context, input: RequestInput, key: string): Promise<number> {
  const [request] = await tx.query<{ id: number }>(
    `INSERT INTO user_id_request (kind, requester_id, surface, nopek, name, position, email, unit_id, atasan_id,
                                  note, submission_key, created_at, status_since)
     VALUES ($1::user_id_kind, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
     RETURNING id`,
    [
      input.kind,
      ctx.actor.id,
      ctx.surface,
      input.nopek,
      input.name,
      input.position,
      input.email,
      input.unitId,
      input.atasanId,
      input.note,
      key,
      ctx.now,
    ],
  );
  if (!request) throw new Error('the request was not written');
  await tx.query(
    `INSERT INTO user_id_platform (request_id, system_id, note)
     SELECT $1, system_id, note FROM unnest($2::int[], $3::text[]) AS t(system_id, note)`,
    [request.id, input.platforms.map((p) => p.id), input.platforms.map((p) => p.note)],
  );
  // Files of this person only; those of an earlier request are copied, so that its record stays whole (U-18).
  await tx.query(
    `WITH given AS (SELECT * FROM attachment WHERE id = ANY($2) AND uploader_id = $3),
          taken AS (UPDATE attachment SET record = $1 WHERE id IN (SELECT id FROM given WHERE record IS NULL))
     INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
     SELECT name, media_type, size, sha256, content, $1 || ' ' || id, uploader_id, $1
     FROM given WHERE record IS NOT NULL`,
    [subjectOf(request.id), input.attachmentIds, ctx.actor.id],
  );
  await tx.query('DELETE FROM form_draft WHERE id = $1', [key]);
  await logAndAnnounce(
    tx,
    ctx,
    { id: request.id, requesterId: ctx.actor.id },
    { action: 'user-id.submitted', to: 'WAITING_ATASAN', step: 'SUBMITTED' },
  );
  return request.id;
}

function isRepeat(request: RequestState, command: Decide): boolean {
  return request.decisions.some((made) => made.stage === command.stage && made.submissionKey === command.key);
}

/** Null when somebody else moved the request on first: the row's own status is what decides the race. */
async function writeDecision(
  tx: Tx,
  ctx: Context,
  request: StateNow,
  command: Decide,
): Promise<StateNow | null> {
  const to: Status = command.approve ? nextOf(command.stage) : 'REJECTED';
  if (!(await moveOn(tx, request, to, ctx.now, command.newUserId))) return null;
  await tx.query(
    `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
     VALUES ($1, $2::user_id_status, $3, $4, $5, $6, $7, $8)`,
    [
      request.id,
      command.stage,
      command.approve,
      ctx.actor.id,
      ctx.surface,
      command.reason,
      command.key,
      ctx.now,
    ],
  );
  if (command.newUserId) {
    const [applicant] = await tx.query<{ name: string }>('SELECT name FROM user_id_request WHERE id = $1', [
      request.id,
    ]);
    const owner = await ownerOf(tx, request.email, applicant?.name ?? request.email);
    if (owner.type === 'left')
      throw new Refusal(msg('userId.refuse.applicantLeft', { email: request.email }));
    if (await hasPassedOn(tx, request))
      throw new Refusal(msg('people.refuse.addressPassed', { email: request.email }));
    await tx.query(
      'INSERT INTO account (user_id, person_id, request_id, created_at) VALUES ($1, $2, $3, $4)',
      [command.newUserId, owner.id, request.id, ctx.now],
    );
  }
  await logAndAnnounce(tx, ctx, request, {
    action: command.approve
      ? to === 'COMPLETED'
        ? 'user-id.confirmed'
        : 'user-id.approved'
      : 'user-id.rejected',
    to,
    reason: command.reason,
    step: command.stage,
    data: command.newUserId ? { newUserId: command.newUserId } : undefined,
  });
  const decision: Decision = {
    stage: command.stage,
    approved: command.approve,
    personId: ctx.actor.id,
    personName: ctx.actor.name,
    reason: command.reason,
    decidedAt: ctx.now,
    submissionKey: command.key,
  };
  return {
    ...request,
    status: to,
    newUserId: command.newUserId ?? request.newUserId,
    decisions: [...request.decisions, decision],
  };
}

async function moveOn(
  tx: Tx,
  request: Pick<RequestState, 'id' | 'status'>,
  to: Status,
  now: Date,
  newUserId: string | null = null,
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE user_id_request SET status = $3::user_id_status, status_since = $4, new_user_id = coalesce($5, new_user_id)
     WHERE id = $1 AND status = $2::user_id_status RETURNING id`,
    [request.id, request.status, to, now, newUserId],
  );
  return moved.length === 1;
}

async function logAndAnnounce(
  tx: Tx,
  ctx: Context,
  request: { id: number; requesterId: number; status?: Status },
  change: { action: string; to: Status; reason?: string | null; step: Step; data?: Record<string, unknown> },
): Promise<void> {
  const entry = {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: change.action,
    subject: subjectOf(request.id),
    from: request.status,
    to: change.to,
    reason: change.reason,
    data: change.data,
  };
  await tell(tx, entry, {
    name: 'user-id.announce',
    payload: { requestId: request.id, step: change.step },
    // The steps of one request in order, and of one requester one at a time: whoever asks for many takes nobody's turn.
    queue: `announce of ${request.requesterId}`,
  });
}
