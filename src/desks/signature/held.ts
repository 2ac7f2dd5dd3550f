import { type CalledRecords, namesBy } from '../../personal-data/called.ts';
import { coded, type Held, held } from '../../personal-data/held.ts';
import { newPhoneStatusTexts } from './cards/new-phone-status.ts';
import { signingStatusTexts } from './cards/signing-facts.ts';

/** What somebody gave to sign with, and what they signed or had signed (T-3). */
export const holds: readonly Held[] = [
  held({
    model: 'Signer',
    called: 'held.signer',
    says: { phone: 'held.field.phone', enrolledAt: 'held.field.since' },
    async find(db, { persons }) {
      const rows = await db.query<{ id: number; phone: Buffer | null; enrolledAt: Date | null }>(
        'SELECT id, phone, enrolled_at AS "enrolledAt" FROM signer WHERE person_id = ANY($1) ORDER BY id',
        [persons],
      );
      return Promise.all(
        rows.map(async ({ id, phone, enrolledAt }) => ({
          of: null,
          ...(await db.keys.open('signer', String(id), { phone })),
          enrolledAt,
        })),
      );
    },
  }),
  held({
    model: 'Certificate',
    called: 'held.certificate',
    says: {
      subject: 'held.field.name',
      serial: 'held.field.number',
      notBefore: 'held.field.from',
      notAfter: 'held.field.until',
    },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        notAfter: Date;
        notBefore: Date;
        serial: string;
        subject: string;
      }>(
        `SELECT NULL::text AS of, c.subject, c.serial, c.not_before AS "notBefore", c.not_after AS "notAfter", c.emptied_at AS "emptiedAt", c.emptied_on_demand AS "emptiedOnDemand"
         FROM certificate c JOIN signer s ON s.id = c.signer_id WHERE s.person_id = ANY($1) ORDER BY c.id`,
        [persons],
      ),
  }),
  held({
    model: 'NewPhone',
    called: 'held.newPhone',
    says: { status: 'held.field.status', reason: 'held.field.reason', askedAt: 'held.field.at' },
    words: { status: coded(newPhoneStatusTexts) },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        askedAt: Date;
        reason: string;
        status: string | null;
      }>(
        `SELECT NULL::text AS of, n.status::text, n.reason, n.asked_at AS "askedAt", n.emptied_at AS "emptiedAt", n.emptied_on_demand AS "emptiedOnDemand" FROM new_phone n JOIN signer s ON s.id = n.signer_id
         WHERE s.person_id = ANY($1) ORDER BY n.id`,
        [persons],
      ),
  }),
  held({
    model: 'Signing',
    called: 'held.signing',
    says: {
      number: 'held.field.number',
      status: 'held.field.status',
      note: 'held.field.note',
      createdAt: 'held.field.at',
    },
    words: { status: coded(signingStatusTexts) },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        note: string | null;
        number: string;
        status: string | null;
      }>(
        `SELECT 'signing:' || id AS of, number, status::text, note, created_at AS "createdAt", emptied_at AS "emptiedAt", emptied_on_demand AS "emptiedOnDemand" FROM signing WHERE requester_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
];

/** What the log calls its records. */
export const called: CalledRecords = {
  signer: { called: 'held.one.signer' },
  signing: {
    called: 'held.one.signing',
    names: namesBy('SELECT id, number AS name FROM signing WHERE id = ANY($1)'),
  },
  'new-phone': { called: 'held.one.newPhone' },
};
