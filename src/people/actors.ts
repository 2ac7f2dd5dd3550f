import type { Actor, Platform, Principal, RoleName } from '../core/context.ts';
import type { Moment } from '../core/moment.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Identity } from '../core/same-person.ts';
import type { Language, Translate } from '../core/texts/index.ts';
import { readWhole, type WholeRow, type Written, wholeRows, writtenRow } from '../core/whole-row.ts';
import type { Zone } from '../working-time/zones.ts';
import { type Shown, shownName } from './shown-name.ts';

/** A person with what is needed to speak to them. */
export interface KnownPerson extends Actor {
  language: Language | null;
  /** Whether they have been offered the other language (I-8). */
  languageOffered: boolean;
  locale: string | null;
  /** Theirs, or that of their unit. */
  zone: Zone | null;
}

/** A person with the chat accounts on which they are reached, the one that they used last first (I-7). */
export interface ReachedPerson extends KnownPerson {
  accounts: ReachedAccount[];
}

export interface ReachedAccount {
  id: number;
  platform: Platform;
  externalId: string;
  /** The direct conversation with the bot, once known. */
  direct: string | null;
}

/** A person on one of their chat accounts. */
export interface KnownAccount extends KnownPerson {
  lastActiveAt: Date;
  /** When they last used another account; null when they have none. */
  elsewhereAt: Date | null;
  /** The direct conversation with the bot, once known. */
  direct: string | null;
}

interface PersonRow {
  id: number;
  name: string;
  email: string;
  emailSince: Date | null;
  registered: boolean;
  language: Language | null;
  languageOffered: boolean;
  locale: string | null;
  zone: Zone | null;
  roles: { role: RoleName; unitId: number | null }[];
  sensitive: string[];
  identity: Identity;
  standsInFor: Principal[];
}

const rolesOf = (person: string) =>
  `coalesce((SELECT json_agg(json_build_object('role', g.role, 'unitId', g.unit_id))
            FROM role_grant g WHERE g.person_id = ${person}.id AND g.withdrawn_at IS NULL), '[]')`;

/** SQL: a principal `q`, by the delegation `d` that makes them one. */
export const principalJson = `json_build_object('id', q.id, 'name', q.name, 'roles', ${rolesOf('q')}, 'identity', identity_of(q), 'until', d.to_day)`;

const personColumns = `p.id, p.name, p.email, p.registered, nullif(address_since(p.email), '-infinity') AS "emailSince", p.language, p.language_offered_at IS NOT NULL AS "languageOffered", zone_of(p) AS zone, identity_of(p) AS identity,
  ${rolesOf('p')} AS roles,
  coalesce((SELECT json_agg(${principalJson} ORDER BY q.id) FROM delegation d JOIN person q ON q.id = d.principal_id AND q.active
            WHERE d.substitute_id = p.id AND d.begun_at IS NOT NULL AND d.ended_at IS NULL), '[]') AS "standsInFor",
  ARRAY(SELECT mark FROM step_up_mark) AS sensitive`;

const ownAccount = wholeRows(`SELECT ${personColumns}, i.locale, i.last_active_at AS "lastActiveAt", i.direct,
   (SELECT max(o.last_active_at) FROM chat_identity o WHERE o.person_id = p.id AND o.id <> i.id) AS "elsewhereAt"
 FROM chat_identity i JOIN person p ON p.id = i.person_id AND p.active
 WHERE i.platform = $1 AND i.tenant = $2 AND i.external_id = $3`);

/** The active person behind a linked chat account, with the roles of this moment (I-1, I-3). */
export async function personOfAccount(
  db: Queryable,
  account: { platform: string; tenant: string; externalId: string },
): Promise<KnownAccount | null> {
  const [found] = await db.query<
    WholeRow<PersonRow & Pick<KnownAccount, 'lastActiveAt' | 'elsewhereAt' | 'direct'>>
  >(ownAccount, [account.platform, account.tenant, account.externalId]);
  return found
    ? readWhole<KnownAccount>(found, { emailSince: true, lastActiveAt: true, elsewhereAt: true })
    : null;
}

const reached = (
  id: string,
) => `SELECT ${personColumns}, (SELECT i.locale FROM chat_identity i WHERE i.person_id = p.id
                               ORDER BY i.last_active_at DESC LIMIT 1) AS locale,
       coalesce((SELECT json_agg(json_build_object('id', i.id, 'platform', i.platform, 'externalId', i.external_id, 'direct', i.direct)
                                 ORDER BY i.last_active_at DESC)
                 FROM chat_identity i WHERE i.person_id = p.id), '[]') AS accounts
     FROM person p WHERE p.id = ${id} AND p.active`;
const reachedById = wholeRows(reached('$1'));

/** An active person by id, in the locale of the account that they used last; in one statement, as whoever shows them something needs it all. */
export async function personById(db: Queryable, id: number): Promise<ReachedPerson | null> {
  const [found] = await db.query<WholeRow<PersonRow & Pick<ReachedPerson, 'accounts'>>>(reachedById, [id]);
  return found ? readWhole<ReachedPerson>(found, { emailSince: true }) : null;
}

/** An active person as JSON, where a time is a text: what another statement reads of them along with its own. */
export type PersonRead = Written<ReachedPerson>;

/** SQL: an active person by an expression for their id, as `PersonRead`; NULL where there is none. */
export const personRead = (id: string): string => writtenRow(reached(id));

/** Has a moment know a person whom another statement has read. */
export function knowPerson(moment: Moment, id: number, read: PersonRead | null): void {
  moment.knows(reachedById, [id], read ? [{ whole: { ...read } }] : []);
}

/** What somebody is called before others by now, whether they are active or not: what names them in a card's words would outlive their erasure (T-3). */
export async function nameById(db: Queryable, t: Translate, id: number): Promise<string> {
  const [found] = await db.query<Shown>('SELECT name, email, registered FROM person WHERE id = $1', [id]);
  return found ? shownName(t, found) : t('people.erased');
}
