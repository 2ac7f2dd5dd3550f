import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { lineOf } from './lines.ts';
import { outcome, rowsOf } from './workbook.ts';

const folder = path.join(projectRoot, 'test/fixtures/workbooks');
const outcomes: Record<string, { rows: string[] } | { refused: string }> = JSON.parse(
  readFileSync(path.join(folder, 'outcomes.json'), 'utf8'),
);

it('has an outcome for every workbook', () => {
  const files = readdirSync(folder).filter((name) => /\.(?:xls[xm]?|xltx|ods)$/.test(name));
  expect(Object.keys(outcomes).sort()).toEqual(files.sort());
});

it.each(Object.entries(outcomes))('%s comes out as it should', async (name, expected) => {
  const content = readFileSync(path.join(folder, name));
  if ('refused' in expected) expect(await outcome(content)).toBe(expected.refused);
  else expect((await rowsOf(content)).map(lineOf)).toEqual(expected.rows);
});
