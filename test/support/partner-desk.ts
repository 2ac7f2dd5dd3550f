import type { Day } from '../../src/core/day.ts';
import type { Workspace } from './bot.ts';

/** What tests of the partner desk find in the database before anybody does anything: accounts that an import made. */

const domain = 'nusantara.example';
export const official = 'Hendra Gunawan';
export const position = '50012345 VP Retail Operation';

/** A secretary with a chat account of their own. */
export const lestari = { account: 'lestari.putri', name: 'Lestari Putri' };

export interface PartnerAccount {
  account: string;
  name: string;
  kind?: 'PARTNER' | 'SECRETARY';
  parent?: string;
  startsOn?: Day;
  endsOn?: Day;
  importId?: number;
  positionCode?: string | null;
  hubRefusal?: string | null;
}

/** An import that has ended; answers its id. */
export async function writeImport(workspace: Pick<Workspace, 'query'>): Promise<number> {
  const [row] = await workspace.query<{ id: number }>(
    `INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
     SELECT 'IMP-T-' || nextval('import_number'), 'DONE', now(), 'sekretaris.xlsx', '', 'test:' || currval('import_number'),
            p.id, 'slack', now() FROM person p WHERE p.email LIKE 'tono.%' RETURNING id`,
  );
  return row?.id ?? 0;
}

/** Until when accounts are there, unless somebody says otherwise: yet to come, whenever the tests run. */
export const accountEnd = `${new Date().getFullYear() + 1}-12-31`;

/** An account as an import makes it; answers the person's id. */
export async function writeAccount(
  workspace: Pick<Workspace, 'query'>,
  made: PartnerAccount,
): Promise<number> {
  const [row] = await workspace.query<{ id: number }>(
    `WITH p AS (INSERT INTO person (email, name, unit_id) SELECT $1, $2, id FROM unit WHERE code = 'HO-RET'
                ON CONFLICT (email) DO UPDATE SET registered = true, name = excluded.name RETURNING id)
     INSERT INTO partner_account (person_id, account_name, contact_email, company, kind, unit_id, parent_id, starts_on, ends_on,
                                  import_id, created_at, position_code, hub_refusal)
     SELECT p.id, $3, $1, 'PT Mitra Sejahtera', $4::partner_kind, u.id, o.id, $6::date, $7::date, $8, now(), $9, $10
     FROM p, unit u, position o WHERE u.code = 'HO-RET' AND o.code = $5 RETURNING person_id AS id`,
    [
      `${made.account}@${domain}`,
      made.name,
      made.account,
      made.kind ?? 'SECRETARY',
      made.parent ?? '50012345',
      made.startsOn ?? '2026-01-01',
      made.endsOn ?? accountEnd,
      made.importId ?? null,
      made.positionCode ?? null,
      made.hubRefusal ?? null,
    ],
  );
  return row?.id ?? 0;
}

/** Grants a role behind everybody's back. */
export async function writeGrant(
  workspace: Pick<Workspace, 'query'>,
  account: string,
  role = 'Secretary User',
  application = 'P-Office 2.0',
): Promise<void> {
  await workspace.query(
    `INSERT INTO whitelist_grant (person_id, role_id, granted_at)
     SELECT p.id, r.id, now() FROM person p, application_role r JOIN application a ON a.id = r.application_id
     WHERE p.email = $1 || '@${domain}' AND r.name = $2 AND a.name = $3 ON CONFLICT DO NOTHING`,
    [account, role, application],
  );
}

/** A mapping as if it had been made on its first day; answers its number. */
export async function writeMapping(
  workspace: Pick<Workspace, 'query'>,
  mapping: { account: string; position?: string; start: Day; end: Day; setOn?: Day },
): Promise<string> {
  const [row] = await workspace.query<{ number: string }>(
    `INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
     SELECT 'MAP-T-' || lpad(nextval('mapping_number')::text, 4, '0'), p.id, o.id, $3::date, $4::date, $5::date, t.id, now(),
            'test ' || currval('mapping_number')
     FROM person p, position o, person t WHERE p.email = $1 || '@${domain}' AND o.code = $2 AND t.email LIKE 'tono.%'
     RETURNING number`,
    [
      mapping.account,
      mapping.position ?? '50012345',
      mapping.start,
      mapping.end,
      mapping.setOn ?? mapping.start,
    ],
  );
  return row?.number ?? '';
}

/** A mapping of a secretary of its own whose End, 10 December 2026, was reminded of on 10 November; answers its id. */
export async function writeExpiring(
  db: Pick<Workspace, 'query'>,
  { account, holder = '50012345' }: { account: string; holder?: string },
): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `WITH p AS (INSERT INTO person (email, name) VALUES ($1 || '@${domain}', 'Sekretaris ' || $1) RETURNING id),
     m AS (INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
       SELECT 'MAP-' || $1, p.id, o.id, '2026-01-01', '2026-12-10', '2026-01-01', t.id, '2026-01-01', $1
       FROM p, position o, person t WHERE o.code = $2 AND t.email LIKE 'tono.%' RETURNING id, ends_on)
     INSERT INTO deadline_notice (kind, record, falls_on, days, made_on, told)
     SELECT 'partner.expiry', id, ends_on, 30, '2026-11-10', true FROM m RETURNING record AS id`,
    [account, holder],
  );
  if (!row) throw new Error(`no mapping was made for ${account}`);
  return row.id;
}

/** The roles that somebody has now. */
export async function rolesOf(workspace: Pick<Workspace, 'query'>, account: string): Promise<string[]> {
  const rows = await workspace.query<{ role: string }>(
    `SELECT a.name || ': ' || r.name AS role FROM whitelist_grant g JOIN application_role r ON r.id = g.role_id
     JOIN application a ON a.id = r.application_id JOIN person p ON p.id = g.person_id
     WHERE p.email = $1 || '@${domain}' AND g.withdrawn_at IS NULL ORDER BY 1`,
    [account],
  );
  return rows.map(({ role }) => role);
}

export interface WrittenMapping {
  number: string;
  position: string;
  start: Day;
  end: Day;
  ended: boolean;
  letEnd: boolean;
}

/** Somebody's mappings, oldest first. */
export async function mappingsOf(
  workspace: Pick<Workspace, 'query'>,
  account: string,
): Promise<WrittenMapping[]> {
  return workspace.query<WrittenMapping>(
    `SELECT m.number, o.code AS position, m.starts_on::text AS start, m.ends_on::text AS end, m.ended_at IS NOT NULL AS ended,
       m.let_end AS "letEnd"
     FROM secretary_mapping m JOIN position o ON o.id = m.position_id JOIN person p ON p.id = m.person_id
     WHERE p.email = $1 || '@${domain}' ORDER BY m.id`,
    [account],
  );
}

/** The audit's entries about somebody's whitelist and mappings, oldest first. */
export async function auditOf(
  workspace: Pick<Workspace, 'query'>,
  account: string,
): Promise<{ action: string; actor: string; reason: string | null; data: Record<string, unknown> }[]> {
  return workspace.query(
    `SELECT e.action, e.actor, e.reason, e.data FROM audit_entry e JOIN person p ON p.email = $1 || '@${domain}'
     WHERE (e.subject = 'person:' || p.id AND e.action LIKE 'whitelist.%')
        OR e.subject IN (SELECT 'mapping:' || m.id FROM secretary_mapping m WHERE m.person_id = p.id) ORDER BY e.id`,
    [account],
  );
}

/** What of the desk a refused act must leave as it was. */
export async function deskRecord(workspace: Pick<Workspace, 'query'>): Promise<unknown> {
  const [row] = await workspace.query(`SELECT
    (SELECT json_agg(g ORDER BY id) FROM whitelist_grant g) AS grants,
    (SELECT json_agg(m ORDER BY id) FROM secretary_mapping m) AS mappings,
    (SELECT json_agg(n ORDER BY record, falls_on, days) FROM deadline_notice n WHERE kind = 'partner.expiry') AS notices,
    (SELECT count(*) FROM audit_entry WHERE action <> 'person.linked') AS audit`);
  return row;
}
