import { WebAPIPlatformError } from '@slack/web-api';
import type { Log } from '../../core/log.ts';

/** Blocks that Slack has brought in 2026: a workspace may not have them yet, or not any more. */
export type NewerBlock = 'plan' | 'data_table' | 'alert';

/** Whether something may be drawn with a newer block, in the place of what stood for it before. */
export type Has = (block: NewerBlock) => boolean;

/** As every workspace can show it. */
export const hasNone: Has = () => false;

/** What a workspace has of the newer blocks, as far as its own answers have told. */
export interface NewerBlocks {
  /**
   * Draws something and sends it by a call that Slack answers. Where Slack refuses the blocks, nothing was shown yet: it is sent once more,
   * drawn without those that are newer, and if that is taken, they are not tried again.
   */
  sent<Drawn, Answer>(draw: (has: Has) => Drawn, send: (drawn: Drawn) => Promise<Answer>): Promise<Answer>;
  /**
   * Only what it has taken before: for what Slack gives no answer to, as to an ack, and for what cannot be sent twice, as a modal, whose
   * trigger may be used up by the first try.
   */
  taken: Has;
}

const refusals = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments']);

export function createNewerBlocks(log: Log): NewerBlocks {
  const known = new Map<NewerBlock, 'taken' | 'refused'>();

  return {
    async sent(draw, send) {
      const used = new Set<NewerBlock>();
      const drawn = draw((block) => {
        if (known.get(block) === 'refused') return false;
        used.add(block);
        return true;
      });
      try {
        const answer = await send(drawn);
        for (const block of used) known.set(block, 'taken');
        return answer;
      } catch (error) {
        const told = blockRefusal(error);
        if (!told || used.size === 0) throw error;
        const answer = await send(draw(hasNone));
        // Slack names the type that it does not know; where it names none, those are meant that it has never taken.
        const named = [...used].filter((block) => told.some((line) => line.includes(`type: ${block} `)));
        const unknown = named.length > 0 ? named : [...used].filter((block) => !known.has(block));
        for (const block of unknown) known.set(block, 'refused');
        log.info(
          { blocks: unknown, said: told.slice(0, 3) },
          'Slack does not show these blocks here: older ones are sent',
        );
        return answer;
      }
    },
    taken: (block) => known.get(block) === 'taken',
  };
}

/** What Slack says of blocks that it refuses; null for every other error. */
function blockRefusal(error: unknown): string[] | null {
  if (!(error instanceof WebAPIPlatformError) || !refusals.has(error.data.error)) return null;
  return error.data.response_metadata?.messages ?? [];
}
