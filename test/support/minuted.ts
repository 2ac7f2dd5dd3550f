import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { type AuditRecord, audit, type LoggedAction } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { actingAs, now } from './everything.ts';

/** What of a record has been written that its berita acara has to say. */
export interface Specimen {
  id: number;
  subject: string;
  /** Who asks for it. */
  reader: Context;
  /** Somebody to whom the record is not there. */
  stranger: Context;
  /** What stands in it: names, reasons, hashes. */
  says: readonly string[];
  /** Its number or name. */
  reference: string;
  /** What may be done to it later, as its log has it. */
  later: LoggedAction;
  /** Lets it wait once more, where its kind waits. */
  reopen?: string;
}

/** Letters outside Windows-1252, and of those beside Latin. */
export const applicant = 'Nguyễn Thị Hương, S.Kom. — Łukasz Żółć, Ελένη, Дмитрий';
const sha256 = 'c0ffee'.padEnd(64, '0');

const file = (source: string) =>
  `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
   SELECT 'surat tugas.pdf', 'application/pdf', 4096, decode('${sha256}', 'hex'), '', '${source}', $1::int, `;

async function entry(
  db: Database,
  actor: Context,
  subject: string,
  action: LoggedAction,
  said: Pick<AuditRecord, 'from' | 'to' | 'reason' | 'data'> = {},
): Promise<void> {
  await db.transaction(withoutDeadline, (tx) =>
    audit(tx, { at: now, actor: actor.actor, surface: 'slack', action, subject, ...said }),
  );
}

let made = 0;

/** A record of each kind that is over, by the kind's name. */
export const specimens: Record<string, (db: Database) => Promise<Specimen>> = {
  async 'user-id'(db) {
    made += 1;
    const [rina, bima, eko, stranger] = await people(
      db,
      'rina.wulandari',
      'bima.santoso',
      'eko.saputra',
      'ali.rahman',
    );
    const number = `UID-2026-${String(made).padStart(6, '9')}`;
    const [row] = await db.query<{ id: number }>(
      `WITH r AS (
         INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key,
           created_at, status_since, status, new_user_id)
         SELECT $2, 'UNIT', $1, 'slack', $3, 'Staf', 'huong@mitra.example', min(u.id), $5, $2, $4, $4, 'COMPLETED', 'huong.nguyen'
         FROM unit u RETURNING id
       ), f AS (${file(number)} 'user-id:' || r.id FROM r)
       SELECT id FROM r`,
      [rina.actor.id, number, applicant, now, bima.actor.id],
    );
    const subject = `user-id:${row?.id}`;
    await entry(db, rina, subject, 'user-id.submitted', { to: 'WAITING_ATASAN' });
    await entry(db, bima, subject, 'user-id.approved', {
      from: 'WAITING_ATASAN',
      to: 'WAITING_VERIFICATOR',
      reason: 'Diperlukan untuk tutup buku.\nBaris kedua.',
    });
    await entry(db, eko, subject, 'user-id.confirmed', {
      from: 'WAITING_EXECUTOR',
      to: 'COMPLETED',
      data: { factor: 'totp' },
    });
    return {
      id: row?.id ?? 0,
      subject,
      reader: rina,
      stranger,
      reference: number,
      says: [
        applicant,
        'Bima Santoso',
        'Diperlukan untuk tutup buku.',
        'Baris kedua.',
        'Waiting for Approval Atasan Pemohon → Waiting for Approval ICT Verificator',
        'Eko Saputra',
        'surat tugas.pdf',
        `SHA-256 ${sha256}`,
      ],
      later: 'user-id.reassigned',
      reopen: `UPDATE user_id_request SET status = 'WAITING_EXECUTOR' WHERE id = $1`,
    };
  },

  async satker(db) {
    made += 1;
    const [maya, ali, stranger] = await people(db, 'maya.anggraini', 'ali.rahman', 'rina.wulandari');
    const number = `SAT-2026-${String(made).padStart(6, '9')}`;
    const [row] = await db.query<{ id: number }>(
      `WITH f AS (${file(number)} NULL RETURNING id)
       INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, reason, surface,
         submission_key, created_at, requester_id, document_id)
       SELECT $2, u.id, '3171010101019' || lpad($5::text, 3, '0'), $3, 'user' || $5 || '@satker.example', 'ST-1/2026',
         'REJECTED', $4, 'Surat tugas kedaluwarsa', 'slack', $2, $4, $1, f.id
       FROM unit u, f WHERE u.code = '527010' RETURNING id`,
      [ali.actor.id, number, applicant, now, made],
    );
    const subject = `satker:${row?.id}`;
    await entry(db, ali, subject, 'satker.registered', { to: 'REGISTERED' });
    await entry(db, maya, subject, 'satker.rejected', {
      from: 'REGISTERED',
      to: 'REJECTED',
      reason: 'Surat tugas kedaluwarsa',
    });
    return {
      id: row?.id ?? 0,
      subject,
      reader: maya,
      stranger,
      reference: number,
      says: [applicant, 'Maya Anggraini', 'Surat tugas kedaluwarsa', 'ST-1/2026', `SHA-256 ${sha256}`],
      later: 'satker.deleted',
      reopen: `UPDATE satker_user SET status = 'REGISTERED' WHERE id = $1`,
    };
  },

  async 'satker-ticket'(db) {
    made += 1;
    const [maya, ali, stranger] = await people(db, 'maya.anggraini', 'ali.rahman', 'rina.wulandari');
    const number = `SAT-2026-${String(made).padStart(6, '8')}`;
    const [row] = await db.query<{ id: number }>(
      `WITH f AS (${file(number)} NULL RETURNING id)
       INSERT INTO satker_ticket (number, kind, status, status_since, unit_id, requester_id, surface, note, document_id, submission_key, created_at)
       SELECT $2, 'REGISTRATION', 'REJECTED', $4, u.id, $1, 'slack', $3, f.id, $2, $4 FROM unit u, f WHERE u.code = '527010' RETURNING id`,
      [ali.actor.id, number, applicant, now],
    );
    const subject = `satker-ticket:${row?.id}`;
    await entry(db, ali, subject, 'satker-ticket.opened', { to: 'WAITING' });
    await entry(db, maya, subject, 'satker-ticket.rejected', { to: 'REJECTED', reason: 'Tidak lengkap' });
    return {
      id: row?.id ?? 0,
      subject,
      reader: ali,
      stranger,
      reference: number,
      says: [applicant, 'Maya Anggraini', 'Tidak lengkap', `SHA-256 ${sha256}`],
      later: 'satker-ticket.withdrawn',
      reopen: `UPDATE satker_ticket SET status = 'WAITING' WHERE id = $1`,
    };
  },

  async mapping(db) {
    made += 1;
    const [tono, stranger] = await people(db, 'tono.wijaya', 'rina.wulandari');
    const number = `MAP-2026-${String(made).padStart(6, '9')}`;
    const [row] = await db.query<{ id: number }>(
      `WITH p AS (INSERT INTO person (email, name) VALUES (lower($2) || '@mitra.example', $3) RETURNING id)
       INSERT INTO secretary_mapping (number, person_id, position_id, starts_on, ends_on, end_set_on, created_by_id, created_at, submission)
       SELECT $2, p.id, o.id, '2026-11-01', '2027-10-31', '2026-11-01', $1, $4, $2 FROM position o, p WHERE o.code = '50012345' RETURNING id`,
      [tono.actor.id, number, applicant, now],
    );
    const subject = `mapping:${row?.id}`;
    await entry(db, tono, subject, 'mapping.added', { to: '2027-10-31', reason: 'Sekretaris baru' });
    return {
      id: row?.id ?? 0,
      subject,
      reader: tono,
      stranger,
      reference: number,
      says: [applicant, 'Tono Wijaya', 'Sekretaris baru', '31 Oktober 2027'],
      later: 'mapping.endedEarly',
    };
  },

  async 'market-satker'(db) {
    made += 1;
    const [putri, stranger] = await people(db, 'putri.maharani', 'tono.wijaya');
    const [row] = await db.query<{ id: number }>(
      `WITH u AS (INSERT INTO unit (code, name, kind) VALUES ('59' || $2, 'SATKER UJI ' || $2, 'SATKER') RETURNING id),
       s AS (INSERT INTO procurement_satker (person_id, unit_id, is_main, changed_at) SELECT $1, u.id, false, $4 FROM u RETURNING id, unit_id),
       c AS (INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at) SELECT u.id, 'C' || $2, $3, '', $4 FROM u RETURNING id)
       INSERT INTO market_link (satker_id, company_id, account, email, linked_at) SELECT s.id, c.id, 'A' || $2, 'putri@toko.example', $4 FROM s, c
       RETURNING satker_id AS id`,
      [putri.actor.id, String(1000 + made), `PT ${applicant}`, now],
    );
    const subject = `market-satker:${row?.id}`;
    await entry(db, putri, subject, 'market.mapped', {
      data: { way: 'LOGIN', account: 'putri@toko.example', company: 'PT Toko' },
    });
    return {
      id: row?.id ?? 0,
      subject,
      reader: putri,
      stranger,
      reference: `SATKER UJI ${1000 + made} (59${1000 + made})`,
      says: [`PT ${applicant}`, 'Putri Maharani', 'putri@toko.example'],
      later: 'market.undone',
      reopen: 'UPDATE market_link SET ended_at = linked_at WHERE satker_id = $1',
    };
  },
};

async function people<const Accounts extends readonly string[]>(
  db: Database,
  ...accounts: Accounts
): Promise<{ [Index in keyof Accounts]: Context }> {
  const found = await Promise.all(accounts.map((account) => actingAs(db, account)));
  return found as { [Index in keyof Accounts]: Context };
}
