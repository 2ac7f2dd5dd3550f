/** By which seed a planted fault is found, after which step, and by which invariants: at whatever moment it hits, one of these sees it first. */
export const foundBy: Readonly<Record<string, { seed: number; step: number; invariants: string[] }>> = {
  'ack before commit': { seed: 1, step: 6, invariants: ['acked'] },
  'no idempotency key': { seed: 2, step: 13, invariants: ['refused'] },
  'refresh lost': { seed: 1, step: 6, invariants: ['copies are true'] },
  'edit lost where the platform is busy': { seed: 1, step: 4, invariants: ['copies are true'] },
  'message lost at a 429': { seed: 1, step: 9, invariants: ['copies are true'] },
  'number given twice': { seed: 1, step: 2, invariants: ['numbers'] },
  'log rewritten': { seed: 1, step: 17, invariants: ['chained'] },
  'card in the wrong conversation': { seed: 6, step: 2, invariants: ['copies are true'] },
};
