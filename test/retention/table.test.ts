import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { CountedFrom, Effect, Retention } from '../../src/retention/rule.ts';
import { allRetention } from '../support/retention.ts';

const from: Record<CountedFrom, string> = {
  made: 'when it came',
  changed: 'its last change',
  decided: 'its decision',
  ended: 'its end',
  expired: 'when it expired',
  sent: 'when it was sent',
  seen: 'when it was last opened',
};
const effect: Record<Effect, string> = {
  row: 'the row is removed',
  bytes: 'bytes and name of the file are removed',
  columns: 'what it says of people is emptied',
};
const rowOf = (rule: Retention): string =>
  `| \`${rule.kind}\` | ${translate('en').message({ key: rule.called })} | ${rule.days} | ${rule.least} | ${from[rule.from]} | ${effect[rule.effect]} |`;

it('T-3 the table of docs/operations.md is the one by which data are removed', () => {
  const operations = readFileSync(path.join(projectRoot, 'docs/operations.md'), 'utf8');
  const [, table = ''] = /<!-- retention -->\n\|.*\n\|[-| ]+\n([\s\S]*?)\n\n/.exec(operations) ?? [];
  expect(table.split('\n')).toEqual(allRetention.map(rowOf));
});
