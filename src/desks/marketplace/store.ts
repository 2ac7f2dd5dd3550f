import { type Cursor, orderOf, type Page, pageOf } from '../../core/pages.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { MarketAccount } from '../../neighbours/marketplace/marketplace.ts';
import { searchUnits } from '../../people/register.ts';
import type { Entry } from '../../records/entry.ts';
import type { Emptied } from '../../retention/emptied.ts';
import type { Satker } from './model.ts';

const satkers = `
  SELECT s.id, s.person_id AS "personId", s.is_main AS "isMain", s.changed_at AS "changedAt",
    json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'institution', u.institution) AS unit,
    CASE WHEN c.id IS NULL THEN NULL
         ELSE json_build_object('id', c.id, 'companyId', c.company_id, 'name', c.name, 'address', c.address) END AS company,
    l.account, l.email, l.linked_at AS "linkedAt"
  FROM procurement_satker s JOIN unit u ON u.id = s.unit_id
  LEFT JOIN satker_company c ON c.unit_id = s.unit_id AND c.ended_at IS NULL
  LEFT JOIN market_link l ON l.satker_id = s.id AND l.ended_at IS NULL`;

type Row = Omit<Satker, 'link'> & { account: string | null; email: string; linkedAt: Date };

const satkerOf = ({ account, email, linkedAt, ...satker }: Row): Satker => ({
  ...satker,
  link: account === null ? null : { account, email, linkedAt },
});

/** One satker of a profile; null where it is not there any more. */
export async function loadSatker(db: Queryable, id: number): Promise<Satker | null> {
  const [row] = await db.query<Row>(`${satkers} WHERE s.id = $1 AND s.removed_at IS NULL`, [id]);
  return row ? satkerOf(row) : null;
}

type Bought = Required<Emptied> & { email: string; company: string; address: string };

/** With which account of which company somebody buys, or bought, by the link that says so. */
export async function boughtBy(db: Queryable, link: number | undefined): Promise<Bought | null> {
  const [found] = await db.query<Bought>(
    `SELECT l.email, c.name AS company, c.address, l.emptied_at AS "emptiedAt", l.emptied_on_demand AS "emptiedOnDemand"
     FROM market_link l JOIN satker_company c ON c.id = l.company_id WHERE l.id = $1`,
    [link ?? null],
  );
  return found ?? null;
}

/** One that was taken out of its profile. */
export async function loadRemoved(db: Queryable, id: number): Promise<Satker | null> {
  const [row] = await db.query<Row>(`${satkers} WHERE s.id = $1 AND s.removed_at IS NOT NULL`, [id]);
  return row ? satkerOf(row) : null;
}

const pageSize = 8;

/** An officer's profile, the main satker first and then the newest, by a part of the satker's name or code or its institution (M-1). */
export async function profileOf(
  db: Queryable,
  personId: number,
  { text, ...cursor }: Cursor & { text?: string },
): Promise<Page<Satker> & { main: Satker | null }> {
  const { order, beyond, from } = orderOf(cursor);
  const [main, rows] = await Promise.all([
    db.query<Row>(`${satkers} WHERE s.person_id = $1 AND s.is_main AND s.removed_at IS NULL`, [personId]),
    db.query<Row>(
      `${satkers} WHERE s.person_id = $1 AND NOT s.is_main AND s.removed_at IS NULL AND s.id ${beyond} $2
         AND ($3::text IS NULL OR strpos(lower(concat_ws(' ', u.code, u.name, u.institution)), lower($3)) > 0)
       ORDER BY s.id ${order} LIMIT ${pageSize + 1}`,
      [personId, from, text ?? null],
    ),
  ]);
  return { ...pageOf(rows.map(satkerOf), pageSize, cursor), main: main[0] ? satkerOf(main[0]) : null };
}

/**
 * Of the companies of these accounts, those that another satker has (M-2). What has become this one's own since it was read is none of them: of a form
 * that arrives twice at the same moment the second does not find itself too late.
 */
export async function takenOf(
  db: Queryable,
  { unit }: Pick<Satker, 'unit'>,
  accounts: readonly MarketAccount[],
): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await db.query<{ id: string }>(
    'SELECT company_id AS id FROM satker_company WHERE company_id = ANY($1) AND unit_id <> $2 AND ended_at IS NULL',
    [accounts.map(({ company }) => company.id), unit.id],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The names of the institutions (K/L/P/D) that have satkers, by a part of them. */
export async function institutions(db: Queryable, text: string, most: number): Promise<string[]> {
  const rows = await db.query<{ institution: string }>(
    `SELECT DISTINCT institution FROM unit
     WHERE kind = 'SATKER' AND institution IS NOT NULL AND strpos(lower(institution), lower($1)) > 0 ORDER BY 1 LIMIT $2`,
    [text, most],
  );
  return rows.map(({ institution }) => institution);
}

/** Satkers by words of their code or name, of one institution where one is chosen, those of the profile left out (M-1). */
export async function addable(
  db: Queryable,
  personId: number,
  { institution, text }: { institution?: string; text: string },
  most: number,
): Promise<{ id: number; code: string; name: string }[]> {
  const known = await db.query<{ id: number }>(
    'SELECT unit_id AS id FROM procurement_satker WHERE person_id = $1 AND removed_at IS NULL',
    [personId],
  );
  const without = known.map(({ id }) => id);
  return searchUnits(db, text, { kinds: ['SATKER'], institution, without }, most);
}

/** Every change of somebody's profile, the newest first (M-1). */
export async function historyOf(db: Queryable, personId: number, cursor: Cursor): Promise<Page<HistoryLine>> {
  const { order, beyond, from } = orderOf(cursor);
  const rows = await db.query<HistoryLine>(
    `SELECT e.id::int AS id, e.at, e.actor, e.action, e.reason, e.data, u.name AS satker
     FROM procurement_satker s JOIN unit u ON u.id = s.unit_id JOIN audit_entry e ON e.subject = 'market-satker:' || s.id
     WHERE s.person_id = $1 AND e.id ${beyond} $2 ORDER BY e.id ${order} LIMIT ${pageSize + 1}`,
    [personId, from],
  );
  return pageOf(rows, pageSize, cursor);
}

export interface HistoryLine extends Pick<Entry, 'at' | 'actor' | 'action' | 'reason' | 'data'> {
  id: number;
  satker: string;
}
