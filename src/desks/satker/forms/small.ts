import { randomUUID } from 'node:crypto';
import { idOf } from '../../../chat/action.ts';
import { chosenOf, type Form, type FormResult, textOf, type Values } from '../../../chat/form.ts';
import { findForm, found, picked, pickForm as pickFilterForm, searched } from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { decodeQuery, type ListQuery, listCard, narrowed, usersList } from '../cards/list.ts';
import { sandboxPart } from '../cards/parts.ts';
import { askForDigitAccount } from '../digit.ts';
import { officeOf, visibleSatkers } from '../list.ts';
import { readNik } from '../model.ts';
import type { WithServices } from '../parts.ts';
import { standingOf } from '../store.ts';
import { askDigit } from './add.ts';
import { checkWithDukcapil, downMessage, type Errors, phoneOf } from './check.ts';
import { openReasoned } from './reasoned.ts';

/** What to look for in the list. */
export function openFind({ t }: Context, query: ListQuery): Form {
  return findForm(t, usersList, query, { title: t('satker.find.title'), hint: t('satker.find.hint') });
}

export async function submitFind(
  ctx: Context,
  parts: WithServices,
  state: string[],
  values: Values,
): Promise<FormResult> {
  const query = searched(decodeQuery(state), values);
  return found(ctx.t, usersList, await listCard(ctx, parts, query));
}

/** Which satker to narrow the list to, of more than a menu holds. */
export function openSatkerFilter({ t }: Context, query: ListQuery): Form {
  return pickFilterForm(t, usersList, query, {
    by: 'satker',
    label: t('satker.field.satker'),
    placeholder: t('satker.field.satkerSearch'),
  });
}

export async function submitSatkerFilter(
  ctx: Context,
  parts: WithServices,
  [by = '', ...state]: string[],
  values: Values,
): Promise<FormResult> {
  const [satker = ''] = chosenOf(values, 'satker');
  if (!satker) throw new FieldErrors({ satker: msg('satker.error.satker') });
  return picked(ctx.t, usersList, await listCard(ctx, parts, narrowed(decodeQuery(state), by, satker)));
}

/** Chooses the user of a typed command, whose form comes next (S-19, S-20). */
export async function pickForm(
  ctx: Context,
  parts: WithServices,
  verb: 'deactivate' | 'reactivate',
): Promise<Form> {
  const { t } = ctx;
  const standing = await standingOf(parts.db, ctx.actor);
  if (verb === 'deactivate' && officeOf(ctx.actor).length === 0)
    throw new Refusal(msg('satker.refuse.deactivateOfficer'));
  const seen = await visibleSatkers(parts.db, ctx.actor, standing);
  if (seen.length === 0) {
    // Who is dormant everywhere has nobody to choose but themselves.
    if (verb === 'reactivate' && standing.dormantIn.length > 0) return openOwnReactivation(ctx, parts);
    throw new Refusal(msg('satker.refuse.noSatker'));
  }
  return {
    id: 'satker.pick',
    title: t(`satker.button.${verb}`),
    state: [verb],
    submit: t('userId.form.toReview'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'search',
        name: verb,
        label: t('satker.field.user'),
        placeholder: t('satker.field.userSearch'),
      },
    ],
  };
}

/** A dormant user's own way to ask (S-19): the first of their dormant rows. */
export async function openOwnReactivation(ctx: Context, parts: WithServices): Promise<Form> {
  const rows = await parts.db.query<{ id: number }>(
    `SELECT id FROM satker_user WHERE email = $1 AND created_at > address_since($1) AND status = 'DORMANT' AND removed_at IS NULL
     ORDER BY id LIMIT 1`,
    [ctx.actor.email],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Refusal(msg('satker.refuse.notDormant', { name: ctx.actor.name }));
  return openReasoned(ctx, parts, 'reactivate', id);
}

export async function submitPick(
  ctx: Context,
  parts: WithServices,
  [verb = '']: string[],
  values: Values,
): Promise<FormResult> {
  const id = idOf(chosenOf(values, verb)[0]);
  if (!id) throw new FieldErrors({ [verb]: msg('satker.error.user') });
  return { type: 'next', form: await openReasoned(ctx, parts, verb, id) };
}

/**
 * A DIGIT account for oneself, which the search then finds (S-5). Name and address are those that we know this person by, and
 * the civil register has to know the NIK by that name: whoever has the mailbox of a NIK's account has its logins.
 */
export function digitForm(ctx: Context): Form {
  const { t, actor } = ctx;
  return {
    id: 'satker.digit',
    title: t('satker.form.digit'),
    state: [randomUUID()],
    submit: t('satker.form.register'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'show',
        part: { type: 'text', text: t('satker.form.digitIntro', { email: actor.email }) },
      },
      { type: 'text', name: 'nik', label: t('satker.field.nik'), maxLength: 24 },
      {
        type: 'show',
        part: { type: 'facts', facts: [{ label: t('satker.field.name'), value: actor.name }] },
      },
      { type: 'text', name: 'nip', label: t('satker.field.nip'), maxLength: 60, optional: true },
      { type: 'text', name: 'phone', label: t('satker.field.phone'), maxLength: 30 },
    ],
  };
}

export async function submitDigit(
  ctx: Context,
  parts: WithServices,
  _state: string[],
  values: Values,
): Promise<FormResult> {
  const { t } = ctx;
  const errors: Errors = {};
  const nik = readNik(textOf(values, 'nik'));
  if (!nik) errors.nik = msg('satker.error.nik');
  const { name } = ctx.actor;
  const phone = phoneOf(values, errors);
  if (!nik || Object.keys(errors).length > 0) throw new FieldErrors(errors);
  const offered = await checkWithDukcapil(parts, { nik, name }, errors);
  // Nobody looks at this account before it is made, so nobody could accept a title.
  if (offered) errors.name = msg('satker.error.unknownTitle', { ...offered });
  const found = await askDigit(parts, nik);
  if ('down' in found) errors.nik ??= downMessage(parts.digit, 'DIGIT');
  else if (found.account) errors.nik = msg('satker.error.digitExists');
  // There is no field for the name, so what is wrong with it is said at the NIK.
  const { name: aboutName, ...others } = errors;
  if (aboutName) others.nik ??= aboutName;
  if (others.nik || others.phone) throw new FieldErrors(others);
  const email = ctx.actor.email;
  await parts.db.transaction((tx) =>
    askForDigitAccount(tx, ctx, { nik, name, nip: textOf(values, 'nip') || null, phone, email }),
  );
  return {
    type: 'done',
    form: {
      id: 'satker.digit-asked',
      title: t('satker.done.title'),
      state: [],
      close: t('form.close'),
      final: true,
      fields: [
        { type: 'show', part: { type: 'text', text: t('satker.done.activation', { email }) } },
        ...sandboxPart(ctx, parts).map((part) => ({ type: 'show' as const, part })),
      ],
    },
  };
}
