import type { Said, TeamsWays } from '@satu-pintu/playground/people';
import { languages, type TextKey, translate } from '../core/texts/index.ts';
import { fileOf, Guest } from './guest.ts';

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
  async giveFiles(url, files, language) {
    const given = files.map(({ name, data }) => fileOf(name, data));
    const page = await new Guest(language).open(url);
    const said = await page.send({ files: given });
    return [...said.matchAll(/<div class="alert bad"[^>]*>([\s\S]*?)<\/div>/g)].map(([, text = '']) =>
      text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    );
  },
  subject: (text) => /UID-\d{4}-\d{6}/.exec(text)?.[0],
};
