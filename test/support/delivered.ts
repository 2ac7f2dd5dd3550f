import { expect } from 'vitest';
import type { Workspace } from './bot.ts';

/**
 * The same texts once. Teams cannot be asked what stands in a conversation: a message whose answer was lost, or whose
 * program died, is posted there a second time rather than never.
 */
function once(texts: readonly string[], mayRepeat: boolean): readonly string[] {
  return mayRepeat ? [...new Set(texts)] : texts;
}

/** Where a request stands, as everybody who has something of it is to see it. */
export interface Standing {
  number: string;
  /** In each copy of its card; not looked at when absent. */
  status?: string;
  /** How many steps the requester was told. */
  steps: number;
  /** An answer of the platform may not have reached the program that asked, or died. */
  answersLost?: boolean;
  /** Who has a card to decide by, besides the requester. */
  approvers: readonly string[];
}

/** Rina's card and thread and each approver's card are there, each once and as things stand now. */
export async function expectDelivered(
  workspace: Pick<Workspace, 'platform' | 'person'>,
  standing: Standing,
): Promise<void> {
  const { number, status, steps, approvers, answersLost = false } = standing;
  const mayRepeat = answersLost && workspace.platform === 'teams';
  for (const account of ['rina.wulandari', ...approvers]) {
    const person = workspace.person(account);
    await person.scroll();
    const cards = once(await person.cards(number), mayRepeat);
    expect(cards, `cards of ${account}`).toHaveLength(1);
    if (status !== undefined) expect(cards[0], `card of ${account}`).toContain(status);
  }
  const thread = await workspace.person('rina.wulandari').thread(number);
  expect(once(thread, mayRepeat)).toHaveLength(steps);
}
