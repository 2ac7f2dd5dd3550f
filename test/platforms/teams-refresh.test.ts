import { describe, expect, it } from 'vitest';
import { action } from '../../src/chat/action.ts';
import type { Button, Card, Part } from '../../src/chat/card.ts';
import { renderCard } from '../../src/platforms/teams/cards.ts';

const open: Button = { label: 'Open', does: { action: action('pintu.help') } };
const told: Part = { type: 'text', text: 'disetujui' };
const card = (more: Partial<Card>): Card => ({
  title: 'UID-2026-000001',
  parts: [told],
  buttons: [],
  ...more,
});
const waiting = { text: 'Menunggu', tone: 'waiting' } as const;
const over = { text: 'Selesai', tone: 'good' } as const;

describe('a posted card in Teams', () => {
  it.each([
    ['that waits', card({ status: waiting }), true],
    ['that is over, and offers to read it', card({ status: over, buttons: [open] }), false],
    ['that tells of a step', card({}), false],
    ['that lists', card({ parts: [{ type: 'list', items: [], empty: '—' }] }), true],
    ['that offers something', card({ buttons: [open] }), true],
  ])('U-13 %s is asked for by its reader’s client by itself, or never', (_what, one, isAsked) => {
    const { refresh } = renderCard(one, { key: 'k' }) as { refresh?: { userIds?: string[] } };
    expect(refresh).toMatchObject({ action: { data: { key: 'k' } } });
    expect(refresh?.userIds).toEqual(isAsked ? undefined : []);
    expect(renderCard(one)).not.toHaveProperty('refresh');
  });
});
