import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldsIn, personalColumns, personalFaults } from '../../prisma/personal.ts';
import { projectRoot } from '../../src/core/root.ts';

const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');

/** The schema with another line in place of that of a satker user's letter number. */
const withLine = (line: string): string => {
  const changed = schema.replace(/^ +letterNumber .*$/m, line);
  expect(changed).not.toBe(schema);
  return changed;
};

describe('what columns hold of people', () => {
  it('T-2 every column of text, bytes or JSON says it, and nothing confidential lies open', () => {
    expect(personalFaults(schema)).toEqual([]);
    expect(personalColumns(schema).said.length).toBeGreaterThan(200);
  });

  it('T-2 are those of models alone, from their first line to their last, whatever stands between', () => {
    const text = `enum Kind {
  String String
}

model One {
  // hidden String
  data  Json @default("{}") // personal: none
  /// } in a remark
  name  String? // personal: name plain
  two   Two?    @relation(fields: [id], references: [id])
  count Int

  @@index([name])
}

view Old {
  name String
}

model Two {
  id Int
}`;
    const columns = fieldsIn(text).map(({ model, name }) => `${model}.${name}`);
    expect(columns).toEqual(['One.data', 'One.name', 'One.two', 'One.count', 'Two.id']);
    expect(personalColumns(text)).toMatchObject({
      said: [{ column: 'One.data' }, { column: 'One.name' }],
      unsaid: [],
    });
  });

  it.each([
    ['says nothing', '  letterNumber String', 'SatkerUser.letterNumber does not say'],
    [
      'has another kind',
      '  letterNumber Json? // personal: hobby plain',
      'SatkerUser.letterNumber does not say',
    ],
    [
      'does not say how it lies there',
      '  letterNumber Bytes // personal: nik',
      'SatkerUser.letterNumber does not say',
    ],
    [
      'holds a NIK openly',
      '  letterNumber String // personal: nik plain',
      'SatkerUser.letterNumber is to be sealed',
    ],
  ])('T-2 a new column that %s fails the check', (_, line, fault) => {
    expect(personalFaults(withLine(line))).toEqual([expect.stringContaining(fault)]);
  });
});
