import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { slimmer } from './slimmer.mjs';

/**
 * `npm run build`: the program with its packages in `dist/`. The files are made beside it and moved there one by one, what is
 * started last, so that a program which starts meanwhile, or one that runs and loads a part of itself later, never meets half
 * a file. Earlier parts stay for that reason.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const making = `dist/.making-${process.pid}`;

// What packages written for CommonJS expect to be there.
const banner = [
  "import{createRequire as __createRequire}from'node:module'",
  "import{fileURLToPath as __fileURLToPath}from'node:url'",
  "import{dirname as __dirnameOf}from'node:path'",
  'const require=__createRequire(import.meta.url),__filename=__fileURLToPath(import.meta.url),__dirname=__dirnameOf(__filename);',
].join(';');

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const forNode = {
  absWorkingDir: root,
  outdir: making,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  banner: { js: banner },
  metafile: true,
  logLevel: 'warning',
};

const threadEntries = {
  'spreadsheet-worker': 'src/spreadsheets/worker/main.ts',
  'strength-worker': 'src/web/password/strength-worker.ts',
};

try {
  await mkdir(path.join(root, making), { recursive: true });
  const { metafile } = await build({
    ...forNode,
    entryPoints: ['src/main.ts', 'src/app.ts'],
    splitting: true,
    external: ['esbuild', '@node-rs/argon2', 'pg-native'],
    plugins: [slimmer],
  });
  // A thread shares no file with the program, so that it loads no more than it needs.
  const threads = await build({ ...forNode, entryPoints: threadEntries });
  const made = [metafile, threads.metafile].flatMap(({ outputs }) =>
    Object.keys(outputs).map((file) => path.relative(making, file)),
  );
  const started = ['app.js', 'main.js'];
  for (const file of [...made.filter((file) => !started.includes(file)), ...started]) {
    await rename(path.join(root, making, file), path.join(root, 'dist', file));
  }
  const outputs = Object.entries(metafile.outputs).map(([file, output]) => [
    `dist/${path.basename(file)}`,
    output,
  ]);
  // Which file holds what, for the tests that compare the bundle with the sources.
  const bundle = JSON.stringify({ ...metafile, outputs: Object.fromEntries(outputs) });
  await writeFile(path.join(root, making, 'bundle.json'), bundle);
  await rename(path.join(root, making, 'bundle.json'), path.join(root, 'dist/bundle.json'));
} finally {
  await rm(path.join(root, making), { recursive: true, force: true });
}
