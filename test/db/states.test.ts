import { expect, it } from 'vitest';
import { stateFaults } from '../../prisma/states.ts';

/** What is wrong with the states that a statement writes, of which there are two. */
const faultsOf = (text: string) =>
  stateFaults([{ file: 'a.ts', line: 1, text }], new Set(['ACTIVE', 'DORMANT'])).then((faults) =>
    faults.map((fault) => fault.replace('a.ts:1 ', '')),
  );

const noWord = 'a state is neither a word, a parameter nor cast to one';

it.each([
  ['words that are declared', `'ACTIVE', 'DORMANT'`, []],
  ['nothing and a parameter', `NULL, $1::text`, []],
  ['a day or a word of the database’s own', `ends_on::text, status::text`, []],
  ['one of two words', `CASE WHEN true THEN 'ACTIVE' ELSE 'DORMANT' END, NULL`, []],
  ['a word that nobody has declared', `'ACTIVE', 'Budi Hartono'`, [`'Budi Hartono' is no declared state`]],
  [
    'such a word among others',
    `CASE WHEN true THEN 'ACTIVE' ELSE 'GONE' END, NULL`,
    [`'GONE' is no declared state`],
  ],
  ['what a person is called', `name, NULL`, [noWord]],
  ['such a word though it is cast', `'GONE'::text, NULL`, [`'GONE' is no declared state`]],
  ['what a person is called where a word is missing', `coalesce($1, name), 'ACTIVE'`, [noWord]],
  [
    'what a person is called beside a word',
    `CASE WHEN name = 'GONE' THEN 'ACTIVE' ELSE name END, NULL`,
    [noWord],
  ],
  ['what stands in JSON', `data->>'name', NULL`, [noWord]],
])('T-3 entries that a statement writes itself have as a state %s: %s', async (_what, states, faults) => {
  const values = `INSERT INTO audit_entry (at, from_state, to_state, data) SELECT now(), ${states}, '{}' FROM person`;
  expect(await faultsOf(values)).toEqual(faults);
  expect(
    await faultsOf(
      `INSERT INTO audit_entry (from_state, to_state) SELECT NULL, 'ACTIVE' UNION ALL SELECT ${states}`,
    ),
  ).toEqual(faults);
  expect(await faultsOf(`WITH logged AS (${values} RETURNING id) SELECT id FROM logged`)).toEqual(faults);
  expect(
    await faultsOf(`INSERT INTO audit_entry (to_state, at, from_state) VALUES (NULL, now(), NULL)`),
  ).toEqual([]);
});
