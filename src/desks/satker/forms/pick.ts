import { idOf } from '../../../chat/action.ts';
import { chosenOf, type Form, type Leading, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { DeskDeps } from '../deps.ts';
import { officeOf } from '../list.ts';
import { activeSatkers } from '../rules.ts';
import { standingOf } from '../store.ts';
import { registrationForms } from './acts.ts';

/** Chooses the user of a typed command, whose form comes next (S-19, S-20). */
export async function pickForm(
  ctx: Context,
  deps: DeskDeps,
  verb: 'deactivate' | 'reactivate',
): Promise<Form> {
  const { t } = ctx;
  const standing = await standingOf(deps.db, ctx.actor);
  if (verb === 'deactivate' && officeOf(ctx.actor).length === 0)
    throw new Refusal(msg('satker.refuse.deactivateOfficer'));
  // Whoever only looks at users has nobody to do it for.
  const isTheirs = officeOf(ctx.actor).length > 0 || activeSatkers(ctx.actor, standing).length > 0;
  if (!isTheirs) {
    // Who is dormant everywhere has nobody to choose but themselves.
    if (verb === 'reactivate' && standing.dormantIn.length > 0) return openOwnReactivation(ctx, deps);
    throw new Refusal(msg('satker.refuse.noSatker'));
  }
  return {
    id: 'satker.pick',
    title: t(`satker.button.${verb}`),
    state: [verb],
    submit: t('form.toReview'),
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
export async function openOwnReactivation(ctx: Context, deps: DeskDeps): Promise<Form> {
  const rows = await deps.db.query<{ id: number }>(
    `SELECT id FROM satker_user WHERE email = $1 AND created_at > address_since($1) AND status = 'DORMANT' AND removed_at IS NULL
     ORDER BY id LIMIT 1`,
    [ctx.actor.email],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Refusal(msg('satker.refuse.notDormant', { name: ctx.actor.name }));
  return registrationForms(deps).open(ctx, 'reactivate', id);
}

export async function submitPick(
  ctx: Context,
  deps: DeskDeps,
  [verb = '']: string[],
  values: Values,
): Promise<Leading> {
  const id = idOf(chosenOf(values, verb)[0]);
  if (!id) throw new FieldErrors({ [verb]: msg('satker.error.user') });
  return { type: 'next', form: await registrationForms(deps).open(ctx, verb, id) };
}
