import { action } from '../../../chat/action.ts';
import type { Button, Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { actButtons } from '../../../records/buttons.ts';
import { ownActs, revokeAsAdmin } from '../certificates/acts.ts';
import type { DeskDeps } from '../deps.ts';
import { details } from '../enrolment/acts.ts';
import { begins } from '../enrolment/start.ts';
import type { NewPhone, Signer } from '../model.ts';
import { isRenewable, missingOf, standingOf } from '../rules.ts';
import { newPhoneOfSigner } from '../store.ts';
import { certificateFacts, enrolmentParts, statusOf } from './facts.ts';

/** Where somebody stands, and the next step (G-6): the enrolment with its conditions, or the certificate with its details. */
export async function signerCard(
  ctx: Context,
  deps: DeskDeps,
  signer: Signer | null,
  moment: Queryable = deps.db,
): Promise<Card> {
  const { t, now } = ctx;
  const shown = { title: t('sign.title'), status: statusOf(ctx, signer), again: action('sign.status') };
  if (!signer)
    return {
      ...shown,
      // The enrolment's own card stands below what began it, and is not shown in its place as well.
      again: action('sign.status', begins),
      parts: [{ type: 'text', text: t('sign.next.NOT_ENROLLED') }],
      buttons: [{ label: t('sign.button.enrol'), style: 'primary', does: { action: action('sign.enrol') } }],
    };
  if (standingOf(signer, now) === 'NOT_ENROLLED')
    return {
      ...shown,
      parts: enrolmentParts(ctx, signer),
      buttons: await enrolmentButtons(ctx, signer),
    };
  const newPhone = await newPhoneOfSigner(moment, signer.id);
  return {
    ...shown,
    parts: certificateParts(ctx, signer, newPhone),
    buttons: await certificateButtons(ctx, signer, newPhone),
  };
}

const drawButton = ({ t }: Pick<Context, 't'>): Button => ({
  label: t('sign.button.initial'),
  does: { action: action('sign.draw') },
});

/** Proceed is there once all conditions are met, and stands out then. */
async function enrolmentButtons(ctx: Context, signer: Signer): Promise<Button[]> {
  const { t } = ctx;
  const [fill] = await actButtons(ctx, signer, [details]);
  const given = [...(fill ? [fill] : []), drawButton(ctx)];
  if (missingOf(signer).length > 0) return given;
  return [
    { label: t('sign.button.proceed'), style: 'primary', does: { action: action('sign.proceed') } },
    ...given.map(({ label, does }) => ({ label, does })),
  ];
}

function certificateParts(ctx: Context, signer: Signer, newPhone: NewPhone | null): Part[] {
  const { t, now } = ctx;
  const { certificate } = signer;
  const standing = standingOf(signer, now);
  const next = standing === 'ISSUED' && isRenewable(signer, now) ? 'RENEWABLE' : standing;
  return [
    { type: 'text', text: t(`sign.next.${next}`) },
    ...(certificate ? [{ type: 'facts' as const, facts: certificateFacts(ctx, signer, certificate) }] : []),
    ...(newPhone ? [{ type: 'text' as const, text: t('sign.newPhone.waits'), subtle: true }] : []),
  ];
}

async function certificateButtons(
  ctx: Context,
  signer: Signer,
  newPhone: NewPhone | null,
): Promise<Button[]> {
  const { t, now } = ctx;
  const acts = await actButtons(ctx, signer, ownActs);
  const signs: Button[] =
    standingOf(signer, now) === 'ISSUED'
      ? [
          {
            label: t('sign.button.pdf'),
            // One thing stands out: renewing, once it is time for it.
            ...(acts.some(({ style }) => style === 'primary') ? {} : { style: 'primary' as const }),
            does: { action: action('sign.pdf') },
          },
          { label: t('sign.button.verify'), does: { action: action('sign.verify') } },
        ]
      : [];
  return [
    ...signs,
    ...acts,
    drawButton(ctx),
    newPhone
      ? { label: t('sign.button.openNewPhone'), does: { action: action('sign.open-new-phone', newPhone.id) } }
      : { label: t('sign.button.newPhone'), does: { action: action('sign.new-phone') } },
  ];
}

/** Somebody's certificate as ADMINs see it, who may revoke it (G-6). */
export async function personCard(ctx: Context, signer: Signer): Promise<Card> {
  const { t } = ctx;
  const { person, certificate } = signer;
  return {
    title: t('sign.person.title', { name: person.name }),
    status: statusOf(ctx, signer),
    parts: certificate
      ? [{ type: 'facts', facts: certificateFacts(ctx, signer, certificate) }]
      : [{ type: 'text', text: t('sign.person.none') }],
    buttons: await actButtons(ctx, signer, [revokeAsAdmin]),
    again: action('sign.person', person.id),
  };
}
