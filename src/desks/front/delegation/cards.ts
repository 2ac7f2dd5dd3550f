import { action, idOf } from '../../../chat/action.ts';
import { showsCard } from '../../../chat/answers.ts';
import type { Button, Card, Choice, ListItem, Part, Status } from '../../../chat/card.ts';
import type { Codes } from '../../../chat/codes.ts';
import type { ActionsOf, CardSource, FormsOf, Reply } from '../../../chat/desk.ts';
import { doneWith } from '../../../chat/done.ts';
import {
  chosenOf,
  dateOf,
  type Field,
  type Form,
  type FormResult,
  linesOf,
  newForm,
  type Values,
} from '../../../chat/form.ts';
import { type Context, hasRole } from '../../../core/context.ts';
import { dayOf } from '../../../core/day.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { personChoice, searchPeople } from '../../../people/register.ts';
import type { Means } from '../../../records/act.ts';
import { actButtons } from '../../../records/buttons.ts';
import { end, endForms, nothingToEnd } from './acts.ts';
import { delegations, factsOf } from './kind.ts';
import { nameSubstitute, namingForOthers } from './make.ts';
import { type Delegation, daysOf, openDelegations, standingOf } from './store.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'delegations' | 'delegate'> {}
  interface Forms extends Named<'pintu', 'delegate'> {}
  interface Cards extends Named<'pintu', 'delegation', Nothing> {}
}

export interface DelegationDeps extends Means {
  timeZone: string;
}

const mostListed = 10;

const statusOf = ({ t }: Context, one: Delegation): Status => {
  const standing = standingOf(one);
  return { text: t(`delegation.${standing}`), tone: standing === 'STANDING' ? 'good' : 'neutral' };
};

/** Who stands in for this person, for whom they stand in, and what is to come; ADMINs see everybody's. */
async function delegationsCard(ctx: Context, { db }: Pick<DelegationDeps, 'db'>): Promise<Card> {
  const { t, actor } = ctx;
  const own = await openDelegations(db, actor.id, mostListed);
  const isAdmin = hasRole(actor, 'ADMIN');
  const others = isAdmin
    ? (await openDelegations(db, null, mostListed)).filter((one) => !own.some(({ id }) => id === one.id))
    : [];
  const list = async (heading: string, empty: string, some: readonly Delegation[]): Promise<Part[]> => [
    { type: 'heading', text: heading },
    { type: 'list', empty, items: await Promise.all(some.map((one) => item(ctx, one))) },
  ];
  return {
    title: t('delegation.title'),
    parts: [
      { type: 'text', text: t('delegation.text') },
      ...(await list(
        t('delegation.forMe'),
        t('delegation.nobodyForMe'),
        own.filter(({ principal }) => principal.id === actor.id),
      )),
      ...(await list(
        t('delegation.byMe'),
        t('delegation.nobodyByMe'),
        own.filter(({ substitute }) => substitute.id === actor.id),
      )),
      ...(isAdmin ? await list(t('delegation.others'), t('delegation.noOthers'), others) : []),
    ],
    buttons: [
      { label: t('delegation.name'), style: 'primary', does: { action: action('pintu.delegate') } },
      ...(isAdmin
        ? [{ label: t('delegation.nameForOther'), does: { action: action('pintu.delegate', 'other') } }]
        : []),
    ],
    again: action('pintu.delegations'),
  };
}

async function item(ctx: Context, one: Delegation): Promise<ListItem> {
  const [button] = await actButtons(ctx, one, [end]);
  return {
    title: ctx.t('delegation.who', delegations.names(one)),
    text: daysOf(ctx, one),
    status: statusOf(ctx, one),
    ...(button && { button }),
  };
}

/** What the two of it are told, true for as long as it stands in their chats. */
async function delegationCard(ctx: Context, one: Delegation): Promise<Card> {
  const { t, actor } = ctx;
  const standing = standingOf(one);
  const names = delegations.names(one);
  const isSubstitute = one.substitute.id === actor.id;
  const inbox: Button[] =
    isSubstitute && standing === 'STANDING'
      ? [{ label: t('pintu.inbox.title'), does: { action: action('pintu.inbox') } }]
      : [];
  return {
    title: t('delegation.title'),
    status: statusOf(ctx, one),
    parts: [
      { type: 'text', text: t(isSubstitute ? 'delegation.youStandIn' : 'delegation.standsInForYou', names) },
      { type: 'facts', facts: factsOf(ctx, one) },
      ...(one.madeBy.id === one.principal.id
        ? []
        : [{ type: 'text' as const, text: t('delegation.madeBy', { name: one.madeBy.name }), subtle: true }]),
      ...(one.reason ? [{ type: 'quote' as const, label: t('people.reason'), text: one.reason }] : []),
      ...(one.endedAt && one.endedBy
        ? [
            {
              type: 'text' as const,
              text: t('delegation.endedBy', { name: one.endedBy, time: ctx.time(one.endedAt) }),
              subtle: true,
            },
          ]
        : []),
    ],
    buttons: [...inbox, ...(await actButtons(ctx, one, [end]))],
  };
}

export function delegationCards(): { delegation: CardSource } {
  return {
    async delegation(ctx, id, _args, moment) {
      const one = await delegations.seen(moment, ctx, id);
      return one ? delegationCard(ctx, one) : null;
    },
  };
}

/** Asks who is to stand in, from which day to which; `other`: for somebody else, as an ADMIN. */
async function delegateForm(
  ctx: Context,
  { timeZone, stepUp }: DelegationDeps,
  isForOther: boolean,
): Promise<Form> {
  const { t } = ctx;
  if (isForOther) requireAdmin(ctx);
  const today = dayOf(ctx.now, timeZone);
  const person = (name: 'principal' | 'substitute'): Field => ({
    type: 'search',
    name,
    label: t(`delegation.${name}`),
    placeholder: t('people.personSearch'),
  });
  return newForm(
    t,
    {
      id: 'pintu.delegate',
      title: t('delegation.name'),
      submit: t('delegation.submit'),
      fields: [
        { type: 'show', part: { type: 'text', text: t('delegation.text') } },
        ...(isForOther ? [person('principal')] : []),
        person('substitute'),
        { type: 'date', name: 'from', label: t('delegation.from'), value: today, min: today },
        { type: 'date', name: 'to', label: t('delegation.to'), min: today },
        ...(isForOther
          ? [
              {
                type: 'text' as const,
                name: 'reason',
                label: t('people.reason'),
                multiline: true,
                maxLength: delegations.maxReason,
              },
              ...(await stepUp.fields(ctx, namingForOthers)),
            ]
          : []),
      ],
    },
    [isForOther ? 'other' : ''],
  );
}

async function submitDelegate(
  ctx: Context,
  deps: DelegationDeps,
  [key = '', other = '']: string[],
  values: Values,
  codes: Codes,
): Promise<FormResult> {
  const chosen = (field: string) => idOf(chosenOf(values, field)[0]);
  const made = await nameSubstitute(
    deps,
    ctx,
    {
      principalId: other ? chosen('principal') : ctx.actor.id,
      substituteId: chosen('substitute'),
      from: dateOf(values, 'from'),
      to: dateOf(values, 'to'),
      reason: other ? linesOf(values, 'reason') || null : null,
    },
    key,
    codes,
  );
  const told = ctx.t(standingOf(made) === 'PLANNED' ? 'delegation.planned' : 'delegation.begun', {
    principal: made.principal.name,
    substitute: made.substitute.name,
    days: daysOf(ctx, made),
  });
  return doneWith(ctx.t, told, await delegationsCard(ctx, deps));
}

/** Words that end what stands, behind the command. */
const offWords = new Set(['off', 'selesai', 'akhiri', 'berhenti']);

/** `/pintu delegate`, and with `off` the form that ends one's own. */
export async function delegateCommand(ctx: Context, deps: DelegationDeps, rest: string): Promise<Reply> {
  if (!offWords.has(rest.toLowerCase())) return { type: 'card', card: await delegationsCard(ctx, deps) };
  const own = await openDelegations(deps.db, ctx.actor.id, mostListed);
  const [first] = own.filter(({ principal }) => principal.id === ctx.actor.id);
  if (!first) throw new Refusal(nothingToEnd);
  return { type: 'form', form: await endForms(deps).open(ctx, 'end-delegation', first.id) };
}

export function delegationActions(deps: DelegationDeps) {
  return {
    delegations: showsCard((ctx) => delegationsCard(ctx, deps)),
    delegate: {
      run: async (ctx, [other = '']) => ({
        type: 'form',
        form: await delegateForm(ctx, deps, other === 'other'),
      }),
    },
    ...endForms(deps).actions(['end-delegation']),
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function delegationForms(deps: DelegationDeps) {
  return {
    delegate: {
      search: (_ctx, _field, query) => peopleFound(deps.db, query),
      submit: (ctx, state, values, codes) => submitDelegate(ctx, deps, state, values, codes),
    },
    delegation: { submit: endForms(deps).submit },
  } satisfies Partial<FormsOf<'pintu'>>;
}

async function peopleFound(db: Database, query: string): Promise<Choice[]> {
  const people = await searchPeople(db, query);
  return people.map(personChoice);
}
