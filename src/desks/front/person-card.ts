import { action, type VerbOf } from '../../chat/action.ts';
import type { Button, Card, ListItem, Part } from '../../chat/card.ts';
import type { Desk } from '../../chat/desk.ts';
import type { Context, Platform } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg, type Translate } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import { claimsOf } from '../../people/claims.ts';
import { requireAdmin } from '../../people/grants.ts';
import { personShown } from '../../people/register.ts';
import { shownName } from '../../people/shown-name.ts';
import { waysIn } from '../../people/ways-in.ts';
import type { CompleteDesk } from '../house.ts';
import { claimItem } from './claims/cards.ts';

export interface PeopleDeps {
  db: Database;
  /** Those that may have something to add here. */
  desks: readonly (Desk & Pick<CompleteDesk, 'besidePeople'>)[];
}

/** One person with a button to withdraw each role, and to end each way in. */
export async function personCard(ctx: Context, { db, desks }: PeopleDeps, id: number): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const person = await personShown(db, id);
  if (!person) throw new Refusal(msg('people.error.gone'));
  return {
    title: shownName(t, person),
    status: person.active ? undefined : { text: t('people.notActive'), tone: 'neutral' },
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('field.email'), value: person.email },
          { label: t('field.nopek'), value: person.nopek ?? '—' },
          { label: t('field.position'), value: person.position ?? '—' },
          { label: t('field.unit'), value: person.unit ?? '—' },
          { label: t('field.superior'), value: person.superior ?? '—' },
        ],
      },
      ...(person.active && person.leftAt
        ? [{ type: 'text' as const, text: t('people.leftAt', { time: ctx.time(person.leftAt) }) }]
        : []),
      {
        type: 'list',
        empty: t('people.noRoles'),
        items: person.grants.map((grant) => ({
          title: grant.unit ? `${grant.role} (${grant.unit})` : grant.role,
          text: t('people.grantedBy', {
            name: grant.by ?? '—',
            time: ctx.time(new Date(grant.at)),
          }),
          button: {
            label: t('people.withdraw'),
            style: 'danger' as const,
            does: { action: action('pintu.withdraw', grant.id) },
          },
        })),
      },
      ...(await waysInParts(ctx, db, id)),
    ],
    buttons: [
      { label: t('people.grant'), style: 'primary', does: { action: action('pintu.grant', person.id) } },
      ...returnButtons(t, person),
      { label: t('erasure.title'), style: 'danger', does: { action: action('pintu.erase', person.id) } },
      ...desks.flatMap(({ besidePeople }) => besidePeople?.buttons(ctx, person.id) ?? []),
    ],
    again: action('pintu.person', person.id),
  };
}

const mostClaims = 5;

/** By what somebody comes in, each with a button that ends it, and which accounts came with their address (I-9). */
async function waysInParts(ctx: Context, db: Database, personId: number): Promise<Part[]> {
  const { t } = ctx;
  const { links, accounts } = await waysIn(db, personId);
  const claims = await claimsOf(db, personId, mostClaims);
  const ending = (verb: VerbOf<'pintu'>, id: number): Button => ({
    label: t('people.end'),
    style: 'danger',
    does: { action: action(`pintu.${verb}`, id) },
  });
  const items: ListItem[] = [
    ...links.map((link) => ({
      title: linkName(t, link.platform, link.externalId),
      text: t('people.linkText', { linked: ctx.time(link.linkedAt), used: ctx.time(link.lastActiveAt) }),
      button: ending('end-link', link.id),
    })),
    ...accounts.map(({ id, userId, createdAt, lastLoginAt }) => ({
      title: t('people.userId', { userId }),
      text: t('people.userIdText', {
        made: ctx.time(createdAt),
        login: lastLoginAt ? ctx.time(lastLoginAt) : t('people.never'),
      }),
      button: ending('end-account', id),
    })),
    ...claims.map((claim) => claimItem(ctx, claim)),
  ];
  return [
    { type: 'heading', text: t('people.waysIn') },
    { type: 'list', items, empty: t('people.noWaysIn') },
  ];
}

export const linkName = (t: Translate, platform: Platform, account: string) =>
  t('people.link', {
    platform: t(`doctor.${platform}`),
    account,
  });

/** Somebody who has left once: whether whoever comes with their address is them, or whose it is now. */
function returnButtons(
  t: Translate,
  person: { id: number; email: string; active: boolean; leftAt: Date | null },
): Button[] {
  const does = (verb: VerbOf<'pintu'>) => ({ action: action(`pintu.${verb}`, person.id) });
  if (!person.leftAt) return [];
  if (person.active) return [{ label: t('people.confirm'), does: does('confirm-person') }];
  return person.email.endsWith('.invalid')
    ? []
    : [{ label: t('people.release'), style: 'danger', does: does('release-address') }];
}
