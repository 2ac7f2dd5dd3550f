import type { Fact, Part } from '../../../chat/card.ts';
import { type Decided, lastPage, passed } from '../../../chat/done.ts';
import { type Form, type FormResult, filesOf, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Numbered } from '../../../db/numbers.ts';
import { isSameName } from '../../../people/names/match.ts';
import { perform } from '../../../records/act.ts';
import { belowChanges } from '../../../records/form.ts';
import { Changed, changedSince } from '../../../records/version.ts';
import { sandboxPart, statusOf } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { type Registration, readNik, type Ticket } from '../model.ts';
import { register } from '../registrations/register.ts';
import { registeredWith } from '../registrations/rows.ts';
import { loadUser } from '../store.ts';
import { register as registering } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { addForm, askDigit, isAccepted, keptDocument, ticketShown } from './add.ts';
import { type AddScope, type AddState, addScope, decodeState, satkerOf } from './add-scope.ts';
import {
  checkWithDukcapil,
  documentOf,
  downMessage,
  type Errors,
  emailOf,
  phoneOf,
  requireDocument,
  requiredLine,
} from './check.ts';
import { dropDraft, saveDraft } from './draft.ts';

/** Registers, or says at the fields what is wrong with them (S-3 … S-11). */
export async function submitAdd(
  ctx: Context,
  deps: DeskDeps,
  encoded: string[],
  values: Values,
): Promise<FormResult> {
  const state = decodeState(encoded);
  // Its document and its ticket have been used by now: sent again, the form is not looked at again.
  const earlier = await registeredWith(deps.db, state.key, ctx.actor.id);
  if (earlier) {
    const sent = {
      name: textOf(values, 'name'),
      email: textOf(values, 'email'),
      newAtDigit: false,
      offered: null,
    };
    return { type: 'done', form: await confirmation(ctx, deps, earlier, sent) };
  }
  const scope = await addScope(ctx, deps, state);
  const changed = scope.ticket ? changedSince(state.version, tickets, ctx, scope.ticket) : [];
  if (changed.length > 0) {
    const documentId = await documentNow(ctx, deps, scope, state, values);
    return shownAnew(ctx, deps, { ...state, documentId }, values, changed);
  }
  const input = await readRegistration(ctx, deps, scope, state, values);
  const { offered } = input;
  // Who is no active user of the satker registers as its KPPN does: from a ticket, or from a letter on paper.
  const byOfficer = scope.ticket !== null || !scope.within.ids.includes(input.satkerId);
  if (byOfficer && offered && !isAccepted(state, values, offered)) {
    const asking = { ...state, documentId: input.documentId, offered };
    return { type: 'become', form: await addForm(ctx, deps, asking, values, '') };
  }
  const made = scope.ticket
    ? await registerForTicket(ctx, deps, scope.ticket, input, state).catch((error) => changesOf(error))
    : await register(deps.db, ctx, input, state.key, deps.admit);
  if (Array.isArray(made))
    return shownAnew(ctx, deps, { ...state, documentId: input.documentId }, values, made);
  if ('why' in made) return passed(ctx.t, made.why);
  await dropDraft(ctx, deps, state.ticketId);
  return { type: 'done', form: await confirmation(ctx, deps, made, input) };
}

/** What has changed of a ticket since its form showed it; anything else is thrown on. */
function changesOf(error: unknown): Fact[] {
  if (error instanceof Changed) return [...error.facts];
  throw error;
}

/** The form once more, with what has changed of its ticket above all that was typed. */
async function shownAnew(
  ctx: Context,
  deps: DeskDeps,
  state: AddState,
  values: Values,
  changed: readonly Fact[],
): Promise<FormResult> {
  const version = await ticketShown(ctx, await addScope(ctx, deps, state));
  const form = await addForm(ctx, deps, { ...state, version }, values, '');
  return { type: 'become', form: belowChanges(ctx, changed, form) };
}

/** The document that was given with the form; else the one that is there already, of the ticket as it is now. */
async function documentNow(
  ctx: Context,
  deps: DeskDeps,
  scope: AddScope,
  state: AddState,
  values: Values,
): Promise<number | null> {
  if (filesOf(values, 'document').length > 0) return documentOf(ctx, deps, values);
  return (await keptDocument(ctx, deps, scope, state))?.id ?? scope.ticket?.document?.id ?? null;
}

/** What has been registered for a ticket, or that somebody else has dealt with it. */
async function registerForTicket(
  ctx: Context,
  deps: DeskDeps,
  { id }: Ticket,
  input: Registration,
  { key, version }: AddState,
): Promise<Numbered | Extract<Decided, { type: 'passed' }>> {
  const given = { reason: null, input };
  const acted = await perform(deps, tickets, registering, ctx, { id, key, version, given });
  if (acted.type === 'passed') return acted;
  const made = await registeredWith(deps.db, key, ctx.actor.id);
  if (!made) throw new Error('the registration is not there');
  return made;
}

async function readRegistration(
  ctx: Context,
  deps: DeskDeps,
  scope: AddScope,
  state: AddState,
  values: Values,
): Promise<Registration> {
  const errors: Errors = {};
  const satker = await satkerOf(deps, scope, values);
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
  const earlier = (await keptDocument(ctx, deps, scope, state))?.id ?? null;
  requireDocument(values, earlier, errors);
  if (Object.keys(errors).length > 0 || !satker || !nik) throw new FieldErrors(errors);

  // Asked all at once: one after the other, slow registers would leave no time to answer.
  const [document, digit, offered] = await Promise.all([
    collected(documentOf(ctx, deps, values, earlier), errors),
    askDigit(deps, nik),
    checkWithDukcapil(deps, { nik, name }, errors),
  ]);
  if ('down' in digit) errors.nik ??= downMessage(deps.digit, 'DIGIT');
  else if (digit.account && digit.account.email.toLowerCase() !== email)
    // The login goes by the address that both name (see pages/login.ts).
    errors.email ??= msg('satker.error.emailOfDigit', { email: digit.account.email });
  if (errors.nik?.key === 'satker.error.registerDown')
    await saveDraft(ctx, deps, state.ticketId, { searched: nik, values, documentId: document });
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
    offered,
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
async function confirmation(
  ctx: Context,
  deps: DeskDeps,
  made: Numbered,
  input: Pick<Registration, 'name' | 'email' | 'newAtDigit' | 'offered'>,
): Promise<Form> {
  const { t } = ctx;
  const status = (await loadUser(deps.db, made.id))?.status ?? 'REGISTERED';
  const text = t(status === 'ACTIVE' ? 'satker.done.active' : 'satker.done.registered', {
    name: input.name,
  });
  const say = (text: string): Part => ({ type: 'text', text });
  return lastPage(t, t('satker.done.title'), [
    { type: 'heading', text: t('satker.done.number', { number: made.number }) },
    say(statusOf(ctx, status).text),
    say(text),
    // Whoever registers at once decides too (I-4).
    ...(status === 'ACTIVE' && isSameName(input.name, ctx.actor.name)
      ? [say(t('decision.namesake', { name: input.name }))]
      : []),
    ...(input.offered && status !== 'ACTIVE'
      ? [say(t('satker.done.titleOffered', { ...input.offered }))]
      : []),
    ...(input.newAtDigit ? [say(t('satker.done.activation', { email: input.email }))] : []),
    ...sandboxPart(ctx, deps),
  ]);
}
