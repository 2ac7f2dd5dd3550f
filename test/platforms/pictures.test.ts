import { describe, expect, it } from 'vitest';
import { withPictures } from '../../src/platforms/slack/pictures.ts';

describe('a picture in Slack', () => {
  const blocks = [{ type: 'image' }, { type: 'section' }];

  it('is left out where Slack does not let it be shown, and the rest is shown all the same', async () => {
    const shown: string[][] = [];
    await withPictures(blocks, async (given) => {
      shown.push(given.map(({ type }) => type));
      if (given.length === 2) throw new Error('invalid_blocks');
    });
    expect(shown).toEqual([['image', 'section'], ['section']]);
  });

  it('hides no other refusal, and nothing is tried twice without one', async () => {
    let times = 0;
    const refusing = (word: string) => async () => {
      times += 1;
      throw new Error(word);
    };
    await expect(withPictures(blocks, refusing('expired_trigger_id'))).rejects.toThrow('expired_trigger_id');
    await expect(withPictures([{ type: 'section' }], refusing('invalid_blocks'))).rejects.toThrow();
    expect(times).toBe(2);
  });
});
