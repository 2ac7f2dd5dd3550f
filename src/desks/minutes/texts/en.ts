import type { id } from './id.ts';

export const en = {
  'minutes.button': 'Signed record',
  'minutes.open': 'Open the signed record',
  'minutes.title': 'Signed record {reference}',
  'minutes.heading': 'Signed Record (Berita Acara)',
  'minutes.making':
    'The signed record is being made. The file comes into your conversation; in a moment it can be opened here too.',
  'minutes.ready':
    'The signed record that you asked for is ready: {name}. The QR code in it opens a page that confirms it.',
  'minutes.refuse.none':
    'There is no signed record for you: the request is not decided yet, is no longer there, or is not yours to see.',
  'minutes.kept': 'Was given a signed record.',
  'minutes.field.kind': 'Kind',
  'minutes.field.reference': 'Number',
  'minutes.field.status': 'Status',
  'minutes.field.madeAt': 'Made at',
  'minutes.field.signer': 'Signed by',
  'minutes.field.fingerprint': 'Fingerprint of the certificate (SHA-256)',
  'minutes.asked': 'What was asked for',
  'minutes.steps': 'What happened: when, by whom, and why',
  'minutes.attached': 'Attachments',
  'minutes.nothingAttached': 'Nothing was attached.',
  'minutes.check': 'Check this record',
  'minutes.checkText':
    'Scan this code. Its page confirms that Satu Pintu issued this record, and says whether the data in it has changed since. The signature can also be checked without that page, by any PDF reader.',
  'minutes.pageOf': 'Page {page} of {pages}',
  'minutes.unknownSigns':
    'Characters that the font of this document does not have are written by their Unicode numbers, such as [U+A98F].',
  'minutes.page.makeText':
    'The signed record says what was asked for, who decided it, when, and why. Satu Pintu writes and signs it for you.',
  'minutes.page.make': 'Make the signed record',
  'minutes.page.given':
    'This signed record was written for you and signed by Satu Pintu. The QR code in it opens the page that confirms it.',
  'minutes.page.issued': 'This record was issued and signed by Satu Pintu.',
  'minutes.page.changed': 'The data in it has changed since, at {time}. The record says how it stood before.',
  'minutes.page.compare': 'Compare a file',
  'minutes.page.file': 'The PDF file of the record',
  'minutes.page.fileHint':
    'Choose the file or drop it here. It is compared in your browser and sent nowhere.',
  'minutes.page.same': 'The same: this file is exactly the one that was issued.',
  'minutes.page.other': 'Different: this file is not the one that was issued, or was changed.',
  'minutes.page.without': 'Without this page',
  'minutes.page.withoutText':
    'The SHA-256 of your file has to be the one above. PDF readers check the signature with the certificates of its issuer:',
  'minutes.retention.files': 'Files of signed records',
} as const satisfies Record<keyof typeof id, string>;
