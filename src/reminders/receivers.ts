import type { Queryable } from '../core/queryable.ts';
import { adminsNow } from '../people/admins.ts';
import { channelsOf } from '../posted/channels.ts';
import type { Conversation } from '../posted/post.ts';
import { timeZoneOf, type WorkingTime } from '../working-time/settings.ts';
import type { Zone } from '../working-time/zones.ts';

/** Somebody who may be told something, and where it is day or night for them. */
export interface Receiver {
  /** What tells them from others in a posting's key. */
  key: string;
  to: { personId: number } | { channel: Conversation };
  timeZone: string;
}

export interface Person {
  id: number;
  zone: Zone | null;
  /** They are told once a day of all that waits. */
  digest: boolean;
}

export const receiver = ({ id, zone }: Pick<Person, 'id' | 'zone'>, working: WorkingTime): Receiver => ({
  key: String(id),
  to: { personId: id },
  timeZone: timeZoneOf(zone, working),
});

const columns = 'p.id, zone_of(p) AS zone, p.digest';

export const people = (db: Queryable, ids: readonly number[]): Promise<Person[]> =>
  db.query<Person>(`SELECT ${columns} FROM person p WHERE p.id = ANY($1) AND p.active ORDER BY p.id`, [ids]);

/** What they are called, one after the other. */
export async function namesOf(db: Queryable, ids: readonly number[]): Promise<string> {
  const rows = await db.query<{ name: string }>('SELECT name FROM person WHERE id = ANY($1) ORDER BY name', [
    ids,
  ]);
  return rows.map(({ name }) => name).join(', ');
}

/** Whoever is above these by the register. */
export const superiorsOf = (db: Queryable, ids: readonly number[]): Promise<Person[]> =>
  db.query<Person>(
    `SELECT DISTINCT ${columns} FROM person r JOIN person p ON p.id = r.superior_id AND p.active
     WHERE r.id = ANY($1) AND p.id <> ALL($1) ORDER BY p.id`,
    [ids],
  );

/** The channels of the ADMINs, where the organisation is, or the ADMINs themselves (I-9). */
export async function admins(db: Queryable, working: WorkingTime): Promise<Receiver[]> {
  const channels = await channelsOf(db, 'ADMINS');
  if (channels.length > 0)
    return channels.map((channel) => ({
      key: `${channel.platform} ${channel.channel}`,
      to: { channel },
      timeZone: working.timeZone,
    }));
  return (await people(db, await adminsNow(db))).map((one) => receiver(one, working));
}
