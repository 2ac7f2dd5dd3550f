import type { id } from './id.ts';

/** The words of the front desk, in English. */
export const en: Record<keyof typeof id, string> = {
  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'From now on Satu Pintu uses English with you. Cards that you already have change language when they are updated.',
  'language.usage': 'Type /pintu language id or /pintu language en.',

  'pintu.word.help': '/pintu – what I can do',
  'pintu.word.inbox': '/pintu inbox – what waits for you',
  'pintu.word.mine': '/pintu mine – your requests',
  'pintu.word.portal': '/pintu portal – your web page',
  'pintu.word.language': '/pintu language id, /pintu language en – your language',
  'pintu.word.people': '/pintu people [name], /pintu people template – roles, and the organisation form',
  'pintu.word.stepup': '/pintu stepup – decisions that ask for an authenticator code',
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
  'doctor.marketplace': 'Marketplace',
  'doctor.notSetUp': 'not set up',
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
  'channel.title': 'Notice channels',
  'channel.text': 'See which channel gets which notices; change or release them.',
  'channel.howTo':
    'To bind a channel, type /pintu channel in it. Notices that have no channel go to the people themselves.',
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
  'channel.purpose.ADMINS': 'The admins',
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
  'channel.mend':
    'The chat service answered: {reason}. Add the Satu Pintu app to the channel (in Slack: /invite @Satu Pintu, in Teams: Manage team → Apps), then press “{retry}”. What did not arrive in the last 30 days is sent then too.',
  'channel.retry': 'Send again',
  'channel.lookAgain': 'Look again',
  'channel.unreached': 'Channel for notices for {purpose}. Fix it with /pintu channel.',
  'channel.said.bound': 'From now on this channel gets the notices for: {purpose}. Bound by {by}.',
  'channel.said.released': 'This channel no longer gets the notices for: {purpose}. Released by {by}.',
  'channel.nobody.unit': 'There is no unit of this kind yet. Add one first with /pintu people.',
  'channel.error.name': 'Enter a name for the channel, at most {max} characters.',
  'channel.error.purpose': 'Choose what this channel is for.',
  'channel.error.unit': 'Choose one from the list that appears.',
  'channel.error.changed':
    'This channel has been changed since the form was opened, so nothing has changed. Open it once more.',
  'channel.error.gone':
    'The binding of this channel has changed. Type /pintu channel once more in that channel.',
  'stepUp.title': 'Codes for decisions',
  'stepUp.text':
    'What stands here asks for the six digits of an authenticator app, in its own form. Code and decision are saved together, and the log names the code. Whoever has no authenticator yet is led to setting one up first.',
  'stepUp.nothing': 'Nothing asks for a code yet.',
  'stepUp.change': 'Change',
  'stepUp.save': 'Save',
  'stepUp.acts': 'Stages and acts that ask for a code',
  'stepUp.systems': 'Platform systems that ask for a code at each decision',
  'stepUp.saved': 'The changes have been saved.',
  'stepUp.grant': 'Granting of roles',
};
