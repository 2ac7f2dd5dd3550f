import { translate } from '../../../src/core/texts/index.ts';
import type { SheetKindId } from '../../../src/imports/kind.ts';
import { decisionColumns } from '../../../src/records/several/columns.ts';
import { sheetOf } from '../../support/imports.ts';
import { png } from '../../support/sample-files.ts';
import type { Door, Given, Giving } from './door.ts';
import type { Cell } from './matrix.ts';
import type { Outcome } from './outcome.ts';
import { type Account, people } from './people.ts';
import type { Program } from './program.ts';

/** Something that is done with files, by the name that the rules have for it. */
interface GivenFiles {
  does: string;
  ask(who: Account): Cell['ask'];
}

const t = translate('id');

/** A spreadsheet with these titles and a row that is of no use. */
const sheet = (...titles: string[]): Given => ({
  ending: 'xlsx',
  content: (called) =>
    sheetOf(
      titles,
      titles.map(() => called),
    ),
});
const mail: Given = {
  ending: 'eml',
  content: (called) => Buffer.from(`Subject: ${called}\r\n\r\n${called}`),
};
const picture: Given = {
  ending: 'png',
  content: (called) => Buffer.concat([png, Buffer.from(called)]),
};
/** Of no kind: nobody reads further than whether they take it. */
const any = sheet('Apa saja');

/** What stands above the columns of a kind that is not rows of a desk's. */
const ownTitles: Partial<Record<SheetKindId, readonly string[]>> = {
  'satker.logins': ['NIK', 'Login Terakhir'],
  'record.decision': decisionColumns.map(({ title }) => t.message({ key: title })),
};

/** A sheet of each kind that the program takes. */
function sheetsOf({ desks }: Program): Map<string, Given> {
  const kinds = desks.flatMap(({ sheets = [] }) => sheets);
  const titles = kinds.map((kind): [string, readonly string[]] => [
    kind.id,
    'columns' in kind
      ? kind.columns.map(({ title }) => t.message({ key: title }))
      : (ownTitles[kind.id] ?? []),
  ]);
  const all = new Map<string, readonly string[]>([...Object.entries(ownTitles), ...titles]);
  return new Map([...all].map(([id, columns]) => [id, sheet(...columns)]));
}

/** Channels of these purposes, on each platform. */
const channels = { impor: 'IMPORTS', 'kppn-satu': 'KPPN' } as const;

async function bindChannels({ db, doors }: Program): Promise<void> {
  for (const door of Object.values(doors))
    for (const [name, purpose] of Object.entries(channels)) {
      const { tenant, channel } = await door.openChannel(name);
      await db.query(
        `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, unit_id, bound_by_id, bound_at)
         SELECT $1, $2, $3, $4, $5::channel_purpose, CASE WHEN $5 = 'KPPN' THEN (SELECT id FROM unit WHERE code = 'KPPN-JKT1') END, id, now()
         FROM person WHERE email LIKE 'tono.%'`,
        [door.platform, tenant, channel, name, purpose],
      );
    }
}

/** Whose account is linked with nobody at work. */
const isStrange = (who: Account): boolean => ['unlinked', 'inactive'].includes(people[who].is);

/** Of a file that a stranger drops in a channel nothing is said, as of all that is no concern of ours there: until they are answered one that they send us. */
function unheard(door: Door, who: Account, files: readonly Given[], how: Giving): Promise<Outcome> {
  return door.give(who, files, { ...how, until: door.give(who, [any]) });
}

/** Files that people send to the bot and drop in its channels, on both platforms alike. */
export async function givenFiles(program: Program): Promise<GivenFiles[]> {
  await bindChannels(program);
  await program.doors.slack.command('bima.santoso', '/pintu inbox workbook');
  await program.quiet();
  const sheets = sheetsOf(program);
  const giving = (does: string, files: readonly (Given | undefined)[], how?: Giving): GivenFiles => ({
    does,
    ask: (who) => (door) => {
      const given = files.filter((one) => one !== undefined);
      return how?.channel && isStrange(who) ? unheard(door, who, given, how) : door.give(who, given, how);
    },
  });
  const inImports = { channel: 'impor' };
  const atKppn = { channel: 'kppn-satu', read: true };
  return [
    giving('a spreadsheet', [any]),
    giving('a spreadsheet beside a picture', [any, picture]),
    giving('a spreadsheet in the channel of imports', [any], inImports),
    giving('a mail with a root of the log', [mail]),
    giving('a mail with a root of the log beside a picture', [mail, picture]),
    ...[...sheets].map(([id, file]) => giving(`a sheet of ${id}`, [file], { read: true })),
    giving('a sheet of satker.logins in the channel of a KPPN', [sheets.get('satker.logins')], atKppn),
    giving('a sheet of partner.account in the channel of a KPPN', [sheets.get('partner.account')], atKppn),
  ];
}
