import { formatSize, languages } from '../core/texts/index.ts';
import { loggedWords } from '../records/logged.ts';
import { type Coded, type Held, held, surfaceWords } from './held.ts';

const languageWords: Coded = (t, code) => {
  const language = languages.find((one) => one === code);
  return language && t(`language.${language}`);
};

const sizeWords: Coded = (t, bytes) => formatSize(t.language, Number(bytes));

/** What belongs to no desk. Of others it names who decided, who stood in and who looked: their names stood there for its person before. */
export const ownHeld: readonly Held[] = [
  held({
    model: 'Person',
    called: 'held.person',
    says: {
      name: 'held.field.name',
      email: 'held.field.email',
      position: 'held.field.position',
      nopek: 'held.field.nopek',
      unit: 'held.field.unit',
      superior: 'held.field.superior',
      language: 'held.field.language',
      createdAt: 'held.field.since',
    },
    words: { language: languageWords },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        createdAt: Date | null;
        email: string | null;
        language: string | null;
        name: string | null;
        nopek: string | null;
        position: string | null;
        superior: string | null;
        unit: string | null;
      }>(
        `SELECT 'person:' || p.id AS of, p.name, p.email, p.position, p.nopek, u.name AS unit, s.name AS superior, p.language,
           p.created_at AS "createdAt"
         FROM person p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id WHERE p.id = ANY($1) ORDER BY p.id`,
        [persons],
      ),
  }),
  held({
    model: 'RoleGrant',
    called: 'held.roleGrant',
    says: {
      role: 'held.field.role',
      unit: 'held.field.unit',
      grantedAt: 'held.field.since',
      withdrawnAt: 'held.field.until',
    },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        grantedAt: Date | null;
        role: string | null;
        unit: string | null;
        withdrawnAt: Date | null;
      }>(
        `SELECT NULL::text AS of, g.role::text, u.name AS unit, g.granted_at AS "grantedAt", g.withdrawn_at AS "withdrawnAt"
         FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id WHERE g.person_id = ANY($1) ORDER BY g.id`,
        [persons],
      ),
  }),
  held({
    model: 'RoleProposal',
    called: 'held.roleProposal',
    says: {
      role: 'held.field.role',
      proposedAt: 'held.field.at',
      decidedBy: 'held.field.decidedBy',
      reason: 'held.field.reason',
    },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        decidedBy: string | null;
        proposedAt: Date | null;
        reason: string | null;
        role: string | null;
      }>(
        `SELECT NULL::text AS of, r.role::text, r.proposed_at AS "proposedAt", d.name AS "decidedBy", r.reason
         FROM role_proposal r LEFT JOIN person d ON d.id = r.decided_by_id WHERE r.person_id = ANY($1) ORDER BY r.id`,
        [persons],
      ),
  }),
  held({
    model: 'ChatIdentity',
    called: 'held.chatIdentity',
    says: {
      platform: 'held.field.platform',
      externalId: 'held.field.chatAccount',
      direct: 'held.field.conversation',
      linkedAt: 'held.field.since',
      lastActiveAt: 'held.field.lastActive',
    },
    words: { platform: surfaceWords },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        direct: string | null;
        externalId: string;
        lastActiveAt: Date;
        linkedAt: Date;
        platform: string;
      }>(
        `SELECT NULL::text AS of, platform, external_id AS "externalId", direct, linked_at AS "linkedAt", last_active_at AS "lastActiveAt"
         FROM chat_identity WHERE person_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
  held({
    model: 'FormerChatIdentity',
    called: 'held.formerChatIdentity',
    says: {
      platform: 'held.field.platform',
      externalId: 'held.field.chatAccount',
      linkedAt: 'held.field.since',
      endedAt: 'held.field.until',
    },
    words: { platform: surfaceWords },
    find: (db, { persons }) =>
      db.query<{ of: string | null; endedAt: Date; externalId: string; linkedAt: Date; platform: string }>(
        `SELECT NULL::text AS of, platform, external_id AS "externalId", linked_at AS "linkedAt", ended_at AS "endedAt"
         FROM former_chat_identity WHERE person_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
  held({
    model: 'AddressClaim',
    called: 'held.addressClaim',
    says: {
      platform: 'held.field.platform',
      externalId: 'held.field.chatAccount',
      name: 'held.field.name',
      email: 'held.field.email',
      askedAt: 'held.field.at',
      decidedBy: 'held.field.decidedBy',
      reason: 'held.field.reason',
    },
    words: { platform: surfaceWords },
    // An account that the ADMINs took for somebody else's is that one's.
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        askedAt: Date | null;
        decidedBy: string | null;
        email: string | null;
        externalId: string | null;
        name: string | null;
        platform: string | null;
        reason: string | null;
      }>(
        `SELECT NULL::text AS of, c.platform, c.external_id AS "externalId", c.name, c.email, c.asked_at AS "askedAt", d.name AS "decidedBy", c.reason, c.emptied_at AS "emptiedAt", c.emptied_on_demand AS "emptiedOnDemand"
         FROM address_claim c LEFT JOIN person d ON d.id = c.decided_by_id WHERE c.person_id = ANY($1) AND c.outcome = 'SAME' ORDER BY c.id`,
        [persons],
      ),
  }),
  held({
    model: 'Delegation',
    called: 'held.delegation',
    says: {
      principal: 'held.field.principal',
      substitute: 'held.field.substitute',
      fromDay: 'held.field.from',
      toDay: 'held.field.until',
      reason: 'held.field.reason',
    },
    find: (db, { persons }) =>
      db.query<{
        of: string | null;
        fromDay: string | null;
        principal: string;
        reason: string | null;
        substitute: string;
        toDay: string | null;
      }>(
        `SELECT NULL::text AS of, p.name AS principal, s.name AS substitute, d.from_day::text AS "fromDay", d.to_day::text AS "toDay", d.reason
         FROM delegation d JOIN person p ON p.id = d.principal_id JOIN person s ON s.id = d.substitute_id
         WHERE d.principal_id = ANY($1) OR d.substitute_id = ANY($1) ORDER BY d.id`,
        [persons],
      ),
  }),
  held({
    model: 'Account',
    called: 'held.account',
    says: { userId: 'held.field.userId', createdAt: 'held.field.since' },
    find: (db, { persons }) =>
      db.query<{ of: string | null; createdAt: Date; userId: string }>(
        `SELECT 'user-id:' || request_id AS of, user_id AS "userId", created_at AS "createdAt"
         FROM account WHERE person_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
  held({
    model: 'RecordRemark',
    called: 'held.recordRemark',
    says: { record: 'held.field.record', text: 'held.field.text', at: 'held.field.at' },
    record: 'record',
    find: (db, { persons }) =>
      db.query<{ of: string | null; at: Date; record: string; text: string }>(
        `SELECT NULL::text AS of, subject AS record, text, at FROM record_remark WHERE person_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
  held({
    model: 'Attachment',
    called: 'held.attachment',
    says: {
      name: 'held.field.file',
      size: 'held.field.size',
      record: 'held.field.record',
      createdAt: 'held.field.at',
    },
    words: { size: sizeWords },
    record: 'record',
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        name: string;
        record: string | null;
        size: number;
      }>(
        `SELECT NULL::text AS of, name, size, record, removed_at AS "emptiedAt", removed_on_demand AS "emptiedOnDemand", created_at AS "createdAt" FROM attachment
         WHERE uploader_id = ANY($1) AND record IS DISTINCT FROM 'made' ORDER BY id`,
        [persons],
      ),
  }),
  held({
    model: 'Import',
    called: 'held.import',
    says: {
      number: 'held.field.number',
      fileName: 'held.field.file',
      undoReason: 'held.field.reason',
      createdAt: 'held.field.at',
    },
    find: (db, { persons }) =>
      db.query<{
        emptiedAt: Date | null;
        emptiedOnDemand: boolean;
        of: string | null;
        createdAt: Date;
        fileName: string;
        number: string;
        undoReason: string | null;
      }>(
        `SELECT 'import:' || id AS of, number, file_name AS "fileName", CASE WHEN undo_by_id = ANY($1) THEN undo_reason END AS "undoReason",
           emptied_at AS "emptiedAt", emptied_on_demand AS "emptiedOnDemand", created_at AS "createdAt"
         FROM import WHERE person_id = ANY($1) OR undo_by_id = ANY($1) ORDER BY id`,
        [persons],
      ),
  }),
];

/** What somebody did, last: it is the longest. */
const loggedHeld: Held = held({
  model: 'AuditEntry',
  called: 'held.auditEntry',
  says: {
    at: 'held.field.at',
    action: 'held.field.action',
    record: 'held.field.record',
    surface: 'held.field.surface',
    reason: 'held.field.reason',
    actor: 'held.field.notedAs',
  },
  words: {
    action: (t, action) => loggedWords(t, action) ?? t('held.field.olderAction'),
    surface: surfaceWords,
  },
  isLog: true,
  record: 'record',
  find: (db, { persons }) =>
    db.query<{
      of: string | null;
      action: string;
      actor: string | null;
      at: Date;
      reason: string | null;
      record: string;
      surface: string;
    }>(
      `SELECT NULL::text AS of, e.at, CASE WHEN e.actor <> p.name THEN e.actor END AS actor, e.action, e.subject AS record, e.surface, e.reason
         FROM audit_entry e JOIN person p ON p.id = e.actor_id WHERE e.actor_id = ANY($1) ORDER BY e.id DESC LIMIT 5000`,
      [persons],
    ),
});

/** All that is held of people, in the order in which they read it. */
export const allHeld = (desks: readonly { holds?: readonly Held[] }[]): readonly Held[] => [
  ...ownHeld,
  ...desks.flatMap(({ holds = [] }) => holds),
  loggedHeld,
];
