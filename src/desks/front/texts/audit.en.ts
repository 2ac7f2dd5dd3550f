import type { id } from './audit.id.ts';

/** The words of the front desk about the log and its witnesses, in English. */
export const en = {
  'audit.usage':
    'To check the audit log, type `/pintu audit verify`. Also: `/pintu audit witness` compares it with a mail, `/pintu audit key` shows the public key, `/pintu audit export` gives you the whole log, and `/pintu audit erase` erases what an entry says about somebody.',
  'audit.title': 'Audit log check',
  'audit.holds': 'The log is intact, and the witnesses confirm it',
  'audit.holdsAlone': 'The log itself is intact, but not all witnesses could be checked',
  'audit.nothingSealed': 'Nothing has been sealed yet, so there is nothing to check yet',
  'audit.broken': 'The log is not intact',
  'audit.sealed': 'Sealed entries',
  'audit.unsealed': 'Entries waiting for their seal',
  'audit.erased': 'Entries from which personal data were erased',
  'audit.head': 'Root',
  'audit.askedBy': 'Asked for by',
  'audit.ended': 'Ended',
  'audit.checking': 'Being checked',
  'audit.begun':
    'The check of the audit log has begun. Its progress and result come in a direct message to you.',
  'audit.underWay':
    '{name} has already begun a check of the audit log. Its progress and result come in a direct message to you as well.',
  'audit.progress': '{done, number} of {all, number} seals have been checked.',
  'audit.progressEntries': 'All seals match. The next check is whether every entry has a seal.',
  'audit.finding.broken':
    'From seal {position} (entry {entry}) on, the log does not match: an entry was changed or is missing.',
  'audit.finding.cut':
    'The last seal present has number {last}, but seal {noted} was recorded: the end of the log is missing or was replaced.',
  'audit.finding.root':
    'The root of the first {noted} seals is not the one that was signed: entries before it were rewritten together with their seals, or changed places.',
  'audit.finding.head': 'A signed root of the log that was kept here was removed or changed.',
  'audit.finding.entry': 'Entry {entry} is missing, or is neither sealed nor waiting for its seal.',
  'audit.finding.erased':
    'Something was erased from entry {entry} without a later sealed entry that says so, or it was replaced with something else.',
  'audit.report': 'Report this to your information security officer at once.',
  'audit.hint':
    'Every day the root of the log is posted to the channels of the ADMINs and sent by mail, signed. A mail cannot be read back: save it as .eml and send it to this chat, or copy its text into Give a witness.',
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
  'audit.witness.notSetUp': 'Cannot be read back: this chat service is no longer set up.',
  'audit.witness.refused': 'Cannot be read back: {reason}',
  'audit.erase.title': 'Erase from the log',
  'audit.erase.text':
    'What is erased cannot be brought back. The log still shows that the entry was there, when, and what it recorded; another entry says what was erased. The record itself stays as it is.',
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
  'audit.erase.error.nothing': 'This entry no longer holds any of that.',
  'audit.erase.error.columns': 'Choose at least one.',
  'audit.erase.error.why': 'Write at whose request, and why.',
  'audit.witness.give': 'Give a witness',
  'audit.witness.pasted': 'Text of the mail or message',
  'audit.witness.pastedHint':
    'Copy the text of the mail, from the name of the log to the end of the signature. More than one is fine.',
  'audit.witness.error.none':
    'No signed root was found in this text. Copy all lines, from the name of the log to the end of the signature.',
  'audit.witness.error.signature':
    'The signature does not match: this text was changed, or it is from another log. Copy it again from the mail itself.',
  'audit.witness.error.busy': 'A check is running at the moment. Send this again once its result is there.',
  'audit.refuse.mail':
    'Mails with roots of the audit log are checked for ADMINs alone, so this file was not read.',
  'audit.mail.received':
    'The root in {names} is being compared with the audit log. The result will come to you shortly.',
  'audit.mail.none':
    'This mail has no signed root in its text. Save the mail “Root of the audit log” itself as .eml, not one that it is attached to.',
  'audit.mail.signature':
    'The signature in this mail does not match: the mail was changed, or its root is from another log. Save it again from the mailbox itself.',
  'audit.mail.large':
    'This is more than a mail with a root of the audit log can be ({max} KB, 5,000 lines, few parts). Send the mail as it arrived, or copy its text into `/pintu audit witness`.',
  'audit.note.title': 'Root of the audit log',
  'audit.note.text':
    'Do not delete this message: it is a witness. The Check the log button makes sure that the log is still what it was then, its end included.',
  'audit.note.mail':
    'Keep this mail: it is a witness of the audit log of Satu Pintu. Whoever has it can check later that no earlier entry was changed or removed: by sending it to Satu Pintu in chat as a file (.eml), with `/pintu audit witness`, or without Satu Pintu.',
  'audit.key.title': 'Public key of the audit log',
  'audit.key.text':
    'With this key anybody can check the signed roots of the log. Keep it where Satu Pintu cannot change it.',
  'audit.key.none': 'Nothing has been sealed yet. The key is made with the first seal.',
  'audit.key.where': 'Also at {url}',
  'audit.export.title': 'Export of the audit log',
  'audit.export.text':
    'All sealed entries in their order, one line each, for checking it without Satu Pintu. The file names people and what they decided: keep it safe. The link works for ten minutes, and this export is noted in the log.',
  'audit.export.download': 'Download',
  'audit.note.check': 'Check the log',
} as const satisfies Record<keyof typeof id, string>;
