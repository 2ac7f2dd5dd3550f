import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatPerson, Modal, Platform, SubmitResult } from '@satu-pintu/playground/people';
import { words } from '../support/user-id-steps.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** What whoever acted was told. */
export type Answer =
  /** It is done. */
  | 'done'
  /** Somebody was faster. */
  | 'passed'
  /** It is not done, and why. */
  | 'refused'
  /** The platform heard nothing, or not in time: it may be done or not. */
  | 'unanswered'
  /** No form was sent: a button, or a message, may have done what it does by itself. */
  | 'shown';

/** What somebody did in a step. */
export interface Deed {
  account: string;
  platform: Platform;
  what: string;
  answer: Answer;
  /** In the product's words, in short. */
  told: string;
  /** It must be refused: its code has been used. */
  mayNot?: true;
}

/** Somebody before a form that is filled in and not sent yet. */
export interface Prepared {
  account: string;
  platform: Platform;
  what: string;
  form: Modal;
  /** It is sent in the next step: what it needs has just been taken from whoever filled it in. */
  isNext?: true;
}

/** Whatever the product does, nobody waits longer for what comes at once. */
const patienceMs = 12_000;

export function within<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing came`)), patienceMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export const personOf = (world: World, account: string, platform: Platform): ChatPerson =>
  world.doors[platform].person(account);

/** What lies in front of somebody after a press: it may come a moment after the press was acked, or something else is said instead. */
export async function front(
  { playground, doors }: World,
  account: string,
  platform: Platform,
  press: () => Promise<unknown>,
): Promise<Modal | undefined> {
  const person = doors[platform].person(account);
  let isSaid = false;
  const listening = playground.onChange(({ kind, person: toOne }) => {
    if (kind === 'notice' || (kind === 'message' && (platform === 'teams' || toOne !== undefined)))
      isSaid = true;
  });
  try {
    await within('an answer', press());
    const last = Date.now() + patienceMs;
    while (Date.now() < last) {
      if ((await person.modals()) > 0) return await person.modal();
      if (isSaid) return undefined;
      await sleep(20);
    }
    return undefined;
  } finally {
    listening();
  }
}

/** Words that a field asks for, where it asks for none of its options. */
const sentences = [
  'Sesuai kebutuhan pekerjaan',
  'Mohon dilengkapi dahulu',
  'Sudah kami periksa',
  'Belum sesuai',
];

/** Fills in whatever a form asks for, as somebody would who takes what comes. */
export async function fillIn(world: World, form: Modal, random: Random): Promise<void> {
  for (const label of await form.fields()) {
    const exactly = new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const shown = await form.value(exactly).catch(() => '');
    if (shown !== '' && random.chance(0.8)) continue;
    await fill(world, form, exactly, label, random);
  }
}

async function fill(world: World, form: Modal, at: RegExp, label: string, random: Random): Promise<void> {
  const option = random.one(await form.options(at).catch(() => []));
  const day = new Date(world.now() + random.below(60) * 86_400_000).toISOString().slice(0, 10);
  if (option !== undefined) await form.choose(at, option).catch(() => form.tick(at, option));
  else if (await succeeds(form.date(at, day))) return;
  else {
    const found = random.one(await form.search(at, '').catch(() => []));
    if (found !== undefined) await form.pick(at, found);
    else await form.type(at, isNewName(label) ? `id.${Math.floor(random.next() * 1e6)}` : sentence(random));
  }
}

const sentence = (random: Random): string => random.one(sentences) ?? '';
const isNewName = (label: string): boolean => words('userId.field.newUserId').test(label);

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

const doneTitle = words('form.done');
const passedTitle = words('form.passed');

/** Sends a form, and whatever comes after it on the way to the end. */
export async function send(prepared: Prepared): Promise<Deed> {
  const { form, isNext: _, ...deed } = prepared;
  let page: Modal = form;
  for (let pages = 0; pages < 3; pages += 1) {
    const sent = await within('an answer', page.submit()).catch(failed);
    if ('failure' in sent) return { ...deed, answer: 'unanswered', told: sent.failure };
    const answer = answerOf(sent);
    const told = await toldBy(sent);
    if (answer) return { ...deed, answer, told };
    if (told.includes('⚠️')) return { ...deed, answer: 'refused', told };
    if (!sent.next) return { ...deed, answer: 'unanswered', told: 'the form is gone' };
    if ((await sent.next.submitLabel().catch(() => undefined)) === undefined)
      return { ...deed, answer: 'shown', told };
    page = sent.next;
  }
  return { ...deed, answer: 'shown', told: await page.text().catch(() => '') };
}

function answerOf({ outcome, errors, problem, next }: SubmitResult): Answer | undefined {
  if (Object.keys(errors).length > 0) return 'refused';
  if (outcome.delivered && (outcome.status === 0 || (outcome.status ?? 200) >= 500)) return 'unanswered';
  if (problem !== undefined) return isTrouble(problem) ? 'unanswered' : 'refused';
  if (!next) return undefined;
  if (doneTitle.test(next.title)) return 'done';
  return passedTitle.test(next.title) ? 'passed' : undefined;
}

/** The platform's client says that the bot did not answer, or the product that it cannot tell whether it did it. */
const isTrouble = (problem: string): boolean =>
  /trouble connecting|sambung|went wrong|Unable to reach|lambat|slow|again|lagi|kesalahan|error/i.test(
    problem,
  );

const failed = (error: unknown) => ({
  failure: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
});

async function toldBy({ errors, problem, next }: SubmitResult): Promise<string> {
  const said = [...Object.values(errors), ...(problem === undefined ? [] : [problem])];
  if (said.length > 0) return said.join(' · ').slice(0, 160);
  return ((await next?.text().catch(() => '')) ?? '').replaceAll('\n', ' ').slice(0, 160);
}
