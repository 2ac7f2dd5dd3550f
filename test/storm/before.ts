import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { projectRoot } from '../../src/core/root.ts';

const run = promisify(execFile);

/**
 * The program as it was at another commit, built as `npm start` builds it; answers the address of its `app.js`. It lies below `dist/`
 * and is made once. What a rolling upgrade meets: the database is of this version already.
 */
export async function buildAt(ref: string): Promise<string> {
  const { stdout } = await run('git', ['rev-parse', '--short=12', ref], { cwd: projectRoot });
  const folder = path.join(projectRoot, 'dist/before', stdout.trim());
  const app = path.join(folder, 'dist/app.js');
  if (!existsSync(app)) {
    await mkdir(folder, { recursive: true });
    await run('sh', ['-c', `git archive ${stdout.trim()} | tar -x -C '${folder}'`], { cwd: projectRoot });
    if (!existsSync(path.join(folder, 'node_modules')))
      await symlink(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
    await run('npm', ['run', '--silent', 'generate'], { cwd: folder });
    await run('npm', ['run', '--silent', 'build'], { cwd: folder });
  }
  return pathToFileURL(app).href;
}
