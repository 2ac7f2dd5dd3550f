import type { Clock } from '../../../core/clock.ts';
import type { Context } from '../../../core/context.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { RetryLater } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { type DirectoryHub, type HubUser, mostUsers } from '../../../neighbours/directory-hub/hub.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { refreshAll } from '../../../posted/post.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'partner', 'hub', Nothing> {}
}

/** While the hub does not answer, accounts wait so long for the next attempt. */
const retrySeconds = 60;

/** Has the accounts that the hub does not know yet written there. */
export async function enqueueHub(tx: Tx): Promise<void> {
  await enqueue(tx, 'partner.hub', {}, { key: 'partner.hub', queue: 'partner.hub' });
}

/**
 * Ends the accounts that were taken back, writes those that are new to the directory hub, and keeps what it answered: a
 * Position Id, or why not. Writing one again changes nothing there, so that a run that died in between is simply repeated.
 */
export function hubJob(deps: {
  db: Database;
  directoryHub: DirectoryHub | null;
  clock: Clock;
}): Job<'partner.hub'> {
  const { db, directoryHub, clock } = deps;
  return job(
    'partner.hub',
    'jobs.name.partnerHub',
    async () => {
      if (!directoryHub) return;
      // Ended first: what was imported again since is written after that.
      while (await endAccounts(db, directoryHub, clock()));
      while (await writeAccounts(db, directoryHub, clock()));
    },
    waitingForHub,
  );
}

/** The imports with accounts that the hub has still to be told of, or with some that it has still to end. */
async function waitingForHub(tx: Tx): Promise<string[]> {
  const imports = await tx.query<{ id: number }>(
    `SELECT import_id AS id FROM partner_account
     WHERE position_code IS NULL AND hub_refusal IS NULL AND import_id IS NOT NULL
     UNION SELECT import_id FROM partner_withdrawal WHERE told_at IS NULL AND refusal IS NULL`,
  );
  return imports.map(({ id }) => `import:${id}`);
}

/** False when there was nothing more to end. */
async function endAccounts(db: Database, hub: DirectoryHub, now: Date): Promise<boolean> {
  const ending = await db.query<{ account: Omit<HubUser, 'phone'>; phone: Buffer | null; importId: number }>(
    `SELECT account, phone, import_id AS "importId" FROM partner_withdrawal
     WHERE told_at IS NULL AND refusal IS NULL ORDER BY account_name LIMIT $1`,
    [mostUsers],
  );
  if (ending.length === 0) return false;
  const answers = await put(
    hub,
    await Promise.all(
      ending.map(async ({ account, phone }) => ({
        ...account,
        ...(await db.keys.open('partner_withdrawal', account.accountName, { phone })),
      })),
    ),
  );
  await db.transaction(withoutDeadline, async (tx) => {
    await tx.query(
      `UPDATE partner_withdrawal w SET told_at = CASE WHEN t.refusal IS NULL THEN $3::timestamptz END, refusal = t.refusal
       FROM unnest($1::text[], $2::text[], $4::int[]) AS t(account, refusal, import_id)
       WHERE w.account_name = t.account AND w.import_id = t.import_id`,
      [
        answers.map(({ accountName }) => accountName),
        answers.map((one) => ('refused' in one ? one.refused : null)),
        now,
        // In the order of the answers; what was taken back again meanwhile is still to be told.
        ending.map(({ importId }) => importId),
      ],
    );
    await refreshAll(
      tx,
      ending.map(({ importId }) => `import:${importId}`),
    );
  });
  return true;
}

/** False when there was nothing more to write. */
async function writeAccounts(db: Database, hub: DirectoryHub, now: Date): Promise<boolean> {
  // Noted before it is told: whoever takes an account back knows by that whether the hub may have it.
  const users = await db.query<Omit<HubUser, 'phone'> & { phone: Buffer | null; importId: number | null }>(
    `WITH next AS (
       SELECT person_id FROM partner_account WHERE position_code IS NULL AND hub_refusal IS NULL ORDER BY person_id LIMIT $1
     ), sent AS (
       UPDATE partner_account a SET hub_sent_at = $2 FROM next WHERE a.person_id = next.person_id RETURNING a.*
     )
     SELECT a.account_name AS "accountName", h.name, a.contact_email AS "contactEmail", a.phone, a.company, a.kind,
       u.code AS "unitCode", p.code AS "parentPositionId", a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn",
       a.import_id AS "importId"
     FROM sent a JOIN person h ON h.id = a.person_id JOIN unit u ON u.id = a.unit_id
     JOIN position p ON p.id = a.parent_id ORDER BY a.person_id`,
    [mostUsers, now],
  );
  if (users.length === 0) return false;
  const answers = await put(
    hub,
    await Promise.all(
      users.map(async ({ importId: _, phone, ...user }) => ({
        ...user,
        ...(await db.keys.open('partner_account', user.accountName, { phone })),
      })),
    ),
  );
  await db.transaction(withoutDeadline, async (tx) => {
    await tx.query(
      `UPDATE partner_account a SET position_code = t.position, hub_refusal = t.refusal
       FROM unnest($1::text[], $2::text[], $3::text[]) AS t(account, position, refusal)
       WHERE a.account_name = t.account AND a.hub_sent_at = $4`,
      [
        answers.map(({ accountName }) => accountName),
        answers.map((one) => ('positionId' in one ? one.positionId : null)),
        answers.map((one) => ('refused' in one ? one.refused : null)),
        // Of the account that was sent, not of one that was made since under its name.
        now,
      ],
    );
    const imports = users.flatMap(({ importId }) => importId ?? []);
    await refreshAll(
      tx,
      imports.map((id) => `import:${id}`),
    );
  });
  return true;
}

async function put(hub: DirectoryHub, users: HubUser[]) {
  try {
    return await hub.put(users);
  } catch (error) {
    if (error instanceof NeighbourDown) throw new RetryLater(retrySeconds, error);
    throw error;
  }
}

/** How many accounts of an import the hub has taken, refused, and still has to be told; and of those that were taken back. */
export async function hubLine(
  db: Queryable,
  { t }: Context,
  hub: DirectoryHub | null,
  importId: number,
): Promise<string[]> {
  const [counted] = await db.query<
    Record<'all' | 'taken' | 'refused' | 'ending' | 'ended' | 'notEnded', number>
  >(
    `SELECT a.*, w.* FROM
       (SELECT count(*)::int AS all, count(position_code)::int AS taken, count(hub_refusal)::int AS refused
        FROM partner_account WHERE import_id = $1) a,
       (SELECT count(*)::int AS ending, count(told_at)::int AS ended, count(refusal)::int AS "notEnded"
        FROM partner_withdrawal WHERE import_id = $1) w`,
    [importId],
  );
  const { all = 0, taken = 0, refused = 0, ending = 0, ended = 0, notEnded = 0 } = counted ?? {};
  const lines = [
    ...(all > 0
      ? [t('partnerAccount.hub.line', { all, taken, refused, waiting: all - taken - refused })]
      : []),
    ...(ending > 0
      ? [
          t('partnerAccount.hub.endedLine', {
            all: ending,
            ended,
            refused: notEnded,
            waiting: ending - ended - notEnded,
          }),
        ]
      : []),
  ];
  return lines.map((line) => (hub?.sandbox ? `${line} (sandbox)` : line));
}
