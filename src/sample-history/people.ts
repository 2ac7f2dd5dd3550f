import { setTimeout as sleep } from 'node:timers/promises';
import type { Playground } from '@satu-pintu/playground';
import { type ChatPerson, type Modal, slackPerson, teamsPerson } from '@satu-pintu/playground/people';
import { type Language, languages, type TextArgs, type TextKey, translate } from '../core/texts/index.ts';
import { teamsWays } from './teams-ways.ts';

/** Matches a text of the product in whichever language its reader has, and nothing more than that text. */
export function words<K extends TextKey>(key: K, ...args: TextArgs<K>): RegExp {
  const spoken = languages.map((language) =>
    translate(language)(key, ...args).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^(?:${spoken.join('|')})$`);
}

/** What somebody writes, in the language that they have. */
export type Said = Record<Language, string>;

/** Somebody of the sample organisation, at the platform where they are. */
export interface Somebody extends ChatPerson {
  readonly language: Language;
  says(said: Said): string;
}

/** Those whom the bot meets in the local Teams; everybody else is in the local Slack. */
export const inTeams = [
  'dewi.lestari',
  'hendra.gunawan',
  'maya.anggraini',
  'putri.maharani',
  'sari.utami',
] as const;

/** The sample people, by their accounts, as long as all that has not begun anew. */
export async function sampleActors(playground: Playground): Promise<(account: string) => Somebody> {
  const locales = new Map((await playground.api.people({})).map(({ name, locale }) => [name, locale]));
  return (account) => {
    const language: Language = locales.get(account) === 'en' ? 'en' : 'id';
    const isInTeams = playground.teams !== undefined && inTeams.some((one) => one === account);
    const person = isInTeams ? teamsPerson(playground, account, teamsWays) : slackPerson(playground, account);
    return Object.assign(person, { language, says: (said: Said) => said[language] });
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
