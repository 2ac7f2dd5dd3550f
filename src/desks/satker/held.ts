import type { Queryable } from '../../core/queryable.ts';
import { type Coded, coded, type Held, held, type Whose } from '../../personal-data/held.ts';
import { statusTexts, ticketKinds, ticketStatusTexts } from './model.ts';

/** What a ticket asks; of which satker stands beside it. */
const asked: Coded = (t, code) => {
  const kind = ticketKinds.find((one) => one === code);
  return kind && t(`satker.ticket.${kind}`, { satker: '' }).trim();
};

/**
 * The NIKs of registrations that were approved for somebody's address while it was theirs: those are proved to be their own (I-1). Of a mailbox for
 * which people of several NIKs were approved nobody knows whose each is.
 */
async function niksOf(db: Queryable, { mailboxes }: Whose): Promise<string[]> {
  const [found] = await db.query<{ niks: string[] | null }>(
    `SELECT array_agg(DISTINCT one.nik_hash) AS niks FROM (
       SELECT min(nik_hash) AS nik_hash FROM satker_user
       WHERE mailbox_of(email) = ANY($1) AND created_at > address_since(email) AND status IN ('ACTIVE', 'DORMANT', 'INACTIVE')
       GROUP BY mailbox_of(email) HAVING count(DISTINCT nik_hash) = 1) one`,
    [mailboxes],
  );
  return found?.niks ?? [];
}

/**
 * Of a registration that names somebody's address but was never approved the NIK, the telephone and the NIP may be another one's: it says
 * that it is there, and no more.
 */
export const holds: readonly Held[] = [
  held({
    model: 'SatkerUser',
    called: 'held.satkerUser',
    says: {
      number: 'held.field.number',
      status: 'held.field.status',
      satker: 'held.field.unit',
      nik: 'held.field.nik',
      name: 'held.field.name',
      nip: 'held.field.nip',
      phone: 'held.field.phone',
      email: 'held.field.email',
      letterNumber: 'held.field.letterNumber',
      document: 'held.field.file',
      reason: 'held.field.reason',
      offeredTitle: 'held.field.title',
      lastLoginAt: 'held.field.lastActive',
      createdAt: 'held.field.at',
    },
    words: { status: coded(statusTexts) },
    async find(db, whose) {
      const rows = await db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date | null;
        document: string | null;
        email: string | null;
        lastLoginAt: Date | null;
        letterNumber: string | null;
        name: string | null;
        key: string;
        nik: Buffer | null;
        nip: string | null;
        number: string | null;
        offeredTitle: string | null;
        phone: Buffer | null;
        reason: string | null;
        satker: string | null;
        status: string | null;
        proved: boolean;
      }>(
        `SELECT 'satker:' || s.id AS of, s.number, s.status::text, u.name AS satker, s.submission_key AS key, s.nik, s.name, s.nip, s.phone, s.email,
           s.letter_number AS "letterNumber", a.name AS document, s.reason, s.offered_title AS "offeredTitle", s.last_login_at AS "lastLoginAt", s.emptied_at AS "emptiedAt", s.emptied_on_demand AS "emptiedOnDemand",
           s.created_at AS "createdAt", s.nik_hash IS NOT NULL AND s.nik_hash = ANY($1) AS proved
         FROM satker_user s JOIN unit u ON u.id = s.unit_id LEFT JOIN attachment a ON a.id = s.document_id
         WHERE s.nik_hash = ANY($1) OR mailbox_of(s.email) = ANY($2) AND s.created_at > address_since(s.email) ORDER BY s.id`,
        [await niksOf(db, whose), whose.mailboxes],
      );
      return Promise.all(
        rows.map(async ({ proved, key, nik, phone, ...row }) =>
          proved
            ? { ...row, ...(await db.keys.open('satker_user', key, { nik, phone })) }
            : { ...row, isUnproved: true, nik: null, name: null, nip: null, phone: null, offeredTitle: null },
        ),
      );
    },
  }),
  held({
    model: 'SatkerTicket',
    called: 'held.satkerTicket',
    says: {
      number: 'held.field.number',
      kind: 'held.field.kind',
      status: 'held.field.status',
      satker: 'held.field.unit',
      note: 'held.field.note',
      reason: 'held.field.reason',
      createdAt: 'held.field.at',
    },
    words: { kind: asked, status: coded(ticketStatusTexts) },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        kind: string | null;
        note: string | null;
        number: string;
        reason: string | null;
        satker: string;
        status: string | null;
      }>(
        `SELECT 'satker-ticket:' || t.id AS of, t.number, t.kind::text, t.status::text, u.name AS satker, t.note, t.reason, t.emptied_at AS "emptiedAt", t.emptied_on_demand AS "emptiedOnDemand", t.created_at AS "createdAt"
         FROM satker_ticket t JOIN unit u ON u.id = t.unit_id WHERE t.requester_id = ANY($1) ORDER BY t.id`,
        [persons],
      ),
  }),
  held({
    model: 'DigitRegistration',
    called: 'held.digitRegistration',
    says: {
      nik: 'held.field.nik',
      name: 'held.field.name',
      nip: 'held.field.nip',
      phone: 'held.field.phone',
      email: 'held.field.email',
      createdAt: 'held.field.at',
      activatedAt: 'held.field.activated',
    },
    async find(db, whose) {
      const rows = await db.query<{
        of: string | null;
        activatedAt: Date | null;
        createdAt: Date;
        email: string;
        name: string;
        hash: string;
        nik: Buffer;
        nip: string | null;
        phone: Buffer;
      }>(
        `SELECT 'digit:' || id AS of, nik_hash AS hash, nik, name, nip, phone, email, created_at AS "createdAt", activated_at AS "activatedAt"
         FROM digit_registration WHERE nik_hash = ANY($1) ORDER BY id`,
        [await niksOf(db, whose)],
      );
      return Promise.all(
        rows.map(async ({ hash, nik, phone, ...row }) => ({
          ...row,
          ...(await db.keys.open('digit_registration', hash, { nik, phone })),
        })),
      );
    },
  }),
];
