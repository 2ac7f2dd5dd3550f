import { describe, expect, it } from 'vitest';
import type { Card, Part } from '../../src/chat/card.ts';
import { renderCard } from '../../src/platforms/slack/cards.ts';
import * as teams from '../../src/platforms/teams/cards.ts';

const drawn = (unordered: boolean) => {
  const steps = ['Rina', 'Bima'].map((label) => ({ label, state: 'ahead' as const }));
  const part: Part = { type: 'progress', steps, unordered };
  const card: Card = { title: 'Judul', parts: [part], buttons: [] };
  return [renderCard(card), teams.renderCard(card)].map((each) => JSON.stringify(each));
};

describe('how far something is', () => {
  it('G-7 is drawn as an order only where one comes after the other', () => {
    for (const inSteps of drawn(false)) expect(inSteps).toMatch(/Rina +→ .*Bima/);
    for (const inAnyOrder of drawn(true)) {
      expect(inAnyOrder).toMatch(/Rina +· .*Bima/);
      expect(inAnyOrder).not.toContain('→');
    }
  });
});
