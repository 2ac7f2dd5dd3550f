import { describe, expect, it } from 'vitest';
import type { Tone } from '../../src/chat/card.ts';
import { importTones } from '../../src/desks/imports/cards.ts';
import { mappingTones } from '../../src/desks/partners/cards/facts.ts';
import { ticketTones, userTones } from '../../src/desks/satker/cards/facts.ts';
import { toneOf } from '../../src/desks/user-id/cards/facts.ts';
import { ends, manualStages } from '../../src/desks/user-id/model.ts';
import { stepMarks, toneMarks } from '../../src/platforms/marks.ts';

/** What each status is to whoever looks: something waits, it went well, it did not, or it is merely so. */
const statuses: { of: string; tones: Record<string, Tone>; are: Record<Tone, string[]> }[] = [
  {
    of: 'a User ID request (U-8)',
    tones: Object.fromEntries([...manualStages, ...ends].map((status) => [status, toneOf(status)])),
    are: {
      waiting: ['WAITING_ATASAN', 'WAITING_VERIFICATOR', 'WAITING_MANAGER', 'WAITING_EXECUTOR'],
      good: ['COMPLETED'],
      bad: ['REJECTED'],
      neutral: ['WITHDRAWN'],
    },
  },
  {
    of: 'a satker user (S-6)',
    tones: userTones,
    are: { waiting: ['REGISTERED'], good: ['ACTIVE'], bad: ['REJECTED'], neutral: ['DORMANT', 'INACTIVE'] },
  },
  {
    of: 'a ticket (S-8)',
    tones: ticketTones,
    are: { waiting: ['WAITING', 'RETURNED'], good: ['DONE'], bad: ['REJECTED'], neutral: ['WITHDRAWN'] },
  },
  {
    of: 'a mapping (P-10)',
    tones: mappingTones,
    are: { waiting: [], good: ['ACTIVE'], bad: [], neutral: ['AHEAD', 'ENDED'] },
  },
  {
    of: 'an import (P-6)',
    tones: importTones,
    are: {
      waiting: ['READING', 'CHECKED', 'RUNNING', 'UNDOING'],
      good: ['DONE'],
      bad: ['REFUSED'],
      neutral: ['CANCELLED', 'UNDONE'],
    },
  },
];

describe('the colour of a status', () => {
  it.each(statuses)('of $of says what it means', ({ tones, are }) => {
    const byTone = (tone: Tone) => Object.keys(tones).filter((status) => tones[status] === tone);
    for (const [tone, wanted] of Object.entries(are))
      expect(byTone(tone as Tone).sort()).toEqual(wanted.sort());
  });

  it('is yellow only where something is waited for', () => {
    const yellow = Object.entries({ ...toneMarks, ...stepMarks }).filter(([, mark]) => mark === '🟡');
    expect(yellow.map(([what]) => what).sort()).toEqual(['current', 'waiting']);
  });
});
