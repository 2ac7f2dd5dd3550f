import { describe, expect, it } from 'vitest';
import { UnusablePng } from '../../src/core/png.ts';
import { Crowded } from '../../src/core/shares.ts';
import { NotSignable } from '../../src/pades/inspect.ts';
import { createPdfThreads, Exhausting, working } from '../../src/pades/threads.ts';
import { document, joined, orderOf, trusted } from './documents.ts';

const threads = createPdfThreads();
/** A thread that is kept keeps nothing else alive, and is none of the active resources. */
const running = () => (process.report.getReport() as { workers: unknown[] }).workers.length;
const load = (name: string) => async () => document(name);

describe('Work on PDF files in threads of its own, as the program is built', () => {
  it('G-7, G-8 looks at a file, signs it and verifies it', async () => {
    const content = document('chromium');
    expect(await threads.inspect('ali', load('chromium'))).toEqual({
      obstacles: [],
      pages: 1,
      signatures: 0,
      emptyFields: [],
      claimsPdfA: false,
    });
    const given = document('chromium');
    const { update, page } = await threads.sign('ali', async () => given, orderOf());
    // Handed over, not copied.
    expect([given.length, page]).toEqual([0, 1]);
    const signed = joined(content, update);
    const { covered, signatures } = await threads.verify('ali', async () => signed, trusted);
    expect(covered).toBe(true);
    expect(signatures[0]).toMatchObject({
      integrity: 'intact',
      signer: { subject: { name: 'Ali Rahman, S.H., M.H.' } },
      trust: { outcome: 'trusted', at: trusted.now },
    });
  });

  it('G-7 says what stands against it as signing itself does', async () => {
    const sign = (name: string, some = {}) => threads.sign('ali', load(name), orderOf(some));
    const encrypted = sign('groff-password');
    await expect(encrypted).rejects.toThrow(NotSignable);
    await expect(encrypted).rejects.toMatchObject({ obstacles: ['encrypted'] });
    await expect(sign('groff', { initial: Buffer.from('GIF89a') })).rejects.toThrow(UnusablePng);
    await expect(sign('groff', { place: { page: 9, corner: 'top-left' } })).rejects.toThrow(RangeError);
    const unstamped = threads.sign('ali', load('groff'), orderOf(), async () => {
      throw new TypeError('the time-stamper is asleep');
    });
    await expect(unstamped).rejects.toThrow(TypeError);
  });

  it('G-7 keeps a thread for the next file, but not one that had a large file, or was given up', async () => {
    const before = running();
    const kept = createPdfThreads({ keptMs: 60_000 });
    await kept.inspect('ali', load('groff'));
    await kept.sign('ali', load('groff'), orderOf());
    await expect(kept.inspect('ali', async () => new Uint8Array([1]))).resolves.toMatchObject({
      obstacles: ['not-pdf'],
    });
    expect(running()).toBe(before + 1);
    await kept.inspect('ali', async () => new Uint8Array(5 * 1024 * 1024));
    expect(running()).toBe(before);
  });

  it('G-7 so many of one asker wait, one more is refused, and others have their turn between', async () => {
    const held: (() => void)[] = [];
    const later = async () => {
      await new Promise<void>((resolve) => held.push(resolve));
      return document('groff');
    };
    const most = working.each + working.waitingEach;
    const all = Array.from({ length: most }, () => threads.inspect('banyak', later));
    await expect.poll(() => held.length).toBe(working.each);
    await expect(threads.inspect('banyak', load('groff'))).rejects.toThrow(Crowded);
    expect(await threads.inspect('lain', load('groff'))).toMatchObject({ obstacles: [] });
    for (let n = 0; n < most; n += 1) {
      await expect.poll(() => held.length).toBe(1);
      held.pop()?.();
    }
    expect(await Promise.all(all)).toHaveLength(most);
  });

  it('G-7 gives up what takes too long', async () => {
    const hurried = createPdfThreads({ withinMs: 1 });
    await expect(hurried.inspect('ali', load('groff'))).rejects.toThrow(Exhausting);
  });
});
