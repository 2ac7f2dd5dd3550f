import type { Place } from '../core/context.ts';
import type { Queryable } from '../core/queryable.ts';
import type { Conversation } from './post.ts';

declare module '../core/names.ts' {
  interface LoggedStates extends Record<ChannelPurpose, true> {}
}

/** What a channel may be for (I-9). */
export const channelPurposes = ['SATKER', 'KPPN', 'ADMINS', 'IMPORTS'] as const;
export type ChannelPurpose = (typeof channelPurposes)[number];

/** Purposes that mean nothing without a unit, which is of the kind of that name. */
export const unitPurposes: readonly ChannelPurpose[] = ['SATKER', 'KPPN'];

export interface BoundChannel extends Conversation {
  id: number;
  tenant: string;
  /** Teams' own id of the team that it is in; null where it is not known. */
  team: string | null;
  name: string;
  purpose: ChannelPurpose;
  unitId: number | null;
  unitCode: string | null;
  unitName: string | null;
  boundBy: string;
  boundAt: Date;
  /** What became of the newest card there; `failure` is the platform's word for why it did not arrive. */
  arrived: boolean;
  failure: string | null;
}

const selected = `SELECT b.id, b.platform, b.tenant, b.channel, b.team, b.name, b.purpose, b.unit_id AS "unitId",
    u.code AS "unitCode", u.name AS "unitName", p.name AS "boundBy", b.bound_at AS "boundAt",
    c.message_id IS NOT NULL AS arrived, CASE WHEN c.message_id IS NULL THEN c.failure END AS failure
  FROM bound_channel b JOIN person p ON p.id = b.bound_by_id LEFT JOIN unit u ON u.id = b.unit_id
  LEFT JOIN LATERAL (SELECT failure, message_id FROM posted_card WHERE person_id IS NULL
    AND platform = b.platform AND channel = b.channel ORDER BY id DESC LIMIT 1) c ON true`;

/** The channels that are bound for this; none: the notice goes to people directly (I-9). */
export async function channelsOf(
  db: Queryable,
  purpose: ChannelPurpose,
  unitId?: number,
): Promise<Conversation[]> {
  return db.query<Conversation>(
    `SELECT platform, channel FROM bound_channel
     WHERE purpose = $1::channel_purpose AND unit_id IS NOT DISTINCT FROM $2 ORDER BY id`,
    [purpose, unitId ?? null],
  );
}

/** What a channel is bound for, by its row or by the place that it is. */
export async function boundChannel(
  db: Queryable,
  by: number | Pick<Place, 'platform' | 'tenant' | 'channel'>,
): Promise<BoundChannel | null> {
  const [found] = await (typeof by === 'number'
    ? db.query<BoundChannel>(`${selected} WHERE b.id = $1`, [by])
    : db.query<BoundChannel>(`${selected} WHERE b.platform = $1 AND b.tenant = $2 AND b.channel = $3`, [
        by.platform,
        by.tenant,
        by.channel,
      ]));
  return found ?? null;
}

/** All bound channels in the order in which they were first bound. */
export async function boundChannels(db: Queryable, after: number, most: number): Promise<BoundChannel[]> {
  return db.query<BoundChannel>(`${selected} WHERE b.id > $1 ORDER BY b.id LIMIT $2`, [after, most]);
}

/** Those where the newest card did not arrive, for admins to mend. */
export async function unreachedChannels(db: Queryable, most: number): Promise<BoundChannel[]> {
  return db.query<BoundChannel>(
    `${selected} WHERE c.failure IS NOT NULL AND c.message_id IS NULL ORDER BY b.id LIMIT $1`,
    [most],
  );
}
