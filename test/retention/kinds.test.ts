import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { allRetention, dayMs, retain, usualDays } from '../support/retention.ts';
import { sealedNothing } from '../support/sealed-nothing.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createSampleDatabase();
  db = openDatabase(database.url);
  const { nik, phone } = await db.keys.seal('digit_registration', 'x', { nik: '3173', phone: '0812' });
  await db.query('CREATE TABLE sealed_once (nik bytea, phone bytea)');
  await db.query('INSERT INTO sealed_once VALUES ($1, $2)', [nik, phone]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-11-21T03:00:00Z');

interface Case {
  /** SQL: makes one that counts from `$1`, `$2` telling it from others; answers its `id`. */
  make: string;
  /** SQL over `$1`, an id as text: one row so long as it is there, or says anything. */
  there: string;
  /** SQL: makes one that is open or in use, however long ago all that is. */
  open?: string;
  /** How much younger one is that is kept; exactly as old as its period, where nothing is said. */
  grain?: number;
}

const somebody = `(SELECT min(id) FROM person)`;
const byId = (table: string, said = 'true', id = 'id') =>
  `SELECT 1 FROM ${table} WHERE ${id}::text = $1 AND ${said}`;
const file = (record: string) =>
  `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, created_at)
   SELECT 'surat.pdf', 'application/pdf', 0, '', '', $2::text, ${somebody}, ${record}, $1::timestamptz RETURNING id`;
const digit = (made: string) =>
  `WITH k AS (SELECT $1::timestamptz AS at, $2::text AS key)
   INSERT INTO digit_registration (nik_hash, nik, phone, name, email, created_at, made_at)
   SELECT key, d.nik, d.phone, 'Digit', key || '@x', at, ${made} FROM k, (SELECT nik, phone FROM sealed_once) d RETURNING id`;
const claim = (outcome: string) =>
  `INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at, outcome, decided_at, reason)
   VALUES ('slack', 'T1', $2::text, $2 || '@x', 'Klaim', ${somebody}, $1, ${outcome}, $1::timestamptz, 'Sama') RETURNING id`;
const partnerWith = (beside: string) =>
  `WITH p AS (INSERT INTO person (email, name) VALUES ($2 || '@mitra.example', 'Mitra') RETURNING id),
   a AS (INSERT INTO partner_account (person_id, account_name, contact_email, company, kind, unit_id, parent_id, starts_on, ends_on, created_at)
     SELECT p.id, $2, $2 || '@kontak', 'PT', 'PARTNER', (SELECT min(id) FROM unit), (SELECT min(id) FROM position), '2010-01-01',
       (($1::timestamptz AT TIME ZONE 'UTC') - interval '1 day')::date, $1 FROM p RETURNING person_id)
   ${beside} SELECT person_id AS id FROM a`;
const mapped = `, m AS (INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
   SELECT $2, a.person_id, (SELECT min(id) FROM position), '2010-01-01', '2099-01-01', '2010-01-01', a.person_id, $1, $2 FROM a)`;
const signer = `INSERT INTO person (email, name) VALUES ($2 || '@ttd.example', 'Penanda') RETURNING id`;
const certificate = (superseded: string) =>
  `WITH p AS (${signer}), s AS (INSERT INTO signer (person_id, changed_at) SELECT id, $1 FROM p RETURNING id),
   a AS (INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) VALUES ('', ${sealedNothing}, '', ${sealedNothing}, $1, $1) RETURNING id)
   INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, not_before, not_after, ends_on, superseded_at)
   SELECT s.id, a.id, $2, 'CN=Penanda', 'CN=Satu Pintu', $2, '\\x01', $1, $1, '2020-01-01', ${superseded} FROM s, a RETURNING id`;
const enrolment = (enrolled: string) =>
  `WITH p AS (${signer}) INSERT INTO signer (person_id, initial, initial_at, changed_at, enrolled_at) SELECT id, ${sealedNothing}, $1, $1, ${enrolled} FROM p RETURNING id`;
const told = (card: string) =>
  `INSERT INTO posted_card (key, card, subject, args, thread, live, created_at)
   VALUES ($2::text, ${card}, 'person:1', '{"file":"laporan.xlsx"}', $2, false, $1::timestamptz) RETURNING id`;
const handover = `INSERT INTO handover (subject, state, person_id, held, at) VALUES ($2, 'X', ${somebody}, '{}', $1) RETURNING subject AS id`;
const link = (ended: string) =>
  `WITH s AS (INSERT INTO procurement_satker (person_id, unit_id, changed_at, removed_at)
     SELECT p.id, u.id, $1, $1 FROM person p, unit u WHERE p.email LIKE 'putri.%' AND u.code = '527021' RETURNING id, unit_id),
   c AS (INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at, ended_at) SELECT unit_id, $2, 'PT', '', $1, $1 FROM s RETURNING id)
   INSERT INTO market_link (satker_id, company_id, account, email, linked_at, ended_at) SELECT s.id, c.id, 'akun', 'toko@x', $1, ${ended} FROM s, c RETURNING id`;
const grant = (withdrawn: string) =>
  `WITH p AS (INSERT INTO person (email, name) VALUES ($2 || '@daftar.example', 'Daftar') RETURNING id)
   INSERT INTO whitelist_grant (person_id, role_id, granted_at, withdrawn_at, reason) SELECT p.id, (SELECT min(id) FROM application_role), $1, ${withdrawn}, 'Pindah' FROM p RETURNING id`;
const delegation = (ended: string) =>
  `WITH p AS (INSERT INTO person (email, name) VALUES ($2 || '@wakil.example', 'Wakil') RETURNING id)
   INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, made_by_id, made_at, submission_key, reason, ended_at)
   SELECT p.id, ${somebody}, '2020-01-01', '2020-01-02', p.id, $1, $2, 'Cuti', ${ended} FROM p RETURNING id`;
const proposal = (decided: string) =>
  `WITH p AS (INSERT INTO person (email, name) VALUES ($2 || '@usul.example', 'Usul') RETURNING id)
   INSERT INTO role_proposal (person_id, role, proposed_at, approved, decided_at, reason) SELECT p.id, 'ADMIN', $1, true, ${decided}, 'Perlu' FROM p RETURNING id`;

/** Kinds of what stands beside records; those of records themselves, and of imports, have tests of their own. */
const cases: Record<string, Case> = {
  'portal.code': {
    make: `WITH l AS (INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
             VALUES (convert_to($2::text, 'UTF8'), 'card', '{}', $1, '2099-01-01') RETURNING token_hash)
           INSERT INTO chat_code (link_hash, salt, expires_at) SELECT token_hash, '', $1::timestamptz FROM l RETURNING id`,
    there: byId('chat_code'),
  },
  'portal.session': {
    make: `INSERT INTO portal_session (token_hash, person_id, created_at, expires_at) VALUES (convert_to($2::text, 'UTF8'), ${somebody}, $1, $1::timestamptz)
           RETURNING convert_from(token_hash, 'UTF8') AS id`,
    there: byId('portal_session', 'true', `convert_from(token_hash, 'UTF8')`),
  },
  'authenticator.begun': {
    make: `WITH p AS (${signer}) INSERT INTO authenticator (person_id, secret, begun_at) SELECT id, ${sealedNothing}, $1 FROM p RETURNING id`,
    there: byId('authenticator'),
    open: `WITH p AS (${signer}) INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) SELECT id, ${sealedNothing}, $1, $1 FROM p RETURNING id`,
  },
  'file.unused': { make: file('NULL'), there: byId('attachment'), open: file(`'user-id:1'`) },
  'file.made': { make: file(`'made'`), there: byId('attachment'), open: file(`'minutes'`) },
  view: {
    make: `INSERT INTO personal_view (viewer_id, subject, what, surface, by, since, first_at, last_at)
           VALUES (${somebody}, $2, 'NIK', 'slack', 'CARD', $1, $1, $1) RETURNING id`,
    there: byId('personal_view'),
  },
  'posted.told': {
    make: told(`'satker.report'`),
    there: byId('posted_card', `args <> '{}'`),
    open: told(`'satker.notice'`),
  },
  'record.handover': {
    make: handover,
    there: byId('handover', 'true', 'subject'),
    open: `WITH w AS (INSERT INTO waiting_record (subject, since, next_at) VALUES ($2, $1, $1)) ${handover}`,
  },
  'people.claim': {
    make: claim(`'SAME'`),
    there: byId('address_claim', `(name <> '' OR email <> '' OR external_id <> '' OR reason IS NOT NULL)`),
    open: claim(`'REJECTED'`),
  },
  'people.proposal': {
    make: proposal('$1'),
    there: byId('role_proposal', 'reason IS NOT NULL'),
    open: proposal('NULL'),
  },
  'people.delegation': {
    make: delegation('$1'),
    there: byId('delegation', 'reason IS NOT NULL'),
    open: delegation('NULL'),
  },
  'retention.run': {
    make: `INSERT INTO retention_run (begun_at, ended_at) SELECT $1, $1 WHERE $2::text IS NOT NULL RETURNING id`,
    there: byId('retention_run'),
  },
  'satker.digit': {
    make: digit('at'),
    there: byId('digit_registration'),
    open: `WITH u AS (INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
             SELECT 'SAT ' || $2, min(id), $2, 'Digit', $2 || '@x', 'ST', 'ACTIVE', $1, 'system', $2, $1 FROM unit WHERE kind = 'SATKER')
           ${digit('at').replace('WITH k', ', k')}`,
  },
  'partner.account': {
    make: partnerWith(''),
    there: byId('partner_account', 'contact_email IS NOT NULL', 'person_id'),
    open: partnerWith(mapped),
    // Its End is a day.
    grain: dayMs,
  },
  'partner.whitelist': {
    make: grant('$1'),
    there: byId('whitelist_grant', 'reason IS NOT NULL'),
    open: grant('NULL'),
  },
  'partner.withdrawal': {
    make: `WITH i AS (INSERT INTO import (status, status_since, file_name, sha256, source, person_id, surface, created_at)
             VALUES ('CHECKED', $1, 'mitra.xlsx', '', $2, ${somebody}, 'slack', $1) RETURNING id)
           INSERT INTO partner_withdrawal (account_name, account, import_id, told_at) SELECT $2, '{}', i.id, $1 FROM i RETURNING account_name AS id`,
    there: byId('partner_withdrawal', 'true', 'account_name'),
  },
  'market.link': {
    make: link('$1'),
    there: byId('market_link', `(account <> '' OR email <> '')`),
    open: link('NULL'),
  },
  'market.sign-in': {
    make: `WITH u AS (INSERT INTO market_sandbox_user (email) VALUES ($2) RETURNING email),
             c AS (INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key) VALUES ('PT', '', '', '', $2, $2) RETURNING id),
             a AS (INSERT INTO market_sandbox_account (email, company_id) SELECT u.email, c.id FROM u, c RETURNING id)
           INSERT INTO market_sandbox_sign_in (token_hash, account_id, expires_at) SELECT convert_to($2, 'UTF8'), a.id, $1 FROM a
           RETURNING convert_from(token_hash, 'UTF8') AS id`,
    there: byId('market_sandbox_sign_in', 'true', `convert_from(token_hash, 'UTF8')`),
  },
  'sign.certificate': {
    make: certificate('$1'),
    there: byId('certificate', `(subject <> '' OR length(der) > 0)`),
    open: certificate('NULL'),
  },
  'sign.enrolment': {
    make: enrolment('NULL'),
    there: byId('signer', 'initial IS NOT NULL'),
    open: enrolment('$1'),
  },
  'minutes.files': {
    make: `WITH f AS (${file(`'minutes'`)})
           INSERT INTO minutes (subject, entry_id, person_id, reference, token_hash, attachment_id, signer, fingerprint, made_at)
           SELECT 'user-id:1', nextval('audit_entry_id_seq'), ${somebody}, 'UID', convert_to($2, 'UTF8'), f.id, '', '', $1 FROM f RETURNING attachment_id AS id`,
    there: byId('attachment', `name <> ''`),
  },
};

/** Those whose own tests say it: of the run, of records, of imports. */
const elsewhere = [
  'portal.link',
  'form.draft',
  'mail.sent',
  'user-id.files',
  'user-id.request',
  'satker.user-files',
  'satker.ticket-files',
  'satker.user',
  'satker.ticket',
  'partner.mapping-files',
  'partner.mapping',
  'sign.files',
  'sign.document',
  'sign.new-phone-files',
  'sign.new-phone',
  'imports.rows',
  'imports.import',
];

let made = 0;
const make = async (sql: string, at: number): Promise<string> => {
  made += 1;
  const [row] = await db.query<{ id: unknown }>(sql, [new Date(at), `uji.${made}`]);
  return String(row?.id);
};

describe('T-3 a kind of data', () => {
  it('is tried here, or elsewhere', () => {
    expect([...Object.keys(cases), ...elsewhere].sort()).toEqual(allRetention.map(({ kind }) => kind).sort());
  });

  it.each(Object.entries(cases))(
    '%s goes once it is older than its period, and not before, nor while it is in use',
    async (kind, { make: sql, there, open, grain = 0 }) => {
      const rules = allRetention.filter((rule) => rule.kind === kind);
      const until = now.getTime() - (usualDays.get(kind) ?? 0) * dayMs;
      const old = await make(sql, until - 1);
      const older = await make(sql, until - 400 * dayMs);
      const young = await make(sql, until + grain);
      const used = open && (await make(open, until - 400 * dayMs));
      const left = async (id: string) => (await db.query(there, [id])).length > 0;
      for (const id of [old, older, young, used]) if (id) expect(await left(id)).toBe(true);
      await retain(db, () => now, { rules, most: 1 });
      expect(await left(old)).toBe(false);
      expect(await left(older)).toBe(false);
      expect(await left(young)).toBe(true);
      if (used) expect(await left(used)).toBe(true);
      const [counted] = await db.query<{ removed: number }>(
        `SELECT removed FROM retention_removal WHERE kind = $1 ORDER BY run_id DESC LIMIT 1`,
        [kind],
      );
      expect(counted?.removed).toBe(2);
    },
  );

  it('mail.sent goes by the clock of the database, which has stamped it', async () => {
    await db.query(
      `INSERT INTO sent_mail (key, sent_at) SELECT d || ' days', now() - make_interval(days => d) FROM unnest('{179,181}'::int[]) d`,
    );
    await retain(db, () => new Date('2031-01-01T00:00:00Z'), {
      rules: allRetention.filter(({ kind }) => kind === 'mail.sent'),
    });
    expect(await db.query('SELECT key FROM sent_mail')).toEqual([{ key: '179 days' }]);
  });

  it('form.draft goes with what was typed into it', async () => {
    const rules = allRetention.filter(({ kind }) => kind === 'form.draft');
    for (const days of [6, 8]) {
      const { values } = await db.keys.seal('form_draft', `${days} days`, { values: '{}' });
      await db.query(
        `INSERT INTO form_draft (id, form, person_id, values, updated_at) SELECT $1, 'user-id.request', ${somebody}, $2, $3`,
        [`${days} days`, values, new Date(now.getTime() - days * dayMs)],
      );
    }
    await retain(db, () => now, { rules });
    expect(await db.query('SELECT id FROM form_draft')).toEqual([{ id: '6 days' }]);
  });
});
