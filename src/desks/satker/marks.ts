import type { Markable } from '../../authenticators/step-up.ts';
import type { Context } from '../../core/context.ts';
import { markableActs } from '../../records/buttons.ts';
import { approve, deactivate, reject } from './registrations/acts.ts';
import { approveTicket, deleteUser, giveBack, rejectTicket } from './tickets/acts.ts';

/** What officers decide; what somebody takes back of their own is no decision. */
export const markable = ({ t }: Context): Markable[] => [
  ...markableActs(t, t('satker.marks.registration'), [approve, reject, deactivate]),
  ...markableActs(t, t('satker.marks.ticket'), [deleteUser, giveBack, approveTicket, rejectTicket]),
];
