import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { chosenOf, type Field, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import type { DeskDeps } from '../deps.ts';
import { type Position, positionTitle } from '../model.ts';
import { type Found, findPeople, loadPerson, newestSecretaries } from '../people.ts';
import { whyNotManage } from '../rules.ts';
import { searchApplications, searchPositions } from '../store.ts';

const mostChoices = 20;

/** What the searched fields of this desk's forms offer: people, applications, and positions by their officials. */
export async function searchField(
  ctx: Context,
  deps: DeskDeps,
  field: string,
  query: string,
): Promise<Choice[]> {
  if (whyNotManage(ctx.actor)) return [];
  const reads = deps.db.within(ctx);
  if (field === 'application') return applicationChoices(ctx, reads, query);
  if (field === 'position') return (await searchPositions(reads, query, mostChoices)).map(positionChoice);
  const people = query.trim()
    ? await findPeople(reads, query, mostChoices)
    : await newestSecretaries(reads, mostChoices);
  return people.map(personChoice);
}

/** What stands among the applications for all that secretaries get (P-9). */
export const bundleChoice = 'bundle';

async function applicationChoices({ t }: Context, db: Queryable, query: string): Promise<Choice[]> {
  const found = await searchApplications(db, query, mostChoices);
  const sought = query.trim().toLowerCase();
  const label = t('partner.bundle.label');
  const isFound = label.toLowerCase().includes(sought) && (sought !== '' || found.length > 0);
  return [
    ...(isFound ? [{ value: bundleChoice, label }] : []),
    ...found.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
}

const personChoice = ({ id, name, accountName }: Pick<Found, 'id' | 'name' | 'accountName'>): Choice => ({
  value: String(id),
  label: `${name} · ${accountName}`,
});

export function positionChoice(position: Position): Choice {
  const title = positionTitle(position);
  return {
    value: String(position.id),
    label: position.holder ? `${position.holder.name} · ${title}` : title,
  };
}

/** The searched field of a person, filled in with one that is known. */
export async function personField(ctx: Context, deps: DeskDeps, personId: number): Promise<Field> {
  const { t } = ctx;
  const person = personId ? await loadPerson(deps.db, personId) : null;
  return {
    type: 'search',
    name: 'person',
    label: t('partner.field.users'),
    placeholder: t('partner.field.usersSearch'),
    ...(person ? { value: personChoice(person) } : {}),
  };
}

/** The id that was chosen in a field; 0 where none was. */
export const chosenId = (values: Values, field: string): number => idOf(chosenOf(values, field)[0]);
