import type { Row } from '../rules.ts';

/** What is everybody's, and what is the ADMINs' (I-9). */
export const byFront: readonly Row[] = [
  { rule: 'I-1', does: '/pintu pintu.help pintu.portal pintu.mine pintu.inbox', may: 'anybody' },
  { rule: 'I-9', does: 'pintu.people pintu.find-person pintu.grant pintu.channels pintu.step-up pintu.unheld', may: 'ADMIN' },
];
