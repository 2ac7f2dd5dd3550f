import { describe, expect, it } from 'vitest';
import { commandStep, decodeTrail, encodeTrail, extended } from '../../src/chat/trail.ts';

describe('a trail', () => {
  it('grows by a step, and goes no step further for the next page or a card that was left before', () => {
    const list = extended([], 'user-id.list:all');
    const opened = extended(list, 'user-id.open:42');
    const log = extended(opened, 'user-id.log:42');
    expect(log).toEqual(['user-id.log:42', 'user-id.open:42', 'user-id.list:all']);
    expect(extended(log, 'user-id.open:42')).toEqual(opened);
    expect(extended(list, 'user-id.list:all::::b7')).toEqual(['user-id.list:all::::b7']);
    expect(extended(opened, 'user-id.open:43')).toEqual(['user-id.open:43', 'user-id.list:all']);
    expect(commandStep('userid', 'list joko')).toBe('/userid list joko');
  });

  it('is as long as a platform carries, without its furthest steps, or none', () => {
    const long = `partner.find:${'x'.repeat(800)}`;
    expect(decodeTrail(encodeTrail(['a.b:1', long, long]))).toEqual(['a.b:1', long]);
    expect(encodeTrail([`/userid list ${'x'.repeat(2000)}`])).toBeNull();
    let trail: readonly string[] = [];
    for (let n = 0; n < 9; n += 1) trail = extended(trail, `desk.verb-${n}:1`);
    expect(trail).toHaveLength(4);
  });

  it('is nothing where it is none of ours', () => {
    for (const other of [undefined, 'x', '{}', '[1]', '["a","b","c","d","e"]', `["${'x'.repeat(3000)}"]`])
      expect(decodeTrail(other)).toEqual([]);
  });
});
