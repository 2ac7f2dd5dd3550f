/**
 * Why a file is not read: `not-xlsx` another kind of file · `encrypted` asks for a password · `macros` carries a
 * program · `too-large` too many bytes or too much memory · `too-many-rows` more rows than the caller takes ·
 * `suspicious` made to deceive or to exhaust a reader · `external-links` takes values from other workbooks ·
 * `broken` cut off, damaged or not to the standard.
 */
export type UnreadableReason =
  | 'not-xlsx'
  | 'encrypted'
  | 'macros'
  | 'too-large'
  | 'too-many-rows'
  | 'suspicious'
  | 'external-links'
  | 'broken';

/** A file that cannot be taken as a spreadsheet. The message is for the log; people are told by the reason. */
export class UnreadableSpreadsheet extends Error {
  override name = 'UnreadableSpreadsheet';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
