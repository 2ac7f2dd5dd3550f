import type { id } from './id.ts';

/** The words of the front desk, in English. */
export const en = {
  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'From now on Satu Pintu uses English with you. Cards that you already have change language when they are updated.',
  'language.offer': 'Would you rather read English?',
  'language.offered':
    'Satu Pintu also speaks Indonesian. This is offered only once; later type `/pintu language id`.',
  'language.usage': 'Type `/pintu language id` or `/pintu language en`.',

  'pintu.word.help': '`/pintu` – what I can do',
  'pintu.word.inbox': '`/pintu inbox`, `/pintu inbox workbook` – what waits for you, in chat or as an .xlsx',
  'pintu.word.mine': '`/pintu mine` – your requests',
  'pintu.word.portal': '`/pintu portal` – your web page',
  'pintu.word.language': '`/pintu language id`, `/pintu language en` – your language',
  'pintu.word.mydata': '`/pintu mydata` – everything held on you, and who looked',
  'pintu.word.reminders': '`/pintu reminders` – how you are reminded, and your time zone',
  'pintu.word.delegate': '`/pintu delegate`, `/pintu delegate off` – who stands in for you',
  'pintu.word.people': '`/pintu people [name]`, `/pintu people template` – roles, and the organisation form',
  'pintu.word.stepup': '`/pintu stepup` – decisions that ask for an authenticator code',
  'pintu.word.channel': '`/pintu channel` – notices for channels',
  'pintu.word.doctor': '`/pintu doctor` – check every connection',
  'pintu.word.audit': '`/pintu audit verify` – check the audit log',
  'pintu.word.erase': '`/pintu erase [name]` – erase somebody’s personal data at their request',
  'pintu.help.title': 'What can I do here?',
  'pintu.help.greeting': 'Hello, {name}. Satu Pintu is the one place to request, manage and use accounts.',
  'pintu.help.own': 'Requests and portal',
  'pintu.help.admin': 'For ADMINs',
  'pintu.help.commands': 'You can also type: {commands}.',
  'pintu.help.noStanding':
    'Your e-mail is not known in this organisation yet. You can still request a User ID, send a satker registration ticket and follow your requests.',
  'pintu.home.title': 'Welcome, {name}',
  'inbox.waits':
    'Waiting {days, plural, =0 {less than 1 working day} one {# working day} other {# working days}}.',
  'inbox.waitsUntil':
    'Waiting {days, plural, =0 {less than 1 working day} one {# working day} other {# working days}}, due {due}.',
  'inbox.waitsEnds':
    'Waiting {days, plural, =0 {less than 1 working day} one {# working day} other {# working days}}; valid until {day}.',
  'inbox.waitsPast':
    'Waiting {days, plural, =0 {less than 1 working day} one {# working day} other {# working days}}; it was due {due}.',
  'pintu.inbox.title': 'Waiting for me',
  'pintu.inbox.text': 'Requests that are waiting for your decision.',
  'pintu.mine.title': 'My requests',
  'pintu.mine.text': 'The requests that you made and the stage they have reached.',
  'pintu.code.title': 'Code for the page from our e-mail',
  'pintu.code.text':
    'Type this code into the page that you have opened from our e-mail. It works once, until {time}.',
  'pintu.code.label': 'Code',
  'pintu.code.warning': 'If you have not opened that page, ignore this message. Give the code to nobody.',
  'pintu.code.used': 'This code has been used.',
  'pintu.code.ended': 'This code no longer works. Ask for another one on that page if you still need it.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'The web page with your requests and their history.',
  'pintu.portal.ready':
    'This link opens the portal in your name, so please do not share it. It works only once and is valid for 10 minutes.',
  'pintu.portal.open': 'Open the portal',

  'departed.title': 'The chat account of {name} is gone',
  'departed.text':
    'The last chat account of {name} was deactivated or made a guest account, so its link has been ended. Their roles stay, and notices now go to {email} only. If {name} has left the organisation, make them inactive in its data; if they are only away, appoint a substitute.',
  'delegation.title': 'Substitutes',
  'delegation.text':
    'A substitute decides in your place on the days that you choose, from midnight of the first to the end of the last. They do not decide your own requests, and every decision of theirs is recorded with both names.',
  'delegation.forMe': 'Who stands in for me',
  'delegation.nobodyForMe': 'Nobody stands in for you at the moment.',
  'delegation.byMe': 'For whom I stand in',
  'delegation.nobodyByMe': 'You are not standing in for anybody.',
  'delegation.others': 'Other people’s substitutes',
  'delegation.noOthers': 'None.',
  'delegation.who': '{substitute} stands in for {principal}',
  'delegation.PLANNED': 'Planned',
  'delegation.STANDING': 'In force',
  'delegation.ENDED': 'Ended',
  'delegation.name': 'Appoint a substitute',
  'delegation.nameForOther': 'For somebody else',
  'delegation.principal': 'For whom',
  'delegation.substitute': 'Substitute',
  'delegation.days': 'Days',
  'delegation.from': 'First day',
  'delegation.to': 'Last day',
  'delegation.submit': 'Appoint',
  'delegation.planned':
    '{substitute} will stand in for {principal}: {days}. The requests that wait are sent to them on the first day.',
  'delegation.begun':
    '{substitute} stands in for {principal} from now on: {days}. The requests that wait are being sent to them.',
  'delegation.youStandIn':
    'You stand in for {principal}. Until it ends, what waits for them waits for you too, and every decision is recorded with both names.',
  'delegation.standsInForYou': '{substitute} stands in for {principal}. Until it ends, both may decide.',
  'delegation.madeBy': 'Appointed by {name}',
  'delegation.endedBy': 'Ended by {name}, {time}',
  'delegation.end.title': 'End substitution',
  'delegation.end.button': 'End',
  'delegation.end.text':
    '{substitute} no longer stands in for {principal}. The requests that wait no longer wait for them.',
  'delegation.end.submit': 'Yes, end it',
  'delegation.end.done': '{substitute} no longer stands in for {principal}.',
  'delegation.refuse.ended': 'This substitution has ended already.',
  'delegation.refuse.nothingToEnd': 'Nobody stands in for you, and no substitute is planned.',
  'delegation.error.from': 'Choose the first day, today or later.',
  'delegation.error.to': 'Choose the last day, on the first day or after it.',
  'delegation.error.tooLong':
    'A substitution lasts a year at most. If it has to be longer, ask an ADMIN to give them the role.',
  'delegation.error.substitute': 'Choose somebody who is active and uses Satu Pintu in Slack or Teams.',
  'delegation.error.same': 'Nobody can stand in for themselves. Choose somebody else.',
  'delegation.error.yourself':
    'You cannot appoint yourself to stand in for somebody else. Choose another person, or have another ADMIN appoint you.',
  'delegation.error.overlap':
    '{name} already stands in on some of these days ({days}). End that substitution first, or choose other days.',

  'doctor.title': 'Health check',
  'doctor.text': 'Check every connection, which jobs fail, and who cannot be reached in chat.',
  'doctor.well': 'Everything works',
  'doctor.wrong': '{count, number} to fix',
  'doctor.limited': 'Works, but {count, plural, one {# needs} other {# need}} attention',
  'doctor.ok': 'fine',
  'doctor.bad': 'not working',
  'doctor.attention': 'needs attention',
  'doctor.runtime': 'Node.js and PostgreSQL',
  'doctor.runtime.supported': '{what} {version}: supported until {day}.',
  'doctor.runtime.soon': '{what} {version}: support ends on {day}. Plan to move to a newer version.',
  'doctor.runtime.over':
    '{what} {version}: support ended on {day}, so new security holes are not mended. Move to a newer version.',
  'doctor.runtime.unknown':
    '{what} {version}: newer than this program knows; until when it is supported is not known.',
  'doctor.secret.ends':
    'Its secret is good {days, plural, =0 {for today} one {for # more day} other {for # more days}}, until {day}.',
  'doctor.secret.over': 'Its secret expired on {day}.',
  'doctor.secret.unknown':
    'When its secret expires is not known. Set TEAMS_SECRET_EXPIRES, so that ADMINs are told before.',
  'secretEnds.title': 'The secret of {platform} expires soon',
  'secretEnds.text':
    'After that day the bot cannot log in any more, and nothing gets through there. Make a new secret in Microsoft Entra, set TEAMS_APP_PASSWORD and TEAMS_SECRET_EXPIRES, and start the program again. The old secret holds until then.',
  'doctor.witnesses': 'Witnesses of the audit log',
  'doctor.witnesses.none': 'No daily root of the log has been sent yet.',
  'doctor.witnesses.all':
    'The root of {days, plural, one {the last day} other {the last # days}} stands in each chat and in the mail.',
  'doctor.witnesses.missing':
    '{place}: {count, plural, one {# day} other {# days}} without a root of the log, the last {day}.',
  'doctor.witnesses.never':
    '{place}: no root of the log has ever been posted, and no channel of the ADMINs is bound.',
  'doctor.witnesses.mend':
    'Without a witness there, a change of the log on those days may go unnoticed. Bind a channel of the ADMINs in each chat with `/pintu channel`.',
  'doctor.database': 'Database',
  'doctor.slack': 'Slack',
  'doctor.teams': 'Microsoft Teams',
  'doctor.mail': 'E-mail',
  'doctor.jobs': 'Background jobs',
  'doctor.waiting': 'What waits for a decision',
  'doctor.stages': 'Who decides each stage',
  'doctor.stagesOfNobody': 'Nobody can decide: {names}. New requests that pass this cannot be submitted.',
  'doctor.dukcapil': 'Dukcapil',
  'doctor.digit': 'DIGIT',
  'doctor.directoryHub': 'Directory hub',
  'doctor.employeeRegister': 'Employee register',
  'doctor.marketplace': 'Marketplace',
  'doctor.notSetUp': 'not set up',
  'doctor.mend.stages':
    'Give somebody the role of that stage at `/pintu people`, or change who decides it in the list of stages there.',
  'doctor.mend.waiting':
    'Press Open in the list below, then give somebody the role (`/pintu people`) or name another superior.',
  'doctor.mend.dukcapil':
    'Set DUKCAPIL_URL and check the connection. Without Dukcapil no satker user can be registered.',
  'doctor.mend.digit':
    'Set DIGIT_URL and check the connection. Without DIGIT no satker user can be registered or log in.',
  'doctor.mend.marketplace':
    'Set MARKETPLACE_URL and check the connection. Without the marketplace no procurement officer can buy or map a satker.',
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

  'audit.usage':
    'To check the audit log, type `/pintu audit verify`. Further: `/pintu audit witness` compares it with a mail, `/pintu audit key` shows the public key, `/pintu audit export` hands out the whole log, and `/pintu audit erase` erases what an entry says of somebody.',
  'audit.title': 'Audit log check',
  'audit.holds': 'The log is intact, and the witnesses confirm it',
  'audit.holdsAlone': 'The log is intact by itself; not all witnesses could be asked',
  'audit.broken': 'The log is not intact',
  'audit.sealed': 'Sealed entries',
  'audit.unsealed': 'Entries waiting for their seal',
  'audit.erased': 'Entries that personal data were erased from',
  'audit.head': 'Root',
  'audit.askedBy': 'Asked for by',
  'audit.ended': 'Ended',
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
  'audit.finding.root':
    'The root of the first {noted} seals is not the one that was signed: entries before it were rewritten together with their seals, or changed places.',
  'audit.finding.head': 'A signed root of the log that was kept here was removed or changed.',
  'audit.finding.entry': 'Entry {entry} is missing, or is neither sealed nor waiting for its seal.',
  'audit.finding.erased':
    'Something was erased from entry {entry} without a sealed later entry that says so, or something else stands there in its place.',
  'reminder.title': 'Reminder: {title}',
  'reminder.waits': 'Still waiting for you',
  'reminder.nudged': 'The requester reminds you',
  'reminder.overdue': 'Overdue',
  'reminder.overdueText': 'Not decided yet by {names}. Please see to it that it is decided soon.',
  'digest.title': 'Waiting for you today',
  'digest.count': '{count, plural, =1 {1 request is waiting for you} other {# requests are waiting for you}}',
  'digest.more': '{count, plural, =1 {There is 1 more.} other {There are # more.}}',
  'holidays.missing.title': 'The holidays of {year} are missing',
  'holidays.missing.text':
    'Without the national holidays and joint leave of {year} those days count as working days for due dates and reminders. Fill in the sheet of holidays of the organisation form (`/pintu people template`) as in the joint decree, and send it to this chat.',
  'reminders.title': 'Reminders',
  'reminders.text':
    'You are reminded only in the working hours of where you are, and not at week-ends, on national holidays or joint leave.',
  'reminders.how': 'How you are reminded',
  'reminders.single': 'One by one, as they come due',
  'reminders.digest': 'Once a day, when working hours begin',
  'reminders.hours': 'Working hours',
  'reminders.zone': 'Time zone',
  'reminders.zoneDefault': 'Same as the organisation',
  'reminders.by.digest': 'Once a day',
  'reminders.by.single': 'One by one',
  'audit.report': 'Report this to your information security officer at once.',
  'audit.hint':
    'Every day the root of the log is posted to the channels of the ADMINs and sent by mail, signed. A mail cannot be read back: save it as .eml and send it to this chat, or copy its text into Give a witness.',
  'alarm.title': 'Work that fails',
  'alarm.since': 'Since {time}',
  'alarm.over': 'Over',
  'alarm.text':
    'Messages, letters or records are waiting for this. It is tried again by itself; what somebody has to mend is named with its reason.',
  'alarm.lasted': 'From {from} until {to}. What waited has been caught up on.',
  'alarm.look': 'Look at everything',
  'alarm.letter': 'In chat, `/pintu doctor` shows all connections, and tries again what was given up.',
  'audit.witnesses': 'Witnesses',
  'audit.witness.noChannel':
    'Nothing is posted here yet. Bind a channel of the ADMINs with `/pintu channel`.',
  'audit.witness.days':
    '{days, plural, =0 {Nothing posted yet} =1 {1 day read back} other {# days read back}}',
  'audit.witness.given': 'The witness that was given',
  'audit.witness.agrees': 'Matches the log: {days}.',
  'audit.witness.disagrees': 'Does not match the log: {days}.',
  'audit.witness.firstDay': 'The first day that does not match: {day}.',
  'audit.witness.differs':
    'The log is not the one that was signed that day: entries were changed or removed.',
  'audit.witness.gone': 'The message of that day has been deleted.',
  'audit.witness.altered': 'The message of that day has been changed: its signature does not match.',
  'audit.witness.personal':
    'Cannot be read back: Teams lets no bot read a chat. Press Check the log in the message, or bind a channel of the ADMINs.',
  'audit.witness.teamUnknown':
    'Cannot be read back: the team of this channel is not known yet. Type `/pintu channel` there once.',
  'audit.witness.notConsented':
    'Cannot be read back: the app may not read this team’s messages. Consent to ChannelMessage.Read.Group in the team.',
  'audit.witness.notSetUp': 'Cannot be read back: this chat service is not set up any more.',
  'audit.witness.refused': 'Cannot be read back: {reason}',
  'audit.erase.title': 'Erase from the log',
  'audit.erase.text':
    'What is erased cannot be brought back. The log keeps that the entry was there, when, and what it did, and a further entry says what was erased. The record itself stays as it is.',
  'audit.erase.entry': 'Number of the entry',
  'audit.erase.entryHint': '“id” in the file of `/pintu audit export`.',
  'audit.erase.columns': 'What is erased',
  'audit.erase.actor': 'The name of whoever acted',
  'audit.erase.reason': 'The reason that they gave',
  'audit.erase.data': 'Further details',
  'audit.erase.why': 'At whose request, and why',
  'audit.erase.whyHint': 'Give the letter or its number, not the person’s name: this stays in the log.',
  'audit.erase.submit': 'Erase',
  'audit.erase.begun':
    'Entry {entry}: what you chose is erased as soon as the entry that says so is sealed, within a minute.',
  'audit.erase.error.entry': 'There is no entry with this number.',
  'audit.erase.error.attests': 'This entry says what was erased from others. It stays.',
  'audit.erase.error.own': 'You did this yourself. Another ADMIN decides about it.',
  'audit.erase.error.nothing': 'Nothing of that stands in this entry any more.',
  'audit.erase.error.columns': 'Choose at least one.',
  'audit.erase.error.why': 'Write at whose request, and why.',
  'audit.witness.give': 'Give a witness',
  'audit.witness.pasted': 'Text of the mail or message',
  'audit.witness.pastedHint':
    'Copy the text of the mail, from the name of the log to the end of the signature. More than one is fine.',
  'audit.witness.error.none':
    'No signed root was found in this text. Copy all lines, from the name of the log to the end of the signature.',
  'audit.witness.error.signature':
    'The signature does not match: this text was changed, or it is of another log. Copy it again from the mail itself.',
  'audit.witness.error.busy': 'A check is under way at the moment. Send this again once its result is there.',
  'audit.refuse.mail':
    'Mails with roots of the audit log are checked for ADMINs alone, so this file was not read.',
  'audit.mail.received':
    'The root in {names} is being compared with the audit log. The result will come to you shortly.',
  'audit.mail.none':
    'This mail has no signed root in its text. Save the mail “Root of the audit log” itself as .eml, not one that it is attached to.',
  'audit.mail.signature':
    'The signature in this mail does not match: the mail was changed, or its root is of another log. Save it again from the mailbox itself.',
  'audit.mail.large':
    'This is more than a mail with a root of the audit log can be ({max} KB, 5,000 lines, few parts). Send the mail as it arrived, or copy its text into `/pintu audit witness`.',
  'audit.note.title': 'Root of the audit log',
  'audit.note.text':
    'Let this message stand: it is a witness. Check the log makes sure that the log is still what it was then, its end included.',
  'audit.note.mail':
    'Keep this mail: it is a witness of the audit log of Satu Pintu. Whoever has it can check later, by sending it to Satu Pintu in chat as a file (.eml), with `/pintu audit witness`, or without Satu Pintu, that no entry from before was changed or removed.',
  'audit.key.title': 'Public key of the audit log',
  'audit.key.text':
    'By this key everybody can check the signed roots of the log. Keep it where Satu Pintu cannot change it.',
  'audit.key.none': 'Nothing has been sealed yet. The key is made with the first seal.',
  'audit.key.where': 'Also at {url}',
  'audit.export.title': 'Export of the audit log',
  'audit.export.text':
    'All sealed entries in their order, one line each, for checking it without Satu Pintu. The file names people and what they decided: keep it safe. The link works for ten minutes, and this export is noted in the log.',
  'audit.export.download': 'Download',
  'audit.note.check': 'Check the log',
  'channel.title': 'Notice channels',
  'channel.text': 'See which channel gets which notices; change or release them.',
  'channel.howTo':
    'To bind a channel, type `/pintu channel` in it. Notices that have no channel go to the people themselves.',
  'channel.none': 'No channel is bound yet.',
  'channel.all': 'All channels',
  'channel.unbound':
    'The channel where you typed this command is not bound yet. Notices go to the people themselves.',
  'channel.boundFor': 'At present it is bound for: {purpose}.',
  'channel.name': 'Channel name',
  'channel.nameHint': 'Shown in the list of channels and in the health check.',
  'channel.purpose': 'Notices for',
  'channel.purpose.SATKER': 'Satker',
  'channel.purpose.KPPN': 'KPPN',
  'channel.purpose.ADMINS': 'The ADMINs',
  'channel.purpose.IMPORTS': 'Imports',
  'channel.boundBy': 'Bound by',
  'channel.bind': 'Bind',
  'channel.change': 'Change',
  'channel.release': 'Release',
  'channel.releaseText':
    'Release {name} ({purpose})? Further notices go to the people themselves, and the release is recorded.',
  'channel.saved': '{name} is now bound for: {purpose}.',
  'channel.releasedNow': '{name} has been released.',
  'channel.arrives': 'Notices arrive',
  'channel.underWay': 'The first message is on its way',
  'channel.refused': 'Satu Pintu cannot write there',
  'channel.why.notIn':
    'Satu Pintu is not a member of the channel yet. A member of it has to type /invite @Satu Pintu there.',
  'channel.why.hidden':
    'Slack does not show the channel to Satu Pintu: a private channel that it is not in, or one that was deleted. If it is still there, a member of it has to type /invite @Satu Pintu in it.',
  'channel.why.other':
    'The chat service answered: {reason}. Check that the Satu Pintu app is in the channel (in Slack: /invite @Satu Pintu, in Teams: Manage team → Apps).',
  'channel.mend': 'Then press “{retry}”. What did not arrive in the last 30 days is sent then too.',
  'channel.retry': 'Send again',
  'channel.lookAgain': 'Look again',
  'channel.unreached': 'Channel for notices for {purpose}. Fix it with `/pintu channel`.',
  'channel.said.bound': 'From now on this channel gets the notices for: {purpose}. Bound by {by}.',
  'channel.said.released': 'This channel no longer gets the notices for: {purpose}. Released by {by}.',
  'channel.refuse.shared':
    'This channel is shared with other teams, and people of other organisations may read here. Bind a channel that is for your organisation alone.',
  'channel.nobody.unit': 'There is no unit of this kind yet. Add one first with `/pintu people`.',
  'channel.error.name': 'Enter a name for the channel, at most {max} characters.',
  'channel.error.purpose': 'Choose what this channel is for.',
  'channel.error.unit': 'Choose one from the list that appears.',
  'channel.error.changed':
    'This channel has been changed since the form was opened, so nothing has changed. Open it once more.',
  'channel.error.gone':
    'The binding of this channel has changed. Type `/pintu channel` once more in that channel.',
  'stepUp.title': 'Codes for decisions',
  'stepUp.text':
    'The stages and acts below ask for the six digits of an authenticator app, in the form itself. The code is checked together with the decision, and the log says that one was given. Whoever has no authenticator yet is led to set one up first.',
  'stepUp.nothing': 'No decision asks for a code yet.',
  'stepUp.change': 'Change',
  'stepUp.save': 'Save',
  'stepUp.acts': 'Stages and acts that ask for a code',
  'stepUp.systems': 'Platform systems that ask for a code at each decision',
  'stepUp.saved': 'The changes have been saved.',
  'stepUp.grant': 'Granting of roles',
  'stepUp.delegate': 'Naming of a substitute for somebody else by an ADMIN',
  'claim.several': 'Questions about account owners',
  'proposal.several': 'Proposed roles',
  'doctor.retention': 'Retention of data',
  'doctor.retention.last': 'Last finished {time}. Removed: {removed}.',
  'doctor.retention.none': 'Has not finished yet.',
  'doctor.retention.running': 'Under way since {time}; {count, number} removed so far.',
  'doctor.retention.late':
    'It has not finished for more than two days: look at the background jobs below and the program’s log.',
  'doctor.retention.kind': '{kind}: {count, number}',
  'doctor.retention.others': 'others: {count, number}',
  'doctor.retention.nothing': 'nothing',
} as const satisfies Record<keyof typeof id, string>;
