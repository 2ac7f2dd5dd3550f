import type { Queryable } from '../../core/queryable.ts';
import { type CalledRecords, namesBy } from '../../personal-data/called.ts';
import { type Coded, coded, type Held, held, type Whose } from '../../personal-data/held.ts';
import { statusTexts, ticketKinds, ticketStatusTexts } from './model.ts';
import { approvedFor } from './niks.ts';

/** What a ticket asks; of which satker stands beside it. */
const asked: Coded = (t, code) => {
  const kind = ticketKinds.find((one) => one === code);
  return kind && t(`satker.ticket.${kind}`, { satker: '' }).trim();
};

/**
 * The NIKs by which what is held is somebody's, wherever it stands; and with those of registrations that were removed since, by which no more than what
 * names their own address is: such a NIK may have been another's.
 */
async function niksOf(
  db: Queryable,
  { mailboxes }: Whose,
): Promise<{ theirs: string[]; onlyHere: string[] }> {
  const known = (await approvedFor(db, mailboxes)).flatMap(({ nik, stands }) =>
    nik ? [{ nik, stands }] : [],
  );
  return {
    theirs: known.filter(({ stands }) => stands).map(({ nik }) => nik),
    onlyHere: known.map(({ nik }) => nik),
  };
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
      const { theirs, onlyHere } = await niksOf(db, whose);
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
           s.created_at AS "createdAt", coalesce(s.nik_hash = ANY($1) OR s.nik_hash = ANY($3) AND mailbox_of(s.email) = ANY($2), false) AS proved
         FROM satker_user s JOIN unit u ON u.id = s.unit_id LEFT JOIN attachment a ON a.id = s.document_id
         WHERE s.nik_hash = ANY($1) OR mailbox_of(s.email) = ANY($2) AND s.created_at > address_since(s.email) ORDER BY s.id`,
        [theirs, whose.mailboxes, onlyHere],
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
      const { theirs, onlyHere } = await niksOf(db, whose);
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
         FROM digit_registration d
         WHERE nik_hash = ANY($1) OR nik_hash = ANY($3) AND mailbox_of(email) = ANY($2) AND created_at > address_since(email) ORDER BY id`,
        [theirs, whose.mailboxes, onlyHere],
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

/** What the log calls its records. */
export const called: CalledRecords = {
  satker: {
    called: 'held.one.satkerUser',
    names: namesBy('SELECT id, number AS name FROM satker_user WHERE id = ANY($1)'),
  },
  'satker-ticket': {
    called: 'held.one.satkerTicket',
    names: namesBy('SELECT id, number AS name FROM satker_ticket WHERE id = ANY($1)'),
  },
  digit: { called: 'held.one.digitRegistration' },
  'satker-logins': { called: 'held.one.logins' },
};
