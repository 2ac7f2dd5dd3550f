/** Something a chat client would not let a person do. */
export class NotPossible extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
