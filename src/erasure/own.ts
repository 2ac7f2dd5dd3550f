import type { Tx } from '../db/database.ts';
import type { Leaving } from '../people/leaving.ts';
import { erasedAddress, erasedName } from '../people/shown-name.ts';
import { refreshLater } from '../posted/post.ts';
import {
  type Acting,
  asked,
  askedValues,
  type Demand,
  demanded,
  type Erasable,
  type Erased,
  isAnyInUse,
  isInUse,
  type OnDemand,
  onlyErased,
  persons,
  standing,
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
const profile: Acting = {
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
    erase: eraseProfile,
  },
};

/** Their name goes, and then it goes from the cards of whatever they did: the log is walked through for these, in as many transactions as that takes. */
async function eraseProfile(tx: Tx, demand: Demand): Promise<Erased> {
  const erased = await emptyProfile(tx, demand);
  const isBeginning = erased.removed > 0;
  if (!isBeginning && demand.from === '0') return erased;
  const from = isBeginning ? '0' : demand.from;
  const [seen] = await tx.query<{ looked: number; next: string | null; acted: string[] }>(
    `WITH seen AS MATERIALIZED (
       SELECT id, subject, actor_id, data->'onBehalfOf'->>'id' AS for_id FROM audit_entry WHERE id > $1::bigint ORDER BY id LIMIT ${entriesAtOnce}
     )
     SELECT (SELECT count(*)::int FROM seen) AS looked, (SELECT max(id)::text FROM seen) AS next,
       ARRAY(SELECT DISTINCT subject FROM seen WHERE actor_id = ANY($2::int[]) OR for_id = ANY($2::int[]::text[])) AS acted`,
    [from, demand.theirs.persons],
  );
  await refreshLater(tx, [...(isBeginning ? demand.theirs.subjects : []), ...(seen?.acted ?? [])]);
  return { ...erased, looked: seen?.looked ?? 0, next: seen?.next ?? from };
}

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

/** What goes once all else has and its person has been told, in this order. */
export const lastErased: readonly Acting[] = [accounts, formerAccounts, logEntries, profile];

/** What a demand leaves as it is, and why. */
export const ownStays: readonly Erasable[] = [
  {
    kind: 'people.account-names',
    called: 'erasure.kind.accountNames',
    covers: ['Account', 'UserIdRequest.newUserId', 'PartnerAccount.accountName'],
    onDemand: { stays: 'erasure.stays.accountNames' },
  },
  {
    kind: 'audit.checks',
    called: 'erasure.kind.checks',
    covers: ['AuditCheck'],
    onDemand: { stays: 'erasure.stays.checks' },
  },
  {
    kind: 'posted.copies',
    called: 'erasure.kind.copies',
    covers: ['PostedCard', 'StrayCopy', 'DrawnModal', 'FailingJob'],
    onDemand: { stays: 'erasure.stays.copies' },
  },
  {
    kind: 'minutes.tokens',
    called: 'erasure.kind.confirmations',
    covers: ['Minutes.tokenHash'],
    onDemand: { stays: 'erasure.stays.confirmations' },
  },
  {
    kind: 'keys',
    called: 'erasure.kind.keys',
    covers: ['RootKey', 'DataKey', 'CertificateAuthority', 'ProductCertificate'],
    onDemand: { stays: 'erasure.stays.nobody' },
  },
  {
    kind: 'sandbox',
    called: 'erasure.kind.sandbox',
    covers: ['DigitSandboxAccount', 'MarketSandboxCompany', 'MarketSandboxUser', 'MarketSandboxAccount'],
    onDemand: { stays: 'erasure.stays.sandbox' },
  },
];
