import type { id } from './id.ts';

/** The words of imports, in English. */
export const en = {
  'imports.rehearsal.tooMany':
    'What follows for what waits to be decided was not looked at: this file has more than {count, number} rows.',
  'imports.received': 'Received: {names}. The result of the check follows here.',
  'imports.notHere': 'Not read: {names}. This channel takes no spreadsheets; send them in our personal chat.',
  'imports.receivedTitle': 'File received',
  'imports.notForYou':
    'You are not allowed to send spreadsheets to Satu Pintu, so this file was not read. If you need to, ask an ADMIN.',
  'imports.refused': '{file} was not processed',
  'imports.cell': 'Sheet {sheet}, row {row}, column {column}',
  'imports.unknownKind': 'The columns of this file are not known. Send one of these .xlsx files: {known}.',
  'imports.expected': 'Send one of these .xlsx files: {known}.',
  'imports.tooManyBytes':
    'This file is over the limit of {max, number} MB. Split it into several files and send them one after the other.',
  'imports.unreadable.notXlsx':
    'The content of this file is not .xlsx. Save it as “Excel Workbook (.xlsx)” and send it again.',
  'imports.unreadable.encrypted': 'This file is protected by a password. Remove it and send the file again.',
  'imports.unreadable.macros':
    'This file contains macros. Save it as .xlsx without macros and send it again.',
  'imports.unreadable.tooLarge': 'This file is too large. Split it and send the parts one by one.',
  'imports.unreadable.tooManyRows':
    'This file has more than {max, number} rows. Split it into several files and send them one after the other.',
  'imports.unreadable.suspicious':
    'This file is not built like an ordinary spreadsheet. Copy its content into a new file and send that.',
  'imports.unreadable.externalLinks':
    'This file takes values from other files. Paste them as values and send it again.',
  'imports.unreadable.broken': 'This file is damaged or cut off. Save it again and send it once more.',

  'template.sheet': 'Explanations',
  'imports.card.title': '{number} · {file}',
  'imports.status.READING': 'Being read',
  'imports.status.CHECKED': 'Checked, not imported yet',
  'imports.status.RUNNING': 'Being imported',
  'imports.status.DONE': 'Done',
  'imports.status.partly': 'Done, {count, plural, one {# row} other {# rows}} failed',
  'imports.status.CANCELLED': 'Cancelled',
  'imports.status.REFUSED': 'Not processed',
  'imports.card.reading': 'The rows are being read and checked. Nothing has been saved yet.',
  'imports.card.sheet': '{kind} (sheet {sheet})',
  'imports.card.sheetCounts':
    '{rows, plural, one {# row} other {# rows}}: {added, number} new, {changed, number} changed, {unchanged, number} unchanged, {failed, number} with problems',
  'imports.card.sheetDone':
    '{rows, plural, one {# row} other {# rows}}: {added, number} new, {changed, number} changed, {unchanged, number} unchanged, {failed, number} failed',
  'imports.card.examples': 'Example rows were left out.',
  'imports.card.ignored': 'Columns that are not used on sheet {sheet}: {columns}',
  'imports.card.problems': 'To be corrected',
  'imports.column.sheet': 'Sheet',
  'imports.column.row': 'Row',
  'imports.column.problem': 'Problem',
  'imports.card.moreProblems':
    'and {count, plural, one {# more row} other {# more rows}}; all of them are in the list and in the file of failed rows.',
  'imports.card.nothingWritten':
    'Nothing has been saved yet. Press Import to save the {good, plural, one {# row that is} other {# rows that are}} new or changed.',
  'imports.card.nothingRight':
    'No row can be imported, and nothing has been saved. Correct the file and send it again.',
  'imports.card.progress': '{done, number} of {rows, plural, one {# row} other {# rows}}',
  'imports.card.askedBy': 'Sent by',
  'imports.card.runBy': 'Imported by',
  'imports.run.title': 'Run the import',
  'imports.run.text': 'Import {number} ({file}) grants roles, so a code is asked for.',
  'imports.begun': 'The import has begun. Its card shows how far it is and what comes of it.',
  'imports.card.cancelled': 'Cancelled; nothing was saved.',
  'imports.card.stopped':
    'Stopped, because whoever pressed Import may not do so any more. {done, plural, one {# row was} other {# rows were}} saved; the rest was not.',
  'imports.button.run': 'Import',
  'imports.button.cancel': 'Cancel',
  'imports.button.failed': 'Failed ({count, number})',
  'imports.button.succeeded': 'Succeeded ({count, number})',
  'imports.button.file': 'Download failed rows (.xlsx)',
  'imports.button.back': 'Back to the import',
  'imports.summary.title': '{number} is done: {done, number} succeeded, {failed, number} failed',
  'imports.summary.allDone': 'All rows were imported.',
  'imports.summary.someFailed':
    'Download the failed rows, correct them as the reasons say, and send that file again. Rows that succeeded need not be sent again.',
  'imports.rows.failed': '{number}: failed rows',
  'imports.rows.succeeded': '{number}: rows that succeeded',
  'imports.rows.none': 'None.',
  'imports.rows.swept':
    'The rows of this import have been removed: they are kept for {days, plural, one {# day} other {# days}} after it ends.',
  'imports.rows.place': 'Sheet {sheet}, row {row}',
  'imports.file.title': 'Failed rows of {number}',
  'imports.file.name': '{number} {count, plural, one {# failed row} other {# failed rows}}.xlsx',
  'imports.file.reason': 'Reason',
  'imports.file.hint':
    'Correct the rows and send this file again. The columns Reason and Original row may stay.',
  'imports.file.making': 'The file of failed rows is being made. Press the button again in a moment.',
  'imports.problem': 'Column {column}: “{value}”. {expected}',
  'imports.problemEmpty': 'Column {column}: empty. {expected}',
  'imports.expected.required': 'This is required.',
  'imports.expected.noFormula': 'This is a formula. Paste its value instead.',
  'imports.expected.noError': 'This cell shows a formula error. Enter the value.',
  'imports.expected.allDigits':
    'Digits are lost: Excel keeps only 15. Format the column as Text and type the number again.',
  'imports.expected.noDate':
    'This cell holds a date or time, not text; usually Excel has made it one. Format the column as Text and type it again.',
  'imports.expected.noAmount':
    'This cell holds a decimal, a percentage or a power of ten, not text; usually Excel has made it one. Format the column as Text and type it again.',
  'imports.expected.noBoolean':
    'This cell holds TRUE/FALSE, not text. Format the column as Text and type it again.',
  'imports.expected.hiddenTime':
    'Behind this date a time is stored, {time}, so the day may be wrong. Type the date again, without a time.',
  'imports.expected.dayAlone': 'Enter the date alone, without a time, such as 31/01/2026.',
  'imports.expected.inCalendar':
    'This date is not in the calendar. Check its day and month, and enter it like 31/01/2026.',
  'imports.expected.shorter': 'At most {max} characters.',
  'imports.expected.oneOf': 'Choose one of these: {choices}.',
  'imports.expected.day': 'Enter a date with a four-digit year, such as 31/01/2026 or 31 January 2026.',
  'imports.expected.email': 'Enter a valid e-mail address, such as name@company.com.',
  'imports.refuse.waits':
    'The same file is still waiting as {number}, sent by {name}. Finish it on that card: press Import or Cancel.',
  'imports.refuse.missing': 'Sheet {sheet} lacks required columns: {columns}.',
  'imports.refuse.doubled': 'These columns appear twice on sheet {sheet}: {columns}.',
  'imports.left.rows':
    'Hidden rows on sheet {sheet} that were left out: {count, number} (rows {places}). To include them, unhide them and send the file again.',
  'imports.left.sheets': 'Sheets that were left out: {sheets}',
  'imports.left.blank':
    '{count, plural, one {# row} other {# rows}} on sheet {sheet} with nothing filled in, left out.'.replace(
      'x',
      'x',
    ),
  'imports.left.hiddenSheets': 'Hidden sheets that were left out: {sheets}',
  'imports.refuse.onlyHidden':
    'All rows of this file are hidden. Unhide those to be imported and send it again.',
  'imports.refuse.hiddenSheets':
    'All sheets of this file are hidden: {sheets}. Unhide them and send it again.',
  'imports.refuse.empty': 'This file has no rows yet besides the titles and the example.',
  'imports.refuse.notYours': 'There is no such import, or it is not yours to handle.',
  'imports.refuse.nothing': 'No row can be imported.',
  'imports.refuse.reading': '{number} is still being read. Wait a moment.',
  'imports.refuse.running': '{name} has already pressed Import for {number}.',
  'imports.refuse.cancelled': '{number} was already cancelled.',
  'imports.file.row': 'Original row',
  'imports.status.UNDOING': 'Being undone',
  'imports.status.UNDONE': 'Undone',
  'imports.card.nothingNew':
    'There is nothing to import: everything in this file is there already. Nothing has been saved.',
  'imports.button.changes': 'Changes ({count, number})',
  'imports.button.undo': 'Undo import',
  'imports.button.kept': 'Left as they are ({count, number})',
  'imports.summary.unchanged':
    '{count, plural, one {# row matches} other {# rows match}} what is there already, so nothing was saved for that.',
  'imports.rows.changes': '{number}: changes',
  'imports.rows.kept': '{number}: rows that undoing leaves',
  'imports.rows.unchanged': 'Unchanged; nothing was saved.',
  'imports.change': '{field}: {from} → {to}',
  'imports.change.nothing': '(empty)',
  'imports.expected.asShown':
    'This has changed since the preview, so the row was not saved. Send it again to see what it would replace.',
  'imports.refuse.undoing': '{number} is being undone by {name}.',
  'imports.refuse.undone': '{number} has already been undone by {name}.',
  'imports.refuse.nothingToUndo': 'There is nothing of {number} to undo.',
  'imports.refuse.undoSwept':
    '{number} can no longer be undone: its rows are kept for only {days, plural, one {# day} other {# days}} after it ends.',
  'imports.refuse.undoOutdated':
    'What can be undone has been checked again since this form was opened. Open it once more from the card of the import.',
  'imports.undo.title': 'Undo import',
  'imports.undo.explained':
    '{number} ({file}): what this import added is removed, and what it changed goes back to what it was before. What has been used or changed again since then is left as it is. Once undone, it can only be brought back by importing the file again.',
  'imports.undo.sheet':
    '{undoable, plural, one {# row} other {# rows}} can be undone, {kept, number} will be left as they are',
  'imports.undo.sheetUndone':
    '{undone, plural, one {# row was} other {# rows were}} undone, {kept, number} left as they are',
  'imports.undo.none': 'No row can be undone.',
  'imports.undo.keptLabel': 'Left as they are because',
  'imports.undo.why': '• {rows, plural, one {# row} other {# rows}}: {why}',
  'imports.undo.moreWhy':
    '• and other reasons; the list Left as they are on the card of the import shows them all.',
  'imports.undo.reason': 'Reason',
  'imports.undo.submit': 'Yes, undo it',
  'imports.undo.finding':
    'Satu Pintu is checking which rows can be undone. Press the button again in a moment.',
  'imports.undo.begun': '{number} is being undone. Its card shows how far it is and what comes of it.',
  'imports.undo.progress': '{done, number} of {rows, plural, one {# row} other {# rows}} undone',
  'imports.undo.by': 'Undone by {name}, finished {time}.',
  'imports.undo.startedBy': 'Being undone by {name} since {time}.',
  'imports.undo.done':
    '{number} was undone: {undone, plural, one {# row} other {# rows}} undone, {kept, number} left as they are',
  'imports.kept.gone': 'It no longer exists.',
  'imports.kept.changed': '{name} has changed it again since this import.',
  'imports.kept.changedByErased': 'A person whose data were erased has changed it again since this import.',
  'imports.kept.imported': '{number} has changed it again since this import.',
  'imports.kept.differs': 'What is there now is not what this import saved.',
  'imports.kept.before': 'What was there before no longer exists.',
  'imports.kept.nopek': 'Somebody else now has the previous Nopek.',
  'imports.kept.circle': 'With its previous superior or parent it would now stand above itself.',
  'imports.kept.acted': 'The person has done something in Satu Pintu since this role was granted.',
  'imports.kept.stopped': 'Stopped, because whoever was undoing this import may not do so any more.',
  'imports.kept.account': 'An account already uses it.',
  'imports.kept.organisation': 'Other data of the organisation still uses it.',
  'imports.kept.file': 'The person has sent a file.',
  'imports.kept.channel': 'A channel already uses it.',
  'imports.kept.chat': 'The person has used Satu Pintu.',
  'imports.kept.importer': 'The person has run an import.',
  'imports.kept.portal': 'The person has logged in to the portal.',
  'imports.kept.role': 'A role has been granted already.',
  'imports.kept.delegation': 'Somebody stands in for the person, or they for somebody.',
  'imports.kept.handover': 'A decision was reassigned to them.',
  'imports.kept.satker': 'A satker already uses it.',
  'imports.kept.mapping': 'There is already a secretary mapping.',
  'imports.kept.request': 'A User ID request already uses it.',
  'imports.kept.whitelist': 'There is already a whitelist grant.',
  'imports.kept.erasure': 'Erasing the person’s data has been demanded.',
  'imports.kept.other': 'Something else still uses it.',
  'template.column': 'Sheet and column',
  'template.required': 'Required',
  'template.explained': 'Explanation',
  'template.yes': 'Yes',
  'template.choose': 'Choose from the list.',
  'template.day': 'Enter a date, such as 31/01/2026.',
  'imports.retention.rows': 'Rows of imports that have ended',
  'imports.retention.import': 'Imports that have ended',
  'imports.retention.importOpen': 'Imports',
} as const satisfies Record<keyof typeof id, string>;
