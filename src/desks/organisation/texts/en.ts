import type { id } from './id.ts';

/** The words of the organisation's sheets and records, in English. */
export const en = {
  'organisation.expected.notYourself':
    'A role for yourself is granted at `/pintu people`, so that another ADMIN approves it.',
  'organisation.expected.kindInUse':
    'There are roles or users that are bound to this unit by its kind. End them first, then change the kind.',
  'organisation.template': 'Organisation form',
  'organisation.templateFile': 'organisation.xlsx',
  'organisation.templateIntro':
    'Fill in the sheets that you need; the example rows may stay. An empty cell changes nothing; enter - to clear what is there. Send this file in the import channel or directly to Satu Pintu, then press Import on its preview.',
  'organisation.send':
    'Units, employees, positions, BUHs, roles, systems, stages and applications can also be entered all at once: download the form, fill it in, and drop it in the import channel or send it to this bot.',
  'organisation.saved': 'Saved: {name}',
  'organisation.answer.yes': 'Yes',
  'organisation.answer.no': 'No',
  'organisation.nothing': 'Nothing matches.',
  'organisation.empty': 'Nothing has been entered here yet.',
  'organisation.save': 'Save',
  'organisation.change': 'Edit',
  'organisation.search': 'Search',
  'organisation.searchText': 'Name or code',
  'organisation.searchHint': 'Type a name or a code',
  'organisation.personHint': 'Type a name or an e-mail',
  'organisation.clearHint': 'Choose “{none}” to clear it.',
  'organisation.none': '(none)',
  'organisation.add.person': 'Add a person',
  'organisation.add.unit': 'Add a unit',
  'organisation.add.position': 'Add a position',
  'organisation.add.system': 'Add a system',
  'organisation.edit.person': 'Edit a person',
  'organisation.edit.unit': 'Edit a unit',
  'organisation.edit.position': 'Edit a position',
  'organisation.edit.system': 'Edit a system',

  'organisation.leaving.title': 'Make inactive',
  'organisation.leaving.submit': 'Make inactive',
  'organisation.leaving.ends':
    '{name} can no longer use Satu Pintu: their roles, chat accounts, authenticator, sessions and User IDs end at once. Choosing “Yes” under Active later restores none of it.',
  'organisation.leaving.roles': 'Roles that end: {roles}',
  'organisation.leaving.noRoles': 'They hold no role.',
  'organisation.leaving.again':
    'Making them active again does not restore what ended: grant the roles again. At their first message, an ADMIN is asked whether the chat account is theirs.',

  'organisation.unitKind.HO': 'HO',
  'organisation.unitKind.UNIT': 'Unit',
  'organisation.unitKind.SATKER': 'Satker',
  'organisation.unitKind.KPPN': 'KPPN',
  'organisation.employment.ORGANIK_PKWT': 'Organik/PKWT',
  'organisation.employment.TKJP': 'TKJP',
  'organisation.employment.UNIT': 'Unit',
  'organisation.role.ICT_VERIFICATOR': 'ICT_VERIFICATOR',
  'organisation.role.ICT_MANAGER': 'ICT_MANAGER',
  'organisation.role.ICT_EXECUTOR': 'ICT_EXECUTOR',
  'organisation.role.DIRECTORY_ADMIN': 'DIRECTORY_ADMIN',
  'organisation.role.KPPN_OFFICER': 'KPPN_OFFICER',
  'organisation.role.SATKER_USER': 'SATKER_USER',
  'organisation.role.PROCUREMENT_OFFICER': 'PROCUREMENT_OFFICER',
  'organisation.role.ADMIN': 'ADMIN',

  'organisation.example.unit': 'Example unit',
  'organisation.example.name': 'Example name',
  'organisation.example.holiday': 'Example holiday',
  'organisation.example.system': 'Example system',
  'organisation.example.application': 'Example application',
  'organisation.example.role': 'Example role',

  'organisation.unit.sheet': 'Units',
  'organisation.unit.code': 'Unit code',
  'organisation.unit.codeExplained':
    'Unique code of the unit. If it exists, that unit is updated; if not, a new unit is added.',
  'organisation.unit.name': 'Unit name',
  'organisation.unit.nameExplained': 'The name that people know the unit by.',
  'organisation.unit.kind': 'Unit kind',
  'organisation.unit.kindExplained':
    'HO for the head office, Unit for a branch or business unit, Satker, or KPPN.',
  'organisation.unit.kppn': 'KPPN code',
  'organisation.unit.kppnExplained': 'For a satker: the unit code of the KPPN that supervises it.',
  'organisation.unit.zone': 'Time zone',
  'organisation.unit.zoneExplained':
    'WIB, WITA or WIT: where this unit works. Empty means as the organisation does; everybody may choose their own.',
  'organisation.expected.zone': 'WIB, WITA or WIT',
  'organisation.unit.institution': 'K/L/P/D',
  'organisation.unit.institutionExplained':
    'For a satker: the ministry, institution or regional government that it belongs to.',

  'organisation.employee.sheet': 'Employees',
  'organisation.employee.nopek': 'Nopek',
  'organisation.employee.nopekExplained': 'Employee number, if there is one. It belongs to one e-mail alone.',
  'organisation.employee.name': 'Full name',
  'organisation.employee.nameExplained': 'Full name as in the personnel records.',
  'organisation.employee.email': 'E-mail',
  'organisation.employee.emailExplained':
    'E-mail in the organisation, which is that of the chat account too. A person is known by it.',
  'organisation.employee.position': 'Position',
  'organisation.employee.positionExplained':
    'What the position is called, such as Assistant Manager Finance.',
  'organisation.employee.employment': 'Employment',
  'organisation.employee.employmentExplained': 'Organik/PKWT, TKJP or Unit.',
  'organisation.employee.unitExplained': 'Code of the unit where they work.',
  'organisation.employee.superior': 'Superior',
  'organisation.employee.superiorExplained':
    'Nopek or e-mail of their superior, who may stand in any row of this form.',
  'organisation.employee.active': 'Active',
  'organisation.employee.activeExplained':
    'Yes or No. Somebody who is not active can no longer use Satu Pintu.',

  'organisation.position.sheet': 'Positions',
  'organisation.position.code': 'Position Id',
  'organisation.position.codeExplained': 'Number that the position is known by.',
  'organisation.position.name': 'Position name',
  'organisation.position.nameExplained': 'Name of the position, such as VP Retail Operation.',
  'organisation.position.unitExplained': 'Code of the unit that the position belongs to.',
  'organisation.position.holder': 'Official’s e-mail',
  'organisation.position.holderExplained': 'E-mail of the official who holds it, if anybody does.',
  'organisation.position.parent': 'Parent Position Id',
  'organisation.position.parentExplained': 'Number of the position above it, if there is one.',

  'organisation.head.sheet': 'BUHs',
  'organisation.head.unit': 'BUH unit code',
  'organisation.head.unitExplained': 'Code of a unit of kind Unit. A unit may have several BUHs.',
  'organisation.head.email': 'BUH e-mail',
  'organisation.head.emailExplained': 'E-mail of the business unit head of that unit.',

  'organisation.grant.sheet': 'Roles',
  'organisation.grant.email': 'Holder’s e-mail',
  'organisation.grant.emailExplained':
    'E-mail of whoever is given the role. A role that is held stays; roles are withdrawn by `/pintu people` alone.',
  'organisation.grant.role': 'Role',
  'organisation.grant.roleExplained': 'Name of the role, as in its list of choices.',
  'organisation.grant.unitExplained':
    'Required for KPPN_OFFICER (unit code of a KPPN) and SATKER_USER (unit code of a satker). Empty for other roles.',

  'organisation.holiday.sheet': 'Holidays',
  'organisation.holiday.day': 'Day of holiday',
  'organisation.holiday.dayExplained':
    'One row for each day of the joint decree. A day that is known already is changed.',
  'organisation.holiday.kind': 'Kind of day',
  'organisation.holiday.kindExplained':
    'National holiday, joint leave, or working day: the last one takes back a holiday that is known already.',
  'organisation.holiday.NATIONAL': 'National holiday',
  'organisation.holiday.JOINT_LEAVE': 'Joint leave',
  'organisation.holiday.WORKING': 'Working day',
  'organisation.holiday.name': 'Name of the day',
  'organisation.holiday.nameExplained': 'As it stands in the decree.',
  'organisation.holiday.nameEn': 'Name of the day (English)',
  'organisation.holiday.nameEnExplained': 'If it is known.',
  'organisation.holiday.source': 'Decree',
  'organisation.holiday.sourceExplained': 'Number and date of the joint decree or its amendment.',
  'organisation.add.stage': 'Add a stage',
  'organisation.edit.stage': 'Edit a stage',
  'organisation.example.stage': 'Example stage',
  'organisation.stage.rehearsal': 'What follows from it',
  'organisation.stage.newOnly': 'It holds for new requests only: those that are submitted keep their stages.',
  'organisation.stage.sheet': 'Stages',
  'organisation.stage.code': 'Stage code',
  'organisation.stage.codeExplained':
    'Capitals, digits and underscores. ATASAN, VERIFICATOR, MANAGER and EXECUTOR are the four stages that are always there; their names and deciders stay.',
  'organisation.stage.name': 'Stage name',
  'organisation.stage.nameExplained': 'Shown on cards and in statuses: Waiting for Approval, then this name.',
  'organisation.stage.nameEn': 'Stage name (English)',
  'organisation.stage.nameEnExplained': 'If it differs.',
  'organisation.stage.place': 'Order',
  'organisation.stage.placeExplained':
    '1 to 900; lower ones come first. The four have 10, 20 and 30; ICT Executor is always the last.',
  'organisation.stage.deciders': 'Decided by',
  'organisation.stage.decidersExplained':
    'Separated by semicolons: a role (ICT_MANAGER), ATASAN, ATASAN 2 (the superior’s superior), KEPALA and a unit code for its heads, or an e-mail address. Groups that each have to approve are separated by a plus between spaces.',
  'organisation.stage.needed': 'Approvals needed',
  'organisation.stage.neededExplained': 'How many of each group have to approve; 1 where it is empty.',
  'organisation.stage.rejection': 'When somebody rejects',
  'organisation.stage.rejectionExplained':
    'One rejection ends the request, or only once its approvals can no longer be reached.',
  'organisation.stage.ONE': 'One rejection ends it',
  'organisation.stage.LEFT': 'Ends once it cannot be reached',
  'organisation.stage.kinds': 'For kinds of User ID',
  'organisation.stage.kindsExplained':
    'User ID Unit; HO-Organik/PKWT; HO-TKJP, separated by semicolons. Empty: all kinds.',
  'organisation.stage.systems': 'For systems',
  'organisation.stage.systemsExplained':
    'Names of platform systems, separated by semicolons: a request for any of them passes this stage. Empty: all.',
  'organisation.stage.remind': 'Remind after',
  'organisation.stage.remindExplained': 'Working days, such as 1; 3. Empty: as the other stages.',
  'organisation.stage.escalate': 'Escalate after',
  'organisation.stage.escalateExplained': 'Working days. Empty: as the other stages.',
  'organisation.stage.active': 'Stage active',
  'organisation.stage.activeExplained': 'Yes or No. New requests do not pass a stage that is not active.',
  'organisation.system.sheet': 'Systems',
  'organisation.system.name': 'System',
  'organisation.system.nameExplained': 'Name of a system that can be chosen in a User ID request.',
  'organisation.system.active': 'System active',
  'organisation.system.activeExplained': 'Yes or No. A system that is not active can no longer be chosen.',

  'organisation.application.sheet': 'Applications',
  'organisation.application.name': 'Application',
  'organisation.application.nameExplained': 'Name of an application whose roles can be granted to partners.',
  'organisation.application.role': 'Application role',
  'organisation.application.roleExplained': 'One role that the application defines. One row for each role.',

  'organisation.expected.once': 'Already listed on sheet {sheet}, row {row}. Remove one of them.',
  'organisation.expected.ownNopek': 'This Nopek belongs to {email}. Check the Nopek or the e-mail.',
  'organisation.expected.unit':
    'This unit is not known. Enter the code of a unit that is there or in the sheet Units.',
  'organisation.expected.branch': 'Enter the code of a unit of kind Unit.',
  'organisation.expected.satker': 'This role needs a unit of kind Satker.',
  'organisation.expected.kppn': 'Enter a unit of kind KPPN.',
  'organisation.expected.noKppn':
    'Only a satker is supervised by a KPPN. Clear this, or choose the kind Satker.',
  'organisation.expected.person':
    'Enter the e-mail of somebody who is active in this organisation or in the sheet Employees.',
  'organisation.expected.superior':
    'This superior is not known or not active. Enter the Nopek or e-mail of somebody who is active.',
  'organisation.expected.superiorCircle':
    'With this superior somebody would be their own superior. Choose somebody else.',
  'organisation.expected.parent': 'This position is not known. Enter a Position Id that is there.',
  'organisation.expected.parentCircle':
    'With this parent a position would be its own parent. Choose another one.',
  'organisation.expected.newPerson': 'This address is known already. Search for the person and edit them.',
  'organisation.expected.newUnit': 'Another unit has this code.',
  'organisation.expected.newPosition': 'Another position has this Position Id.',
  'organisation.expected.newStage': 'Another stage has this code.',
  'organisation.expected.stageCode': 'Capitals, digits or underscores, a letter first, 30 at most.',
  'organisation.expected.whole': 'A whole number from {least, number} to {most, number}.',
  'organisation.expected.userIdKinds': 'User ID Unit; HO-Organik/PKWT; HO-TKJP, separated by semicolons.',
  'organisation.expected.dayList': 'Three working days at most, 1 to 60 each, separated by semicolons.',
  'organisation.expected.deciders':
    'A role, ATASAN, KEPALA and a unit code, or an e-mail address, separated by semicolons; groups by a plus between spaces.',
  'organisation.expected.deciderPerson': 'Somebody active and registered; {name} is not there.',
  'organisation.expected.deciderUnit': 'The code of a unit that is there; {name} is not.',
  'organisation.expected.systems': 'Names of platform systems that are there; {name} is not.',
  'organisation.expected.system': 'The name of a platform system that is there.',
  'organisation.expected.manualName': '{name}, as this stage is always called.',
  'organisation.expected.manualDeciders':
    'Empty: who decides this stage stays. Add a stage for others to decide.',
  'organisation.expected.lastStage':
    'ICT Executor is always there, for all requests, and one person is enough: whoever enters the User ID.',
  'organisation.expected.newSystem': 'This system is there already.',
  'organisation.error.gone': 'This is not there any more. Open the newest list with `/pintu people`.',

  'organisation.file': 'the organisation form (`/pintu people template`)',
  'organisation.employee.registered': 'Registered as an employee',
} as const satisfies Record<keyof typeof id, string>;
