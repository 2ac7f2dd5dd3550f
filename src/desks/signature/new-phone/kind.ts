import { action } from '../../../chat/action.ts';
import { msg } from '../../../core/texts/index.ts';
import { readBy } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { returningOf } from '../../../records/returning.ts';
import type { WaitingKind } from '../../../records/waits.ts';
import { newPhoneFacts } from '../cards/facts.ts';
import type { NewPhone } from '../model.ts';
import { maySeeNewPhone, phoneHolders } from '../rules.ts';
import { loadNewPhone, newPhonesWaiting } from '../store.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'sign', 'announce', OfEntry> {}
}

/** Another phone in the place of a lost one: any ADMIN decides it, and nobody their own (G-8, A-1, I-4). */
export const newPhones: WaitingKind<NewPhone> = {
  name: 'new-phone',
  table: 'new_phone',
  state: ({ status }) => status,
  announced: ({ id }) => ({ name: 'sign.announce', queue: `announce new-phone:${id}` }),
  ...readBy(loadNewPhone, (actor, { signer }) => maySeeNewPhone(actor, signer.personId)),
  unknown: msg('sign.refuse.unknown'),
  passed: () => overtaken(msg('sign.refuse.newPhonePassed')),
  title: ({ t }, { signer }) => t('sign.newPhone.of', { name: signer.name }),
  shown: (ctx, asked) => [
    { type: 'facts', facts: newPhoneFacts(ctx, asked) },
    { type: 'quote', label: ctx.t('sign.field.reason'), text: asked.reason },
  ],
  names: ({ signer }) => ({ name: signer.name }),
  maxReason: 500,
  asker: ({ signer }) => signer.personId,
  waits: ({ status, askedAt }) =>
    status === 'WAITING'
      ? {
          held: phoneHolders,
          since: askedAt,
          card: 'sign.approval',
          letter: 'sign.waiting',
        }
      : null,
  root: 'sign.new-phone',
  // Whoever withdraws it knows.
  outcome: ({ status }) => (status === 'APPROVED' || status === 'REJECTED' ? 'sign.decided' : null),
  waiting: newPhonesWaiting,
  named: ({ id, signer, reason }) => ({
    title: signer.name,
    text: reason,
    open: action('sign.open-new-phone', id),
  }),
};

/** How it is returned and talked about: what happened is told by words alone. */
export const newPhonesReturning = returningOf(newPhones);
