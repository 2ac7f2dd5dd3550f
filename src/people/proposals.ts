import type { Mark, Shown, StepUp } from '../authenticators/step-up.ts';
import { noCodes } from '../chat/codes.ts';
import type { Context, RoleName } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg } from '../core/texts/index.ts';
import type { AuditRecord } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Handed, handedOver } from '../records/handing.ts';
import { hasSecondAdmin, isThemselves } from './admins.ts';
import { type Grant, requireAdmin, requireFitting, writeGrant } from './grants.ts';
import { noteQuestion } from './questions.ts';

/** A role that an ADMIN wants for themselves, for another ADMIN to decide (I-4). */
export interface Proposal {
  id: number;
  person: { id: number; name: string; email: string };
  role: RoleName;
  unit: { id: number; name: string } | null;
  proposedAt: Date;
  approved: boolean | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  handed: Handed | null;
}

/** What stands before the id in subjects. */
export const proposalSubjects = 'role-proposal';

const proposalSubject = (id: number) => `${proposalSubjects}:${id}`;

/** What every way of giving somebody a role falls under (A-10). */
export const granting: readonly Mark[] = ['pintu.grant'];

/**
 * Grants a role to a person of the register; only an ADMIN may (I-2, I-9). What an ADMIN wants for themselves is proposed to
 * the others; where there is none it is granted, and the log says so (I-4). Where that is sensitive it takes a code (A-10).
 */
export async function grantRole(
  { db, stepUp }: { db: Database; stepUp: StepUp },
  ctx: Context,
  grant: Grant,
  codes = noCodes,
): Promise<'granted' | 'proposed'> {
  requireAdmin(ctx);
  const { shown, use } = await stepUp.prove(ctx, granting, codes);
  return db.transaction(ctx, async (tx) => {
    const fitting = await requireFitting(tx, grant);
    const isOwn = isThemselves(ctx.actor, grant.personId);
    const isProposed = isOwn && (await hasSecondAdmin(tx, ctx.actor));
    if (isProposed) await proposeRole(tx, ctx, fitting, shown);
    else await writeGrant(tx, ctx, fitting, { ...(isOwn && { alone: true }), ...shown });
    await use(tx);
    return isProposed ? 'proposed' : 'granted';
  });
}

/** Proposes a role that fits; the same one once while it waits. */
async function proposeRole(
  tx: Tx,
  ctx: Context,
  { personId, role, unitId }: Grant,
  shown: Shown,
): Promise<void> {
  const held = await tx.query(
    `SELECT 1 FROM role_grant WHERE person_id = $1 AND role = $2::role AND unit_id IS NOT DISTINCT FROM $3
       AND withdrawn_at IS NULL`,
    [personId, role, unitId],
  );
  if (held.length > 0) throw new FieldErrors({ role: msg('people.error.hasRole') });
  const [made] = await tx.query<{ id: number }>(
    `INSERT INTO role_proposal (person_id, role, unit_id, proposed_at) VALUES ($1, $2::role, $3, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    [personId, role, unitId, ctx.now],
  );
  if (!made) throw new FieldErrors({ role: msg('people.error.proposed') });
  const entry: AuditRecord = {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'role.proposed',
    subject: proposalSubject(made.id),
    data: { personId, role, unitId, ...shown },
  };
  await noteQuestion(tx, 'pintu.proposal', entry, [personId]);
}

const selected = `SELECT r.id, json_build_object('id', p.id, 'name', p.name, 'email', p.email) AS person, r.role,
    CASE WHEN u.id IS NULL THEN NULL ELSE json_build_object('id', u.id, 'name', u.name) END AS unit,
    r.proposed_at AS "proposedAt", r.approved, d.name AS "decidedBy", r.decided_at AS "decidedAt", r.reason,
    ${handedOver(`'role-proposal:' || r.id`, `CASE WHEN r.approved IS NULL THEN 'WAITING' END`)}
  FROM role_proposal r JOIN person p ON p.id = r.person_id LEFT JOIN unit u ON u.id = r.unit_id
  LEFT JOIN person d ON d.id = r.decided_by_id`;

export async function loadProposal(db: Queryable, id: number): Promise<Proposal | null> {
  const [proposal] = await db.query<Proposal>(`${selected} WHERE r.id = $1`, [id]);
  return proposal ?? null;
}

/** Those that wait, or of these, the oldest first. */
export async function proposalsWaiting(db: Queryable, ids: readonly number[] | null): Promise<Proposal[]> {
  return db.query<Proposal>(
    `${selected} WHERE r.approved IS NULL AND ($1::int[] IS NULL OR r.id = ANY($1)) ORDER BY r.id`,
    [ids],
  );
}

/** Those that wait, newest first. */
export async function openProposals(db: Queryable, most: number): Promise<Proposal[]> {
  return db.query<Proposal>(`${selected} WHERE r.approved IS NULL ORDER BY r.id DESC LIMIT $1`, [most]);
}

/**
 * Decides a proposal in the caller's transaction, if it still waits; false when somebody else has decided it meanwhile. Who may is
 * asked by whoever calls.
 */
export async function decideProposal(
  tx: Tx,
  ctx: Context,
  proposal: Proposal,
  approved: boolean,
  reason: string,
  shown: Shown = {},
): Promise<boolean> {
  const decided = await tx.query(
    `UPDATE role_proposal SET approved = $2, decided_at = $3, decided_by_id = $4, reason = $5
     WHERE id = $1 AND approved IS NULL RETURNING id`,
    [proposal.id, approved, ctx.now, ctx.actor.id, reason],
  );
  if (decided.length === 0) return false;
  if (approved) await grant(tx, ctx, proposal, shown);
  return true;
}

async function grant(
  tx: Tx,
  ctx: Context,
  { id, person, role, unit }: Proposal,
  shown: Shown,
): Promise<void> {
  const wanted = { personId: person.id, role, unitId: unit?.id ?? null };
  try {
    await writeGrant(tx, ctx, await requireFitting(tx, wanted), { proposal: id, ...shown });
  } catch (error) {
    // What does not fit any more is no field of the decision's form.
    const [why] = error instanceof FieldErrors ? Object.values(error.fields) : [];
    throw why ? new Refusal(why) : error;
  }
}
