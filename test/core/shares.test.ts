import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Crowded, createShares, type ShareLimits } from '../../src/core/shares.ts';

/** Work that is done when the test says so, and the order in which it began. */
function bench(limits: Partial<ShareLimits>) {
  const shares = createShares({ atOnce: 1, each: 1, waiting: 100, waitingEach: 100, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    ask(asker: string, name = asker): Promise<string> {
      return shares(asker, () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      });
    },
    async end(name: string): Promise<void> {
      // What was asked for begins, and ends are heard, in the turns of promises before this.
      await setImmediate();
      ends.get(name)?.();
      await setImmediate();
    },
  };
}

describe('shares of what only so much is done of at once', () => {
  it('give askers their turns one after the other, however much each of them asks', async () => {
    const { ask, end, begun } = bench({});
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => ask(name[0] ?? '', name));
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
    expect(await Promise.all(all)).toHaveLength(6);
  });

  it('leave room for others while one asker has all of theirs', async () => {
    const { ask, begun } = bench({ atOnce: 3, each: 2 });
    for (const name of ['a1', 'a2', 'a3', 'b1']) void ask(name[0] ?? '', name);
    await setImmediate();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
  });

  it('refuse what would wait too long, of one asker and of all', async () => {
    const { ask, end } = bench({ waiting: 3, waitingEach: 2 });
    const first = ask('a', 'a1');
    const waiting = [ask('a', 'a2'), ask('a', 'a3')];
    await expect(ask('a', 'a4')).rejects.toThrow(Crowded);
    const other = ask('b', 'b1');
    await expect(ask('c', 'c1')).rejects.toThrow(Crowded);
    for (const name of ['a1', 'a2', 'b1', 'a3']) await end(name);
    expect(await Promise.all([first, ...waiting, other])).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('take the newest of one asker where only that counts', async () => {
    const { ask, end } = bench({ waitingEach: 1, newestFirst: true });
    const first = ask('a', 'a1');
    const passed = expect(ask('a', 'a2')).rejects.toThrow(Crowded);
    const last = ask('a', 'a3');
    await passed;
    await end('a1');
    await end('a3');
    expect(await Promise.all([first, last])).toEqual(['a1', 'a3']);
  });

  it('go on after work that failed', async () => {
    const shares = createShares({ atOnce: 1, each: 1, waiting: 1, waitingEach: 1 });
    const failed = shares('a', () => Promise.reject(new Error('broken')));
    const next = shares('b', async () => 'done');
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
