import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/core/root.ts';

const root = path.join(projectRoot, 'src');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  // What people see and type is the sample history's ground: they know every desk by its words.
  .filter((file) => file.endsWith('.ts') && !/^(?:db\/generated|playground|sample-history)\//.test(file));
/** Without comments. */
const code = new Map(
  files.map((file) => [file, read(file).replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')]),
);

/** Whose a file is: a desk's, or everybody's. The front desk, those of imports, of berita acara and of remarks show what is everybody's, and are no others. */
function deskOf(file: string): string | null {
  const [, desk = null] = /^desks\/([\w-]+)\//.exec(file) ?? [];
  return desk && ['front', 'imports', 'minutes', 'remarks'].includes(desk) ? null : desk;
}
const desks = [...new Set(files.flatMap((file) => deskOf(file) ?? []))].sort();

/** The tables of the schema that nobody but one desk writes into: `account`, not its enums. */
function tablesOfDesks(): Map<string, string> {
  const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');
  const tables = [...schema.matchAll(/^model \w+ \{[\s\S]*?@@map\("(\w+)"\)/gm)].map(
    ([, table = '']) => table,
  );
  return new Map(
    tables.flatMap((table): [string, string][] => {
      const writing = [...code].filter(([, text]) =>
        new RegExp(`INSERT INTO ${table}\\b|\\bcopy\\(\\s*'${table}'`).test(text),
      );
      const [desk, another] = new Set(writing.map(([file]) => deskOf(file)));
      return desk && another === undefined ? [[table, desk]] : [];
    }),
  );
}

/** What of these `names`, by the desks whose they are, stands in files that are not theirs, as `desk name file`. */
function strangers(
  names: ReadonlyMap<string, string>,
  naming: (name: string, text: string) => boolean,
): string[] {
  return [...names].flatMap(([name, desk]) =>
    [...code]
      .filter(([file, text]) => deskOf(file) !== desk && naming(name, text))
      .map(([file]) => `${name} in ${file.replace(/^(desks\/[\w-]+)\/.*/, '$1')}`),
  );
}

const unique = (found: string[]) => [...new Set(found)].sort();
const quoted = (name: string, text: string) => text.includes(`'${name}'`);

describe('what belongs to a desk', () => {
  it('is known: its tables, texts and names', () => {
    const tables = tablesOfDesks();
    expect(desks).toEqual(['marketplace', 'organisation', 'partners', 'satker', 'signature', 'user-id']);
    for (const [table, desk] of [
      ['user_id_request', 'user-id'],
      ['satker_user', 'satker'],
      ['secretary_mapping', 'partners'],
      ['position', 'organisation'],
      ['certificate', 'signature'],
    ] as const)
      expect(tables.get(table), table).toBe(desk);
    for (const ground of ['person', 'role_grant', 'account', 'import', 'bound_channel'])
      expect(tables.has(ground), ground).toBe(false);
  });

  it('a table is named by its desk alone, but where desks meet', () => {
    const naming = (table: string, text: string) =>
      // A word that is no table's alone is one where a statement says so.
      (table.includes('_')
        ? new RegExp(`(?<![\\w.])${table}\\b`)
        : new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE) ${table}\\b`)
      ).test(text) ||
      text.includes(`prisma.${table.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())}.`);
    expect(unique(strangers(tablesOfDesks(), naming))).toEqual(
      [
        // An address that was given up is forgotten once no record names it.
        'satker_user in erasure/own.ts',
        'user_id_request in erasure/own.ts',
        // Names of accounts go to nobody else, and stay.
        'partner_account in erasure/own.ts',
        // Why somebody decided on others is answered for.
        'user_id_decision in erasure/own.ts',
        // What the organisation keeps is there for the others to choose from.
        'application in desks/partners',
        'application_role in desks/partners',
        'approval_stage in desks/user-id',
        'platform_system in desks/user-id',
        'position in desks/partners',
        'unit_head in desks/user-id',
        'unit_head in desks/satker',
        // What a working day is: everybody is reminded by it.
        'holiday in reminders/missing-holidays.ts',
        'holiday in working-time/settings.ts',
        // What others have built upon it stays: the kind of a unit that has users (I-2), a head who was chosen (I-10).
        'satker_user in desks/organisation',
        'user_id_request in desks/organisation',
        // What lies sealed is so in every table alike (T-2).
        'satker_user in core/data-keys.ts',
        'digit_registration in core/data-keys.ts',
        'satker_user in db/seal-clear.ts',
        'digit_registration in db/seal-clear.ts',
        'partner_account in core/data-keys.ts',
        'partner_withdrawal in core/data-keys.ts',
        'partner_account in db/seal-clear.ts',
        'partner_withdrawal in db/seal-clear.ts',
        'certificate_authority in core/data-keys.ts',
        'product_certificate in core/data-keys.ts',
        'certificate_authority in db/seal-clear.ts',
        'product_certificate in db/seal-clear.ts',
        // A partner's account name is none that somebody has asked for (P-4).
        'user_id_request in desks/partners',
      ].sort(),
    );
  });

  it('and what others read of it they do not write', () => {
    const writing = (table: string, text: string) =>
      new RegExp(`\\b(?:INSERT INTO|UPDATE|DELETE FROM) ${table}\\b`).test(text);
    expect(unique(strangers(tablesOfDesks(), writing))).toEqual([]);
  });

  it('a text is said by its desk alone', () => {
    const texts = files.filter((file) => deskOf(file) && /\/texts\/(?:\w+\.)?id\.ts$/.test(file));
    expect(new Set(texts.map(deskOf)).size).toBe(desks.length);
    const keys = texts.flatMap((file) =>
      [...read(file).matchAll(/^ {2}'([^']+)':/gm)].map(([, key = '']): [string, string] => [
        key,
        deskOf(file) ?? '',
      ]),
    );
    expect(keys.length).toBeGreaterThan(500);
    expect(unique(strangers(new Map(keys), quoted))).toEqual([]);
  });

  it('a job, card, letter, sheet or deadline is named by its desk alone', () => {
    const names = files.flatMap((file) => {
      const desk = deskOf(file);
      if (!desk) return [];
      const declared = [
        ...read(file).matchAll(/^ {2}interface (?:Jobs|Cards|Letters|SheetKinds) \{\n([\s\S]*?)\n {2}\}/gm),
      ].flatMap(([, body = '']) => [...body.matchAll(/^ {4}'([^']+)':/gm)]);
      const deadlines = [...read(file).matchAll(/(?:Name = |^ +name: )'([a-z][\w-]*\.[\w-]+)'/gm)];
      return [...declared, ...deadlines].map(([, name = '']): [string, string] => [name, desk]);
    });
    expect(names.map(([name]) => name)).toEqual(
      expect.arrayContaining(['user-id.announce', 'satker.approval', 'partner.expiry', 'organisation.unit']),
    );
    // Cards that are told words are listed, all of them by type, where those words are emptied (T-3).
    expect(unique(strangers(new Map(names), quoted))).toEqual(['satker.report in retention/own.ts']);
  });

  it('a command is known by its desk alone', () => {
    const found = [...code].filter(
      ([file, text]) =>
        !/^desks\/|\/texts\//.test(file) &&
        file !== 'playground-setup.ts' &&
        /\buserid\b|\/(?:satker|partner)\b/.test(text),
    );
    expect(found.map(([file]) => file)).toEqual([]);
  });
});
