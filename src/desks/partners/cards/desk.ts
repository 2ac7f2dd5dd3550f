import { type Action, action } from '../../../chat/action.ts';
import type { Card, Part } from '../../../chat/card.ts';
import type { Offer } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg, type TextKey } from '../../../core/texts/index.ts';
import type { DeskDeps } from '../deps.ts';
import { mappingSubject } from '../model.ts';
import { isDirectoryAdmin } from '../rules.ts';
import { isOfficial, mappingsToDecide } from '../store.ts';
import { mappingItem, sandboxPart, todayOf } from './facts.ts';

/** What a directory admin can do here, in the order of the manual. */
const doings: readonly { label: TextKey; text: TextKey; does: Action }[] = [
  { label: 'partner.do.template', text: 'partner.do.templateText', does: action('partner.template') },
  { label: 'partner.do.hub', text: 'partner.do.hubText', does: action('partner.hub') },
  { label: 'partner.button.find', text: 'partner.do.findText', does: action('partner.find') },
  {
    label: 'partner.button.whitelist',
    text: 'partner.do.whitelistText',
    does: action('partner.whitelist'),
  },
  { label: 'partner.button.mapping', text: 'partner.do.mappingText', does: action('partner.mapping') },
  { label: 'partner.list.title', text: 'partner.do.mappingsText', does: action('partner.mappings') },
];

/** `/partner`: what can be done at this desk, a button each. */
export async function deskCard(ctx: Context, deps: DeskDeps): Promise<Card> {
  const { t, actor } = ctx;
  const isAdmin = isDirectoryAdmin(actor);
  if (!isAdmin && !(await isOfficial(deps.db, actor)))
    throw new Refusal(msg('partner.refuse.directoryAdmin'));
  const mine = isAdmin ? doings : doings.filter(({ label }) => label === 'partner.list.title');
  return {
    title: t('partner.desk.title'),
    parts: [
      { type: 'text', text: t(isAdmin ? 'partner.desk.text' : 'partner.desk.officialText') },
      {
        type: 'list',
        items: mine.map(({ label, text, does }) => ({
          title: t.message({ key: label }),
          text: t.message({ key: text }),
          button: { label: t('record.open'), does: { action: does } },
        })),
        empty: '',
      },
      ...(isAdmin ? sandboxPart(ctx, deps) : []),
    ],
    buttons: [],
  };
}

export async function offersOf(ctx: Context, { db }: DeskDeps): Promise<Offer[]> {
  const { t, actor } = ctx;
  if (isDirectoryAdmin(actor))
    return [
      { label: t('partner.desk.title'), text: t('partner.offer.desk'), action: action('partner.desk') },
    ];
  if (!(await isOfficial(db, actor))) return [];
  return [
    {
      label: t('partner.list.title'),
      text: t('partner.offer.mappings'),
      action: action('partner.mappings'),
    },
  ];
}

const inOverview = 5;

/** The mappings whose Ends wait for this person's decision. */
export async function overviewOf(
  ctx: Context,
  { db, policy }: DeskDeps,
): Promise<{ waiting: Part[]; asked: Part[] }> {
  const today = todayOf(ctx, policy);
  const mappings = await mappingsToDecide(db, ctx.actor, today, inOverview);
  const waiting: Part[] =
    mappings.length === 0
      ? []
      : [
          { type: 'heading', text: ctx.t('partner.home.heading') },
          {
            type: 'list',
            items: mappings.map((mapping) => ({
              ...mappingItem(ctx, mapping, today),
              waits: mappingSubject(mapping.id),
            })),
            empty: '',
          },
        ];
  return { waiting, asked: [] };
}
