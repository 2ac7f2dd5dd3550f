/** Bytes that no PDF reader could take for sure. The message is for the log. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}
