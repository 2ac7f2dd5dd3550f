import { describe, expect, it } from 'vitest';
import { id } from '../../src/core/texts/id.ts';
import type { TextKey } from '../../src/core/texts/index.ts';
import type { Helpers } from '../../src/people/who-can-help.ts';
import { helpers } from '../support/house.ts';

const helpFor = (key: TextKey) => (helpers as Helpers)[key] ?? null;

const keys = Object.keys(id) as TextKey[];

describe('who can help', () => {
  it('is said with every refusal for want of a right, and of people or things to choose', () => {
    const stopping = keys.filter((key) =>
      /\.(refuse|nobody)\.|^error\.|notForYou|error\.notSetUp|hub\.none/.test(key),
    );
    const lacking = stopping.filter((key) =>
      /^hanya|wewenang|berwenang|belum ada|belum disiapkan|tidak ada daftar/i.test(id[key]),
    );
    expect(lacking.length).toBeGreaterThan(15);
    // Some name the people in their own sentence; some are for those who can mend it themselves, and say how.
    const saysItself = (key: TextKey) => /\{admins\}|\/pintu people/.test(id[key]);
    expect(lacking.filter((key) => helpFor(key) === null && !saysItself(key))).toEqual([]);
  });

  it('is not said where there is nothing to help with', () => {
    for (const key of ['userId.refuse.passed', 'satker.refuse.gone', 'imports.refuse.running'] as const)
      expect(helpFor(key), key).toBeNull();
  });
});
