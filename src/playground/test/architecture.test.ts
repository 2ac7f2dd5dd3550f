import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name: own, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(?:ts|tsx|mjs)$/.test(file) && !/^(?:dist|node_modules)\//.test(file),
);

/** What a file imports: relative paths below the package, `../…` where they lead out of it, and names of packages. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()'([^'\s]+)'/g);
  return [...found].map(([, to = '']) =>
    to.startsWith('.') ? path.posix.join(path.posix.dirname(file), to) : to,
  );
}

it('knows nothing of those whose bots are tried here: it imports itself, Node and the packages that it names', () => {
  const named = (to: string) =>
    files.includes(to) ||
    to.startsWith('node:') ||
    [own, ...Object.keys(devDependencies)].some((name) => to === name || to.startsWith(`${name}/`));
  const all = files.flatMap((file) => importsOf(file).map((to) => ({ file, to })));
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(({ to }) => !named(to))).toEqual([]);
});

it('names nothing in a circle, neither what is loaded nor a type alone', () => {
  const loads = new Map(files.map((file) => [file, importsOf(file).filter((to) => files.includes(to))]));
  expect([...loads.values()].flat().length).toBeGreaterThan(300);
  // What loads nothing that is left is taken away, until nothing is left, or what loads itself.
  for (let left = -1; left !== loads.size; ) {
    left = loads.size;
    for (const [file, loaded] of loads) if (!loaded.some((one) => loads.has(one))) loads.delete(file);
  }
  expect([...loads.keys()]).toEqual([]);
});
