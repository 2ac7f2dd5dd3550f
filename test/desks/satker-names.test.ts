import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { nameScore } from '../../src/desks/satker/names.ts';

/** Typed, registered, score, what it shows. */
const pairs: [string, string, number, string][] = [
  ['Ali Gunawan', 'Ali Rahman', 54, 'the score of S-4’s message: another family name'],
  ['Ali Rahman', 'Ali Rahman', 100, 'the same'],
  ['ali rahman', 'ALI RAHMAN', 100, 'case'],
  ['Ali   Rahman', 'Ali Rahman', 100, 'spaces'],
  ['H. Ali Rahman, S.E., M.M.', 'Ali Rahman', 100, 'titles before and after'],
  ['Dr. Ir. H. Ali Rahman M.Sc., Ph.D.', 'ALI RAHMAN', 100, 'several of each, with and without commas'],
  ['Prof. Dr. K.H. Ali Rahman, Lc., M.A.', 'Ali Rahman', 100, 'religious titles'],
  ['Drs.H.Ali Rahman,SH,MSi', 'Ali Rahman', 100, 'titles without a space'],
  ['Ali Rahman, S. Kom., M. T. I.', 'Ali Rahman', 100, 'titles with spaces in them'],
  ['Ali Rahman S.Pd.I', 'Ali Rahman', 100, 'dots make it a title without a comma'],
  ['apt. Siti Nurhaliza, S.Farm.', 'Siti Nurhaliza', 100, 'a profession'],
  ['Siti Nurhaliza, A.Md.Kep.', 'Siti Nurhaliza', 100, 'a diploma with its field'],
  ['dr. Siti Nurhaliza, Sp.OG(K)', 'Siti Nurhaliza', 100, 'a specialist'],
  ['Hj. Siti Nurhaliza, S.Tr.Keb., Bdn.', 'Siti Nurhaliza', 100, 'a midwife, degree and profession'],
  ['Siti Nurhaliza, C.Med.', 'Siti Nurhaliza', 70, 'a title that is not listed stays'],
  ['Ali Rahman SE', 'Ali Rahman', 76, 'without comma or dots it may be a name'],
  ['Ali Rahman, SE', 'Ali Rahman', 100, 'after a comma it is a title'],
  ['Sarah MA', 'Sarah Ma', 100, 'Ma is a name here'],
  ['H Ali Rahman', 'Ali Rahman', 83, 'an H without a dot may be an initial'],
  ['Ali H. Rahman', 'Ali Rahman', 83, 'in the middle it is an initial'],
  ['SH', 'Sh', 100, 'a name of nothing but a title is kept'],
  ['R. Ali Rahman', 'Ali Rahman', 83, 'R. (Raden) is no such title'],
  ['Rahman, Ali', 'Rahman Ali', 100, 'a comma inside a name'],
  ["Ma'ruf Amin", 'Maruf Amin', 100, 'an apostrophe'],
  ['Ma’ruf Amin', 'Ma`ruf Amin', 100, 'two kinds of apostrophe'],
  ['Siti-Aminah', 'Siti Aminah', 100, 'a hyphen'],
  ['M.Yusuf', 'M. Yusuf', 100, 'a dot without a space'],
  ['Renée Wijaya', 'Renee Wijaya', 100, 'a diacritic'],
  ['Muhamad Rizky Ramadhan', 'Muhammad Rizky Ramadhan', 95, 'one letter of 23'],
  ['Muhammad Rizki Ramadhan', 'Muhammad Rizky Ramadhan', 95, 'another one of 23'],
  ['Muhammad Rizki Ramadan', 'Muhammad Rizky Ramadhan', 91, 'two letters of 23'],
  ['Mohammad Rizki Ramadhon', 'Muhammad Rizky Ramadhan', 86, 'three letters of 23'],
  ['M. Rizky Ramadhan', 'Muhammad Rizky Ramadhan', 69, 'a first name cut short'],
  ['Rizky Ramadhan', 'Muhammad Rizky Ramadhan', 60, 'a first name left out'],
  ['Rizky Ramadhan Muhammad', 'Muhammad Rizky Ramadhan', 21, 'words in another order'],
  ['Siti Nurhalisa', 'Siti Nurhaliza', 92, 'one letter of 14'],
  ['Siti Nur Haliza', 'Siti Nurhaliza', 93, 'one space of 15'],
  ['Siti Nurhayati', 'Siti Nurhaliza', 71, 'another name with the same beginning'],
  ['Siti', 'Siti Nurhaliza', 28, 'only the first name'],
  ['Budi Hartanto', 'Budi Hartono', 84, 'a similar family name'],
  ['Budi Hartini', 'Budi Hartono', 83, 'another similar one'],
  ['Budi Santoso', 'Budi Hartono', 75, 'another family name'],
  ['Achmad Sudrajat', 'Ahmad Sudradjat', 86, 'old and new spelling'],
  ['Soekarno', 'Sukarno', 75, 'oe and u'],
  ['Tjipto Mangoenkoesoemo', 'Cipto Mangunkusumo', 63, 'old spelling throughout'],
  ['Suharto', 'Suharto', 100, 'one word'],
  ['Dewi', 'Joko', 0, 'nothing in common'],
  ['Sri Wahyuni', 'Sri Wahyuningsih', 68, 'the beginning of a longer name'],
  ['Budi Hartono', '', 0, 'nothing registered'],
  ['...', 'Budi Hartono', 0, 'nothing typed but punctuation'],
];

/** Words like Sari and Budi, of which none can be taken for a title. */
const word = fc
  .array(fc.constantFrom(...['ba', 'di', 'ha', 'ko', 'li', 'ma', 'nu', 'ra', 'ri', 'sa', 'ti', 'wu']), {
    minLength: 2,
    maxLength: 5,
  })
  .map((syllables) => syllables.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 4 });
const name = words.map((list) => list.join(' '));

/** Anything that can be typed, and what looks most like titles. */
const typed = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  name,
  fc
    .array(
      fc.constantFrom(
        'H.',
        'H',
        'Dr',
        'K.H.',
        'S.E.',
        'SE',
        'MA',
        'S.Pd.I',
        'M. Si',
        ',',
        '.',
        'Ali',
        '’',
        '(K)',
      ),
    )
    .map((parts) => parts.join(' ')),
);

const prefix = fc.constantFrom(
  ...[
    'Dr.',
    'dr',
    'Drs.',
    'Dra.',
    'Ir.',
    'Prof.',
    'H.',
    'Hj.',
    'K.H.',
    'KH.',
    'Ust.',
    'drg.',
    'apt.',
    'Ns.',
    'Dr. (H.C.)',
  ],
);
const suffix = fc.constantFrom(
  ...[
    'S.E.',
    'SE',
    'S.H',
    'S.Kom.',
    'SKom',
    'M.Si.',
    'M.M.',
    'MM',
    'Ph.D.',
    'A.Md.',
    'A.Md.Kep.',
    'S.T.',
    'ST',
    'MA',
  ],
  ...[
    'S.Pd.I.',
    'S. Pd. I.',
    'Lc.',
    'CPA',
    'M.B.A.',
    'S.Tr.Keb.',
    'Sp.PD',
    'Sp.OG(K)',
    'M.Kn.',
    'LL.M.',
    'S.Sos.',
  ],
);

describe('S-4: the score of two names', () => {
  it.each(pairs)('of %j and %j is %i: %s', (one, other, score) => {
    expect(nameScore(one, other)).toBe(score);
    expect(nameScore(other, one)).toBe(score);
  });

  it('is what the documentation says', () => {
    const doc = readFileSync(path.join(projectRoot, 'docs', 'name-comparison.md'), 'utf8');
    const table = doc.slice(doc.indexOf('| typed | registered | score | shows |')).split('\n').slice(2);
    const rows = table.filter(Boolean).map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
    expect(rows).toEqual(pairs.map(([one, other, score, shows]) => [one, other, String(score), shows]));
    expect(pairs.length).toBeGreaterThanOrEqual(40);
  });

  it('is a whole number from 0 to 100, the same from either side', () => {
    fc.assert(
      fc.property(typed, typed, (one, other) => {
        const score = nameScore(one, other);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(nameScore(other, one)).toBe(score);
      }),
      { numRuns: 1000 },
    );
  });

  it('is 100 for any name and itself', () => {
    fc.assert(
      fc.property(typed, (rest) => {
        expect(nameScore(`a${rest}`, `a${rest}`)).toBe(100);
      }),
      { numRuns: 1000 },
    );
  });

  it('is 100 for a name and itself with titles', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(prefix, { maxLength: 3 }),
        fc.array(suffix, { maxLength: 4 }),
        (one, before, after) => {
          const titled = [[...before, one].join(' '), ...after].join(', ');
          expect(nameScore(titled, one)).toBe(100);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is 100 whatever the case, the spacing and the punctuation between words', () => {
    const separator = fc.constantFrom(' ', '   ', '-', '. ', '.', ', ', ' / ', '_', '\t', '\u00a0');
    fc.assert(
      fc.property(
        words,
        fc.infiniteStream(fc.boolean()),
        fc.infiniteStream(separator),
        (list, upper, between) => {
          const cased = list.map((one) =>
            Array.from(one, (letter) => (upper.next().value ? letter.toUpperCase() : letter)).join(''),
          );
          const other = cased.reduce((text, one) => `${text}${between.next().value}${one}`);
          expect(nameScore(` ${other}. `, list.join(' '))).toBe(100);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('loses one part of the longer length for one letter that is replaced, added or left out', () => {
    fc.assert(
      fc.property(name, fc.nat(), (one, seed) => {
        const { length } = one;
        const at = seed % (length + 1);
        expect(nameScore(`${one.slice(0, at)}x${one.slice(at)}`, one)).toBe(
          Math.floor((100 * length) / (length + 1)),
        );
        const shorter = one.slice(0, -1);
        expect(nameScore(`${shorter}x`, one)).toBe(Math.floor((100 * (length - 1)) / length));
        expect(nameScore(shorter, one)).toBe(Math.floor((100 * (length - 1)) / length));
      }),
    );
  });

  it('is 0 when either side has nothing to compare', () => {
    for (const nothing of ['', ' ', '...', "'", ',', '’ -'])
      for (const other of ['', '.', 'Ali Rahman'])
        expect([nameScore(nothing, other), nameScore(other, nothing)]).toEqual([0, 0]);
  });

  it('is rounded down from the exact quotient, where floating point would lose one', () => {
    expect(nameScore('abcde', 'axxxx')).toBe(20);
    expect(Math.floor(100 * (1 - 4 / 5))).toBe(19);
  });

  it('counts characters, not the halves that some of them are stored in', () => {
    expect(nameScore('Ali \u{20bb7}', 'Ali \u{20bb8}')).toBe(80);
  });

  it('takes the same letters, however they are composed, as the same', () => {
    expect(nameScore('Ren\u00e9e', 'Rene\u0301e')).toBe(100);
    expect(nameScore('\uff21\uff4c\uff49', 'Ali')).toBe(100);
  });
});

describe('S-4: what is a title', () => {
  it.each([
    ['H. M. Yusuf', 'M. Yusuf'],
    ['Hj.Siti Aminah', 'Siti Aminah'],
    ['Ali Rahman SKom', 'Ali Rahman'],
    ['Ali Rahman PhD', 'Ali Rahman'],
    ['Ali Rahman S.Pd. M.M.', 'Ali Rahman'],
    ['Ali Rahman, SE MM', 'Ali Rahman'],
    ['Ali Rahman, Dr.', 'Ali Rahman'],
    ['Prof., Ali Rahman', 'Ali Rahman'],
    ['DR. HC. Ali Rahman', 'Ali Rahman'],
    ['Rahman, Ali, S.E.', 'Rahman Ali'],
  ])('%s is %s', (typed, name) => expect(nameScore(typed, name)).toBe(100));

  it.each([
    ['Ali Rahman H', 'Ali Rahman'],
    ['Ali Rahman ST', 'Ali Rahman'],
    ['Ma Rahman', 'Rahman'],
    ['S.T. Rahman', 'Rahman'],
    ['M.A. Rahman', 'Rahman'],
    ['Irawan', 'Awan'],
    ['Drajat', 'Ajat'],
    ['Hjalmar', 'Almar'],
    ['Prof Dr', ''],
    ['S.H.', ''],
    ['H., S.E.', ''],
    ['Tb. Ali', 'Ali'],
  ])('%s keeps what is not surely one', (typed, without) => {
    expect(nameScore(typed, typed)).toBe(100);
    expect(nameScore(typed, without)).toBeLessThan(100);
  });
});
