import { claimFile } from '../../attachments/kept.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database, Tx } from '../../db/database.ts';
import { type Numbered, numbered } from '../../db/numbers.ts';
import { type Admission, admitAll } from '../../people/admission.ts';
import { adminNames } from '../../people/register.ts';
import { logNew } from '../../records/act.ts';
import { once } from '../../records/once.ts';
import { logged } from './kind.ts';
import { type RequestInput, subjectOf } from './model.ts';
import { stageName } from './plan.ts';
import { type Policy, unstaffedStage } from './rules.ts';
import { type Asking, keepPlan, type Planning, planFor } from './stages.ts';
import { candidatesFor, openRequests } from './store.ts';
import { holdApplicant, whyTwice } from './twice.ts';

/**
 * Submits a request, where each of its stages has somebody to decide it and none like it is open; one form submits one (U-1, U-7, U-9,
 * U-22).
 */
export function submit(
  { db, policy, admit = admitAll }: { db: Database; policy: Policy; admit?: Admission },
  ctx: Context,
  input: RequestInput,
  key: string,
): Promise<Numbered> {
  return once(
    () => submittedWith(db, key, ctx.actor.id),
    async () => {
      const planning = await planFor(db, askedIn(input));
      const { plan } = planning;
      const candidates = await candidatesFor(db, { ...input, requesterId: ctx.actor.id, plan });
      const unstaffed = unstaffedStage(plan, candidates, policy);
      if (unstaffed) {
        const admins = await adminNames(db);
        const stage = stageName({ plan }, unstaffed);
        throw new Refusal(msg('userId.refuse.nobodyToDecide', { stage, admins }));
      }
      const id = await db.transaction(ctx, async (tx) => {
        await admit(tx, ctx, openRequests);
        await holdApplicant(tx, input);
        const twice = await whyTwice(tx, input);
        if (twice) throw new Refusal(twice);
        return insertRequest(tx, ctx, input, planning, key);
      });
      return numbered(db, 'user_id_request', id);
    },
  );
}

/** What the form with this key has submitted, if anything. */
export async function submittedWith(
  db: Queryable,
  key: string,
  requesterId: number,
): Promise<Numbered | null> {
  const rows = await db.query<Numbered>(
    'SELECT id, number FROM user_id_request WHERE submission_key = $1 AND requester_id = $2',
    [key, requesterId],
  );
  return rows[0] ?? null;
}

/** What of a form says which stages it passes. */
export const askedIn = ({ kind, platforms, atasanId }: RequestInput): Asking => ({
  kind,
  systems: platforms.map(({ id }) => id),
  atasanId,
});

async function insertRequest(
  tx: Tx,
  ctx: Context,
  input: RequestInput,
  planning: Planning,
  key: string,
): Promise<number> {
  const status = planning.plan[0]?.stage;
  if (!status) throw new Error('a plan has a last stage at least');
  const [request] = await tx.query<{ id: number }>(
    `INSERT INTO user_id_request (kind, requester_id, surface, nopek, name, position, email, unit_id, atasan_id,
                                  note, submission_key, created_at, status_since, status)
     VALUES ($1::user_id_kind, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
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
      status,
    ],
  );
  if (!request) throw new Error('the request was not written');
  await keepPlan(tx, request.id, planning);
  await tx.query(
    `INSERT INTO user_id_platform (request_id, system_id, note)
     SELECT $1, system_id, note FROM unnest($2::int[], $3::text[]) AS t(system_id, note)`,
    [request.id, input.platforms.map((p) => p.id), input.platforms.map((p) => p.note)],
  );
  // Files of this person only; those of an earlier request are copied, so that its record stays whole (U-18).
  const own = await tx.query<{ id: number }>(
    'SELECT id FROM attachment WHERE id = ANY($1) AND uploader_id = $2 ORDER BY id',
    [input.attachmentIds, ctx.actor.id],
  );
  for (const { id } of own) await claimFile(tx, ctx, id, { record: subjectOf(request.id) });
  await tx.query('DELETE FROM form_draft WHERE id = $1', [key]);
  const made = { id: request.id, requesterId: ctx.actor.id, status };
  await logNew(tx, logged, ctx, made, { action: 'user-id.submitted' });
  return request.id;
}
