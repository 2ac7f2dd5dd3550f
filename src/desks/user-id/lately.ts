import type { Seat } from '../../chat/desk.ts';
import type { Queryable } from '../../core/queryable.ts';
import type { Kind, RequestState } from './model.ts';
import { type Policy, unstaffedStage } from './rules.ts';
import { planFor } from './stages.ts';
import { candidatesFor } from './store.ts';

/** So many of the newest are looked at, of those that were made in so many days. */
const most = 200;
const days = 90;

type Asked = Pick<RequestState, 'id' | 'requesterId' | 'email' | 'nopek' | 'atasanId' | 'systems'> & {
  kind: Kind;
};

/**
 * Which stages the requests of lately would pass if they were submitted at this moment, and who could decide each: what a change of the
 * stages, or of who holds them, would have done. What waits has its plan, which stays.
 */
export async function lately(db: Queryable, now: Date, policy: Policy): Promise<Seat[]> {
  const asked = await db.query<Asked>(
    `SELECT r.id, r.kind, r.requester_id AS "requesterId", r.email, r.nopek, r.atasan_id AS "atasanId",
       ARRAY(SELECT p.system_id FROM user_id_platform p WHERE p.request_id = r.id) AS systems
     FROM user_id_request r WHERE r.created_at > $1::timestamptz - make_interval(days => $2) ORDER BY r.id DESC LIMIT $3`,
    [now, days, most],
  );
  const seats: Seat[] = [];
  for (const request of asked) {
    const { plan } = await planFor(db, request);
    const candidates = await candidatesFor(db, { ...request, plan });
    const unstaffed = unstaffedStage(plan, candidates, policy);
    for (const { stage, name } of plan)
      seats.push({
        key: `user-id:${request.id} ${stage}`,
        name,
        holders: [...new Set(candidates[stage]?.flat())],
        isEmpty: stage === unstaffed,
      });
  }
  return seats;
}
