import { randomUUID } from 'node:crypto';
import { attachmentEndings, maxAttachments } from '../../../attachments/attachments.ts';
import { idOf } from '../../../chat/action.ts';
import { chosenOf, type Field, type Form, linesOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { adminNames, employeeOf } from '../../../people/register.ts';
import type { DeskDeps } from '../deps.ts';
import { kindNames, kinds, type RequestDetail, subjectOf } from '../model.ts';
import { applicantFields, warning } from './applicant.ts';
import {
  type Drawn,
  filledIn,
  forWhomField,
  forWhomIn,
  forWhomWas,
  generationAt,
  kindIn,
} from './for-whom.ts';
import { loadKept } from './kept.ts';

const requestFormId = 'user-id.request';
export const maxNote = 2000;

export interface RequestFormState extends Drawn {
  /** Makes the submission once-only. */
  key: string;
  /** The request that is started again (U-18). */
  from: number | null;
  /** Files that were given before, with a form that could not be checked. */
  files: number[];
}

const encodeState = ({ key, from, files, forWhom, turn }: RequestFormState): string[] => [
  key,
  from === null ? '' : String(from),
  files.join(','),
  forWhom,
  String(turn),
];
export const decodeState = ([
  key = '',
  from = '',
  files = '',
  forWhom = '',
  turn = '',
]: string[]): RequestFormState => ({
  key,
  from: idOf(from) || null,
  files: files.split(',').map(idOf).filter(Boolean),
  forWhom: forWhom === 'self' ? 'self' : 'other',
  turn: idOf(turn),
});

/** A new form; what a register that was down kept from being sent is filled in again. */
export async function openRequest(ctx: Context, deps: DeskDeps): Promise<Form> {
  const kept = await loadKept(ctx, deps);
  const values = kept?.values ?? {};
  const forWhom = forWhomIn(values) ?? 'self';
  const { from, files } = kept ?? { from: null, files: [] };
  const form = await requestForm(ctx, deps, { key: randomUUID(), from, files, forWhom, turn: 0 }, values);
  if (!kept) return form;
  const restored: Field = { type: 'show', part: { type: 'text', text: ctx.t('userId.form.restored') } };
  return { ...form, fields: [restored, ...form.fields] };
}

/** A new form with the answers of an earlier request (U-18). */
export async function openAgain(ctx: Context, deps: DeskDeps, request: RequestDetail): Promise<Form> {
  const forWhom = forWhomWas(request, await employeeOf(deps.db, ctx.actor.id));
  const state = { key: randomUUID(), from: request.id, files: [], forWhom, turn: 0 };
  return requestForm(ctx, deps, state, valuesOf(request));
}

/** The request form for what has been chosen and typed so far (U-2 … U-6). */
export async function requestForm(
  ctx: Context,
  deps: DeskDeps,
  state: RequestFormState,
  given: Values,
): Promise<Form> {
  const { t } = ctx;
  const { systems, heads } = await choicesAt(deps);
  if (!systems) throw new Refusal(msg('userId.nobody.platforms'));
  const offered = kinds.filter((value) => value !== 'UNIT' || heads);
  const own = await employeeOf(deps.db, ctx.actor.id);
  const { forWhom, turn, values } = filledIn(own, state, given);
  const kind = offered.find((one) => one === kindIn(values)) ?? null;
  // As it opens it shows what is known here; once anything is done in it the register is asked (U-4).
  const known = Object.keys(given).length === 0 ? own : null;
  const fields: Field[] = [
    ...(heads ? [] : [warning(t('userId.nobody.heads', { admins: await adminNames(deps.db) }))]),
    ...(own ? [forWhomField(t, forWhom)] : []),
    {
      type: 'choice',
      name: 'kind',
      label: t('userId.field.kind'),
      choices: offered.map((value) => ({ value, label: kindNames[value] })),
      value: kind ?? undefined,
      style: 'radio',
      redraws: true,
      generation: generationAt(turn),
    },
    ...(kind ? await applicantFields(ctx, deps, kind, state, { known, values, turn }) : []),
    ...(kind ? await platformFields(ctx, deps, values) : []),
    ...(kind ? await closingFields(ctx, deps, state, values) : []),
  ];
  return {
    id: requestFormId,
    title: t(state.from === null ? 'userId.form.title' : 'userId.button.again'),
    state: encodeState({ ...state, forWhom, turn }),
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

/** The platform systems, and a note for each chosen one (U-5). */
async function platformFields({ t }: Context, deps: DeskDeps, values: Values): Promise<Field[]> {
  const systems = await deps.db.query<{ id: number; name: string }>(
    'SELECT id, name FROM platform_system WHERE active ORDER BY name',
  );
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
  return deps.db.query<{ id: number; name: string }>(
    `SELECT id, name FROM attachment WHERE uploader_id = $1 AND removed_at IS NULL AND (record = $2 OR record IS NULL AND id = ANY($3)) ORDER BY id LIMIT $4`,
    [personId, from === null ? null : subjectOf(from), files, maxAttachments],
  );
}

/** The answers of an earlier request as form values, to start again from (U-18). */
function valuesOf(request: RequestDetail): Values {
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
