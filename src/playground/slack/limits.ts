import type { JsonObject } from '../contract.ts';
import { elementsOf } from './blocks.ts';
import {
  all,
  boolean,
  type Fields,
  isObject,
  list,
  object,
  oneOf,
  problem,
  type Scope,
  type Surface,
  string,
  typeIs,
} from './checks.ts';
import { block, textLength } from './limits/blocks.ts';
import { optionGroup, plain, selectOption } from './limits/objects.ts';

/**
 * What Slack accepts as Block Kit, as one table: per block and element the fields, which are required, and how long
 * or how many they may be. Problems are worded like Slack's own (`must be less than 151 characters
 * [json-pointer:/blocks/0/text/text]`), as in `response_metadata.messages` of an `invalid_blocks` answer.
 *
 * Numbers: https://docs.slack.dev/reference/block-kit
 */

const MAX_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
/** Characters of all texts of a message's blocks; Slack documents the error but not the number. */
const MAX_MESSAGE_TEXT = 13_000;
const MAX_VIEW_BYTES = 250_000;

/** `block_id` is unique in its message or view, `action_id` in its block. */
function checkUniqueIds(blocks: readonly unknown[], at: string, scope: Scope): void {
  const blockIds = new Set<string>();
  blocks.forEach((each, index) => {
    if (!isObject(each)) return;
    if (typeof each.block_id === 'string') {
      if (blockIds.has(each.block_id))
        problem(scope, `block_id "${each.block_id}" already exists`, `${at}/${index}`);
      blockIds.add(each.block_id);
    }
    const actionIds = new Set<string>();
    for (const { element: inner } of elementsOf(each as JsonObject)) {
      if (typeof inner.action_id !== 'string') continue;
      if (actionIds.has(inner.action_id)) {
        problem(scope, `action_id "${inner.action_id}" already exists in this block`, `${at}/${index}`);
      }
      actionIds.add(inner.action_id);
    }
  });
}

export interface Verdict {
  /** Slack's error name; absent when everything is in order. */
  error?:
    | 'invalid_blocks'
    | 'invalid_blocks_format'
    | 'msg_blocks_too_long'
    | 'invalid_arguments'
    | 'view_too_large';
  problems: string[];
}

const FINE: Verdict = { problems: [] };

/** Judges the `blocks` of a message; `lacking` are those of the newer blocks that the workspace has not. */
export function judgeMessageBlocks(blocks: unknown, lacking?: readonly string[]): Verdict {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', problems: [] };
  const scope: Scope = { surface: 'message', problems: [], lacking };
  list(0, MAX_BLOCKS.message, block)(blocks, '/blocks', scope);
  checkUniqueIds(blocks, '/blocks', scope);
  if (scope.problems.length > 0) return { error: 'invalid_blocks', problems: scope.problems };
  return textLength(blocks) > MAX_MESSAGE_TEXT ? { error: 'msg_blocks_too_long', problems: [] } : FINE;
}

const VIEW: Fields = {
  'type!': oneOf('modal', 'home'),
  private_metadata: string(3000),
  callback_id: string(255),
  external_id: string(255),
};

const MODAL_VIEW: Fields = {
  ...VIEW,
  'title!': plain(24),
  submit: plain(24),
  close: plain(24),
  clear_on_close: boolean,
  notify_on_close: boolean,
  submit_disabled: boolean,
};

/** Judges a whole view of this type. */
export function judgeView(view: unknown, type: 'modal' | 'home', lacking?: readonly string[]): Verdict {
  if (!isObject(view))
    return { error: 'invalid_arguments', problems: ['must be an object [json-pointer:/view]'] };
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES)
    return { error: 'view_too_large', problems: [] };
  const scope: Scope = { surface: type, problems: [], lacking };
  const fields = type === 'modal' ? MODAL_VIEW : VIEW;
  object({ ...fields, 'type!': typeIs(type), 'blocks!': list(0, MAX_BLOCKS[type], block) })(
    view,
    '/view',
    scope,
  );
  const blocks: unknown[] = Array.isArray(view.blocks) ? view.blocks : [];
  checkUniqueIds(blocks, '/view/blocks', scope);
  const hasInput = blocks.some((each) => isObject(each) && each.type === 'input');
  if (type === 'modal' && hasInput && view.submit === undefined) {
    problem(scope, 'missing required field: submit (required when there is an input block)', '/view');
  }
  return scope.problems.length > 0 ? { error: 'invalid_arguments', problems: scope.problems } : FINE;
}

/** Judges a bot's answer to `block_suggestion`. */
export function judgeSuggestions(answer: unknown): string[] {
  const scope: Scope = { surface: 'modal', problems: [] };
  all(
    object({ options: list(0, 100, selectOption), option_groups: list(0, 100, optionGroup) }),
    (value, at) => {
      if (isObject(value) && (value.options === undefined) === (value.option_groups === undefined)) {
        problem(scope, 'must provide either options or option_groups', at);
      }
    },
  )(answer, '', scope);
  return scope.problems;
}
