import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * `npm run build`: what this package hands out, in `dist/`. All that it is made of is inside, so that who uses it installs
 * nothing with it: the two platforms with their test people, and the pages in `page/`.
 */
const here = path.dirname(fileURLToPath(import.meta.url));

// What packages written for CommonJS expect to be there.
const banner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = { absWorkingDir: here, bundle: true, format: 'esm', metafile: true, logLevel: 'warning' };

/** What `exports` in `package.json` names. */
const entries = ['index.ts', 'judges.ts', 'people/index.ts'];

/** @type {(outdir: string) => import('esbuild').BuildOptions & { metafile: true }} */
const platforms = (outdir) => ({
  ...common,
  outdir,
  entryPoints: entries,
  platform: 'node',
  target: 'node20',
  splitting: true,
  banner: { js: banner },
});

/** @type {(outdir: string) => import('esbuild').BuildOptions & { metafile: true }} */
const pages = (outdir) => ({
  ...common,
  outdir: `${outdir}/page`,
  outbase: 'page',
  entryPoints: [
    ...['index.html', 'style.css', 'main.ts', 'play/style.css'],
    ...['teams/index.html', 'teams/style.css', 'teams/main.ts', 'teams/both.html', 'teams/both.css'],
  ].map((file) => `page/${file}`),
  target: 'es2022',
  minify: true,
  sourcemap: true,
  loader: { '.html': 'copy', '.css': 'copy' },
});

/** Whether what it is built of is here: an installation for production (`npm ci --omit=dev`) has none of it. */
export function isInstalled() {
  try {
    return Boolean(import.meta.resolve('postal-mime'));
  } catch {
    return false;
  }
}

/**
 * Builds anew; answers the files made, below `dist/`. They are made beside it and moved there one by one, what is imported last,
 * so that nobody who starts meanwhile meets half a file.
 */
export async function buildPlayground() {
  const making = `dist/.making-${process.pid}`;
  try {
    await mkdir(path.join(here, making), { recursive: true });
    const made = await Promise.all([pages(making), platforms(making)].map(build));
    const files = made
      .flatMap(({ metafile }) => Object.keys(metafile.outputs))
      .map((file) => path.posix.relative(making, file));
    for (const file of files.sort((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
      await mkdir(path.dirname(path.join(here, 'dist', file)), { recursive: true });
      await rename(path.join(here, making, file), path.join(here, 'dist', file));
    }
    return files;
  } finally {
    await rm(path.join(here, making), { recursive: true, force: true });
  }
}

const isEntry = (file) => entries.includes(file.replace(/\.js$/, '.ts'));

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPlayground();
