import type { ProgressStep, Tone } from '../chat/card.ts';

/** What stands for a tone and for a step on every chat platform, where cards have no drawings of their own. */
export const toneMarks: Record<Tone, string> = { waiting: '🟡', good: '🟢', bad: '🔴', neutral: '⚪' };

export const stepMarks: Record<ProgressStep['state'], string> = {
  done: '✅',
  current: '🟡',
  ahead: '⚪',
  stopped: '⛔',
};
