import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { personalColumns } from '../../prisma/personal.ts';
import { projectRoot } from '../../src/core/root.ts';
import { type Erasable, isActing } from '../../src/erasure/kind.ts';
import { erasables } from '../../src/erasure/stands.ts';
import { allRetention } from '../support/retention.ts';

const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');
const all = erasables(allRetention);

/** Columns with personal data of which no kind says what a demand does to them, and what is said of what is not there. */
function unanswered(text: string, kinds: readonly Erasable[]): string[] {
  const personal = personalColumns(text).said.filter(({ kind }) => kind !== 'none');
  const covers = new Set(kinds.flatMap((one) => one.covers));
  const models = new Set([...text.matchAll(/^model (\w+) \{/gm)].map(([, name]) => name));
  return [
    ...personal
      .map(({ column }) => column)
      .filter((column) => !covers.has(column) && !covers.has(column.split('.')[0] ?? ''))
      .map((column) => `${column}: nobody says what becomes of it on demand`),
    ...[...covers]
      .filter((one) => !models.has(one.split('.')[0]))
      .map((one) => `${one} is not in the schema`),
  ];
}

describe('T-3 what a demand of its person does', () => {
  it('is said of every column with personal data', () => {
    expect(unanswered(schema, all)).toEqual([]);
  });

  it('a new column of which nobody says it fails the check, and so does a kind that is taken away', () => {
    const text = schema.replace(/^( +)letterNumber .*$/m, '$1hobby String? // personal: words plain');
    expect(unanswered(text, all)).toEqual(['SatkerUser.hobby: nobody says what becomes of it on demand']);
    expect(
      unanswered(
        schema,
        all.filter(({ kind }) => kind !== 'people.profile'),
      ),
    ).toContain('Person.email: nobody says what becomes of it on demand');
  });

  it('each kind has a name of its own, and the most of them are erased', () => {
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(all.length);
    expect(all.filter(isActing).length).toBeGreaterThan(35);
  });
});
