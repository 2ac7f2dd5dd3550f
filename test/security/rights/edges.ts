import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Platform } from '@satu-pintu/playground/people';
import { shortcutsOf } from '../../../src/chat/shortcuts.ts';
import { projectRoot } from '../../../src/core/root.ts';
import { givenFiles } from './files.ts';
import { type Cell, named, rowOf } from './matrix.ts';
import type { Outcome } from './outcome.ts';
import { type Browsers, openBrowsers, ownPages, pageName } from './pages.ts';
import { type Account, accounts } from './people.ts';
import type { Program } from './program.ts';
import type { Subject } from './records/index.ts';
import type { Row } from './rules.ts';

/** A cell of something that is asked in a way of its own; the door is there for those that a platform delivers. */
const cell = (
  row: Row,
  does: string,
  who: Account,
  platform: Platform,
  ask: Cell['ask'],
  subject?: Subject,
): Cell => ({
  row,
  does,
  who,
  platform,
  ask,
  may: named(row.may, subject).includes(who),
  ...(subject && { subject }),
});

/** The lines that Teams offers where `/` is typed: commands of the message extension, by the manifest. */
async function typedLines(): Promise<string[]> {
  const manifest = JSON.parse(
    await readFile(path.join(projectRoot, 'manifests/teams/manifest.json'), 'utf8'),
  ) as {
    composeExtensions: { commands: { id: string }[] }[];
  };
  const ids = manifest.composeExtensions.flatMap(({ commands }) => commands.map(({ id }) => id));
  return ids
    .filter((id) => id.startsWith('typed.'))
    .map((id) => id.slice('typed.'.length).replaceAll('.', ' '));
}

/** A line as it is typed in a message, by the name that the rules have for it: `people` is `/pintu people`. */
const commandOf = (line: string, names: readonly string[]): string =>
  names.includes(line.split(' ')[0] ?? '') ? `/${line}` : `/pintu ${line}`;

/** What platforms deliver besides presses, commands and forms: shortcuts, lines of the message extension, files, and what nobody has signed. */
export async function edgeCells(program: Program): Promise<{ cells: Cell[]; unsaid: string[] }> {
  const { desks } = program;
  const cells: Cell[] = [];
  const unsaid: string[] = [];
  const said = (does: string): Row | undefined => {
    const row = rowOf(does);
    if (!row) unsaid.push(does);
    return row;
  };
  const names = desks.flatMap(({ commands = {} }) => Object.keys(commands));
  const file = (ending: string) => ({ name: `surat.${ending}`, size: 4 });
  for (const [name, { takes }] of shortcutsOf(desks)) {
    const row = said(`${name}[]`);
    for (const who of row ? accounts : [])
      for (const platform of ['slack', 'teams'] as const)
        cells.push(
          cell(row as Row, `shortcut ${name}`, who, platform, (door) =>
            door.shortcut(who, name, file(takes[0] ?? '')),
          ),
        );
  }
  for (const line of await typedLines()) {
    const row = said(commandOf(line, names));
    for (const who of row ? accounts : [])
      cells.push(
        cell(row as Row, `message extension ${line}`, who, 'teams', (door) =>
          door.shortcut(who, `typed.${line.replaceAll(' ', '.')}`, file('txt')),
        ),
      );
  }
  for (const { does, ask } of await givenFiles(program)) {
    const row = said(`${does}[]`);
    for (const who of row ? accounts : [])
      for (const platform of ['slack', 'teams'] as const)
        cells.push(cell(row as Row, does, who, platform, ask(who)));
  }
  const forged = said('what nobody has signed[]');
  for (const who of forged ? accounts : [])
    for (const platform of ['slack', 'teams'] as const)
      cells.push(
        cell(forged as Row, 'what nobody has signed', who, platform, (door) =>
          door.forged(who, 'pintu.help'),
        ),
      );
  return { cells, unsaid };
}

/** A form that Rina has begun to fill in: hers alone, whoever has its address. */
async function draftOf(browsers: Browsers): Promise<Subject> {
  const { text } = await browsers.ask('rina.wulandari', 'GET', '/portal/new');
  const id = /^\/portal\/forms\/([\w-]+)$/.exec(text)?.[1];
  if (!id) throw new Error(`no form was opened: ${text}`);
  return {
    kind: 'draft',
    state: 'begun',
    id: 0,
    is: [],
    number: id,
    who: { owner: ['rina.wulandari'] },
    secrets: [],
    alike: () => Promise.reject(new Error('one draft is enough')),
  };
}

/** The path of a page for a record, or for what nobody has given out. */
function pathFor(page: string, subject?: Subject): string {
  const { number = '0', id = '0', kind = 'user-id', args } = subject ?? {};
  return page
    .replace('/forms/:id', `/forms/${number}`)
    .replace(':number', number)
    .replace(':kind', kind)
    .replace(':id', String(id))
    .replace(':file', args?.['user-id.file']?.[0] ?? '0')
    .replace(':token', 'a'.repeat(43));
}

/** What a page is about, of all that was prepared; `[undefined]`: nothing. */
function aboutOf(
  path: string,
  subjects: readonly Subject[],
  draft: Subject,
): readonly (Subject | undefined)[] {
  if (path.includes('/forms/:id')) return [draft];
  if (path.includes(':kind')) return subjects.filter(({ kind }) => kindsWithMinutes.includes(kind));
  return /:number|:id/.test(path) ? subjects.filter(({ kind }) => kind === 'user-id') : [undefined];
}

/** Kinds of records that have a berita acara. */
const kindsWithMinutes = ['user-id', 'satker', 'satker-ticket', 'mapping'];

/** The portal's pages, its own and those of all desks × everybody, in a browser that is logged in as them. */
export async function pageCells(
  { pages, db, url }: Program,
  subjects: readonly Subject[],
): Promise<{ cells: Cell[]; unsaid: string[] }> {
  const browsers = await openBrowsers(db, url);
  const cells: Cell[] = [];
  const unsaid: string[] = [];
  await fetch(`${url}/portal/login`);
  const draft = await draftOf(browsers);
  // Logging out is for everybody, and who has is nobody from then on; the marketplace that is played here has pages of its own, which know nobody.
  const notAsked = /^POST \/portal\/logout$|^\w+ \/sandbox\//;
  for (const page of [...ownPages(), ...pages]) {
    const name = pageName(page);
    if (notAsked.test(name)) continue;
    const isLink = page.path.includes(':token');
    // A link that was never given out opens nothing for anybody, whoever they are.
    const ofLinks: Row = { rule: 'S-13 U-16', does: name, may: 'nobody' };
    for (const subject of aboutOf(page.path, subjects, draft)) {
      const row = isLink ? ofLinks : rowOf(`${name}[]`, subject);
      if (!row) {
        unsaid.push(`${name} ${subject?.state ?? ''}`);
        continue;
      }
      const ask = (who: Account) => (): Promise<Outcome> =>
        browsers.ask(who, page.method.toUpperCase(), pathFor(page.path, subject), page.uploads);
      for (const who of accounts) cells.push(cell(row, name, who, 'slack', ask(who), subject));
    }
  }
  return { cells, unsaid };
}
