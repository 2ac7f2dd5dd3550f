import { randomUUID } from 'node:crypto';
import { chosenOf, type Field, type Form, textOf, type Values, withKey } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, messageOf } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { DigitAccount } from '../../../neighbours/digit/digit.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { isSameName, type OfferedTitle } from '../../../people/names/match.ts';
import { versionShown } from '../../../records/form.ts';
import type { Version } from '../../../records/version.ts';
import { documentPart } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { readNik, type Ticket, type UserDetail, userSubject } from '../model.ts';
import { whyRefused } from '../registrations/rows.ts';
import { entering } from '../rules.ts';
import { newestWithNik, rowsOf } from '../store.ts';
import { register } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { type AddScope, type AddState, addScope, encodeState, satkerOf } from './add-scope.ts';
import { downMessage, maxName } from './check.ts';
import { loadDraft, saveDraft } from './draft.ts';
import { satkerField } from './satker-field.ts';

const addFormId = 'satker.add';

/** A new form; what a register that was down kept from being sent is filled in again. */
export async function openAdd(
  ctx: Context,
  deps: DeskDeps,
  ticketId: number | null,
  again: UserDetail | null = null,
): Promise<Form> {
  const scope = await addScope(ctx, deps, { ticketId });
  if (again) {
    const state: AddState = {
      key: randomUUID(),
      ticketId,
      searched: again.nik ?? '',
      documentId: null,
      version: '',
      offered: null,
    };
    return addForm(ctx, deps, state, valuesOf(again), '', { again });
  }
  const draft = await loadDraft(ctx, deps, ticketId);
  const state: AddState = {
    key: randomUUID(),
    ticketId,
    searched: draft?.searched ?? '',
    documentId: draft?.documentId ?? scope.ticket?.document?.id ?? null,
    version: await ticketShown(ctx, scope),
    offered: null,
  };
  return addForm(ctx, deps, state, draft?.values ?? {}, '', { restored: draft !== null });
}

/** The ticket of a form as it shows it. */
export const ticketShown = async (ctx: Context, { ticket }: AddScope): Promise<Version> =>
  ticket ? versionShown(tickets, register, ctx, ticket) : '';

/** What a row that is over says of its person, to be entered again (S-11, S-12); the letter is a new one. */
function valuesOf({ satker, nik, name, nip, email, phone }: UserDetail): Values {
  const text = (value: string | null): Values[string] => ({ type: 'text', text: value ?? '' });
  return {
    satker: { type: 'chosen', chosen: [{ value: String(satker.id), label: satker.name }] },
    nik: text(nik),
    name: text(name),
    nip: text(nip),
    email: text(email),
    phone: text(phone),
  };
}

/** The registration form for what has been searched and typed so far (S-3, S-5). */
export async function addForm(
  ctx: Context,
  deps: DeskDeps,
  state: AddState,
  values: Values,
  changed: string,
  { restored = false, again = null }: { restored?: boolean; again?: UserDetail | null } = {},
): Promise<Form> {
  const { t } = ctx;
  const scope = await addScope(ctx, deps, state);
  const nik = readNik(textOf(values, 'nik'));
  const searched = changed === 'search' || changed === 'nik' ? (nik ?? '') : state.searched;
  const isNew = searched !== state.searched;
  const offered = isNew ? null : state.offered;
  const [found, wrong] = searched
    ? await Promise.all([askDigit(deps, searched), whatIsWrong(deps, scope, values, searched)])
    : [null, null];
  // Not as something searched: once DIGIT is back, it is searched anew.
  if (found && 'down' in found && isNew && deps.digit)
    await saveDraft(ctx, deps, state.ticketId, { searched: '', values, documentId: state.documentId });
  const held = again?.id ?? (found && isNew ? await newestWithNik(deps.db, searched) : null);
  const byOfficer = scope.ticket !== null || scope.within.kppns.length > 0;
  const fields: Field[] = [
    ...(restored ? [note(t('satker.form.restored'))] : []),
    ...(scope.ticket ? ticketFields(ctx, scope.ticket) : []),
    ...(scope.within.kppns.length > 0 ? [note(t('satker.form.fromPaper'))] : []),
    ofSatker(ctx, scope, values),
    {
      type: 'text',
      name: 'nik',
      label: t('satker.field.nik'),
      hint: t('satker.field.nikHint'),
      value: textOf(values, 'nik'),
      maxLength: 24,
      redraws: true,
      ...(held !== null && { reveals: { what: 'NIK' as const, of: userSubject(held) } }),
    },
    { type: 'button', name: 'search', label: t('satker.button.search') },
    ...(changed === 'search' && !nik ? [warning(t('satker.error.nik'), 'nik')] : []),
    ...(found
      ? personFields(ctx, deps, found, { nik: searched, values, isNew, wrong, offered, byOfficer })
      : []),
    ...(found ? await closingFields(ctx, deps, scope, state, values) : []),
  ];
  return {
    id: addFormId,
    title: t('satker.button.add'),
    state: withKey((key) => encodeState({ ...state, key, searched, offered }), state.key),
    submit: t('satker.form.send'),
    close: t('form.cancel'),
    fields,
  };
}

/** What the ticket says, beside what is filled in from it (S-8). */
function ticketFields(ctx: Context, ticket: Ticket): Field[] {
  const { t } = ctx;
  const said = ticket.note
    ? [{ type: 'quote' as const, label: t('satker.field.note'), text: ticket.note }]
    : [];
  return [
    note(t('satker.form.fromTicket', { number: ticket.number })),
    ...[...said, ...documentPart(ctx, ticket.document)].map((part): Field => ({ type: 'show', part })),
  ];
}

type TextField = Extract<Field, { type: 'text' }>;

const note = (text: string): Extract<Field, { type: 'show' }> => ({
  type: 'show',
  part: { type: 'text', text },
});
const warning = (text: string, about: string): Field => ({
  type: 'show',
  part: { type: 'alert', text },
  about,
});

function ofSatker(ctx: Context, { satkers }: AddScope, values: Values): Field {
  const { t } = ctx;
  const [only] = satkers;
  if (satkers.length === 1 && only) {
    const facts = [
      { label: t('satker.field.satker'), value: only.name },
      { label: t('satker.field.type'), value: 'satker' },
    ];
    return { type: 'show', part: { type: 'facts', facts } };
  }
  const { satker } = values;
  return satkerField(ctx, satkers, satker?.type === 'chosen' ? satker.chosen[0] : undefined);
}

/**
 * The document that is there already: the ticket's, or one that this person gave and that no record has. The id comes
 * back from a browser, so that it names one of these is looked up each time.
 */
export async function keptDocument(
  ctx: Context,
  { db }: DeskDeps,
  scope: AddScope,
  { documentId }: AddState,
): Promise<{ id: number; name: string } | null> {
  if (documentId === null) return null;
  const { ticket } = scope;
  return ticket?.document?.id === documentId ? ticket.document : givenBefore(ctx, db, documentId);
}

/** A PDF that this person gave and that no record has. */
export async function givenBefore(
  ctx: Context,
  db: Queryable,
  documentId: number,
): Promise<{ id: number; name: string } | null> {
  const rows = await db.query<{ id: number; name: string }>(
    `SELECT id, name FROM attachment
     WHERE id = $1 AND uploader_id = $2 AND record IS NULL AND media_type = 'application/pdf'`,
    [documentId, ctx.actor.id],
  );
  return rows[0] ?? null;
}

type Found = { account: DigitAccount | null } | { down: string };

/** What DIGIT knows of a NIK; that it cannot be asked is an answer too. */
export async function askDigit(deps: DeskDeps, nik: string): Promise<Found> {
  if (!deps.digit) return { down: 'not set up' };
  try {
    return { account: await deps.digit.account(nik) };
  } catch (error) {
    if (!(error instanceof NeighbourDown)) throw error;
    return { down: messageOf(error) };
  }
}

/** What will keep this NIK from being registered, as far as the search can tell: said before the rest is filled in. */
async function whatIsWrong(
  deps: DeskDeps,
  scope: AddScope,
  values: Values,
  nik: string,
): Promise<Message | null> {
  const satker = await satkerOf(deps, scope, values);
  const outcome = satker ? entering(await rowsOf(deps.db, satker.id, nik)) : null;
  if (satker && outcome?.type === 'refused') return whyRefused(outcome.row, satker);
  const known = await deps.dukcapil?.resident(nik).catch((error) => {
    if (error instanceof NeighbourDown) return undefined;
    throw error;
  });
  return known === null ? msg('satker.error.nikUnknown') : null;
}

/** Found in DIGIT: NIP, name and e-mail are filled in. Not found: all of it is asked for (S-5). */
function personFields(
  { t, actor }: Context,
  deps: DeskDeps,
  found: Found,
  {
    nik,
    values,
    isNew,
    wrong,
    offered,
    byOfficer,
  }: {
    nik: string;
    values: Values;
    isNew: boolean;
    wrong: Message | null;
    offered: OfferedTitle | null;
    byOfficer: boolean;
  },
): Field[] {
  const account = 'account' in found ? found.account : null;
  const told = (name: 'name' | 'nip' | 'email') => (isNew ? (account?.[name] ?? '') : textOf(values, name));
  const stops = wrong ?? ('down' in found ? downMessage(deps.digit, 'DIGIT') : null);
  const says = account
    ? t(account.activated ? 'satker.form.found' : 'satker.form.notActivated')
    : t('satker.form.notFound');
  const line = (name: 'name' | 'nip' | 'email', max: number, optional = false): TextField => ({
    type: 'text',
    name,
    label: t(`satker.field.${name}`),
    value: told(name),
    maxLength: max,
    generation: nik,
    ...(optional ? { optional } : {}),
  });
  return [
    stops ? warning(t.message(stops), 'nik') : note(says),
    ...(byOfficer && isSameName(told('name'), actor.name)
      ? [note(t('decision.namesake', { name: told('name') }))]
      : []),
    { ...line('name', maxName), hint: t('satker.field.nameHint') },
    ...(offered ? titleFields(t, offered) : []),
    line('nip', 60, true),
    account ? line('email', 254) : { ...line('email', 254), hint: t('satker.field.emailHint') },
  ];
}

const acceptance = 'accepted';

/** Asks whether what stands behind the name is a title (S-4). */
function titleFields(t: Context['t'], offered: OfferedTitle): Field[] {
  return [
    note(t('satker.form.titleOffered', { ...offered })),
    {
      type: 'choices',
      name: 'title',
      label: t('satker.field.title'),
      choices: [{ value: acceptance, label: t('satker.field.titleAccepted') }],
      optional: true,
    },
  ];
}

/** Whether this very title was shown to the officer, and accepted. */
export function isAccepted(state: AddState, values: Values, { title }: OfferedTitle): boolean {
  if (state.offered?.title !== title) return false;
  if (!chosenOf(values, 'title').includes(acceptance))
    throw new FieldErrors({ title: msg('satker.error.titleNotAccepted', { title }) });
  return true;
}

async function closingFields(
  ctx: Context,
  deps: DeskDeps,
  scope: AddScope,
  state: AddState,
  values: Values,
): Promise<Field[]> {
  const { t } = ctx;
  const kept = await keptDocument(ctx, deps, scope, state);
  return [
    {
      type: 'text',
      name: 'phone',
      label: t('satker.field.phone'),
      value: textOf(values, 'phone'),
      maxLength: 30,
    },
    {
      type: 'text',
      name: 'letterNumber',
      label: t('satker.field.letterNumber'),
      hint: t('satker.field.letterNumberHint'),
      value: textOf(values, 'letterNumber'),
      maxLength: 100,
    },
    documentField(t('satker.field.document'), t, t('satker.field.documentHint'), kept?.name),
  ];
}

/** One PDF of at most 5 MB (S-3). */
export function documentField(
  label: string,
  t: Context['t'],
  hint: string,
  kept?: string,
): Extract<Field, { type: 'files' }> {
  return {
    type: 'files',
    name: 'document',
    label,
    hint: kept ? t('satker.field.documentKept', { name: kept }) : hint,
    maxFiles: 1,
    accept: ['pdf'],
    ...(kept ? { optional: true } : {}),
  };
}
