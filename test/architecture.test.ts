import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/core/root.ts';

interface Import {
  from: string;
  to: string;
  dynamic: boolean;
  /** Only types, which are gone when the program runs. */
  types: boolean;
}

const root = path.join(projectRoot, 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  // The playground is another package, with an architecture of its own.
  .filter(
    (file) => file.endsWith('.ts') && !file.startsWith('db/generated/') && !file.startsWith('playground/'),
  )
  .map((file) => file.split(path.sep).join('/'));

/** Every import of a file: `to` is a path below src for our own modules, a package name for others. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\('([^']+)'\)/g,
    ),
  ];
  return found.map(([statement, named, bare, dynamic]) => {
    const target = named ?? bare ?? dynamic ?? '';
    const to = target.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target))
      : target;
    return {
      from: file,
      to,
      dynamic: dynamic !== undefined,
      types: /^\s*(?:import|export) type\b/.test(statement),
    };
  });
}

const imports = files.flatMap(importsOf);
const within = (folder: string) => imports.filter(({ from }) => from.startsWith(folder));
const ours = ({ to }: Import) => files.includes(to) || to.startsWith('db/generated/');
const offending = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`);

/** A folder imports of our own modules only what lies below these. */
function onlyFrom(folder: string, allowed: readonly string[]): string[] {
  const outside = within(folder).filter((one) => ours(one) && !one.to.startsWith(folder));
  return offending(outside.filter(({ to }) => !allowed.some((prefix) => to.startsWith(prefix))));
}

/** A catalogue's part of one language, of whoever says it. */
const isText = (file: string) => /^(?!core\/).*\/texts\/(?:\w+\.)?(id|en)\.ts$/.test(file);

/** What everything else rests on, and what serves every desk. */
const basis = ['core/', 'db/', 'chat/', 'merkle/'];
const servingAll = [
  'audit-log/',
  'jobs/',
  'deadlines/',
  'records/',
  'people/',
  'working-time/',
  'reminders/',
  'authenticators/',
  'posted/',
  'attachments/',
  'neighbours/',
  'spreadsheets/',
  'pki/',
  'pades/',
  'paper/',
  'imports/',
  'personal-data/',
  'retention/',
  'erasure/',
];
/** Pure functions over bytes, which know nothing of ours but the core, and each other as it stands here. */
const overBytes = ['spreadsheets/', 'pki/', 'pades/', 'paper/'];

describe('who may import whom', () => {
  it('reads the imports at all', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(within('desks/').some(({ to }) => to.startsWith('core/'))).toBe(true);
  });

  it('lets core import nothing but the texts of the others, which are data: nothing else imports those', () => {
    const catalogues = ['core/texts/en.ts', 'core/texts/id.ts'];
    const outside = within('core/').filter((one) => ours(one) && !one.to.startsWith('core/'));
    expect(offending(outside.filter(({ to }) => !isText(to)))).toEqual([]);
    expect([...new Set(outside.map(({ from }) => from))].sort()).toEqual(catalogues);
    const texts = files.filter(isText);
    expect(texts.map((file) => file.replace(/(id|en)\.ts$/, '')).length).toBe(outside.length);
    const used = imports.filter(({ from, to }) => isText(to) && !catalogues.includes(from));
    expect(used.every(({ from, to, types }) => types && from.replace(/en\.ts$/, 'id.ts') === to)).toBe(true);
    expect(offending(imports.filter(({ from, to }) => isText(from) && !isText(to)))).toEqual([]);
  });
  it('lets chat and db import core', () => {
    expect(onlyFrom('chat/', ['core/'])).toEqual([]);
    expect(onlyFrom('db/', ['core/'])).toEqual([]);
    expect(onlyFrom('merkle/', [])).toEqual([]);
    expect(onlyFrom('audit-log/', ['core/', 'db/', 'merkle/'])).toEqual([]);
  });
  it('keeps desks, platforms and the web out of what serves them all', () => {
    for (const folder of servingAll) expect(onlyFrom(folder, [...servingAll, ...basis])).toEqual([]);
    expect(onlyFrom('spreadsheets/', ['core/'])).toEqual([]);
    expect(onlyFrom('pki/', ['core/'])).toEqual([]);
    expect(onlyFrom('paper/', ['core/'])).toEqual([]);
    expect(onlyFrom('pades/', ['core/', 'pki/'])).toEqual([]);
    expect(onlyFrom('web/', [...servingAll, ...basis])).toEqual([]);
  });
  it('lets a desk import what serves all, the web’s types, and what it is given of the house', () => {
    const shared = [...servingAll, ...basis, 'web/'];
    const doors = ['desks/house.ts', 'desks/front/index.ts'];
    for (const desk of [
      'front',
      'imports',
      'organisation',
      'user-id',
      'satker',
      'partners',
      'marketplace',
      'signature',
      'minutes',
      'remarks',
    ]) {
      expect(onlyFrom(`desks/${desk}/`, [...shared, ...doors])).toEqual([]);
    }
  });
  it('lets platforms import core and chat alone, and keeps their packages in their folder', () => {
    expect(onlyFrom('platforms/', ['core/', 'chat/'])).toEqual([]);
    const slack = imports.filter(({ to }) => to.startsWith('@slack/'));
    expect(offending(slack.filter(({ from }) => !from.startsWith('platforms/slack/')))).toEqual([]);
    const teams = imports.filter(({ to }) => /^(@microsoft\/|botbuilder|botframework)/.test(to));
    expect(teams.length).toBeGreaterThan(0);
    expect(offending(teams.filter(({ from }) => !from.startsWith('platforms/teams/sdk/')))).toEqual([]);
  });
  it('loads what is large of Teams only where Teams is set up', () => {
    const outside = imports.filter(
      ({ from, to }) => to.startsWith('platforms/teams/') && !from.startsWith('platforms/teams/'),
    );
    const values = outside.filter(({ dynamic, types }) => !dynamic && !types);
    expect(offending(values)).toEqual([]);
    expect(outside.filter(({ dynamic }) => dynamic).map(({ from, to }) => [from, to])).toEqual([
      ['app.ts', 'platforms/teams/app.ts'],
    ]);
    // Of its SDKs the one that is used: they share a port, which is small.
    const sdks = imports.filter(
      ({ from, to }) =>
        /^platforms\/teams\/sdk\/(?!port)/.test(to) && !from.startsWith('platforms/teams/sdk/'),
    );
    expect(sdks.map(({ from, to, dynamic }) => [from, to, dynamic])).toEqual(
      ['teams-ai', 'agents-hosting'].map((sdk) => [
        'platforms/teams/app.ts',
        `platforms/teams/sdk/${sdk}.ts`,
        true,
      ]),
    );
  });
  it('keeps what certificates and PDF files are made with in its folders, and loads it where somebody signs', () => {
    const ground = ({ from }: Import) => from.startsWith('pki/') || from.startsWith('pades/');
    const libraries = imports.filter(({ to }) => /^(pkijs|asn1js|@cantoo\/pdf-lib)/.test(to));
    expect(libraries.length).toBeGreaterThan(0);
    expect(offending(libraries.filter((one) => !ground(one)))).toEqual([]);
    // What these load is small, and they start the threads that load the rest.
    const small = ['threads', 'inspect', 'place'].map((name) => `pades/${name}.ts`);
    const used = imports.filter(
      (one) => !ground(one) && /^(pki|pades)\//.test(one.to) && !small.includes(one.to),
    );
    expect(offending(used.filter(({ dynamic, types }) => !dynamic && !types))).toEqual([]);
  });
  it('lets no desk know on which platform it is, and no platform a desk’s words', () => {
    const code = (file: string) =>
      readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const saying = (folders: string[], words: RegExp) =>
      files.filter((file) => folders.some((folder) => file.startsWith(folder)) && words.test(code(file)));
    const neutral = ['desks/', 'chat/', 'web/', ...servingAll];
    // What people read may say where something is to be mended.
    expect(saying(neutral, /slack|teams/i).filter((file) => !isText(file))).toEqual([]);
    expect(saying(['platforms/'], /user-id|'userid'|'pintu'|satker|partner|marketplace/i)).toEqual([]);
  });
  it('has one cleaning of what people give, and one reading of the days and times in it', () => {
    const code = (file: string) =>
      readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const saying = (words: RegExp) => files.filter((file) => words.test(code(file)));
    expect(saying(/\\u200b|\\ufeff|\\p\{(?:Cf|DI|Default_Ign)/i)).toEqual(['core/given.ts']);
    expect(saying(/wib\|wita|'agustus'/i).sort()).toEqual(['core/written-names.ts', 'core/written-time.ts']);
    // A form's text is read from its values by these alone: the router has cleaned them before.
    expect(saying(/=== 'text' \? [\w(]*value\.text/)).toEqual(['chat/form.ts', 'web/forms/render.ts']);
    // A cell is read by what it shows, or by what is stored there as text: never as it came.
    const stored = imports.filter(({ to, types }) => to === 'spreadsheets/cell.ts' && !types);
    expect(offending(stored.filter(({ from }) => !from.startsWith('spreadsheets/')))).toEqual([]);
  });
  it('I-8 writes days and times in one place, so that each has one shape', () => {
    const code = (file: string) =>
      readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const saying = (words: RegExp) => files.filter((file) => words.test(code(file)));
    // `core/day.ts` reads what clocks show, and `env.ts` asks whether there is such a zone.
    expect(saying(/DateTimeFormat/).sort()).toEqual(['core/day.ts', 'core/texts/dates.ts', 'env.ts']);
    expect(saying(/\btoLocale(?!Lower|Upper)|\btoDateString\b/)).toEqual(['core/texts/format.ts']);
    // From one day to another: two days that a text of ours sets side by side are a period.
    expect(saying(/formatDay\([^`]*\} – /)).toEqual([]);
  });
  it('looks words that come from outside up in maps: every object has names of its own, such as `constructor`', () => {
    const served = ['desks/', 'chat/', 'platforms/', 'web/', ...servingAll];
    const found = files
      .filter((file) => served.some((folder) => file.startsWith(folder)) && !file.startsWith('spreadsheets/'))
      .flatMap((file) => {
        const code = readFileSync(path.join(root, file), 'utf8');
        const tables = [
          ...code.matchAll(/const (\w+): (?:Readonly<|Partial<)*Record<string, [^=]*= \{[^}]/g),
        ];
        const looked = tables.filter(([, name]) => new RegExp(`\\b${name}(?:\\?\\.)?\\[[^'"\\]]`).test(code));
        const members = /\.(?:actions|forms|cards|commands|verbs|records)(?:\?\.)?\[[^'"\]]/.test(code);
        return [...looked.map(([, name]) => `${file} ${name}`), ...(members ? [`${file} of a desk`] : [])];
      });
    expect(found).toEqual([]);
  });
  it('lets only app.ts see platforms and desks together', () => {
    const seeing = (prefix: string) =>
      new Set(imports.filter(({ to }) => to.startsWith(prefix)).map(({ from }) => from));
    const both = [...seeing('platforms/')].filter(
      (file) => seeing('desks/').has(file) && !file.startsWith('platforms/'),
    );
    expect(both).toEqual(['app.ts']);
    const openers = imports.filter(({ to }) =>
      /^desks\/(user-id|satker|partners|organisation|imports|marketplace|minutes|remarks)\/index\.ts$/.test(
        to,
      ),
    );
    expect([...new Set(openers.map(({ from }) => from))]).toEqual(['desks/index.ts']);
  });
  it('names nothing in a circle, neither what is loaded nor a type alone', () => {
    const loads = new Map(
      files.map((file) => [file, importsOf(file).flatMap(({ to }) => (files.includes(to) ? [to] : []))]),
    );
    // What loads nothing that is left is taken away, until nothing is left, or what loads itself.
    for (let left = -1; left !== loads.size; ) {
      left = loads.size;
      for (const [file, loaded] of loads) if (!loaded.some((one) => loads.has(one))) loads.delete(file);
    }
    expect([...loads.keys()]).toEqual([]);
  });
  it('lets what is below know nothing of what is above: desks, the door, the web, what serves all, the basis', () => {
    const layers = [
      ['core/'],
      ['db/', 'chat/', ...overBytes],
      [...servingAll.filter((folder) => !overBytes.includes(folder)), 'platforms/'],
      ['web/'],
      ['desks/'],
      ['app.ts', 'main.ts'],
    ];
    const layerOf = (file: string) => layers.findIndex((layer) => layer.some((one) => file.startsWith(one)));
    const upward = imports.filter((one) => {
      const [from, to] = [layerOf(one.from), layerOf(one.to)];
      return ours(one) && !isText(one.to) && from >= 0 && to > from;
    });
    expect(offending(upward)).toEqual([]);
  });
  it('lets no desk see another, but the organisation the card of a person, which is the front desk’s', () => {
    const deskOf = (file: string) => /^desks\/([\w-]+)\//.exec(file)?.[1];
    const across = imports.filter(
      ({ from, to }) => deskOf(from) && deskOf(to) && deskOf(from) !== deskOf(to),
    );
    expect(offending(across)).toEqual(['desks/organisation/index.ts → desks/front/index.ts']);
  });
  it('loads the playground from the start alone, and only when it is wanted', () => {
    const users = imports.filter(
      ({ to, types }) => !types && (to.startsWith('@satu-pintu/') || to.startsWith('playground/')),
    );
    expect(users.map(({ from, to }) => [from, to])).toEqual([
      ['playground-setup.ts', '@satu-pintu/playground'],
      ['sample-history/people.ts', '@satu-pintu/playground/people'],
    ]);
    const living = imports.filter(({ to }) => to === 'sample-history/index.ts');
    expect(living.map(({ from }) => from)).toEqual(['playground-setup.ts']);
    const setup = imports.filter(({ to, types }) => to === 'playground-setup.ts' && !types);
    expect(setup.map(({ from, dynamic }) => [from, dynamic])).toEqual([['main.ts', true]]);
  });
  it('lets the start alone move the product’s clock, and only with a playground', () => {
    const moving = files.filter((file) => /\.passTime\(/.test(readFileSync(path.join(root, file), 'utf8')));
    expect(moving).toEqual(['main.ts']);
    const main = readFileSync(path.join(root, 'main.ts'), 'utf8');
    expect(main).toMatch(
      /const clock: Clock = playground \? \(\) => new Date\(playground\.now\(\)\) : systemClock;/,
    );
    expect(main.split('playWith(').length).toBe(2);
    expect(main).toMatch(
      /if \(play && playground\) \{\s*playground\.playWith\(\{\s*passed: [^\n]*app\.passTime\(/,
    );
  });
  it('installs nothing for production that only the playground needs', () => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'));
    const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
    const { packages } = read('package-lock.json') as {
      packages: Record<string, { dev?: boolean; devDependencies?: object }>;
    };
    const theirs: Record<string, string> = read('src/playground/package.json').devDependencies;
    // What `npm ci` itself does not look at in a workspace.
    expect(packages['src/playground']?.devDependencies).toEqual(theirs);
    const onlyTheirs = Object.keys(theirs).filter((name) => !(name in dependencies));
    expect(onlyTheirs).toEqual(expect.arrayContaining(['adaptivecards', 'preact', 'smtp-server', 'ws']));
    expect(onlyTheirs.filter((name) => !packages[`node_modules/${name}`]?.dev)).toEqual([]);
    const bare = imports.map(({ to }) => to.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1'));
    expect(onlyTheirs.filter((name) => bare.includes(name))).toEqual([]);
  });
  it('loads packages later in one place, which knows what the built program makes of that', () => {
    const later = imports.filter((one) => one.dynamic && !ours(one) && !one.to.startsWith('../'));
    expect(later.some(({ from }) => from === 'core/packages.ts')).toBe(true);
    expect(offending(later.filter(({ from }) => from !== 'core/packages.ts'))).toEqual([]);
  });
  it('reads the environment where it is started, but for what a child process of the database inherits', () => {
    const readers = files.filter((file) =>
      readFileSync(path.join(root, file), 'utf8').includes('process.env'),
    );
    expect(readers.sort()).toEqual(['db/embedded/cluster.ts', 'keys-rotate.ts', 'main.ts']);
  });
  it('adds jobs by `enqueue_job` alone: what the worker has for it loses some', () => {
    const adders = files.filter((file) =>
      /graphile_worker\.add_job|\baddJobs?\(/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(adders).toEqual([]);
  });
  it('lets no test wait by a time of its own: the configuration’s is against hanging alone', () => {
    const tests = ['test', 'src/playground/test'].flatMap((folder) =>
      readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(folder, file),
      ),
    );
    const own = tests.filter((file) => {
      if (!file.endsWith('.test.ts') || file === 'test/architecture.test.ts') return false;
      return /\bvi\.wait|imeout: \d|^ *(?:\}, )?\d+_000(?:,$|\);$)/m.test(
        readFileSync(path.join(projectRoot, file), 'utf8'),
      );
    });
    expect(own).toEqual([]);
  });
});

describe('what is declared', () => {
  it.each(['Jobs', 'Cards', 'Letters'])(
    '%s: is held by the compiler to be done or built by somebody',
    (what) => {
      const texts = files.map((file) => readFileSync(path.join(root, file), 'utf8'));
      const within = (pattern: RegExp) =>
        texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found = '']) => found));
      const declared = within(new RegExp(`^  interface ${what} \\{\\n([\\s\\S]*?)\\n  \\}`, 'gm'));
      const names = declared.flatMap((body) =>
        [...body.matchAll(/^ {4}'?([a-z][\w.-]*)'?: /gm)].map(([, name = '']) => name),
      );
      const answered = within(new RegExp(`${what}Of<([^>]*)>`, 'g')).flatMap((one) =>
        [...one.matchAll(/'([^']+)'/g)].map(([, id = '']) => id),
      );
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((name) => !answered.includes(name.split('.')[0] ?? ''))).toEqual([]);
    },
  );
});

describe('statements', () => {
  it('U-14 order by a column itself, never by what they have made of it under the same name', () => {
    // `SELECT id::text … ORDER BY id` orders by the text: 10 before 9. The columns may stand in a text of their own.
    const found = files.flatMap((file) => {
      const texts = [...readFileSync(path.join(root, file), 'utf8').matchAll(/`[^`]*`|'[^'\n]*'/g)].map(
        String,
      );
      const made = (text: string) =>
        [...text.matchAll(/(?<![\w.])(\w+)::(?:text|date)\b(?=\s*[,`']|\s+FROM\b)/g)].map(([, name]) => name);
      const lists = texts.filter((text) => !/\b(?:SELECT|RETURNING)\b/.test(text)).flatMap(made);
      return texts.flatMap((text) => {
        const names = text.includes('${') ? [...made(text), ...lists] : made(text);
        const ordered = [...text.matchAll(/\bORDER BY (\w+)(?![\w.(])/g)].map(([, name]) => name);
        return ordered.filter((name) => names.includes(name)).map((name) => `${file}: ${name}`);
      });
    });
    expect(found).toEqual([]);
  });
});

describe('an address is not a person', () => {
  const sources = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

  it('I-1 the actor’s address is compared with a record’s in one place, which asks since when it is theirs', () => {
    const comparing = sources.filter(({ text }) =>
      /[!=]==? (ctx\.)?actor\.email|actor\.email [!=]==?/.test(text),
    );
    expect(comparing.map(({ file }) => file)).toEqual(['core/addressed.ts']);
  });

  it('I-1 no statement takes a record for somebody’s by an address alone', () => {
    const statements = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/`[^`]*`/g)].map(([statement]) => ({ file, statement })),
    );
    const byAddress = statements.filter(
      ({ statement }) =>
        /\b(satker_user|user_id_request)\b|\b[rs]\.email = \$/.test(statement) &&
        /(?<![\w.])email = \$|\b[rs]\.email = |= [rs]\.email\b/.test(statement),
    );
    expect(byAddress.length).toBeGreaterThan(5);
    expect(byAddress.filter(({ statement }) => !statement.includes('address_since'))).toEqual([]);
  });
});
