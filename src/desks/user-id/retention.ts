import { idsOf } from '../../erasure/kind.ts';
import { filesOf, ofFiles, removingFiles } from '../../retention/files.ts';
import { emptying, type Retention } from '../../retention/rule.ts';

const closed = `r.status IN ('COMPLETED', 'REJECTED', 'WITHDRAWN')`;
/** Whoever has the User ID that came of it has it by what was asked and decided. */
const inUse =
  'EXISTS (SELECT 1 FROM account c WHERE c.request_id = r.id AND (c.ended_at IS NULL OR c.ended_at >= $1))';

/** What is about somebody; of what they asked for others it is the others'. */
const whose = `r.id = ANY(${idsOf('user-id')})`;

/** How long requests are kept once they are closed and the User ID has ended (T-3); the User ID's own name goes to nobody else, and stays. */
export const retention: readonly Retention[] = [
  {
    kind: 'user-id.files',
    called: 'userId.retention.files',
    calledOpen: 'userId.retention.filesOpen',
    ...ofFiles,
    days: 730,
    least: 30,
    within: 'user-id.request',
    from: 'ended',
    ...removingFiles({
      whose,
      pending: 'true',
      ...filesOf('user_id_request', 'user-id'),
      at: 'r.status_since',
      over: closed,
      inUse,
    }),
  },
  {
    kind: 'user-id.request',
    called: 'userId.retention.request',
    calledOpen: 'userId.requests',
    covers: [
      'UserIdRequest.nopek',
      'UserIdRequest.name',
      'UserIdRequest.position',
      'UserIdRequest.email',
      'UserIdRequest.note',
      'UserIdPlatform.note',
      'UserIdDecision.reason',
      'RecordRemark.text',
    ],
    days: 1825,
    least: 365,
    from: 'ended',
    effect: 'columns',
    ...emptying({
      whose,
      pending: 'true',
      number: 'r.number',
      table: 'user_id_request',
      at: 'r.status_since',
      over: closed,
      inUse,
      sets: `nopek = NULL, name = '', position = '', email = '', note = NULL`,
      subject: `'user-id:' || r.id`,
      also: [
        `UPDATE user_id_platform p SET note = '' FROM due WHERE p.request_id = due.id`,
        'UPDATE user_id_decision d SET reason = NULL FROM due WHERE d.request_id = due.id',
      ],
    }),
  },
];
