import type { id } from './id.ts';

export const en = {
  'erasure.title': 'Erase personal data',
  'erasure.person': 'Whose data',
  'erasure.personHint': 'Name, e-mail or Nopek, also of somebody who has left.',
  'erasure.next': 'Preview',
  'erasure.demand': 'Number of the request letter',
  'erasure.demandHint': 'Give the letter or its number, not the person’s name: this stays in the log.',
  'erasure.why': 'Reason',
  'erasure.whyHint': 'No name and no personal data: this stays in the log.',
  'erasure.submit': 'Erase',
  'erasure.ends': 'These data are erased permanently and cannot be brought back.',
  'erasure.of': 'Whose data',
  'erasure.goes': 'What is erased',
  'erasure.goesNothing': 'There is nothing that can be erased now.',
  'erasure.goneNothing': 'Nothing so far.',
  'erasure.line': '{kind}: {count, number}',
  'erasure.logToo':
    'What the log says about these is erased too; the log itself stays intact and can still be checked. The person is told by e-mail before their address is erased.',
  'erasure.stays': 'What stays, and why',
  'erasure.staysNothing': 'Nothing about this person.',
  'erasure.inUse': '{kind}: {count, number} still in use.',
  'erasure.young':
    '{kind}: {count, number} must still be kept to answer for what was decided, until {until} at the latest.',
  'erasure.then.inUse':
    'For what is still in use, repeat the erasure once the person has left or the use has ended.',
  'erasure.then.young': 'What must still be kept is erased automatically after the date given.',
  'erasure.then.youngAlone': 'For what must still be kept, repeat the erasure after the date given.',
  'erasure.then.inUseAsk': 'For what is still in use, ask an ADMIN again once the use has ended.',
  'erasure.blocked': 'Cannot be erased yet',
  'erasure.blockedText':
    'While the following is open, nothing of {name} is erased. Settle it first, then repeat the erasure.',
  'erasure.pending': '{kind}: {count, number} open ({numbers})',
  'erasure.pendingUnnumbered': '{kind}: {count, number} open',
  'erasure.decides': 'Waits for this person’s decision: {title}',
  'erasure.begun':
    'The erasure of {name}’s data has begun. A card in your direct messages from Satu Pintu shows its progress.',
  'erasure.status.running': 'Being erased',
  'erasure.status.waiting': 'Part of it must still be kept',
  'erasure.status.done': 'Erased',
  'erasure.cardTitle': 'Erasure of personal data, number {id, number}',
  'erasure.begunAt': 'Begun',
  'erasure.endedAt': 'Ended',
  'erasure.foundNobody':
    'Nobody matches “{text}”. Search again: an e-mail or a Nopek finds exactly one person.',
  'erasure.foundSeveral':
    '“{text}” matches {count, number} people. Choose the one whose data are to be erased.',
  'erasure.foundMany':
    '“{text}” matches more than {most, number} people. Search with the full name, an e-mail or a Nopek.',
  'erasure.error.person': 'Choose one person.',
  'erasure.error.own': 'These are your own data. Ask another ADMIN to erase them.',
  'erasure.error.demand': 'Write the number of the request letter.',
  'erasure.error.why': 'Write the reason.',
  'erasure.error.underWay':
    '{name} began the erasure of this person’s data on {time}. Their card shows the progress.',
  'erasure.error.changed':
    'Things have changed, so these data cannot be erased yet. Open it again to see why.',
  'erasure.error.nothing':
    'Nothing of this person can be erased now, so nothing was done. Open it again to see what stays and until when.',
  'erasure.letter.subject': 'Your personal data in Satu Pintu are erased',
  'erasure.letter.text':
    'At your request, your personal data in Satu Pintu are erased (Indonesian Law 27/2022 on personal data protection, articles 8 and 43). This is our last e-mail about it.',
  'erasure.letter.kept': 'Still kept',
  'erasure.letter.keptText':
    'Names of User IDs and accounts stay on record, so that nobody else ever gets them. We do not erase messages in chat and e-mails that were already sent.',
  'erasure.kind.accounts': 'Chat accounts',
  'erasure.kind.formerAccounts': 'Former chat accounts',
  'erasure.kind.conversations': 'Addresses of direct conversations with cards',
  'erasure.kind.filesGiven': 'Files that were not read yet',
  'erasure.kind.log': 'Log entries about the person',
  'erasure.kind.profile': 'Profile: name, e-mail, position, Nopek',
  'erasure.kind.accountNames': 'Names of User IDs and accounts',
  'erasure.kind.written': 'Reasons and comments in other people’s requests',
  'erasure.kind.checks': 'Results of log checks',
  'erasure.kind.copies': 'Copies of cards',
  'erasure.kind.confirmations': 'Tokens of signed records',
  'erasure.kind.keys': 'Keys of the program',
  'erasure.kind.sandbox': 'Practice data',
  'erasure.stays.accountNames': 'Names of User IDs and accounts: nobody else ever gets them.',
  'erasure.stays.written':
    'This person’s reasons for decisions and comments in other people’s requests: decisions must stay accountable.',
  'erasure.stays.checks':
    'Witnesses of the log in this person’s conversation as an ADMIN, and results of checks that name them: both are needed to check the log.',
  'erasure.stays.copies':
    'Cards in chat: they are updated and no longer show what was erased. Old messages stay in Slack and Teams.',
  'erasure.stays.confirmations':
    'Tokens of signed records: only their hashes are kept, to confirm documents that were already given out.',
  'erasure.stays.sandbox':
    'Practice data of other systems (DIGIT, the marketplace) that are imitated for trying out.',
  'erasure.stays.rows':
    'Rows of imported spreadsheets: they are sealed and about many people; they are removed at the end of their own short period.',
} as const satisfies Record<keyof typeof id, string>;
