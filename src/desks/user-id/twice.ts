import type { Queryable } from '../../core/queryable.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { Tx } from '../../db/database.ts';
import type { RequestInput } from './model.ts';
import { openStatuses } from './stages.ts';

type Asked = Pick<RequestInput, 'email' | 'nopek' | 'name' | 'platforms'>;

/** That one of these platform systems is asked for already, for the same applicant, and with which number (U-22); else null. */
export async function whyTwice(
  db: Queryable,
  { email, nopek, name, platforms }: Asked,
): Promise<Message | null> {
  const [open] = await db.query<{ number: string; platform: string }>(
    `SELECT r.number, y.name AS platform FROM user_id_request r
       JOIN user_id_platform p ON p.request_id = r.id AND p.system_id = ANY($3) JOIN platform_system y ON y.id = p.system_id
     WHERE (mailbox_of(r.email) = ANY(mailboxes_of($1)) OR r.nopek = $2) AND r.status IN (${openStatuses})
     ORDER BY r.id LIMIT 1`,
    [email, nopek, platforms.map(({ id }) => id)],
  );
  return open ? msg('userId.error.askedAlready', { name, ...open }) : null;
}

/**
 * Has whoever asks for the same applicant at the same moment wait until this transaction ends, so that they find what it has asked
 * for. An applicant has several names: their locks are taken in one order. A mailbox's domain may be written in several ways, so that it is left out.
 */
export async function holdApplicant(tx: Tx, { email, nopek }: Pick<Asked, 'email' | 'nopek'>): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtext('user-id applicant'), k.name) FROM (
       SELECT DISTINCT hashtext(name) AS name FROM unnest(ARRAY[split_part(mailbox_of($1), '@', 1), 'nopek ' || $2]) AS name WHERE name IS NOT NULL ORDER BY 1
     ) k`,
    [email, nopek],
  );
}
