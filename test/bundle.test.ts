import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { built, projectRoot } from '../src/core/root.ts';
import { openWorkspace } from './support/bot.ts';
import { openOutside } from './support/program.ts';

/** What esbuild says of the program that it built, as far as it is asked here. */
interface Bundle {
  outputs: Record<
    string,
    {
      entryPoint?: string;
      imports: { path: string; kind: string }[];
      inputs: Record<string, { bytesInOutput: number }>;
    }
  >;
  inputs: Record<string, { imports: { path: string; kind: string }[] }>;
}

/** At its end a program lists what it had Node load of itself. */
const listing = `process.on('exit', () => console.log(process.moduleLoadList.join(), 'and no more'))`;

const bundle: Bundle = JSON.parse(await readFile(built('bundle.json'), 'utf8'));

/** A module as Node loads it, and not as a transformation of it would be. */
async function load(file: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ pathToFileURL(path.join(projectRoot, file)).href);
}

const names = (module: object) => Object.keys(module).sort();

/** The file of the bundle that is loaded where a module of the sources is imported later. */
function chunkOf(entryPoint: string): string {
  const found = Object.entries(bundle.outputs).find(([, output]) => output.entryPoint === entryPoint);
  if (!found) throw new Error(`the bundle has no file for ${entryPoint}`);
  return found[0];
}

/** What a module of ours imports later, below the project's folder. */
const loadedLater = (input: string): string[] =>
  (bundle.inputs[input]?.imports ?? [])
    .filter(({ kind, path: file }) => kind === 'dynamic-import' && file in bundle.inputs)
    .map(({ path: file }) => file);

/** What lies in the files that a start opens, and what is imported there from outside the bundle. */
function loadedAtStart(): string[] {
  const named = new Map(
    Object.entries(bundle.outputs).map(([file, output]) => [path.basename(file), output]),
  );
  const opened = new Set(['main.js', 'app.js']);
  const outside = new Set<string>();
  for (const file of opened)
    for (const { path: next, kind } of named.get(file)?.imports ?? [])
      if (kind === 'import-statement') {
        if (named.has(path.basename(next))) opened.add(path.basename(next));
        else outside.add(next);
      }
  const inside = [...opened].flatMap((file) =>
    Object.entries(named.get(file)?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [input] : [],
    ),
  );
  return [...inside, ...outside];
}

const ours = Object.keys(bundle.inputs).filter((input) => /^(src|prisma)\//.test(input));
const ownModules = [...new Set(ours.flatMap(loadedLater))].filter((file) => !file.includes('node_modules/'));
const packageModules = loadedLater('src/core/packages.ts');

describe('the program that npm start runs', () => {
  it.each(ownModules)('offers in its own file what %s offers', async (file) => {
    expect(names(await load(chunkOf(file)))).toEqual(names(await import(path.join(projectRoot, file))));
  });

  it.each(packageModules)('loads of %s what Node loads', async (file) => {
    const [inBundle, inNode] = [await load(chunkOf(file)), await load(file)];
    // A CommonJS package has nothing but `default` there; an ES module has its names.
    const whole = 'default' in inBundle ? [inBundle.default, inNode.default] : [inBundle, inNode];
    expect(names(whole[0] as object)).toEqual(names(whole[1] as object));
    expect(names(whole[0] as object).length).toBeGreaterThan(0);
  });

  it('has a file of its own for all that a start can do without', () => {
    expect(ownModules).toEqual(expect.arrayContaining(['src/platforms/teams/app.ts', 'src/web/portal.ts']));
    expect(packageModules).toHaveLength(6);
  });

  it('reads at a start nothing that only the portal needs, and of zod what it is asked for', () => {
    const loaded = loadedAtStart();
    expect(loaded).toEqual(expect.arrayContaining(['src/app.ts', 'src/desks/user-id/acts.ts']));
    const ofPackages = (names: string) => loaded.filter((file) => file.includes(`node_modules/${names}`));
    // It comes whole, with its words in fifty languages, where a single file imports `{ z }`.
    expect(ofPackages('zod/v4/locales/').map((file) => path.basename(file))).toEqual(['en.js']);
    for (const name of ['express', 'express-rate-limit', 'ip-address', 'helmet', 'nodemailer', '@prisma'])
      expect(ofPackages(`${name}/`), name).toEqual([]);
    expect(loaded).toContain('node:http');
    expect(loaded).not.toContain('@node-rs/argon2');
  });

  it('has Node load no second HTTP client for a start, as it does where one of its classes is named', async () => {
    const outside = await openOutside(0);
    try {
      const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(listing)}`;
      const program = await outside.start({ NODE_OPTIONS });
      await program.stop();
      await expect.poll(() => program.output()).toContain('and no more');
      expect(program.output()).toContain('NativeModule _http_client');
      expect(program.output()).not.toContain('undici');
    } finally {
      await outside.stop();
    }
  });

  it('answers operators', async () => {
    const workspace = await openWorkspace();
    try {
      const ask = async (page: string) => {
        const answer = await fetch(`${workspace.url}/${page}`);
        return { status: answer.status, text: await answer.text() };
      };
      expect(await ask('healthz')).toMatchObject({ status: 200 });
      expect(await ask('readyz')).toMatchObject({ status: 200 });
      expect(await ask('metrics')).toEqual({
        status: 200,
        text: expect.stringContaining('satu_pintu_jobs_dead 0'),
      });
    } finally {
      await workspace.stop();
    }
  });
});
