// @ts-check
/** A fault of the file, not of the program: crosses to the main thread as its reason and its message. */
export class Unreadable extends Error {
  /**
   * @param {import('../unreadable.ts').UnreadableReason} reason
   * @param {string} message
   */
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}
