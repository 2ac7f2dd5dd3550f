import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `npm run lock`: brings `package-lock.json` up to date so that it says of nothing where it is fetched from. Of a workspace npm
 * notes where its link leads; its version is enough for `npm ci`, which makes the same link of it.
 */
execFileSync('npm', ['install', '--package-lock-only', '--omit-lockfile-registry-resolved'], {
  stdio: 'inherit',
});
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
for (const [place, { link, resolved }] of Object.entries(lock.packages)) {
  if (link) lock.packages[place] = { version: lock.packages[resolved].version };
}
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
