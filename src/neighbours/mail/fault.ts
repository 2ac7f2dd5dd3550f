/** The mail server does not answer, or does not take a letter now. Coming back may help. */
export class MailFault extends Error {
  override name = 'MailFault';
}
