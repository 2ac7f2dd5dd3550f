import pg from 'pg';

/** What the driver calls of a query on its way, of which its types say nothing. */
declare class Query {
  constructor(statement: pg.QueryConfig);
  name: string | undefined;
  callback: (error: Error | null, result: pg.QueryResult) => void;
  submit(connection: pg.Connection): Error | null;
  handleCommandComplete(message: object, connection: pg.Connection): void;
}

/**
 * The first statement of a transaction, sent with its BEGIN as one message. Where BEGIN fails PostgreSQL passes over what came with it,
 * so that the statement is never done outside its transaction.
 */
class FirstStatement extends (pg.Query as unknown as typeof Query) {
  readonly answer = new Promise<pg.QueryResult>((resolve, reject) => {
    this.callback = (error, result) => (error ? reject(error) : resolve(result));
  });
  #name: string | undefined;

  /** Whether BEGIN was answered: a session in which it was not is in an unknown state. */
  get isBegun(): boolean {
    return this.#name === undefined;
  }

  override submit(connection: pg.Connection): Error | null {
    connection.stream.cork();
    try {
      connection.parse({ name: '', text: 'BEGIN', types: [] }, true);
      connection.bind({}, true);
      connection.execute({}, true);
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
      // The driver would take that BEGIN was parsed for that this one was, which has a name.
      this.#name = this.name;
      this.name = undefined;
    }
  }

  override handleCommandComplete(message: object, connection: pg.Connection): void {
    if (this.isBegun) super.handleCommandComplete(message, connection);
    else {
      this.name = this.#name;
      this.#name = undefined;
    }
  }
}

export type { FirstStatement };

/** Begins a transaction with its first statement, which spares a way to the database and back. */
export function begin(client: pg.PoolClient, statement: pg.QueryConfig & { name: string }): FirstStatement {
  return client.query(new FirstStatement(statement));
}
