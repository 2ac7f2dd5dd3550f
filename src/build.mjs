import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPlayground, isInstalled } from './playground/build.mjs';
import { slimmer } from './slimmer.mjs';
import { removeSuperseded } from './superseded.mjs';

/**
 * `npm run build`: the program with its packages in `dist/`, and what it starts in threads and serves to browsers; nothing of
 * `src/` is needed to run it. The files are made beside it and moved there one by one, what is started last, so that a program
 * which starts meanwhile, or one that runs and loads a part of itself later, never meets half a file. Parts of an
 * earlier build stay a day longer for that reason (`superseded.mjs`).
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const making = `dist/.making-${process.pid}`;
// The bundler lives for seconds: what it does not need any more is looked for less often, and it takes no more memory.
process.env.GOGC ??= '400';

// What packages written for CommonJS expect to be there.
const banner = [
  "import{createRequire as __createRequire}from'node:module'",
  "import{fileURLToPath as __fileURLToPath}from'node:url'",
  "import{dirname as __dirnameOf}from'node:path'",
  'const require=__createRequire(import.meta.url),__filename=__fileURLToPath(import.meta.url),__dirname=__dirnameOf(__filename);',
].join(';');

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = { absWorkingDir: root, bundle: true, format: 'esm', metafile: true, logLevel: 'warning' };

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const forNode = { ...common, outdir: making, platform: 'node', target: 'node20', banner: { js: banner } };

/**
 * The playground is a program of its own (`src/playground/build.mjs`) and lies beside ours as it was built. Where it is not
 * installed, ours says so when somebody wants to play.
 * @type {import('esbuild').Plugin}
 */
const besideUs = {
  name: 'beside-us',
  setup({ onResolve }) {
    onResolve({ filter: /^@satu-pintu\/playground(\/people)?$/ }, ({ path: asked }) => ({
      path: `./playground/${asked.endsWith('/people') ? 'people/' : ''}index.js`,
      external: true,
    }));
  },
};

/**
 * What is loaded later shares a part of what a start loads, each another one, and each such part would be a file: some twenty that a
 * start opens, one after the other. All that is loaded later therefore names the whole, which is there by then.
 * @type {import('esbuild').Plugin}
 */
const inOneFile = {
  name: 'in-one-file',
  setup({ onResolve, onLoad, resolve }) {
    const app = path.join(root, 'src/app.ts');
    /** The files that are loaded later. */
    const later = new Set();
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, async ({ path: asked, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === inOneFile) return undefined;
      const found = await resolve(asked, { kind, resolveDir, pluginData: inOneFile });
      if (found.path !== app) later.add(found.path);
      // The bundler resolves it itself: of a file that a plugin resolved it does not know that it is an ES module, and reads the
      // default of a CommonJS package otherwise than Node does.
      return undefined;
    });
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) =>
      later.has(file)
        ? { contents: `${await readFile(file, 'utf8')}\nimport ${JSON.stringify(app)};`, loader: 'ts' }
        : undefined,
    );
  },
};

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const program = {
  ...forNode,
  entryPoints: ['src/main.ts', 'src/app.ts'],
  splitting: true,
  external: ['@node-rs/argon2', 'pg-native'],
  plugins: [slimmer, inOneFile, besideUs],
};

/**
 * What runs in threads of its own. They share no file with the program, so that they load no more than they need.
 * @type {import('esbuild').BuildOptions & { metafile: true }}
 */
const threads = {
  ...forNode,
  entryPoints: {
    'spreadsheet-worker': 'src/spreadsheets/worker/main.ts',
    'strength-worker': 'src/web/password/strength-worker.ts',
    'pdf-worker': 'src/pades/worker.ts',
    'paper-worker': 'src/paper/worker.ts',
  },
};

/**
 * What checks an export of the audit log (`npm run audit:verify`): one file without packages, for whoever has nothing else of ours.
 * @type {import('esbuild').BuildOptions & { metafile: true }}
 */
const auditVerify = { ...forNode, entryPoints: { 'audit-verify': 'src/audit-log/verify/main.ts' } };

/**
 * What has data sealed anew under other keys (`npm run keys:rotate`), beside the program that runs.
 * @type {import('esbuild').BuildOptions & { metafile: true }}
 */
const keysRotate = {
  ...forNode,
  entryPoints: { 'keys-rotate': 'src/keys-rotate.ts' },
  external: ['pg-native'],
};

/**
 * What papers are written in (`src/paper/written.ts`): it goes into each of them, with the signs that are used of it.
 * @type {import('esbuild').BuildOptions & { metafile: true }}
 */
const fonts = {
  ...common,
  outdir: `${making}/fonts`,
  entryPoints: [
    import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ].map((font) => ({ in: fileURLToPath(font), out: path.parse(font).name })),
  loader: { '.ttf': 'copy' },
};

const signaturePad = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('signature_pad'))),
  'signature_pad.umd.min.js',
);
const altcha = path.dirname(path.dirname(fileURLToPath(import.meta.resolve('altcha/altcha.css'))));

/**
 * What the portal's pages load (`src/web/assets.ts`), as it stands: ours, and from their packages the captcha and the pad to draw on.
 * @type {import('esbuild').BuildOptions & { metafile: true }}
 */
const portal = {
  ...common,
  outdir: `${making}/assets`,
  entryPoints: [
    ...['portal.css', 'portal.js', 'search.js', 'captcha.js', 'drawing.js', 'comparing.js', 'icon.svg'].map(
      (file) => ({
        in: `src/web/assets/${file}`,
        out: path.parse(file).name,
      }),
    ),
    { in: signaturePad, out: 'signature-pad' },
    { in: `${altcha}/external/altcha.css`, out: 'altcha' },
    { in: `${altcha}/external/altcha.min.js`, out: 'altcha' },
    { in: `${altcha}/i18n/id.js`, out: 'altcha-id' },
    { in: `${altcha}/workers/pbkdf2.js`, out: 'altcha-worker' },
  ],
  loader: { '.css': 'copy', '.js': 'copy', '.svg': 'copy' },
};

/** Builds the playground and copies it; answers its files. */
async function takePlayground() {
  if (!isInstalled()) {
    await rm(path.join(root, 'dist/playground'), { recursive: true, force: true });
    return [];
  }
  const files = await buildPlayground();
  for (const file of files) {
    await mkdir(path.dirname(path.join(root, making, 'playground', file)), { recursive: true });
    await copyFile(path.join(root, 'src/playground/dist', file), path.join(root, making, 'playground', file));
  }
  return files.map((file) => `playground/${file}`);
}

/** Where a file that was made beside `dist/` belongs in it. */
const placeOf = (file) => path.posix.relative(making, file);

try {
  await mkdir(path.join(root, making), { recursive: true });
  const [played, { metafile }, ...others] = await Promise.all([
    takePlayground(),
    ...[program, threads, auditVerify, keysRotate, fonts, portal].map(build),
  ]);
  const made = [metafile, ...others.map((other) => other.metafile)].flatMap(({ outputs }) =>
    Object.keys(outputs).map(placeOf),
  );
  const started = ['app.js', 'main.js'];
  const files = [...played, ...made.filter((file) => !started.includes(file)), ...started];
  for (const file of files) {
    await mkdir(path.dirname(path.join(root, 'dist', file)), { recursive: true });
    await rename(path.join(root, making, file), path.join(root, 'dist', file));
  }
  const outputs = Object.entries(metafile.outputs).map(([file, output]) => [`dist/${placeOf(file)}`, output]);
  // Which file holds what, for the tests that compare the bundle with the sources.
  const bundle = JSON.stringify({ ...metafile, outputs: Object.fromEntries(outputs) });
  await writeFile(path.join(root, making, 'bundle.json'), bundle);
  await rename(path.join(root, making, 'bundle.json'), path.join(root, 'dist/bundle.json'));
  await removeSuperseded(path.join(root, 'dist'), files);
} finally {
  await rm(path.join(root, making), { recursive: true, force: true });
}
