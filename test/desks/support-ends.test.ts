import { describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { runtimeNotes } from '../../src/desks/front/runtime.ts';
import { supportOf } from '../../src/desks/front/support-ends.ts';

describe('until when what we run on is supported', () => {
  it.each([
    ['node', '20.20.2', '2026-11-29', { state: 'over', until: '2026-04-30' }],
    ['node', '22.11.0', '2026-10-29', { state: 'supported', until: '2027-04-30' }],
    ['node', '22.11.0', '2026-10-30', { state: 'soon', until: '2027-04-30' }],
    ['node', '22.11.0', '2027-04-30', { state: 'soon', until: '2027-04-30' }],
    ['node', '22.11.0', '2027-05-01', { state: 'over', until: '2027-04-30' }],
    ['node', '16.0.0', '2026-11-29', { state: 'over', until: '2025-04-30' }],
    ['node', '27.0.0', '2026-11-29', { state: 'unknown' }],
    ['postgres', '18.4', '2026-11-29', { state: 'supported', until: '2030-11-14' }],
    ['postgres', '15.18', '2027-05-11', { state: 'soon', until: '2027-11-11' }],
    ['postgres', '19.0', '2026-11-29', { state: 'unknown' }],
  ] as const)('%s %s on %s', (what, version, today, expected) => {
    expect(supportOf(what, version, today)).toEqual(expected);
  });

  it('is said of both, with what a distribution adds to a version left out, and honestly of what came since', () => {
    const t = translate('en');
    const ctx = { now: new Date('2026-11-29T03:00:00Z'), timeZone: 'Asia/Jakarta', t };
    const said = (node: string, postgres: string) => {
      const { notes, attention } = runtimeNotes(ctx, { node, postgres });
      return [...notes.map((note) => t.message(note)), attention];
    };
    expect(said('20.20.2', '15.18 (Debian 15.18-0+deb12u1)')).toEqual([
      'Node.js 20.20.2: support ended on 30 April 2026, so new security holes are not mended. Move to a newer version.',
      'PostgreSQL 15.18: supported until 11 November 2027.',
      true,
    ]);
    expect(said('24.1.0', '19.0')).toEqual([
      'Node.js 24.1.0: supported until 30 April 2028.',
      'PostgreSQL 19.0: newer than this program knows; until when it is supported is not known.',
      false,
    ]);
  });
});
