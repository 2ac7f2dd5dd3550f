import type { Name } from '../../core/texts/index.ts';
import { type CalledRecords, namesBy } from '../../personal-data/called.ts';
import { type Coded, type Held, held } from '../../personal-data/held.ts';
import { manualStages, statusNames } from './model.ts';

/** Of a request that is about somebody all; of one that they made for somebody else what they wrote (T-3). */
const theirs = `(r.nopek = ANY($1) OR mailbox_of(r.email) = ANY($2) AND r.created_at > address_since(r.email))`;

const names: Readonly<Record<string, string>> = statusNames;
const status: Coded = (_t, code) => names[code];

/** SQL: a status of request `r`, that of a stage which an organisation has added by its name, as `statusName` says it. */
const statusOf = (code: string): string => `coalesce(
  (SELECT jsonb_build_object('id', 'Waiting for Approval ' || s.name, 'en', 'Waiting for Approval ' || coalesce(s.name_en, s.name))
   FROM user_id_stage s WHERE s.request_id = r.id AND s.stage = ${code} AND s.stage <> ALL('{${manualStages.join()}}')),
  to_jsonb(${code}))`;

export const holds: readonly Held[] = [
  held({
    model: 'UserIdRequest',
    called: 'held.userIdRequest',
    says: {
      number: 'held.field.number',
      status: 'held.field.status',
      name: 'held.field.name',
      nopek: 'held.field.nopek',
      position: 'held.field.position',
      email: 'held.field.email',
      note: 'held.field.note',
      newUserId: 'held.field.userId',
      requester: 'held.field.askedBy',
      createdAt: 'held.field.at',
    },
    words: { status },
    find: (db, { nopeks, mailboxes }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        email: string;
        name: string;
        newUserId: string | null;
        nopek: string | null;
        note: string | null;
        number: string;
        position: string;
        requester: string;
        status: Name;
      }>(
        `SELECT 'user-id:' || r.id AS of, r.number, ${statusOf('r.status')} AS status, r.name, r.nopek, r.position, r.email, r.note, r.new_user_id AS "newUserId", r.emptied_at AS "emptiedAt", r.emptied_on_demand AS "emptiedOnDemand",
           p.name AS requester, r.created_at AS "createdAt"
         FROM user_id_request r JOIN person p ON p.id = r.requester_id WHERE ${theirs} ORDER BY r.id`,
        [nopeks, mailboxes],
      ),
  }),
  held({
    model: 'UserIdRequest',
    called: 'held.userIdAsked',
    says: {
      number: 'held.field.number',
      status: 'held.field.status',
      note: 'held.field.note',
      createdAt: 'held.field.at',
    },
    words: { status },
    find: (db, { nopeks, mailboxes, persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        note: string | null;
        number: string;
        status: Name;
      }>(
        `SELECT NULL::text AS of, r.number, ${statusOf('r.status')} AS status, r.note, r.emptied_at AS "emptiedAt", r.emptied_on_demand AS "emptiedOnDemand", r.created_at AS "createdAt"
         FROM user_id_request r WHERE r.requester_id = ANY($3) AND ${theirs} IS NOT TRUE ORDER BY r.id`,
        [nopeks, mailboxes, persons],
      ),
  }),
  held({
    model: 'UserIdPlatform',
    called: 'held.userIdPlatform',
    says: { number: 'held.field.number', system: 'held.field.system', note: 'held.field.note' },
    find: (db, { nopeks, mailboxes, persons }) =>
      db.query<{ of: string | null; note: string; number: string; system: string }>(
        `SELECT NULL::text AS of, r.number, s.name AS system, c.note
         FROM user_id_platform c JOIN user_id_request r ON r.id = c.request_id JOIN platform_system s ON s.id = c.system_id
         WHERE r.requester_id = ANY($3) OR ${theirs} ORDER BY r.id, s.name`,
        [nopeks, mailboxes, persons],
      ),
  }),
  held({
    model: 'UserIdDecision',
    called: 'held.userIdDecision',
    says: {
      number: 'held.field.number',
      stage: 'held.field.status',
      decidedBy: 'held.field.decidedBy',
      approved: 'held.field.approved',
      reason: 'held.field.reason',
      decidedAt: 'held.field.at',
    },
    words: { stage: status },
    find: (db, { nopeks, mailboxes, persons }) =>
      db.query<{
        of: string | null;
        approved: boolean;
        decidedAt: Date;
        decidedBy: string;
        number: string;
        reason: string | null;
        stage: Name;
      }>(
        `SELECT NULL::text AS of, r.number, ${statusOf('d.stage')} AS stage, p.name AS "decidedBy", d.approved, d.reason, d.decided_at AS "decidedAt"
         FROM user_id_decision d JOIN user_id_request r ON r.id = d.request_id JOIN person p ON p.id = d.person_id
         WHERE d.person_id = ANY($3) OR ${theirs} ORDER BY d.decided_at`,
        [nopeks, mailboxes, persons],
      ),
  }),
];

/** What the log calls its records. */
export const called: CalledRecords = {
  'user-id': {
    called: 'held.one.userIdRequest',
    names: namesBy('SELECT id, number AS name FROM user_id_request WHERE id = ANY($1)'),
  },
};
