import type { Actor, RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message, TextKey } from '../core/texts/index.ts';

/** Who can do what somebody may not, or mend what stands in their way. */
export type Help = 'admins' | 'directoryAdmins' | 'officers' | 'activeUsers';

/** Texts that stop somebody. A new one does not compile before its desk says who can help, or that it says enough itself. */
export type StoppingKey = Extract<TextKey, `${string}.refuse.${string}` | `${string}.nobody.${string}`>;

/** By the texts that stop somebody, who can help; `null`: what to do stands in the text, or there is nothing to be done. */
export type Helpers = Partial<Record<TextKey, Help | null>>;

/** All texts that stop somebody and begin so, and such others as do. */
export type HelpersOf<Prefix extends string> = Record<
  Extract<StoppingKey, `${Prefix}.${string}`>,
  Help | null
> &
  Partial<Record<Extract<TextKey, `${Prefix}.${string}`>, Help | null>>;

export const ownHelpers: HelpersOf<'people' | 'error' | 'record' | 'retention' | 'several' | 'code'> = {
  'people.refuse.ownRole': 'admins',
  'people.refuse.ownAddress': 'admins',
  'people.refuse.notActive': null,
  'people.refuse.addressPassed': null,
  'people.nobody.unit': null,
  'record.refuse.passed': null,
  'record.refuse.returned': null,
  'record.refuse.tooFast': null,
  'record.refuse.nobodyToAsk': null,
  'record.refuse.notAsked': null,
  'record.refuse.notHolder': 'admins',
  'record.refuse.principals': 'admins',
  'record.refuse.standInEnded': null,
  'record.refuse.standInEndedBy': null,
  'record.refuse.own': null,
  'record.refuse.handedOn': null,
  'record.refuse.inPerson': null,
  'record.refuse.nobodyToHand': 'admins',
  'record.refuse.nudged': null,
  'record.refuse.nobodyToNudge': null,
  'retention.refuse.file': null,
  'retention.refuse.erasedFile': null,
  'several.refuse.nothing': null,
  'several.refuse.allGone': null,
  'several.refuse.formGone': null,
  'several.refuse.alone': null,
  'several.refuse.changed': null,
  'several.refuse.tooMany': null,
  'several.refuse.fileGone': null,
  'code.refuse.notEnrolled': null,
  'code.refuse.markedSince': null,
  'error.adminOnly': 'admins',
  'error.addressAsked': 'admins',
  'error.addressRejected': 'admins',
  'error.addressReturned': 'admins',
  'error.inactivePerson': 'admins',
  'error.unverifiedAccount': 'admins',
};

/** Names of those who can help somebody whom this stops, without themselves; empty where nobody is needed, or nobody is there. */
export type WhoCanHelp = (stopping: Message, actor: Pick<Actor, 'id' | 'roles'> | null) => Promise<string>;

/** Says who can help, by what desks and people say of their own texts. */
export function createHelp(db: Queryable, desks: () => readonly Helpers[]): WhoCanHelp {
  const helpFor = (key: TextKey) => [...desks(), ownHelpers as Helpers].find((one) => one[key])?.[key];
  return async ({ key, unit }, actor) => {
    const help = helpFor(key);
    if (!help) return '';
    // Where nobody holds the role, it is the ADMINs who can give it to somebody.
    return (await namesOf(db, help, actor, unit)) || namesOf(db, 'admins', actor);
  };
}

const mostNames = 5;

const roles: Record<Help, RoleName> = {
  admins: 'ADMIN',
  directoryAdmins: 'DIRECTORY_ADMIN',
  officers: 'KPPN_OFFICER',
  activeUsers: 'SATKER_USER',
};

/**
 * Officers are those of the unit's KPPN, or of the KPPNs of one's own satkers where it is about no unit. The users of a satker
 * are named to those who see them alone: its own, its KPPN's officers and ADMINs (U-14); the id of a record may be guessed.
 */
async function namesOf(
  db: Queryable,
  help: Help,
  actor: Pick<Actor, 'id' | 'roles'> | null,
  unit?: number,
): Promise<string> {
  const held = (role: RoleName) => (actor?.roles ?? []).filter((one) => one.role === role);
  const unitsOf = (role: RoleName) => held(role).flatMap(({ unitId }) => (unitId ? [unitId] : []));
  const own = unitsOf('SATKER_USER');
  const satkers = unit === undefined ? own : [unit];
  const rows = await db.query<{ name: string }>(
    `SELECT DISTINCT p.name FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
     WHERE g.role = $1::role AND g.withdrawn_at IS NULL AND p.id <> $2
       AND CASE $1 WHEN 'KPPN_OFFICER' THEN g.unit_id IN (SELECT kppn_id FROM unit WHERE id = ANY($3))
                   WHEN 'SATKER_USER' THEN g.unit_id IN (SELECT id FROM unit WHERE id = ANY($3)
                     AND ($5 OR id = ANY($6) OR kppn_id = ANY($7))) ELSE true END
     ORDER BY p.name LIMIT $4`,
    [roles[help], actor?.id ?? 0, satkers, mostNames, held('ADMIN').length > 0, own, unitsOf('KPPN_OFFICER')],
  );
  return rows.map(({ name }) => name).join(', ');
}
