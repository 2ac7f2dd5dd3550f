import { enqueueAll } from '../../../jobs/enqueue.ts';
import { ending, type Parting } from '../../../people/leaving.ts';
import { naming } from '../../../people/naming.ts';

/** Nobody stands in for somebody who has left, and who has left stands in for nobody. */
const ended = (ends: 'delegation.principal_id' | 'delegation.substitute_id', column: string) =>
  ending({
    ends,
    sql: `UPDATE delegation d SET ended_at = $2 FROM (
        SELECT o.id, o.begun_at FROM delegation o WHERE o.${column} = ANY($1) AND o.ended_at IS NULL ORDER BY o.id FOR UPDATE
      ) held WHERE d.id = held.id RETURNING d.id, d.principal_id, d.substitute_id, d.from_day, d.to_day, held.begun_at`,
    action: 'delegation.ended',
    subject: `'delegation:' || e.id`,
    from: `CASE WHEN e.begun_at IS NULL THEN 'PLANNED' ELSE 'STANDING' END`,
    to: `'ENDED'`,
    data: `jsonb_build_object('principalId', e.principal_id, 'substituteId', e.substitute_id, 'from', e.from_day, 'to', e.to_day)`,
    tell: (tx, entries) =>
      enqueueAll(
        tx,
        entries.map(({ id, subject }) => ({
          name: 'delegation.announce',
          payload: { entry: id },
          queue: `announce ${subject}`,
        })),
      ),
  });

export const parting: Parting = {
  endings: [
    ended('delegation.principal_id', 'principal_id'),
    ended('delegation.substitute_id', 'substitute_id'),
  ],
  history: ['delegation.ended_by_id', 'delegation.made_by_id'],
  names: [
    naming(
      'delegation',
      ['principal_id', 'substitute_id', 'made_by_id', 'ended_by_id'],
      `'delegation:' || t.id`,
    ),
  ],
};
