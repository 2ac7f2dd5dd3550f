import type { Status } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { NewPhone } from '../model.ts';

const tones: Record<NewPhone['status'], Status['tone']> = {
  WAITING: 'waiting',
  APPROVED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

/** How each is called, wherever it is shown. */
export const newPhoneStatusTexts = {
  WAITING: 'sign.newPhone.status.WAITING',
  APPROVED: 'sign.newPhone.status.APPROVED',
  REJECTED: 'sign.newPhone.status.REJECTED',
  WITHDRAWN: 'sign.newPhone.status.WITHDRAWN',
} as const satisfies Record<NewPhone['status'], TextKey>;

export const newPhoneStatus = ({ t }: Pick<Context, 't'>, { status }: NewPhone): Status => ({
  text: t(newPhoneStatusTexts[status]),
  tone: tones[status],
});
