import { type Form, type FormResult, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { sandboxPart, statusOf } from '../cards/parts.ts';
import { type Registration, readNik } from '../model.ts';
import type { DeskParts, WithServices } from '../parts.ts';
import { type Registered, registeredWith } from '../rows.ts';
import {
  type AddScope,
  type AddState,
  addScope,
  askDigit,
  decodeState,
  keptDocument,
  satkerOf,
} from './add.ts';
import {
  checkWithDukcapil,
  documentOf,
  downMessage,
  type Errors,
  emailOf,
  phoneOf,
  requiredLine,
} from './check.ts';
import { dropDraft, saveDraft } from './draft.ts';

/** Registers, or says at the fields what is wrong with them (S-3 … S-11). */
export async function submitAdd(
  ctx: Context,
  parts: WithServices,
  encoded: string[],
  values: Values,
): Promise<FormResult> {
  const state = decodeState(encoded);
  const byOfficer = state.ticketId !== null;
  // Its document and its ticket have been used by now: sent again, the form is not looked at again.
  const earlier = await registeredWith(parts.db, state.key, ctx.actor.id);
  if (earlier) {
    const sent = { name: textOf(values, 'name'), email: textOf(values, 'email'), newAtDigit: false };
    return { type: 'done', form: confirmation(ctx, parts, earlier, sent, byOfficer) };
  }
  const scope = await addScope(ctx, parts, state);
  const input = await readRegistration(ctx, parts, scope, state, values);
  const made = state.ticketId
    ? await parts.tickets.register(ctx, state.ticketId, input, state.key)
    : await parts.service.register(ctx, input, state.key);
  await dropDraft(ctx, parts, state.ticketId);
  return { type: 'done', form: confirmation(ctx, parts, made, input, byOfficer) };
}

async function readRegistration(
  ctx: Context,
  parts: DeskParts,
  scope: AddScope,
  state: AddState,
  values: Values,
): Promise<Registration> {
  const errors: Errors = {};
  const satker = satkerOf(scope.satkers, values);
  if (!satker) errors.satker = msg('satker.error.satker');
  const nik = readNik(textOf(values, 'nik'));
  if (!nik) errors.nik = msg('satker.error.nik');
  else if (nik !== state.searched) errors.nik = msg('satker.error.searchFirst');
  // Before the search there are no other fields that anything could be said at.
  if (errors.nik) throw new FieldErrors(errors);
  const name = requiredLine(values, 'name', msg('satker.error.name'), errors);
  const nip = textOf(values, 'nip') || null;
  const email = emailOf(values, errors);
  const phone = phoneOf(values, errors);
  const letterNumber = requiredLine(values, 'letterNumber', msg('satker.error.letterNumber'), errors, 100);
  if (Object.keys(errors).length > 0 || !satker || !nik) throw new FieldErrors(errors);

  // Asked all at once: one after the other, slow registers would leave no time to answer.
  const earlier = (await keptDocument(ctx, parts, scope, state))?.id ?? null;
  const [document, digit] = await Promise.all([
    collected(documentOf(ctx, parts, values, earlier), errors),
    askDigit(parts, nik),
    checkWithDukcapil(parts, { nik, name }, errors),
  ]);
  if ('down' in digit) errors.nik ??= downMessage(parts.digit, 'DIGIT');
  else if (digit.account && digit.account.email.toLowerCase() !== email)
    // The login goes by the address that both name (see pages/login.ts).
    errors.email ??= msg('satker.error.emailOfDigit', { email: digit.account.email });
  if (errors.nik?.key === 'satker.error.registerDown')
    await saveDraft(ctx, parts, state.ticketId, { searched: nik, values, documentId: document });
  if (Object.keys(errors).length > 0 || document === null || 'down' in digit) throw new FieldErrors(errors);
  return {
    satkerId: satker.id,
    nik,
    name,
    nip,
    phone,
    email,
    letterNumber,
    documentId: document,
    newAtDigit: digit.account === null,
  };
}

/** The result of work whose field errors join the others. */
async function collected<T>(work: Promise<T>, errors: Errors): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    Object.assign(errors, error.fields);
    return null;
  }
}

/** What was made, with its status, and what happens next. */
function confirmation(
  ctx: Context,
  parts: DeskParts,
  made: Registered,
  input: Pick<Registration, 'name' | 'email' | 'newAtDigit'>,
  byOfficer: boolean,
): Form {
  const { t } = ctx;
  const text = t(byOfficer ? 'satker.done.active' : 'satker.done.registered', { name: input.name });
  const show = (text: string) => ({ type: 'show' as const, part: { type: 'text' as const, text } });
  return {
    id: 'satker.added',
    title: t('satker.done.title'),
    state: [],
    close: t('form.close'),
    final: true,
    fields: [
      { type: 'show', part: { type: 'heading', text: t('satker.done.number', { number: made.number }) } },
      show(statusOf(ctx, byOfficer ? 'ACTIVE' : 'REGISTERED').text),
      show(text),
      ...(input.newAtDigit ? [show(t('satker.done.activation', { email: input.email }))] : []),
      ...sandboxPart(ctx, parts).map((part) => ({ type: 'show' as const, part })),
    ],
  };
}
