import { lastPage } from '../../../chat/done.ts';
import { type Form, type FormResult, newForm, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { onceSent } from '../../../records/once.ts';
import { sandboxPart } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { askForDigitAccount } from '../digit.ts';
import { readNik } from '../model.ts';
import { askDigit } from './add.ts';
import { checkWithDukcapil, downMessage, type Errors, phoneOf } from './check.ts';

/**
 * A DIGIT account for oneself, which the search then finds (S-5). Name and address are those that we know this person by, and
 * the civil register has to know the NIK by that name: whoever has the mailbox of a NIK's account has its logins.
 */
export function digitForm(ctx: Context): Form {
  const { t, actor } = ctx;
  return newForm(t, {
    id: 'satker.digit',
    title: t('satker.form.digit'),
    submit: t('satker.form.register'),
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
  });
}

export async function submitDigit(
  ctx: Context,
  deps: DeskDeps,
  [key = '']: string[],
  values: Values,
): Promise<FormResult> {
  const { t } = ctx;
  const errors: Errors = {};
  const nik = readNik(textOf(values, 'nik'));
  if (!nik) errors.nik = msg('satker.error.nik');
  const { name } = ctx.actor;
  const phone = phoneOf(values, errors);
  if (!nik || Object.keys(errors).length > 0) throw new FieldErrors(errors);
  const { email } = ctx.actor;
  const typed = { nik, name, nip: textOf(values, 'nip') || null, phone, email };
  await onceSent(deps.db, ctx, { form: 'satker.digit', key }, async ({ db }) => {
    await requireNew(deps, typed, errors);
    await db.transaction(ctx, (tx) => askForDigitAccount(tx, ctx, typed));
  });
  return {
    type: 'done',
    form: lastPage(t, t('satker.done.title'), [
      { type: 'text', text: t('satker.done.activation', { email }) },
      ...sandboxPart(ctx, deps),
    ]),
  };
}

/** That the civil register knows somebody so, whom DIGIT does not know yet. Throws FieldErrors. */
async function requireNew(
  deps: DeskDeps,
  { nik, name }: { nik: string; name: string },
  errors: Errors,
): Promise<void> {
  const offered = await checkWithDukcapil(deps, { nik, name }, errors);
  // Nobody looks at this account before it is made, so nobody could accept a title.
  if (offered) errors.name = msg('satker.error.unknownTitle', { ...offered });
  const found = await askDigit(deps, nik);
  if ('down' in found) errors.nik ??= downMessage(deps.digit, 'DIGIT');
  else if (found.account) errors.nik = msg('satker.error.digitExists');
  // There is no field for the name, so what is wrong with it is said at the NIK.
  const { name: aboutName, ...others } = errors;
  if (aboutName) others.nik ??= aboutName;
  if (others.nik || others.phone) throw new FieldErrors(others);
}
