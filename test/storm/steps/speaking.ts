import type { Platform } from '@satu-pintu/playground/people';
import { personOf, within } from '../acting.ts';
import type { Stage, StepKind } from './step.ts';

const remarks = ['Mohon segera diproses', 'Sudah saya lengkapi', 'Apakah masih diperlukan?'];

/** Whoever has to do with a request writes about it: below its card, or where there are no threads with its number. */
export const speak: StepKind = async ({ world, before, random }: Stage) => {
  const open = before.requests.filter(({ status }) => status.startsWith('WAITING'));
  const request = random.one(open);
  if (!request) return null;
  const concerned = before.copies.filter(
    ({ subject, personId, messageId, live }) => subject === `user-id:${request.id}` && personId !== null && messageId && live,
  );
  const copy = random.one(concerned);
  const account = before.people.find(({ id }) => id === copy?.personId)?.email.split('@')[0];
  if (!copy?.platform || !account) return null;
  const platform: Platform = copy.platform;
  const text = `${random.one(remarks)} (${random.below(1000)})`;
  const repeats = random.chance(0.4);
  if (repeats) await world.doors[platform].repeatNext(2 + random.below(2));
  const person = personOf(world, account, platform);
  await person.closeModals();
  await within(
    'an answer',
    platform === 'slack' ? person.reply(request.number, text) : person.give(`${request.number} ${text}`),
  ).catch(() => {});
  return { says: `${account} writes about ${request.number} in ${platform}${repeats ? ', delivered more than once' : ''}`, deeds: [] };
};
