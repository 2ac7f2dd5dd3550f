import { idOf } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { Card } from '../../chat/card.ts';
import type { ActionsOf, FormsOf } from '../../chat/desk.ts';
import { doneWith } from '../../chat/done.ts';
import { chosenOf, type Form, linesOf, textOf, type Values, withKey } from '../../chat/form.ts';
import type { Context, Place } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { requireAdmin } from '../../people/grants.ts';
import { bindChannel, bindingSeen, noteTeam, releaseChannel } from '../../posted/binding.ts';
import {
  type BoundChannel,
  boundChannel,
  type ChannelPurpose,
  channelPurposes,
  unitPurposes,
} from '../../posted/channels.ts';
import { retryUnreachedIn } from '../../posted/unreached.ts';
import { onceSent } from '../../records/once.ts';
import { boundCard, channelsCard, purposeText, unboundCard } from './channel-cards.ts';
import { note, noted } from './noted.ts';
import { unitChoices } from './people.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'channels' | 'channel' | 'bind' | 'release' | 'retry-channel'> {}
  interface Forms extends Named<'pintu', 'bind' | 'release'> {}
}

const maxName = 80;
/** What is noted of where a command was typed. */
const typedIn = 'channel';

/** `/pintu channel`: what this channel is for, or, where nobody else reads, which channels are bound (I-9). */
export async function channelCommand(ctx: Context, db: Database): Promise<Card> {
  requireAdmin(ctx);
  const { place } = ctx;
  if (!place || place.direct) return channelsCard(ctx, db, 0);
  const bound = await boundChannel(db, place);
  if (bound && place.team && !bound.team) await noteTeam(db.within(ctx), bound.id, place.team);
  if (bound) return boundCard(ctx, bound);
  // Notices are for people of this organisation, and who comes there next is not its to say.
  if (place.shared) throw new Refusal(msg('channel.refuse.shared'));
  // Where a command was typed does not come back with the form that it led to: nobody can have a channel bound that they were not in.
  return unboundCard(ctx, await note(db, ctx, typedIn, place), place);
}

type KnownPlace = Pick<Place, 'platform' | 'tenant' | 'channel' | 'name' | 'team'>;

/** The channel behind a key: a bound one by its row, another one by where this person typed the command. */
async function placeOf(
  ctx: Context,
  db: Database,
  key: string,
): Promise<{ place: KnownPlace; bound: BoundChannel | null }> {
  const id = idOf(key);
  if (id) {
    const bound = await bindingOf(db, id);
    return { place: { ...bound, team: bound.team ?? undefined }, bound };
  }
  const place = await noted<Place>(db, ctx, typedIn, key);
  if (!place) throw new Refusal(msg('channel.error.gone'));
  return { place, bound: await boundChannel(db, place) };
}

async function bindingOf(db: Database, id: number): Promise<BoundChannel> {
  const bound = await boundChannel(db, id);
  if (!bound) throw new Refusal(msg('channel.error.gone'));
  return bound;
}

/** The form as it opens; drawn anew it leaves what was typed as it is. */
async function bindForm(
  ctx: Context,
  db: Database,
  key: string,
  drawn?: { seen: string; values: Values; formKey: string | undefined },
): Promise<Form> {
  const { values } = drawn ?? {};
  requireAdmin(ctx);
  const { t } = ctx;
  const { place, bound } = await placeOf(ctx, db, key);
  const purpose = values ? purposeIn(values) : bound?.purpose;
  const unit =
    !values && bound?.unitId ? { value: String(bound.unitId), label: bound.unitName ?? '' } : undefined;
  return {
    id: 'pintu.bind',
    title: t(bound ? 'channel.change' : 'channel.bind'),
    state: withKey((formKey) => [key, drawn?.seen ?? bindingSeen(bound), formKey], drawn?.formKey),
    submit: t(bound ? 'channel.save' : 'channel.bind'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: {
          type: 'text',
          text: bound ? t('channel.boundFor', { purpose: purposeText(t, bound) }) : t('channel.unbound'),
        },
      },
      {
        type: 'text',
        name: 'name',
        label: t('channel.name'),
        hint: t('channel.nameHint'),
        value: values ? undefined : (bound ?? place).name,
        maxLength: maxName,
      },
      {
        type: 'choice',
        name: 'purpose',
        label: t('channel.purpose'),
        style: 'radio',
        choices: channelPurposes.map((value) => ({ value, label: t(`channel.purpose.${value}`) })),
        value: purpose,
        redraws: true,
      },
      ...(purpose && unitPurposes.includes(purpose)
        ? [
            {
              type: 'search' as const,
              name: 'unit',
              label: t(`channel.purpose.${purpose}`),
              placeholder: t('field.unitSearch'),
              value: unit,
              generation: purpose,
            },
          ]
        : []),
    ],
  };
}

function purposeIn(values: Values): ChannelPurpose | undefined {
  const [chosen] = chosenOf(values, 'purpose');
  return channelPurposes.find((purpose) => purpose === chosen);
}

async function submitBinding(
  ctx: Context,
  db: Database,
  [key = '', seen = '', formKey = '']: string[],
  values: Values,
): Promise<BoundChannel> {
  requireAdmin(ctx);
  const { place } = await placeOf(ctx, db, key);
  const name = textOf(values, 'name');
  const purpose = purposeIn(values);
  if (!name || name.length > maxName)
    throw new FieldErrors({ name: msg('channel.error.name', { max: maxName }) });
  if (!purpose) throw new FieldErrors({ purpose: msg('channel.error.purpose') });
  const unitId = idOf(chosenOf(values, 'unit')[0]) || null;
  const id = await onceSent<number>(db, ctx, { form: 'pintu.bind', key: formKey }, ({ db }) =>
    bindChannel(db, ctx, { place, name, purpose, unitId, seen }),
  );
  return onceSaid(db, id);
}

/** How long the one who binds a channel waits to hear whether the bot may write there. */
const patienceMs = 1000;
const lookEveryMs = 100;

/** The binding with what became of its first message, which a job posts: mostly a moment after it committed. */
async function onceSaid(db: Database, id: number): Promise<BoundChannel> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const bound = await bindingOf(db, id);
    if (bound.arrived || bound.failure !== null || waitedMs >= patienceMs) return bound;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function releaseForm(ctx: Context, db: Database, id: number): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const bound = await bindingOf(db, id);
  const text = t('channel.releaseText', { name: bound.name, purpose: purposeText(t, bound) });
  return {
    id: 'pintu.release',
    title: t('channel.release'),
    state: withKey((key) => [String(id), key]),
    ends: text,
    submit: t('channel.release'),
    close: t('form.cancel'),
    fields: [{ type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 }],
  };
}

export function channelActions(db: Database) {
  return {
    channels: showsCard((ctx, [after = '']) => channelsCard(ctx, db, idOf(after))),
    channel: {
      async run(ctx, [key = '']) {
        requireAdmin(ctx);
        const { place, bound } = await placeOf(ctx, db, key);
        return { type: 'card', card: bound ? boundCard(ctx, bound) : unboundCard(ctx, key, place) };
      },
    },
    bind: opensForm((ctx, [key = '']) => bindForm(ctx, db, key)),
    release: opensForm((ctx, [id]) => releaseForm(ctx, db, idOf(id))),
    'retry-channel': {
      async run(ctx, [id]) {
        requireAdmin(ctx);
        const bound = await bindingOf(db, idOf(id));
        await db.transaction(ctx, (tx) => retryUnreachedIn(tx, bound));
        return { type: 'card', card: boundCard(ctx, await onceSaid(db, bound.id)) };
      },
    },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function channelForms(db: Database) {
  return {
    bind: {
      nobody: { unit: msg('channel.nobody.unit') },
      redraw: (ctx, [key = '', seen = '', formKey], values) =>
        bindForm(ctx, db, key, { seen, values, formKey }),
      async search(ctx, _field, query, values) {
        requireAdmin(ctx);
        const purpose = purposeIn(values);
        return purpose === 'SATKER' || purpose === 'KPPN'
          ? unitChoices(db.within(ctx), [purpose], query)
          : [];
      },
      async submit(ctx, state, values) {
        const bound = await submitBinding(ctx, db, state, values);
        const told = ctx.t('channel.saved', { name: bound.name, purpose: purposeText(ctx.t, bound) });
        return doneWith(ctx.t, told, boundCard(ctx, bound));
      },
    },
    release: {
      async submit(ctx, [id, key = ''], values) {
        const reason = linesOf(values, 'reason');
        if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
        const name = await onceSent<string>(db, ctx, { form: 'pintu.release', key }, async ({ saying }) => {
          const { name } = await bindingOf(db, idOf(id));
          await releaseChannel(saying(name), ctx, idOf(id), reason);
          return name;
        });
        return doneWith(ctx.t, ctx.t('channel.releasedNow', { name }), await channelsCard(ctx, db, 0));
      },
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}
