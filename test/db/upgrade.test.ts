import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAudit } from '../../src/audit-log/checking.ts';
import { sealAudit } from '../../src/audit-log/sealing.ts';
import type { Actor } from '../../src/core/context.ts';
import { type SealedColumns, type SealedTable, sealedTables } from '../../src/core/data-keys.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { draftOf } from '../../src/db/drafts.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sealingSteps } from '../../src/db/seal-clear.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { expiry } from '../../src/desks/partners/expiry/deadline.ts';
import { digitRegistration } from '../../src/desks/satker/digit.ts';
import { dormancy } from '../../src/desks/satker/dormancy/deadline.ts';
import { loadUserDetail, standingOf } from '../../src/desks/satker/store.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { announceJob } from '../../src/desks/user-id/announce.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { listRequests } from '../../src/desks/user-id/list.ts';
import { loadDetail } from '../../src/desks/user-id/store.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { rowsSealing } from '../../src/imports/seal-clear.ts';
import { importRows, loadImport } from '../../src/imports/store.ts';
import { migrateJobs } from '../../src/jobs/migrate.ts';
import { personById, personOfAccount } from '../../src/people/actors.ts';
import { leaveTheInactive } from '../../src/people/leaving.ts';
import { accountOfRequest } from '../../src/web/accounts.ts';
import { doing } from '../support/acting.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { allMigrations, migrateThrough } from '../support/earlier-version.ts';
import { formerlySealed } from '../support/former-secrets.ts';
import { leaving } from '../support/house.ts';
import { openDatabase, testSecretKey } from '../support/open-database.ts';

/** The first version with all three desks, the last one in which nothing noted that an address passed on, and the last one with secrets under the root key. */
const versions = {
  threeDesks: '20261123',
  addressesGivenUp: '20261128220000',
  secretsUnderRootKey: '20261130053700',
};
/** Of more than one slice. */
const letter = Buffer.from('Surat tugas. '.repeat(100_000));
const auditKey = Buffer.alloc(32, 7);
const now = new Date('2026-11-29T03:00:00Z');

let database: TestDatabase;
let db: Database;
let sealedBefore = '';
beforeAll(async () => {
  database = await createEmptyDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  const steps = sealingSteps(opened, rowsSealing);
  await migrateThrough(database.url, versions.threeDesks);
  await migrateJobs(database.url);
  await fill();
  await migrateThrough(database.url, versions.addressesGivenUp);
  await passOn();
  await migrateThrough(database.url, versions.secretsUnderRootKey, steps);
  await fillSecrets();
  await migrate(database.url, allMigrations, steps);
});

/** The database for whoever seals what it holds in clear. */
const opened = async () => ({
  db: openDatabase(database.url, { max: 1, timeoutMs: 60_000 }),
  rootKey: testSecretKey,
});

afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Rows as the program of that time wrote them. */
async function fill(): Promise<void> {
  const statements = [
    `INSERT INTO unit (code, name, kind) VALUES ('HO-FIN', 'Finance', 'HO'), ('34.1', 'SPBU Satu', 'UNIT'), ('KPPN-1', 'KPPN Satu', 'KPPN')`,
    `INSERT INTO unit (code, name, kind, kppn_id) SELECT '527010', 'Sekretariat', 'SATKER', id FROM unit WHERE code = 'KPPN-1'`,
    `INSERT INTO person (email, name, nopek, employment, unit_id) SELECT v.email, v.name, v.nopek, 'ORGANIK_PKWT', u.id
     FROM unit u, (VALUES ('rina@x.example', 'Rina', '1'), ('bima@x.example', 'Bima', '2'), ('dewi@x.example', 'Dewi', '3'),
       ('agus@x.example', 'Agus', '4'), ('eko@x.example', 'Eko', '5'), ('tono@x.example', 'Tono', '6'),
       ('pergi@x.example', 'Pergi', '7'), ('berpindah@x.example', 'Yang Lama', '8')) AS v(email, name, nopek) WHERE u.code = 'HO-FIN'`,
    `UPDATE person SET superior_id = (SELECT id FROM person WHERE nopek = '2') WHERE nopek = '1'`,
    // Known by chat alone until a KPPN approved them.
    `INSERT INTO person (email, name, registered) VALUES ('siti@x.example', 'cici_77', true), ('asing@x.example', 'Asing', false)`,
    `INSERT INTO role_grant (person_id, role) SELECT p.id, v.role::role FROM person p JOIN (VALUES ('3', 'ICT_VERIFICATOR'),
       ('4', 'ICT_MANAGER'), ('5', 'ICT_EXECUTOR'), ('6', 'ADMIN'), ('7', 'DIRECTORY_ADMIN')) AS v(nopek, role) USING (nopek)`,
    `INSERT INTO role_grant (person_id, role, unit_id) SELECT p.id, 'SATKER_USER', u.id FROM person p, unit u
     WHERE p.email = 'siti@x.example' AND u.code = '527010'`,
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id, linked_at)
     SELECT v.platform, 'T1', v.external, p.id, v.at::timestamptz FROM person p JOIN (VALUES ('1', 'slack', 'U1', '2026-01-01'),
       ('1', 'slack', 'U2', '2026-02-01'), ('1', 'teams', 'A1', '2026-02-01'), ('7', 'slack', 'U7', '2026-01-01')) AS v(nopek, platform, external, at)
       USING (nopek)`,
    `UPDATE person SET active = false WHERE nopek = '7'`,
    `INSERT INTO platform_system (name) VALUES ('SAP')`,
    // One waits, one is for somebody whom nobody knows, one for somebody whose address will pass on.
    `INSERT INTO user_id_request (number, kind, status, requester_id, surface, nopek, name, position, email, unit_id, atasan_id, submission_key,
       new_user_id, created_at, status_since)
     SELECT 'UID-2026-' || to_char(nextval('user_id_number'), 'FM000000'), 'HO_ORGANIK_PKWT', v.status::user_id_status, r.id, 'slack', v.nopek, v.name, '-', v.email, r.unit_id, b.id,
       v.name, v.user_id, '2026-06-01', '2026-06-02'
     FROM person r, person b, (VALUES ('WAITING_ATASAN', '1', 'Rina', 'rina@x.example', NULL),
       ('COMPLETED', NULL, 'Sari', 'sari@x.example', 'sari'), ('REJECTED', NULL, 'Yang Lama', 'berpindah@x.example', NULL))
       AS v(status, nopek, name, email, user_id) WHERE r.nopek = '1' AND b.nopek = '2'`,
    `INSERT INTO user_id_platform (request_id, system_id, note) SELECT r.id, s.id, 'perlu' FROM user_id_request r, platform_system s`,
    `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
     SELECT r.id, 'WAITING_ATASAN', r.status = 'COMPLETED', b.id, 'slack', 'ya', 'd' || r.id, '2026-06-02'
     FROM user_id_request r, person b WHERE r.status <> 'WAITING_ATASAN' AND b.nopek = '2'`,
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
     SELECT 'surat.pdf', 'application/pdf', ${letter.length}, sha256(file), file, 'slack:F1', requester_id, 'user-id:' || id
     FROM user_id_request, convert_to(repeat('Surat tugas. ', 100000), 'UTF8') AS file WHERE status = 'WAITING_ATASAN'`,
    `INSERT INTO account (user_id, email, request_id, password_hash, created_at)
     SELECT new_user_id, email, id, 'x', '2026-06-02' FROM user_id_request WHERE new_user_id IS NOT NULL`,
    `INSERT INTO satker_user (number, unit_id, nik, name, phone, email, letter_number, status, status_since, surface, submission_key, created_at, counted_from)
     SELECT 'SAT-2026-' || to_char(nextval('satker_number'), 'FM000000'), u.id, '3171010101010001', 'Siti Nurhaliza', '0812', 'siti@x.example', 'ST', 'ACTIVE',
       '2026-06-01', 'slack', 's1', '2026-06-01', '2026-06-01' FROM unit u WHERE u.code = '527010'`,
    // Reminded of dormancy, in words that an outage had put off, and of a mapping's End; one was not told yet.
    `INSERT INTO satker_user (number, unit_id, nik, name, phone, email, letter_number, status, status_since, surface, submission_key, created_at,
       counted_from, warned, warned_on)
     SELECT 'SAT-L', u.id, '3171010101010002', 'Lama Tidak Masuk', '0812', 'lama@x.example', 'ST', 'ACTIVE', '2026-01-01', 'slack', 's2', '2026-01-01',
       '2026-05-01', 3, '2026-11-28' FROM unit u WHERE u.code = '527010'`,
    `INSERT INTO digit_registration (nik, name, phone, email, created_at) VALUES ('3171010101010001', 'Siti', '0813', 'siti@x.example', '2026-06-01')`,
    `INSERT INTO digit_sandbox_account (nik, name, email, phone) VALUES ('3171010101010001', 'Siti', 'siti@x.example', '0814'), ('3171010101010002', 'Lama', 'lama@x.example', NULL)`,
    `INSERT INTO portal_session (token_hash, nik, created_at, expires_at) VALUES ('\\x00', '3171010101010001', '2026-06-01', '2027-06-01'), ('\\x01', NULL, '2026-06-01', '2027-06-01')`,
    `INSERT INTO satker_notice (user_id, due_on, days, unit_id, made_on, told)
     SELECT s.id, '2026-11-29', 1, s.unit_id, '2026-11-28', false FROM satker_user s WHERE s.number = 'SAT-L'`,
    `INSERT INTO satker_day (day, ended_at) VALUES ('2026-11-28', '2026-11-28')`,
    `INSERT INTO form_draft (id, form, person_id, values, updated_at) SELECT 'lama', 'user-id.review', id, '{"name": "Nama yang diketik"}', '2026-11-29'
     FROM person WHERE nopek = '1'`,
    `INSERT INTO position (code, name, unit_id, holder_id) SELECT '50012345', 'VP', p.unit_id, p.id FROM person p WHERE p.nopek = '2'`,
    `INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
     SELECT 'MAP-1', p.id, o.id, '2026-01-01', '2026-12-06', '2026-01-01', p.id, '2026-01-01', 'm1' FROM person p, position o WHERE p.nopek = '1'`,
    `INSERT INTO mapping_notice (mapping_id, ends_on, days, made_on, told)
     SELECT id, '2026-12-06', v.days, v.made_on::date, true FROM secretary_mapping, (VALUES (30, '2026-11-06'), (7, '2026-11-29')) AS v(days, made_on)`,
    `INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
     SELECT 'IMP-2026-' || to_char(nextval('import_number'), 'FM000000'), 'DONE', '2026-06-01', 'mitra.xlsx', '\\x00', 'slack:F2', id, 'slack', '2026-06-01'
     FROM person WHERE nopek = '6'`,
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, done, done_through) VALUES (1, 0, 'partner-account', 'Mitra', '{Email}', '["email"]', 1, 1, 1)`,
    `INSERT INTO import_row (import_id, sheet, n, row, cells, data) VALUES (1, 0, 1, 2, '["mitra@x.example"]', '{"email": "mitra@x.example"}')`,
    // One that waits for somebody to press the button, of more rows than one block takes; every tenth is wrong.
    `INSERT INTO import (number, status, status_since, file_name, sha256, source, person_id, surface, created_at)
     SELECT 'IMP-L', 'CHECKED', '2026-06-01', 'besar.xlsx', '\\x01', 'slack:F3', id, 'slack', '2026-06-01' FROM person WHERE nopek = '6'`,
    `INSERT INTO import_sheet (import_id, position, kind, name, titles, fields, rows, failed) VALUES (2, 0, 'partner-account', 'Mitra', '{Email}', '["email"]', 450, 45)`,
    `INSERT INTO import_row (import_id, sheet, n, row, cells, data, problems) SELECT 2, 0, n, n + 1, json_build_array('orang' || n),
       jsonb_build_object('email', 'orang' || n, 'phone', '0857-7000-' || n),
       CASE WHEN n % 10 = 0 THEN '[{"field": "unit", "expected": {"key": "partnerAccount.expected.unit"}}]'::jsonb END FROM generate_series(1, 450) AS n`,
    `INSERT INTO partner_account (person_id, account_name, phone, company, kind, unit_id, parent_id, starts_on, ends_on, import_id, created_at)
     SELECT p.id, 'mitra', '0857-1234-5678', 'PT Mitra', 'PARTNER', p.unit_id, o.id, '2026-01-01', '2027-01-01', 1, '2026-06-01'
     FROM person p, position o WHERE p.nopek = '1'`,
    `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at)
     SELECT 'user-id:' || id || ' requester', 'user-id.root', 'user-id:' || id, '{}', requester_id, 'slack', 'D1', 'user-id:' || id || ' requester', '1.' || id, true, '2026-06-01'
     FROM user_id_request`,
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, to_state, data)
     SELECT created_at, requester_id, 'Rina', 'slack', 'user-id.submitted', 'user-id:' || id, 'WAITING_ATASAN', '{"a": 1}' FROM user_id_request ORDER BY id`,
    // What has been told of the one that waits.
    `INSERT INTO posted_card (key, card, subject, args, person_id, platform, channel, thread, message_id, live, posted_at)
     SELECT 'user-id:' || r.id || v.key, 'user-id.' || v.card, 'user-id:' || r.id, v.args::jsonb, p.id, 'slack', 'D2', 'user-id:' || r.id || v.thread, '2.' || v.card, v.card = 'approval', '2026-06-01'
     FROM user_id_request r, person p, LATERAL (VALUES ('approval', ' WAITING_ATASAN ' || p.id, ' WAITING_ATASAN ' || p.id, '{}'),
       ('step', ' requester SUBMITTED', ' requester', '{"step": "SUBMITTED"}')) AS v(card, key, thread, args)
     WHERE r.status = 'WAITING_ATASAN' AND p.nopek = '2'`,
    `INSERT INTO sent_mail (key) SELECT 'user-id:' || r.id || ' WAITING_ATASAN ' || p.id FROM user_id_request r, person p WHERE r.status = 'WAITING_ATASAN' AND p.nopek = '2'`,
  ];
  for (const statement of statements) await db.query(statement);
  await sealAllButOne();
}

/** The log's seals as they have always been made; its last entry waits for one. */
async function sealAllButOne(): Promise<void> {
  const entries = await db.query<{ id: string }>(
    `SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor_id, e.actor, e.surface, e.action,
       e.subject, e.from_state, e.to_state, e.reason, e.data::text AS data FROM audit_entry e ORDER BY e.id`,
  );
  let hash = Buffer.alloc(32);
  sealedBefore = String(entries.length - 1);
  for (const [index, entry] of entries.slice(0, -1).entries()) {
    hash = createHmac('sha256', auditKey).update(hash).update(JSON.stringify(entry)).digest();
    await db.query('INSERT INTO audit_seal (position, entry_id, hash) VALUES ($1, $2, $3)', [
      index + 1,
      entry.id,
      hash,
    ]);
  }
}

/** An address was given up, as the program of that time had it, and somebody else has it. */
async function passOn(): Promise<void> {
  await db.query(
    `WITH gone AS (UPDATE person SET active = false, left_at = '2026-11-27', nopek = NULL, email = email || '.former-' || id || '.invalid'
       WHERE email = 'berpindah@x.example' RETURNING id)
     INSERT INTO audit_entry (at, actor, surface, action, subject) SELECT '2026-11-28', 'Tono', 'slack', 'person.address-given-up', 'person:' || id FROM gone`,
  );
  await db.query(
    `INSERT INTO person (email, name, registered) VALUES ('berpindah@x.example', 'Yang Baru', false)`,
  );
  await db.query(
    `INSERT INTO partner_withdrawal (account_name, account, import_id) VALUES ('lepas', '{"accountName": "lepas", "phone": "0857-8765-4321"}', 1)`,
  );
}

/** What somebody has to sign with, as it was sealed. */
/** What a platform called a message that somebody wrote. */
const written = 'teams:a:1percakapan-é:1764400000000';

async function fillSecrets(): Promise<void> {
  const [{ person } = { person: 0 }] = await db.query<{ person: number }>(
    `SELECT id AS person FROM person WHERE email = 'rina@x.example'`,
  );
  const as = (about: string, secret: string) => formerlySealed('signature', about, secret);
  await db.query(
    'INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) VALUES ($1, $2, $3, $3)',
    [person, formerlySealed('authenticators', `person:${person}`, 'RAHASIA'), now],
  );
  await db.query(
    `INSERT INTO signer (id, person_id, phone, initial, changed_at) VALUES (41, $1, $3, $4, $2), (42, (SELECT id FROM person WHERE email = 'bima@x.example'), NULL, NULL, $2)`,
    [person, now, as('phone of signer:41', '0811-41'), as('initial of signer:41', 'paraf')],
  );
  await db.query(
    `INSERT INTO certificate_authority (id, root, root_key, der, key, made_at) VALUES (7, 'root', $2, 'der', $3, $1)`,
    [now, as('key of the root', 'kunci akar'), as('key of the issuing authority', 'kunci penerbit')],
  );
  await db.query(
    `INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, private_key, not_before, not_after, ends_on, superseded_at)
     VALUES (41, 7, 'A1', '', '', '', '', $2, $1, $1, '2027-01-01', NULL), (41, 7, 'A2', '', '', '', '', NULL, $1, $1, '2027-01-01', $1)`,
    [now, as('key of certificate A1', 'kunci Rina')],
  );
  await db.query(
    `INSERT INTO product_certificate (authority_id, serial, subject, fingerprint, der, private_key, not_after, made_at)
     VALUES (7, 'P1', '', '', '', $2, $1, $1)`,
    [now, as('key of certificate P1', 'kunci produk')],
  );
  await db.query(
    `INSERT INTO record_remark (subject, kind, stage, person_id, surface, text, at, source)
     VALUES ('user-id:1', 'COMMENT', 'WAITING_ATASAN', $1, 'teams', 'Mohon segera', $2, $3), ('user-id:1', 'COMMENT', 'WAITING_ATASAN', $1, 'teams', 'Dari formulir', $2, NULL)`,
    [person, now, written],
  );
}

async function actorOf(email: string): Promise<Actor> {
  const [row] = await db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
  const actor = await personById(db, row?.id ?? 0);
  if (!actor) throw new Error(`${email} is nobody`);
  return actor;
}

const numbers = async (actor: Actor) =>
  (await listRequests({ db, policy: { oneStagePerPerson: true } }, actor, { scope: 'mine' })).items.map(
    ({ number }) => number,
  );

describe('a database that was filled by an earlier version', () => {
  it('I-1 has one chat account a workspace for each person, the first one; the others are a question', async () => {
    const account = (platform: string, externalId: string) =>
      personOfAccount(db, { platform, tenant: 'T1', externalId });
    expect(await account('slack', 'U1')).toMatchObject({ name: 'Rina' });
    expect(await account('teams', 'A1')).toMatchObject({ name: 'Rina' });
    expect(await account('slack', 'U2')).toBeNull();
    const former = await db.query('SELECT external_id AS id FROM former_chat_identity');
    expect(former).toEqual([{ id: 'U2' }]);
  });

  it('I-1 U-17 has each User ID with the person that it was made for, also where nobody knew them', async () => {
    const [request] = await db.query<{ id: number }>(
      `SELECT id FROM user_id_request WHERE status = 'COMPLETED'`,
    );
    expect(await accountOfRequest(db, request?.id ?? 0)).toMatchObject({
      userId: 'sari',
      email: 'sari@x.example',
    });
    expect(await actorOf('sari@x.example')).toMatchObject({ name: 'Sari', registered: false });
  });

  it('U-14 shows requests whole to whoever saw them, and nothing of them to whoever has an address next', async () => {
    expect(await numbers(await actorOf('rina@x.example'))).toEqual([
      'UID-2026-000003',
      'UID-2026-000002',
      'UID-2026-000001',
    ]);
    expect(await numbers(await actorOf('sari@x.example'))).toEqual(['UID-2026-000002']);
    expect(await numbers(await actorOf('berpindah@x.example'))).toEqual([]);
    expect(await loadDetail(db, { number: 'UID-2026-000001' })).toMatchObject({
      status: 'WAITING_ATASAN',
      attachments: [{ name: 'surat.pdf' }],
      platforms: [{ name: 'SAP', note: 'perlu' }],
    });
    const found = await listRequests(
      { db, policy: { oneStagePerPerson: true } },
      await actorOf('tono@x.example'),
      { scope: 'all', text: 'sari' },
    );
    expect(found.items.map(({ number }) => number)).toEqual(['UID-2026-000002']);
  });

  it('U-10 tells nobody anew of what waits: what has been told is known by the entry that it tells of', async () => {
    const [waits] = await db.query<{ id: number; entry: string }>(
      `SELECT r.id, e.id::text AS entry FROM user_id_request r JOIN audit_entry e ON e.subject = 'user-id:' || r.id WHERE r.status = 'WAITING_ATASAN'`,
    );
    if (!waits) throw new Error('nothing waits');
    const told = () =>
      db.query<{ key: string; args: unknown }>(
        `SELECT key, args FROM posted_card WHERE subject = $1 ORDER BY id`,
        [`user-id:${waits.id}`],
      );
    const before = await told();
    expect(before.find(({ key }) => key.endsWith(`requester ${waits.entry}`))?.args).toEqual({
      entry: waits.entry,
    });
    const parts = { db, policy: { oneStagePerPerson: true } } as Parameters<typeof announceJob>[0];
    await announceJob(parts)({ entry: waits.entry });
    expect(await told()).toEqual(before);
    const [, approval] = before;
    expect(await db.query('SELECT 1 FROM sent_mail WHERE key = $1', [approval?.key])).toHaveLength(1);
  });

  it('U-1 goes on with the numbers, and decides what waited', async () => {
    const at = { db, policy: { oneStagePerPerson: true } };
    const t = translate('id');
    const acting = async (email: string) =>
      ({
        actor: await actorOf(email),
        surface: 'slack',
        now,
        t,
        until: null,
        timeZone: 'Asia/Jakarta',
        time: String,
      }) as const;
    const [unit] = await db.query<{ id: number }>(`SELECT id FROM unit WHERE code = 'HO-FIN'`);
    const made = await submit(
      at,
      await acting('rina@x.example'),
      {
        kind: 'HO_ORGANIK_PKWT',
        nopek: null,
        name: 'Orang Baru',
        position: '-',
        email: 'baru@x.example',
        unitId: unit?.id ?? 0,
        atasanId: (await actorOf('bima@x.example')).id,
        platforms: [],
        note: null,
        attachmentIds: [],
      },
      'new',
    );
    expect(made.number).toBe('UID-2026-000004');
    const waited = await loadDetail(db, { number: 'UID-2026-000001' });
    const bima = await acting('bima@x.example');
    const decided = await doing(db, requests)(approve(at, 'WAITING_ATASAN'), bima, waited?.id ?? 0, {
      reason: 'ya',
    });
    expect(decided).toMatchObject({ type: 'decided' });
  });

  it('S-2 I-1 has active users, by the name that Dukcapil confirmed', async () => {
    const siti = await actorOf('siti@x.example');
    expect(siti).toMatchObject({ name: 'Siti Nurhaliza', registered: true });
    expect((await standingOf(db, siti)).activeIn).toHaveLength(1);
  });

  it('T-2 has its NIKs and telephone numbers sealed, found by their hashes, and shown as they were', async () => {
    const [siti] = await db.query<{ id: number }>('SELECT id FROM satker_user WHERE nik_hash = $1', [
      await db.keys.hash('nik', '3171010101010001'),
    ]);
    expect(await loadUserDetail(db, siti?.id ?? 0)).toMatchObject({
      name: 'Siti Nurhaliza',
      nik: '3171010101010001',
      phone: '0812',
    });
    const [asked] = await db.query<{ id: number }>('SELECT id FROM digit_registration');
    expect(await digitRegistration(db, asked?.id ?? 0)).toMatchObject({
      nik: '3171010101010001',
      phone: '0813',
    });
    const rows = await db.query(
      'SELECT s.*, d.*, a.*, p.* FROM satker_user s, digit_registration d, digit_sandbox_account a, portal_session p',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('3171010101010001');
  });

  it('T-2 has what was typed into forms sealed, and gives it back to whoever typed it', async () => {
    const [{ person } = { person: 0 }] = await db.query<{ person: number }>(
      'SELECT person_id AS person FROM form_draft',
    );
    const key = { id: 'lama', form: 'user-id.review', personId: person };
    expect(await draftOf(db, key)).toEqual({ name: 'Nama yang diketik' });
    expect(await draftOf(db, { ...key, personId: person + 1 })).toBeNull();
    await db.query('UPDATE form_draft SET person_id = (SELECT min(id) FROM person WHERE id <> $1)', [person]);
    const [moved] = await db.query<{ person: number }>('SELECT person_id AS person FROM form_draft');
    await expect(draftOf(db, { ...key, personId: moved?.person ?? 0 })).rejects.toThrow('does not open');
  });

  it('T-2 has its files sealed, and hands them out as they were', async () => {
    const [file] = await db.query<{ id: number; content: Buffer }>('SELECT id, content FROM attachment');
    expect(await contentOf(db, file?.id ?? 0)).toEqual(letter);
    expect(file?.content.includes(letter.subarray(0, 64))).toBe(false);
  });

  it('T-2 P-5 has what was typed into rows of imports sealed, and shows it, and the partners’ telephone numbers', async () => {
    const failed = await importRows(db, 2, 'failed', { sheet: -1, n: 0 }, 1000);
    expect(failed.map(({ n }) => n)).toEqual(Array.from({ length: 45 }, (_, at) => 10 * (at + 1)));
    expect(failed[12]).toMatchObject({
      n: 130,
      row: 131,
      cells: ['orang130'],
      data: { email: 'orang130', phone: '0857-7000-130' },
      problems: [{ field: 'unit' }],
      change: null,
    });
    expect(await importRows(db, 1, 'succeeded', { sheet: -1, n: 0 }, 10)).toMatchObject([
      { cells: ['mitra@x.example'], data: { email: 'mitra@x.example' }, problems: null },
    ]);
    const sealed = async (table: 'partner_account' | 'partner_withdrawal', name: string) => {
      const [found] = await db.query<{ phone: Buffer }>(
        `SELECT phone FROM ${table} WHERE account_name = $1`,
        [name],
      );
      return db.keys.open(table, name, { phone: found?.phone ?? null });
    };
    expect(await sealed('partner_account', 'mitra')).toEqual({ phone: '0857-1234-5678' });
    expect(await sealed('partner_withdrawal', 'lepas')).toEqual({ phone: '0857-8765-4321' });
    const lying = await db.query(
      `SELECT to_jsonb(t) FROM import_block t UNION ALL SELECT to_jsonb(t) FROM import_row t
       UNION ALL SELECT to_jsonb(t) FROM partner_account t UNION ALL SELECT to_jsonb(t) FROM partner_withdrawal t`,
    );
    expect(lying.length).toBeGreaterThan(450);
    expect(JSON.stringify(lying)).not.toMatch(/0857-|orang1/);
  });

  it('T-2 has the secrets of authenticators, what signers gave and private keys under data keys, and opens them', async () => {
    const opened = async (table: SealedTable, where: string) => {
      const { row, columns }: SealedColumns = sealedTables[table];
      const [found] = await db.query<{ row: string } & Record<string, Buffer | null>>(
        `SELECT ${row} AS row, ${columns.join(', ')} FROM ${table} WHERE ${where}`,
      );
      const { row: of = '', ...fields } = found ?? {};
      return db.keys.open(table, String(of), fields as Record<string, Buffer | null>);
    };
    expect(await opened('authenticator', 'true')).toEqual({ secret: 'RAHASIA' });
    expect(await opened('signer', 'id = 41')).toEqual({ phone: '0811-41', initial: 'paraf' });
    expect(await opened('signer', 'id = 42')).toEqual({ phone: null, initial: null });
    expect(await opened('certificate', `serial = 'A1'`)).toEqual({ private_key: 'kunci Rina' });
    expect(await opened('certificate', `serial = 'A2'`)).toEqual({ private_key: null });
    expect(await opened('product_certificate', 'true')).toEqual({ private_key: 'kunci produk' });
    expect(await opened('certificate_authority', 'true')).toEqual({
      root_key: 'kunci akar',
      key: 'kunci penerbit',
    });
  });

  it('T-2 knows what somebody wrote by a hash of what its message is called, as one that comes again is looked for', async () => {
    expect(await db.query(`SELECT source FROM record_remark ORDER BY id`)).toEqual([
      { source: createHash('sha256').update(written).digest('hex') },
      { source: null },
    ]);
  });

  it('I-10 shows its imports', async () => {
    expect(await loadImport(db, 1)).toMatchObject({ status: 'DONE', sheets: [{ done: 1, undoable: 0 }] });
  });

  it('S-17 P-12 repeats no reminder, tells the one that waited, and goes on where it was', async () => {
    const policy = { dormantAfterMonths: 6, timeZone: 'Asia/Jakarta' };
    const noted = async () =>
      (
        await db.query<{ noted: string }>(
          `SELECT concat_ws(' ', coalesce(s.name, m.number), days, n.made_on, told) AS noted FROM deadline_notice n
           LEFT JOIN satker_user s ON kind = 'satker.dormancy' AND s.id = record
           LEFT JOIN secretary_mapping m ON kind = 'partner.expiry' AND m.id = record ORDER BY 1`,
        )
      ).map(({ noted }) => noted);
    const before = await noted();
    expect(before).toEqual([
      'Lama Tidak Masuk 1 2026-11-28 f',
      'MAP-1 30 2026-11-06 t',
      'MAP-1 7 2026-11-29 t',
    ]);
    await runDeadlines({ db, ...policy, kinds: [dormancy(policy), expiry(policy)], clock: () => now });
    expect((await noted()).filter((line) => !before.includes(line))).toEqual([
      // On the day that the reminder named, which an outage had put off.
      'Lama Tidak Masuk 0 2026-11-29 f',
      'Siti Nurhaliza 7 2026-11-29 f',
    ]);
    const telling = `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'deadlines.tell'`;
    expect(await db.query(telling)).toHaveLength(1);
  });

  it('I-2 has whoever was inactive leave at the next start', async () => {
    await leaveTheInactive(db, leaving, now);
    const left = `SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person_id WHERE NOT p.active AND g.withdrawn_at IS NULL
      UNION ALL SELECT 1 FROM chat_identity i JOIN person p ON p.id = i.person_id WHERE NOT p.active`;
    expect(await db.query(left)).toEqual([]);
    expect(await db.query(`SELECT left_at IS NOT NULL AS left FROM person WHERE name = 'Pergi'`)).toEqual([
      { left: true },
    ]);
  });

  it('I-5 has a log that goes on where its seals ended, and holds as a whole', async () => {
    while ((await sealAudit(db, auditKey)) > 0);
    const report = await checkAudit(db, auditKey);
    expect(report).toMatchObject({ finding: null, unsealed: 0 });
    const [entries] = await db.query<{ count: string }>('SELECT count(*)::text AS count FROM audit_entry');
    expect(String(report.sealed)).toBe(entries?.count);
    const takenOver = await db.query<{ data: object }>(
      `SELECT data FROM audit_entry WHERE action = 'audit.chain-taken-over'`,
    );
    // What was sealed before held.
    expect(takenOver).toEqual([{ data: { seals: sealedBefore } }]);
  });
});
