import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, type Fault, type Platform, platforms } from '@satu-pintu/playground/people';
import { askForUserId } from './asking.ts';
import { press } from './pressing.ts';
import { speak } from './speaking.ts';
import type { StepKind } from './step.ts';

const hour = 3_600_000;

/** Time passes, and what is due by the clock is done: at its end, or hour by hour; by one replica, or by all at the same moment. */
export const time: StepKind = async ({ world, random }) => {
  const [name, hours, pace] = random.weighted([
    [['an hour', 1, 1], 3],
    [['a morning', 4, 1], 4],
    [['a day', 24, 6], 5],
    [['a day at once', 24, 24], 3],
    [['a day and a half at once', 37, 37], 3],
    [['three days', 72, 24], 3],
    [['four days at once', 99, 99], 3],
    [['a week', 168, 24], 2],
    [['a month at once', 30 * 24, 30 * 24], 1],
  ] as const);
  const where = random.chance(0.3) ? 'everywhere' : 'once';
  for (let passed = 0; passed < hours; passed += pace) await world.pass(pace * hour, where);
  return {
    says: `${name} passes${where === 'everywhere' ? ', for all replicas at the same moment' : ''}`,
    deeds: [],
  };
};

const faults: readonly Omit<Fault, 'call' | 'times'>[] = [
  { kind: 'busy', seconds: 1 },
  { kind: 'error', status: 503 },
  { kind: 'error', status: 500, applied: true },
  { kind: 'reset' },
  { kind: 'reset', applied: true },
  { kind: 'slow', delayMs: 400 },
];

/** A platform is busy, fails, or takes something whose answer is lost; mostly while somebody does something that it is to show. */
export const platformFault: StepKind = async (stage) => {
  const { world, random, lose, disturb } = stage;
  const platform: Platform = random.chance(0.6) ? 'slack' : 'teams';
  const call = random.weighted<Call>([
    ['post', 6],
    ['update', 5],
    ['open', 1],
    ['history', 2],
    ['lookup', 1],
  ]);
  const times = 1 + random.below(3);
  const fault = random.one(faults) ?? { kind: 'busy' };
  if (fault.applied) lose();
  disturb();
  await world.doors[platform].fail({ call, times, ...fault });
  const how = `the next ${times} calls (${call}) of ${platform} end in ${fault.kind}${fault.applied ? ', after it was done' : ''}`;
  const act = random.weighted([
    [undefined, 1],
    [askForUserId, 1],
    [press, 3],
  ] as const);
  const done = await act?.(stage);
  return { says: `${how}${done ? `; ${done.says}` : ''}`, deeds: done?.deeds ?? [] };
};

/** The mail server takes nothing until everything is mended. */
export const mailCloses: StepKind = async ({ world, disturb }) => {
  if (!world.mail.open) return null;
  world.mail.open = false;
  disturb();
  return { says: 'the mail server refuses letters', deeds: [] };
};

/** A replica is killed while nothing happens. */
export const killed: StepKind = async ({ world, random, lose }) => {
  lose();
  const place = random.below(world.replicas.length);
  await world.kill(place);
  return { says: `replica ${place} is killed and started again`, deeds: [] };
};

export const disconnected: StepKind = async ({ world, random, disturb }) => {
  disturb();
  await world.disconnect(random.below(1000));
  return { says: 'a connection to the database ends', deeds: [] };
};

/** All replicas are killed while jobs of theirs are under way, and started again. */
export const powerCut: StepKind = async (stage) => {
  const { world, lose, disturb } = stage;
  lose();
  disturb();
  for (const platform of platforms)
    await world.doors[platform].fail({ call: 'post', kind: 'slow', delayMs: 400, times: 2 });
  const pressed = press(stage);
  const last = Date.now() + 3000;
  const isAtWork = async () =>
    (await world.query('SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL LIMIT 1'))
      .length > 0;
  while (Date.now() < last && !(await isAtWork())) await sleep(5);
  await world.kill('all');
  const done = await pressed;
  return {
    says: `${done?.says ?? 'nothing'}; all replicas are killed and started again`,
    deeds: done?.deeds ?? [],
  };
};

/**
 * A replica is frozen while jobs of its own are under way. What says that it lives ends meanwhile, so that others do them; then it
 * goes on where it was.
 */
export const frozen: StepKind = async (stage) => {
  const { world, random, loseAnywhere, disturb } = stage;
  loseAnywhere();
  disturb();
  for (const platform of platforms)
    await world.doors[platform].fail({ call: 'post', kind: 'slow', delayMs: 400, times: 2 });
  const place = random.below(world.replicas.length);
  const done = await press(stage);
  await world.freeze(place);
  const [taken] = await world.query<{ by: string[] }>(
    `SELECT array_agg(DISTINCT locked_by) AS by FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL`,
  );
  const isHeld = async () =>
    (
      await world.query('SELECT FROM graphile_worker._private_jobs WHERE locked_by = ANY($1) LIMIT 1', [
        taken?.by ?? [],
      ])
    ).length > 0;
  const last = Date.now() + takenBackMs;
  while (Date.now() < last && (await isHeld())) await sleep(20);
  await world.heal();
  return {
    says: `${done?.says ?? 'nothing'}; replica ${place} is frozen until others do what it was about`,
    deeds: done?.deeds ?? [],
  };
};

/** Jobs of a replica that is gone are back after two looks of another one. */
const takenBackMs = 6000;

/** What somebody does is still on its way to others, slowly, when the next thing happens to the same record. */
export const overtaking: StepKind = async (stage) => {
  const { world, before, random, disturb } = stage;
  const request = random.one(before.requests.filter(({ status }) => status.startsWith('WAITING')));
  if (!request) return null;
  disturb();
  for (const platform of platforms)
    await world.doors[platform].fail({ call: 'post', kind: 'slow', delayMs: 700, times: 3 });
  const copies = before.copies.filter(({ subject }) => subject === `user-id:${request.id}`);
  const only = { ...stage, before: { ...before, copies, requests: [request] } };
  const first = await press(only);
  const next = await speak(only);
  return {
    says: `${first?.says ?? 'nothing'}; before that has arrived ${next?.says ?? 'nothing'}`,
    deeds: [...(first?.deeds ?? []), ...(next?.deeds ?? [])],
  };
};
