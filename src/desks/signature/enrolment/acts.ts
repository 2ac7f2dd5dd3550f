import type { CheckedCode } from '../../../authenticators/authenticators.ts';
import type { Field, Values } from '../../../chat/form.ts';
import { chosenOf, textOf } from '../../../chat/form.ts';
import { phoneIn } from '../../../core/contact.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import type { Act, Doing, Given } from '../../../records/act.ts';
import { consumeLink } from '../../../web/links.ts';
import { holdSigner } from '../certificates/acts.ts';
import type { DeskDeps } from '../deps.ts';
import type { Signer } from '../model.ts';
import { whyNotDraw, whyNotEnrol, whyNotProceed } from '../rules.ts';
import { sealedWith } from '../sealed.ts';

interface Details extends Given {
  phone: string;
}

/** Phone number and verification method, as the manual's form has them (G-2). */
export const details: Omit<Act<Signer, Signer, Details>, 'done'> = {
  opens: 'sign.details',
  title: 'sign.button.details',
  submit: 'sign.details.submit',
  whyNot: (signer, { actor }) => whyNotEnrol(actor, signer),
  fields({ t }, signer): Field[] {
    return [
      {
        type: 'text',
        name: 'phone',
        label: t('sign.field.phone'),
        hint: t('sign.details.phoneHint'),
        maxLength: 30,
        value: signer.phone ?? undefined,
      },
      {
        type: 'choice',
        style: 'radio',
        name: 'method',
        label: t('sign.field.method'),
        choices: [{ value: 'AUTHENTICATOR', label: t('sign.method.authenticator') }],
        // The only one that there is (G-2).
        value: signer.method ?? 'AUTHENTICATOR',
      },
    ];
  },
  read(values: Values, errors: Record<string, Message>) {
    const phone = phoneIn(textOf(values, 'phone'));
    if (!phone) errors.phone = msg('sign.error.phone');
    if (chosenOf(values, 'method')[0] !== 'AUTHENTICATOR') errors.method = msg('sign.error.method');
    return { phone: phone ?? '' };
  },
  async write(tx, ctx, signer, { phone }) {
    const sealed = await sealedWith(tx, signer.id, { phone });
    const kept = await tx.query(
      `UPDATE signer SET phone = $2, initial = $3, method = 'AUTHENTICATOR', changed_at = $4 WHERE id = $1 AND enrolled_at IS NULL RETURNING id`,
      [signer.id, sealed.phone, sealed.initial, ctx.now],
    );
    return kept.length > 0 ? { action: 'sign.details' } : null;
  },
};

interface Drawn extends Given {
  png: Buffer;
  /** Of the page on which it was drawn: it is used up with this. */
  token: string;
}

/** Create Initial (G-2): the drawn signature, in the place of the one before. */
export const drawing: Doing<Signer, Drawn> = {
  whyNot: (signer, { actor }) => whyNotDraw(actor, signer),
  async write(tx, ctx, signer, { png, token }) {
    if (!(await consumeLink(tx, 'initial', token, ctx.now))) return null;
    const sealed = await sealedWith(tx, signer.id, { initial: png });
    await tx.query(
      'UPDATE signer SET phone = $2, initial = $3, initial_at = $4, changed_at = $4 WHERE id = $1',
      [signer.id, sealed.phone, sealed.initial, ctx.now],
    );
    return { action: 'sign.initial' };
  },
};

interface Verified extends Given {
  first: CheckedCode;
  /** Of the page that showed the secret. */
  token: string;
}

/** The first code of a new authenticator ends the enrolment (G-3): its page is used up with it. */
export const enrolling = ({ authenticators }: Pick<DeskDeps, 'authenticators'>): Doing<Signer, Verified> => ({
  whyNot: (signer, { actor }) => whyNotProceed(actor, signer),
  async write(tx, ctx, signer, { first, token }) {
    const held = await holdSigner(tx, signer);
    if (!held || whyNotProceed(ctx.actor, held)) return null;
    if (!(await consumeLink(tx, 'authenticator', token, ctx.now))) return null;
    await tx.query('UPDATE signer SET enrolled_at = $2, changed_at = $2 WHERE id = $1', [signer.id, ctx.now]);
    await authenticators.confirm(tx, ctx, first);
    return { action: 'sign.enrolled', to: 'ENROLLED' };
  },
});
