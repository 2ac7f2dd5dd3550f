export const general = {
  'form.cancel': 'Cancel',
  'form.back': 'Back',
  'form.close': 'Close',

  'list.any': 'All',
  'list.all': 'See all',
  'list.newer': '← Newer',
  'list.older': 'Older →',

  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'From now on I speak English to you. Cards that you already have change language when they are updated.',
  'language.usage': 'Type `/pintu language id` or `/pintu language en`.',

  'error.unexpected':
    'Sorry, something went wrong on our side and nothing has changed. Please try again; if it happens again, give the admin the reference {reference}.',
  'error.stalled':
    'The database is slow to answer. Press again in a moment: the same request is never recorded twice.',
  'error.tooLate': 'The form opened too late. Please try again.',
  'error.unknownCommand': 'I do not know this command. Type /pintu to see what you can do.',
  'error.oldCard': 'This button belongs to an older card. Type /pintu to open the current one.',
  'error.noStanding':
    'The address {email} is not registered in this organisation, so you cannot use this yet. Ask one of the admins to register you ({admins}), or request a User ID with /userid.',
  'error.unverifiedAccount':
    'Your chat account has no verified e-mail address of this organisation, so we cannot recognise you. Ask the workspace admin to check the e-mail of your account.',
  'error.inactivePerson':
    'Your record in this organisation is no longer active. Please contact an admin of your organisation.',
  'error.adminOnly': 'Only an ADMIN can do this.',

  'attachment.error.type':
    '{name} is not a JPG, JPEG, PNG or PDF by its content. Please attach a file of one of these types.',
  'attachment.error.size': '{name} is {size} MB; at most {max} MB per file.',
  'attachment.error.count': 'At most {max} files.',
  'attachment.error.fetch': '{name} could not be fetched. Remove it and upload it again.',
  'attachment.error.late':
    'Your files are still on their way. Wait a moment and press again; there is no need to upload them again.',

  'mail.greeting': 'Hello {name},',
  'mail.footer':
    'This e-mail was sent automatically by Satu Pintu. Please do not forward it: its links are for you alone.',
  'mail.linkOnce': 'The link works once and for 24 hours.',

  'pintu.usage':
    'I know: /pintu, /pintu inbox, /pintu mine, /pintu portal, /pintu language id|en, and for an ADMIN /pintu people, /pintu audit verify.',
  'pintu.help.title': 'What can I do here?',
  'pintu.help.greeting': 'Hello {name}. Satu Pintu is the one place to request, look after and use accounts.',
  'pintu.help.do': 'Open',
  'pintu.help.commands':
    'You can also type: /userid, /userid list, /pintu inbox, /pintu mine, /pintu portal.',
  'pintu.help.noStanding':
    'Your e-mail is not registered in this organisation. You can still request a User ID and follow your requests.',
  'pintu.home.title': 'Welcome, {name}',
  'pintu.inbox.title': 'Waiting for me',
  'pintu.inbox.text': 'Requests that wait for your decision.',
  'pintu.mine.title': 'My requests',
  'pintu.mine.text': 'What you asked for and where it stands.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'The web page with your requests and their history.',
  'pintu.portal.ready': 'This link opens the portal in your name. It works once, for 10 minutes.',
  'pintu.portal.open': 'Open the portal',

  'people.title': 'People and roles',
  'people.text': 'Who holds which role; grant and withdraw roles.',
  'people.noRoles': 'Holds no role.',
  'people.nobody': 'Nobody matches. Search by name, e-mail or employee number.',
  'people.edit': 'View',
  'people.grant': 'Grant role',
  'people.withdraw': 'Withdraw role',
  'people.withdrawText':
    'Withdraw the role {role} from {name}? The right ends at once, and the withdrawal is recorded.',
  'people.reason': 'Reason',
  'people.search': 'Find a person',
  'people.searchText': 'Name, e-mail or employee number',
  'people.searched': 'Search: “{text}”',
  'people.person': 'Person',
  'people.personSearch': 'Type a name or e-mail',
  'people.role': 'Role',
  'people.grantedBy': 'Granted by {name}, {time}',
  'people.error.person': 'Choose a person who is registered in this organisation.',
  'people.error.role': 'Choose a role.',
  'people.error.unit': 'This role is bound to a unit: choose the unit.',
  'people.error.hasRole': 'This person already holds that role.',
  'people.error.lastAdmin': 'This is the last ADMIN. Grant somebody else the role ADMIN first.',
  'people.error.gone': 'This role has already been withdrawn, or the person is gone.',
  'people.error.reason': 'Please give the reason.',

  'audit.title': 'Audit log check',
  'audit.holds': 'The chain holds',
  'audit.broken': 'The chain is broken',
  'audit.sealed': 'Sealed entries',
  'audit.unsealed': 'Entries waiting for their seal',
  'audit.head': 'Last seal',
  'audit.brokenAt':
    'From seal {position} (entry {entry}) the chain does not match: something was changed or is missing.',
  'audit.hint':
    'Write the last seal down outside the system: it tells you that the end of the chain was not cut off.',
} as const;
