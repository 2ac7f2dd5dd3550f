import type { Queryable } from '../../core/queryable.ts';
import { channelsOf } from '../../posted/channels.ts';
import type { Conversation } from '../../posted/post.ts';

/** Where something is told; `key` names the place within what is told. */
export type Listener = { key: string } & ({ channel: Conversation } | { personId: number });

/** People of a satker or KPPN that no channel is bound to are told themselves, so many at most. */
const mostPeople = 50;

/**
 * Where the people of a satker or KPPN are told something: in the channels that are bound to it, or else its active users or
 * officers themselves (I-9).
 */
export async function audienceOf(
  db: Queryable,
  purpose: 'SATKER' | 'KPPN',
  unitId: number,
): Promise<Listener[]> {
  const channels = await channelsOf(db, purpose, unitId);
  if (channels.length > 0)
    return channels.map((channel) => ({ key: `${channel.platform} ${channel.channel}`, channel }));
  const people = await db.query<{ id: number }>(
    purpose === 'KPPN'
      ? `SELECT DISTINCT p.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
         WHERE g.role = 'KPPN_OFFICER' AND g.unit_id = $1 AND g.withdrawn_at IS NULL ORDER BY p.id LIMIT $2`
      : `SELECT DISTINCT p.id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
         JOIN satker_user s ON s.unit_id = g.unit_id AND s.email = p.email AND s.created_at > address_since(p.email) AND s.status = 'ACTIVE' AND s.removed_at IS NULL
         WHERE g.role = 'SATKER_USER' AND g.unit_id = $1 AND g.withdrawn_at IS NULL
           AND EXISTS (SELECT 1 FROM chat_identity i WHERE i.person_id = p.id) ORDER BY p.id LIMIT $2`,
    [unitId, mostPeople],
  );
  return people.map(({ id }) => ({ key: String(id), personId: id }));
}
