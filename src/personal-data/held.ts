import { surfaces } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Name, TextKey, Translate } from '../core/texts/index.ts';

/**
 * By what rows are somebody's, for them to be given (T-3): their own persons, addresses and employee numbers. It is narrower than what bars
 * somebody from deciding (I-4): what is found by an address counts only since that address is theirs, which each statement asks by `address_since`.
 */
export interface Whose {
  /** Ids: somebody may have more than one, by a tagged address. */
  persons: readonly number[];
  mailboxes: readonly string[];
  nopeks: readonly string[];
}

/** What is somebody's by their mailbox: a like name or a like address is somebody else's. */
export const whoseOf = (db: Queryable, personId: number): Promise<Whose> => whoseOfAll(db, [personId]);

/** The further mailboxes that records prove to be of the same person as these (I-4), as the desk that keeps them says. */
export type SameMailboxes = (db: Queryable, mailboxes: readonly string[]) => Promise<string[]>;

/** As what people somebody is known for certain: by the mailboxes of their address, and by those that are proved to be theirs as well. */
export async function provedSame(
  db: Queryable,
  personId: number,
  proofs: readonly SameMailboxes[],
): Promise<{ id: number; name: string; email: string }[]> {
  const { mailboxes } = await whoseOf(db, personId);
  const proved = await Promise.all(proofs.map((others) => others(db, mailboxes)));
  return db.query(
    'SELECT id, name, email FROM person WHERE mailbox_of(email) = ANY($1) OR id = $2 ORDER BY id',
    [[...mailboxes, ...proved.flat()], personId],
  );
}

/** The same of somebody who is known as several people, none of whom need be there. */
export async function whoseOfAll(db: Queryable, people: readonly number[]): Promise<Whose> {
  const [found] = await db.query<Whose>(
    `WITH own AS MATERIALIZED (SELECT DISTINCT unnest(mailboxes_of(p.email)) AS mailbox FROM person p WHERE p.id = ANY($1::int[])),
       theirs AS MATERIALIZED (SELECT q.id, q.nopek FROM person q WHERE mailbox_of(q.email) = ANY(ARRAY(SELECT mailbox FROM own)))
     SELECT ARRAY(SELECT id FROM theirs ORDER BY id) AS persons, ARRAY(SELECT mailbox FROM own ORDER BY mailbox) AS mailboxes,
       ARRAY(SELECT nopek FROM theirs WHERE nopek IS NOT NULL ORDER BY nopek) AS nopeks`,
    [people],
  );
  return found ?? { persons: [], mailboxes: [], nopeks: [] };
}

export type HeldValue = string | number | boolean | Date | Name | null;

/** What a code says to its reader. */
export type Coded = (t: Translate, code: string) => string | undefined;

/** By the text of each code. */
export const coded =
  (texts: Readonly<Record<string, TextKey>>): Coded =>
  (t, code) => {
    const key = texts[code];
    return key && t.message({ key });
  };

/** Where something was done. */
export const surfaceWords: Coded = (t, code) => {
  const surface = surfaces.find((one) => one === code);
  return surface && t(`held.surface.${surface}`);
};

/**
 * One row, by the schema's names of its fields, and the record that it is: `satker:42`. `emptiedAt`: since when what it said of people is gone
 * at the end of its period.
 */
export type HeldRow<Field extends string = string> = {
  of: string | null;
  emptiedAt?: Date | null;
  emptiedOnDemand?: boolean;
  /** It names them, and was never shown to be theirs: another's, as far as we know. */
  isUnproved?: boolean;
} & Record<Field, HeldValue>;

/** What a table has of people, as each of them is given what is theirs of it (T-3). */
export interface Held<Field extends string = string> {
  /** As the schema calls it: `SatkerUser`. */
  model: string;
  called: TextKey;
  /** Its fields, in the order in which they are read, and what they are called. */
  says: Readonly<Record<Field, TextKey>>;
  /** Fields whose values are codes of ours, in words; a code that has none stands as it is. */
  words?: Partial<Record<Field, Coded>>;
  /** The field that says which record it is about, by its subject. */
  record?: NoInfer<Field>;
  /** One after the other they tell what happened: each is read as a line that begins with its first field. */
  isLog?: true;
  find(db: Queryable, whose: Whose): Promise<HeldRow<NoInfer<Field>>[]>;
}

/** Of one table, whatever its fields are. */
export const held = <Field extends string>(one: Held<Field>): Held => one as unknown as Held;
