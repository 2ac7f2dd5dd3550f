import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { built, projectRoot } from '../../src/core/root.ts';

/** Builds the program as `npm start` does; once for a whole run, by `global-setup.ts`. */
export async function build(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: projectRoot });
}

/** The composition root of the built program, whose other files are those that `dist/main.js` loads too. */
export async function builtApp(): Promise<typeof import('../../src/app.ts')> {
  return import(/* @vite-ignore */ pathToFileURL(built('app.js')).href);
}
