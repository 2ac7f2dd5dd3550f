import type { id } from './id.ts';

/** The same in English. */
export const en = {
  'several.title': 'Decide several',
  'several.text':
    'Choose up to {max} of what waits for you, and decide them with one reason. Each remains a decision of its own.',
  'several.way': 'What is decided, and how',
  'several.query': 'Search (number, name, or content)',
  'several.find': 'Search',
  'several.records': 'Choose',
  'several.all': 'Choose all on this page ({count, number})',
  'several.noneHere': 'Nothing on this page matches.',
  'several.elsewhere': 'Already chosen on other pages: {count, number}.',
  'several.next': 'Next page',
  'several.first': 'From the start',
  'several.alone': 'Asks for more than a reason, so it is decided one by one from the card: {ways}.',
  'several.goOn': 'Continue',
  'several.will': 'This decision is recorded for {count, number} · {kind}, each by itself.',
  'several.ends':
    'This decision ends {count, number} · {kind}, each by itself. All who asked for them read this reason.',
  'several.chosen': 'Chosen, {from, number}–{through, number} of {count, number}',
  'several.gone':
    '{count, plural, one {# of those that you chose no longer waits} other {# of those that you chose no longer wait}} for you, so it is left out.',
  'several.reasonHint': 'One reason for all of them.',
  'several.begun':
    '{count, plural, one {# decision is} other {# decisions are}} being recorded one by one. The card in this conversation shows how far that is, and what came of it.',
  'several.decided': 'Decided: {titles}',
  'several.notDecided': 'Not decided:',
  'several.error.none': 'Choose at least one.',
  'several.error.tooMany': 'You chose {count, number}; {max} is the most. Choose fewer.',
  'several.refuse.nothing': 'Nothing waits for your decision.',
  'several.refuse.allGone': 'What you chose no longer waits for your decision. Nothing has changed.',
  'several.refuse.formGone': 'This form was open for too long. Open it again from your inbox.',
  'several.refuse.alone': 'This cannot be decided here: open its card in chat and decide it there.',
  'several.refuse.changed':
    'This has changed since it was shown to you: {names}. Not decided; open its card, or get a new workbook.',
  'several.refuse.tooMany': 'One file may have {max, number} decisions at the most.',
  'several.refuse.fileGone': 'This workbook is kept no more. Type `/pintu inbox workbook` for a new one.',
  'several.expected.token':
    'Satu Pintu fills this column in. Take the row again from the workbook as it was handed out.',
  'several.expected.whole':
    'The cells of this row do not belong together any more: perhaps one column was sorted by itself. Take the row again from the workbook as it was handed out.',
  'several.expected.once': 'Row {row} decides the same one. Leave only one of them.',
  'several.sheetName': 'Decisions',
  'several.file': 'workbook of decisions (`/pintu inbox workbook`)',
  'several.intro':
    'Fill in Decision, and Reason where one is asked for, in the rows that you want to decide; leave the others empty. Save the file and send it to Satu Pintu: it is checked first, and decided only after you press Decide. What counts are the rights of whoever sends it. Where a code from the authenticator is needed, you are asked for it then.',
  'several.column.record': 'Number and name',
  'several.column.said': 'What is asked for',
  'several.column.decision': 'Decision',
  'several.column.reason': 'Reason',
  'several.column.token': 'Version (do not change)',
  'several.explained.record': 'What waits for your decision. Do not change it.',
  'several.explained.said': 'What was asked for when this workbook was made. Do not change it.',
  'several.explained.decision': 'Choose from the list. Leave it empty where you do not decide yet.',
  'several.explained.reason': 'Required wherever the form in chat requires one as well.',
  'several.explained.token':
    'Marks the row and what it said when it was shown: if that changes afterwards, the row comes back and is not decided.',
  'several.import.checked': 'Checked, not decided yet',
  'several.import.running': 'Being decided',
  'several.import.partly': 'Done, {count, number} not decided',
  'several.import.counts':
    '{rows, plural, one {# decision} other {# decisions}}: {added, number} ready, {failed, number} with problems',
  'several.import.counted':
    '{rows, plural, one {# decision} other {# decisions}}: {added, number} decided, {failed, number} not decided',
  'several.import.toDo':
    'Nothing is decided yet. Press Decide to record {good, plural, one {# decision} other {# decisions}}.',
  'several.import.nothingRight':
    'No row can be decided, and nothing has changed. Correct the file and send it again.',
  'several.import.run': 'Decide',
  'several.import.begun':
    'The decisions are being recorded. The card shows how far that is, and what came of it.',
  'several.import.asks':
    'Some of the decisions in {number} ({file}) ask for a code. One code serves for all of them.',
  'several.import.asksTitle': 'Decide several',
  'several.import.by': 'Decided by',
  'several.import.faster': '{name} has already pressed Decide for {number}.',
  'several.import.cancelled': 'Cancelled; nothing was decided.',
  'several.import.stopped':
    'Stopped: whoever decided is not here any more. {done, number} were decided; the others were not.',
  'several.import.allDone': 'All of them are decided.',
  'several.import.someFailed':
    'Download the rows that were not decided, with the reasons. What still waits for you is in your inbox, and in a new workbook.',
  'several.import.empty':
    'This file has no decisions yet. Fill in Decision in the rows that you want to decide, and send it again.',
  'several.import.again':
    'Correct it and send this file again. Rows that have changed, or that somebody else has decided, cannot be sent again: get a new workbook with `/pintu inbox workbook`.',
  'several.workbook.order': 'Workbook (.xlsx)',
  'several.workbook.making': 'The workbook is being made and will be brought to this conversation.',
  'several.workbook.name': 'Decisions {day}.xlsx',
  'several.workbook.title': 'Workbook of decisions',
  'several.workbook.ready':
    '{count, plural, one {# record waits} other {# records wait}} for your decision. Fill in Decision and Reason, and send the file here.',
  'several.workbook.nothing': 'Nothing waits for your decision that can be decided by a workbook.',
  'several.workbook.download': 'Get the file',
} as const satisfies Record<keyof typeof id, string>;
