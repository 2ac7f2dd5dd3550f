import type { JobName } from '../core/jobs.ts';
import type { Tx } from '../db/database.ts';
import type { Leaving } from '../people/leaving.ts';
import { erasedAddress, erasedName } from '../people/shown-name.ts';
import {
  type Acting,
  asked,
  askedValues,
  type Demand,
  demanded,
  type Erasable,
  type Erased,
  idsOf,
  isAnyInUse,
  isInUse,
  lessening,
  mailboxes,
  type OnDemand,
  onlyErased,
  persons,
  standing,
  stayingWhere,
  subjects,
  subjectsOfGone,
  type Theirs,
} from './kind.ts';
import { entriesAtOnce, logEntries } from './log.ts';

/** By what chat accounts somebody is known, or was: a newcomer who comes by one finds nothing here that could become theirs. */
const accountsIn = (table: 'chat_identity' | 'former_chat_identity'): OnDemand =>
  demanded(
    {
      among: `${table} r`,
      at: null,
      over: 'true',
      inUse: isInUse('r.person_id'),
      whose: `r.person_id = ANY(${persons})`,
    },
    { row: 'r', selects: 'r.id', gone: `DELETE FROM ${table} r USING due WHERE r.id = due.id RETURNING 1` },
  );

/**
 * Whom no register knows is let in for as long as they have not left. What they hold ends before who they are goes, each with its entry (I-5): nobody
 * could end it in the name of one who has none.
 */
export async function leaveUnknown(
  tx: Tx,
  { leave }: Pick<Leaving, 'leave'>,
  { persons }: Pick<Theirs, 'persons'>,
  now: Date,
): Promise<void> {
  const stay = await tx.query<{ id: number }>(
    `SELECT r.id FROM person r WHERE r.id = ANY($1::int[]) AND (r.active OR r.left_at IS NULL)
       AND NOT ${isAnyInUse('$1::int[]')} ORDER BY r.id`,
    [persons],
  );
  await leave(
    tx,
    stay.map(({ id }) => id),
    { now, surface: 'system', actor: { id: null, name: 'Satu Pintu' } },
  );
}

/**
 * Who somebody is: their row stays, as what they did and what was decided refers to it, and says nothing of them. Of one who has several addresses all rows go
 * at once, since the log is looked through by what they say.
 */
export const profile: Acting = {
  kind: 'people.profile',
  called: 'erasure.kind.profile',
  covers: ['Person', 'FormerAddress'],
  atOnce: entriesAtOnce,
  onDemand: {
    stands: standing({
      among: 'person r',
      at: null,
      over: 'true',
      inUse: isAnyInUse(),
      whose: `r.id = ANY(${persons}) AND r.name <> '${erasedName}'`,
    }),
    erase: emptyProfile,
  },
};

function emptyProfile(tx: Tx, demand: Demand): Promise<Erased> {
  return onlyErased(
    tx.query<Erased>(
      `WITH ${asked}, gone AS (
         UPDATE person r SET email = ${erasedAddress}, name = '${erasedName}', position = NULL, nopek = NULL,
           active = false, left_at = coalesce(r.left_at, $5)
         WHERE r.id = ANY(${persons}) AND NOT ${isAnyInUse()} AND r.name <> '${erasedName}' RETURNING r.id
       )
       SELECT count(*)::int AS looked, count(*)::int AS removed, ARRAY(SELECT 'person:' || id FROM gone ORDER BY id) AS subjects FROM gone`,
      askedValues(demand),
    ),
  );
}

/**
 * An address that was somebody's is noted, so that whoever has it next comes into nothing that names it (I-1). Once nothing does, it is forgotten.
 */
export const forgetAddresses = (tx: Tx): Promise<object[]> =>
  tx.query(
    `DELETE FROM former_address f WHERE NOT EXISTS (SELECT 1 FROM person p WHERE mailbox_of(p.email) = mailbox_of(f.email))
       AND NOT EXISTS (SELECT 1 FROM user_id_request r WHERE mailbox_of(r.email) = mailbox_of(f.email))
       AND NOT EXISTS (SELECT 1 FROM satker_user s WHERE mailbox_of(s.email) = mailbox_of(f.email))`,
  );

const accounts: Acting = {
  kind: 'people.accounts',
  called: 'erasure.kind.accounts',
  covers: ['ChatIdentity'],
  onDemand: accountsIn('chat_identity'),
};

const formerAccounts: Acting = {
  kind: 'people.former-accounts',
  called: 'erasure.kind.formerAccounts',
  covers: ['FormerChatIdentity'],
  onDemand: accountsIn('former_chat_identity'),
};

/** SQL: looks no more for what may have reached another platform, by an expression for whom. */
const straysForgotten = (people: string): string =>
  `DELETE FROM stray_copy s USING posted_card c WHERE c.id = s.card_id AND c.person_id = ANY(${people}) AND NOT ${isInUse('c.person_id')}`;

/** Those that were noted while the step closed their cards, which it did not see (`noteStray`): once they are closed none is noted any more. */
export const forgetStrays = (tx: Tx, { persons }: Pick<Theirs, 'persons'>): Promise<object[]> =>
  tx.query(straysForgotten('$1::int[]'), [persons]);

/** A card that is a witness of the log stands where its root is read back (T-1). */
const isWitness = `r.card = 'pintu.audit-note'`;

/**
 * Where cards stand with somebody. A copy that is kept up to date says there that it is theirs no more, and where that was is forgotten with it
 * (`posted/deliver.ts`); others are forgotten at once. One that is still to be posted is closed: it says nothing of them any more, and where it stands, had it been on its way, is not
 * noted. What may have reached another platform meanwhile is looked for no more.
 */
const conversations: Acting = {
  kind: 'posted.conversations',
  called: 'erasure.kind.conversations',
  covers: ['PostedCard.channel', 'StrayCopy'],
  onDemand: lessening(
    demanded(
      {
        among: 'posted_card r',
        at: null,
        over: 'true',
        inUse: isInUse('r.person_id'),
        whose: `r.person_id = ANY(${persons}) AND (r.channel IS NOT NULL OR r.posted_at IS NULL AND r.failure IS NULL) AND NOT r.closed AND NOT ${isWitness}`,
      },
      {
        row: 'r',
        selects: 'r.id, CASE WHEN r.live AND r.posted_at IS NOT NULL THEN r.subject END AS subject',
        order: 'r.id',
        gone: `UPDATE posted_card r SET closed = true, channel = CASE WHEN due.subject IS NOT NULL THEN r.channel END FROM due WHERE r.id = due.id RETURNING due.subject`,
        also: [straysForgotten(persons)],
        subjects: subjectsOfGone,
      },
    ),
  ),
};

/** Jobs that read files which somebody has given: a job that is given up has their names until somebody tries it again. */
const readingJobs = ['imports.arrived', 'audit.mails'] as const satisfies JobName[];

/** Of whom nobody knows any more no file is read; one that is being read ends by itself. */
const filesGiven: Acting = {
  kind: 'files.given',
  called: 'erasure.kind.filesGiven',
  // The worker's own table is none of the schema.
  covers: [],
  onDemand: demanded(
    {
      among: 'graphile_worker._private_jobs r JOIN graphile_worker._private_tasks t ON t.id = r.task_id',
      at: null,
      over: 'true',
      inUse: `r.locked_at IS NOT NULL OR ${isAnyInUse()}`,
      whose: `t.identifier IN (${readingJobs.map((name) => `'${name}'`).join(', ')}) AND r.payload->>'personId' = ANY(${persons}::text[])`,
    },
    {
      row: 'r',
      selects: 'r.id',
      gone: 'DELETE FROM graphile_worker._private_jobs r USING due WHERE r.id = due.id RETURNING 1',
    },
  ),
};

/** What goes beside what has a period. */
export const alsoErased: readonly Acting[] = [filesGiven];

/** What goes once all else has and its person has been told, in this order. */
export const lastErased: readonly Acting[] = [accounts, formerAccounts, conversations, logEntries, profile];

/** What a demand leaves as it is, and why. */
export const ownStays: readonly Erasable[] = [
  {
    kind: 'people.account-names',
    called: 'erasure.kind.accountNames',
    covers: ['Account', 'UserIdRequest.newUserId', 'PartnerAccount.accountName'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM account WHERE person_id = ANY(${persons})) OR EXISTS (SELECT 1 FROM partner_account WHERE person_id = ANY(${persons}))
         OR EXISTS (SELECT 1 FROM user_id_request WHERE id = ANY(${idsOf('user-id')}) AND new_user_id IS NOT NULL)`,
      'erasure.stays.accountNames',
    ),
  },
  {
    kind: 'records.written',
    called: 'erasure.kind.written',
    covers: ['RecordRemark.text'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM record_remark WHERE person_id = ANY(${persons}) AND subject <> ALL(${subjects}) AND text <> '')
         OR EXISTS (SELECT 1 FROM user_id_decision WHERE person_id = ANY(${persons}) AND reason <> '' AND 'user-id:' || request_id <> ALL(${subjects}))`,
      'erasure.stays.written',
    ),
  },
  {
    kind: 'audit.checks',
    called: 'erasure.kind.checks',
    covers: ['AuditCheck'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM posted_card r WHERE r.person_id = ANY(${persons}) AND r.channel IS NOT NULL AND ${isWitness}) OR EXISTS (SELECT 1 FROM audit_check c JOIN person p ON p.id = ANY(${persons}) WHERE position(p.name IN c.witnesses::text) > 0)`,
      'erasure.stays.checks',
    ),
  },
  {
    kind: 'posted.copies',
    called: 'erasure.kind.copies',
    covers: ['PostedCard', 'DrawnModal', 'FailingJob'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM posted_card WHERE person_id = ANY(${persons}) AND live) OR EXISTS (SELECT 1 FROM posted_card WHERE subject = ANY(${subjects}))`,
      'erasure.stays.copies',
    ),
  },
  {
    kind: 'minutes.tokens',
    called: 'erasure.kind.confirmations',
    covers: ['Minutes.tokenHash'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM minutes WHERE person_id = ANY(${persons}) OR subject = ANY(${subjects}))`,
      'erasure.stays.confirmations',
    ),
  },
  {
    kind: 'keys',
    called: 'erasure.kind.keys',
    covers: ['RootKey', 'DataKey', 'CertificateAuthority', 'ProductCertificate'],
    onDemand: { stays: 'nobody is in it' },
  },
  {
    kind: 'sandbox',
    called: 'erasure.kind.sandbox',
    covers: ['DigitSandboxAccount', 'MarketSandboxCompany', 'MarketSandboxUser', 'MarketSandboxAccount'],
    onDemand: stayingWhere(
      `EXISTS (SELECT 1 FROM digit_sandbox_account WHERE mailbox_of(email) = ANY(${mailboxes}))
         OR EXISTS (SELECT 1 FROM market_sandbox_user WHERE mailbox_of(email) = ANY(${mailboxes}))
         OR EXISTS (SELECT 1 FROM market_sandbox_account WHERE mailbox_of(email) = ANY(${mailboxes}))
         OR EXISTS (SELECT 1 FROM market_sandbox_company WHERE mailbox_of(registered_by) = ANY(${mailboxes}))`,
      'erasure.stays.sandbox',
    ),
  },
];
