import type { JsonObject, JsonValue } from '../contract.ts';
import { isObject } from './checks.ts';
import type { Block, Message } from './contract/workspace.ts';
import { newId } from './ids.ts';

/** The interactive elements of a block, and whether they stand in an input block. */
export function elementsOf(of: JsonObject): { element: JsonObject; inInput: boolean }[] {
  const found: JsonValue[] = [];
  if (of.type === 'actions' && Array.isArray(of.elements)) found.push(...of.elements);
  if (of.type === 'section' && of.accessory !== undefined) found.push(of.accessory);
  if (of.type === 'input' && of.element !== undefined) found.push(of.element);
  return found.flatMap((each) =>
    isObject(each) ? [{ element: each as JsonObject, inInput: of.type === 'input' }] : [],
  );
}

/** All blocks of a message that people see: its own, and those below its links. */
export const blocksOf = ({ blocks, unfurls = [] }: Pick<Message, 'blocks' | 'unfurls'>): Block[] => [
  ...blocks,
  ...unfurls.flatMap((unfurl) => unfurl.blocks),
];

/** Accepted blocks with the ids and defaults that Slack fills in. */
export function keepBlocks(blocks: readonly JsonObject[]): Block[] {
  return structuredClone(blocks).map((each) => {
    const kept = { ...each, type: String(each.type), block_id: String(each.block_id ?? shortId()) } as Block;
    for (const { element: inner } of elementsOf(kept)) {
      if (inner.type !== 'image') inner.action_id ??= shortId();
    }
    if (kept.type === 'input') {
      kept.optional ??= false;
      kept.dispatch_action ??= false;
    }
    addTextDefaults(kept);
    return kept;
  });
}

const shortId = (): string => newId('').slice(1, 6);

function addTextDefaults(value: JsonValue): void {
  if (Array.isArray(value)) {
    for (const each of value) addTextDefaults(each);
  } else if (isObject(value)) {
    if (value.type === 'plain_text') value.emoji ??= true;
    if (value.type === 'mrkdwn') value.verbatim ??= false;
    for (const each of Object.values(value)) addTextDefaults(each as JsonValue);
  }
}
