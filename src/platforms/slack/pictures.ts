import { messageOf } from '../../core/errors.ts';
import { slackRefusal } from './errors.ts';

/** How Slack refuses a picture of a file that it does not let us show, or not yet. */
const refusals = new Set(['invalid_arguments', 'invalid_blocks', 'slack_file_not_found', 'file_not_found']);

/** Shows blocks with the pictures in them, or, where Slack refuses those, without. */
export async function withPictures<Block extends { type: string }>(
  blocks: readonly Block[],
  show: (blocks: Block[]) => Promise<unknown>,
): Promise<void> {
  try {
    await show([...blocks]);
  } catch (error) {
    const plain = blocks.filter(({ type }) => type !== 'image');
    const isRefusal = refusals.has(slackRefusal(error) ?? messageOf(error));
    if (plain.length === blocks.length || !isRefusal) throw error;
    await show(plain);
  }
}
