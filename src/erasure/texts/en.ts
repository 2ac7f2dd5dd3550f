import type { id } from './id.ts';

export const en = {
  'erasure.title': 'Erase personal data',
  'erasure.person': 'Whose data',
  'erasure.personHint': 'Name, e-mail or Nopek, also of somebody who has left.',
  'erasure.next': 'Preview',
  'erasure.demand': 'Number of the demand',
  'erasure.demandHint': 'Name a letter or a number, not the person: this stays in the log.',
  'erasure.why': 'Reason',
  'erasure.whyHint': 'No name and no personal data: this stays in the log.',
  'erasure.submit': 'Erase',
  'erasure.ends': 'This is erased for good and cannot be brought back.',
  'erasure.of': 'Whose data',
  'erasure.goes': 'What is erased',
  'erasure.goesNothing': 'There is nothing that could be erased now.',
  'erasure.line': '{kind}: {count, number}',
  'erasure.logToo':
    'What the log says of these is erased with them; the log stays whole and can still be checked. The person is told by e-mail before their address is erased.',
  'erasure.stays': 'What stays, and why',
  'erasure.inUse':
    '{kind}: {count, number} in use. Erase again once the person has left or the use has ended.',
  'erasure.young':
    '{kind}: {count, number} must still be kept to answer for what was decided, until {until} at most. They are erased by themselves then.',
  'erasure.blocked': 'Cannot be erased yet',
  'erasure.blockedText': 'As long as this is open, nothing of {name} is erased.',
  'erasure.pending': '{kind}: {count, number} open ({numbers})',
  'erasure.pendingUnnumbered': '{kind}: {count, number} open',
  'erasure.decides': 'Waits for this person’s decision: {title}',
  'erasure.begun':
    'The data of {name} are being erased. A card in your own conversation with this bot says how far it is.',
  'erasure.status.running': 'Being erased',
  'erasure.status.waiting': 'Part of it must still be kept',
  'erasure.status.done': 'Erased',
  'erasure.cardTitle': 'Erasure of personal data, number {id, number}',
  'erasure.begunAt': 'Begun',
  'erasure.endedAt': 'Ended',
  'erasure.error.person': 'Choose one person.',
  'erasure.error.own': 'These are your own data. Another ADMIN erases them.',
  'erasure.error.demand': 'Write the number of the demand.',
  'erasure.error.why': 'Write the reason.',
  'erasure.error.underWay': 'The data of this person have been being erased since {time}.',
  'erasure.error.changed': 'Things have changed: these data cannot be erased yet. Open it again to see why.',
  'erasure.letter.subject': 'Your personal data in Satu Pintu are erased',
  'erasure.letter.text':
    'As you have demanded (Indonesian Law 27/2022, articles 8 and 43), your personal data in Satu Pintu are erased. This is the last e-mail about it.',
  'erasure.letter.kept': 'Still kept',
  'erasure.letter.keptText':
    'What must still be kept to answer for what was decided is erased by itself on the day that is named. Names of User IDs and accounts stay noted, so that nobody else ever gets them. Messages in chat and e-mails that were sent are not erased by us.',
  'erasure.kind.accounts': 'Chat accounts',
  'erasure.kind.formerAccounts': 'Former chat accounts',
  'erasure.kind.log': 'Entries of the log about the person',
  'erasure.kind.profile': 'Profile: name, e-mail, position, Nopek',
  'erasure.kind.accountNames': 'Names of User IDs and accounts',
  'erasure.kind.checks': 'Results of log checks',
  'erasure.kind.copies': 'Copies of cards',
  'erasure.kind.confirmations': 'Confirmations of minutes',
  'erasure.kind.keys': 'Keys of the program',
  'erasure.kind.sandbox': 'Practice data',
  'erasure.stays.accountNames': 'Names of User IDs and accounts: nobody else ever gets them.',
  'erasure.stays.checks':
    'Results of log checks: they name ADMINs in whose conversations the log’s witnesses stand.',
  'erasure.stays.copies':
    'Cards in chat: they are brought up to date and show no more what was erased. Old conversations stay in Slack and Teams.',
  'erasure.stays.confirmations':
    'Marks of berita acara: a hash of a random token alone, by which a document that somebody has is confirmed.',
  'erasure.stays.nobody': 'Nobody’s any more, or the program’s own.',
  'erasure.stays.sandbox': 'Practice data of other systems that are imitated.',
  'erasure.stays.marks': 'Marks without personal data.',
  'erasure.stays.rows':
    'Rows of imported spreadsheets: sealed and about many people; they go with their import at the end of its short period.',
} as const satisfies Record<keyof typeof id, string>;
