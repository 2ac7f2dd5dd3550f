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
  'partnerAccount.explained.name': 'The name as it stands on the identity card.',
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
  'partnerAccount.expected.endAfterStart': 'The end must be on or after the start.',
  'partnerAccount.expected.endNotPast': 'This date has passed.',
  'partnerAccount.expected.notTwice': 'Its account name is that of row {row}. One row for each person.',
  'partnerAccount.expected.unit': 'Unknown unit. Enter the code or name of a registered unit.',
  'partnerAccount.expected.unitCode': 'Several units have this name. Enter the code.',
  'partnerAccount.expected.parent':
    'Unknown position. Enter a registered Position Id, or the official’s e-mail address.',
  'partnerAccount.expected.parentCode': 'This official holds several positions. Enter the Position Id.',
  'partnerAccount.expected.free': 'The account name {account} belongs to {name}. Enter another one.',
  'partnerAccount.expected.stillFree':
    'Somebody else got this account name a moment ago. Check, then send the row again.',
  'partnerAccount.remark.reduced':
    '{count, plural, one {# address has} other {# addresses have}} the partner domain: it is removed and only the account name is used. {address}, for instance, becomes {account}.',
  'partnerAccount.remark.secretaries':
    '{count, plural, one {# secretary} other {# secretaries}}: whitelist and mapping are offered together after the import.',
  'partnerAccount.hub.title': 'Directory hub',
  'partnerAccount.hub.connected': 'Connected',
  'partnerAccount.hub.disconnected': 'Not connected',
  'partnerAccount.hub.none': 'The directory hub is not set up. Ask an admin (DIRECTORY_HUB_URL).',
  'partnerAccount.hub.notConnected':
    '{name} is not Connected: {reason}. The import can run once it is connected again.',
  'partnerAccount.hub.down':
    'The directory hub does not answer, so the import cannot run yet. Try again in a while; your file is kept.',
  'partnerAccount.hub.notAnswering': 'The directory hub does not answer.',
  'partnerAccount.hub.name': 'Hub',
  'partnerAccount.hub.waiting': 'Accounts not sent yet',
  'partnerAccount.hub.refused': 'Accounts refused',
  'partnerAccount.hub.refusedLabel': 'Refused by the hub',
  'partnerAccount.hub.hint': 'The state is asked live each time. Imports run only while it is Connected.',
  'partnerAccount.hub.again': 'Send refused ones again',
  'partnerAccount.hub.line':
    'Directory hub: {taken} of {all} accounts taken, {waiting} waiting, {refused} refused.',
  'partnerAccount.template.file': 'Partner registration form.xlsx',
  'partnerAccount.template.title': 'Partner form',
  'partnerAccount.template.send':
    'Fill it in, then drop the file in the import channel or send it to Satu Pintu directly. Nothing is written before you press Import.',
} as const;
