import { action, type VerbOf } from '../../chat/action.ts';
import type { Button, Card, Fact, ListItem, Part, Status } from '../../chat/card.ts';
import type { CardsOf } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import type { Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { nameById } from '../../people/actors.ts';
import { requireAdmin } from '../../people/grants.ts';
import type { ChannelStep } from '../../posted/binding.ts';
import { type BoundChannel, boundChannels, type ChannelPurpose } from '../../posted/channels.ts';

declare module '../../core/names.ts' {
  interface Cards {
    'pintu.channel': ChannelStep;
  }
}

const pageSize = 8;

/** All bound channels, a page at a time. */
export async function channelsCard(ctx: Context, db: Database, after: number): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const found = await boundChannels(db, after, pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = page.at(-1)?.id;
  const items = page.map(
    (channel): ListItem => ({
      title: channel.name,
      text: purposeText(t, channel),
      status: channel.failure === null ? undefined : { text: t('channel.refused'), tone: 'bad' },
      button: { label: t('record.open'), does: { action: action('pintu.channel', channel.id) } },
    }),
  );
  return {
    title: t('channel.title'),
    parts: [
      { type: 'text', text: t('channel.howTo') },
      { type: 'list', items, empty: t('channel.none') },
    ],
    buttons:
      found.length > pageSize && last
        ? [{ label: t('list.older'), does: { action: action('pintu.channels', last) } }]
        : [],
    again: action('pintu.channels', after),
  };
}

/** A channel that is not bound, under the key of the place. */
export function unboundCard({ t }: Context, key: string, { name }: { name: string }): Card {
  return {
    title: t('channel.title'),
    parts: [
      ...(name ? [{ type: 'facts' as const, facts: [{ label: t('channel.name'), value: name }] }] : []),
      { type: 'text', text: t('channel.unbound') },
    ],
    buttons: [
      { label: t('channel.bind'), style: 'primary', does: { action: action('pintu.bind', key) } },
      { label: t('channel.all'), does: { action: action('pintu.channels') } },
    ],
    again: action('pintu.channel', key),
  };
}

/** One bound channel: what for, by whom, and whether cards arrive there. */
export function boundCard(ctx: Context, channel: BoundChannel): Card {
  const { t } = ctx;
  const { id, arrived, failure } = channel;
  const facts: Fact[] = [
    { label: t('channel.name'), value: channel.name },
    { label: t('channel.purpose'), value: purposeText(t, channel) },
    { label: t('channel.boundBy'), value: `${channel.boundBy}, ${ctx.time(channel.boundAt)}` },
  ];
  const button = (label: string, verb: VerbOf<'pintu'>): Button => ({
    label,
    does: { action: action(`pintu.${verb}`, id) },
  });
  return {
    title: t('channel.title'),
    status: arrivalOf(t, channel),
    parts: [{ type: 'facts', facts }, ...(failure === null ? [] : [mendText(t, failure)])],
    buttons: [
      ...(failure === null
        ? []
        : [{ ...button(t('channel.retry'), 'retry-channel'), style: 'primary' as const }]),
      ...(failure === null && !arrived ? [button(t('channel.lookAgain'), 'channel')] : []),
      button(t('channel.change'), 'bind'),
      { ...button(t('channel.release'), 'release'), style: 'danger' },
      { label: t('channel.all'), does: { action: action('pintu.channels') } },
    ],
    again: action('pintu.channel', id),
  };
}

function arrivalOf(t: Translate, { arrived, failure }: BoundChannel): Status {
  if (failure !== null) return { text: t('channel.refused'), tone: 'bad' };
  return arrived
    ? { text: t('channel.arrives'), tone: 'good' }
    : { text: t('channel.underWay'), tone: 'waiting' };
}

function mendText(t: Translate, reason: string): Part {
  return {
    type: 'text',
    text: `${whyRefused(t, reason)} ${t('channel.mend', { retry: t('channel.retry') })}`,
  };
}

/**
 * Why cards do not arrive in a channel, and who has to do what about it. Slack answers `channel_not_found` for a private channel
 * that the bot is not in, as for one that there is not.
 */
export function whyRefused(t: Translate, reason: string): string {
  switch (reason) {
    case 'not_in_channel':
      return t('channel.why.notIn');
    case 'channel_not_found':
      return t('channel.why.hidden');
    default:
      return t('channel.why.other', { reason });
  }
}

/** `Satker`, or the very satker. */
export function purposeText(
  t: Translate,
  { purpose, unitName }: { purpose: ChannelPurpose; unitName: string | null },
): string {
  return unitName ?? t(`channel.purpose.${purpose}`);
}

/** What the people of a channel are told when it is bound or released. */
export const channelCards = {
  async channel({ t }, _id, { step, by: id, ...what }, moment) {
    const purpose = purposeText(t, what);
    const by = await nameById(moment, t, id);
    return {
      title: t('channel.title'),
      parts: [{ type: 'text', text: t(`channel.said.${step}`, { purpose, by }) }],
      buttons: [],
    };
  },
} satisfies Partial<CardsOf<'pintu'>>;
