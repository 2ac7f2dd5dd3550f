import { action } from '../../../chat/action.ts';
import type { Button, Card } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { begins } from '../enrolment/start.ts';
import type { Signer } from '../model.ts';
import { type NotRegistered, whyNotSign } from '../rules.ts';

/**
 * What whoever may not sign is told, in the manual's words: why, and the next step as a button (G-1). Null for whoever may. Whatever
 * signs asks this first.
 */
export function notRegisteredCard(ctx: Context, signer: Signer | null): Card | null {
  const { t, now } = ctx;
  const why = whyNotSign(signer, now);
  if (!why) return null;
  return {
    title: t('sign.notRegistered.title'),
    status: { text: t(`sign.standing.${why}`), tone: 'bad' },
    parts: [{ type: 'text', text: t(`sign.notRegistered.${why}`) }],
    buttons: [nextStep(ctx, why, signer)],
    again: action('sign.status', begins),
  };
}

function nextStep({ t }: Pick<Context, 't'>, why: NotRegistered, signer: Signer | null): Button {
  const style = 'primary';
  return why === 'NOT_ENROLLED' || !signer
    ? { label: t('sign.button.enrol'), style, does: { action: action('sign.enrol') } }
    : { label: t('sign.button.generate'), style, does: { action: action('sign.generate', signer.id) } };
}
