import { action } from '../../../chat/action.ts';
import type { Card } from '../../../chat/card.ts';
import type { CardSource, CardsOf } from '../../../chat/desk.ts';
import type { Context } from '../../../core/context.ts';
import { actorIn } from '../../../people/shown-name.ts';
import { actButtons } from '../../../records/buttons.ts';
import { lastEntryOf } from '../../../records/entry.ts';
import { subjectOf } from '../../../records/kind.ts';
import { generate } from '../certificates/acts.ts';
import type { DeskDeps } from '../deps.ts';
import type { Signer } from '../model.ts';
import { isRenewable, standingOf } from '../rules.ts';
import { signers } from '../signer.ts';
import { loadSigner } from '../store.ts';
import { certificateFacts, statusOf } from './facts.ts';
import { newPhoneCards } from './new-phone.ts';
import { signerCard } from './signer.ts';
import { signingCards } from './signing.ts';

declare module '../../../core/names.ts' {
  interface Cards {
    'sign.signer': Nothing;
    'sign.ending': { certificate: number };
    'sign.revoked': { certificate: number };
    'sign.signing': Nothing;
    'sign.to-sign': Nothing;
    'sign.step': { entry: string };
  }
}

/** What is posted to somebody of their own signing. */
export function postedCards(deps: DeskDeps) {
  const own =
    <Args>(shows: (ctx: Context, signer: Signer, args: Args) => Promise<Card | null>): CardSource<Args> =>
    async (ctx, id, args, moment) => {
      const signer = await loadSigner(moment, id);
      return signer && signer.person.id === ctx.actor.id ? shows(ctx, signer, args) : null;
    };
  return {
    ...newPhoneCards(deps),
    ...signingCards(),

    /** Where they stand: each condition as it is met (G-2), then the certificate. */
    async signer(ctx, id, _args, moment) {
      const signer = await loadSigner(moment, id);
      return signer && signer.person.id === ctx.actor.id ? signerCard(ctx, deps, signer, moment) : null;
    },

    /** A certificate ends soon, or has ended (G-6). */
    ending: own((ctx, signer, { certificate }: { certificate: number }) =>
      endingCard(ctx, signer, certificate),
    ),

    /** An ADMIN has revoked it, and says why. */
    revoked: own(async (ctx, signer, _told: { certificate: number }) => {
      const { t, time } = ctx;
      const entry = await lastEntryOf(deps.db, subjectOf(signers, signer.id), ['sign.revokedByAdmin']);
      return {
        title: t('sign.revokedCard.title'),
        status: statusOf(ctx, signer),
        parts: [
          ...(entry
            ? [
                {
                  type: 'text' as const,
                  text: t('sign.revokedCard.text', { name: actorIn(t, entry), time: time(entry.at) }),
                },
                { type: 'quote' as const, label: t('sign.field.reason'), text: entry.reason ?? '—' },
              ]
            : []),
          ...(signer.certificate
            ? [{ type: 'facts' as const, facts: certificateFacts(ctx, signer, signer.certificate) }]
            : []),
        ],
        buttons: [{ label: t('sign.button.status'), does: { action: action('sign.status') } }],
      };
    }),
  } satisfies Partial<CardsOf<'sign'>>;
}

async function endingCard(ctx: Context, signer: Signer, id: number): Promise<Card> {
  const { t, time, now } = ctx;
  const { certificate } = signer;
  const isThis = certificate?.id === id;
  const standing = standingOf(signer, now);
  const isDue = isThis && (standing === 'EXPIRED' || (standing === 'ISSUED' && isRenewable(signer, now)));
  return {
    title: t('sign.ending.title'),
    status: statusOf(ctx, signer),
    parts: [
      {
        type: 'text',
        text:
          !certificate || !isDue
            ? t('sign.ending.over')
            : t(standing === 'EXPIRED' ? 'sign.ending.ended' : 'sign.ending.text', {
                time: time(certificate.notAfter),
              }),
      },
      ...(certificate ? [{ type: 'facts' as const, facts: certificateFacts(ctx, signer, certificate) }] : []),
    ],
    buttons: [
      ...(isDue ? await actButtons(ctx, signer, [generate]) : []),
      { label: t('sign.button.status'), does: { action: action('sign.status') } },
    ],
  };
}
