import { ending, type Parting } from '../../people/leaving.ts';

/** What nobody who has left stands for any more. */
export const parting: Parting = {
  endings: [
    ending({
      ends: 'unit_head.person_id',
      sql: `DELETE FROM unit_head h USING person p WHERE h.person_id = ANY($1) AND p.id = h.person_id RETURNING h.unit_id, p.email`,
      action: 'unit.head-removed',
      subject: `'unit:' || e.unit_id`,
      data: `jsonb_build_object('head', e.email)`,
    }),
    ending({
      ends: 'position.holder_id',
      sql: `UPDATE position o SET holder_id = NULL FROM person p WHERE o.holder_id = ANY($1) AND p.id = o.holder_id
      RETURNING o.id, p.email`,
      action: 'position.changed',
      subject: `'position:' || e.id`,
      data: `jsonb_build_object('from', jsonb_build_object('holder', e.email), 'to', jsonb_build_object('holder', NULL))`,
    }),
  ],
  history: [],
  // Nothing that they were named by is left.
  names: [],
};
