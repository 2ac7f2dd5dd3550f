import { setTimeout as pass } from 'node:timers/promises';
import { id as texts } from '../../../src/core/texts/id.ts';
import type { Given, Giving } from './door.ts';
import { doneOr, type Outcome } from './outcome.ts';

/** Against hanging alone: files are read one after the other, those of everybody. */
const patienceMs = 120_000;

let given = 0;

/** Files as they are sent together: called as no others are, and with something in them that no others have. */
export async function asGiven(
  files: readonly Given[],
): Promise<{ called: string; files: { name: string; data: string }[] }> {
  given += 1;
  const called = `berkas${given}`;
  const made = files.map(async ({ ending, content }) => ({
    name: `${called}.${ending}`,
    data: (await content(called)).toString('base64'),
  }));
  return { called, files: await Promise.all(made) };
}

/** What a card says as soon as files are there, and what another one that a job posts of a file that came to nothing: either may come first. */
const saidAtOnce = texts['imports.receivedTitle'];
const saidLater = texts['imports.refused'].replace('{file}', '');

/** What somebody has been shown since: where they gave the files, and of what was dropped in a channel in their direct conversation. */
interface Shown {
  there: Outcome[];
  directly?: Outcome[];
}

/** What is wrong with the rows of an import, which its card says too, is no matter of rights. */
function refusalOr(told: Outcome): Outcome {
  const { why } = doneOr(told);
  return why && !why.startsWith('imports.refuse.') ? { ...told, shows: 'refusal', why } : told;
}

/**
 * What somebody is told of files of that name, of all that they have been shown since: words, which no job says, or a card that names them:
 * the one that says at once that they have arrived, or is `read` the one that says what has come of them.
 */
export async function toldOf(
  called: string,
  { read, until }: Giving,
  shown: () => Promise<Shown>,
): Promise<Outcome> {
  let isOver = false;
  until?.then(() => {
    isOver = true;
  });
  const isNamed = new RegExp(`\\b${called}\\b`);
  const isToldBy = ({ text }: Outcome) => isNamed.test(text) && !text.includes(read ? saidAtOnce : saidLater);
  for (const last = Date.now() + patienceMs; Date.now() < last; await pass(25)) {
    const isLast = isOver;
    const { there, directly = [] } = await shown();
    const told =
      there.find((one) => one.shows !== 'card' || isToldBy(one)) ??
      directly.find((one) => one.shows === 'card' && isToldBy(one));
    if (told) return refusalOr(told);
    if (isLast) return { shows: 'closed', text: '', why: 'silence' };
  }
  return { shows: 'nothing', text: '' };
}
