import { action } from '../../../chat/action.ts';
import { named } from '../../../core/same-person.ts';
import { msg } from '../../../core/texts/index.ts';
import { type Kind, readBy, subjectOf } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { returningOf } from '../../../records/returning.ts';
import type { Announcement } from '../../../records/tell.ts';
import { orReturned, type Wait } from '../../../records/waiting.ts';
import type { Waits } from '../../../records/waits.ts';
import { newPhoneFacts } from '../cards/facts.ts';
import type { NewPhone } from '../model.ts';
import { maySeeNewPhone, phoneHolders } from '../rules.ts';
import { loadNewPhone } from '../store.ts';

declare module '../../../core/jobs.ts' {
  interface Jobs {
    'sign.announce': { entry: string };
  }
}

const announced = ({ id }: Pick<NewPhone, 'id'>): Announcement => ({
  name: 'sign.announce',
  queue: `announce new-phone:${id}`,
});

/** Another phone in the place of a lost one, which an ADMIN decides (G-8). */
export const newPhones: Kind<NewPhone> = {
  name: 'new-phone',
  state: ({ status }) => status,
  announced,
  ...readBy(loadNewPhone, (actor, { signer }) => maySeeNewPhone(actor, signer.personId)),
  unknown: msg('sign.refuse.unknown'),
  passed: () => overtaken(msg('sign.refuse.newPhonePassed')),
  shown: (ctx, asked) => [
    { type: 'facts', facts: newPhoneFacts(ctx, asked) },
    { type: 'quote', label: ctx.t('sign.field.reason'), text: asked.reason },
  ],
  names: ({ signer }) => ({ name: signer.name }),
  maxReason: 500,
};

/** How it waits now: for an ADMIN, or for its person's answer. */
export const waitOf = (asked: NewPhone): Wait | null =>
  orReturned(waitForAdmins(asked), asked, 'sign.new-phone');

/** Any ADMIN decides it, and nobody their own (A-1, I-4). */
export function waitForAdmins({ id, signer, status, askedAt, handed }: NewPhone): Wait | null {
  if (status !== 'WAITING') return null;
  return {
    subject: subjectOf(newPhones, id),
    held: phoneHolders,
    barred: named({ persons: [signer.personId] }),
    handed,
    since: askedAt,
    asker: signer.personId,
    card: 'sign.approval',
    letter: 'sign.waiting',
  };
}

export const newPhonesWait: Waits<NewPhone> = {
  kind: newPhones,
  load: loadNewPhone,
  waitOf,
  announced,
  named: ({ id, signer, reason }) => ({
    title: signer.name,
    text: reason,
    open: action('sign.open-new-phone', id),
  }),
};

/** How it is returned and talked about: what happened is told by words alone. */
export const newPhonesReturning = returningOf(newPhones, {
  table: 'new_phone',
  load: loadNewPhone,
  title: ({ t }, { signer }) => t('sign.newPhone.of', { name: signer.name }),
  waitOf: waitForAdmins,
});
