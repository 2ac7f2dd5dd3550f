import type { Parting } from '../../people/leaving.ts';
import { naming } from '../../people/naming.ts';

/** Requests stay: an account ends with whoever comes in by it (`people/leaving.ts`). */
export const parting: Parting = {
  endings: [],
  history: [
    'user_id_decision.on_behalf_of_id',
    'user_id_decision.person_id',
    'user_id_request.atasan_id',
    'user_id_request.requester_id',
  ],
  names: [
    naming('user_id_request', ['requester_id', 'atasan_id'], `'user-id:' || t.id`),
    naming('user_id_decision', ['person_id', 'on_behalf_of_id'], `'user-id:' || t.request_id`),
  ],
};
