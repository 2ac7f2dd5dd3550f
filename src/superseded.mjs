import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A program of an earlier build that still runs loads parts of itself later: for so long after the build that replaced it. */
const keptMs = 24 * 60 * 60_000;
/** Parts whose name has the hash of what is in them, so that each build may bring others. */
const part = /-[A-Z0-9]{8}\.js$/;
const note = '.superseded.json';

/**
 * Removes the parts of earlier builds from `dist` that no build has made for a day. `made`: the files of the one that has just
 * ended, below it; `now`: in milliseconds.
 * @param {string} dist
 * @param {readonly string[]} made
 */
export async function removeSuperseded(dist, made, now = Date.now()) {
  const current = new Set(made);
  /** @type {Record<string, number>} Since when each part is of an earlier build alone. */
  const known = await readFile(path.join(dist, note), 'utf8')
    .then(JSON.parse)
    .catch(() => ({}));
  /** @type {Record<string, number>} */
  const kept = {};
  for (const entry of await readdir(dist, { recursive: true })) {
    const file = entry.split(path.sep).join('/');
    if (!part.test(file) || file.startsWith('.making-') || current.has(file)) continue;
    const since = known[file] ?? now;
    if (now - since >= keptMs) await rm(path.join(dist, file), { force: true });
    else kept[file] = since;
  }
  await writeFile(path.join(dist, note), JSON.stringify(kept));
}
