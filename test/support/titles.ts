import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/core/root.ts';

const title = /(?:\b(?:it|test)(?:\.each\([\s\S]*?\))?\(|\bname:)\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;

/** What the tests and races of a file under `test/` say of themselves; an error where there is no such file. */
export const titlesOf = (file: string): string[] =>
  [...readFileSync(path.join(projectRoot, 'test', file), 'utf8').matchAll(title)].map(
    ([, , says = '']) => says,
  );
