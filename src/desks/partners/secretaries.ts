import type { Context } from '../../core/context.ts';
import { type Day, dayOf } from '../../core/day.ts';
import { Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Database, Tx } from '../../db/database.ts';
import { holdPeople } from '../../people/held.ts';
import { refresh } from '../../posted/post.ts';
import type { PartnerPolicy } from './deps.ts';
import { bundle } from './model.ts';
import { whyNotManage } from './rules.ts';
import { lockSecretaryRoles } from './store.ts';

/** A secretary of an import, and what is proposed for them (P-1). */
export interface Proposed {
  personId: number;
  name: string;
  position: string;
  startsOn: Day;
  endsOn: Day;
  /** They have less than the bundle; there is no mapping for their dates. */
  lacksRoles: boolean;
  lacksMapping: boolean;
}

export interface Proposal {
  secretaries: Proposed[];
  /** Names of those whose mapping cannot be made: another one overlaps, or their End is past. */
  leftOut: string[];
}

/** What a confirmation has done: how many people, and who was left out. */
export interface Confirmed {
  granted: number;
  mapped: number;
  leftOut: string[];
}

const bundleRoles = `SELECT r.id FROM application_role r JOIN application a ON a.id = r.application_id
  WHERE a.active AND (a.name, r.name) IN (${bundle.map(({ application, role }) => `('${application}', '${role}')`).join(', ')})`;

/** One mapping for each account of an import, however often it is confirmed. */
const submission = `'import ' || pa.import_id || ' ' || pa.person_id`;

/**
 * The secretaries of an import, `$1`, who still lack something on a day, `$2`; nobody is proposed to themselves, `$3`. A
 * mapping that the import has made already says that its secretary is done with, whatever became of them since.
 */
const proposal = `
  SELECT pa.person_id AS "personId", p.name, o.code || ' ' || o.name AS position, pa.starts_on::text AS "startsOn",
    pa.ends_on::text AS "endsOn", lacks.roles AS "lacksRoles", NOT covered.yes AS "lacksMapping",
    NOT covered.yes AND (pa.ends_on < $2 OR o.holder_id IS NOT DISTINCT FROM pa.person_id OR overlapping.yes) AS "leftOut"
  FROM partner_account pa JOIN person p ON p.id = pa.person_id AND p.active JOIN position o ON o.id = pa.parent_id
  CROSS JOIN LATERAL (SELECT count(g.id) < count(*) AS roles FROM (${bundleRoles}) r
    LEFT JOIN whitelist_grant g ON g.role_id = r.id AND g.person_id = pa.person_id AND g.withdrawn_at IS NULL) lacks
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM secretary_mapping m WHERE m.person_id = pa.person_id
    AND m.position_id = pa.parent_id AND m.ended_at IS NULL AND m.starts_on <= pa.starts_on AND m.ends_on >= pa.ends_on) AS yes) covered
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM secretary_mapping m WHERE m.person_id = pa.person_id
    AND m.position_id = pa.parent_id AND m.ended_at IS NULL
    AND daterange(m.starts_on, m.ends_on, '[]') && daterange(pa.starts_on, pa.ends_on, '[]')) AS yes) overlapping
  WHERE pa.import_id = $1 AND pa.kind = 'SECRETARY' AND NOT pa.person_id = ANY($3)
    AND NOT EXISTS (SELECT 1 FROM secretary_mapping m WHERE m.submission = ${submission})
    AND (lacks.roles OR NOT covered.yes)
  ORDER BY pa.person_id`;

/** The secretaries of an import who still lack the bundle or a mapping for their dates (P-1). */
export async function secretariesOf(
  db: Queryable,
  ctx: Context,
  importId: number,
  { timeZone }: PartnerPolicy,
): Promise<Proposal> {
  const rows = await db.query<Proposed & { leftOut: boolean }>(proposal, [
    importId,
    dayOf(ctx.now, timeZone),
    ctx.actor.identity.persons,
  ]);
  return {
    secretaries: rows.filter((row) => !row.leftOut),
    leftOut: rows.filter((row) => row.leftOut).map(({ name }) => name),
  };
}

/**
 * Gives the secretaries of an import the bundle and their mappings, all in one transaction; a second time, or at the same
 * moment, changes nothing more (P-1). Whose mapping overlaps another one by now is left out and named.
 */
export async function confirmSecretaries(
  db: Database,
  ctx: Context,
  importId: number,
  policy: PartnerPolicy,
): Promise<Confirmed> {
  const refusal = whyNotManage(ctx.actor);
  if (refusal) throw new Refusal(refusal);
  return db.transaction(ctx, async (tx) => {
    // Two who confirm the same import come one after the other.
    await tx.query('SELECT 1 FROM import WHERE id = $1 FOR UPDATE', [importId]);
    const { secretaries, leftOut } = await secretariesOf(tx, ctx, importId, policy);
    if (secretaries.length === 0) return { granted: 0, mapped: 0, leftOut };
    // Whoever is leaving at this moment is waited for.
    const people = await holdPeople(
      tx,
      secretaries.map(({ personId }) => personId),
    );
    await lockSecretaryRoles(tx, people);
    const granted = await grantBundles(tx, ctx, people);
    const wanted = secretaries.filter((one) => one.lacksMapping && people.includes(one.personId));
    const mapped = await mapAll(
      tx,
      ctx,
      importId,
      wanted.map(({ personId }) => personId),
      policy,
    );
    await tx.query('UPDATE import SET followed_at = $2 WHERE id = $1', [importId, ctx.now]);
    await refresh(tx, `import:${importId}`);
    const overtaken = wanted.filter(({ personId }) => !mapped.includes(personId));
    return { granted, mapped: mapped.length, leftOut: [...leftOut, ...overtaken.map(({ name }) => name)] };
  });
}

/** Answers how many people got something of the bundle. */
async function grantBundles(tx: Tx, ctx: Context, people: readonly number[]): Promise<number> {
  const [counted] = await tx.query<{ n: number }>(
    `WITH granted AS (
       INSERT INTO whitelist_grant (person_id, role_id, granted_by_id, granted_at)
       SELECT p.id, r.id, $2, $3 FROM unnest($1::int[]) AS p(id) CROSS JOIN (${bundleRoles}) r ORDER BY p.id, r.id
       ON CONFLICT DO NOTHING RETURNING person_id, role_id
     ), logged AS (
       INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, data)
       SELECT $3, $2, $4, $5, 'whitelist.granted', 'person:' || g.person_id,
         jsonb_build_object('roles', jsonb_agg(a.name || ': ' || r.name ORDER BY r.id))
       FROM granted g JOIN application_role r ON r.id = g.role_id JOIN application a ON a.id = r.application_id
       GROUP BY g.person_id ORDER BY g.person_id
     )
     SELECT count(DISTINCT person_id)::int AS n FROM granted`,
    [people, ctx.actor.id, ctx.now, ctx.actor.name, ctx.surface],
  );
  return counted?.n ?? 0;
}

/** Answers whose mappings were made: the exclusion constraint passes over those that overlap another one (P-10). */
async function mapAll(
  tx: Tx,
  ctx: Context,
  importId: number,
  people: readonly number[],
  { timeZone }: PartnerPolicy,
): Promise<number[]> {
  const rows = await tx.query<{ personId: number }>(
    `WITH mapped AS (
       INSERT INTO secretary_mapping (person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
       SELECT pa.person_id, pa.parent_id, pa.starts_on, pa.ends_on, $5, $3, $4, ${submission}
       FROM partner_account pa WHERE pa.import_id = $1 AND pa.person_id = ANY($2) ORDER BY pa.person_id
       ON CONFLICT DO NOTHING RETURNING id, person_id, position_id, starts_on, ends_on
     ), logged AS (
       INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, to_state, data)
       SELECT $4, $3, $6, $7, 'mapping.added', 'mapping:' || id, ends_on::text, jsonb_build_object(
         'personId', person_id, 'positionId', position_id, 'start', starts_on, 'end', ends_on, 'importId', $1::int)
       FROM mapped ORDER BY id
     )
     SELECT person_id AS "personId" FROM mapped`,
    [importId, people, ctx.actor.id, ctx.now, dayOf(ctx.now, timeZone), ctx.actor.name, ctx.surface],
  );
  return rows.map(({ personId }) => personId);
}

/** What the bundle is, in words: `P-Office 2.0: Member User, Secretary User`. */
export function bundleLines(): string[] {
  const applications = [...new Set(bundle.map(({ application }) => application))];
  return applications.map((application) => {
    const roles = bundle.filter((one) => one.application === application).map(({ role }) => role);
    return `${application}: ${roles.join(', ')}`;
  });
}
