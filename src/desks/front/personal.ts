import { action } from '../../chat/action.ts';
import type { Button, Card, Part } from '../../chat/card.ts';
import type { ActionHandler } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { formatClock, msg } from '../../core/texts/index.ts';
import { audit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { workingTime } from '../../working-time/settings.ts';
import { type Zone, zoneCalled, zoneNames } from '../../working-time/zones.ts';

declare module '../../core/names.ts' {
  interface LoggedStates extends Record<Zone | 'true' | 'false', true> {}
  interface Actions extends Named<'pintu', 'reminders' | 'remind-by' | 'zone'> {}
}

/** How somebody is reminded, and where they work: theirs to choose. */
export async function remindersCard(ctx: Context, db: Database): Promise<Card> {
  const { t, actor } = ctx;
  const [[person], { hours }] = await Promise.all([
    db.query<{ digest: boolean; zone: Zone | null }>(
      'SELECT p.digest, zone_of(p) AS zone FROM person p WHERE p.id = $1',
      [actor.id],
    ),
    workingTime(db, ctx.now),
  ]);
  const isDigest = person?.digest ?? false;
  const by = isDigest ? 'single' : 'digest';
  const toChoose = (label: string, verb: 'remind-by' | 'zone', value: string): Button => ({
    label,
    does: { action: action(`pintu.${verb}`, value) },
  });
  return {
    title: t('reminders.title'),
    parts: [
      { type: 'text', text: t('reminders.text') },
      {
        type: 'facts',
        facts: [
          {
            label: t('reminders.hours'),
            value: [hours.from, hours.until].map((minutes) => formatClock(t.language, minutes)).join('–'),
          },
        ],
      },
      ...choice(t('reminders.how'), t(isDigest ? 'reminders.digest' : 'reminders.single'), [
        toChoose(t(`reminders.by.${by}`), 'remind-by', by),
      ]),
      ...choice(
        t('reminders.zone'),
        person?.zone ?? t('reminders.zoneDefault'),
        zoneNames
          .filter((zone) => zone !== person?.zone)
          .map((zone) => toChoose(t('reminders.inZone', { zone }), 'zone', zone)),
      ),
    ],
    buttons: [],
    again: action('pintu.reminders'),
  };
}

/** Something to choose: what is chosen, and what else may be, beneath it. */
const choice = (heading: string, chosen: string, buttons: Button[]): Part[] => [
  { type: 'heading', text: heading },
  { type: 'text', text: chosen },
  { type: 'buttons', buttons },
];

/** Writes a choice of somebody's own, with its entry where it changes anything. */
async function choose(
  ctx: Context,
  db: Database,
  column: 'digest' | 'time_zone',
  value: Zone | 'true' | 'false',
): Promise<void> {
  await db.transaction(ctx, async (tx) => {
    const [before] = await tx.query<{ digest: 'true' | 'false'; zone: Zone | null }>(
      'SELECT digest::text AS digest, time_zone::text AS zone FROM person WHERE id = $1 FOR NO KEY UPDATE',
      [ctx.actor.id],
    );
    const from = column === 'digest' ? before?.digest : before?.zone;
    if (from === value) return;
    if (column === 'digest')
      await tx.query('UPDATE person SET digest = $2 WHERE id = $1', [ctx.actor.id, value === 'true']);
    else await tx.query('UPDATE person SET time_zone = $2::zone WHERE id = $1', [ctx.actor.id, value]);
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: column === 'digest' ? 'person.digest' : 'person.zone',
      subject: `person:${ctx.actor.id}`,
      from: from ?? undefined,
      to: value,
    });
  });
}

export function personalActions(db: Database): Record<'reminders' | 'remind-by' | 'zone', ActionHandler> {
  const shown = async (ctx: Context) => ({
    type: 'card' as const,
    card: await remindersCard(ctx, db),
  });
  return {
    reminders: { open: true, run: shown },
    'remind-by': {
      open: true,
      async run(ctx, [by]) {
        await choose(ctx, db, 'digest', by === 'digest' ? 'true' : 'false');
        return shown(ctx);
      },
    },
    zone: {
      open: true,
      async run(ctx, [name = '']) {
        const zone = zoneCalled(name);
        if (!zone) throw new Refusal(msg('error.oldCard'));
        await choose(ctx, db, 'time_zone', zone);
        return shown(ctx);
      },
    },
  };
}
