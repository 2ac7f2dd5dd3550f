import { type CalledRecords, namesBy } from '../../personal-data/called.ts';
import { type Held, held } from '../../personal-data/held.ts';

/** With which accounts somebody buys (T-3). */
export const holds: readonly Held[] = [
  held({
    model: 'MarketLink',
    called: 'held.marketLink',
    says: {
      satker: 'held.field.unit',
      company: 'held.field.company',
      account: 'held.field.account',
      email: 'held.field.email',
      linkedAt: 'held.field.since',
      endedAt: 'held.field.until',
    },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        account: string;
        company: string;
        email: string;
        endedAt: Date | null;
        linkedAt: Date;
        satker: string;
      }>(
        `SELECT NULL::text AS of, u.name AS satker, c.name AS company, l.account, l.email, l.linked_at AS "linkedAt", l.ended_at AS "endedAt", l.emptied_at AS "emptiedAt", l.emptied_on_demand AS "emptiedOnDemand"
         FROM market_link l JOIN procurement_satker p ON p.id = l.satker_id JOIN unit u ON u.id = p.unit_id JOIN satker_company c ON c.id = l.company_id
         WHERE p.person_id = ANY($1) ORDER BY l.id`,
        [persons],
      ),
  }),
];

/** What the log calls its records. */
export const called: CalledRecords = {
  'market-satker': {
    called: 'held.one.marketSatker',
    names: namesBy(
      'SELECT p.id, u.name FROM procurement_satker p JOIN unit u ON u.id = p.unit_id WHERE p.id = ANY($1)',
    ),
  },
  'market-company': {
    called: 'held.one.marketCompany',
    names: namesBy('SELECT id, name FROM satker_company WHERE id = ANY($1)'),
  },
};
