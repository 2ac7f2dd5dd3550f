import type { Context, RoleName } from '../../src/core/context.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { personById } from '../../src/people/actors.ts';
import { sealedNothing } from './sealed-nothing.ts';

export const now = new Date('2026-11-21T03:00:00Z');

/** Somebody of the sample organisation, as one who acts in Slack at this moment. */
export async function actingAs(db: Database, account: string): Promise<Context> {
  const [row] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE $1 || '@%'`, [
    account,
  ]);
  if (!row) throw new Error(`${account} is nobody`);
  return contextFor(db, row.id);
}

/** The same by their id. */
export async function contextFor(db: Database, id: number): Promise<Context> {
  const actor = await personById(db, id);
  if (!actor) throw new Error(`${id} is nobody`);
  return {
    actor,
    surface: 'slack',
    now,
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
}

/** Makes somebody an ADMIN, or another role's holder, behind everybody's back. */
export async function give(db: Database, account: string, role: RoleName): Promise<void> {
  await db.query(
    `INSERT INTO role_grant (person_id, role) SELECT id, $2::role FROM person WHERE email LIKE $1 || '@%'
     ON CONFLICT DO NOTHING`,
    [account, role],
  );
}

let made = 0;

/** What somebody may have, each once: a right, or a way in. */
export interface Owned {
  roles: number;
  proposals: number;
  links: number;
  authenticators: number;
  enrolments: number;
  certificates: number;
  newPhones: number;
  signings: number;
  sessions: number;
  userIds: number;
  whitelist: number;
  mappings: number;
  procurement: number;
  marketLinks: number;
  satker: number;
  heads: number;
  positions: number;
  reports: number;
  openLinks: number;
  substitutes: number;
  standsInFor: number;
}

export const everything: Owned = {
  roles: 1,
  proposals: 1,
  links: 2,
  authenticators: 1,
  enrolments: 1,
  certificates: 1,
  newPhones: 1,
  signings: 2,
  sessions: 1,
  userIds: 1,
  whitelist: 1,
  mappings: 1,
  procurement: 1,
  marketLinks: 1,
  satker: 1,
  heads: 1,
  positions: 1,
  reports: 1,
  openLinks: 3,
  substitutes: 1,
  standsInFor: 1,
};

export const nothing = Object.fromEntries(Object.keys(everything).map((what) => [what, 0]));

export interface Somebody {
  id: number;
  email: string;
  nopek: string;
  userId: string;
}

/** An employee who has one of everything that can end with them. */
export async function withEverything(db: Database): Promise<Somebody> {
  made += 1;
  const key = `punya.${made}`;
  const email = `${key}@nusantara.example`;
  const nopek = `77${made}`;
  const [person] = await db.query<{ id: number }>(
    `INSERT INTO person (email, name, nopek, employment, unit_id) SELECT $1, 'Punya Segala', $2, 'ORGANIK_PKWT', id
     FROM unit WHERE code = 'HO-FIN' RETURNING id`,
    [email, nopek],
  );
  const id = person?.id ?? 0;
  const run = (sql: string, ...values: unknown[]) => db.query(sql, [id, ...values]);
  await run(`INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_EXECUTOR')`);
  await run(`INSERT INTO role_proposal (person_id, role, proposed_at) VALUES ($1, 'ICT_MANAGER', $2)`, now);
  for (const platform of ['slack', 'teams'])
    await run(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ($2, 'T1', $3, $1)`,
      platform,
      `U-${key}`,
    );
  await run(
    `INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) VALUES ($1, ${sealedNothing}, $2, $2)`,
    now,
  );
  await run(
    `WITH signer AS (
       INSERT INTO signer (person_id, phone, method, initial, initial_at, enrolled_at, changed_at)
       VALUES ($1, NULL, 'AUTHENTICATOR', ${sealedNothing}, $2, $2, $2) RETURNING id
     ), authority AS (
       INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) VALUES ('', ${sealedNothing}, '', ${sealedNothing}, $2, $2) RETURNING id
     ), phone AS (
       INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT id, 'Hilang', $2, $3 FROM signer
     )
     INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, private_key, not_before, not_after, ends_on)
     SELECT signer.id, authority.id, $3, 'CN=Punya Segala', 'CN=Satu Pintu', 'AB', '', ${sealedNothing}, $2, $2::timestamptz + interval '2 years', '2028-11-21'
     FROM signer, authority`,
    now,
    key,
  );
  // One that they have asked for, and one that they are asked to sign.
  await run(
    `WITH file AS (
       INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id) VALUES ('surat.pdf', 'application/pdf', 0, '', '', $3, $1)
       RETURNING id
     ), other AS (SELECT id FROM person WHERE email = 'dewi.lestari@nusantara.example'),
     asked AS (
       INSERT INTO signing (requester_id, original_id, current_id, in_order, pages, created_at, submission_key)
       SELECT asks.id, file.id, file.id, false, 1, $2, $3 || asks.n
       FROM file, (SELECT $1::int AS id, 1 AS n UNION ALL SELECT id, 2 FROM other) asks RETURNING id, requester_id
     )
     INSERT INTO signing_party (signing_id, person_id, turn)
     SELECT asked.id, CASE WHEN asked.requester_id = $1 THEN other.id ELSE $1 END, 1 FROM asked, other`,
    now,
    key,
  );
  const [request] = await db.query<{ id: number }>(
    `INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id,
       submission_key, created_at, status_since, status)
     SELECT $2, 'UNIT', $1, 'slack', 'Punya Segala', '-', $3, u.id, $1, $2, $4, $4, 'COMPLETED' FROM unit u WHERE u.code = 'HO-FIN'
     RETURNING id`,
    [id, key, email, now],
  );
  await run(
    `WITH a AS (INSERT INTO account (user_id, person_id, request_id, password_hash, created_at) VALUES ($2, $1, $3, 'x', $4) RETURNING id)
     INSERT INTO portal_session (token_hash, account_id, person_id, created_at, expires_at)
     SELECT convert_to($2, 'UTF8'), a.id, $1, $4, $4::timestamptz + interval '12 hours' FROM a`,
    key,
    request?.id,
    now,
  );
  for (const [purpose, subject] of [
    ['enter', { personId: id }],
    ['card', { personId: id, key }],
    ['password', { requestId: request?.id }],
  ] as const)
    await db.query(
      `INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
       VALUES (convert_to($1, 'UTF8'), $2, $3, $4, $4::timestamptz + interval '1 day')`,
      [`${purpose} ${key}`, purpose, JSON.stringify(subject), now],
    );
  await run(
    `INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT $1, min(id), $2 FROM application_role`,
    now,
  );
  await run(
    `WITH satker AS (
       INSERT INTO procurement_satker (person_id, unit_id, is_main, changed_at) SELECT $1, id, true, $2 FROM unit WHERE code = '527021' RETURNING id, unit_id
     ), company AS (
       INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at, ended_at)
       SELECT unit_id, $3, 'PT Segala', '', $2, $2 FROM satker RETURNING id
     )
     INSERT INTO market_link (satker_id, company_id, account, email, linked_at) SELECT satker.id, company.id, $3, $3, $2 FROM satker, company`,
    now,
    key,
  );
  await run(
    `INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
     SELECT $2, $1, o.id, '2026-11-01', '2027-10-31', '2026-11-01', $1, $3, $2 FROM position o WHERE o.code = '50012345'`,
    key,
    now,
  );
  await db.query(
    `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT $1, u.id, $2, 'Punya Segala', $3, 'ST', 'ACTIVE', $4, 'system', $1, $4 FROM unit u WHERE u.code = '527021'`,
    [key, `3173${String(made).padStart(12, '0')}`, email, now],
  );
  await run(`INSERT INTO unit_head (unit_id, person_id) SELECT id, $1 FROM unit WHERE code = '34.401.11'`);
  await run(`INSERT INTO position (code, name, holder_id) VALUES ($2, 'Posisi', $1)`, `P-${key}`);
  await run(
    `INSERT INTO person (email, name, superior_id) VALUES ($2, 'Bawahan', $1)`,
    `bawahan.${key}@nusantara.example`,
  );
  await run(
    `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, begun_at)
     SELECT $1, o.id, '2026-11-20'::date, '2026-12-31'::date, $1, $2::timestamptz, $3 || ' 1', $2::timestamptz FROM person o WHERE o.email = 'eko.saputra@nusantara.example'
     UNION ALL
     SELECT b.id, $1, '2026-12-20'::date, '2026-12-31'::date, b.id, $2, $3 || ' 2', NULL FROM person b WHERE b.email = 'bawahan.' || $3 || '@nusantara.example'`,
    now,
    key,
  );
  return { id, email, nopek, userId: key };
}

/** How much of it is theirs at this moment. */
export async function owned(db: Database, { id, email }: Pick<Somebody, 'id' | 'email'>): Promise<Owned> {
  const [counted] = await db.query<Owned>(
    `SELECT (SELECT count(*)::int FROM role_grant WHERE person_id = $1 AND withdrawn_at IS NULL) AS roles,
       (SELECT count(*)::int FROM role_proposal WHERE person_id = $1 AND approved IS NULL) AS proposals,
       (SELECT count(*)::int FROM chat_identity WHERE person_id = $1) AS links,
       (SELECT count(*)::int FROM authenticator WHERE person_id = $1) AS authenticators,
       (SELECT count(*)::int FROM signer WHERE person_id = $1
        AND (phone IS NOT NULL OR initial IS NOT NULL OR enrolled_at IS NOT NULL)) AS enrolments,
       (SELECT count(*)::int FROM certificate c JOIN signer s ON s.id = c.signer_id
        WHERE s.person_id = $1 AND (c.revoked_at IS NULL OR c.private_key IS NOT NULL)) AS certificates,
       (SELECT count(*)::int FROM new_phone n JOIN signer s ON s.id = n.signer_id
        WHERE s.person_id = $1 AND n.status = 'WAITING') AS "newPhones",
       (SELECT count(*)::int FROM signing s WHERE s.status = 'WAITING' AND (s.requester_id = $1
          OR EXISTS (SELECT 1 FROM signing_party y WHERE y.signing_id = s.id AND y.person_id = $1))) AS signings,
       (SELECT count(*)::int FROM portal_session WHERE person_id = $1) AS sessions,
       (SELECT count(*)::int FROM account WHERE person_id = $1 AND ended_at IS NULL AND password_hash IS NOT NULL) AS "userIds",
       (SELECT count(*)::int FROM whitelist_grant WHERE person_id = $1 AND withdrawn_at IS NULL) AS whitelist,
       (SELECT count(*)::int FROM secretary_mapping WHERE person_id = $1 AND ended_at IS NULL) AS mappings,
       (SELECT count(*)::int FROM procurement_satker WHERE person_id = $1 AND removed_at IS NULL) AS procurement,
       (SELECT count(*)::int FROM market_link l JOIN procurement_satker s ON s.id = l.satker_id
        WHERE s.person_id = $1 AND l.ended_at IS NULL) AS "marketLinks",
       (SELECT count(*)::int FROM satker_user WHERE email = $2 AND status IN ('ACTIVE', 'DORMANT')) AS satker,
       (SELECT count(*)::int FROM unit_head WHERE person_id = $1) AS heads,
       (SELECT count(*)::int FROM position WHERE holder_id = $1) AS positions,
       (SELECT count(*)::int FROM person WHERE superior_id = $1) AS reports,
       (SELECT count(*)::int FROM one_time_link l WHERE used_at IS NULL AND (purpose IN ('enter', 'card') AND subject->>'personId' = $1::text
          OR purpose = 'password' AND (subject->>'requestId')::int IN (SELECT request_id FROM account WHERE person_id = $1))) AS "openLinks",
       (SELECT count(*)::int FROM delegation WHERE principal_id = $1 AND ended_at IS NULL) AS substitutes,
       (SELECT count(*)::int FROM delegation WHERE substitute_id = $1 AND ended_at IS NULL) AS "standsInFor"`,
    [id, email],
  );
  if (!counted) throw new Error('nothing was counted');
  return counted;
}
