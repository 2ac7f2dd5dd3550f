import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the folder that holds package.json, whether we run from `src/` or from the built `dist/`. */
export const projectRoot: string = (() => {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('package.json not found above the program');
    folder = parent;
  }
  return folder;
})();

/**
 * Absolute path of a file that `npm run build` makes and that is started in a thread or served as it is. Sources that run
 * unbuilt, as in the tests, take the built one too: a test run and the benchmarks build first.
 */
export const built = (file: string): string => path.join(projectRoot, 'dist', file);
