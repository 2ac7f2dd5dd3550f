import type { Said, TeamsWays } from '@satu-pintu/playground/people';
import { languages, type TextKey, translate } from '../../../src/core/texts/index.ts';
import { giveFiles } from './upload.ts';

const words: Record<Said, TextKey> = {
  open: 'form.open',
  apply: 'form.apply',
  back: 'form.back',
  'give files': 'form.upload',
  'files given': 'form.uploaded',
  'no files': 'form.noFiles',
};

/** How our bot does what Teams has no way for: by these buttons, in either language, and on the page for files. */
export const teamsWays: TeamsWays = {
  says: (label, what) =>
    languages.some((language) => translate(language)(words[what] as 'form.apply') === label),
  giveFiles,
  subject: (text) => /UID-\d{4}-\d{6}/.exec(text)?.[0],
};
