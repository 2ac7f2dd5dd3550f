import { type Cursor, orderOf, type Page, pageOf } from '../../../core/pages.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { hasWords, soughtWords } from '../../../people/words.ts';
import type { MappedCompany } from '../model.ts';

/** SQL: whether whoever has the satker `s` in their profile buys for it still. */
const isHeld = `EXISTS (SELECT FROM role_grant g JOIN person h ON h.id = g.person_id AND h.active
  WHERE g.person_id = s.person_id AND g.role = 'PROCUREMENT_OFFICER' AND g.withdrawn_at IS NULL)`;

const companies = `
  SELECT c.id, c.name, c.address, c.mapped_at AS "mappedAt", c.ended_at AS "endedAt",
    json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'institution', u.institution) AS unit,
    ARRAY(SELECT p.name FROM market_link l JOIN procurement_satker s ON s.id = l.satker_id JOIN person p ON p.id = s.person_id
          WHERE l.company_id = c.id AND l.ended_at IS NULL AND ${isHeld} ORDER BY p.name) AS officers
  FROM satker_company c JOIN unit u ON u.id = c.unit_id`;

/** A satker's company, also one whose mapping has ended; null where there is none. */
export async function loadCompany(db: Queryable, id: number): Promise<MappedCompany | null> {
  const [company] = await db.query<MappedCompany>(`${companies} WHERE c.id = $1`, [id]);
  return company ?? null;
}

const pageSize = 8;

/** The mapped satkers with their companies, the newest first, by words of the satker's code or name. */
export async function mappedCompanies(
  db: Queryable,
  { text = '', ...cursor }: Cursor & { text?: string },
): Promise<Page<MappedCompany>> {
  const sought = soughtWords(text);
  if (sought === 'nothing') return { items: [] };
  const { order, beyond, from } = orderOf(cursor);
  const rows = await db.query<MappedCompany>(
    `${companies} WHERE c.ended_at IS NULL AND c.id ${beyond} $1
       ${sought === 'everything' ? '' : `AND ${hasWords('unit', 'u', '$2')}`}
     ORDER BY c.id ${order} LIMIT ${pageSize + 1}`,
    [from, ...(sought === 'everything' ? [] : [sought.words])],
  );
  return pageOf(rows, pageSize, cursor);
}

/** The satkers of profiles that are linked to this company, and whether somebody buys by them still; in the order of locks. */
export async function linkedSatkers(
  db: Queryable,
  companyId: number,
): Promise<{ id: number; isHeld: boolean }[]> {
  return db.query<{ id: number; isHeld: boolean }>(
    `SELECT s.id, ${isHeld} AS "isHeld" FROM procurement_satker s JOIN market_link l ON l.satker_id = s.id AND l.ended_at IS NULL
     WHERE l.company_id = $1 ORDER BY s.id FOR UPDATE OF s`,
    [companyId],
  );
}
