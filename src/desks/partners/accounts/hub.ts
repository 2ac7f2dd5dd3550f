import type { Context } from '../../../core/context.ts';
import { RetryLater } from '../../../core/errors.ts';
import type { Database, Tx } from '../../../db/database.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { awaited, type Job } from '../../../jobs/worker.ts';
import { type DirectoryHub, type HubUser, mostUsers } from '../../../neighbours/directory-hub/hub.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { refresh } from '../../../posted/post.ts';

/** While the hub does not answer, accounts wait so long for the next attempt. */
const retrySeconds = 60;

/** Has the accounts that the hub does not know yet written there. */
export async function enqueueHub(tx: Pick<Tx, 'query'>): Promise<void> {
  await enqueue(tx, 'partner.hub', {}, { key: 'partner.hub', queue: 'partner.hub' });
}

/**
 * Writes accounts to the directory hub and keeps what it answered: a Position Id, or why not. Writing one again changes
 * nothing there, so that a run that died in between is simply repeated.
 */
export function hubJob(parts: { db: Database; directoryHub: DirectoryHub | null }): Job {
  const { db, directoryHub } = parts;
  return awaited(async () => {
    if (!directoryHub) return;
    for (;;) {
      const users = await db.query<HubUser & { importId: number | null }>(
        `SELECT a.account_name AS "accountName", h.name, a.contact_email AS "contactEmail", a.phone, a.company, a.kind,
           u.code AS "unitCode", p.code AS "parentPositionId", a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn",
           a.import_id AS "importId"
         FROM partner_account a JOIN person h ON h.id = a.person_id JOIN unit u ON u.id = a.unit_id
         JOIN position p ON p.id = a.parent_id
         WHERE a.position_code IS NULL AND a.hub_refusal IS NULL ORDER BY a.person_id LIMIT $1`,
        [mostUsers],
      );
      if (users.length === 0) return;
      const answers = await put(
        directoryHub,
        users.map(({ importId: _, ...user }) => user),
      );
      await db.transaction(async (tx) => {
        await tx.query(
          `UPDATE partner_account a SET position_code = t.position, hub_refusal = t.refusal
           FROM unnest($1::text[], $2::text[], $3::text[]) AS t(account, position, refusal) WHERE a.account_name = t.account`,
          [
            answers.map(({ accountName }) => accountName),
            answers.map((one) => ('positionId' in one ? one.positionId : null)),
            answers.map((one) => ('refused' in one ? one.refused : null)),
          ],
        );
        const imports = new Set(users.flatMap(({ importId }) => importId ?? []));
        for (const id of imports) await refresh(tx, `import:${id}`);
      });
    }
  }, waitingForHub);
}

/** The imports with accounts that the hub has still to be told of. */
async function waitingForHub(tx: Tx): Promise<string[]> {
  const imports = await tx.query<{ id: number }>(
    `SELECT DISTINCT import_id AS id FROM partner_account
     WHERE position_code IS NULL AND hub_refusal IS NULL AND import_id IS NOT NULL`,
  );
  return imports.map(({ id }) => `import:${id}`);
}

async function put(hub: DirectoryHub, users: HubUser[]) {
  try {
    return await hub.put(users);
  } catch (error) {
    if (error instanceof NeighbourDown) throw new RetryLater(retrySeconds, error);
    throw error;
  }
}

/** How many accounts of an import the hub has taken, refused, and still has to be told. */
export async function hubLine(
  db: Pick<Tx, 'query'>,
  { t }: Context,
  hub: DirectoryHub | null,
  importId: number,
): Promise<string[]> {
  const [counted] = await db.query<{ all: number; taken: number; refused: number }>(
    `SELECT count(*)::int AS all, count(position_code)::int AS taken, count(hub_refusal)::int AS refused
     FROM partner_account WHERE import_id = $1`,
    [importId],
  );
  if (!counted || counted.all === 0) return [];
  const line = t('partnerAccount.hub.line', {
    ...counted,
    waiting: counted.all - counted.taken - counted.refused,
  });
  return [hub?.sandbox ? `${line} (sandbox)` : line];
}
