import type { Context, Platform } from '../core/context.ts';
import type { Until } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Handed, handedOver } from '../records/handing.ts';
import type { Emptied } from '../retention/emptied.ts';
import { giveUpAddress, ownerOf } from './addresses.ts';
import { auditPerson, requireAdmin } from './grants.ts';
import type { Leaving } from './leaving.ts';
import { type AccountKey, stateOf, type VerifiedProfile, writeLink } from './linking.ts';
import { noteQuestion } from './questions.ts';
import { endLinks } from './ways-in.ts';

/**
 * What the ADMINs say of an account: it is the same person's, in place of the one before; another person has the address
 * now; or it is let in as nobody.
 */
export const claimOutcomes = ['SAME', 'ANOTHER', 'REJECTED'] as const;
export type ClaimOutcome = (typeof claimOutcomes)[number];

export interface Claim extends AccountKey, Emptied {
  id: number;
  platform: Platform;
  email: string;
  /** As the account calls itself. */
  name: string;
  locale: string | null;
  askedAt: Date;
  person: { id: number; name: string; email: string; active: boolean };
  /** When the account of this person in the same workspace was used last; null where they have none. */
  usedAt: Date | null;
  outcome: ClaimOutcome | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  handed: Handed | null;
}

/** What stands before the id in subjects. */
export const claimSubjects = 'address-claim';

const claimSubject = (id: number) => `${claimSubjects}:${id}`;

/**
 * Asks the ADMINs whose an account is whose address is somebody's already, or was (I-1); once, however often it comes. Answers
 * how that stands.
 */
export async function claimAddress(
  db: Database,
  until: Until,
  account: AccountKey,
  profile: VerifiedProfile,
  personId: number,
  now: Date,
): Promise<'asked' | 'rejected'> {
  const key = [account.platform, account.tenant, account.externalId, personId];
  return db.transaction(until, async (tx) => {
    const [last] = await tx.query<{ outcome: ClaimOutcome | null }>(
      `SELECT outcome FROM address_claim WHERE platform = $1 AND tenant = $2 AND external_id = $3 AND person_id = $4
       ORDER BY id DESC LIMIT 1`,
      key,
    );
    if (last?.outcome === 'REJECTED') return 'rejected';
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO address_claim (platform, tenant, external_id, person_id, email, name, locale, asked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [...key, profile.verifiedEmail, profile.name, profile.locale, now],
    );
    if (made) {
      await noteQuestion(tx, 'pintu.claim', {
        at: now,
        actor: { id: null, name: profile.name },
        surface: account.platform,
        action: 'address.claimed',
        subject: claimSubject(made.id),
        data: { account: stateOf(account), email: profile.verifiedEmail, personId },
      });
    }
    return 'asked';
  });
}

const selected = `SELECT c.id, c.platform, c.tenant, c.external_id AS "externalId", c.email, c.name, c.locale, c.asked_at AS "askedAt",
    json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'active', p.active) AS person,
    (SELECT i.last_active_at FROM chat_identity i WHERE i.person_id = p.id AND i.platform = c.platform AND i.tenant = c.tenant) AS "usedAt",
    c.outcome, d.name AS "decidedBy", c.decided_at AS "decidedAt", c.reason, c.emptied_at AS "emptiedAt", c.emptied_on_demand AS "emptiedOnDemand",
    ${handedOver(`'address-claim:' || c.id`, `coalesce(c.outcome::text, 'WAITING')`)}
  FROM address_claim c JOIN person p ON p.id = c.person_id LEFT JOIN person d ON d.id = c.decided_by_id`;

export async function loadClaim(db: Queryable, id: number): Promise<Claim | null> {
  const [claim] = await db.query<Claim>(`${selected} WHERE c.id = $1`, [id]);
  return claim ?? null;
}

/** Those that wait for an answer, or all of one person's that can still be answered, newest first. */
export async function claimsOf(db: Queryable, personId: number | null, most: number): Promise<Claim[]> {
  return personId === null
    ? db.query<Claim>(`${selected} WHERE c.outcome IS NULL ORDER BY c.id DESC LIMIT $1`, [most])
    : db.query<Claim>(
        `${selected} WHERE c.person_id = $2 AND (c.outcome IS NULL OR c.outcome = 'REJECTED') ORDER BY c.id DESC LIMIT $1`,
        [most, personId],
      );
}

/** Those that wait for an answer, or of these, the oldest first. */
export async function claimsWaiting(db: Queryable, ids: readonly number[] | null): Promise<Claim[]> {
  return db.query<Claim>(
    `${selected} WHERE c.outcome IS NULL AND ($1::int[] IS NULL OR c.id = ANY($1)) ORDER BY c.id`,
    [ids],
  );
}

/** Whether a claim can be answered: one that was rejected can still be taken back. */
export const isOpen = ({ outcome }: Pick<Claim, 'outcome'>) => outcome === null || outcome === 'REJECTED';

/**
 * Answers a claim in the caller's transaction, from where it was seen; false when somebody else has answered it meanwhile. Who may is
 * asked by whoever calls.
 */
export async function answerClaim(
  tx: Tx,
  leaving: Leaving,
  ctx: Context,
  claim: Claim,
  outcome: ClaimOutcome,
  reason: string,
): Promise<boolean> {
  const taken = await tx.query(
    `UPDATE address_claim SET outcome = $2::claim_outcome, decided_at = $3, decided_by_id = $4, reason = $5
     WHERE id = $1 AND outcome IS NOT DISTINCT FROM $6::claim_outcome RETURNING id`,
    [claim.id, outcome, ctx.now, ctx.actor.id, reason, claim.outcome],
  );
  if (taken.length === 0) return false;
  if (outcome === 'SAME') await linkToSame(tx, ctx, claim, reason);
  if (outcome === 'ANOTHER') await linkToAnother(tx, leaving, ctx, claim, reason);
  return true;
}

/** The account takes the place of the one before: a person has one in a workspace. */
async function linkToSame(tx: Tx, ctx: Context, claim: Claim, reason: string): Promise<void> {
  const found = await tx.query('UPDATE person SET left_at = NULL WHERE id = $1 AND active RETURNING id', [
    claim.person.id,
  ]);
  if (found.length === 0) throw new Refusal(msg('people.refuse.notActive', { name: claim.person.name }));
  await endLinks(
    tx,
    ctx,
    { personId: claim.person.id, platform: claim.platform, tenant: claim.tenant },
    reason,
  );
  await link(tx, ctx, claim, claim.person.id, reason);
}

/** Whoever had the address leaves, if they have not yet, and gives it up; whoever has it now inherits nothing of theirs. */
async function linkToAnother(
  tx: Tx,
  leaving: Leaving,
  ctx: Context,
  claim: Claim,
  reason: string,
): Promise<void> {
  const { person, email } = claim;
  if (person.active) await leaving.leave(tx, [person.id], { ...ctx, reason });
  await giveUpAddress(tx, ctx, person.id, reason);
  const owner = await ownerOf(tx, email, claim.name);
  if (owner.type !== 'person' || !owner.made) throw new Refusal({ key: 'error.oldCard' });
  await link(tx, ctx, claim, owner.id, reason);
}

async function link(tx: Tx, ctx: Context, claim: Claim, personId: number, reason: string): Promise<void> {
  // It may have become somebody's since, by another address.
  if (!(await writeLink(tx, claim, personId, claim.locale, ctx.now)))
    throw new Refusal({ key: 'error.oldCard' });
  await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'person.linked',
    subject: `person:${personId}`,
    reason,
    data: { account: stateOf(claim), email: claim.email },
  });
}

/** An ADMIN says that whoever comes with the address of somebody who had left is them: it is asked no more (I-1). */
export async function confirmReturn(
  db: Database,
  ctx: Context,
  personId: number,
  reason: string,
): Promise<void> {
  requireAdmin(ctx);
  await db.transaction(ctx, async (tx) => {
    const confirmed = await tx.query(
      'UPDATE person SET left_at = NULL WHERE id = $1 AND active AND left_at IS NOT NULL RETURNING id',
      [personId],
    );
    if (confirmed.length === 0) throw new Refusal(msg('people.error.gone'));
    await auditPerson(tx, ctx, 'person.confirmed', personId, {}, reason);
  });
}

/** Has somebody who has left give their address up, so that somebody else can be entered with it; only an ADMIN may. */
export async function freeAddress(
  db: Database,
  ctx: Context,
  personId: number,
  reason: string,
): Promise<void> {
  requireAdmin(ctx);
  await db.transaction(ctx, (tx) => giveUpAddress(tx, ctx, personId, reason));
}
