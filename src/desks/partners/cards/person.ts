import { action } from '../../../chat/action.ts';
import type { Card, Fact, ListItem, Part } from '../../../chat/card.ts';
import { cut } from '../../../chat/cut.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { actButtons } from '../../../records/buttons.ts';
import { removedText } from '../../../retention/emptied.ts';
import type { DeskDeps, PartnerPolicy } from '../deps.ts';
import type { Grant, Mapping } from '../model.ts';
import { type DirectoryPerson, type Found, findPeople, loadPerson } from '../people.ts';
import { whyNotManagePerson } from '../rules.ts';
import { grantsOf, mappingsOf } from '../store.ts';
import { revoke } from '../whitelist/acts.ts';
import { mappingItem, period, requireManager, sandboxPart, todayOf, verbButton } from './facts.ts';

/** Rows of a card about one person; the list of mappings has the others. */
const mostGrants = 20;
const mostMappings = 5;
const mostFound = 10;
const mostTitle = 120;

/** Whom an e-mail or a user name is about: their card, or a list to choose from (P-8). */
export async function findCard(ctx: Context, deps: DeskDeps, text: string): Promise<Card> {
  requireManager(ctx);
  const found = await findPeople(deps.db, text, mostFound + 1);
  const [only, another] = found;
  if (only && !another) return personCard(ctx, deps, only.id);
  return foundCard(ctx, text, found);
}

function foundCard({ t }: Context, text: string, found: readonly Found[]): Card {
  const more: Part[] =
    found.length > mostFound
      ? [{ type: 'text', text: t('partner.find.more', { count: mostFound }), subtle: true }]
      : [];
  return {
    title: t('partner.find.title'),
    parts: [
      { type: 'text', text: t('list.searched', { text }), subtle: true },
      {
        type: 'list',
        items: found.slice(0, mostFound).map(({ id, name, email, accountName }) => ({
          title: name,
          text: `${email} · ${accountName}`,
          button: verbButton(t('record.open'), 'person', id),
        })),
        empty: t('partner.find.nobody'),
      },
      ...more,
    ],
    buttons: [verbButton(t('partner.button.find'), 'find')],
  };
}

/** The person as P-Office would show them: account, organisation, roles, mappings, parent (P-8, P-11). */
export async function personCard(ctx: Context, deps: DeskDeps, id: number): Promise<Card> {
  requireManager(ctx);
  const { t, actor } = ctx;
  const person = await loadPerson(deps.db, id);
  if (!person) throw new Refusal(msg('partner.refuse.nobody'));
  const [held, mappings] = await Promise.all([grantsOf(deps.db, id), mappingsOf(deps.db, id, mostMappings)]);
  const mayManage = whyNotManagePerson(actor, id) === null;
  return {
    title: t('partner.card.person', { name: person.name }),
    ...(person.active ? {} : { status: { text: t('partner.card.inactive'), tone: 'neutral' } }),
    parts: [
      { type: 'facts', facts: accountFacts(ctx, person) },
      { type: 'heading', text: t('partner.card.organisation') },
      { type: 'facts', facts: organisationFacts(ctx, person) },
      { type: 'heading', text: t('partner.card.whitelist') },
      ...(await whitelistParts(ctx, deps, person, held)),
      { type: 'heading', text: t('partner.card.mappings') },
      mappingsPart(ctx, mappings, deps.policy),
      ...sandboxPart(ctx, deps),
    ],
    buttons: mayManage
      ? [
          verbButton(t('partner.button.whitelist'), 'whitelist', id, 'primary'),
          verbButton(t('partner.button.mapping'), 'mapping', id),
        ]
      : [],
    again: action('partner.person', id),
  };
}

function accountFacts(
  ctx: Context,
  { name, email, accountName, employment, partner }: DirectoryPerson,
): Fact[] {
  const { t } = ctx;
  const kind = partner
    ? t(`partnerAccount.kind.${partner.kind}`)
    : employment
      ? t(`partner.kind.${employment}`)
      : '—';
  return [
    { label: t('partner.field.name'), value: name },
    { label: t('partner.field.email'), value: partner?.contactEmail ?? email },
    { label: t('partner.field.account'), value: accountName },
    { label: t('partner.field.kind'), value: kind },
    ...(partner
      ? [
          { label: t('partner.field.company'), value: partner.company },
          { label: t('partner.field.period'), value: period(t, partner) },
          ...(partner.emptiedAt ? [{ label: t('retention.label'), value: removedText(ctx, partner) }] : []),
        ]
      : []),
  ];
}

function organisationFacts(
  { t }: Context,
  { unit, partner, position, parent, title, superior }: DirectoryPerson,
): Fact[] {
  const own = partner
    ? (partner.positionCode ??
      (partner.hubRefusal
        ? t('partner.card.hubRefused', { reason: partner.hubRefusal })
        : t('partner.card.hubWaits')))
    : position
      ? `${position.code} ${position.name}`
      : title
        ? t('partner.card.noPosition', { title })
        : '—';
  // Who holds no position here has the superior of the employee register.
  const above = parent ? (parent.holder?.name ?? t('partner.card.nobody')) : (superior?.name ?? '—');
  return [
    { label: t('partner.field.unit'), value: unit ?? '—' },
    { label: t('partner.field.positionId'), value: own },
    { label: t('partner.field.parentPosition'), value: parent ? `${parent.code} ${parent.name}` : '—' },
    { label: t('partner.field.parentPerson'), value: above },
  ];
}

async function whitelistParts(
  ctx: Context,
  deps: Pick<DeskDeps, 'policy'>,
  person: Pick<DirectoryPerson, 'id' | 'name'>,
  held: readonly Grant[],
): Promise<Part[]> {
  const { t, time } = ctx;
  const more = held.length - mostGrants;
  const item = async (grant: Grant): Promise<ListItem> => {
    const { application, role, grantedBy, grantedAt } = grant;
    const whole = { ...grant, personId: person.id, personName: person.name, withdrawn: false };
    const [button] = await actButtons(ctx, whole, [revoke(deps.policy)]);
    return {
      title: cut(`${application} · ${role}`, mostTitle),
      text: t('partner.card.grantedBy', { name: grantedBy ?? '—', time: time(grantedAt) }),
      ...(button ? { button } : {}),
    };
  };
  return [
    {
      type: 'list',
      items: await Promise.all(held.slice(0, mostGrants).map(item)),
      empty: t('partner.card.noWhitelist'),
    },
    ...(more > 0
      ? [{ type: 'text' as const, text: t('partner.card.moreGrants', { count: more }), subtle: true }]
      : []),
  ];
}

function mappingsPart(ctx: Context, mappings: readonly Mapping[], policy: PartnerPolicy): Part {
  const today = todayOf(ctx, policy);
  return {
    type: 'list',
    items: mappings.map((mapping) => mappingItem(ctx, mapping, today, { showPerson: false })),
    empty: ctx.t('partner.card.noMapping'),
  };
}
