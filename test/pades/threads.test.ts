import { describe, expect, it } from 'vitest';
import { NotSignable } from '../../src/pades/inspect.ts';
import { UnusablePng } from '../../src/pades/png.ts';
import { createPdfThreads, Exhausting } from '../../src/pades/threads.ts';
import { document, orderOf, trusted } from './documents.ts';

const threads = createPdfThreads();

describe('Work on PDF files in threads of its own, as the program is built', () => {
  it('G-7, G-8 looks at a file, signs it and verifies it', async () => {
    const content = document('chromium');
    expect(await threads.inspect('ali', content)).toEqual({ obstacles: [], pages: 1, signatures: 0 });
    const signed = await threads.sign('ali', content, orderOf());
    expect(Buffer.from(signed.subarray(0, content.length)).equals(content)).toBe(true);
    const { covered, signatures } = await threads.verify('ali', signed, trusted);
    expect(covered).toBe(true);
    expect(signatures[0]).toMatchObject({
      integrity: 'intact',
      signer: { subject: { name: 'Ali Rahman, S.H., M.H.' } },
      trust: { outcome: 'trusted', at: trusted.now },
    });
  });

  it('G-7 says what stands against it as signing itself does', async () => {
    const sign = (name: string, some = {}) => threads.sign('ali', document(name), orderOf(some));
    const encrypted = sign('groff-password');
    await expect(encrypted).rejects.toThrow(NotSignable);
    await expect(encrypted).rejects.toMatchObject({ obstacles: ['encrypted'] });
    await expect(sign('groff', { initial: Buffer.from('GIF89a') })).rejects.toThrow(UnusablePng);
    await expect(sign('groff', { place: { page: 9, corner: 'top-left' } })).rejects.toThrow(RangeError);
    const unstamped = threads.sign('ali', document('groff'), orderOf(), async () => {
      throw new TypeError('the time-stamper is asleep');
    });
    await expect(unstamped).rejects.toThrow(TypeError);
  });

  it('G-7 gives up what takes too long', async () => {
    const hurried = createPdfThreads({ withinMs: 1 });
    await expect(hurried.inspect('ali', document('groff'))).rejects.toThrow(Exhausting);
  });
});
