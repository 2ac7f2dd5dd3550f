import { z } from 'zod';
import { attachmentEndings, maxAttachments } from '../../../attachments/attachments.ts';
import type { Part } from '../../../chat/card.ts';
import { chosenOf, type Field, type Form, filesOf, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { type Employee, employeeByNopek, headsOfUnit, unitById } from '../../../people/register.ts';
import { isKind, type Kind, kindNames, kinds, type RequestDetail, type RequestInput } from '../model.ts';
import type { DeskParts } from '../parts.ts';

export const requestFormId = 'user-id.request';
const maxNote = 2000;

/** `key` makes the submission once-only; `from` is the request that is started again (U-18). */
export interface RequestFormState {
  key: string;
  from: number | null;
}

export const encodeState = ({ key, from }: RequestFormState): string[] => [
  key,
  from === null ? '' : String(from),
];
export const decodeState = ([key = '', from = '']: string[]): RequestFormState => ({
  key,
  from: from ? Number(from) : null,
});

/** The request form for what has been chosen and typed so far (U-2 … U-6). */
export async function requestForm(
  ctx: Context,
  parts: DeskParts,
  state: RequestFormState,
  values: Values,
): Promise<Form> {
  const { t } = ctx;
  const kind = kindOf(values);
  const fields: Field[] = [
    {
      type: 'choice',
      name: 'kind',
      label: t('userId.field.kind'),
      choices: kinds.map((value) => ({ value, label: kindNames[value] })),
      value: kind ?? undefined,
      style: 'radio',
      redraws: true,
    },
    ...(kind === 'UNIT' ? unitFields(ctx, values) : []),
    ...(kind && kind !== 'UNIT' ? await headOfficeFields(ctx, parts, kind, values) : []),
    ...(kind ? await platformFields(ctx, parts, values) : []),
    ...(kind ? await closingFields(ctx, parts, state, values) : []),
  ];
  return {
    id: requestFormId,
    title: t('userId.form.title'),
    state: encodeState(state),
    submit: t('userId.form.toReview'),
    close: t('form.cancel'),
    fields,
  };
}

function kindOf(values: Values): Kind | null {
  const chosen = chosenOf(values, 'kind')[0];
  return chosen && isKind(chosen) ? chosen : null;
}

/** Kind Unit: everything is typed, Nopek is not asked for (U-3). */
function unitFields({ t }: Context, values: Values): Field[] {
  const unit = values.unit?.type === 'chosen' ? values.unit.chosen[0] : undefined;
  const atasan = values.atasan?.type === 'chosen' ? values.atasan.chosen[0] : undefined;
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
      label: t('userId.field.position'),
      value: textOf(values, 'position'),
      maxLength: 200,
    },
    {
      type: 'text',
      name: 'email',
      label: t('userId.field.email'),
      value: textOf(values, 'email'),
      maxLength: 254,
    },
    {
      type: 'search',
      name: 'unit',
      label: t('userId.field.unit'),
      placeholder: t('userId.field.unitSearch'),
      value: unit,
      redraws: true,
    },
    {
      type: 'search',
      name: 'atasan',
      label: t('userId.field.atasan'),
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
  parts: DeskParts,
  kind: Kind,
  values: Values,
): Promise<Field[]> {
  const { t } = ctx;
  const nopek = textOf(values, 'nopek');
  const field: Field = {
    type: 'text',
    name: 'nopek',
    label: t('userId.field.nopek'),
    value: nopek,
    maxLength: 20,
    hint: t('userId.field.nopekHint'),
    redraws: true,
  };
  const search: Field = { type: 'button', name: 'lookup', label: t('userId.field.lookup') };
  if (!nopek) return [field, search];
  const found = await registered(parts, kind, nopek);
  const shown: Part =
    'key' in found
      ? { type: 'text', text: `⚠️ ${t.message(found)}` }
      : { type: 'facts', facts: employeeFacts(ctx, found) };
  return [field, search, { type: 'show', part: shown }];
}

function employeeFacts({ t }: Context, employee: Employee) {
  return [
    { label: t('userId.field.name'), value: employee.name },
    { label: t('userId.field.position'), value: employee.position },
    { label: t('userId.field.email'), value: employee.email },
    { label: t('userId.field.unit'), value: employee.unit.name },
    { label: t('userId.field.atasan'), value: employee.superior?.name ?? '—' },
  ];
}

/** The employee behind a Nopek, or what is wrong with it as a choice for this kind (U-4, U-9). */
async function registered(parts: DeskParts, kind: Kind, nopek: string): Promise<Employee | Message> {
  const employee = await employeeByNopek(parts.db, nopek);
  if (!employee) return msg('userId.error.nopekUnknown', { nopek });
  const fits = kind === 'HO_TKJP' ? employee.employment === 'TKJP' : employee.employment === 'ORGANIK_PKWT';
  if (!fits) return msg('userId.error.nopekOtherKind', { nopek, kind: kindNames[kind] });
  return employee;
}

/** The platform systems, and a note for each chosen one (U-5). */
async function platformFields({ t }: Context, parts: DeskParts, values: Values): Promise<Field[]> {
  const systems = await parts.db.prisma.platformSystem.findMany({
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
    ...systems
      .filter((system) => chosen.includes(String(system.id)))
      .map(
        (system): Field => ({
          type: 'text',
          name: `note-${system.id}`,
          label: t('userId.field.platformNote', { platform: system.name }),
          value: textOf(values, `note-${system.id}`),
          multiline: true,
          maxLength: maxNote,
        }),
      ),
  ];
}

async function closingFields(
  { t, actor }: Context,
  parts: DeskParts,
  state: RequestFormState,
  values: Values,
): Promise<Field[]> {
  const kept = await keepable(parts, state, actor.id);
  return [
    {
      type: 'text',
      name: 'note',
      label: t('userId.field.note'),
      value: textOf(values, 'note'),
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

/** Files of the request that is started again, which cannot be put back into a file field (U-18). */
async function keepable(parts: DeskParts, state: RequestFormState, personId: number) {
  if (state.from === null) return [];
  return parts.db.prisma.attachment.findMany({
    where: { requestId: state.from, request: { requesterId: personId } },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
    take: maxAttachments,
  });
}

const line = (max: number) => z.string().trim().min(1).max(max);

/** Reads the form into a complete request, or throws every field error at once (U-3 … U-6). */
export async function parseRequest(
  ctx: Context,
  parts: DeskParts,
  state: RequestFormState,
  values: Values,
): Promise<RequestInput> {
  const errors: Record<string, Message> = {};
  const kind = kindOf(values);
  if (!kind) throw new FieldErrors({ kind: msg('userId.error.kind') });

  const applicant =
    kind === 'UNIT'
      ? await typedApplicant(parts, values, errors)
      : await registeredApplicant(parts, kind, values, errors);
  const platforms = await chosenPlatforms(parts, values, errors);
  if (!applicant || Object.keys(errors).length > 0) throw new FieldErrors(errors);

  const kept = chosenOf(values, 'kept').map(Number);
  const allowed = (await keepable(parts, state, ctx.actor.id)).map((file) => file.id);
  const files = await parts.attachments.take(ctx.actor.id, filesOf(values, 'attachments'), 'attachments');
  return {
    kind,
    ...applicant,
    platforms,
    note: textOf(values, 'note') || null,
    attachmentIds: [...allowed.filter((id) => kept.includes(id)), ...files.map((file) => file.id)],
  };
}

type Applicant = Pick<RequestInput, 'nopek' | 'name' | 'position' | 'email' | 'unitId' | 'atasanId'>;

async function typedApplicant(
  parts: DeskParts,
  values: Values,
  errors: Record<string, Message>,
): Promise<Applicant | null> {
  const name = line(200).safeParse(textOf(values, 'name'));
  const position = line(200).safeParse(textOf(values, 'position'));
  const email = z.email().max(254).safeParse(textOf(values, 'email').toLowerCase());
  if (!name.success) errors.name = msg('userId.error.name');
  if (!position.success) errors.position = msg('userId.error.position');
  if (!email.success) errors.email = msg('userId.error.email');

  const unit = await unitById(parts.db, Number(chosenOf(values, 'unit')[0] ?? 0));
  if (unit?.kind !== 'UNIT') errors.unit = msg('userId.error.unit');
  const heads = unit ? await headsOfUnit(parts.db, unit.id) : [];
  const atasan = heads.find((head) => String(head.id) === chosenOf(values, 'atasan')[0]);
  if (!atasan) {
    errors.atasan =
      unit && heads.length === 0
        ? msg('userId.error.unitWithoutHead', { unit: unit.name })
        : msg('userId.error.atasan');
  }
  if (!name.success || !position.success || !email.success || !unit || !atasan) return null;
  return {
    nopek: null,
    name: name.data,
    position: position.data,
    email: email.data,
    unitId: unit.id,
    atasanId: atasan.id,
  };
}

async function registeredApplicant(
  parts: DeskParts,
  kind: Kind,
  values: Values,
  errors: Record<string, Message>,
): Promise<Applicant | null> {
  const nopek = textOf(values, 'nopek');
  if (!nopek) {
    errors.nopek = msg('userId.error.nopek');
    return null;
  }
  const employee = await registered(parts, kind, nopek);
  if ('key' in employee) {
    errors.nopek = employee;
    return null;
  }
  if (!employee.superior) {
    errors.nopek = msg('userId.error.noSuperior', { name: employee.name });
    return null;
  }
  return {
    nopek: employee.nopek,
    name: employee.name,
    position: employee.position,
    email: employee.email,
    unitId: employee.unit.id,
    atasanId: employee.superior.id,
  };
}

async function chosenPlatforms(
  parts: DeskParts,
  values: Values,
  errors: Record<string, Message>,
): Promise<RequestInput['platforms']> {
  const ids = chosenOf(values, 'platforms').map(Number).filter(Number.isSafeInteger);
  const systems = await parts.db.prisma.platformSystem.findMany({ where: { active: true, id: { in: ids } } });
  if (systems.length === 0) errors.platforms = msg('userId.error.platforms');
  return systems.map((system) => {
    const field = `note-${system.id}`;
    const note = line(maxNote).safeParse(textOf(values, field));
    if (!note.success) errors[field] = msg('userId.error.platformNote', { platform: system.name });
    return { id: system.id, note: note.data ?? '' };
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
