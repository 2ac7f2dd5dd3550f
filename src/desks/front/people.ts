import { action, idOf } from '../../chat/action.ts';
import type { Card, ListItem } from '../../chat/card.ts';
import type { ActionHandler, FormHandler } from '../../chat/desk.ts';
import { doneWith } from '../../chat/done.ts';
import { chosenOf, type Form, formOfCard, linesOf, textOf, type Values } from '../../chat/form.ts';
import { maxSearch } from '../../chat/list.ts';
import type { Context } from '../../core/context.ts';
import { FieldErrors, Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import type { Database } from '../../db/database.ts';
import type { UnitKind } from '../../db/generated/client.ts';
import {
  grantGone,
  grantRole,
  isRole,
  requireAdmin,
  roleNames,
  unitKinds,
  withdrawRole,
} from '../../people/grants.ts';
import { shownName } from '../../people/shown-name.ts';
import { organisationParts } from './organisation-cards.ts';

const pageSize = 8;

interface PeopleQuery {
  text?: string;
  after?: number;
}

/** People and the roles they hold; those with roles when nothing is searched (I-9). */
export async function peopleCard(ctx: Context, db: Database, query: PeopleQuery): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const contains = { contains: query.text ?? '', mode: 'insensitive' as const };
  const people = await db.prisma.person.findMany({
    where: {
      id: { gt: query.after ?? 0 },
      ...(query.text
        ? { OR: [{ name: contains }, { email: contains }, { nopek: query.text }] }
        : { active: true, grants: { some: { withdrawnAt: null } } }),
    },
    include: {
      unit: true,
      grants: { where: { withdrawnAt: null }, include: { unit: true }, orderBy: { role: 'asc' } },
    },
    orderBy: { id: 'asc' },
    take: pageSize + 1,
  });
  const page = people.slice(0, pageSize);
  const last = page.at(-1)?.id;
  const items = page.map(
    (person): ListItem => ({
      title: shownName(t, person),
      text: [
        [person.email, person.unit?.name].filter(Boolean).join(' · '),
        person.grants
          .map((grant) => (grant.unit ? `${grant.role} (${grant.unit.name})` : grant.role))
          .join(', ') || t('people.noRoles'),
      ].join('\n'),
      status: person.active ? undefined : { text: t('organisation.notActive'), tone: 'neutral' },
      button: { label: t('userId.button.open'), does: { action: action('pintu', 'person', person.id) } },
    }),
  );
  return {
    title: t('people.title'),
    parts: [
      ...(query.text
        ? [{ type: 'text' as const, text: t('people.searched', { text: query.text }), subtle: true }]
        : []),
      { type: 'list', items, empty: t('people.nobody') },
      ...organisationParts(t),
    ],
    buttons: [
      { label: t('people.grant'), style: 'primary', does: { action: action('pintu', 'grant') } },
      { label: t('people.search'), does: { action: action('pintu', 'find-person') } },
      ...(people.length > pageSize && last
        ? [{ label: t('list.older'), does: { action: action('pintu', 'people', last, query.text ?? '') } }]
        : []),
    ],
    again: action('pintu', 'people', query.after ?? '', (query.text ?? '').slice(0, maxSearch)),
  };
}

/** One person with a button to withdraw each role. */
export async function personCard(ctx: Context, db: Database, id: number): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const person = await db.prisma.person.findUnique({
    where: { id },
    include: {
      unit: true,
      superior: true,
      grants: {
        where: { withdrawnAt: null },
        include: { unit: true, grantedBy: true },
        orderBy: { role: 'asc' },
      },
    },
  });
  if (!person) throw new Refusal(msg('people.error.gone'));
  return {
    title: shownName(ctx.t, person),
    status: person.active ? undefined : { text: t('organisation.notActive'), tone: 'neutral' },
    parts: [
      {
        type: 'facts',
        facts: [
          { label: t('userId.field.email'), value: person.email },
          { label: t('userId.field.nopek'), value: person.nopek ?? '—' },
          { label: t('userId.field.position'), value: person.position ?? '—' },
          { label: t('userId.field.unit'), value: person.unit?.name ?? '—' },
          { label: t('userId.field.atasan'), value: person.superior?.name ?? '—' },
        ],
      },
      {
        type: 'list',
        empty: t('people.noRoles'),
        items: person.grants.map((grant) => ({
          title: grant.unit ? `${grant.role} (${grant.unit.name})` : grant.role,
          text: t('people.grantedBy', {
            name: grant.grantedBy?.name ?? '—',
            time: ctx.time(grant.grantedAt),
          }),
          button: {
            label: t('people.withdraw'),
            style: 'danger' as const,
            does: { action: action('pintu', 'withdraw', grant.id) },
          },
        })),
      },
    ],
    buttons: [
      { label: t('people.grant'), style: 'primary', does: { action: action('pintu', 'grant', person.id) } },
      {
        label: t('organisation.edit.person'),
        does: { action: action('pintu', 'record', 'person', person.id) },
      },
    ],
    again: action('pintu', 'person', person.id),
  };
}

async function grantForm(ctx: Context, db: Database, personId: number, values: Values): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const person = personId ? await db.prisma.person.findUnique({ where: { id: personId } }) : null;
  const role = chosenOf(values, 'role')[0];
  return {
    id: 'pintu.grant',
    title: t('people.grant'),
    state: [String(personId)],
    submit: t('people.grant'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'search',
        name: 'person',
        label: t('people.person'),
        placeholder: t('people.personSearch'),
        value: person ? { value: String(person.id), label: person.name } : undefined,
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
              label: t('userId.field.unit'),
              placeholder: t('userId.field.unitSearch'),
              generation: role,
            },
          ]
        : []),
    ],
  };
}

async function withdrawForm(ctx: Context, db: Database, grantId: number): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const grant = await db.prisma.roleGrant.findUnique({ where: { id: grantId }, include: { person: true } });
  if (!grant || grant.withdrawnAt) throw new Refusal(await grantGone(db, ctx, grantId));
  return {
    id: 'pintu.withdraw',
    title: t('people.withdraw'),
    state: [String(grantId)],
    ends: t('people.withdrawText', { role: grant.role, name: grant.person.name }),
    submit: t('people.withdraw'),
    close: t('form.cancel'),
    fields: [{ type: 'text', name: 'reason', label: t('people.reason'), multiline: true, maxLength: 500 }],
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

export function peopleActions(db: Database): Record<string, ActionHandler> {
  return {
    people: {
      run: async (ctx, [after = '', text = '']) => ({
        type: 'card',
        card: await peopleCard(ctx, db, { after: Number(after) || undefined, text: text || undefined }),
      }),
    },
    person: {
      run: async (ctx, [id = '']) => ({ type: 'card', card: await personCard(ctx, db, idOf(id)) }),
    },
    grant: {
      run: async (ctx, [id = '']) => ({ type: 'form', form: await grantForm(ctx, db, idOf(id), {}) }),
    },
    withdraw: {
      run: async (ctx, [id = '']) => ({ type: 'form', form: await withdrawForm(ctx, db, idOf(id)) }),
    },
    'find-person': {
      async run(ctx) {
        requireAdmin(ctx);
        return { type: 'form', form: findPersonForm(ctx) };
      },
    },
  };
}

export function peopleForms(db: Database): Record<string, FormHandler> {
  return {
    grant: {
      nobody: { unit: msg('people.nobody.unit') },
      redraw: (ctx, [personId = ''], values) => grantForm(ctx, db, idOf(personId), values),
      async search(ctx, field, query, values) {
        requireAdmin(ctx);
        if (field === 'person') return searchPeople(db, query);
        const [role] = chosenOf(values, 'role');
        return searchUnitsOf(db, role && isRole(role) ? unitKinds[role] : undefined, query);
      },
      async submit(ctx, _state, values) {
        const personId = Number(chosenOf(values, 'person')[0] ?? 0);
        const role = chosenOf(values, 'role')[0] ?? '';
        if (!personId) throw new FieldErrors({ person: msg('people.error.person') });
        if (!isRole(role)) throw new FieldErrors({ role: msg('people.error.role') });
        await grantRole(db, ctx, {
          personId,
          role,
          unitId: Number(chosenOf(values, 'unit')[0] ?? 0) || null,
        });
        const card = await personCard(ctx, db, personId);
        return doneWith(ctx.t, ctx.t('people.granted', { name: card.title, role }), card);
      },
    },
    withdraw: {
      async submit(ctx, [grantId = ''], values) {
        const reason = linesOf(values, 'reason');
        if (!reason) throw new FieldErrors({ reason: msg('people.error.reason') });
        const grant = await db.prisma.roleGrant.findUnique({ where: { id: idOf(grantId) } });
        await withdrawRole(db, ctx, idOf(grantId), reason);
        const card = await personCard(ctx, db, grant?.personId ?? 0);
        const told = ctx.t('people.withdrawn', { name: card.title, role: grant?.role ?? '' });
        return doneWith(ctx.t, told, card);
      },
    },
    'find-person': {
      async submit(ctx, _state, values) {
        const card = await peopleCard(ctx, db, { text: textOf(values, 'text') });
        return { type: 'become', form: formOfCard('pintu.people', card, ctx.t('form.close')) };
      },
    },
  };
}

async function searchPeople(db: Database, query: string) {
  const contains = { contains: query.trim(), mode: 'insensitive' as const };
  const people = await db.prisma.person.findMany({
    where: { active: true, registered: true, OR: [{ name: contains }, { email: contains }] },
    select: { id: true, name: true, email: true },
    orderBy: { name: 'asc' },
    take: 20,
  });
  return people.map((person) => ({ value: String(person.id), label: `${person.name} · ${person.email}` }));
}

async function searchUnitsOf(db: Database, kind: UnitKind | undefined, query: string) {
  const contains = { contains: query.trim(), mode: 'insensitive' as const };
  const units = await db.prisma.unit.findMany({
    where: { kind, OR: [{ name: contains }, { code: contains }] },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 20,
  });
  return units.map((unit) => ({ value: String(unit.id), label: unit.name }));
}
