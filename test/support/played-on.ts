import type { Platform } from '@satu-pintu/playground/people';
import { it } from 'vitest';

const notHere = Object.assign(() => {}, { each: () => () => {} }) as unknown as typeof it;

/**
 * The `test` of a file whose `it` is played on every platform: of what one plays for all. A platform translates and decides nothing,
 * so that a rule's flow is played on each, and its further cases on one.
 */
export const playedOn = (one: Platform, platform: Platform): typeof it => (platform === one ? it : notHere);
