import type { Actor, RoleName } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Message, TextKey } from '../core/texts/index.ts';

/** Who can do what somebody may not, or mend what stands in their way. */
export type Help = 'admins' | 'directoryAdmins' | 'officers' | 'activeUsers';

/** Texts that stop somebody. A new one does not compile before it is said who can help, or that it says enough itself. */
export type StoppingKey = Extract<TextKey, `${string}.refuse.${string}` | `${string}.nobody.${string}`>;

/** `null`: what to do stands in the text, or there is nothing to be done. */
const stopping: Record<StoppingKey, Help | null> = {
  'record.refuse.passed': null,
  'record.refuse.notHolder': 'admins',
  'record.refuse.own': null,

  'imports.refuse.waits': null,
  'imports.refuse.missing': null,
  'imports.refuse.doubled': null,
  'imports.refuse.empty': null,
  'imports.refuse.notYours': 'admins',
  'imports.refuse.nothing': null,
  'imports.refuse.reading': null,
  'imports.refuse.running': null,
  'imports.refuse.cancelled': null,
  'imports.refuse.onlyHidden': null,
  'imports.refuse.hiddenSheets': null,
  'imports.refuse.undoing': null,
  'imports.refuse.undone': null,
  'imports.refuse.nothingToUndo': null,
  'imports.refuse.undoSwept': null,
  'imports.refuse.undoOutdated': null,

  'partner.refuse.directoryAdmin': 'directoryAdmins',
  'partner.refuse.own': 'directoryAdmins',
  'partner.refuse.notOfficial': 'directoryAdmins',
  'partner.refuse.noList': 'directoryAdmins',
  'partner.refuse.unknown': null,
  'partner.refuse.nobody': null,
  'partner.refuse.ended': null,
  'partner.refuse.letEndAlready': null,
  'partner.refuse.changedBy': null,
  'partner.refuse.noRole': null,
  'partner.refuse.grantGone': null,
  'partner.refuse.roleNeeded': null,
  'partner.nobody.application': 'admins',
  'partner.nobody.position': 'admins',

  'satker.refuse.unknown': null,
  'satker.refuse.gone': null,
  'satker.refuse.dormant': null,
  'satker.refuse.deactivateOfficer': 'officers',
  'satker.refuse.noStanding': 'admins',
  'satker.refuse.noSatker': 'admins',
  'satker.refuse.noActiveSatker': 'admins',
  'satker.refuse.notActiveUser': 'activeUsers',
  'satker.refuse.notOfficer': 'officers',
  'satker.refuse.notYours': 'activeUsers',
  'satker.refuse.own': 'officers',
  'satker.refuse.passed': null,
  'satker.refuse.decidedBy': null,
  'satker.refuse.ticketPassed': null,
  'satker.refuse.notDeactivated': null,
  'satker.refuse.deactivateFirst': 'officers',
  'satker.refuse.decideFirst': null,
  'satker.refuse.notDormant': null,
  'satker.refuse.alreadyAsked': null,
  // It names them in its own sentence.
  'satker.refuse.nobodyToDecide': null,
  'satker.refuse.report': 'admins',
  'satker.nobody.satker': 'admins',
  'satker.nobody.supervised': 'admins',
  'satker.nobody.deletable': 'officers',
  'satker.nobody.deactivatable': null,
  'satker.nobody.dormant': null,

  'userId.refuse.unknown': null,
  'userId.refuse.notApprover': 'admins',
  'userId.refuse.own': 'admins',
  'userId.refuse.secondStage': 'admins',
  'userId.refuse.passed': null,
  'userId.refuse.alreadyApproved': null,
  'userId.refuse.alreadyRejected': null,
  'userId.refuse.changedMeanwhile': null,
  'userId.refuse.notRequester': null,
  'userId.refuse.notAgain': null,
  'userId.refuse.draftOutdated': null,
  'userId.refuse.registerDown': null,
  'userId.refuse.draftGone': null,
  'userId.refuse.nobodyToDecide': null,
  'userId.nobody.platforms': 'admins',
  'userId.nobody.unit': 'admins',
  'userId.nobody.heads': null,

  'people.refuse.ownRole': 'admins',
  'people.refuse.ownAddress': 'admins',
  'people.refuse.notActive': null,
  'userId.refuse.applicantLeft': 'admins',
  'userId.refuse.held': null,
  'userId.nobody.superior': null,
  'people.refuse.addressPassed': null,
  'satker.refuse.addressLeft': 'admins',

  'channel.nobody.unit': null,
  'people.nobody.unit': null,
};

/** Texts of other names that stop somebody too. */
const others: Partial<Record<TextKey, Help>> = {
  'error.adminOnly': 'admins',
  'error.addressAsked': 'admins',
  'error.addressRejected': 'admins',
  'error.addressReturned': 'admins',
  'error.inactivePerson': 'admins',
  'error.unverifiedAccount': 'admins',
  'imports.notForYou': 'admins',
  'partnerAccount.hub.none': 'admins',
  'partnerAccount.hub.notConnected': 'admins',
  'partnerAccount.hub.down': 'admins',
  'satker.error.notSetUp': 'admins',
};

export function helpFor(key: TextKey): Help | null {
  return (stopping as Partial<Record<TextKey, Help | null>>)[key] ?? others[key] ?? null;
}

const mostNames = 5;

/** Names of those who can help somebody whom this stops, without themselves; empty where nobody is needed, or nobody is there. */
export async function whoCanHelp(
  db: Queryable,
  { key, unit }: Message,
  actor: Pick<Actor, 'id' | 'roles'> | null,
): Promise<string> {
  const help = helpFor(key);
  if (!help) return '';
  // Where nobody holds the role, it is the ADMINs who can give it to somebody.
  return (await holdersOf(db, help, actor, unit)) || holdersOf(db, 'admins', actor);
}

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
async function holdersOf(
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
