import type { HelpersOf } from '../../people/who-can-help.ts';

/** Who can help whom this desk's texts stop. */
export const helpers: HelpersOf<'partner' | 'partnerAccount'> = {
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
  'partnerAccount.hub.none': 'admins',
  'partnerAccount.hub.notConnected': 'admins',
  'partnerAccount.hub.down': 'admins',
};
