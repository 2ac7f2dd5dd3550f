import type { Day } from '../../core/day.ts';
import type { Queryable } from '../../core/queryable.ts';
import { prefixes } from '../../db/words.ts';
import { hasWords, mostFound } from '../../people/words.ts';
import type { Named } from './model.ts';

/** Somebody in the directory, as far as a list or a search shows them. */
export interface Found {
  id: number;
  name: string;
  email: string;
  accountName: string;
}

/** Somebody as the directory has them (P-8). */
export interface DirectoryPerson extends Found {
  active: boolean;
  employment: 'ORGANIK_PKWT' | 'TKJP' | 'UNIT' | null;
  /** In words, where they hold no position of their own. */
  title: string | null;
  unit: string | null;
  partner: Partner | null;
  position: { code: string; name: string } | null;
  /** Their superior's position, and who holds it. */
  parent: { code: string; name: string; holder: Named | null } | null;
  superior: Named | null;
}

/** What only a partner's or secretary's account has. */
export interface Partner {
  kind: 'PARTNER' | 'SECRETARY';
  company: string;
  contactEmail: string | null;
  emptiedAt: Date | null;
  emptiedOnDemand: boolean | null;
  startsOn: Day;
  endsOn: Day;
  /** What the directory hub gave, or why it refused; neither: it has not answered yet. */
  positionCode: string | null;
  hubRefusal: string | null;
}

/** The account name of a partner, the User ID of others, or the front of the address. */
const accountName = `coalesce(pa.account_name,
  (SELECT a.user_id FROM account a WHERE a.person_id = p.id AND a.ended_at IS NULL ORDER BY a.id DESC LIMIT 1), split_part(p.email, '@', 1))`;
const foundColumns = `p.id, p.name, p.email, ${accountName} AS "accountName"`;
const foundTables = 'person p LEFT JOIN partner_account pa ON pa.person_id = p.id';
/** Whoever is only known by the address of a chat account is in no directory (I-1). */
const inDirectory = 'p.active AND (p.registered OR pa.person_id IS NOT NULL)';

/**
 * People by an e-mail or a user name: those whose it is, or else those whose address begins with it, or else those with
 * these words in their name or address (P-8).
 */
export async function findPeople(db: Queryable, text: string, limit: number): Promise<Found[]> {
  const typed = text.trim().toLowerCase();
  const exact = await db.query<Found>(
    `WITH hit AS (
       SELECT id, 1 AS rank FROM person WHERE email = $1
       UNION ALL SELECT person_id, 1 FROM partner_account
         WHERE account_name = $1 OR (account_name = split_part($1, '@', 1) AND lower(contact_email) = $1)
       UNION ALL SELECT person_id, 1 FROM account WHERE user_id = $1 AND ended_at IS NULL
       UNION ALL SELECT id, 2 FROM person WHERE split_part(email, '@', 1) = $1
     ), seen AS (
       SELECT ${foundColumns}, min(hit.rank) AS rank FROM hit JOIN ${foundTables} ON p.id = hit.id
       WHERE ${inDirectory} GROUP BY p.id, pa.person_id
     )
     SELECT id, name, email, "accountName" FROM seen WHERE rank = (SELECT min(rank) FROM seen) ORDER BY name, id LIMIT $2`,
    [typed, limit],
  );
  if (exact.length > 0) return exact;
  const words = prefixes(typed);
  if (!words) return [];
  return db.query<Found>(
    `SELECT * FROM (
       SELECT ${foundColumns} FROM ${foundTables} WHERE ${inDirectory} AND ${hasWords('person', 'p', '$1')} LIMIT ${mostFound}
     ) found ORDER BY name, id LIMIT $2`,
    [words, limit],
  );
}

/** The secretaries whose accounts came last: what is offered before anything is typed. */
export async function newestSecretaries(db: Queryable, limit: number): Promise<Found[]> {
  return db.query<Found>(
    `SELECT ${foundColumns} FROM partner_account pa JOIN person p ON p.id = pa.person_id
     WHERE pa.kind = 'SECRETARY' AND p.active ORDER BY pa.person_id DESC LIMIT $1`,
    [limit],
  );
}

interface PersonRow extends Omit<DirectoryPerson, 'partner' | 'position' | 'parent' | 'superior'> {
  kind: Partner['kind'] | null;
  company: string;
  contactEmail: string | null;
  emptiedAt: Date | null;
  emptiedOnDemand: boolean | null;
  startsOn: Day;
  endsOn: Day;
  positionCode: string | null;
  hubRefusal: string | null;
  ownCode: string | null;
  ownName: string;
  parentCode: string | null;
  parentName: string;
  holderId: number | null;
  holderName: string;
  superiorId: number | null;
  superiorName: string;
}

export async function loadPerson(db: Queryable, id: number): Promise<DirectoryPerson | null> {
  const [row] = await db.query<PersonRow>(
    `SELECT ${foundColumns}, p.active, p.employment, p.position AS title, coalesce(pu.name, u.name) AS unit,
       pa.kind, pa.company, pa.contact_email AS "contactEmail", pa.emptied_at AS "emptiedAt", pa.emptied_on_demand AS "emptiedOnDemand", pa.starts_on::text AS "startsOn",
       pa.ends_on::text AS "endsOn", pa.position_code AS "positionCode", pa.hub_refusal AS "hubRefusal",
       own.code AS "ownCode", own.name AS "ownName", parent.code AS "parentCode", parent.name AS "parentName",
       h.id AS "holderId", h.name AS "holderName", s.id AS "superiorId", s.name AS "superiorName"
     FROM ${foundTables} LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN unit pu ON pu.id = pa.unit_id
     LEFT JOIN LATERAL (SELECT * FROM position o WHERE o.holder_id = p.id AND o.active ORDER BY o.id LIMIT 1) own ON true
     LEFT JOIN position parent ON parent.id = coalesce(pa.parent_id, own.parent_id)
     LEFT JOIN person h ON h.id = parent.holder_id AND h.active
     LEFT JOIN person s ON s.id = p.superior_id AND s.active
     WHERE p.id = $1`,
    [id],
  );
  return row ? personOf(row) : null;
}

function personOf(row: PersonRow): DirectoryPerson {
  const { id, name, email, accountName, active, employment, title, unit } = row;
  const {
    kind,
    company,
    contactEmail,
    emptiedAt,
    emptiedOnDemand,
    startsOn,
    endsOn,
    positionCode,
    hubRefusal,
  } = row;
  const named = (personId: number | null, called: string) =>
    personId === null ? null : { id: personId, name: called };
  return {
    id,
    name,
    email,
    accountName,
    active,
    employment,
    title,
    unit,
    partner: kind && {
      kind,
      company,
      contactEmail,
      emptiedAt,
      emptiedOnDemand,
      startsOn,
      endsOn,
      positionCode,
      hubRefusal,
    },
    position: row.ownCode === null ? null : { code: row.ownCode, name: row.ownName },
    parent:
      row.parentCode === null
        ? null
        : { code: row.parentCode, name: row.parentName, holder: named(row.holderId, row.holderName) },
    superior: named(row.superiorId, row.superiorName),
  };
}
