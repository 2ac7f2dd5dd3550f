/** How a planted fault is found. */
interface Found {
  seed: number;
  /** After which step. */
  step: number;
  /** At whatever moment it hits, one of these sees it first. */
  invariants: string[];
  /** It hangs on an instant that no seed draws: at times it takes another play, which is nothing for a test. */
  atAnInstant?: true;
}

export const foundBy: Readonly<Record<string, Found>> = {
  'ack before commit': { seed: 1, step: 6, invariants: ['acked'] },
  'no idempotency key': { seed: 2, step: 16, invariants: ['refused', 'once'], atAnInstant: true },
  'refresh lost': { seed: 1, step: 6, invariants: ['copies are true'] },
  'edit lost where the platform is busy': { seed: 3, step: 7, invariants: ['copies are true'] },
  'message lost at a 429': { seed: 1, step: 9, invariants: ['copies are true'] },
  'stale card edit wins': { seed: 3, step: 10, invariants: ['copies are true'], atAnInstant: true },
  'retry posts twice': { seed: 1, step: 3, invariants: ['posted once'] },
  'card in the wrong conversation': { seed: 1, step: 3, invariants: ['copies are true'] },
  'reminder twice': { seed: 1, step: 4, invariants: ['reminded once', 'reminded as often'] },
  'deadline skipped by a clock jump': { seed: 2, step: 6, invariants: ['seen to'] },
  'right checked at show only': { seed: 1, step: 7, invariants: ['copies are true', 'of holders'] },
  'own request decided': { seed: 1, step: 6, invariants: ['copies are true', 'of holders'] },
  'both of two count': { seed: 1, step: 6, invariants: ['chained', 'one decision'], atAnInstant: true },
  'quorum counts one twice': { seed: 2, step: 14, invariants: ['one decision'] },
  'change without an entry': { seed: 1, step: 7, invariants: ['acked', 'chained'] },
  'substitute after the end': {
    seed: 3,
    step: 6,
    invariants: ['copies are true', 'of holders', 'of concern'],
  },
  'job lost with its replica': { seed: 1, step: 3, invariants: ['copies are true'], atAnInstant: true },
  'told to a former holder': { seed: 1, step: 13, invariants: ['copies are true', 'of concern'] },
  'number given twice': { seed: 1, step: 2, invariants: ['numbers'] },
  'log rewritten': { seed: 1, step: 17, invariants: ['chained', 'append'] },
};
