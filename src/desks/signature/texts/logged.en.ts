import type { id } from './logged.id.ts';

/** What the log calls what was done, of the signature desk, in English. */
export const en = {
  'logged.sign.agreed': 'Agreed to sign',
  'logged.sign.asked': 'Asked for signatures on a document',
  'logged.sign.begun': 'Began to enrol for electronic signing',
  'logged.sign.declined': 'Declined to sign',
  'logged.sign.details': 'Entered the verification method and the phone number',
  'logged.sign.ended': 'Ended the request for signatures',
  'logged.sign.enrolled': 'Enrolled for electronic signing',
  'logged.sign.expired': 'The certificate expired',
  'logged.sign.initial': 'Created the initial',
  'logged.sign.issued': 'Issued a certificate',
  'logged.sign.left': 'The enrolment ended because the person left',
  'logged.sign.newPhoneApproved': 'Approved a change of phone',
  'logged.sign.newPhoneAsked': 'Asked for a change of phone',
  'logged.sign.newPhoneRejected': 'Rejected a change of phone',
  'logged.sign.newPhoneWithdrawn': 'Withdrew the request for a change of phone',
  'logged.sign.notWritten': 'The signature could not be written into the document',
  'logged.sign.revoked': 'Revoked their own certificate',
  'logged.sign.revokedByAdmin': 'Revoked somebody’s certificate',
  'logged.sign.signed': 'Signed the document',
  'logged.sign.takenBack': 'Took the document back',
  'logged.sign.unenrolled': 'Ended the enrolment for electronic signing',
} as const satisfies Record<keyof typeof id, string>;
