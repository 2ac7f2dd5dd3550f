import { idOf } from '../../../chat/action.ts';
import type { Codes } from '../../../chat/codes.ts';
import { done, passed } from '../../../chat/done.ts';
import {
  chosenOf,
  type Form,
  type FormResult,
  linesOf,
  textOf,
  type Values,
  withKey,
} from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { msg } from '../../../core/texts/index.ts';
import { marksOf, perform, permitted, requireFields } from '../../../records/act.ts';
import { belowChanges, versionShown } from '../../../records/form.ts';
import { Changed, type Version } from '../../../records/version.ts';
import type { DeskDeps } from '../deps.ts';
import { loadUser } from '../store.ts';
import { deleteUser } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { documentField, givenBefore } from './add.ts';
import { documentOf, type Errors, maxReason, requireDocument, requiredLine } from './check.ts';
import { satkerChoiceOf, satkerField } from './satker-field.ts';
import { userChoice } from './ticket.ts';

interface RemovalState {
  ticketId: number;
  key: string;
  /** The ticket as the form showed it. */
  version: Version;
  /** A decree that was given with it before. */
  documentId: number | null;
}

const encode = ({ ticketId, key, version, documentId }: RemovalState): string[] => [
  String(ticketId),
  key,
  version,
  String(documentId ?? ''),
];
const decode = ([ticketId = '', key = '', version = '', documentId = '']: string[]): RemovalState => ({
  ticketId: idOf(ticketId),
  key,
  version,
  documentId: idOf(documentId) || null,
});

/** The deletion itself: who, why, by which decree, with the decree (S-15); with what was typed before. */
export async function openRemoval(
  ctx: Context,
  deps: DeskDeps,
  ticketId: number,
  { values = {}, documentId = null }: { values?: Values; documentId?: number | null } = {},
): Promise<Form> {
  const { t } = ctx;
  const seen = await tickets.seen(deps.db, ctx, ticketId);
  const ticket = await permitted(deps.db, tickets, deleteUser, ctx, ticketId, seen);
  const { user } = ticket;
  const version = await versionShown(tickets, deleteUser, ctx, ticket);
  const kept = documentId === null ? null : await givenBefore(ctx, deps.db, documentId);
  const chosen = values.user?.type === 'chosen' ? values.user.chosen[0] : undefined;
  const named = chosen ?? (user && userChoice(ctx, { ...user, satkerName: ticket.satker.name }));
  return {
    id: 'satker.remove',
    title: t('satker.form.deletion'),
    ends: t('satker.act.remove'),
    state: withKey((key) => encode({ ticketId: ticket.id, key, version, documentId })),
    submit: t('satker.form.send'),
    close: t('form.cancel'),
    fields: [
      satkerField(ctx, [ticket.satker], satkerChoiceOf(ticket.satker)),
      {
        type: 'search',
        name: 'user',
        label: t('satker.field.user'),
        placeholder: t('satker.field.userSearch'),
        ...(named ? { value: named } : {}),
      },
      {
        type: 'text',
        name: 'reason',
        label: t('satker.field.deletionReason'),
        multiline: true,
        maxLength: maxReason,
        value: linesOf(values, 'reason'),
      },
      {
        type: 'text',
        name: 'letterNumber',
        label: t('satker.field.decreeNumber'),
        maxLength: 100,
        value: textOf(values, 'letterNumber'),
      },
      documentField(t('satker.field.decree'), t, t('satker.field.decreeHint'), kept?.name),
      ...(await deps.stepUp.fields(ctx, await marksOf(deleteUser, ticket))),
    ],
  };
}

export async function submitRemoval(
  ctx: Context,
  deps: DeskDeps,
  encoded: string[],
  values: Values,
  codes: Codes,
): Promise<FormResult> {
  const { ticketId, key, version, documentId: before } = decode(encoded);
  const kept = before === null ? null : ((await givenBefore(ctx, deps.db, before))?.id ?? null);
  const errors: Errors = {};
  const userId = idOf(chosenOf(values, 'user')[0]);
  if (!userId) errors.user = msg('satker.error.user');
  const reason = linesOf(values, 'reason');
  if (!reason) errors.reason = msg('field.error.reason');
  else if (reason.length > maxReason) errors.reason = msg('error.tooLong', { max: maxReason });
  const letterNumber = requiredLine(values, 'letterNumber', msg('satker.error.decreeNumber'), errors, 100);
  requireDocument(values, kept, errors);
  await requireFields(deps.db, tickets, deleteUser, ctx, ticketId, errors);
  const documentId = await documentOf(ctx, deps, values, kept);
  const given = { userId, reason, letterNumber, documentId };
  try {
    const acted = await perform(deps, tickets, deleteUser, ctx, { id: ticketId, key, version, given, codes });
    if (acted.type === 'passed') return passed(ctx.t, acted.why);
    const user = await loadUser(deps.db, userId);
    const text = ctx.t('satker.acted.remove', { name: user?.name ?? '', number: acted.record.number });
    return done(ctx.t, { text, tone: 'neutral' });
  } catch (error) {
    if (!(error instanceof Changed)) throw error;
    const form = await openRemoval(ctx, deps, ticketId, { values, documentId });
    return { type: 'become', form: belowChanges(ctx, error.facts, form) };
  }
}
