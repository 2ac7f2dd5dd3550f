import pg from 'pg';
import utils from 'pg/lib/utils.js';

/** What the driver's connection does for whatever is submitted to it (pg 8), as `pg-cursor` uses it. */
interface Session {
  stream: { cork(): void; uncork(): void };
  /** Texts of the statements that it has parsed, by their names. */
  parsedStatements: Record<string, string>;
  parse(statement: { name: string; text: string }): void;
  bind(values: { statement: string; values: readonly unknown[] }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(portal: object): void;
  sync(): void;
  sendCopyFail(why: string): void;
}

type Reader = (value: string) => unknown;

/** How rows of a statement are read: the names of their columns, what reads each, and what a row begins as. */
interface Shape {
  names: readonly string[];
  readers: readonly Reader[];
  empty: Record<string, unknown>;
}

const nothing: Shape = { names: [], readers: [], empty: {} };

/** Of the statements that a session has prepared, by their names. */
const shapes = new WeakMap<Session, Map<string, Shape>>();

/**
 * A prepared statement, to be run once. The driver's own asks for its columns at each run and makes anew what reads its rows, which costs
 * several times what reading one does. They stay the same for as long as the session lives: where a change of the schema
 * gives it others, PostgreSQL refuses to run what was prepared before.
 */
export class Statement<Row extends object> implements pg.Submittable {
  readonly name: string;
  readonly text: string;
  /** Given by the driver, which calls it with no rows for what it could not run. */
  callback?: (error: Error | null | undefined, rows?: Row[]) => void;
  readonly #values: readonly unknown[];
  readonly #rows: Row[] = [];
  #session: Session | undefined;
  #shape: Shape | undefined;
  #failure: Error | undefined;

  constructor(name: string, text: string, values: readonly unknown[]) {
    this.name = name;
    this.text = text;
    this.#values = values.map(utils.prepareValue);
  }

  submit(connection: pg.Connection): void {
    const session = connection as unknown as Session;
    this.#session = session;
    this.#shape = shapes.get(session)?.get(this.name);
    session.stream.cork();
    try {
      if (session.parsedStatements[this.name] === undefined)
        session.parse({ name: this.name, text: this.text });
      session.bind({ statement: this.name, values: this.#values });
      if (!this.#shape) session.describe({ type: 'P', name: '' });
      session.execute({});
      session.sync();
    } finally {
      session.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    // As V8 keeps names of properties: those that came over the wire it would look up for each value of each row.
    const names = fields.flatMap(({ name }) => Object.keys({ [name]: null }));
    this.#learn({
      names,
      readers: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text')),
      empty: Object.fromEntries(names.map((name) => [name, null])),
    });
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.#failure || !this.#shape) return;
    const { names, readers, empty } = this.#shape;
    try {
      const row = { ...empty };
      for (let n = 0; n < fields.length; n += 1) {
        const value = fields[n] as string | null;
        if (value !== null) row[names[n] as string] = (readers[n] as Reader)(value);
      }
      this.#rows.push(row as Row);
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  /** Of what has no rows there is no description. */
  handleCommandComplete(): void {
    if (!this.#shape) this.#learn(nothing);
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.callback?.(this.#failure);
    else this.callback?.(null, this.#rows);
  }

  handleError(error: Error): void {
    this.callback?.(this.#failure ?? error);
  }

  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(): void {
    this.#session?.sendCopyFail('nothing is copied by a prepared statement');
  }

  #learn(shape: Shape): void {
    this.#shape = shape;
    if (!this.#session) return;
    const known = shapes.get(this.#session) ?? new Map<string, Shape>();
    shapes.set(this.#session, known.set(this.name, shape));
  }
}
