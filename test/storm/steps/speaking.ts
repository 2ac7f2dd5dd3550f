import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '@satu-pintu/playground/people';
import { personOf, within } from '../acting.ts';
import { heard } from './heard.ts';
import type { StepKind } from './step.ts';

const remarks = ['Mohon segera diproses', 'Sudah saya lengkapi', 'Apakah masih diperlukan?'];

/** Whoever has to do with a request writes about it: below its card, or where there are no threads with its number. */
export const speak: StepKind = async (stage) => {
  const { world, random } = stage;
  const open = stage.before.requests.filter(({ status }) => status.startsWith('WAITING'));
  const request = random.one(open);
  if (!request) return null;
  const concerned = stage.before.copies.filter(
    ({ subject, personId, messageId, live }) =>
      subject === `user-id:${request.id}` && personId !== null && messageId && live,
  );
  const copy = random.one(concerned);
  const account = stage.before.people.find(({ id }) => id === copy?.personId)?.email.split('@')[0];
  if (!copy?.platform || !account) return null;
  const platform: Platform = copy.platform;
  const text = `${random.one(remarks)} (${random.below(1000)})`;
  const repeats = random.chance(0.4);
  if (repeats) await world.doors[platform].repeatNext(2 + random.below(2));
  const person = personOf(world, account, platform);
  await person.closeModals();
  const before = await heard(world);
  await within(
    'an answer',
    platform === 'slack' ? person.reply(request.number, text) : person.give(`${request.number} ${text}`),
  ).catch(() => {});
  // A message is acked first and read then.
  const last = Date.now() + patienceMs;
  while (Date.now() < last && (await heard(world)) === before) await sleep(15);
  const what = `${account} writes about ${request.number} in ${platform}${repeats ? ', delivered more than once' : ''}`;
  return { says: what, deeds: [{ account, platform, what, answer: 'shown', told: '' }] };
};

const patienceMs = 3000;
