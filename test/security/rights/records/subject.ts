import type { Database } from '../../../../src/db/database.ts';
import { giveBytes } from '../../../support/sealed-files.ts';
import { type Account, emailOf } from '../people.ts';

/** Something that actions are about, as it stands, with who somebody is to it. */
export interface Subject {
  kind: string;
  state: string;
  id: number | string;
  /** How the rules know the state: `waiting`, `returned`, `over` … */
  is: readonly string[];
  /** By the words of the rules: `requester`, `holder` … */
  who: Readonly<Record<string, readonly Account[]>>;
  /** What nobody reads who may not see it. */
  secrets: readonly string[];
  /** All that stands in its actions, where that is not its id alone, by their names. */
  args?: Readonly<Record<string, readonly string[]>>;
  /** As people type it. */
  number?: string;
  /** Another one that stands alike. */
  alike(): Promise<Subject>;
}

let made = 0;
export const nextKey = (): string => String(++made).padStart(4, '0');

export async function idBy(db: Database, sql: string, values: unknown[] = []): Promise<number> {
  const [row] = await db.query<{ id: number }>(sql, values);
  if (!row) throw new Error(`nothing was made by ${sql}`);
  return row.id;
}

/** SQL: the id of somebody. */
export const person = (account: string) => `(SELECT id FROM person WHERE email = '${emailOf(account)}')`;

/** A PDF that lies with a record, perhaps given with what was said of it. */
export async function fileOf(
  db: Database,
  record: string,
  uploader: Account,
  name: string,
  remark = 0,
): Promise<number> {
  const id = await idBy(
    db,
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, remark_id)
     VALUES ($1, 'application/pdf', 4, '', '', $2, ${person(uploader)}, $3, nullif($4, 0)) RETURNING id`,
    [`${name}.pdf`, `rights ${nextKey()}`, record, remark],
  );
  await giveBytes(db, id, '%PDF');
  return id;
}

/** Has a record returned with a question to whoever asked for it. */
export const askAbout = (db: Database, subject: string, stage: string, by: Account, asked: Account) =>
  idBy(
    db,
    `INSERT INTO record_remark (subject, kind, stage, person_id, asked_id, surface, text, at)
     VALUES ($1, 'QUESTION', $2, ${person(by)}, ${person(asked)}, 'slack', 'Untuk apa?', now()) RETURNING id`,
    [subject, stage],
  );

/** The entry with which a record began. */
export const begun = (db: Database, subject: string, action: string, by: Account, to: string) =>
  db.query(
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, to_state)
     SELECT now(), p.id, p.name, 'slack', $1, $2, $3 FROM person p WHERE p.id = ${person(by)}`,
    [action, subject, to],
  );
