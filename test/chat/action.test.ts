import { describe, expect, it } from 'vitest';
import { action, decodeAction, encodeAction } from '../../src/chat/action.ts';

describe('what a button carries', () => {
  it('comes back as it was, whatever text is in it', () => {
    for (const text of ['', 'a:b', 'spasi & <tanda>', 'émoji 🙂', '100%', 'a/b?c#d']) {
      const made = action('user-id.find', text, 42);
      expect(decodeAction(encodeAction(made))).toEqual({ name: 'user-id.find', args: [text, '42'] });
    }
  });

  it('I-3 is nothing when it cannot be one of ours', () => {
    for (const forged of [
      '',
      'user-id',
      'user-id.',
      '.approve',
      'User.approve',
      'a.b.c',
      'user-id.approve:%zz',
      'user-id.approve:<x>',
      'x'.repeat(300),
    ]) {
      expect(decodeAction(forged), forged).toBeNull();
    }
  });

  it('is refused when it would not fit into a button', () => {
    expect(() => encodeAction(action('user-id.find', 'x'.repeat(300)))).toThrow('too long');
  });
});
