import type { id } from './id.ts';

/** The same in English. */
export const en = {
  'several.title': 'Decide several',
  'several.text':
    'Choose up to {max} of the requests that wait for you, and decide them with one reason. Each decision is still recorded by itself.',
  'several.way': 'Kind of request, and the decision',
  'several.query': 'Search (number, name, or content)',
  'several.find': 'Search',
  'several.records': 'Choose requests',
  'several.all': 'Choose all on this page ({count, number})',
  'several.noneHere': 'Nothing on this page matches.',
  'several.elsewhere': 'Already chosen on other pages: {count, number}.',
  'several.alone': 'What asks for more than a reason is decided one by one, from its card: {ways}.',
  'several.goOn': 'Continue',
  'several.will': '{kind} ({count, number}): this decision is recorded for each of them.',
  'several.ends':
    '{kind} ({count, number}): this decision ends all of them, and each requester reads your reason.',
  'several.chosen': 'Chosen: {from, number}–{through, number} of {count, number}',
  'several.gone':
    '{count, plural, one {# request that you chose no longer waits for you and is} other {# requests that you chose no longer wait for you and are}} left out.',
  'several.reasonHint': 'One reason for all of them.',
  'several.begun':
    '{count, plural, one {# decision is} other {# decisions are}} being recorded one by one. The card in this conversation shows how far that is, and what came of it.',
  'several.decided': 'Decided: {titles}',
  'several.notDecided': 'Not decided:',
  'several.error.none': 'Choose at least one.',
  'several.error.tooMany': 'You chose {count, number}; {max} is the most. Choose fewer.',
  'several.refuse.nothing': 'No request waits for your decision.',
  'several.refuse.allGone': 'What you chose no longer waits for your decision. Nothing has changed.',
  'several.refuse.formGone': 'This form was open for too long. Type `/pintu inbox` to open it again.',
  'several.refuse.alone': 'This cannot be decided here: open its card in chat and decide it there.',
  'several.refuse.changed':
    'These have changed since they were shown to you: {names}. They are not decided: open their cards, or get a new workbook.',
  'several.refuse.tooMany':
    'One file may have at most {max, number} decisions. Split it into several files and send them one after the other.',
  'several.refuse.fileGone': 'This workbook is no longer kept. Type `/pintu inbox workbook` for a new one.',
  'several.expected.token': 'Satu Pintu fills this column in. Copy the row again from the original workbook.',
  'several.expected.whole':
    'The cells of this row do not belong together: perhaps one column was sorted by itself. Copy the row again from the original workbook.',
  'several.expected.once': 'Row {row} decides the same request. Leave only one of them.',
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
  'record.linked': 'Open it to see here what you may see of it.',
  'several.import.progress': '{done, number} of {rows, number} decisions',
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
    'Stopped, because whoever decided is no longer active. {done, number} were decided; the others were not.',
  'several.import.allDone': 'All of them are decided.',
  'several.import.someFailed':
    'Download the rows that were not decided, with the reasons. See what still waits for you with `/pintu inbox`, or in a new workbook.',
  'several.import.empty':
    'This file has no decisions yet. Fill in Decision in the rows that you want to decide, and send it again.',
  'several.import.again':
    'Correct it and send this file again. Rows that have changed, or that somebody else has decided, cannot be sent again: get a new workbook with `/pintu inbox workbook`.',
  'several.workbook.order': 'Workbook (.xlsx)',
  'several.workbook.making': 'The workbook is being made and will be sent to this conversation.',
  'several.workbook.name': 'Decisions {day}.xlsx',
  'several.workbook.title': 'Workbook of decisions',
  'several.workbook.ready':
    '{count, plural, one {# request waits} other {# requests wait}} for your decision. Fill in Decision and Reason, and send the file here.',
  'several.workbook.nothing': 'No request waits for you that can be decided by a workbook.',
  'several.workbook.download': 'Download the file',
} as const satisfies Record<keyof typeof id, string>;
