import type { Actor, Right } from '../../core/context.ts';
import { hasRole } from '../../core/context.ts';
import { readNumber } from '../../core/numbers.ts';
import { type Cursor, orderOf, type Page, pageOf } from '../../core/pages.ts';
import type { Queryable } from '../../core/queryable.ts';
import { isReturned } from '../../db/returned.ts';
import { prefixes, wordsOf } from '../../db/words.ts';
import type { Emptied } from '../../retention/emptied.ts';
import { readNik, type Status } from './model.ts';
import { activeSatkers, type Standing } from './rules.ts';

/** What a list of users is narrowed to. */
export interface ListFilter {
  satkerId?: number;
  status?: Status;
  /** Those alone that are not returned to whoever asked. */
  here?: true;
  /** A whole NIK, or words that the name, NIP or e-mail begin with. */
  text?: string;
}

/** One row of the list; the NIK is not in it, since a list is read over shoulders. */
export interface ListRow extends Emptied {
  id: number;
  number: string;
  name: string;
  nip: string | null;
  status: Status;
  reason: string | null;
  statusSince: Date;
  /** It waits for the answer of whoever asked for it (A-3). */
  isReturned: boolean;
  satkerName: string;
}

export type ListPage = Page<ListRow>;

const pageSize = 6;

/**
 * Of a satker's users: `see` them (S-2, I-2), `ask` for something for them (S-14, S-19), `decide` on them (S-20), or do what a ticket asks for
 * them, as whoever stands in for an officer does too (S-15, I-6).
 */
export type Doing = 'see' | 'ask' | 'decide' | 'answer';

/** The satkers with whose users this person may do so. */
export async function satkersTo(
  doing: Doing,
  db: Queryable,
  actor: Actor,
  standing: Standing,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `SELECT id FROM unit WHERE kind = 'SATKER' AND ($3 OR id = ANY($1) OR kppn_id = ANY($2)) ORDER BY id`,
    [
      doing === 'decide' || doing === 'answer' ? [] : activeSatkers(actor, standing),
      doing === 'answer' ? [actor, ...actor.standsInFor].flatMap(officeOf) : officeOf(actor),
      doing === 'see' && hasRole(actor, 'ADMIN'),
    ],
  );
  return rows.map((row) => row.id);
}

/** The satkers whose users this person may see (S-2, I-2). */
export const visibleSatkers = (db: Queryable, actor: Actor, standing: Standing): Promise<number[]> =>
  satkersTo('see', db, actor, standing);

/** The KPPNs that somebody is an officer of. */
export function officeOf({ roles }: Pick<Right, 'roles'>): number[] {
  return roles.flatMap(({ role, unitId }) => (role === 'KPPN_OFFICER' && unitId !== null ? [unitId] : []));
}

/** One page of the users of these satkers, newest first, at the same cost wherever it is and however many there are. */
export async function listUsers(
  db: Queryable,
  satkers: readonly number[],
  filter: ListFilter,
  cursor: Cursor = {},
): Promise<ListPage> {
  const within = filter.satkerId ? satkers.filter((id) => id === filter.satkerId) : satkers;
  const number = filter.text ? readNumber('SAT', filter.text) : null;
  const words = filter.text ? prefixes(filter.text) : null;
  const rows = number
    ? await numberedRow(db, within, filter, number)
    : filter.text === undefined
      ? await rowsOf(db, within, filter, cursor)
      : words
        ? await foundPage(
            db,
            within,
            { status: filter.status, words, nikHash: await nikHashIn(db, filter.text) },
            cursor,
          )
        : [];
  return pageOf(rows, pageSize, cursor);
}

const columns = `f.id, f.number, f.name, f.nip, f.status, f.reason, f.status_since AS "statusSince", ${isReturned(`'satker:' || f.id`)} AS "isReturned", f.emptied_at AS "emptiedAt", f.emptied_on_demand AS "emptiedOnDemand", u.name AS "satkerName"`;

/** The rows that this person entered, newest first. */
export function usersEnteredBy(db: Queryable, actor: Actor, limit: number): Promise<ListRow[]> {
  return db.query<ListRow>(
    `SELECT ${columns} FROM satker_user f JOIN unit u ON u.id = f.unit_id
     WHERE f.requester_id = $1 AND f.removed_at IS NULL ORDER BY f.id DESC LIMIT $2`,
    [actor.id, limit],
  );
}

function numberedRow(
  db: Queryable,
  satkers: readonly number[],
  { status }: ListFilter,
  number: string,
): Promise<ListRow[]> {
  return db.query<ListRow>(
    `SELECT ${columns} FROM satker_user f JOIN unit u ON u.id = f.unit_id
     WHERE f.number = $2 AND f.unit_id = ANY($1) AND f.removed_at IS NULL
       AND ($3::text IS NULL OR f.status = $3::satker_user_status)`,
    [satkers, number, status ?? null],
  );
}

/** Each satker gives at most a page, from its own index. */
function rowsOf(
  db: Queryable,
  satkers: readonly number[],
  { status, here }: ListFilter,
  cursor: Cursor,
): Promise<ListRow[]> {
  const { order, beyond, from } = orderOf(cursor);
  return db.query<ListRow>(
    `SELECT ${columns} FROM unnest($1::int[]) AS wanted(id) JOIN unit u ON u.id = wanted.id
     CROSS JOIN LATERAL (
       SELECT * FROM satker_user s WHERE s.unit_id = u.id AND s.removed_at IS NULL
         ${status ? 'AND s.status = $4::satker_user_status' : ''}
         ${here ? `AND NOT ${isReturned(`'satker:' || s.id`)}` : ''}
         AND s.id ${beyond} $2 ORDER BY s.id ${order} LIMIT $3
     ) AS f ORDER BY f.id ${order} LIMIT $3`,
    [satkers, from, pageSize + 1, ...(status ? [status] : [])],
  );
}

interface Sought {
  status: Status | undefined;
  /** For to_tsquery. */
  words: string;
  nikHash: string | null;
}

/** As many matches as are looked at one by one. */
const fewMatches = 1000;
const fewSatkers = 50;

/**
 * A page of what was searched. Few matches come from the index of words; where there are many, a walk along the ids meets
 * them soon. The planner cannot know which: told to sort, it walks past every row of a satker for a word that nobody has.
 */
async function foundPage(
  db: Queryable,
  satkers: readonly number[],
  sought: Sought,
  cursor: Cursor,
): Promise<ListRow[]> {
  const { order, beyond, from } = orderOf(cursor);
  // The values have numbers of their own, so that each statement is one prepared text.
  const values = [satkers, sought.words, sought.status ?? null, ...(sought.nikHash ? [sought.nikHash] : [])];
  const byNik = sought.nikHash ? ' OR s.nik_hash = $4' : '';
  const matches = `s.removed_at IS NULL AND ($3::text IS NULL OR s.status = $3::satker_user_status)
    AND (${userWords} @@ to_tsquery('simple', $2)${byNik})`;
  const few = await db.query<{ id: number }>(
    `SELECT s.id FROM satker_user s WHERE s.unit_id = ANY($1) AND ${matches} LIMIT ${fewMatches + 1}`,
    values,
  );
  if (few.length <= fewMatches) {
    const ids = few
      .map(({ id }) => id)
      .filter((id) => (beyond === '<' ? id < from : id > from))
      .sort((a, b) => (order === 'DESC' ? b - a : a - b));
    return db.query<ListRow>(
      `SELECT ${columns} FROM satker_user f JOIN unit u ON u.id = f.unit_id WHERE f.id = ANY($1) ORDER BY f.id ${order}`,
      [ids.slice(0, pageSize + 1)],
    );
  }
  const next = values.length + 1;
  const walk = `s.id ${beyond} $${next} ORDER BY s.id ${order} LIMIT $${next + 1}`;
  // A few satkers are walked along their own indexes, many along the ids of all: their rows lie close together there.
  const rows =
    satkers.length <= fewSatkers
      ? `unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
           SELECT * FROM satker_user s WHERE s.unit_id = wanted.id AND ${matches} AND ${walk}) AS f`
      : `(SELECT * FROM satker_user s WHERE s.unit_id = ANY($1) AND ${matches} AND ${walk}) AS f`;
  return db.query<ListRow>(
    `SELECT ${columns} FROM ${rows} JOIN unit u ON u.id = f.unit_id ORDER BY f.id ${order} LIMIT $${next + 1}`,
    [...values, from, pageSize + 1],
  );
}

const userWords = wordsOf(`s.name || ' ' || coalesce(s.nip, '') || ' ' || s.email`);

/** NIKs lie sealed and are found whole alone: what would find their beginnings would tell a dump who was born where and when (T-2). */
async function nikHashIn(db: Queryable, text: string): Promise<string | null> {
  const nik = readNik(text);
  return nik && db.keys.hash('nik', nik);
}

/** Rows whose users somebody chooses one of in a form: by a part of the name, the NIK or the NIP. */
export async function searchUsers(
  db: Queryable,
  satkers: readonly number[],
  text: string,
  status: readonly Status[],
): Promise<ListRow[]> {
  const pages = await Promise.all(
    status.map((one) => listUsers(db, satkers, { status: one, text: text.trim() || undefined })),
  );
  return pages.flatMap((page) => page.items).sort((a, b) => a.name.localeCompare(b.name));
}
