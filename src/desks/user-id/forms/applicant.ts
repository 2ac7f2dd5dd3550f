import { idOf } from '../../../chat/action.ts';
import { type Field, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { findEmployee } from '../../../people/employees.ts';
import { adminNames, type Employee } from '../../../people/register.ts';
import type { DeskDeps } from '../deps.ts';
import { type Kind, kindNames } from '../model.ts';
import { headsOfUnit } from '../store.ts';
import { generationAt, isKindOf } from './for-whom.ts';
import { type KeptRequest, keepRequest } from './kept.ts';

/** What a form is drawn of. */
interface Filled {
  /** The employee behind the Nopek that is filled in, where the register need not be asked. */
  known: Employee | null;
  /** Another one begins these fields anew: whoever it is for has changed. */
  turn: number;
  values: Values;
}

/** What is asked of the applicant of this kind (U-3, U-4). */
export const applicantFields = (
  ctx: Context,
  deps: DeskDeps,
  kind: Kind,
  kept: Omit<KeptRequest, 'values'>,
  filled: Filled,
): Promise<Field[]> =>
  kind === 'UNIT' ? unitFields(ctx, deps, filled) : headOfficeFields(ctx, deps, kind, kept, filled);

/** Kind Unit: everything is typed, Nopek is not asked for (U-3). */
async function unitFields({ t }: Context, deps: DeskDeps, { values, turn }: Filled): Promise<Field[]> {
  const generation = generationAt(turn);
  const unit = values.unit?.type === 'chosen' ? values.unit.chosen[0] : undefined;
  const heads = unit ? await headsOfUnit(deps.db, idOf(unit.value)) : [];
  const chosenAtasan = values.atasan?.type === 'chosen' ? values.atasan.chosen[0] : undefined;
  // Somebody who was chosen for another unit is not shown as chosen for this one.
  const atasan = heads.some((head) => String(head.id) === chosenAtasan?.value) ? chosenAtasan : undefined;
  return [
    {
      type: 'text',
      name: 'name',
      label: t('userId.field.name'),
      value: textOf(values, 'name'),
      maxLength: 200,
      generation,
    },
    {
      type: 'text',
      name: 'position',
      label: t('field.position'),
      value: textOf(values, 'position'),
      maxLength: 200,
      generation,
    },
    {
      type: 'text',
      name: 'email',
      label: t('field.email'),
      value: textOf(values, 'email'),
      maxLength: 254,
      generation,
    },
    {
      type: 'search',
      name: 'unit',
      label: t('field.unit'),
      placeholder: t('field.unitSearch'),
      value: unit,
      redraws: true,
      generation,
    },
    // Without anybody to choose, a platform that asks for Atasan first would never let us say why.
    ...(unit && heads.length === 0
      ? [warning(t.message(await unitWithoutHead(deps, unit.label)), 'atasan')]
      : []),
    {
      type: 'search',
      name: 'atasan',
      label: t('field.superior'),
      placeholder: t('userId.field.atasanSearch'),
      hint: t('userId.field.atasanHint'),
      value: atasan,
      generation: `${generationAt(turn) ?? ''}-${unit?.value ?? ''}`,
    },
  ];
}

/** HO kinds: the register fills in the rest from the Nopek, shown for checking (U-4). */
async function headOfficeFields(
  ctx: Context,
  deps: DeskDeps,
  kind: Kind,
  kept: Omit<KeptRequest, 'values'>,
  { known, values, turn }: Filled,
): Promise<Field[]> {
  const { t } = ctx;
  const nopek = textOf(values, 'nopek');
  const field: Field = {
    type: 'text',
    name: 'nopek',
    label: t('field.nopek'),
    value: nopek,
    maxLength: 20,
    hint: t('userId.field.nopekHint'),
    redraws: true,
    generation: generationAt(turn),
  };
  const search: Field = { type: 'button', name: 'lookup', label: t('userId.field.lookup') };
  if (!nopek) return [field, search];
  const found = known ?? (await registered(ctx, deps, kind, nopek));
  if ('key' in found) {
    if (found.key === registerDown.key) await keepRequest(ctx, deps, kept, values);
    return [field, search, warning(t.message(found), 'nopek')];
  }
  return [field, search, { type: 'show', part: { type: 'facts', facts: employeeFacts(ctx, found) } }];
}

export function warning(text: string, about?: string): Field {
  return { type: 'show', part: { type: 'alert', text }, ...(about && { about }) };
}

/** A unit whose requests nobody could decide, and who can mend that (U-9). */
export async function unitWithoutHead(deps: DeskDeps, unit: string): Promise<Message> {
  return msg('userId.error.unitWithoutHead', { unit, admins: await adminNames(deps.db) });
}

function employeeFacts({ t }: Context, employee: Employee) {
  return [
    { label: t('userId.field.name'), value: employee.name },
    { label: t('field.position'), value: employee.position },
    { label: t('field.email'), value: employee.email },
    { label: t('field.unit'), value: employee.unit.name },
    { label: t('field.superior'), value: employee.superior?.name ?? '—' },
  ];
}

export const registerDown = msg('userId.error.registerDown');

/** The employee behind a Nopek, or what is wrong with it as a choice for this kind (U-4, U-9). */
export async function registered(
  ctx: Context,
  deps: DeskDeps,
  kind: Kind,
  nopek: string,
): Promise<Employee | Message> {
  // What the register says of somebody is not for people whom it does not know (I-1).
  if (!ctx.actor.registered) return msg('userId.error.nopekNeedsStanding');
  const employee = await findEmployee(deps, ctx, nopek).catch((error): Message => {
    if (error instanceof NeighbourDown) return registerDown;
    if (error instanceof Refusal) return error.reason;
    throw error;
  });
  if (employee && 'key' in employee) return employee;
  if (!employee) return msg('userId.error.nopekUnknown', { nopek });
  if (!isKindOf(employee, kind)) return msg('userId.error.nopekOtherKind', { nopek, kind: kindNames[kind] });
  return employee;
}
