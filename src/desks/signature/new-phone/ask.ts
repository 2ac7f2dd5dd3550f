import { done } from '../../../chat/done.ts';
import { type Form, type FormResult, linesOf, newForm, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { log } from '../../../records/act.ts';
import { once } from '../../../records/once.ts';
import type { DeskDeps } from '../deps.ts';
import type { NewPhone, Signer } from '../model.ts';
import { whyNotAskNewPhone } from '../rules.ts';
import { newPhoneOfSigner, signerOfPerson } from '../store.ts';
import { newPhones } from './kind.ts';

const maxReason = 500;

/** Whoever acts, where they have a phone to lose; throws Refusal. */
async function asking(ctx: Context, { db }: Pick<DeskDeps, 'db'>): Promise<Signer> {
  const signer = await signerOfPerson(db, ctx.actor.id);
  const why = signer ? whyNotAskNewPhone(ctx.actor, signer) : msg('sign.refuse.nothingToLose');
  if (!signer || why) throw new Refusal(why ?? msg('sign.refuse.nothingToLose'));
  return signer;
}

/** Asks for another phone (G-8): what has happened to the one before. */
export async function newPhoneForm(ctx: Context, deps: Pick<DeskDeps, 'db'>): Promise<Form> {
  const signer = await asking(ctx, deps);
  if (await newPhoneOfSigner(deps.db, signer.id)) throw new Refusal(msg('sign.refuse.newPhoneWaits'));
  const { t } = ctx;
  return newForm(t, {
    id: 'sign.new-phone',
    title: t('sign.newPhone.title'),
    submit: t('sign.newPhone.submit'),
    fields: [
      { type: 'show', part: { type: 'text', text: t('sign.newPhone.text') } },
      {
        type: 'text',
        name: 'reason',
        label: t('sign.field.whatHappened'),
        multiline: true,
        maxLength: maxReason,
      },
    ],
  });
}

export async function submitNewPhone(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'admit'>,
  [key = '']: string[],
  values: Values,
): Promise<FormResult> {
  const reason = linesOf(values, 'reason');
  if (!reason) throw new FieldErrors({ reason: msg('field.error.reason') });
  if (reason.length > maxReason) throw new FieldErrors({ reason: msg('error.tooLong', { max: maxReason }) });
  await askNewPhone(ctx, deps, reason, key);
  return done(ctx.t, { text: ctx.t('sign.done.asked') });
}

/** Asks once for one key; while one waits there is no other. Throws Refusal. */
export async function askNewPhone(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'admit'>,
  reason: string,
  key: string,
): Promise<void> {
  const { db, admit } = deps;
  const found = async (): Promise<true | null> => {
    const rows = await db.query('SELECT FROM new_phone WHERE submission_key = $1', [key]);
    return rows.length > 0 ? true : null;
  };
  await once(found, async () => {
    const signer = await asking(ctx, deps);
    await db.transaction(async (tx) => {
      await admit(tx, ctx);
      const [made] = await tx.query<Pick<NewPhone, 'id' | 'status'>>(
        `INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING id, status`,
        [signer.id, reason, ctx.now, key],
      );
      if (!made) throw new Refusal(msg('sign.refuse.newPhoneWaits'));
      const { id: signerId, person } = signer;
      const asked: NewPhone = {
        ...made,
        signer: { id: signerId, personId: person.id, name: person.name, email: person.email },
        reason,
        askedAt: ctx.now,
        handed: null,
      };
      await log(tx, newPhones, ctx, asked, { action: 'sign.newPhoneAsked' }, { reason, isNew: true });
    });
    return true;
  });
}
