import { availableParallelism } from 'node:os';
import { createShares } from '../../core/shares.ts';

/**
 * Looking at a password takes a core for some hundredths of a second and 19 MiB, here or at a neighbour, and anybody may ask
 * for it. Half of the cores are left to everybody else, and whoever waits waits about a second: one more is refused in
 * words. By address, so that one of them cannot take all turns.
 */
export const looking = {
  atOnce: Math.max(1, Math.floor(availableParallelism() / 2)),
  each: Math.max(1, Math.floor(availableParallelism() / 2)),
  waiting: 32,
  waitingEach: 8,
};
export const passwordTurn = createShares(looking);
