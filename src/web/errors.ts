/** Nothing here, or nothing for this person: the two are answered alike. */
export class NotFound extends Error {
  override name = 'NotFound';
}

/** A request that no page of ours can have led to. */
export class Rejected extends Error {
  override name = 'Rejected';
  readonly status: 400 | 403 | 413 | 415;

  constructor(status: 400 | 403 | 413 | 415, why: string) {
    super(why);
    this.status = status;
  }
}
