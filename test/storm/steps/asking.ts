import type { Modal, Platform } from '@satu-pintu/playground/people';
import {
  fillIn as fillInWish,
  forJoko,
  forRina,
  forSomebodyElse,
  forWahyu,
  words,
} from '../../support/user-id-steps.ts';
import { type Deed, personOf, send, within } from '../acting.ts';
import type { StepKind } from './step.ts';

const everybody = [
  'rina.wulandari',
  'joko.prasetyo',
  'bima.santoso',
  'dewi.lestari',
  'eko.saputra',
  'sari.utami',
  'maya.anggraini',
];
const wishes = [forRina, forJoko, forWahyu];

/** Somebody asks for a User ID, for themselves or for somebody else. */
export const askForUserId: StepKind = async ({ world, random }) => {
  const account = random.one(everybody) ?? '';
  const platform: Platform = random.chance(0.5) ? 'slack' : 'teams';
  const wish = random.one(wishes) ?? forRina;
  const person = personOf(world, account, platform);
  const what = `${account} asks for a User ID (${wish.nopek ?? wish.applicant?.name}) in ${platform}`;
  const deed: Deed = { account, platform, what, answer: 'unanswered', told: '' };
  await person.closeModals();
  const repeats = random.chance(0.2);
  try {
    await within('an answer', person.command('/userid'));
    const form: Modal = await within('the form', person.modal(words('userId.form.title')));
    const others = words('userId.field.for');
    if ((await form.fields()).some((label) => others.test(label))) await within('it', forSomebodyElse(form));
    await within('the fields', fillInWish(form, wish));
    if (repeats) await world.doors[platform].repeatNext(2 + random.below(2), 'submission');
    const sent = await send({ account, platform, what, form });
    const number = /UID-\d{4}-\d{6}/.exec(sent.told)?.[0];
    const done = sent.answer === 'shown' && number ? { ...sent, answer: 'done' as const } : sent;
    return { says: `${what}: ${done.answer} (${number ?? done.told.slice(0, 80)})`, deeds: [done] };
  } catch (error) {
    const told = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { says: `${what}: ${told}`, deeds: [{ ...deed, told }] };
  }
};
