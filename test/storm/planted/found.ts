/** By which seed a planted fault is found, after which step, and by which invariant. */
export const foundBy: Readonly<Record<string, { seed: number; step: number; invariant: string }>> = {
  'ack before commit': { seed: 1, step: 6, invariant: 'acked' },
  'no idempotency key': { seed: 2, step: 13, invariant: 'refused' },
  'refresh lost': { seed: 1, step: 6, invariant: 'copies are true' },
  'edit lost where the platform is busy': { seed: 1, step: 4, invariant: 'copies are true' },
  'message lost at a 429': { seed: 1, step: 9, invariant: 'copies are true' },
  'number given twice': { seed: 1, step: 2, invariant: 'numbers' },
  'log rewritten': { seed: 1, step: 17, invariant: 'chained' },
  'card in the wrong conversation': { seed: 6, step: 2, invariant: 'copies are true' },
};
