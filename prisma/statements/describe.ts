import pg from 'pg';

/** A column of a statement's rows, as PostgreSQL describes it. */
export interface Column {
  name: string;
  /** PostgreSQL's name of the type. */
  type: string;
  /** The labels of an enum. */
  labels: readonly string[] | null;
  /** Whether it can be null; undefined where that cannot be decided. */
  nullable: boolean | undefined;
}

type Type = Pick<Column, 'type' | 'labels'>;

/** The column of a table that a field is. */
interface Origin {
  name: string;
  required: boolean;
}

export type Described = { columns: readonly Column[] } | { refused: string };

interface Field {
  name: string;
  dataTypeID: number;
  tableID: number;
  columnID: number;
}

/** Has PostgreSQL parse a statement and say what its rows are, by the protocol's Parse and Describe: nothing is run. */
class Description implements pg.Submittable {
  readonly fields: Promise<readonly Field[]>;
  private resolve!: (fields: readonly Field[]) => void;
  private reject!: (error: Error) => void;
  private found: readonly Field[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.fields = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as {
      parse(message: { name: string; text: string; types: number[] }): void;
      describe(message: { type: 'S'; name: string }): void;
      sync(): void;
    };
    wire.parse({ name: '', text: this.text, types: [] });
    wire.describe({ type: 'S', name: '' });
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.found = fields;
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve(this.found);
  }
}

/** What a migrated database says of statements. */
export class Describer {
  private readonly types = new Map<number, Type>();
  private readonly client: pg.Client;

  constructor(client: pg.Client) {
    this.client = client;
  }

  async describe(text: string): Promise<Described> {
    const statement = numberedAnew(text);
    try {
      const description = new Description(statement);
      this.client.query(description);
      const fields = await description.fields;
      const origins = await this.originsOf(fields);
      const columns: Column[] = [];
      for (const field of fields) {
        const type = await this.typeOf(field.dataTypeID);
        const origin = origins.get(field);
        columns.push({ name: field.name, ...type, nullable: origin && canBeNull(origin, statement) });
      }
      return { columns };
    } catch (error) {
      if (error instanceof pg.DatabaseError) return { refused: error.message };
      throw error;
    }
  }

  /** What stands in the JSON of rows that come whole (`wholeRows`), each as JSON has it; undefined where they do not. */
  async describeInside(text: string): Promise<readonly Column[] | undefined> {
    const inside = text.replace(wholeRow, '$1');
    if (inside === text) return undefined;
    const described = await this.describe(inside);
    return 'columns' in described
      ? described.columns.map((column) => ({ ...column, type: writtenAs(column.type) }))
      : undefined;
  }

  /** Of the fields that are a table's own columns: which. */
  private async originsOf(fields: readonly Field[]): Promise<Map<Field, Origin>> {
    const own = fields.filter(({ tableID }) => tableID > 0);
    const { rows } = await this.client.query<Origin & { table: number; number: number }>(
      `SELECT attrelid::int AS table, attnum AS number, attname AS name, attnotnull AS required
       FROM pg_attribute WHERE attrelid = ANY($1::oid[])`,
      [own.map(({ tableID }) => tableID)],
    );
    const found = new Map<Field, Origin>();
    for (const field of own) {
      const origin = rows.find(({ table, number }) => table === field.tableID && number === field.columnID);
      if (origin) found.set(field, origin);
    }
    return found;
  }

  private async typeOf(id: number): Promise<Type> {
    const known = this.types.get(id);
    if (known) return known;
    const { rows } = await this.client.query<Type>(
      `SELECT format_type($1, NULL) AS type, (SELECT array_agg(e.enumlabel::text) FROM pg_enum e WHERE e.enumtypid = $1) AS labels`,
      [id],
    );
    const type = rows[0] ?? { type: 'unknown', labels: null };
    this.types.set(id, type);
    return type;
  }
}

const wholeRow = /\bSELECT row_to_json\(whole\) AS whole FROM \((.*)\) whole\s*$/s;

/** As which type a value stands in JSON. */
function writtenAs(type: string): string {
  if (type.endsWith('[]')) return `${writtenAs(type.slice(0, -2))}[]`;
  if (/^(timestamp|time|date|interval|bytea|oid)/.test(type)) return 'text';
  return type === 'bigint' || type === 'numeric' ? 'double precision' : type;
}

const outerJoin = /\b(left|right|full)\s+(outer\s+)?join\b/i;

/**
 * Whether a table's column can be NULL in a statement's rows. Where the statement has an outer join, or itself speaks of the
 * column's being NULL or not, that is not decided.
 */
function canBeNull({ name, required }: Origin, statement: string): boolean | undefined {
  if (required) return outerJoin.test(statement) ? undefined : false;
  return new RegExp(`\\b${name}\\s+(IS\\s+NOT\\s+NULL|(=|<|>|<=|>=|@>|&&)\\s)`, 'i').test(statement)
    ? undefined
    : true;
}

/** The same statement with its parameters numbered without gaps, in the order in which it names them. */
function numberedAnew(text: string): string {
  const numbers = new Map<string, number>();
  return text.replaceAll(/\$(\d+)/g, (_, given: string) => {
    const number = numbers.get(given) ?? numbers.size + 1;
    numbers.set(given, number);
    return `$${number}`;
  });
}
