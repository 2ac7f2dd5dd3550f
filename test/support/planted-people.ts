import type { Database } from '../../src/db/database.ts';
import * as market from '../../src/desks/marketplace/held.ts';
import * as minutes from '../../src/desks/minutes/called.ts';
import * as organisation from '../../src/desks/organisation/called.ts';
import * as partners from '../../src/desks/partners/held.ts';
import * as satker from '../../src/desks/satker/held.ts';
import * as signature from '../../src/desks/signature/held.ts';
import * as userId from '../../src/desks/user-id/held.ts';
import { ownCalled } from '../../src/personal-data/called.ts';
import { allHeld } from '../../src/personal-data/own.ts';
import { sealedNothing } from './sealed-nothing.ts';
import { sealUsers } from './sealed-users.ts';

/** What all desks hold of people. */
export const allHolds = allHeld([userId, satker, partners, market, signature]);

/** What they call their records. */
export const allCalled = Object.assign(
  {},
  ownCalled,
  ...[userId, satker, partners, market, signature, organisation, minutes].map(({ called }) => called),
);

/** Somebody whose position and Nopek have their mark. */
export async function plantPerson(db: Database, email: string, mark: string): Promise<number> {
  const [made] = await db.query<{ id: number }>(
    `INSERT INTO person (email, name, position, nopek) VALUES ($1, 'Lestari Wati', $2 || ' position', $2 || ' nopek') RETURNING id`,
    [email, mark],
  );
  return made?.id ?? 0;
}

/** A row of theirs in each table that holds something of people; each value has their mark. */
export async function plantEverythingOf(
  db: Database,
  id: number,
  mark: string,
  email: string,
  nik: string,
): Promise<void> {
  const run = (sql: string, ...more: unknown[]) =>
    db.query(
      sql.replaceAll('$1', '$1::int').replaceAll('$1::int::int', '$1::int').replaceAll('$2', '$2::text'),
      [id, mark, ...more],
    );
  await run(
    `INSERT INTO role_proposal (person_id, role, proposed_at, reason) VALUES ($1, 'ADMIN', now(), $2 || ' proposal')`,
  );
  await run(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, direct) VALUES ('slack', 'T1', $2 || ' chat', $1, $2 || ' direct')`,
  );
  await run(
    `INSERT INTO former_chat_identity (platform, tenant, external_id, person_id, linked_at, ended_at) VALUES ('teams', 'T1', $2 || ' former', $1, now(), now())`,
  );
  await run(
    `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at, outcome, reason)
     VALUES ('slack', 'T1', $2 || ' claim', $2 || '@claim', $2 || ' claimed', $1, now(), 'SAME', $2 || ' claim reason'),
       ('slack', 'T1', 'ORANG LAIN', 'ORANG LAIN', 'ORANG LAIN', $1, now(), 'ANOTHER', 'ORANG LAIN')`,
  );
  await run(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, reason, made_by_id, made_at, submission_key)
     SELECT $1, p.id, '2026-12-01', '2026-12-02', $2 || ' delegation', $1, now(), $2 FROM person p WHERE p.email LIKE 'bima.santoso@%'`,
  );
  await run(
    `INSERT INTO record_remark (subject, kind, stage, person_id, surface, text, at, source) VALUES ('user-id:1', 'COMMENT', 'X', $1, 'slack', $2 || ' remark', now(), $2)`,
  );
  await run(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
     VALUES ($2 || ' file', 'application/pdf', 1, '\\x00', '', $2, $1, 'user-id:1')`,
  );
  await run(
    `INSERT INTO import (status_since, file_name, sha256, source, person_id, surface, created_at, undo_by_id, undo_reason)
     VALUES (now(), $2 || ' import', '\\x00', $2, $1, 'slack', now(), $1, $2 || ' undone')`,
  );
  await run(
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, reason) VALUES (now(), $1, $2 || ' actor', 'slack', 'x.done', 'x:1', $2 || ' entry')`,
  );
  // About them, asked for by another; and one that they asked for, about another.
  await run(
    `WITH r AS (
       INSERT INTO user_id_request (number, kind, requester_id, surface, nopek, name, position, email, unit_id, atasan_id, note, submission_key, new_user_id, created_at, status_since)
       SELECT $2 || ' number', 'UNIT', b.id, 'slack', $2 || ' nopek', $2 || ' applicant', $2 || ' work', $3, u.id, b.id, $2 || ' note', $2, lower($2) || '.user', now(), now()
       FROM person b, unit u WHERE b.email LIKE 'bima.santoso@%' ORDER BY u.id LIMIT 1 RETURNING id
     ), c AS (INSERT INTO user_id_platform (request_id, system_id, note) SELECT r.id, s.id, $2 || ' system' FROM r, (SELECT id FROM platform_system ORDER BY id LIMIT 1) s),
     d AS (INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
       SELECT r.id, 'WAITING_ATASAN', true, b.id, 'slack', $2 || ' decision', $2, now() FROM r, person b WHERE b.email LIKE 'bima.santoso@%')
     INSERT INTO account (user_id, person_id, request_id, created_at) SELECT lower($2) || '.user', $1, id, now() FROM r`,
    email,
  );
  await run(
    `INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, note, submission_key, created_at, status_since)
     SELECT $2 || ' asked', 'UNIT', $1, 'slack', 'ORANG LAIN', 'ORANG LAIN', 'orang.lain@example', u.id, b.id, $2 || ' for another', $2 || ' asked', now(), now()
     FROM person b, unit u WHERE b.email LIKE 'bima.santoso@%' ORDER BY u.id LIMIT 1`,
  );
  await run(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, reason, surface, submission_key, created_at, offered_title)
     SELECT $2 || ' sat', u.id, $3, $2 || ' user', $2 || ' nip', $4, $2 || ' letter', 'ACTIVE', now(), $2 || ' sat reason', 'slack', $2, now(), $2 || ' title'
     FROM unit u WHERE u.kind = 'SATKER' AND $1 > 0 ORDER BY u.id LIMIT 1`,
    nik,
    email,
  );
  await sealUsers(db, [{ key: mark, nik, phone: `${mark} phone` }]);
  const hash = await db.keys.hash('nik', nik);
  const digit = await db.keys.seal('digit_registration', hash, { nik, phone: `${mark} digit phone` });
  // Somebody has typed their address for another, which nobody has approved.
  await run(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT $2 || ' typed', u.id, '31730000000099' || $3, 'ORANG LAIN', 'ORANG LAIN', $4, 'L', 'REJECTED', now(), 'slack', $2 || ' typed', now()
     FROM unit u WHERE u.kind = 'SATKER' AND $1::int > 0 ORDER BY u.id LIMIT 1`,
    nik.slice(-2),
    email,
  );
  await run(
    `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, note, reason, submission_key, created_at)
     SELECT $2 || ' ticket', 'REGISTRATION', now(), u.id, $1, 'slack', $2 || ' ticket note', $2 || ' ticket reason', $2, now() FROM unit u WHERE u.kind = 'SATKER' ORDER BY u.id LIMIT 1`,
  );
  await run(
    `INSERT INTO digit_registration (nik_hash, nik, name, nip, phone, email, created_at) SELECT $3, $5, $2 || ' digit', $2 || ' digit nip', $6, $4, now() WHERE $1::int > 0`,
    hash,
    email,
    digit.nik,
    digit.phone,
  );
  const partner = await db.keys.seal('partner_account', `${mark.toLowerCase()}.partner`, {
    phone: `${mark} partner phone`,
  });
  await run(
    `INSERT INTO partner_account (person_id, account_name, contact_email, phone, company, kind, unit_id, parent_id, starts_on, ends_on, created_at, hub_refusal)
     SELECT $1, lower($2) || '.partner', $2 || '@contact', $3, 'PT', 'PARTNER', u.id, p.id, '2026-01-01', '2026-12-31', now(), $2 || ' refused'
     FROM unit u, position p ORDER BY u.id, p.id LIMIT 1`,
    partner.phone,
  );
  await run(
    `INSERT INTO whitelist_grant (person_id, role_id, granted_at, withdrawn_at, reason) SELECT $1, r.id, now(), now(), $2 || ' whitelist' FROM application_role r ORDER BY r.id LIMIT 1`,
  );
  await run(
    `INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission, reason)
     SELECT $2 || ' map', $1, p.id, '2026-01-01', '2026-12-31', '2026-01-01', $1, now(), $2, $2 || ' mapping' FROM position p ORDER BY p.id LIMIT 1`,
  );
  await run(
    `WITH s AS (INSERT INTO procurement_satker (person_id, unit_id, changed_at) SELECT $1, id, now() FROM unit WHERE kind = 'SATKER' ORDER BY id LIMIT 1 RETURNING id, unit_id),
       c AS (INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at, ended_at) SELECT unit_id, $2, 'PT', 'Jl.', now(), now() FROM s RETURNING id)
     INSERT INTO market_link (satker_id, company_id, account, email, linked_at) SELECT s.id, c.id, $2 || ' market', $2 || '@market', now() FROM s, c`,
  );
  const [signer] = await db.query<{ id: number }>(
    'INSERT INTO signer (person_id, changed_at) VALUES ($1, now()) RETURNING id',
    [id],
  );
  const signerId = signer?.id ?? 0;
  await db.query('UPDATE signer SET phone = $2 WHERE id = $1', [
    signerId,
    (await db.keys.seal('signer', String(signerId), { phone: `${mark} signer phone` })).phone,
  ]);
  await run(
    `INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT s.id, $2 || ' new phone', now(), $2 FROM signer s WHERE s.person_id = $1`,
  );
  await run(
    `WITH a AS (INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) SELECT '\\x00', ${sealedNothing}, '\\x00', ${sealedNothing}, now(), now() RETURNING id)
     INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, not_before, not_after, ends_on)
     SELECT s.id, a.id, $2, $2 || ' certificate', 'CN', 'f', '\\x00', now(), now(), '2026-12-31' FROM signer s, a WHERE s.person_id = $1`,
  );
  await run(
    `INSERT INTO signing (number, requester_id, original_id, current_id, in_order, note, pages, created_at, submission_key)
     SELECT $2 || ' signing', $1, a.id, a.id, false, $2 || ' signing note', 1, now(), $2 FROM attachment a WHERE a.uploader_id = $1 LIMIT 1`,
  );
}
