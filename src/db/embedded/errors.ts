export type EmbeddedPostgresProblem =
  /** Another living process uses the same data directory; `pid` names it. */
  | 'in-use'
  /** No PostgreSQL for this platform was installed, or no account may run it. */
  | 'unavailable'
  /** The data directory belongs to somebody else, or to another major version. */
  | 'foreign'
  /** PostgreSQL itself refused to start; the message ends with its own words. */
  | 'failed';

const wayOut = 'Set DATABASE_URL to use a PostgreSQL server of your own instead.';

/** Why the embedded PostgreSQL cannot serve. The message is for whoever operates the program. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly problem: EmbeddedPostgresProblem;
  readonly pid: number | undefined;

  constructor(problem: EmbeddedPostgresProblem, message: string, pid?: number) {
    super(problem === 'in-use' ? message : `${message}\n${wayOut}`);
    this.problem = problem;
    this.pid = pid;
  }
}
