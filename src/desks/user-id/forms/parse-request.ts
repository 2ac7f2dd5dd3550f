import * as z from 'zod';
import type { AttachmentInfo } from '../../../attachments/attachments.ts';
import { idOf } from '../../../chat/action.ts';
import { chosenOf, filesOf, linesOf, textOf, type Values } from '../../../chat/form.ts';
import { emailIn } from '../../../core/contact.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { findEmployee } from '../../../people/employees.ts';
import { adminNames, unitById } from '../../../people/register.ts';
import { planDigest } from '../cards/plan.ts';
import type { DeskDeps } from '../deps.ts';
import type { Kind, RequestInput } from '../model.ts';
import { planFor } from '../stages.ts';
import { headsOfUnit } from '../store.ts';
import { askedIn } from '../submit.ts';
import { whyTwice } from '../twice.ts';
import { registerDown, registered, unitWithoutHead } from './applicant.ts';
import { kindIn } from './for-whom.ts';
import { keepRequest } from './kept.ts';
import { keepable, maxNote, type RequestFormState } from './request.ts';

const line = (max: number) => z.string().trim().min(1).max(max);

/** Reads the form into a complete request, or throws every field error at once (U-3 … U-6). */
export async function parseRequest(
  ctx: Context,
  deps: DeskDeps,
  state: RequestFormState,
  values: Values,
): Promise<RequestInput> {
  const errors: Record<string, Message> = {};
  const kind = kindIn(values);
  if (!kind) throw new FieldErrors({ kind: msg('userId.error.kind') });

  const note = z.string().max(maxNote).safeParse(linesOf(values, 'note'));
  if (!note.success) errors.note = msg('error.tooLong', { max: maxNote });
  // Asked all at once: one after the other, a slow register and slow files would leave no time to answer.
  const [applicant, platforms, files] = await Promise.all([
    kind === 'UNIT'
      ? typedApplicant(deps, values, errors)
      : registeredApplicant(ctx, deps, kind, values, errors),
    chosenPlatforms(deps, values, errors),
    givenFiles(ctx, deps, values, errors),
  ]);
  if (errors.nopek?.key === registerDown.key) await keepRequest(ctx, deps, state, values, files);
  const twice = applicant && !errors.platforms && (await whyTwice(deps.db, { ...applicant, platforms }));
  if (twice) errors.platforms = twice;
  if (!applicant || Object.keys(errors).length > 0) throw new FieldErrors(errors);

  const kept = chosenOf(values, 'kept').map(idOf);
  const allowed = (await keepable(deps, state, ctx.actor.id)).map((file) => file.id);
  return {
    kind,
    ...applicant,
    platforms,
    note: note.data || null,
    attachmentIds: [...allowed.filter((id) => kept.includes(id)), ...files.map((file) => file.id)],
  };
}

type Applicant = Pick<RequestInput, 'nopek' | 'name' | 'position' | 'email' | 'unitId' | 'atasanId'>;

async function typedApplicant(
  deps: DeskDeps,
  values: Values,
  errors: Record<string, Message>,
): Promise<Applicant | null> {
  const name = line(200).safeParse(textOf(values, 'name'));
  const position = line(200).safeParse(textOf(values, 'position'));
  const email = emailIn(textOf(values, 'email'));
  if (!name.success) errors.name = msg('userId.error.name');
  if (!position.success) errors.position = msg('userId.error.position');
  if (!email) errors.email = msg('field.error.email');

  const unit = await unitById(deps.db, idOf(chosenOf(values, 'unit')[0]));
  if (unit?.kind !== 'UNIT') errors.unit = msg('userId.error.unit');
  const heads = unit ? await headsOfUnit(deps.db, unit.id) : [];
  const atasan = heads.find((head) => String(head.id) === chosenOf(values, 'atasan')[0]);
  if (!atasan) {
    errors.atasan =
      unit && heads.length === 0 ? await unitWithoutHead(deps, unit.name) : msg('userId.error.atasan');
  }
  if (!name.success || !position.success || !email || !unit || !atasan) return null;
  return {
    nopek: null,
    name: name.data,
    position: position.data,
    email,
    unitId: unit.id,
    atasanId: atasan.id,
  };
}

async function registeredApplicant(
  ctx: Context,
  deps: DeskDeps,
  kind: Kind,
  values: Values,
  errors: Record<string, Message>,
): Promise<Applicant | null> {
  const nopek = textOf(values, 'nopek');
  if (!nopek) {
    errors.nopek = msg('userId.error.nopek');
    return null;
  }
  const employee = await registered(ctx, deps, kind, nopek);
  if ('key' in employee) {
    errors.nopek = employee;
    return null;
  }
  if (!employee.superior) {
    errors.nopek = msg('userId.error.noSuperior', {
      name: employee.name,
      admins: await adminNames(deps.db),
    });
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

async function givenFiles(
  ctx: Context,
  deps: DeskDeps,
  values: Values,
  errors: Record<string, Message>,
): Promise<AttachmentInfo[]> {
  try {
    return await deps.attachments.take(ctx.actor.id, filesOf(values, 'attachments'), 'attachments');
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    Object.assign(errors, error.fields);
    return [];
  }
}

async function chosenPlatforms(
  deps: DeskDeps,
  values: Values,
  errors: Record<string, Message>,
): Promise<RequestInput['platforms']> {
  const ids = chosenOf(values, 'platforms').map(idOf);
  const systems = await deps.db.query<{ id: number; name: string }>(
    'SELECT id, name FROM platform_system WHERE active AND id = ANY($1) ORDER BY id',
    [ids],
  );
  if (systems.length === 0) errors.platforms = msg('userId.error.platforms');
  return systems.map((system) => {
    const field = `note-${system.id}`;
    const note = line(maxNote).safeParse(linesOf(values, field));
    if (!note.success) errors[field] = msg('userId.error.platformNote', { platform: system.name });
    return { id: system.id, note: note.data ?? '' };
  });
}

/**
 * Refuses what was right when it was reviewed and is not any more: a superior who has changed, a platform that is not
 * offered now. A review may lie open for days.
 */
export async function requireStillRight(
  ctx: Context,
  deps: DeskDeps,
  input: RequestInput,
  shown: string,
): Promise<void> {
  const { db } = deps;
  const employee = input.nopek
    ? await findEmployee(deps, ctx, input.nopek).catch((error) => {
        throw error instanceof NeighbourDown ? new Refusal(msg('userId.refuse.registerDown')) : error;
      })
    : null;
  const superiors = input.nopek
    ? [employee?.superior?.id]
    : (await headsOfUnit(db, input.unitId)).map((head) => head.id);
  const ids = input.platforms.map((platform) => platform.id);
  const offered = await db.query('SELECT id FROM platform_system WHERE active AND id = ANY($1)', [ids]);
  const { plan } = await planFor(db, askedIn(input));
  if (!superiors.includes(input.atasanId) || offered.length < ids.length || planDigest(plan) !== shown)
    throw new Refusal(msg('userId.refuse.draftOutdated'));
}
