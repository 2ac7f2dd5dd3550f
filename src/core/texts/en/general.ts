export const general = {
  'form.cancel': 'Cancel',
  'form.back': 'Back',
  'form.close': 'Close',
  'form.done': 'Done',
  'form.passed': 'Already decided',
  'form.apply': 'Apply',
  'form.optional': 'Optional',
  'form.onlyIfChosen': 'Fill in if chosen above',
  'form.open': 'Open form',
  'form.upload': 'Upload files',
  'form.uploaded': 'Refresh the file list',
  'form.filesHint':
    'Upload files on the page that opens, then come back and press “{uploaded}”. You can also choose files that you have sent to this chat.',
  'form.dateFrom': 'Choose {first} or a later date.',
  'form.dateUntil': 'Choose {last} or an earlier date.',
  'form.dateBetween': 'Choose a date from {first} to {last}.',
  'form.noFiles': 'No files yet.',

  'chat.answeredPrivately': 'I have answered in our personal chat.',
  'chat.openMeFirst':
    'I cannot write to you privately yet. Install the Satu Pintu app for your account, then type the command there.',
  'chat.filesTaken': 'Files received',
  'chat.filesTakenText':
    '{names}: kept for 24 hours. You can choose them in the attachments field of your next form.',
  'chat.filesRefused': 'Files could not be accepted',
  'chat.filesForbidden':
    'I am not allowed to read files in this channel yet. Send the file in our personal chat, or ask your Teams admin to grant the permission.',

  'chat.filesUnknown':
    'Slack does not tell me what this file is, so I have not read it. Please send the file again, directly in our personal chat.',
  'chat.noLongerSeen': 'You may no longer see what this card was about.',
  'command.unknown': 'I do not know “{heard}”',
  'command.meant':
    '{count, plural, =1 {Did you mean {commands}?} other {Did you mean one of these: {commands}?}}',
  'command.usable': 'You can type:',
  'command.needsSlash': 'This form is opened by a command. Type {command} in the message field and send it.',

  'list.any': 'All',
  'list.newer': '← Previous',
  'list.older': 'Next →',
  'list.search': 'Search',
  'list.clear': 'Clear search',
  'list.searched': 'Search: “{text}”',
  'list.narrow': 'Narrow the list',
  'list.apply': 'Show',
  'list.narrowed': '{label}: {chosen}',
  'list.pick': 'Choose {label}',
  'list.unpick': '{label}: all',
  'list.words': 'Keywords',

  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'From now on Satu Pintu uses English with you. Cards that you already have change language when they are updated.',
  'language.usage': 'Type /pintu language id or /pintu language en.',

  'decision.namesake':
    '⚠️ The name {name} is like yours. If this is about yourself, leave the decision to somebody else.',
  'error.unexpected':
    'Sorry, something went wrong on our side. Please try again; if it happens again, give the code {reference} to an admin.',
  'error.stalled':
    'The system is slow at the moment. Wait a moment and press again; the same request is never recorded twice.',
  'error.crowded': 'You asked for too much at once. Wait until the rest is answered, then try again.',
  'error.tooFast':
    'At most {most} requests can be submitted in a minute. Nothing of this one was recorded: submit it again in {seconds} seconds.',
  'error.tooManyOpen':
    '{most} requests of yours are waiting for a decision, and there may be no more. Submit again once one of them has been decided or you have withdrawn it.',
  'error.tooLong': 'Too long: at most {max} characters.',
  'error.tooLate': 'The form could not be opened in time. Please try again.',
  'error.faster':
    'Somebody else changed this at the same moment, so nothing of yours has changed. Open it once more to see how it stands now.',
  'error.doneBy': 'Last changed by {name}, {time}.',
  'error.oldCard': 'This button belongs to an older card. Type /pintu to open the current one.',
  'error.whoCanHelp': 'People who can help: {names}.',
  'error.noStanding':
    'The address {email} is not registered in this organisation, so you cannot do this yet. Ask one of the admins to register you ({admins}), or request a User ID with /userid.',
  'error.unverifiedAccount':
    'Your chat account has no verified e-mail address of this organisation, so we cannot recognise you yet. Ask whoever manages chat in your organisation to check the e-mail of your account.',
  'error.inactivePerson':
    'Your record in this organisation is no longer active. Please contact an admin of your organisation.',
  'error.adminOnly': 'Only an ADMIN can do this.',

  'attachment.error.type':
    'The content of {name} is not a JPG, JPEG, PNG or PDF. Please attach a file of one of these types.',
  'attachment.error.size':
    '{name} is {size, number} MB; the limit is {max} MB per file. Please choose a smaller file.',
  'attachment.error.count': 'At most {max} files. Remove some and try again.',
  'attachment.error.daily':
    'You have uploaded {max} MB in the last 24 hours, which is the limit. Please attach further files tomorrow.',
  'attachment.error.gone': 'This file is no longer kept. Upload it once more.',
  'attachment.error.fetch': '{name} could not be uploaded. Remove it, then upload it again.',
  'attachment.error.late':
    'Your files are still being processed. Wait a moment and press again; there is no need to upload them again.',

  'file.ready': 'The download link for {name} is ready. It works only once and is valid for 10 minutes.',
  'file.toSee':
    'Open {name} in the browser. The link works for 10 minutes; from there the file can be downloaded only once.',
  'file.see': 'Open the file',
  'file.download': 'Download',

  'imports.received': '{names} is being read. The result will appear here shortly.',
  'imports.receivedTitle': 'File received',
  'imports.notForYou':
    'You are not allowed to send spreadsheets to Satu Pintu, so this file was not read. If you need to, ask an admin.',
  'imports.refused': '{file} was not processed',
  'imports.cell': 'Sheet {sheet}, row {row}, column {column}',
  'imports.unknownKind': 'The columns of this file are not known. Send one of these .xlsx files: {known}.',
  'imports.expected': 'Send one of these .xlsx files: {known}.',
  'imports.unreadable.notXlsx':
    'The content of this file is not .xlsx. Save it as “Excel Workbook (.xlsx)” and send it again.',
  'imports.unreadable.encrypted': 'This file is protected by a password. Remove it and send the file again.',
  'imports.unreadable.macros':
    'This file contains macros. Save it as .xlsx without macros and send it again.',
  'imports.unreadable.tooLarge': 'This file is too large. Split it and send the parts one by one.',
  'imports.unreadable.suspicious':
    'This file is not built like an ordinary spreadsheet. Copy its content into a new file and send that.',
  'imports.unreadable.externalLinks':
    'This file takes values from other files. Paste them as values and send it again.',
  'imports.unreadable.broken': 'This file is damaged or cut off. Save it again and send it once more.',

  'mail.greeting': 'Dear {name},',
  'mail.footer': 'This e-mail was sent automatically by Satu Pintu.',
  'mail.footer.personal': 'Please do not forward it, as the link in it is for you alone.',
  'mail.linkOnce':
    'This link works only once and is valid for {hours, plural, one {# hour} other {# hours}}.',
  'mail.card.press': 'Open its card in chat with the link below, then press {press}.',
  'mail.card.open': 'Open the card in chat',
  'mail.card.type':
    'Its card has not reached you in chat yet. To open it, type {ways} to Satu Pintu, then press {press}.',
  'mail.card.typedIn': '{command} in {platform}',
  'mail.command.inbox': '/pintu inbox',
  'mail.command.reactivate': '/satker reactivate',
  'mail.command.mappings': '/partner mappings',

  'pintu.word.help': '/pintu – what I can do',
  'pintu.word.inbox': '/pintu inbox – what waits for you',
  'pintu.word.mine': '/pintu mine – your requests',
  'pintu.word.portal': '/pintu portal – your web page',
  'pintu.word.language': '/pintu language id, /pintu language en – your language',
  'pintu.word.people': '/pintu people [name], /pintu people template – roles, and the organisation form',
  'pintu.word.channel': '/pintu channel – notices for channels',
  'pintu.word.doctor': '/pintu doctor – check every connection',
  'pintu.word.audit': '/pintu audit verify – check the audit log',
  'pintu.help.title': 'What can I do here?',
  'pintu.help.greeting': 'Hello, {name}. Satu Pintu is the one place to request, manage and use accounts.',
  'pintu.help.own': 'Requests and portal',
  'pintu.help.admin': 'For ADMINs',
  'pintu.help.commands': 'You can also type: {commands}.',
  'pintu.help.noStanding':
    'Your e-mail is not known in this organisation yet. You can still request a User ID, send a satker registration ticket and follow your requests.',
  'pintu.home.title': 'Welcome, {name}',
  'pintu.inbox.title': 'Waiting for me',
  'pintu.inbox.text': 'Requests that are waiting for your decision.',
  'pintu.mine.title': 'My requests',
  'pintu.mine.text': 'The requests that you made and the stage they have reached.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'The web page with your requests and their history.',
  'pintu.portal.ready':
    'This link opens the portal in your name, so please do not share it. It works only once and is valid for 10 minutes.',
  'pintu.portal.open': 'Open the portal',

  'people.stranger': '{email} (not registered, calls themselves “{name}”)',
  'people.unregistered': '{email} (not registered)',
  'people.title': 'People and roles',
  'people.text': 'See who holds which role; grant or withdraw roles.',
  'people.noRoles': 'Holds no role.',
  'people.nobody': 'Nobody matches. Search by name, e-mail or Nopek.',
  'people.grant': 'Grant role',
  'people.withdraw': 'Withdraw role',
  'people.withdrawText':
    'Withdraw the role {role} from {name}? The right ends at once, and the withdrawal is recorded.',
  'people.granted': '{name} now holds the role {role}.',
  'people.withdrawn': 'The role {role} has been withdrawn from {name}.',
  'people.reason': 'Reason',
  'people.search': 'Find a person',
  'people.searchText': 'Name, e-mail or Nopek',
  'people.searched': 'Search: “{text}”',
  'people.person': 'Person',
  'people.personSearch': 'Type a name or e-mail',
  'people.role': 'Role',
  'people.grantedBy': 'Granted by {name}, {time}',
  'people.nobody.unit': 'There is no unit for this role yet. Add the unit first with /pintu people.',
  'people.error.person': 'Choose a person who is registered in this organisation.',
  'people.error.role': 'Choose a role.',
  'people.error.unit': 'This role is tied to a unit. Choose the unit.',
  'people.error.hasRole': 'This person already holds that role. Choose another one.',
  'people.error.lastAdmin': 'This is the last ADMIN. Give somebody else the role ADMIN first.',
  'people.error.gone':
    'This role has already been withdrawn, or the person is gone. Open the current list with /pintu people.',
  'people.error.reason': 'Enter the reason.',
  'people.error.nopekContradicted':
    'By the employee register, Nopek {nopek} belongs to {email}, but here that number or that address is recorded for somebody else. Ask an admin to look into it ({admins}), then try again.',
  'people.error.emailContradicted':
    'By the employee register, the e-mail of Nopek {nopek} is now {email}. Here the same person is recorded with another e-mail and already has a role or a chat account, so it is not replaced just like that. Ask an admin to look into it ({admins}), then try again.',
  'people.error.unitContradicted':
    'The employee register names a unit with the code {code}, but here that code is not a unit of the head office. Ask an admin to look into it ({admins}), then try again.',

  'doctor.title': 'Health check',
  'doctor.text': 'Check every connection, which jobs fail, and who cannot be reached in chat.',
  'doctor.well': 'Everything works',
  'doctor.wrong': '{count, number} to fix',
  'doctor.ok': 'fine',
  'doctor.bad': 'not working',
  'doctor.database': 'Database',
  'doctor.slack': 'Slack',
  'doctor.teams': 'Microsoft Teams',
  'doctor.mail': 'E-mail',
  'doctor.jobs': 'Background jobs',
  'doctor.dukcapil': 'Dukcapil',
  'doctor.digit': 'DIGIT',
  'doctor.directoryHub': 'Directory hub',
  'doctor.employeeRegister': 'Employee register',
  'doctor.hubNotConnected': '{name} is not connected: {reason}',
  'doctor.notSetUp': 'not set up',
  'doctor.mend.dukcapil':
    'Set DUKCAPIL_URL and check the connection. Without Dukcapil no satker user can be registered.',
  'doctor.mend.digit':
    'Set DIGIT_URL and check the connection. Without DIGIT no satker user can be registered or log in.',
  'doctor.mend.directoryHub':
    'Set DIRECTORY_HUB_URL and check the connection, and the status of the hub itself. It has to be Connected for partner and secretary accounts to be imported.',
  'doctor.mend.employeeRegister':
    'Check EMPLOYEE_REGISTER_URL and the connection. Without the employee register no User ID can be requested by Nopek.',
  'doctor.mend.database': 'Check DATABASE_URL and the PostgreSQL server.',
  'doctor.mend.slack': 'Check SLACK_BOT_TOKEN and the connection to Slack.',
  'doctor.mend.teams':
    'Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID, and the connection to Microsoft.',
  'doctor.mend.mail': 'Check SMTP_URL and the mail server.',
  'doctor.mend.jobs':
    'The details are below. Fix the cause, then press Try again. Jobs that have not been given up are also tried again by themselves.',
  'doctor.unreached': 'Cannot be reached in chat',
  'doctor.everybodyReached': 'Everybody can be reached.',
  'doctor.reason.notInstalled':
    'The Satu Pintu app is not installed in this person’s Teams. Ask them to install it, or install it for them with an app setup policy in the Teams admin center.',
  'doctor.reason.noAccount': 'There is no chat account with this e-mail.',
  'doctor.reason.blocked': 'This person has blocked the bot. Ask them to unblock it.',
  'doctor.reason.other': 'Refused by the chat service: {reason}',

  'audit.usage': 'To check the audit log, type /pintu audit verify.',
  'audit.title': 'Audit log check',
  'audit.holds': 'The log is intact',
  'audit.broken': 'The log is not intact',
  'audit.sealed': 'Sealed entries',
  'audit.unsealed': 'Entries waiting for their seal',
  'audit.head': 'Last seal',
  'audit.askedBy': 'Asked for by',
  'audit.ended': 'Ended',
  'audit.against': 'Compared with the note of seal',
  'audit.checking': 'Being checked',
  'audit.begun':
    'The check of the audit log has begun. Its progress and result come in a direct message to you.',
  'audit.underWay':
    '{name} has already begun a check of the audit log. Its progress and result come in a direct message to you as well.',
  'audit.progress': '{done, number} of {all, number} seals have been checked.',
  'audit.progressEntries': 'All seals match. Now it is checked whether every entry has a seal.',
  'audit.finding.broken':
    'From seal {position} (entry {entry}) on, the log does not match: an entry was changed or is missing.',
  'audit.finding.cut':
    'The last seal that is there has number {last}, but seal {noted} was noted: the end of the log is missing or was replaced.',
  'audit.finding.head': 'The note of the last seal was removed or changed.',
  'audit.finding.entry': 'Entry {entry} is missing, or is neither sealed nor waiting for its seal.',
  'audit.finding.note':
    'Seal {position} is not the one that was noted: the log has been replaced since that note.',
  'audit.report': 'Report this to your information security officer at once.',
  'audit.hint':
    'Every day the last seal is noted in a message to the admins. Press Check the log in any of these notes to make sure that the log still has it.',
  'audit.note.title': 'Note of the audit log’s seal',
  'audit.note.text':
    'Let this message stand. Check the log makes sure that the log is still what it was at this note, its end included.',
  'audit.note.check': 'Check the log',
} as const;
