import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import { differenceText } from '../../src/people/names/differences.ts';
import { isSameName, matchName, nameScore } from '../../src/people/names/match.ts';
import { type TitleGroup, titleGroups } from '../../src/people/names/title-table.ts';
import { readName, titlesWith } from '../../src/people/names/titles.ts';

const doc = readFileSync(path.join(projectRoot, 'docs', 'name-comparison.md'), 'utf8');

/** The rows of every table of the documentation with these columns. */
function rowsOf(...columns: string[]): string[][] {
  const cells = (line: string) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  return doc.split(/\n\n+/).flatMap((block) => {
    const [head = '', , ...rows] = block.trim().split('\n');
    return cells(head).join() === columns.join() ? rows.map(cells) : [];
  });
}

/** Typed, registered, score, what it shows. */
const pairs = rowsOf('typed', 'registered', 'score', 'shows').map(
  ([typed = '', registered = '', score, shows = '']) => [typed, registered, Number(score), shows] as const,
);

/** Words like Sari and Budi, of which none can be taken for a title. */
const word = fc
  .array(fc.constantFrom(...['ba', 'di', 'ha', 'ko', 'li', 'ma', 'nu', 'ra', 'ri', 'sa', 'ti', 'wu']), {
    minLength: 2,
    maxLength: 5,
  })
  .map((syllables) => syllables.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 4 });
const name = words.map((list) => list.join(' '));

/** Two names of which one comes from the other by a few changes, as by mistakes in typing. */
const similar = fc
  .tuple(
    name,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ' ', '. ', 'a', 'x', 'ya', 'q r')), { maxLength: 3 }),
  )
  .map(([registered, changes]): [string, string] => [
    changes.reduce((text, [seed, by]) => {
      const at = seed % (text.length + 1);
      return text.slice(0, at) + by + text.slice(at + (seed % 2));
    }, registered),
    registered,
  ]);

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

const written = (groups: readonly TitleGroup[]) =>
  groups.flatMap(({ titles }) => titles.split(',').map((title) => title.trim()));
const anyTitle = fc.constantFrom(...written(titleGroups));
const front = fc.constantFrom(...written(titleGroups.filter(({ place }) => place !== 'after')));
const dotted = fc.constantFrom(
  ...written(titleGroups.filter(({ place }) => place === 'after')).filter((title) =>
    /^(\w+\.)+\w+\.?$/.test(title),
  ),
);
const setOff = fc.constantFrom(', ', ',', ' , ', '; ', ' / ', ' - ', ' (', ') ');
/** As people write titles: as the table does, in capitals or small letters, without dots, with spaces behind them. */
const spelling = fc.constantFrom(
  (title: string) => title,
  (title: string) => title.toUpperCase(),
  (title: string) => title.toLowerCase(),
  (title: string) => title.replaceAll('.', ''),
  (title: string) => title.replaceAll('.', '. ').trim(),
  (title: string) => title.replace(/\.$/, ''),
);

describe('S-4: the score of two names', () => {
  it.each(pairs)('of %j and %j is %i: %s', (one, other, score) => {
    expect(nameScore(one, other)).toBe(score);
    expect(nameScore(other, one)).toBe(score);
  });

  it('is shown by more than 120 names of all kinds', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(150);
    expect(new Set(pairs.map(String)).size).toBe(pairs.length);
    expect(pairs.every(([, , score]) => Number.isInteger(score))).toBe(true);
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

  it('is 100 for a name and itself with titles of the table, in any order, before and behind it', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(front, { maxLength: 3 }),
        fc.array(fc.tuple(setOff, anyTitle, spelling), { maxLength: 5 }),
        (one, before, behind) => {
          const titled =
            [...before, one].join(' ') + behind.map(([by, title, spell]) => by + spell(title)).join('');
          expect(nameScore(titled, one)).toBe(100);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is 100 for a name and itself with dotted degrees behind it and no comma', () => {
    fc.assert(
      fc.property(name, fc.array(dotted, { maxLength: 4 }), (one, behind) => {
        expect(nameScore([one, ...behind].join(' '), one)).toBe(100);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves every word of a name but its ends where it is', () => {
    fc.assert(
      fc.property(word, anyTitle, word, (first, title, last) => {
        const middle = title.replaceAll(/[.\s-]/g, '');
        expect(nameScore(`${first} ${middle} ${last}`, `${first} ${last}`)).toBeLessThan(100);
      }),
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
    ['Ali Rahman SKom', 'Ali Rahman'],
    ['Ali Rahman PhD', 'Ali Rahman'],
    ['Ali Rahman ST', 'Ali Rahman'],
    ['Ali Rahman S.Pd. M.M.', 'Ali Rahman'],
    ['Ali Rahman, SE MM', 'Ali Rahman'],
    ['Prof., Ali Rahman', 'Ali Rahman'],
    ['DR. HC. Ali Rahman', 'Ali Rahman'],
    ['Rahman, Ali, S.E.', 'Rahman Ali'],
    ['Budi S.', 'Budi S'],
  ])('%s is %s', (typed, name) => expect(nameScore(typed, name)).toBe(100));

  it.each([
    ['Ali Rahman H', 'Ali Rahman'],
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
    ['St. Ali', 'Ali'],
    ['Rm. Ali', 'Ali'],
  ])('%s keeps what is not surely one', (typed, without) => {
    expect(nameScore(typed, typed)).toBe(100);
    expect(nameScore(typed, without)).toBeLessThan(100);
  });

  it('stands in a table whose sources the documentation names', () => {
    const shown = titleGroups.map(({ means, titles, place, since = '', source }) => {
      const all = titles.split(',').map((title) => title.trim());
      const some = all.slice(0, 6).join(', ') + (all.length > 6 ? ', …' : '');
      return [means, some, place, since, source];
    });
    expect(rowsOf('who bears them', 'titles', 'place', 'since', 'source')).toEqual(shown);
    for (const { since } of titleGroups) expect(since ?? '2020').toMatch(/^\d{4}(-\d\d-\d\d)?$/);
  });

  it('is added to by an operator, on both sides of a name, with dots or without them', () => {
    const titles = titlesWith(['C.Med.', 'AKP', 'Kombes Pol.']);
    for (const titled of [
      'AKP Ali Rahman, S.H., C.Med.',
      'Kombes Pol. Ali Rahman CMed',
      'Ali Rahman, cmed, akp',
    ]) {
      expect(nameScore(titled, 'Ali Rahman', titles)).toBe(100);
      expect(nameScore(titled, 'Ali Rahman')).toBeLessThan(95);
    }
  });
});

describe('S-4: what is done about a name that does not pass', () => {
  it.each([
    ['Siti Nurhaliza, X.Y.Z', 'X.Y.Z'],
    ['Siti Nurhaliza, S.E., X.Y.Z., BNT', 'X.Y.Z.'],
    ['Hj. Siti Nurhaliza, C.Med., S.H., CHt', 'C.Med., CHt'],
    ['Siti Nurhaliza (C.Med.)', 'C.Med.'],
    ['Siti Nurhaliza,Cert. Héro', 'Cert. Héro'],
  ])('%s is offered with “%s” as a title', (typed, title) => {
    const match = matchName(typed, 'SITI NURHALIZA', 95);
    expect(match).toMatchObject({ type: 'passesWithout', offered: { title, score: 100 } });
    expect(match.score).toBe(nameScore(typed, 'SITI NURHALIZA'));
  });

  it.each([
    ['Siti Nurhalisa, X.Y.Z', 'Siti Nurhaliza'],
    ['Siti Nurhaliza X.Y.Z', 'Siti Nurhaliza'],
    ['X.Y.Z, Siti Nurhaliza', 'Siti Nurhaliza'],
    ['Ali, Rahman', 'Siti Nurhaliza'],
  ])('%s is not: without it the name is another one, or no comma says so', (typed, registered) => {
    expect(matchName(typed, registered, 95).type).toBe('differs');
  });

  it('I-4 takes a person for the same by whatever stands behind the name', () => {
    expect(isSameName('Maya Anggraini, X.Y.Z', 'Maya Anggraini')).toBe(true);
    expect(isSameName('Maya Anggraini', 'Hj. Maya Anggraini, X.Y.Z')).toBe(true);
    expect(isSameName('Maya Anggraini', 'Maya Anggraeni')).toBe(false);
  });

  const told = (typed: string, registered: string): string[] => {
    const match = matchName(typed, registered, 95);
    return match.type === 'differs'
      ? match.differences.map((one) => translate('id').message(differenceText(one)))
      : [];
  };

  it.each(rowsOf('typed', 'registered', 'says'))(
    'says of %s beside %s: %s',
    (typed = '', registered = '', says) => {
      expect(told(typed, registered)).toEqual([says]);
    },
  );

  it.each([
    ['M. Rizki Ramadan', 'Muhammad Rizky Ramadhan', ['abbreviated M.', 'letter Rizki', 'letter Ramadan']],
    ['H. Ahmad bin Aly, S.E.', 'Ahmad Ali', ['extra bin', 'letter Aly']],
    ['I Made Wirawan Sari', 'Made Wirawan Sari', ['extra I']],
    ['Siti Nur Halisah', 'Siti Nurhaliza Dewi', ['apart Nur Halisah', 'missing 1']],
    ['Muhammad Rizky Rahman, X.Y.Z', 'Muhammad Rizky Ramadhan', ['letters Rahman']],
    ['Dewi K. Lestari', 'Dewi Putri Lestari', ['abbreviated K.']],
    ["Ma'ruf Amien", 'Maruf Amin', ['letter Amien']],
    ['Putra Ali', 'Putra Ali', []],
  ])('tells the words of %s beside %s apart: %j', (typed, registered, expected) => {
    const match = matchName(typed, registered, 95);
    const said = match.type === 'differs' ? match.differences : [];
    expect(said.map(({ kind, ...about }) => `${kind} ${Object.values(about)[0] ?? ''}`)).toEqual(expected);
  });

  it('shows nothing that the register holds: other letters there, which nobody typed, change no statement', () => {
    fc.assert(
      fc.property(similar, ([typed, registered]) => {
        const untyped = Array.from('BCDEFGHIJKLMNOPQRSTUVWXYZ').filter(
          (letter) => !typed.toUpperCase().includes(letter),
        );
        const others = registered
          .toUpperCase()
          .replaceAll(/[A-Z]/g, (letter) =>
            untyped.includes(letter) ? (untyped.at(untyped.indexOf(letter) - 1) ?? '') : letter,
          );
        // Other letters may make a title of a word (CISA): then it is no longer the same name with other letters.
        const words = (text: string) => readName(text).name.length + readName(text).behind.length;
        fc.pre(words(others) === words(registered));
        expect(told(typed, others)).toEqual(told(typed, registered));
      }),
      { numRuns: 1000 },
    );
  });

  it('repeats only what was typed, and always says something, in at most four lines', () => {
    fc.assert(
      fc.property(similar, ([typed, registered]) => {
        const match = matchName(typed, registered, 95);
        if (match.type !== 'differs') return;
        expect(match.differences.length).toBeGreaterThan(0);
        expect(match.differences.length).toBeLessThanOrEqual(4);
        for (const one of match.differences) {
          const repeated = 'word' in one ? one.word : 'words' in one ? one.words : '';
          for (const each of repeated.split(' ')) expect(`${typed} `).toContain(each);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('says nothing of the words of a list that somebody tries out', () => {
    const tried = 'Budi Siti Agus Ali Dewi Rahman Putri Joko Sri Muhammad Ahmad Nur';
    expect(matchName(tried, 'Ali Rahman', 95)).toMatchObject({ differences: [{ kind: 'unlike' }] });
  });
});
