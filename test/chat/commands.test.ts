import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { type Commands, unknownCard, verbOf } from '../../src/chat/commands.ts';
import type { Command, OfferedWord } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { readAnyNumber, readNumber } from '../../src/core/numbers.ts';
import { translate, translateWithoutSlash } from '../../src/core/texts/index.ts';

const nothing = async () => ({ type: 'text' as const, text: '' });
const command = (offered: OfferedWord[], more: Partial<Command> = {}): Command => ({
  verbs: Object.fromEntries(offered.map(({ verb }) => [verb, nothing])),
  offered: () => offered,
  ...more,
});
const commands: Commands = new Map([
  [
    'pintu',
    command(
      [
        { verb: 'help', says: 'pintu.word.help' },
        { verb: 'people', says: 'pintu.word.people' },
      ],
      { aliases: { bantuan: 'help' } },
    ),
  ],
  [
    'userid',
    command([
      { verb: '', says: 'userId.word.form' },
      { verb: 'list', says: 'userId.word.list' },
    ]),
  ],
  [
    'satker',
    command([
      { verb: 'list', says: 'satker.word.list' },
      { verb: 'add', says: 'satker.word.add' },
    ]),
  ],
  ['partner', command([])],
]);
const t = translate('id');
const textOf = (card: Card) => [card.title, ...card.parts.map((part) => ('text' in part ? part.text : ''))];
const said = async (name: string, text: string, spoken = t, among = commands) =>
  textOf(await unknownCard({ t: spoken } as Context, among, name, text));

describe('words that nobody knows', () => {
  it('are said back, with the nearest word of the command and what can be typed', async () => {
    const usable = `Yang dapat Anda tulis:\n• ${t('userId.word.form')}\n• ${t('userId.word.list')}`;
    expect(await said('userid', 'lsit semua')).toEqual([
      'Saya tidak mengenal “lsit semua”',
      'Maksud Anda: /userid list?',
      usable,
    ]);
    expect(await said('userid', 'resep')).toEqual(['Saya tidak mengenal “resep”', usable]);
  });

  it('I-3 are answered with no word that this person may not use, and no desk that has none for them', async () => {
    const anybodys = new Map(commands).set('pintu', command([{ verb: 'help', says: 'pintu.word.help' }]));
    expect(await said('pintu', 'poeple', t, anybodys)).toEqual([
      'Saya tidak mengenal “poeple”',
      ['Yang dapat Anda tulis:', t('userId.word.form'), t('satker.word.list'), t('pintu.word.help')].join(
        '\n• ',
      ),
    ]);
    expect(await said('pintu', 'partnr', t, anybodys)).toHaveLength(2);
    expect(await said('partner', 'list', t, anybodys)).toEqual(['Saya tidak mengenal “list”']);
  });

  it('are looked for in all commands at the door, and written as they are typed there', async () => {
    const slashless = translateWithoutSlash('id');
    expect((await said('pintu', 'satkr', slashless))[1]).toBe('Maksud Anda: satker list?');
    expect((await said('pintu', 'lst', slashless))[1]).toBe(
      'Maksud Anda salah satu dari ini: userid list, satker list?',
    );
    expect((await said('pintu', 'bantuen', slashless))[1]).toBe('Maksud Anda: help?');
    expect((await said('pintu', 'poeple'))[1]).toBe('Maksud Anda: /pintu people?');
  });

  it('are cut and cleaned: no line of ours, no name of a text, no command of another hangs on them', async () => {
    expect((await said('pintu', 'a\n\u202Eb\u0000 {heard}'))[0]).toBe('Saya tidak mengenal “a b {heard}”');
    expect((await said('pintu', 'x'.repeat(300)))[0]).toBe(`Saya tidak mengenal “${'x'.repeat(39)}…”`);
    for (const word of ['constructor', '__proto__', 'toString'])
      expect(
        verbOf(command([{ verb: 'list', says: 'satker.word.list' }], { aliases: {} }), word),
        word,
      ).toBeNull();
  });
});

describe('numbers of records', () => {
  const prefixes = ['UID', 'SAT', 'MAP', 'IMP'];
  it('are read however they are typed', () => {
    for (const typed of ['UID-2026-000001', 'uid-2026-1', ' uid 2026 1 ', 'Uid2026-01', 'UID–2026–000001'])
      expect(readNumber('UID', typed), typed).toBe('UID-2026-000001');
    expect(readNumber('UID', 'uid-2026-1234567')).toBe('UID-2026-1234567');
    expect(readAnyNumber(prefixes, 'map-2026-12')).toEqual({ prefix: 'MAP', number: 'MAP-2026-000012' });
    expect(readAnyNumber(prefixes, 'imp 2026 7')).toEqual({ prefix: 'IMP', number: 'IMP-2026-000007' });
  });

  it('are nothing else', () => {
    for (const typed of [
      '',
      'UID',
      'UID-2026',
      'UID-26-1',
      'SAT-2026-1',
      'UID-2026-1 x',
      'UID-2026-x',
      '2026-1',
    ])
      expect(readNumber('UID', typed), typed).toBeNull();
    expect(readAnyNumber(prefixes, 'surat 2026 1')).toBeNull();
  });
});
