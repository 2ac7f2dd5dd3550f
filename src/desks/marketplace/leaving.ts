import { ending, type Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/**
 * What ends of a procurement officer when they leave or are none any more: their profile and how they come in; companies stay their
 * satkers' (M-8). Whoever is one again begins anew.
 */
export const parting: Parting = {
  endings: [
    ending({
      ends: 'procurement_satker.person_id',
      sql: `UPDATE procurement_satker s SET removed_at = $2, changed_at = $2
      FROM (SELECT id FROM procurement_satker WHERE person_id = ANY($1) AND removed_at IS NULL ORDER BY id FOR UPDATE) held
      WHERE s.id = held.id RETURNING s.id, s.unit_id`,
      action: 'market.left',
      subject: `'market-satker:' || e.id`,
      to: `'REMOVED'`,
      data: `jsonb_build_object('unitId', e.unit_id)`,
      hangsOn: { role: 'PROCUREMENT_OFFICER', says: 'market.endsWithRole' },
      beside: `UPDATE market_link l SET ended_at = $2 FROM ended e WHERE l.satker_id = e.id AND l.ended_at IS NULL`,
    }),
  ],
  history: [],
  names: [naming('procurement_satker', ['person_id'], `'market-satker:' || t.id`)],
};
