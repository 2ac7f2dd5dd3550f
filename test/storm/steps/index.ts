import type { Random } from '../random.ts';
import { askForUserId } from './asking.ts';
import { mapSecretary, satkerBegins } from './desks.ts';
import {
  disconnected,
  frozen,
  killed,
  mailCloses,
  overtaking,
  platformFault,
  powerCut,
  time,
} from './disturbing.ts';
import { dropFile } from './files.ts';
import { shop } from './market.ts';
import { atOnce, keep, outOfOrder, press, pressLate, resend, sendKept } from './pressing.ts';
import { ruleOverRoles, standIn } from './ruling.ts';
import { sign } from './signing.ts';
import { speak } from './speaking.ts';
import type { StepKind } from './step.ts';

/** What may happen, by its name, and how often it does. */
export const stepKinds = {
  ask: [askForUserId, 12],
  satker: [satkerBegins, 5],
  map: [mapSecretary, 3],
  file: [dropFile, 4],
  shop: [shop, 3],
  sign: [sign, 3],
  press: [press, 30],
  'press late': [pressLate, 6],
  keep: [keep, 5],
  'send kept': [sendKept, 5],
  'at once': [atOnce, 14],
  'out of order': [outOfOrder, 6],
  resend: [resend, 4],
  speak: [speak, 5],
  overtaking: [overtaking, 4],
  roles: [ruleOverRoles, 4],
  'stand in': [standIn, 3],
  time: [time, 10],
  'platform fault': [platformFault, 8],
  'mail closes': [mailCloses, 2],
  kill: [killed, 1],
  'power cut': [powerCut, 1],
  freeze: [frozen, 1],
  disconnect: [disconnected, 3],
} as const satisfies Record<string, readonly [StepKind, number]>;

export type StepName = keyof typeof stepKinds;

/**
 * Nothing can happen to what is not there: a storm begins with somebody who asks for something. `emphasis`: what happens far more
 * often than it does else.
 */
export const drawStep = (random: Random, step: number, emphasis: readonly StepName[] = []): StepName =>
  step < 2
    ? 'ask'
    : random.weighted(
        Object.entries(stepKinds).map(([name, [, weight]]) => {
          const kind = name as StepName;
          return [kind, emphasis.includes(kind) ? 6 * Math.max(weight, 4) : weight] as const;
        }),
      );
