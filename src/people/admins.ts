import type { CardTold } from '../chat/desk.ts';
import type { Actor } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Tx } from '../db/database.ts';
import { channelsOf } from '../posted/channels.ts';
import { type Posting, post } from '../posted/post.ts';

const admins = `role_grant g JOIN person p ON p.id = g.person_id AND p.active
  WHERE g.role = 'ADMIN' AND g.withdrawn_at IS NULL`;

/** Whoever withdraws an ADMIN's role at this moment is waited for. Answers the open grants. */
export async function lockAdmins(tx: Tx): Promise<{ id: number; personId: number }[]> {
  return tx.query<{ id: number; personId: number }>(
    `SELECT g.id, g.person_id AS "personId" FROM ${admins} ORDER BY g.id FOR UPDATE OF g`,
  );
}

/** Whether a record of ours is this person, who may be more than one of them (I-4). */
export const isThemselves = ({ identity }: Actor, personId: number): boolean =>
  identity.persons.includes(personId);

/** Whether there is an ADMIN besides this one: what concerns an ADMIN themselves is then for the other to decide (I-4). */
export async function hasSecondAdmin(tx: Queryable, { identity }: Actor): Promise<boolean> {
  const found = await tx.query(`SELECT 1 FROM ${admins} AND p.id <> ALL($1) LIMIT 1`, [identity.persons]);
  return found.length > 0;
}

const mostPeople = 50;

/** Those who are told what concerns the ADMINs, where they have no channel for it. */
export async function adminsNow(db: Queryable): Promise<number[]> {
  const rows = await db.query<{ id: number }>(`SELECT DISTINCT p.id FROM ${admins} ORDER BY p.id LIMIT $1`, [
    mostPeople,
  ]);
  return rows.map(({ id }) => id);
}

type AdminsCard = CardTold & {
  subject: string;
  /** What makes it once-only, where that is not what it is about. */
  key?: string;
  live?: boolean;
};

/** Has a card, live unless told otherwise, posted in the channels of the ADMINs, or, where none is bound, to the ADMINs themselves (I-9). */
export async function askAdmins(
  tx: Tx,
  asked: AdminsCard,
  /** Who sees it besides. */
  also: readonly number[] = [],
): Promise<void> {
  const channels = await channelsOf(tx, 'ADMINS');
  const people = channels.length > 0 ? [] : await adminsNow(tx);
  const { key, ...posting } = { key: asked.subject, live: true, ...asked };
  await post(
    tx,
    [
      ...channels.map(
        (channel): Posting => ({
          ...posting,
          key: `${key} ${channel.platform} ${channel.channel}`,
          channel,
        }),
      ),
      ...new Set([...people, ...also]),
    ].map((one) => (typeof one === 'number' ? { ...posting, key: `${key} ${one}`, personId: one } : one)),
  );
}
