import { setTimeout as sleep } from 'node:timers/promises';
import type { Playground } from '@satu-pintu/playground';
import { type ChatPerson, type Modal, slackPerson, type UploadedFile } from '@satu-pintu/playground/people';
import { type Language, languages, type TextArgs, type TextKey, translate } from '../core/texts/index.ts';

/** Matches a text of the product in whichever language its reader has, and nothing more than that text. */
export function words<K extends TextKey>(key: K, ...args: TextArgs<K>): RegExp {
  const spoken = languages.map((language) =>
    translate(language)(key, ...args).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^(?:${spoken.join('|')})$`);
}

/** What somebody writes, in the language that they have. */
export type Said = Record<Language, string>;

/** Somebody of the sample organisation at the local Slack. */
export interface Somebody extends ChatPerson {
  says(said: Said): string;
}

/** The sample people, by their accounts, as long as all that has not begun anew. */
export async function sampleActors(playground: Playground): Promise<(account: string) => Somebody> {
  const locales = new Map((await playground.api.people({})).map(({ name, locale }) => [name, locale]));
  return (account) => {
    const spoken: Language = locales.get(account) === 'en' ? 'en' : 'id';
    return Object.assign(slackPerson(playground, account), { says: (said: Said) => said[spoken] });
  };
}

/** A machine with much else to do is told to be slow, and that one may press again. */
const slow = words('error.stalled');
const mostTries = 10;
const pauseMs = 500;

/** Does what opens a form, once more where the bot was too slow for it; answers the form. */
export async function opened(person: ChatPerson, act: () => Promise<unknown>, title: RegExp): Promise<Modal> {
  for (let tries = 1; tries < mostTries; tries += 1) {
    await act();
    if ((await person.modals()) > 0 || !(await person.isShown(slow))) break;
    await sleep(pauseMs);
    if ((await person.modals()) > 0) break;
  }
  return person.modal(title);
}

/** Sends a form that is right, once more where the bot was too slow for it; answers what it led to. Throws what it says is wrong. */
export async function sent(form: Modal): Promise<Modal | undefined> {
  let { errors, problem, next } = await form.submit();
  for (let tries = 1; tries < mostTries && problem !== undefined && slow.test(problem); tries += 1) {
    await sleep(pauseMs);
    ({ errors, problem, next } = await form.submit());
  }
  const wrong = [
    ...Object.entries(errors).map(([label, text]) => `${label}: ${text}`),
    ...(problem === undefined ? [] : [problem]),
  ];
  if (wrong.length > 0) throw new Error(`"${form.title}" was refused: ${wrong.join('; ')}`);
  return next;
}

/** Presses a button of the card of a record, fills in the form that it opens and sends that. */
export async function acted(
  person: ChatPerson,
  button: RegExp,
  record: string,
  fillIn: (form: Modal) => Promise<unknown>,
): Promise<void> {
  const form = await opened(person, () => person.click(button, { in: record }), button);
  await fillIn(form);
  await sent(form);
  await person.closeModals();
}

/** The number that a form led to. */
export async function numberIn(form: Modal | undefined, prefix: string): Promise<string> {
  const text = (await form?.text()) ?? '';
  const number = new RegExp(`${prefix}-\\d{4}-\\d{6}`).exec(text)?.[0];
  if (!number) throw new Error(`There is no number in: ${text}`);
  return number;
}

/** The smallest file that is one. */
export const letter = (name: string): UploadedFile => ({
  name,
  data: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
});
