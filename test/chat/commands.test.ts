import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { type Commands, unknownCard, verbOf } from '../../src/chat/commands.ts';
import type { Command } from '../../src/chat/desk.ts';
import { readAnyNumber, readNumber } from '../../src/core/numbers.ts';
import { msg, translate, translateWithoutSlash } from '../../src/core/texts/index.ts';

const nothing = async () => ({ type: 'nothing' as const });
const command = (words: string[], usage: Command['usage'], aliases?: Record<string, string>): Command => ({
  verbs: Object.fromEntries(words.map((word) => [word, nothing])),
  usage,
  ...(aliases ? { aliases } : {}),
});
const commands: Commands = new Map([
  ['pintu', command(['', 'help', 'inbox', 'people'], msg('pintu.usage'), { bantuan: 'help' })],
  ['userid', command(['', 'list', 'show'], msg('userId.command.usage'))],
  ['satker', command(['', 'list', 'add'], msg('satker.command.usage'))],
]);
const t = translate('id');
const textOf = (card: Card) => [card.title, ...card.parts.map((part) => ('text' in part ? part.text : ''))];
const said = (name: string, text: string, spoken = t) => textOf(unknownCard(spoken, commands, name, text));

describe('words that nobody knows', () => {
  it('are said back, with the nearest word of the command and what can be typed', () => {
    expect(said('userid', 'lsit semua')).toEqual([
      'Saya tidak mengenal “lsit semua”',
      'Maksud Anda: /userid list?',
      t('userId.command.usage'),
    ]);
    expect(said('userid', 'resep')).toEqual(['Saya tidak mengenal “resep”', t('userId.command.usage')]);
  });

  it('are looked for in all commands at the door, and written as they are typed there', () => {
    const slashless = translateWithoutSlash('id');
    expect(said('pintu', 'satkr', slashless)[1]).toBe('Maksud Anda: satker?');
    expect(said('pintu', 'lst', slashless)[1]).toBe(
      'Maksud Anda salah satu dari ini: userid list, satker list?',
    );
    expect(said('pintu', 'bantuen', slashless)[1]).toBe('Maksud Anda: help?');
    expect(said('pintu', 'poeple')[1]).toBe('Maksud Anda: /pintu people?');
  });

  it('are cut and cleaned: no line of ours, no name of a text, no command of another hangs on them', () => {
    expect(said('pintu', 'a\n\u202Eb\u0000 {heard}')[0]).toBe('Saya tidak mengenal “a b {heard}”');
    expect(said('pintu', 'x'.repeat(300))[0]).toBe(`Saya tidak mengenal “${'x'.repeat(39)}…”`);
    for (const word of ['constructor', '__proto__', 'toString'])
      expect(verbOf(command(['list'], msg('pintu.usage'), {}), word), word).toBeNull();
  });
});

describe('numbers of records', () => {
  it('are read however they are typed', () => {
    for (const typed of ['UID-2026-000001', 'uid-2026-1', ' uid 2026 1 ', 'Uid2026-01', 'UID–2026–000001'])
      expect(readNumber('UID', typed), typed).toBe('UID-2026-000001');
    expect(readNumber('UID', 'uid-2026-1234567')).toBe('UID-2026-1234567');
    expect(readAnyNumber('map-2026-12')).toEqual({ prefix: 'MAP', number: 'MAP-2026-000012' });
    expect(readAnyNumber('imp 2026 7')).toEqual({ prefix: 'IMP', number: 'IMP-2026-000007' });
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
    expect(readAnyNumber('surat 2026 1')).toBeNull();
  });
});
