import type { Context, Place } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { msg } from '../core/texts/index.ts';
import { audit } from '../db/audit.ts';
import type { Database, Tx } from '../db/database.ts';
import { requireAdmin } from '../people/grants.ts';
import { withWhoWasFaster } from '../people/who-was-faster.ts';
import { type BoundChannel, boundChannel, type ChannelPurpose, unitPurposes } from './channels.ts';
import { type Conversation, post, refreshLater } from './post.ts';

export interface Binding {
  place: Pick<Place, 'platform' | 'tenant' | 'channel' | 'team'>;
  name: string;
  purpose: ChannelPurpose;
  unitId: number | null;
  /** What the channel was bound for when this was chosen, as `bindingSeen` has it. */
  seen: string;
}

/** By which binding somebody chooses the next one: whoever binds the channel meanwhile was faster. */
export function bindingSeen(bound: Pick<BoundChannel, 'boundAt'> | null): string {
  return bound?.boundAt.toISOString() ?? '';
}

/**
 * Binds a channel, in place of what it was bound for before, and says so there; only an ADMIN may (I-3, I-9). Binding it
 * again for the same changes nothing; another binding than the one that was seen is not replaced unseen. Answers its row.
 */
export async function bindChannel(db: Database, ctx: Context, binding: Binding): Promise<number> {
  requireAdmin(ctx);
  const { place, name, purpose } = binding;
  return db.transaction(ctx, async (tx) => {
    const unit = unitPurposes.includes(purpose) ? await unitFor(tx, purpose, binding.unitId) : null;
    await alone(tx);
    const before = await boundChannel(tx, place);
    const isSame = before?.purpose === purpose && before.unitId === (unit?.id ?? null);
    if (before && isSame && before.name === name) return before.id;
    if (bindingSeen(before) !== binding.seen) {
      const told = msg('channel.error.changed');
      throw new Refusal(before ? await withWhoWasFaster(tx, ctx, told, subjectOf(before.id)) : told);
    }
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, unit_id, bound_by_id, bound_at, team)
       VALUES ($1, $2, $3, $4, $5::channel_purpose, $6, $7, $8, $9)
       ON CONFLICT (platform, tenant, channel) DO UPDATE SET name = $4, purpose = $5::channel_purpose, unit_id = $6,
         bound_by_id = $7, bound_at = $8, team = coalesce($9, bound_channel.team) RETURNING id`,
      [
        place.platform,
        place.tenant,
        place.channel,
        name,
        purpose,
        unit?.id ?? null,
        ctx.actor.id,
        ctx.now,
        place.team ?? null,
      ],
    );
    if (!row) throw new Error('the channel was not bound');
    if (before && !isSame) await closeCopies(tx, before);
    const entry = await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'channel.bound',
      subject: subjectOf(row.id),
      from: before?.purpose,
      to: purpose,
      data: {
        platform: place.platform,
        channel: place.channel,
        name,
        unit: unit?.code ?? null,
        ...(before?.unitCode && { unitBefore: before.unitCode }),
      },
    });
    if (!isSame)
      await say(tx, ctx, entry, { ...place, id: row.id, purpose, unitName: unit?.name, step: 'bound' });
    return row.id;
  });
}

/** Notes in which team a channel is, where it was bound before that was noted: Graph is asked for what stands there by it. */
export async function noteTeam(db: Queryable, id: number, team: string): Promise<void> {
  await db.query('UPDATE bound_channel SET team = $2 WHERE id = $1 AND team IS NULL', [id, team]);
}

/** Ends a binding, with a reason, and says so in the channel; only an ADMIN may (I-3, I-9). */
export async function releaseChannel(db: Database, ctx: Context, id: number, reason: string): Promise<void> {
  requireAdmin(ctx);
  await db.transaction(ctx, async (tx) => {
    await alone(tx);
    const before = await boundChannel(tx, id);
    if (!before) throw new Refusal(await withWhoWasFaster(tx, ctx, msg('channel.error.gone'), subjectOf(id)));
    await tx.query('DELETE FROM bound_channel WHERE id = $1', [id]);
    await closeCopies(tx, before);
    const entry = await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'channel.released',
      subject: subjectOf(id),
      from: before.purpose,
      reason,
      data: {
        platform: before.platform,
        channel: before.channel,
        name: before.name,
        unit: before.unitCode,
      },
    });
    await say(tx, ctx, entry, { ...before, step: 'released' });
  });
}

/**
 * What was said in a channel while it was bound for something is for none of its readers once it is not (I-3), and what is still to be said comes
 * there no more. An import goes on in the thread where its file was dropped (P-6). Every copy that is to be brought up to date is locked at once, in
 * the order of ids, as whoever changes a record has its copies.
 */
async function closeCopies(tx: Tx, { platform, channel, purpose }: BoundChannel): Promise<void> {
  if (purpose === 'IMPORTS') return;
  const closed = await tx.query<{ subject: string }>(
    `WITH said AS MATERIALIZED (
       SELECT id, subject FROM posted_card WHERE person_id IS NULL AND platform = $1 AND channel = $2 AND (live OR posted_at IS NULL)
         AND subject NOT LIKE 'import:%' AND subject NOT LIKE 'file:%'
     ), copies AS MATERIALIZED (
       SELECT id FROM posted_card WHERE id IN (SELECT id FROM said UNION SELECT c.id FROM posted_card c JOIN said USING (subject) WHERE c.live)
       ORDER BY id FOR UPDATE
     )
     UPDATE posted_card c SET closed = true FROM said JOIN copies USING (id) WHERE c.id = said.id RETURNING c.subject`,
    [platform, channel],
  );
  await refreshLater(tx, [...new Set(closed.map(({ subject }) => subject))]);
}

/** What has become of a channel, as everybody in it is told: the card `pintu.channel`. */
export interface ChannelStep {
  step: 'bound' | 'released';
  purpose: ChannelPurpose;
  unitName: string | null;
  /** Whoever did it. */
  by: number;
}

/** One message for each entry of the audit. */
async function say(
  tx: Tx,
  ctx: Context,
  entry: string,
  { id, platform, channel, step, purpose, unitName }: SaidOf,
): Promise<void> {
  const args: ChannelStep = { step, purpose, unitName: unitName ?? null, by: ctx.actor.id };
  await post(tx, [
    {
      key: `channel:${id} ${entry}`,
      card: 'pintu.channel',
      subject: subjectOf(id),
      args: { ...args },
      channel: { platform, channel },
      live: false,
    },
  ]);
}

interface SaidOf extends Conversation {
  id: number;
  step: ChannelStep['step'];
  purpose: ChannelPurpose;
  unitName?: string | null;
}

const subjectOf = (id: number) => `channel:${id}`;

/** One change at a time, since a channel that is not bound has no row to wait at. Reading goes on meanwhile. */
async function alone(tx: Tx): Promise<void> {
  await tx.query('LOCK TABLE bound_channel IN SHARE ROW EXCLUSIVE MODE');
}

async function unitFor(
  tx: Tx,
  purpose: ChannelPurpose,
  id: number | null,
): Promise<{ id: number; code: string; name: string }> {
  const [unit] = await tx.query<{ id: number; code: string; name: string }>(
    'SELECT id, code, name FROM unit WHERE id = $1 AND kind::text = $2 FOR SHARE',
    [id, purpose],
  );
  if (!unit) throw new FieldErrors({ unit: msg('channel.error.unit') });
  return unit;
}
