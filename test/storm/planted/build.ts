import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { projectRoot } from '../../../src/core/root.ts';
import type { Patch } from './faults.ts';

/**
 * Builds the program with these patches in it, below `dist/`, where it finds what it starts in threads; answers the address of its
 * `app.js`. A patch whose text is not in the sources any more, or more than once, is a defect of the patch.
 */
export async function buildWith(name: string, patches: readonly Patch[]): Promise<string> {
  const outdir = path.join(projectRoot, 'dist/planted', name.replaceAll(/\W+/g, '-'));
  const unused = new Set(patches);
  const patched: Plugin = {
    name: 'patched',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        const own = patches.filter((one) => path.join(projectRoot, 'src', one.file) === file);
        if (own.length === 0) return undefined;
        let contents = await readFile(file, 'utf8');
        for (const one of own) {
          const parts = contents.split(one.from);
          if (parts.length !== 2)
            throw new Error(`${name}: ${one.file} has this ${parts.length - 1} times:\n${one.from}`);
          contents = parts.join(one.to);
          unused.delete(one);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['src/app.ts'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages stay where they are: whoever runs one build after another loads them once.
    packages: 'external',
    logLevel: 'warning',
    plugins: [patched],
  });
  const [left] = unused;
  if (left) throw new Error(`${name}: ${left.file} is not in the program`);
  return pathToFileURL(path.join(outdir, 'app.js')).href;
}
