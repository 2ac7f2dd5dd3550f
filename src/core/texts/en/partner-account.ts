export const partnerAccount = {
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
  'partnerAccount.file': 'the form of partners and secretaries (/partner template)',
  'partnerAccount.followed': 'Whitelist and mapping of the secretaries were confirmed {time}.',
  'partnerAccount.expected.new': '{name} is already registered with this e-mail. Delete this row.',
  'partnerAccount.hub.endedLine':
    'Directory Hub: {ended, number} of {all, number} accounts that were undone have been ended, {waiting, number} waiting, {refused, number} refused.',
  'partnerAccount.undo':
    'The directory hub cannot delete accounts. Those it has been told of are ended as of yesterday; here they are removed.',
} as const;
