import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailIn, phoneIn } from '../../src/core/contact.ts';
import { givenLine, givenSigns, givenText } from '../../src/core/given.ts';

/** What nobody sees, or no database and no XML takes. */
const unseen = {
  'a zero-width space': '\u200b',
  'a zero-width joiner': '\u200d',
  'a word joiner': '\u2060',
  'a byte order mark': '\ufeff',
  'a mark of direction': '\u202a',
  'an isolate': '\u2066',
  'a soft hyphen': '\u00ad',
  'a selector of a variant': '\ufe0d',
  'a tag': '\u{e0041}',
  NUL: '\0',
  'a bell': '\u0007',
  'a delete': '\u007f',
  'no character': '\uffff',
  'no character of another plane': '\u{1fffe}',
};

describe('what people give', () => {
  it.each(Object.entries(unseen))('has no %s in it', (_what, sign) => {
    expect(givenLine(`Si${sign}ti Aminah${sign}`)).toBe('Siti Aminah');
    expect(givenText(`${sign}satu\ndu${sign}a`)).toBe('satu\ndua');
    expect(givenSigns(`${sign}0812`)).toBe('0812');
  });

  it.each([
    ['no-break spaces', 'Siti\u00a0Aminah\u202f'],
    ['tabs and line ends', ' Siti\t\r\nAminah\n'],
    ['vertical tabs', 'Siti\u000bAminah'],
    ['separators of lines', 'Siti\u2028Aminah'],
  ])('has one kind of space in a line, whatever %s stood there', (_what, text) => {
    expect(givenLine(text)).toBe('Siti Aminah');
  });

  it('keeps lines, letters of any kind and what is cut off as lost', () => {
    expect(givenText('satu\r\ndua\rtiga\n\nempat')).toBe('satu\ndua\ntiga\n\nempat');
    expect(givenLine('Ne\u0301ng “Ika” – Þór, 東京 🙂')).toBe('Néng “Ika” – Þór, 東京 🙂');
    expect(givenLine('Siti\ud800')).toBe('Siti\ufffd');
    expect(givenLine('HO\u2011FIN')).toBe('HO-FIN');
  });

  it('reads numbers and addresses by the signs that they mean', () => {
    expect(givenSigns('０８１２–３４５６−７８')).toBe('0812-3456-78');
    expect(givenSigns('siti＠vendor．example')).toBe('siti@vendor.example');
    expect(givenSigns('`3173’')).toBe("'3173'");
  });

  it('changes nothing the second time, and leaves nothing unseen', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, (value) => {
        const once = givenText(value);
        expect(givenText(once)).toBe(once);
        expect(givenLine(givenLine(value))).toBe(givenLine(value));
        expect(givenLine(value)).not.toMatch(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u);
      }),
    );
  });
});

describe('how somebody can be reached', () => {
  it.each([
    '+62 812-3456-7890',
    '0062 812 3456 7890',
    '(021) 7892345',
    '+62 (0)812 3456 7890',
    '021.789.2345',
    '6281234567890',
  ])('P-5 takes the number %s as it is written', (typed) => expect(phoneIn(typed)).toBe(typed));

  it.each([
    ['tel:+6281234567890', '+6281234567890'],
    ["'081234567890", '081234567890'],
    ['\u202a+62 812\u202c', null],
    ['\u202a+62 812-3456-7890\u202c', '+62 812-3456-7890'],
    ['081234567890.0', null],
    ['081234567890.', null],
    ['8.12346E+10', null],
    ['0812 3456 7890 / 0813 1111 2222', null],
    ['(021 7892345', null],
    ['0812-3456-7890 (WA)', null],
    ['0', null],
    ['-', null],
    ['', null],
  ])('P-5 reads the number in %j as %j', (typed, number) => expect(phoneIn(typed)).toBe(number));

  it.each([
    [' Siti@Vendor.Example\u200b', 'siti@vendor.example'],
    ['siti＠vendor.example', 'siti@vendor.example'],
    ['mailto:siti@vendor.example', 'siti@vendor.example'],
    ['Siti <siti@vendor.example>', null],
    ['siti@vendor', null],
    ['sitı@vendor.example', null],
    ['', null],
  ])('P-5 reads the address in %j as %j', (typed, address) => expect(emailIn(typed)).toBe(address));
});
