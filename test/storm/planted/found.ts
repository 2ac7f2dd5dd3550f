/** How a planted fault is found. */
interface Found {
  seed: number;
  /** After which step. */
  step: number;
  /** It hangs on an instant that no seed draws: at times it takes another play, which is nothing for a test. */
  atAnInstant?: true;
}

export const foundBy: Readonly<Record<string, Found>> = {
  'ack before commit': { seed: 1, step: 6 },
  'no idempotency key': { seed: 2, step: 16, atAnInstant: true },
  'refresh lost': { seed: 1, step: 6 },
  'edit lost where the platform is busy': { seed: 4, step: 11 },
  'message lost at a 429': { seed: 1, step: 9 },
  'stale card edit wins': { seed: 1, step: 23, atAnInstant: true },
  'retry posts twice': { seed: 1, step: 3 },
  'card in the wrong conversation': { seed: 1, step: 3 },
  'reminder twice': { seed: 1, step: 4 },
  'deadline skipped by a clock jump': { seed: 2, step: 6 },
  'right checked at show only': { seed: 3, step: 11 },
  'seen on by a former holder': { seed: 5, step: 15 },
  'own request decided': { seed: 1, step: 6 },
  'both of two count': { seed: 6, step: 3, atAnInstant: true },
  'quorum counts one twice': { seed: 3, step: 8 },
  'change without an entry': { seed: 1, step: 7 },
  'substitute after the end': {
    seed: 3,
    step: 6,
  },
  'job lost with its replica': { seed: 1, step: 3, atAnInstant: true },
  'end of what another has taken': { seed: 505, step: 8, atAnInstant: true },
  'told to a former holder': { seed: 2, step: 7 },
  'number given twice': { seed: 1, step: 2 },
  'log rewritten': { seed: 1, step: 17 },
};
