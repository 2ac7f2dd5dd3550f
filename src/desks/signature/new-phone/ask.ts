import { linesOf } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { refresh } from '../../../posted/post.ts';
import { type AskForm, askForm } from '../../../records/asking.ts';
import { subjectOf } from '../../../records/kind.ts';
import type { DeskDeps } from '../deps.ts';
import type { NewPhone, Signer } from '../model.ts';
import { whyNotAskNewPhone } from '../rules.ts';
import { signers } from '../signer.ts';
import { newPhoneOfSigner, signerOfPerson } from '../store.ts';
import { newPhones } from './kind.ts';

const maxReason = 500;

/** Whoever acts, where they have a phone to lose; throws Refusal. */
async function asking({ actor }: Context, db: Queryable): Promise<Signer> {
  const signer = await signerOfPerson(db, actor.id);
  const why = signer ? whyNotAskNewPhone(actor, signer) : msg('sign.refuse.nothingToLose');
  if (!signer || why) throw new Refusal(why ?? msg('sign.refuse.nothingToLose'));
  return signer;
}

/** Asks for another phone (G-8): what has happened to the one before. While one waits there is no other. */
export const askNewPhone = ({
  db,
  admit,
}: Pick<DeskDeps, 'db' | 'admit'>): AskForm<Pick<NewPhone, 'reason'>> =>
  askForm({ db, admit }, newPhones, {
    id: 'sign.new-phone',
    action: 'sign.newPhoneAsked',
    open: 'one at a time',
    async form(ctx) {
      const signer = await asking(ctx, db);
      if (await newPhoneOfSigner(db, signer.id)) throw new Refusal(msg('sign.refuse.newPhoneWaits'));
      const { t } = ctx;
      const label = t('sign.field.whatHappened');
      return {
        title: t('sign.newPhone.title'),
        submit: t('sign.newPhone.submit'),
        fields: [
          { type: 'show', part: { type: 'text', text: t('sign.newPhone.text') } },
          { type: 'text', name: 'reason', label, multiline: true, maxLength: maxReason },
        ],
      };
    },
    read(values, errors) {
      const reason = linesOf(values, 'reason');
      if (!reason) errors.reason = msg('sign.error.whatHappened');
      if (reason.length > maxReason) errors.reason = msg('error.tooLong', { max: maxReason });
      return { reason };
    },
    async make(tx, ctx, { reason }, key) {
      const { id, person } = await asking(ctx, tx);
      const [made] = await tx.query<Pick<NewPhone, 'id' | 'status'>>(
        `INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING id, status`,
        [id, reason, ctx.now, key],
      );
      if (!made) throw new Refusal(msg('sign.refuse.newPhoneWaits'));
      // Their own cards say that it waits.
      await refresh(tx, subjectOf(signers, id));
      const signer = { id, personId: person.id, name: person.name, email: person.email };
      return [{ ...made, signer, reason, askedAt: ctx.now, handed: null }];
    },
    done: ({ t }) => ({ text: t('sign.done.asked') }),
  });
