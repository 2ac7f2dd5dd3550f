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
  'delegation.error.substitute':
    'Choose a substitute who is registered in this organisation and still active.',
  'delegation.error.noChat':
    '{name} cannot be reached in Slack or Teams at the moment. Ask {name} to write to me first, or choose somebody else.',
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
  'doctor.late': 'No answer in time.',
  'doctor.noConnection': 'Cannot be reached ({code}).',
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
  'reminders.by.digest': 'Remind me once a day',
  'reminders.by.single': 'Remind me one by one',
  'reminders.inZone': 'Use {zone}',
  'alarm.title': 'Work that fails',
  'alarm.since': 'Since {time}',
  'alarm.over': 'Over',
  'alarm.text':
    'Messages, letters or records are waiting for this. It is tried again by itself; what somebody has to mend is named with its reason.',
  'alarm.lasted': 'From {from} until {to}. What waited has been caught up on.',
  'alarm.look': 'Look at everything',
  'alarm.letter': 'In chat, `/pintu doctor` shows all connections, and tries again what was given up.',
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
  'channel.bind': 'Bind channel',
  'channel.change': 'Change settings',
  'channel.save': 'Save',
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
  'stepUp.change': 'Change the list',
  'stepUp.save': 'Save',
  'stepUp.acts': 'Stages and acts that ask for a code',
  'stepUp.systems': 'Platform systems that ask for a code at each decision',
  'stepUp.saved': 'The changes have been saved.',
  'stepUp.grant': 'Granting of roles',
  'stepUp.delegate': 'Appointment of a substitute for somebody else by an ADMIN',
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
