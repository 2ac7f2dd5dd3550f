/** What a key is for; of each purpose there is one key under which is sealed now (T-2). */
export const purposes = ['identity', 'files', 'typed', 'secrets'] as const;
export type Purpose = (typeof purposes)[number];

/** What of a table is sealed. All that is sealed of one row is so under one key. */
export interface SealedColumns {
  purpose: Purpose;
  /** What a row is known by before it is written, and keeps: as whose it is sealed. An SQL expression. */
  row: string;
  columns: readonly string[];
  /** The table as whose it is sealed, where rows come from there as they are. */
  as?: string;
  /** Rows that are sealed anew at a time, where each of them is large. */
  batch?: number;
}

/** The tables with sealed columns. */
export const sealedTables = {
  satker_user: { purpose: 'identity', row: 'submission_key', columns: ['nik', 'phone'] },
  digit_registration: { purpose: 'identity', row: 'nik_hash', columns: ['nik', 'phone'] },
  digit_sandbox_account: { purpose: 'identity', row: 'nik_hash', columns: ['phone'] },
  // As the bytes that it is: of one file there are copies in several rows.
  attachment: { purpose: 'files', row: `encode(sha256, 'hex')`, columns: ['content'] },
  partner_account: { purpose: 'identity', row: 'account_name', columns: ['phone'] },
  partner_withdrawal: { purpose: 'identity', row: 'account_name', columns: ['phone'], as: 'partner_account' },
  import_block: {
    purpose: 'typed',
    row: `concat_ws(' ', import_id, sheet, first)`,
    columns: ['cells', 'rows'],
    batch: 20,
  },
  authenticator: { purpose: 'secrets', row: 'person_id::text', columns: ['secret'] },
  signer: { purpose: 'secrets', row: 'id::text', columns: ['phone', 'initial'] },
  certificate: { purpose: 'secrets', row: 'serial', columns: ['private_key'] },
  product_certificate: { purpose: 'secrets', row: 'serial', columns: ['private_key'] },
  certificate_authority: {
    purpose: 'secrets',
    row: `encode(sha256(der), 'hex')`,
    columns: ['root_key', 'key'],
  },
  form_draft: { purpose: 'typed', row: `concat_ws(' ', form, person_id, id)`, columns: ['values'] },
} as const satisfies Record<string, SealedColumns>;
export type SealedTable = keyof typeof sealedTables;

/** What can be sealed. */
export type Clear = string | Buffer;
type SealedValue<Value> = Value extends Clear ? Buffer : Value;
type OpenedValue<Value, Opened> = Value extends Buffer ? Opened : Value;

/** The keys under which confidential columns lie in the database, and by which they are compared (T-2). */
export interface DataKeys {
  /** Fields of one row by the names of their columns, as they are to be written. Each opens as this column of this row alone. Null stays null. */
  seal<Fields extends Record<string, Clear | null>>(
    table: SealedTable,
    row: string,
    fields: Fields,
  ): Promise<{ [Name in keyof Fields]: SealedValue<Fields[Name]> }>;
  /** The same for one column of many rows, each `[row, value]`, in their order and under one key. */
  sealColumn(
    table: SealedTable,
    column: string,
    values: readonly (readonly [row: string, value: Clear])[],
  ): Promise<Buffer[]>;
  /** What `seal` has sealed. Throws for what was sealed as something else, and where its key is gone. */
  open<Fields extends Record<string, Buffer | null>>(
    table: SealedTable,
    row: string,
    fields: Fields,
  ): Promise<{ [Name in keyof Fields]: OpenedValue<Fields[Name], string> }>;
  /** The same for what is no text; each in memory of its own. */
  openBytes<Fields extends Record<string, Buffer | null>>(
    table: SealedTable,
    row: string,
    fields: Fields,
  ): Promise<{ [Name in keyof Fields]: OpenedValue<Fields[Name], Buffer<ArrayBuffer>> }>;
  /** By what NIKs are compared: the same for the same one as long as the database lives, and of no use without its root key. */
  hash(kind: 'nik', value: string): Promise<string>;
}
