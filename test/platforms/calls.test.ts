import { WebAPIRateLimitedError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { RetryLater } from '../../src/core/errors.ts';
import { createCalls } from '../../src/platforms/calls.ts';
import { translated } from '../../src/platforms/slack/errors.ts';

const limited = (seconds: number) => async () => {
  throw new WebAPIRateLimitedError(seconds);
};

/** What a call comes to: that it was made, or in how many seconds it is to come back. */
async function outcome(call: Promise<unknown>): Promise<'made' | number> {
  return call.then(
    () => 'made' as const,
    (error) => {
      if (!(error instanceof RetryLater)) throw error;
      return error.seconds;
    },
  );
}

describe('U-10 calls after a 429', () => {
  it('wait in that conversation alone, and come back one after the other', async () => {
    let now = 0;
    const call = createCalls(translated, () => now);
    const post = (channel: string, work: () => Promise<unknown> = async () => {}) =>
      outcome(call('chat.postMessage', work, channel));
    expect(await post('D1', limited(30))).toBe(30);
    expect([await post('D1'), await post('D1'), await post('D1')]).toEqual([31, 32, 33]);
    expect(await post('D2')).toBe('made');
    now = 30_000;
    expect(await post('D1')).toBe('made');
    // Refused again: whoever was turned away keeps their place, and those who come now stand behind them.
    expect(await post('D1', limited(2))).toBe(2);
    expect(await post('D1')).toBe(4);
  });

  it('wait with the whole method where Slack counts it for all of a workspace', async () => {
    let now = 0;
    const call = createCalls(translated, () => now);
    expect(await outcome(call('chat.update', limited(5)))).toBe(5);
    expect(await outcome(call('chat.update', async () => {}))).toBe(5);
    expect(await outcome(call('conversations.open', async () => {}))).toBe('made');
    now = 5000;
    expect(await outcome(call('chat.update', async () => {}))).toBe('made');
  });
});
