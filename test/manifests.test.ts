import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageFiles, problemsOf } from '../manifests/teams/build.ts';
import { verbOf } from '../src/chat/commands.ts';
import type { Command } from '../src/chat/desk.ts';
import { shortcutsOf } from '../src/chat/shortcuts.ts';
import { projectRoot } from '../src/core/root.ts';
import { type Language, type TextKey, translate } from '../src/core/texts/index.ts';
import type { Database } from '../src/db/database.ts';
import { catalogueDesks } from './support/card-catalogue.ts';

const folder = path.join(projectRoot, 'manifests/teams');
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json(path.join(folder, 'manifest.json'));
const english = json(path.join(folder, 'en.json'));
const schemas = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('@microsoft/app-manifest/package.json'))),
  `build/json-schemas/teams/v${manifest.manifestVersion}`,
);

/** What the schema says against a document. */
function against(schema: string, document: unknown): unknown[] {
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv as never);
  const validate = ajv.compile(json(path.join(schemas, schema)));
  return validate(document) ? [] : (validate.errors ?? []);
}

const wanted = { appId: '1b4f0c2e-1111-4222-8333-444455556666', url: 'https://akun.nusantara.example:8443/' };

describe('the Teams app', () => {
  it('agrees with the schema that it names, in both languages', () => {
    expect(against('MicrosoftTeams.schema.json', manifest)).toEqual([]);
    expect(against('MicrosoftTeams.Localization.schema.json', english)).toEqual([]);
    expect(against('MicrosoftTeams.schema.json', { ...manifest, bots: [{ botId: 'x' }] })).not.toEqual([]);
  });

  it('says in English everything that it says in Indonesian', () => {
    const lists = manifest.bots[0].commandLists as { commands: { title: string; description: string }[] }[];
    const told = lists.flatMap(({ commands }, list) =>
      commands.flatMap((command, i) => {
        const at = `bots[0].commandLists[${list}].commands[${i}]`;
        expect(english[`${at}.title`], at).toBe(command.title);
        return [`${at}.title`, `${at}.description`];
      }),
    );
    const commands = manifest.composeExtensions[0].commands as unknown[];
    const actions = commands.flatMap((_, i) => {
      const at = `composeExtensions[0].commands[${i}]`;
      return [`${at}.title`, `${at}.description`];
    });
    const names = ['name.short', 'name.full', 'description.short', 'description.full'];
    const keys = Object.keys(english).filter((key) => key !== '$schema');
    expect(keys.sort()).toEqual([...names, ...told, ...actions].sort());
  });

  it('asks for no more than it uses: of a team its messages alone, no other domain, no calls', () => {
    expect(manifest.authorization).toEqual({
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] },
    });
    expect(manifest.validDomains).toEqual(['pintu.example.com']);
    expect(manifest.bots[0].scopes).toEqual(['personal', 'team', 'groupChat']);
    expect(manifest.bots[0].supportsFiles).toBe(true);
  });

  it('is packed with the id and address that were given, at the top of the archive', () => {
    const files = unzipSync(zipSync(packageFiles(wanted)));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const packed = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
    expect(against('MicrosoftTeams.schema.json', packed)).toEqual([]);
    expect(packed).toMatchObject({ id: wanted.appId, bots: [{ botId: wanted.appId }] });
    // The application that the consent is for is the bot's own.
    expect(packed.webApplicationInfo.id).toBe(wanted.appId);
    expect(packed.validDomains).toEqual(['akun.nusantara.example']);
    expect(packed.developer.websiteUrl).toBe('https://akun.nusantara.example:8443/portal');
    expect(JSON.stringify(packed)).not.toMatch(/pintu\.example\.com|00000000-0000/);
  });

  it('is not packed for an id or an address that Teams would refuse', () => {
    expect(problemsOf(wanted)).toEqual([]);
    expect(problemsOf({ appId: 'app', url: 'http://akun.example' })).toHaveLength(2);
    expect(problemsOf({ ...wanted, appId: '00000000-0000-0000-0000-000000000000' })).toHaveLength(1);
  });

  it('has the two icons in their sizes, the outline white on nothing', () => {
    const size = (name: string) => {
      const png = readFileSync(path.join(folder, name));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), colour: png[25] };
    };
    expect(size('color.png')).toMatchObject({ width: 192, height: 192 });
    // Colour type 6 has an alpha channel.
    expect(size('outline.png')).toEqual({ width: 32, height: 32, colour: 6 });
  });
});

const { people: _people, front, userId, organisation, ...others } = catalogueDesks({} as Database);
const desks = [front, userId, ...Object.values(others).map(({ desk }) => desk), organisation];

describe('the Slack app', () => {
  it('has the commands that desks answer to', () => {
    const slack = parse(readFileSync(path.join(projectRoot, 'manifests/slack/manifest.yaml'), 'utf8'));
    const commands = slack.features.slash_commands.map(({ command }: { command: string }) => command);
    const answered = desks.flatMap((desk) => Object.keys(desk.commands ?? {}));
    expect(commands).toEqual(answered.map((name) => `/${name}`));
  });
});

/** What help, and whoever mistypes a word, is told of what can be typed. */
const says: Readonly<Record<string, TextKey>> = {
  pintu: 'pintu.help.title',
  help: 'pintu.help.title',
  userid: 'userId.offer.request',
  'userid list': 'userId.word.list',
  satker: 'satker.home.heading',
  'satker ticket': 'satker.word.ticket',
  'satker add': 'satker.word.add',
  'satker delete': 'satker.word.delete',
  partner: 'partner.desk.name',
  'partner whitelist': 'partner.word.whitelist',
  'partner mapping': 'partner.word.mapping',
  market: 'market.desk.name',
  'market add': 'market.word.add',
  sign: 'sign.offer.status',
  'sign pdf': 'sign.word.pdf',
  'sign verify': 'sign.word.verify',
  inbox: 'pintu.word.inbox',
  mine: 'pintu.word.mine',
  portal: 'pintu.word.portal',
  language: 'pintu.word.language',
  people: 'pintu.word.people',
  doctor: 'pintu.word.doctor',
  channel: 'pintu.word.channel',
};

/** Behind the command, as the beginning of a line. */
const saidOf = (language: Language, title: string): string => {
  const key = says[title];
  if (!key) throw new Error(`nothing is said of ${title}`);
  const words = (translate(language).message({ key }).split(' – ').at(-1) ?? '').replace(/\.$/, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** Whose it alone is. */
const only: Record<Language, RegExp> = {
  id: / \(khusus [A-Z_]+\)$/,
  en: / \([A-Z_]+ only\)$/,
};

describe('what the manifests say of commands', () => {
  it('I-8 is what help says of them, in both languages', () => {
    const slack = parse(readFileSync(path.join(projectRoot, 'manifests/slack/manifest.yaml'), 'utf8'));
    for (const { command, description } of slack.features.slash_commands)
      expect(description, command).toBe(
        (['id', 'en'] as const).map((language) => saidOf(language, command.slice(1))).join(' / '),
      );
    const lists = manifest.bots[0].commandLists as { commands: Typed[] }[];
    const actions = (manifest.composeExtensions[0].commands as Typed[]).map((one, i) => ({
      ...one,
      at: `composeExtensions[0].commands[${i}]`,
    }));
    const typed = [
      ...lists.flatMap(({ commands }, list) =>
        commands.map((one, i) => ({ ...one, at: `bots[0].commandLists[${list}].commands[${i}]` })),
      ),
      ...actions.filter(({ id }) => id?.startsWith('typed.')),
    ];
    for (const { title, description, at } of typed) {
      expect(description.replace(only.id, ''), title).toBe(saidOf('id', title));
      expect(english[`${at}.description`].replace(only.en, ''), title).toBe(saidOf('en', title));
      expect(only.id.test(description), title).toBe(only.en.test(english[`${at}.description`]));
    }
  });

  it('suggests behind each of Slack’s words that its desk has', () => {
    const slack = parse(readFileSync(path.join(projectRoot, 'manifests/slack/manifest.yaml'), 'utf8'));
    const commands = new Map(desks.flatMap((desk) => Object.entries(desk.commands ?? {})));
    for (const { command, usage_hint } of slack.features.slash_commands)
      for (const suggested of String(usage_hint).split(/ \| /)) {
        const [verb = ''] = suggested.split(' ');
        expect(verbOf(commands.get(command.slice(1)) as Command, verb), `${command} ${verb}`).toBeTruthy();
      }
  });
});

interface Typed {
  id?: string;
  title: string;
  description: string;
}

describe('what desks offer on messages', () => {
  const offered = [...shortcutsOf(desks)];

  it('G-7 stands in both manifests under its name, in the words of its desk, no longer than the platforms have it', async () => {
    const slack = parse(readFileSync(path.join(projectRoot, 'manifests/slack/manifest.yaml'), 'utf8'));
    const inSlack = offered.map(([name, { label }]) => ({
      callback_id: name,
      name: translate('id').message({ key: label }),
    }));
    expect(slack.features.shortcuts).toEqual(
      inSlack.map((one) => ({ ...one, type: 'message', description: expect.stringMatching(/^.{1,150}$/) })),
    );
    for (const { name } of inSlack) expect(name.length).toBeLessThanOrEqual(24);

    const { commands } = manifest.composeExtensions[0];
    expect(commands.filter(({ context }: { context: string[] }) => context.includes('message'))).toEqual(
      offered.map(([id, { label }]) => ({
        id,
        type: 'action',
        title: translate('id').message({ key: label }),
        description: expect.any(String),
        context: ['message'],
        fetchTask: true,
      })),
    );
    for (const [i, [, { label }]] of offered.entries())
      expect(english[`composeExtensions[0].commands[${i}].title`]).toBe(
        translate('en').message({ key: label }),
      );
  });
});

describe('what can be typed in Teams', () => {
  const [bot] = manifest.bots;
  const [personal, among] = bot.commandLists as {
    scopes: string[];
    triggers?: string[];
    commands: { title: string }[];
  }[];
  const titles = (list: { commands: { title: string }[] } | undefined) =>
    (list?.commands ?? []).map(({ title }) => title);
  const behindSlash = (
    manifest.composeExtensions[0].commands as { id: string; title: string; triggers?: string[] }[]
  ).filter(({ triggers }) => triggers?.includes('slash'));
  const commands = new Map(desks.flatMap((desk) => Object.entries(desk.commands ?? {})));

  it('is a word of a desk, or of the door', () => {
    for (const title of [...titles(personal), ...titles(among), ...behindSlash.map((one) => one.title)]) {
      const [first = '', ...rest] = title.split(' ');
      const desk = commands.get(first);
      const found = desk
        ? verbOf(desk, rest.join(' '))
        : first === 'inbox' || verbOf(commands.get('pintu') as Command, title);
      expect(found, title).toBeTruthy();
    }
  });

  it('begins with all five desks where people talk to the bot alone, in no more than a list holds', () => {
    expect(titles(personal).slice(0, 5)).toEqual(['userid', 'satker', 'partner', 'market', 'sign']);
    expect(titles(personal).length).toBeLessThanOrEqual(12);
  });

  it('is offered by a slash where others read, unseen by them; what opens a form is an action of its own name', () => {
    expect(bot.supportsTargetedMessages).toBe(true);
    expect(among).toMatchObject({ scopes: ['team', 'groupChat'], triggers: ['mention', 'slash'] });
    for (const { id, title } of behindSlash) expect(id).toBe(`typed.${title.replaceAll(' ', '.')}`);
    expect(titles(among).filter((title) => behindSlash.some((one) => one.title === title))).toEqual([]);
  });
});

describe('every way to start the program', () => {
  it('gives Node the same options', () => {
    const text = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');
    const ways = {
      'package.json': text('package.json').match(/node (--\S+) dist\/main\.js"/),
      container: text('manifests/container/Dockerfile').match(
        /^CMD \["node", "(--\S+)", "dist\/main\.js"\]/m,
      ),
      systemd: text('manifests/systemd/satu-pintu.service').match(
        /^ExecStart=\S+ (--\S+) \S+dist\/main\.js/m,
      ),
      'what operators read': text('docs/operations.md').match(/then `node (--\S+) dist\/main\.js`/),
    };
    for (const [way, found] of Object.entries(ways)) expect(found?.[1], way).toBe('--min-semi-space-size=16');
  });
});
