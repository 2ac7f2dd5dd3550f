import type { Prepared } from './acting.ts';
import { type Violation, violations } from './invariants/index.ts';
import { consult, type Oracle } from './oracle.ts';
import { quiet } from './quiet.ts';
import { randomOf } from './random.ts';
import { type Snapshot, take } from './snapshot.ts';
import { drawStep, type StepName, stepKinds } from './steps/index.ts';
import type { Stage } from './steps/step.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

export interface StormOptions extends WorldOptions {
  seed: number;
  /** How many steps. */
  steps: number;
  /** Steps that are left out, while a failing storm is made smaller. */
  without?: ReadonlySet<number>;
  /** What happens more often than else. */
  emphasis?: readonly StepName[] | undefined;
  /** Told of each step when it is over. */
  tell?: (step: Told) => void;
}

export interface Told {
  step: number;
  name: StepName;
  /** Null: there was nothing to do it with. */
  says: string | null;
  /** Whether the log, letters, or what stands on a platform are others after it. */
  changes: boolean;
  ms: number;
}

export interface StormResult {
  seed: number;
  trace: Told[];
  /** The first step after which something did not hold, and what. */
  failed?: { step: number; violations: Violation[] };
}

/** One minute passes from step to step. */
const paceMs = 60_000;

/** One storm: steps that follow from the seed, and after each of them, once all is quiet, what always holds. */
export async function storm({
  seed,
  steps,
  without = new Set(),
  emphasis,
  tell = () => {},
  ...options
}: StormOptions): Promise<StormResult> {
  const world = await openWorld(options);
  const oracle = consult(world);
  const trace: Told[] = [];
  let isOver = false;
  try {
    let before = await settled(world, oracle);
    const kept: Prepared[] = [];
    const phones = new Map<string, string>();
    let mayRepeat = false;
    let mayRepeatAnywhere = false;
    let isDisturbed = false;
    for (let step = 0; step < steps; step += 1) {
      if (without.has(step)) continue;
      const began = performance.now();
      const random = randomOf(seed, step);
      const name = kept.some(({ isNext }) => isNext) ? 'send kept' : drawStep(random, step, emphasis);
      const stage: Stage = {
        world,
        before,
        random,
        kept,
        phones,
        lose: () => {
          mayRepeat = true;
        },
        loseAnywhere: () => {
          mayRepeat = true;
          mayRepeatAnywhere = true;
        },
        disturb: () => {
          isDisturbed = true;
        },
      };
      await world.pass(paceMs, 'not');
      const done = await stepKinds[name][0](stage);
      const after = await settled(world, oracle);
      const deeds = done?.deeds ?? [];
      const found = await violations({ before, after, deeds, isDisturbed, mayRepeat, mayRepeatAnywhere });
      const changes = stateOf(before) !== stateOf(after);
      const ms = Math.round(performance.now() - began);
      const told: Told = { step, name, says: done?.says ?? null, changes, ms };
      trace.push(told);
      tell(told);
      if (found.length > 0) return { seed, trace, failed: { step, violations: found } };
      // What disturbs a step may hit the next one.
      if (!/fault|mail/.test(name) && isDisturbed && random.chance(0.3)) {
        await world.heal();
        isDisturbed = false;
      }
      before = after;
    }
    isOver = true;
    return { seed, trace };
  } finally {
    await world.end(isOver);
  }
}

const stateOf = ({ entries, mails, copies, standing: { slack, teams } }: Snapshot): string =>
  JSON.stringify([
    entries.length,
    mails.length,
    copies.map(({ key, messageId, contentHash }) => [key, messageId, contentHash]),
    ...[slack, teams].map((messages) => messages.filter(({ deleted }) => !deleted).length),
  ]);

/** How things stand once nothing moves any more: what began while it was looked at is waited for too. */
async function settled(world: World, oracle: Oracle): Promise<Snapshot> {
  for (;;) {
    const snapshot = await take(world, oracle, await quiet(world));
    if (snapshot.stuck.length > 0 || (await isSettled(world, snapshot))) return snapshot;
  }
}

async function isSettled({ query }: World, { entries }: Snapshot): Promise<boolean> {
  const [moved] = await query<{ moves: boolean }>(
    `SELECT EXISTS (SELECT FROM audit_entry WHERE id > $1) OR EXISTS (SELECT FROM graphile_worker._private_jobs WHERE attempts < max_attempts) AS moves`,
    [entries.at(-1)?.id ?? 0],
  );
  return !moved?.moves;
}
