import type { id } from './id.ts';

/** The words of the partner desk, in English. */
export const en = {
  'partnerAccount.expected.notLeft':
    'This address belongs to {name}, who is not active any more. Ask an ADMIN to release it at `/pintu people`.',
  'partner.desk.title': 'Partners & secretaries',
  'partner.desk.name': 'Partners and secretaries',
  'partner.desk.text':
    'Here you manage the accounts of partners and secretaries: from the registration form to the mapping to their official.',
  'partner.desk.officialText': 'Here you see your secretaries’ mappings, and extend or end them.',
  'partner.do.template': 'Registration form',
  'partner.do.templateText':
    'Download the .xlsx form, fill it in and send it back in this chat to import it.',
  'partner.do.hub': 'Directory Hub',
  'partner.do.hubText': 'Check whether the Directory Hub is Connected.',
  'partner.do.findText': 'By e-mail or user name: account, organisation, Position Id and superior.',
  'partner.do.whitelistText': 'Grant roles of applications, the bundle for secretaries among them.',
  'partner.do.mappingText': 'Map a secretary to the position of their official, from Start to End.',
  'partner.do.mappingsText': 'All mappings and where they stand, those that end soon among them.',
  'partner.offer.desk': 'Form and import of accounts, finding users, whitelist and secretary mappings.',
  'partner.offer.mappings': 'Secretary mappings of your positions; extend or end them here.',
  'partner.home.heading': 'Secretary mappings that end soon',

  'partner.field.users': 'Users',
  'partner.field.usersSearch': 'Type an e-mail or user name',
  'partner.field.position': 'Position',
  'partner.field.positionSearch': 'Type the official’s name or e-mail',
  'partner.field.official': 'Official',
  'partner.field.start': 'Start',
  'partner.field.end': 'End',
  'partner.field.endHint': 'The last day on which this mapping is valid.',
  'partner.field.newEnd': 'New End',
  'partner.field.reason': 'Reason',
  'partner.field.application': 'Application list',
  'partner.field.applicationSearch': 'Type the name of an application',
  'partner.field.roles': 'Roles',
  'partner.field.state': 'Status',
  'partner.field.find': 'E-mail or user name',
  'partner.field.name': 'Full name',
  'partner.field.email': 'E-mail',
  'partner.field.account': 'User name',
  'partner.field.kind': 'Kind',
  'partner.field.company': 'Company',
  'partner.field.period': 'Valid',
  'partner.field.unit': 'Unit',
  'partner.field.positionId': 'Position Id',
  'partner.field.parentPosition': 'Parent position id',
  'partner.field.parentPerson': 'Superior',

  'partner.kind.ORGANIK_PKWT': 'HO-Organik/PKWT',
  'partner.kind.TKJP': 'HO-TKJP',
  'partner.kind.UNIT': 'Unit employee',

  'partner.button.find': 'Find a user',
  'partner.button.detail': 'Details',
  'partner.button.check': 'Check user',
  'partner.button.log': 'Activity Log',
  'partner.button.whitelist': 'Add whitelist',
  'partner.button.revoke': 'Revoke',
  'partner.button.mapping': 'Add mapping',
  'partner.button.extend': 'Extend',
  'partner.button.letEnd': 'Let it end',
  'partner.button.changeEnd': 'Change End',
  'partner.button.endNow': 'End now',
  'partner.form.submit': 'Submit',
  'partner.form.save': 'Save',

  'partner.state.AHEAD': 'Not yet begun',
  'partner.state.ACTIVE': 'Active',
  'partner.state.ENDED': 'Ended',
  'partner.filter.active': 'Active',
  'partner.filter.ahead': 'Not yet begun',
  'partner.filter.ended': 'Ended',
  'partner.filter.expiring': 'Ends within 30 days',

  'partner.find.title': 'Find a user',
  'partner.find.hint':
    'The e-mail or user name exactly as it is recorded, or beginnings of words of the name and e-mail.',
  'partner.find.nobody': 'No such user. Check the e-mail or user name.',
  'partner.find.more': 'Only the first {count, number} are shown. Type more to narrow it down.',

  'partner.card.person': 'User {name}',
  'partner.card.inactive': 'Inactive',
  'partner.card.organisation': 'Organization',
  'partner.card.whitelist': 'Whitelist',
  'partner.card.mappings': 'Secretary Mapping',
  'partner.card.nobody': 'held by nobody',
  'partner.card.noPosition': 'no Position Id yet ({title})',
  'partner.card.hubWaits': 'waiting for the directory',
  'partner.card.hubRefused': 'refused by the directory: {reason}',
  'partner.card.grantedBy': 'Granted by {name}, {time}',
  'partner.card.noWhitelist': 'No roles of applications yet.',
  'partner.card.moreGrants': '{count, plural, one {# more role is} other {# more roles are}} not shown.',
  'partner.card.noMapping': 'No mapping yet.',
  'partner.card.sandbox': 'sandbox: this directory is a made-up one, not the real one.',
  'partner.card.mapping': 'Mapping {number} · {name}',
  'partner.card.letEnd': 'This mapping will end on its End. There are no more reminders.',
  'partner.card.addedBy': 'Added by {name}, {time}',
  'partner.card.log': 'Activity Log {number}',

  'partner.step.added': '{actor} added this mapping until {end}.',
  'partner.step.endChanged': '{actor} changed the End from {before} to {end}.',
  'partner.step.letEnd': '{actor} lets this mapping end on {end}.',
  'partner.step.ended': 'This mapping has ended because its End, {end}, has passed.',
  'partner.step.endedEarly': '{actor} ended this mapping early. Its End was {end}.',
  'partner.log.added': 'added the mapping until {end}',
  'partner.log.endChanged': 'changed the End from {before} to {end}',
  'partner.log.letEnd': 'let the mapping end on {end}',
  'partner.log.ended': 'ended the mapping, because its End, {end}, has passed',
  'partner.log.endedEarly': 'ended the mapping early; its End was {end}',

  'partner.list.title': 'Secretary mappings',
  'partner.list.nothing': 'No mapping matches.',
  'partner.list.empty': 'No mappings yet.',
  'partner.list.find': 'Search mappings',
  'partner.list.findHint':
    'Name or e-mail of the secretary or official, the position, or the mapping’s number.',

  'partner.bundle.label': 'Bundle for secretaries',
  'partner.bundle.title': 'Bundle for secretaries',
  'partner.bundle.submit': 'Grant',
  'partner.bundle.grants': 'What will be granted',
  'partner.bundle.lacks':
    '{name} does not have the role Secretary User in P-Office 2.0 yet and so cannot be mapped. Press Grant to give the bundle for secretaries; the mapping form then opens again.',
  'partner.bundle.goOn': 'Check what is filled in below, then press Save to add the mapping.',

  'partner.done.title': 'Saved',
  'partner.done.granted': 'Granted: {roles}.',
  'partner.done.had': 'Granted before already: {roles}.',
  'partner.done.mapped': 'Mapping {number} is saved. This is the user as P-Office has them now:',

  'partner.done.extend': 'Extended: {number} is valid until {end}.',
  'partner.done.changeEnd': 'Changed: {number} is valid until {end}.',
  'partner.done.letEnd': 'Left to end: {number} is valid until {end}, with no more reminders.',
  'partner.done.end': 'Ended: {number}.',
  'partner.done.revoked': 'Revoked: the role {role} in {application} from {name}.',

  'partner.act.extend':
    'The mapping of {name} is extended to the new End, which must be after the present one.',
  'partner.act.changeEnd':
    'Choose the new End for the mapping of {name}. It may be earlier, but not before today.',
  'partner.act.letEnd':
    'Let the mapping of {name} end? It is valid until its End; then the role Secretary User is withdrawn if no other mapping needs it. There are no more reminders.',
  'partner.act.letEndYes': 'Yes, let it end',
  'partner.act.end':
    'End the mapping of {name} now? The role Secretary User is withdrawn with it if no other mapping needs it.',
  'partner.revoke.title': 'Revoke a role',
  'partner.revoke.text':
    'Revoke the role {role} in {application} from {name}? Their access there ends at once, and this is recorded.',

  'partner.secretaries.button': 'Whitelist & map {count, plural, one {# secretary} other {# secretaries}}',
  'partner.secretaries.title': 'Complete secretaries',
  'partner.secretaries.text':
    '{count, plural, one {# secretary of this import is} other {# secretaries of this import are}} not complete. One confirmation gives each of them what they lack of the roles below, and the mapping to their parent position.',
  'partner.secretaries.mapped': 'mapped already',
  'partner.secretaries.more': 'and {count, number} more',
  'partner.secretaries.leftOut':
    'Left out, because another mapping overlaps, their End is past, or the position is their own: {names}.',
  'partner.secretaries.done':
    'Roles granted to {granted, plural, one {# person} other {# people}}; {mapped, plural, one {# mapping} other {# mappings}} added.',
  'partner.secretaries.nothing': 'All secretaries of this import are complete: there is nothing to confirm.',

  'partner.reminder.title': 'Mapping {number} · {name} ends soon',
  'partner.reminder.text': 'This secretary mapping ends on {end}. Extend it, or let it end.',
  'partner.reminder.ask': 'If it is to be extended, ask the official or a directory admin.',
  'partner.ended.title': 'Mapping {number} · {name} has ended',
  'partner.ended.roleWithdrawn': 'The role Secretary User in P-Office 2.0 was withdrawn with it.',
  'partner.ended.roleKept': 'The roles in P-Office 2.0 have not changed.',

  'partner.mail.reminder.subject': 'Secretary mapping {number} ({name}) ends on {end}',
  'partner.mail.reminder.text':
    'The secretary mapping of {name} ends on {end}. After that the secretary’s access to P-Office is withdrawn, unless another mapping needs it.',
  'partner.mail.reminder.secretary':
    'If you still work there, ask the official concerned or a directory admin to extend it.',
  'partner.mail.ended.text': 'The secretary mapping of {name} has ended.',

  'partner.command.number': 'Type the number of the mapping, such as MAP-2026-000001.',
  'partner.word.desk': '`/partner` – what can be done',
  'partner.word.template': '`/partner template` – registration form',
  'partner.word.hub': '`/partner hub` – state of the Directory Hub',
  'partner.word.find': '`/partner find [e-mail or user name]` – find a user',
  'partner.word.whitelist': '`/partner whitelist` – grant a role',
  'partner.word.mapping': '`/partner mapping` – map a secretary to an official',
  'partner.word.mappings': '`/partner mappings [expiring or words]` – list of mappings',
  'partner.word.show': '`/partner show MAP-…` – one mapping',

  'partner.error.person': 'Choose a user from the list.',
  'partner.error.position': 'Choose an official’s position from the list.',
  'partner.error.ownPosition': 'That user holds this position themselves. Choose another one.',
  'partner.error.application': 'Choose an application or the bundle.',
  'partner.error.roles': 'Choose at least one role of this application.',
  'partner.error.start': 'Choose the first day.',
  'partner.error.end': 'Choose the last day.',
  'partner.error.endBeforeStart': 'End cannot be before Start.',
  'partner.error.endPast': 'End is past. Choose today or a later day.',
  'partner.error.sameEnd': 'That is its End already. Choose another day.',
  'partner.error.notLater': 'To extend it, choose a day after the present End.',
  'partner.error.overlap':
    'This user is mapped to that position on the same days already: {number}, {start} – {end}. Change the dates, or extend that mapping.',
  'partner.error.overlapGone': 'Another mapping on the same days has changed just now. Press once more.',
  'partner.error.find': 'Type an e-mail or a user name.',

  'partner.nobody.application': 'There is no application yet whose roles could be granted.',
  'partner.nobody.position': 'No position is registered yet, so no mapping can be made.',
  'partner.refuse.directoryAdmin': 'Only a DIRECTORY_ADMIN can do this.',
  'partner.refuse.own':
    'You cannot grant, extend or withdraw your own access. Somebody else who may do so has to.',
  'partner.refuse.notOfficial': 'Only the official in that position or a DIRECTORY_ADMIN can do this.',
  'partner.refuse.noList': 'This list is for DIRECTORY_ADMINs and for officials who have secretaries.',
  'partner.refuse.unknown': 'There is no such mapping, or you may not see it.',
  'partner.refuse.nobody': 'There is no such user. Search again with `/partner find`.',
  'partner.refuse.ended':
    'Mapping {number} has ended, so nothing has changed. Add a new mapping if you need one.',
  'partner.refuse.letEndAlready': 'Mapping {number} is left to end already, so nothing has changed.',
  'partner.refuse.changedBy': '{name} was faster and changed mapping {number}, so nothing has changed now.',
  'partner.refuse.noRole':
    'This user does not have the role Secretary User. Grant the bundle for secretaries first.',
  'partner.refuse.grantGone': 'This role has been withdrawn already, so nothing has changed.',
  'partner.refuse.roleNeeded':
    'Mapping {number} still needs the role Secretary User. End that mapping first.',
  'partner.field.endedOn': 'Ended on',
  'partnerAccount.kindName': 'Registration form of partners and secretaries',
  'partnerAccount.kind.PARTNER': 'Partner',
  'partnerAccount.kind.SECRETARY': 'Secretary',
  'partnerAccount.column.name': 'Full name',
  'partnerAccount.column.email': 'E-mail',
  'partnerAccount.column.phone': 'Phone',
  'partnerAccount.column.company': 'Company',
  'partnerAccount.column.kind': 'Kind',
  'partnerAccount.column.unit': 'Unit',
  'partnerAccount.column.parent': 'Parent position id',
  'partnerAccount.column.startsOn': 'Start',
  'partnerAccount.column.endsOn': 'End',
  'partnerAccount.explained.name': 'Full name as on the identity card, without titles.',
  'partnerAccount.explained.email':
    'An e-mail address, or an account name alone. The partner domain is removed: what stands before the @ is used.',
  'partnerAccount.explained.phone': 'Digits with the area code, such as 0812-3456-7890.',
  'partnerAccount.explained.company': 'The company that this person works for.',
  'partnerAccount.explained.kind': 'Choose Partner or Secretary.',
  'partnerAccount.explained.unit': 'Code or name of the unit where this person works.',
  'partnerAccount.explained.parent': 'Position Id of the official above, or that official’s e-mail address.',
  'partnerAccount.explained.startsOn': 'The first day, such as 01/12/2026 (day first).',
  'partnerAccount.explained.endsOn': 'The last day, such as 30/11/2027 (day first).',
  'partnerAccount.example.name': 'Siti Example (delete this row)',
  'partnerAccount.expected.phone': 'Enter a telephone number of 8 to 15 digits, such as 0812-3456-7890.',
  'partnerAccount.expected.email':
    'Enter an e-mail address or an account name. An account name has only letters a–z, digits, dots, underscores and hyphens.',
  'partnerAccount.expected.endAfterStart': 'Enter a date on or after Start.',
  'partnerAccount.expected.endNotPast': 'This date has passed. Enter today or a later day.',
  'partnerAccount.expected.notTwice':
    'This account name is the same as on row {row} of the original file. One row per person: remove one of them.',
  'partnerAccount.expected.unit': 'Unknown unit. Enter the code or name of a registered unit.',
  'partnerAccount.expected.unitCode': 'Several units have this name. Enter the code.',
  'partnerAccount.expected.parent':
    'Unknown position. Enter a registered Position Id, or the official’s e-mail address.',
  'partnerAccount.expected.parentCode': 'This official holds several positions. Enter the Position Id.',
  'partnerAccount.expected.free':
    'The account name {account} belongs to {name}. If it is the same person, delete this row; if not, enter another account name.',
  'partnerAccount.expected.stillFree':
    'Somebody else got this account name a moment ago. Check, then send the row again.',
  'partnerAccount.remark.reduced':
    '{count, plural, one {# address has} other {# addresses have}} the partner domain: it is removed and only the account name is used. {address}, for instance, becomes {account}.',
  'partnerAccount.remark.noZero':
    'Phone numbers without 0 or +62 in front: {count, number}, such as {example} (row {row}). They are imported as they stand.',
  'partnerAccount.remark.secretaries':
    '{count, plural, one {# secretary} other {# secretaries}}: whitelist and mapping are offered together after the import.',
  'partnerAccount.hub.title': 'Directory Hub',
  'partnerAccount.hub.connected': 'Connected',
  'partnerAccount.hub.disconnected': 'Not connected',
  'partnerAccount.hub.none': 'The Directory Hub is not set up. Ask an admin (DIRECTORY_HUB_URL).',
  'partnerAccount.hub.notConnected':
    '{name} is not Connected: {reason}. The import can run once it is connected again.',
  'partnerAccount.hub.down':
    'The Directory Hub does not answer, so the import cannot run yet. Try again in a while; your file is kept.',
  'partnerAccount.hub.notAnswering': 'The Directory Hub does not answer.',
  'partnerAccount.hub.name': 'Hub',
  'partnerAccount.hub.waiting': 'Accounts not sent yet',
  'partnerAccount.hub.refused': 'Accounts refused',
  'partnerAccount.hub.refusedLabel': 'Refused by the hub',
  'partnerAccount.hub.hint': 'The state is asked live each time. Imports run only while it is Connected.',
  'partnerAccount.hub.again': 'Send refused ones again',
  'partnerAccount.hub.line':
    'Directory Hub: {taken, number} of {all, plural, one {# account} other {# accounts}} taken, {waiting, number} waiting, {refused, number} refused.',
  'partnerAccount.template.file': 'Partner registration form.xlsx',
  'partnerAccount.template.title': 'Registration form',
  'partnerAccount.template.send':
    'Fill it in, then send it in the import channel or directly to Satu Pintu. Nothing is saved before you press Import.',
  'partnerAccount.file': 'the form of partners and secretaries (`/partner template`)',
  'partnerAccount.followed': 'Whitelist and mapping of the secretaries were confirmed {time}.',
  'partnerAccount.expected.new': '{name} is already registered with this e-mail. Delete this row.',
  'partnerAccount.hub.endedLine':
    'Directory Hub: {ended, number} of {all, number} accounts that were undone have been ended, {waiting, number} waiting, {refused, number} refused.',
  'partnerAccount.undo':
    'The directory hub cannot delete accounts. Those it has been told of are ended as of yesterday; here they are removed.',
  'partner.marks.mapping': 'Mapping',
  'partner.marks.whitelist': 'Whitelist',
  'partner.minutes.called': 'Mapping of a secretary to a position',
} as const satisfies Record<keyof typeof id, string>;
