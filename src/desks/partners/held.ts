import { type CalledRecords, namesBy } from '../../personal-data/called.ts';
import { type Held, held } from '../../personal-data/held.ts';

/** What the directory has of somebody (T-3). */
export const holds: readonly Held[] = [
  held({
    model: 'PartnerAccount',
    called: 'held.partnerAccount',
    says: {
      accountName: 'held.field.account',
      contactEmail: 'held.field.email',
      phone: 'held.field.phone',
      company: 'held.field.company',
      unit: 'held.field.unit',
      startsOn: 'held.field.from',
      endsOn: 'held.field.until',
      hubRefusal: 'held.field.reason',
    },
    find: async (db, { persons }) => {
      const found = await db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        accountName: string;
        company: string;
        contactEmail: string | null;
        endsOn: string | null;
        hubRefusal: string | null;
        phone: Buffer | null;
        startsOn: string | null;
        unit: string;
      }>(
        `SELECT 'partner:' || a.person_id AS of, a.account_name AS "accountName", a.contact_email AS "contactEmail", a.phone, a.company, u.name AS unit,
           a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn", a.hub_refusal AS "hubRefusal", a.emptied_at AS "emptiedAt", a.emptied_on_demand AS "emptiedOnDemand"
         FROM partner_account a JOIN unit u ON u.id = a.unit_id WHERE a.person_id = ANY($1)`,
        [persons],
      );
      return Promise.all(
        found.map(async ({ phone, ...account }) => ({
          ...account,
          ...(await db.keys.open('partner_account', account.accountName, { phone })),
        })),
      );
    },
  }),
  held({
    model: 'WhitelistGrant',
    called: 'held.whitelistGrant',
    says: {
      application: 'held.field.system',
      role: 'held.field.role',
      grantedAt: 'held.field.since',
      withdrawnAt: 'held.field.until',
      reason: 'held.field.reason',
    },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        application: string;
        grantedAt: Date;
        reason: string | null;
        role: string;
        withdrawnAt: Date | null;
      }>(
        `SELECT NULL::text AS of, a.name AS application, r.name AS role, g.granted_at AS "grantedAt", g.withdrawn_at AS "withdrawnAt", g.reason
         FROM whitelist_grant g JOIN application_role r ON r.id = g.role_id JOIN application a ON a.id = r.application_id
         WHERE g.person_id = ANY($1) ORDER BY g.id`,
        [persons],
      ),
  }),
  held({
    model: 'SecretaryMapping',
    called: 'held.secretaryMapping',
    says: {
      number: 'held.field.number',
      position: 'held.field.position',
      startsOn: 'held.field.from',
      endsOn: 'held.field.until',
      reason: 'held.field.reason',
    },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        endsOn: string | null;
        number: string;
        position: string;
        reason: string | null;
        startsOn: string | null;
      }>(
        `SELECT NULL::text AS of, m.number, p.name AS position, m.starts_on::text AS "startsOn", m.ends_on::text AS "endsOn", m.reason, m.emptied_at AS "emptiedAt", m.emptied_on_demand AS "emptiedOnDemand"
         FROM secretary_mapping m JOIN position p ON p.id = m.position_id WHERE m.person_id = ANY($1) ORDER BY m.id`,
        [persons],
      ),
  }),
];

/** What the log calls its records. */
export const called: CalledRecords = {
  mapping: {
    called: 'held.one.secretaryMapping',
    names: namesBy('SELECT id, number AS name FROM secretary_mapping WHERE id = ANY($1)'),
  },
  'whitelist-grant': {
    called: 'held.one.whitelistGrant',
    names: namesBy(
      'SELECT g.id, a.name FROM whitelist_grant g JOIN application_role r ON r.id = g.role_id JOIN application a ON a.id = r.application_id WHERE g.id = ANY($1)',
    ),
  },
  partner: {
    called: 'held.one.partnerAccount',
    names: namesBy(
      'SELECT person_id AS id, account_name AS name FROM partner_account WHERE person_id = ANY($1)',
    ),
  },
  'partner-hub': { called: 'held.one.partnerHub' },
};
