import type { Queryable } from '../core/queryable.ts';
import { leafLine, openings } from './leaf.ts';

const pageSize = 5000;

/** The leaves of the whole log in their order, a line each with what opens it, page by page: what is hashed is the line without that and its end. */
export async function* exportLog(db: Queryable): AsyncGenerator<string> {
  for (let after = 0; ; after += pageSize) {
    const [page] = await db.query<{ lines: string | null }>(
      `SELECT string_agg(${leafLine} || ${openings}, E'\\n' ORDER BY s.position) AS lines
       FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
       WHERE s.position > $1::bigint AND s.position <= $1::bigint + ${pageSize}`,
      [String(after)],
    );
    if (!page || page.lines === null) return;
    yield `${page.lines}\n`;
  }
}
