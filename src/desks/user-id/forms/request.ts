import { randomUUID } from 'node:crypto';
import { attachmentEndings, maxAttachments } from '../../../attachments/attachments.ts';
import { idOf } from '../../../chat/action.ts';
import { chosenOf, type Field, type Form, linesOf, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { findEmployee } from '../../../people/employees.ts';
import { adminNames, type Employee, headsOfUnit } from '../../../people/register.ts';
import type { DeskDeps } from '../deps.ts';
import { isKind, type Kind, kindNames, kinds, type RequestDetail, subjectOf } from '../model.ts';
import { keepRequest, loadKept } from './kept.ts';

const requestFormId = 'user-id.request';
export const maxNote = 2000;

export interface RequestFormState {
  /** Makes the submission once-only. */
  key: string;
  /** The request that is started again (U-18). */
  from: number | null;
  /** Files that were given before, with a form that could not be checked. */
  files: number[];
}

const encodeState = ({ key, from, files }: RequestFormState): string[] => [
  key,
  from === null ? '' : String(from),
  files.join(','),
];
export const decodeState = ([key = '', from = '', files = '']: string[]): RequestFormState => ({
  key,
  from: idOf(from) || null,
  files: files.split(',').map(idOf).filter(Boolean),
});

/** A new form; what a register that was down kept from being sent is filled in again. */
export async function openRequest(ctx: Context, deps: DeskDeps): Promise<Form> {
  const kept = await loadKept(ctx, deps);
  const state = { key: randomUUID(), from: kept?.from ?? null, files: kept?.files ?? [] };
  const form = await requestForm(ctx, deps, state, kept?.values ?? {});
  if (!kept) return form;
  const restored: Field = { type: 'show', part: { type: 'text', text: ctx.t('userId.form.restored') } };
  return { ...form, fields: [restored, ...form.fields] };
}

/** The request form for what has been chosen and typed so far (U-2 … U-6). */
export async function requestForm(
  ctx: Context,
  deps: DeskDeps,
  state: RequestFormState,
  values: Values,
): Promise<Form> {
  const { t } = ctx;
  const kind = kindOf(values);
  const { systems, heads } = await choicesAt(deps);
  if (!systems) throw new Refusal(msg('userId.nobody.platforms'));
  const offered = kinds.filter((value) => value !== 'UNIT' || heads);
  const fields: Field[] = [
    ...(heads ? [] : [warning(t('userId.nobody.heads', { admins: await adminNames(deps.db) }))]),
    {
      type: 'choice',
      name: 'kind',
      label: t('userId.field.kind'),
      choices: offered.map((value) => ({ value, label: kindNames[value] })),
      value: kind ?? undefined,
      style: 'radio',
      redraws: true,
    },
    ...(kind === 'UNIT' ? await unitFields(ctx, deps, values) : []),
    ...(kind && kind !== 'UNIT' ? await headOfficeFields(ctx, deps, kind, state, values) : []),
    ...(kind ? await platformFields(ctx, deps, values) : []),
    ...(kind ? await closingFields(ctx, deps, state, values) : []),
  ];
  return {
    id: requestFormId,
    title: t('userId.form.title'),
    state: encodeState(state),
    submit: t('form.toReview'),
    close: t('form.cancel'),
    fields,
  };
}

/** Whether there is any platform system to ask for, and any unit that a request of kind Unit can be made for. */
async function choicesAt({ db }: DeskDeps): Promise<{ systems: boolean; heads: boolean }> {
  const [found] = await db.query<{ systems: boolean; heads: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM platform_system WHERE active) AS systems,
       EXISTS (SELECT 1 FROM unit_head h JOIN person p ON p.id = h.person_id WHERE p.active) AS heads`,
  );
  return found ?? { systems: false, heads: false };
}

export function kindOf(values: Values): Kind | null {
  const chosen = chosenOf(values, 'kind')[0];
  return chosen && isKind(chosen) ? chosen : null;
}

/** Kind Unit: everything is typed, Nopek is not asked for (U-3). */
async function unitFields({ t }: Context, deps: DeskDeps, values: Values): Promise<Field[]> {
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
    },
    {
      type: 'text',
      name: 'position',
      label: t('field.position'),
      value: textOf(values, 'position'),
      maxLength: 200,
    },
    {
      type: 'text',
      name: 'email',
      label: t('field.email'),
      value: textOf(values, 'email'),
      maxLength: 254,
    },
    {
      type: 'search',
      name: 'unit',
      label: t('field.unit'),
      placeholder: t('field.unitSearch'),
      value: unit,
      redraws: true,
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
      generation: unit?.value ?? '',
    },
  ];
}

/** HO kinds: the register fills in the rest from the Nopek, shown for checking (U-4). */
async function headOfficeFields(
  ctx: Context,
  deps: DeskDeps,
  kind: Kind,
  state: RequestFormState,
  values: Values,
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
  };
  const search: Field = { type: 'button', name: 'lookup', label: t('userId.field.lookup') };
  if (!nopek) return [field, search];
  const found = await registered(ctx, deps, kind, nopek);
  if ('key' in found) {
    if (found.key === registerDown.key) await keepRequest(ctx, deps, state, values);
    return [field, search, warning(t.message(found), 'nopek')];
  }
  return [field, search, { type: 'show', part: { type: 'facts', facts: employeeFacts(ctx, found) } }];
}

function warning(text: string, about?: string): Field {
  return { type: 'show', part: { type: 'text', text: `⚠️ ${text}` }, ...(about && { about }) };
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
  const fits = kind === 'HO_TKJP' ? employee.employment === 'TKJP' : employee.employment === 'ORGANIK_PKWT';
  if (!fits) return msg('userId.error.nopekOtherKind', { nopek, kind: kindNames[kind] });
  return employee;
}

/** The platform systems, and a note for each chosen one (U-5). */
async function platformFields({ t }: Context, deps: DeskDeps, values: Values): Promise<Field[]> {
  const systems = await deps.db.prisma.platformSystem.findMany({
    where: { active: true },
    orderBy: { name: 'asc' },
  });
  const chosen = chosenOf(values, 'platforms');
  return [
    {
      type: 'choices',
      name: 'platforms',
      label: t('userId.field.platforms'),
      choices: systems.map((system) => ({ value: String(system.id), label: system.name })),
      value: chosen,
      redraws: true,
    },
    ...systems.map(
      (system): Field => ({
        type: 'text',
        name: `note-${system.id}`,
        label: t('userId.field.platformNote', { platform: system.name }),
        value: linesOf(values, `note-${system.id}`),
        multiline: true,
        maxLength: maxNote,
        onlyWith: { field: 'platforms', chosen: String(system.id) },
      }),
    ),
  ];
}

async function closingFields(
  { t, actor }: Context,
  deps: DeskDeps,
  state: RequestFormState,
  values: Values,
): Promise<Field[]> {
  const kept = await keepable(deps, state, actor.id);
  return [
    {
      type: 'text',
      name: 'note',
      label: t('userId.field.note'),
      value: linesOf(values, 'note'),
      multiline: true,
      optional: true,
      maxLength: maxNote,
    },
    ...(kept.length > 0
      ? [
          {
            type: 'choices' as const,
            name: 'kept',
            label: t('userId.field.kept'),
            choices: kept.map((file) => ({ value: String(file.id), label: file.name.slice(0, 70) })),
            value: values.kept ? chosenOf(values, 'kept') : kept.map((file) => String(file.id)),
            optional: true,
          },
        ]
      : []),
    {
      type: 'files',
      name: 'attachments',
      label: t('userId.field.attachments'),
      hint: t('userId.field.attachmentsHint'),
      maxFiles: maxAttachments,
      accept: attachmentEndings,
      optional: true,
    },
  ];
}

/**
 * This person's files of the request that is started again, or given before with a form that could not be checked: they
 * cannot be put back into a file field (U-18). The ids come back from a browser, so that they name such files is looked up.
 */
export async function keepable(deps: DeskDeps, { from, files }: RequestFormState, personId: number) {
  if (from === null && files.length === 0) return [];
  return deps.db.prisma.attachment.findMany({
    where: {
      uploaderId: personId,
      OR: [...(from === null ? [] : [{ record: subjectOf(from) }]), { record: null, id: { in: files } }],
    },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
    take: maxAttachments,
  });
}

/** The answers of an earlier request as form values, to start again from (U-18). */
export function valuesOf(request: RequestDetail): Values {
  const text = (value: string | null): Values[string] => ({ type: 'text', text: value ?? '' });
  const chosen = (...choices: { value: number | string; label: string }[]): Values[string] => ({
    type: 'chosen',
    chosen: choices.map((choice) => ({ value: String(choice.value), label: choice.label })),
  });
  return {
    kind: chosen({ value: request.kind, label: kindNames[request.kind] }),
    nopek: text(request.nopek),
    name: text(request.name),
    position: text(request.position),
    email: text(request.email),
    unit: chosen({ value: request.unit.id, label: request.unit.name }),
    atasan: chosen({ value: request.atasanId, label: request.atasanName }),
    platforms: chosen(...request.platforms.map((platform) => ({ value: platform.id, label: platform.name }))),
    ...Object.fromEntries(request.platforms.map((platform) => [`note-${platform.id}`, text(platform.note)])),
    note: text(request.note),
  };
}
