import type { Actor } from '../../core/context.ts';
import { hasRole } from '../../core/context.ts';
import type { Tx } from '../../db/database.ts';
import type { Status } from './model.ts';
import type { Standing } from './rules.ts';

/** What a list of users is narrowed to. */
export interface ListFilter {
  satkerId?: number;
  status?: Status;
  /** A NIK from its beginning, or words that the name, NIP or e-mail begin with. */
  text?: string;
}

/** One row of the list; the NIK is not in it, since a list is read over shoulders. */
export interface ListRow {
  id: number;
  number: string;
  name: string;
  nip: string | null;
  status: Status;
  reason: string | null;
  statusSince: Date;
  satkerName: string;
}

export interface ListPage {
  items: ListRow[];
  /** Cursors of the neighbouring pages, absent at either end. */
  newer?: number;
  older?: number;
}

const pageSize = 6;

/** The satkers whose users this person may see (S-2, I-2). */
export async function visibleSatkers(
  db: Pick<Tx, 'query'>,
  actor: Actor,
  standing: Standing,
): Promise<number[]> {
  const own = standing.activeIn.filter((id) =>
    actor.roles.some(({ role, unitId }) => role === 'SATKER_USER' && unitId === id),
  );
  const rows = await db.query<{ id: number }>(
    `SELECT id FROM unit WHERE kind = 'SATKER' AND ($3 OR id = ANY($1) OR kppn_id = ANY($2)) ORDER BY id`,
    [own, officeOf(actor), hasRole(actor, 'ADMIN')],
  );
  return rows.map((row) => row.id);
}

/** The KPPNs that somebody is an officer of. */
export function officeOf(actor: Actor): number[] {
  return actor.roles.flatMap(({ role, unitId }) =>
    role === 'KPPN_OFFICER' && unitId !== null ? [unitId] : [],
  );
}

/**
 * One page of the users of these satkers, newest first. Each satker gives at most a page from its own index, so that a
 * page costs the same wherever it is and however many users a satker has.
 */
export async function listUsers(
  db: Pick<Tx, 'query'>,
  satkers: readonly number[],
  filter: ListFilter,
  cursor: { before?: number; after?: number } = {},
): Promise<ListPage> {
  const forward = cursor.after !== undefined;
  const joined = filter.text?.replaceAll(/[\s.-]/g, '') ?? '';
  const digits = /^\d{4,16}$/.test(joined) ? joined : null;
  const words = filter.text ? prefixes(filter.text) : null;
  if (filter.text && !words) return { items: [] };
  // By the operators of the index of NIKs; a colon comes after every digit.
  const nikBegins = `s.nik ~>=~ $6 AND s.nik ~<~ ($6 || ':')`;
  const order = forward ? 'ASC' : 'DESC';
  const rows = await db.query<ListRow>(
    `SELECT f.id, f.number, f.name, f.nip, f.status, f.reason, f.status_since AS "statusSince", u.name AS "satkerName"
     FROM unnest($1::int[]) AS wanted(id) JOIN unit u ON u.id = wanted.id
     CROSS JOIN LATERAL (
       SELECT * FROM satker_user s WHERE s.unit_id = u.id AND s.removed_at IS NULL
         ${filter.status ? 'AND s.status = $3::satker_user_status' : 'AND $3::text IS NULL'}
         ${words ? `AND (${wordsColumn} @@ to_tsquery('simple', $4)${digits ? ` OR ${nikBegins}` : ''})` : 'AND $4::text IS NULL'}
         AND s.id ${forward ? '>' : '<'} $2 ORDER BY s.id ${order} LIMIT $5
     ) AS f ORDER BY f.id ${order} LIMIT $5`,
    [
      filter.satkerId ? satkers.filter((id) => id === filter.satkerId) : satkers,
      cursor.after ?? cursor.before ?? 2 ** 31 - 1,
      filter.status ?? null,
      words,
      pageSize + 1,
      ...(digits ? [digits] : []),
    ],
  );
  const more = rows.length > pageSize;
  const items = rows.slice(0, pageSize);
  if (forward) items.reverse();
  return {
    items,
    newer: (forward ? more : cursor.before !== undefined) ? items[0]?.id : undefined,
    older: (forward ? true : more) ? items.at(-1)?.id : undefined,
  };
}

/** The expression that the index of words is over. */
const wordsColumn = `to_tsvector('simple', s.name || ' ' || coalesce(s.nip, '') || ' ' || replace(s.email, '@', ' '))`;

/** What was typed as a search for words that begin so; null when there is no word in it. */
function prefixes(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}.-]*/gu) ?? [];
  return words.length > 0 ? words.map((word) => `'${word}':*`).join(' & ') : null;
}

/** Rows whose users somebody chooses one of in a form: by a part of the name, the NIK or the NIP. */
export async function searchUsers(
  db: Pick<Tx, 'query'>,
  satkers: readonly number[],
  text: string,
  status: readonly Status[],
): Promise<ListRow[]> {
  const pages = await Promise.all(
    status.map((one) => listUsers(db, satkers, { status: one, text: text.trim() || undefined })),
  );
  return pages.flatMap((page) => page.items).sort((a, b) => a.name.localeCompare(b.name));
}
