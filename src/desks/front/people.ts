import { action, idOf } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { Card, ListItem, Part } from '../../chat/card.ts';
import type { ActionsOf, FormsOf } from '../../chat/desk.ts';
import { becomes, doneWith } from '../../chat/done.ts';
import { chosenOf, type Form, linesOf, textOf, type Values, withKey } from '../../chat/form.ts';
import { sought } from '../../chat/list.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import type { Queryable } from '../../core/queryable.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { UnitKind } from '../../db/generated/client.ts';
import { claimsOf } from '../../people/claims.ts';
import {
  grantGone,
  grantOf,
  isRole,
  requireAdmin,
  roleNames,
  unitKinds,
  withdrawRole,
  withdrawWithin,
} from '../../people/grants.ts';
import type { Leaving } from '../../people/leaving.ts';
import { granting, grantRole, openProposals } from '../../people/proposals.ts';
import {
  peopleCalled,
  peopleListed,
  personCalled,
  personChoice,
  searchPeople,
  searchUnits,
} from '../../people/register.ts';
import { shownName } from '../../people/shown-name.ts';
import type { Means } from '../../records/act.ts';
import { subjectOf } from '../../records/kind.ts';
import { onceSent } from '../../records/once.ts';
import { consequenceParts, rehearse } from '../../records/rehearsal.ts';
import { claimItem } from './claims/cards.ts';
import { claims as claimKind } from './claims/kind.ts';
import { type PeopleDeps, personCard } from './person-card.ts';
import { proposalItem } from './proposals/cards.ts';
import { proposals as proposalKind } from './proposals/kind.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'people' | 'person' | 'grant' | 'withdraw' | 'find-person'> {}
  interface Forms extends Named<'pintu', 'grant' | 'withdraw'>, Named<'pintu', 'find-person', Leads> {}
}

const pageSize = 8;

interface PeopleQuery {
  text?: string;
  after?: number;
}

/** People and the roles they hold; those with roles when nothing is searched (I-9). */
export async function peopleCard(ctx: Context, deps: PeopleDeps, query: PeopleQuery): Promise<Card> {
  requireAdmin(ctx);
  const { db, desks } = deps;
  const { t } = ctx;
  const { text, after = 0 } = query;
  const whom = text ? { ids: await peopleCalled(db, text, after, pageSize + 1) } : { after };
  const people = await peopleListed(db, whom, pageSize + 1);
  const page = people.slice(0, pageSize);
  const last = page.at(-1)?.id;
  const items = page.map(
    (person): ListItem => ({
      title: shownName(t, person),
      text: [
        [person.email, person.unit].filter(Boolean).join(' · '),
        person.grants
          .map((grant) => (grant.unit ? `${grant.role} (${grant.unit})` : grant.role))
          .join(', ') || t('people.noRoles'),
      ].join('\n'),
      status: person.active ? undefined : { text: t('people.notActive'), tone: 'neutral' },
      button: { label: t('record.open'), does: { action: action('pintu.person', person.id) } },
    }),
  );
  return {
    title: t('people.title'),
    parts: [
      ...(query.text
        ? [{ type: 'text' as const, text: t('people.searched', { text: query.text }), subtle: true }]
        : [
            {
              type: 'text' as const,
              text: t('people.withRoles', { search: t('people.search') }),
              subtle: true,
            },
          ]),
      ...(query.text || query.after ? [] : await toDecide(ctx, db)),
      { type: 'list', items, empty: t('people.nobody') },
      ...desks.flatMap(({ besidePeople }) => besidePeople?.parts(ctx) ?? []),
    ],
    buttons: [
      { label: t('people.grant'), style: 'primary', does: { action: action('pintu.grant') } },
      { label: t('people.search'), does: { action: action('pintu.find-person') } },
      { label: t('stepUp.title'), does: { action: action('pintu.step-up') } },
      ...(people.length > pageSize && last
        ? [
            {
              label: t('list.older'),
              does: { action: action('pintu.people', last, sought(query.text ?? '')) },
            },
          ]
        : []),
    ],
    again: action('pintu.people', query.after ?? '', sought(query.text ?? '')),
  };
}

const mostToDecide = 5;

/** What waits for an ADMIN: whose an account is, and roles that ADMINs want for themselves. */
export async function toDecide(ctx: Context, db: Database): Promise<Part[]> {
  const claims = await claimsOf(db, null, mostToDecide);
  const proposals = await openProposals(db, mostToDecide);
  const items = [
    ...claims.map((one) => ({ ...claimItem(ctx, one), waits: subjectOf(claimKind, one.id) })),
    ...proposals.map((one) => ({ ...proposalItem(ctx, one), waits: subjectOf(proposalKind, one.id) })),
  ];
  if (items.length === 0) return [];
  return [
    { type: 'heading', text: ctx.t('people.toDecide') },
    { type: 'list', items, empty: '' },
  ];
}

async function grantForm(
  ctx: Context,
  { db, stepUp }: Means,
  personId: number,
  values: Values,
  key?: string,
): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const person = personId ? await personCalled(db, personId) : null;
  const role = chosenOf(values, 'role')[0];
  return {
    id: 'pintu.grant',
    title: t('people.grant'),
    state: withKey((key) => [String(personId), key], key),
    submit: t('people.grant'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'search',
        name: 'person',
        label: t('people.person'),
        placeholder: t('people.personSearch'),
        value: person ? { value: String(personId), label: person.name } : undefined,
      },
      {
        type: 'choice',
        name: 'role',
        label: t('people.role'),
        style: 'menu',
        choices: roleNames.map((name) => ({ value: name, label: name })),
        value: role,
        redraws: true,
      },
      ...(role && isRole(role) && unitKinds[role]
        ? [
            {
              type: 'search' as const,
              name: 'unit',
              label: t('field.unit'),
              placeholder: t('field.unitSearch'),
              generation: role,
            },
          ]
        : []),
      ...(await stepUp.fields(ctx, granting)),
    ],
  };
}

/** With what follows for whatever waits. */
async function withdrawForm(ctx: Context, deps: ManagingDeps, grantId: number): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const { db, desks, leaving } = deps;
  const grant = await grantOf(db, grantId);
  if (!grant || grant.isWithdrawn) throw new Refusal(await grantGone(db, ctx, grantId));
  const found = await rehearse({ db, desks }, ctx, (tx) => withdrawWithin(tx, leaving, ctx, grantId, ''));
  const besides = await leaving.endsWith(db, grantId);
  return {
    id: 'pintu.withdraw',
    title: t('people.withdraw'),
    state: withKey((key) => [String(grantId), key]),
    ends: t('people.withdrawText', { role: grant.role, name: grant.name }),
    submit: t('people.withdraw'),
    close: t('form.cancel'),
    fields: [
      ...besides.map((key) => ({
        type: 'show' as const,
        part: { type: 'text' as const, text: t.message({ key }) },
      })),
      ...consequenceParts(ctx, found).map((part) => ({ type: 'show' as const, part })),
      { type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 },
    ],
  };
}

function findPersonForm({ t }: Context): Form {
  return {
    id: 'pintu.find-person',
    title: t('people.search'),
    state: [],
    submit: t('people.search'),
    close: t('form.cancel'),
    fields: [{ type: 'text', name: 'text', label: t('people.searchText'), maxLength: 60 }],
  };
}

/** What people's roles are managed with. */
type ManagingDeps = PeopleDeps & Means & { leaving: Leaving };

export function peopleActions(deps: ManagingDeps) {
  return {
    people: {
      run: async (ctx, [after = '', text = '']) => ({
        type: 'card',
        card: await peopleCard(ctx, deps, { after: idOf(after) || undefined, text: text || undefined }),
      }),
    },
    person: showsCard((ctx, [id = '']) => personCard(ctx, deps, idOf(id))),
    grant: {
      run: async (ctx, [id = '']) => ({ type: 'form', form: await grantForm(ctx, deps, idOf(id), {}) }),
    },
    withdraw: opensForm((ctx, [id = '']) => withdrawForm(ctx, deps, idOf(id))),
    'find-person': {
      async run(ctx) {
        requireAdmin(ctx);
        return { type: 'form', form: findPersonForm(ctx) };
      },
    },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function peopleForms(deps: ManagingDeps) {
  const { db } = deps;
  return {
    grant: {
      nobody: { unit: msg('people.nobody.unit') },
      redraw: (ctx, [personId = '', key], values) => grantForm(ctx, deps, idOf(personId), values, key),
      async search(ctx, field, query, values) {
        requireAdmin(ctx);
        if (field === 'person') return peopleChoices(db.within(ctx), query);
        const [role] = chosenOf(values, 'role');
        const kind = role && isRole(role) ? unitKinds[role] : undefined;
        return unitChoices(db.within(ctx), kind ? [kind] : [], query);
      },
      async submit(ctx, [, key = ''], values, codes) {
        const personId = idOf(chosenOf(values, 'person')[0]);
        const role = chosenOf(values, 'role')[0] ?? '';
        if (!personId) throw new FieldErrors({ person: msg('people.error.person') });
        if (!isRole(role)) throw new FieldErrors({ role: msg('people.error.role') });
        const unitId = idOf(chosenOf(values, 'unit')[0]) || null;
        const granted = await onceSent(db, ctx, { form: 'pintu.grant', key }, ({ db }) =>
          grantRole({ ...deps, db }, ctx, { personId, role, unitId }, codes),
        );
        const card = await personCard(ctx, deps, personId);
        const told =
          granted === 'granted'
            ? ctx.t('people.granted', { name: card.title, role })
            : ctx.t('people.proposed', { role });
        return doneWith(ctx.t, told, card);
      },
    },
    withdraw: {
      async submit(ctx, [grantId = '', key = ''], values) {
        const reason = linesOf(values, 'reason');
        if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
        const grant = await grantOf(db, idOf(grantId));
        await onceSent(db, ctx, { form: 'pintu.withdraw', key }, ({ db }) =>
          withdrawRole({ ...deps, db }, ctx, idOf(grantId), reason),
        );
        const card = await personCard(ctx, deps, grant?.personId ?? 0);
        const told = ctx.t('people.withdrawn', { name: card.title, role: grant?.role ?? '' });
        return doneWith(ctx.t, told, card);
      },
    },
    'find-person': {
      async submit(ctx, _state, values) {
        return becomes(ctx.t, await peopleCard(ctx, deps, { text: textOf(values, 'text') }));
      },
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}

async function peopleChoices(db: Queryable, query: string) {
  const people = await searchPeople(db, query);
  return people.map(personChoice);
}

/** Units of these kinds, to choose from. */
export async function unitChoices(db: Queryable, kinds: readonly UnitKind[], query: string) {
  const units = await searchUnits(db, query, { kinds });
  return units.map((unit) => ({ value: String(unit.id), label: unit.name }));
}
