import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `npm run lock`: brings `package-lock.json` up to date so that it says of nothing where it is fetched from. Of a workspace npm
 * notes the folder that its link leads to, and wants to find that there. `npm ci` makes the same link of its version alone.
 */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const rewrite = (change) => {
  const lock = read('package-lock.json');
  change(lock.packages);
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
};
const workspaces = read('package.json').workspaces.map((folder) => {
  const { name, version } = read(`${folder}/package.json`);
  return { folder, version, link: `node_modules/${name}` };
});

rewrite((packages) => {
  for (const { folder, link } of workspaces) packages[link] = { resolved: folder, link: true };
});
execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved'], {
  stdio: 'inherit',
});
rewrite((packages) => {
  for (const { link, version } of workspaces) packages[link] = { version };
});
