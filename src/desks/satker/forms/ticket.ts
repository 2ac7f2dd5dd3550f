import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { lastPage, passed } from '../../../chat/done.ts';
import {
  chosenOf,
  type Field,
  type Form,
  type FormResult,
  type Values,
  withKey,
} from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Numbered } from '../../../db/numbers.ts';
import { perform, permitted, requireFields } from '../../../records/act.ts';
import { type Gone, nameLeft } from '../../../retention/emptied.ts';
import { statusOf, ticketStatusOf, ticketTitle } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { type Doing, type ListRow, officeOf, satkersTo, searchUsers, visibleSatkers } from '../list.ts';
import { type Satker, type Status, statuses, type TicketKind, type UserDetail } from '../model.ts';
import { activeSatkers } from '../rules.ts';
import { satkerById, searchSatkers, standingOf } from '../store.ts';
import { correct } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { openTicket, requireRightToDelete } from '../tickets/open.ts';
import { documentField } from './add.ts';
import { documentOf, type Errors, maxReason, optionalText, requireDocument } from './check.ts';
import { mostInMenu, satkerChoiceOf, satkerField } from './satker-field.ts';

/** `kind` and, where a ticket that was sent back is corrected, which one. */
interface TicketState {
  key: string;
  kind: 'REGISTRATION' | 'DELETION';
  ticketId: number | null;
}

const encode = ({ key, kind, ticketId }: TicketState): string[] => [key, kind, String(ticketId ?? '')];
const decode = ([key = '', kind = '', ticketId = '']: string[]): TicketState => ({
  key,
  kind: kind === 'DELETION' ? 'DELETION' : 'REGISTRATION',
  ticketId: idOf(ticketId) || null,
});

/** The form of a ticket to the KPPN: letter and form in one PDF (S-8, S-14). */
export async function openTicketForm(
  ctx: Context,
  deps: DeskDeps,
  kind: TicketState['kind'],
  about: Pick<UserDetail, 'id' | 'name' | 'status' | 'satker'> | null = null,
): Promise<Form> {
  const { t } = ctx;
  const own = kind === 'DELETION' ? await deletableSatkers(ctx, deps) : null;
  if (own && !about && own.length <= mostInMenu) await requireDeletable(deps, own);
  return ticketForm(ctx, { kind, ticketId: null }, [
    ...(own
      ? [
          satkerField(ctx, own, about ? satkerChoiceOf(about.satker) : onlyOne(own)),
          {
            type: 'search' as const,
            name: 'user',
            ...(about ? { value: userChoice(ctx, { ...about, satkerName: about.satker.name }) } : {}),
            label: t('satker.field.user'),
            placeholder: t('satker.field.userSearch'),
            hint: t('satker.field.userDeleteHint'),
          },
        ]
      : [
          {
            type: 'search' as const,
            name: 'satker',
            label: t('satker.field.satker'),
            placeholder: t('satker.field.satkerSearch'),
          },
        ]),
    documentField(t('satker.field.letter'), t, t('satker.field.letterHint')),
    noteField(ctx),
  ]);
}

/** The satkers for which this person may ask for a deletion: where they are an active user, or an officer (S-14). */
async function deletableSatkers(ctx: Context, deps: DeskDeps): Promise<Satker[]> {
  const standing = await standingOf(deps.db, ctx.actor);
  const within = { ids: activeSatkers(ctx.actor, standing), kppns: officeOf(ctx.actor) };
  const satkers = await searchSatkers(deps.db, '', within, mostInMenu + 1);
  if (satkers.length === 0) throw new Refusal(msg('satker.refuse.noActiveSatker'));
  return satkers;
}

/** That this person may ask for the deletion of a user, of this satker where one is chosen (S-14). */
async function requireDeleting(ctx: Context, deps: DeskDeps, satker: Satker | null): Promise<void> {
  await deletableSatkers(ctx, deps);
  if (satker) requireRightToDelete(ctx.actor, await standingOf(deps.db, ctx.actor), satker);
}

/** The satker is chosen even where it is one alone: the search for its users goes by it. */
const onlyOne = ([only, another]: readonly Satker[]): Choice | undefined =>
  only && !another ? satkerChoiceOf(only) : undefined;

/** That there is somebody to delete at all (S-14). */
async function requireDeletable({ db }: DeskDeps, satkers: readonly Satker[]): Promise<void> {
  const found = await searchUsers(
    db,
    satkers.map(({ id }) => id),
    '',
    ['INACTIVE', 'REJECTED'],
  );
  if (found.length === 0) throw new Refusal({ ...msg('satker.nobody.deletable'), unit: satkers[0]?.id });
}

/** A ticket that was sent back, to be given again with another document (S-8). */
export async function openCorrection(ctx: Context, deps: DeskDeps, id: number): Promise<Form> {
  const { t } = ctx;
  const ticket = await permitted(deps.db, tickets, correct, ctx, id, await tickets.seen(deps.db, ctx, id));
  const kind = ticket.kind === 'DELETION' ? 'DELETION' : 'REGISTRATION';
  return ticketForm(ctx, { kind, ticketId: ticket.id }, [
    {
      type: 'show',
      part: { type: 'quote', label: t('satker.card.reason'), text: ticket.reason ?? '—' },
    },
    {
      ...documentField(t('satker.field.letter'), t, t('satker.field.letterHint'), ticket.document?.name),
      ...(ticket.document && { hint: t('satker.field.correctedHint', { name: ticket.document.name }) }),
    },
    { ...noteField(ctx), value: ticket.note ?? '' },
  ]);
}

function noteField({ t }: Context): Extract<Field, { type: 'text' }> {
  return {
    type: 'text',
    name: 'note',
    label: t('satker.field.note'),
    hint: t('satker.field.noteHint'),
    multiline: true,
    optional: true,
    maxLength: maxReason,
  };
}

function ticketForm({ t }: Context, state: Omit<TicketState, 'key'>, fields: Field[]): Form {
  const first = state.kind === 'DELETION' ? 'satker.form.deletionTicket' : 'satker.form.registrationTicket';
  return {
    id: 'satker.ticket',
    title: t(state.ticketId === null ? first : 'satker.button.correct'),
    state: withKey((key) => encode({ ...state, key })),
    submit: t('satker.form.send'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: {
          type: 'text',
          text: t(state.kind === 'DELETION' ? 'satker.form.deletionIntro' : 'satker.form.registrationIntro'),
          subtle: true,
        },
      },
      ...fields,
    ],
  };
}

export async function submitTicket(
  ctx: Context,
  deps: DeskDeps,
  encoded: string[],
  values: Values,
): Promise<FormResult> {
  const { key, kind, ticketId } = decode(encoded);
  const errors: Errors = {};
  const note = optionalText(values, 'note', errors);
  if (ticketId !== null) {
    const ticket = await tickets.seen(deps.db, ctx, ticketId);
    if (!ticket) throw new Refusal(tickets.unknown);
    requireDocument(values, ticket.document?.id ?? null, errors);
    await requireFields(deps.db, tickets, correct, ctx, ticketId, errors);
    const documentId = await documentOf(ctx, deps, values, ticket.document?.id ?? null);
    const isSame = documentId === ticket.document?.id && (note ?? '') === (ticket.note ?? '');
    if (isSame && ticket.status === 'RETURNED') errors.document = msg('satker.error.notCorrected');
    await requireFields(deps.db, tickets, correct, ctx, ticketId, errors);
    const given = { reason: null, documentId, note };
    const acted = await perform(deps, tickets, correct, ctx, { id: ticketId, key, given });
    if (acted.type === 'passed') return passed(ctx.t, acted.why);
    return { type: 'done', form: ticketConfirmation(ctx, ticket, kind, ticket.satker) };
  }
  const satker = await satkerById(deps.db, idOf(chosenOf(values, 'satker')[0]));
  if (!satker) errors.satker = msg('satker.error.satker');
  // A registration names nobody: the field is not on that form, and an id sent all the same means nothing.
  const userId = kind === 'DELETION' ? idOf(chosenOf(values, 'user')[0]) || null : null;
  if (kind === 'DELETION' && userId === null) errors.user = msg('satker.error.user');
  requireDocument(values, null, errors);
  if (!satker || Object.keys(errors).length > 0) {
    // Nor does whoever may ask for no deletion.
    if (kind === 'DELETION') await requireDeleting(ctx, deps, satker);
    throw new FieldErrors(errors);
  }
  const documentId = await documentOf(ctx, deps, values);
  const input = { kind, satkerId: satker.id, userId, documentId, note };
  const made = await openTicket(deps.db, ctx, input, key, deps.admit);
  return { type: 'done', form: ticketConfirmation(ctx, made, kind, satker) };
}

export function ticketConfirmation(ctx: Context, made: Numbered, kind: TicketKind, satker: Satker): Form {
  const { t } = ctx;
  return lastPage(t, t('satker.done.title'), [
    { type: 'heading', text: t('satker.done.number', { number: made.number }) },
    { type: 'text', text: ticketTitle(ctx, { kind, satker }) },
    { type: 'text', text: ticketStatusOf(ctx, 'WAITING').text },
    { type: 'text', text: t('satker.done.ticket') },
  ]);
}

/** The satkers whose users this person sees, by a part of their code or name. */
export async function searchVisibleSatkers(ctx: Context, deps: DeskDeps, query: string): Promise<Choice[]> {
  const visible = await visibleSatkers(deps.db, ctx.actor, await standingOf(deps.db, ctx.actor));
  return (await searchSatkers(deps.db, query, { ids: visible })).map(satkerChoiceOf);
}

/** Users of the satker that is chosen in the same form, among those with whom this person may do so. */
export async function searchFormUsers(
  ctx: Context,
  deps: DeskDeps,
  query: string,
  values: Values,
  doing: Doing,
  wanted: readonly Status[] = statuses,
): Promise<Choice[]> {
  const theirs = await satkersTo(doing, deps.db, ctx.actor, await standingOf(deps.db, ctx.actor));
  const chosen = idOf(chosenOf(values, 'satker')[0]);
  const satkers = chosen ? theirs.filter((id) => id === chosen) : theirs;
  const rows = await searchUsers(deps.db, satkers, query, wanted);
  return rows.map((row) => userChoice(ctx, row));
}

export const userChoice = (
  ctx: Context,
  row: Pick<ListRow, 'id' | 'name' | 'status' | 'satkerName'> & Gone,
): Choice => ({
  value: String(row.id),
  label: `${nameLeft(ctx, row)} · ${statusOf(ctx, row.status).text} · ${row.satkerName}`,
});
