import type { JsonObject, JsonValue } from '../contract.ts';
import { elementsOf } from './blocks.ts';
import {
  all,
  boolean,
  type Check,
  type Fields,
  integer,
  isObject,
  lengthOf,
  list,
  matching,
  object,
  oneOf,
  problem,
  type Scope,
  type Surface,
  string,
  typeIs,
} from './checks.ts';

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

// ── Composition objects ──────────────────────────────────────────────────────────────────────────────────────────

const plain = (max: number): Check =>
  object({ 'type!': typeIs('plain_text'), 'text!': string(max, 1), emoji: boolean });

const mrkdwn = (max: number): Check =>
  object({ 'type!': typeIs('mrkdwn'), 'text!': string(max, 1), verbatim: boolean });

const anyText =
  (max: number): Check =>
  (value, at, scope) => {
    const type = isObject(value) ? value.type : undefined;
    if (type === 'mrkdwn') mrkdwn(max)(value, at, scope);
    else if (type === 'plain_text') plain(max)(value, at, scope);
    else problem(scope, 'must be a plain_text or mrkdwn text object', at);
  };

const option = (text: Check): Check =>
  object({ 'text!': text, 'value!': string(150), description: plain(75) });
const selectOption = option(plain(75));
const richOption = object({ 'text!': anyText(75), 'value!': string(150), description: anyText(75) });
const overflowOption = object({
  'text!': plain(75),
  'value!': string(150),
  description: plain(75),
  url: string(3000),
});
const optionGroup = object({ 'label!': plain(75), 'options!': list(1, 100, selectOption) });

const confirm = object({
  title: plain(100),
  'text!': anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: oneOf('primary', 'danger'),
});

const conversationFilter = object({
  include: list(1, 4, oneOf('im', 'mpim', 'private', 'public')),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
});

const dispatchConfig = object({
  trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
});

// ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────────────

const ACTION: Fields = { 'type!': string(100), action_id: string(255, 1) };
const FOCUSABLE: Fields = { focus_on_load: boolean };
const TYPED: Fields = { placeholder: plain(150), dispatch_action_config: dispatchConfig, ...FOCUSABLE };
const PICKED: Fields = { placeholder: plain(150), confirm, ...FOCUSABLE };

const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date of the form YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the form HH:mm');
const id = string(255, 1);

const sameOption = (a: unknown, b: unknown): boolean =>
  JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

/** What makes two option objects the same: Slack's defaults (`emoji`, `verbatim`) do not. */
const canonical = (value: unknown): JsonValue => {
  if (!isObject(value)) return null;
  const text = isObject(value.text) ? `${String(value.text.type)}:${String(value.text.text)}` : null;
  const description = isObject(value.description) ? String(value.description.text) : null;
  return [text, typeof value.value === 'string' ? value.value : null, description];
};

/** Either `options` or `option_groups`, and initial options that are among them. */
const menu: Check = (value, at, scope) => {
  if (!isObject(value)) return;
  const { options, option_groups: groups } = value;
  if ((options === undefined) === (groups === undefined)) {
    problem(scope, 'must provide either options or option_groups', at);
  }
  initialAmongOptions(value, at, scope);
};

const initialAmongOptions: Check = (value, at, scope) => {
  if (!isObject(value)) return;
  const groups = Array.isArray(value.option_groups) ? value.option_groups : [];
  const offered = [
    ...(Array.isArray(value.options) ? value.options : []),
    ...groups.flatMap((group) => (isObject(group) && Array.isArray(group.options) ? group.options : [])),
  ];
  const known = (each: unknown): boolean => offered.some((offer) => sameOption(offer, each));
  if (value.initial_option !== undefined && !known(value.initial_option)) {
    problem(scope, 'initial_option must match one of the options', `${at}/initial_option`);
  }
  if (Array.isArray(value.initial_options)) {
    value.initial_options.forEach((each, index) => {
      if (!known(each))
        problem(scope, 'initial_options must match the options', `${at}/initial_options/${index}`);
    });
  }
};

const numberBounds: Check = (value, at, scope) => {
  if (!isObject(value)) return;
  const { min_value: min, max_value: max } = value;
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) {
    problem(scope, 'min_value cannot be greater than max_value', at);
  }
};

const lengthBounds: Check = (value, at, scope) => {
  if (!isObject(value)) return;
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    problem(scope, 'min_length cannot be greater than max_length', at);
  }
};

/** Only one of `image_url` and `slack_file`. */
const imageSource: Check = (value, at, scope) => {
  if (isObject(value) && (value.image_url === undefined) === (value.slack_file === undefined)) {
    problem(scope, 'must provide either image_url or slack_file', at);
  }
};

const image: Check = all(
  object({
    'type!': typeIs('image'),
    'alt_text!': string(2000, 1),
    image_url: string(3000, 1),
    slack_file: object({ id: string(100), url: string(3000) }),
  }),
  imageSource,
);

/** A list of rich-text parts; their inner shape is only looked at as far as the renderer needs it. */
const richText = object({
  'type!': typeIs('rich_text'),
  block_id: string(255, 1),
  'elements!': list(0, 1000, (value, at, scope) => {
    const kinds = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'];
    if (!isObject(value) || !kinds.includes(String(value.type)))
      problem(scope, 'unsupported rich text element', at);
    else if (!Array.isArray(value.elements)) problem(scope, 'missing required field: elements', at);
  }),
});

const select = (fields: Fields, ...more: Check[]): Check =>
  all(object({ ...ACTION, ...PICKED, ...fields }), ...more);
const many: Fields = { max_selected_items: integer(1, 10_000) };
const staticOptions: Fields = {
  options: list(1, 100, selectOption),
  option_groups: list(1, 100, optionGroup),
};

const ELEMENTS: Record<string, Check> = {
  button: object({
    ...ACTION,
    'text!': plain(75),
    value: string(2000),
    url: string(3000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: string(75),
  }),
  overflow: object({ ...ACTION, 'options!': list(1, 5, overflowOption), confirm }),
  image,
  static_select: select({ ...staticOptions, initial_option: selectOption }, menu),
  multi_static_select: select(
    { ...staticOptions, ...many, initial_options: list(0, 100, selectOption) },
    menu,
  ),
  external_select: select({ initial_option: selectOption, min_query_length: integer(0, 3000) }),
  multi_external_select: select({
    ...many,
    initial_options: list(0, 100, selectOption),
    min_query_length: integer(0, 3000),
  }),
  users_select: select({ initial_user: id }),
  multi_users_select: select({ ...many, initial_users: list(0, 1000, id) }),
  conversations_select: select({
    initial_conversation: id,
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter: conversationFilter,
  }),
  multi_conversations_select: select({
    ...many,
    initial_conversations: list(0, 1000, id),
    default_to_current_conversation: boolean,
    filter: conversationFilter,
  }),
  channels_select: select({ initial_channel: id, response_url_enabled: boolean }),
  multi_channels_select: select({ ...many, initial_channels: list(0, 1000, id) }),
  datepicker: select({ initial_date: date }),
  timepicker: select({ initial_time: time, timezone: string(100) }),
  datetimepicker: object({
    ...ACTION,
    ...FOCUSABLE,
    confirm,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
  radio_buttons: all(
    object({
      ...ACTION,
      ...FOCUSABLE,
      confirm,
      'options!': list(1, 10, richOption),
      initial_option: richOption,
    }),
    initialAmongOptions,
  ),
  checkboxes: all(
    object({
      ...ACTION,
      ...FOCUSABLE,
      confirm,
      'options!': list(1, 10, richOption),
      initial_options: list(1, 10, richOption),
    }),
    initialAmongOptions,
  ),
  plain_text_input: all(
    object({
      ...ACTION,
      ...TYPED,
      initial_value: string(3000),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    }),
    lengthBounds,
  ),
  email_text_input: object({ ...ACTION, ...TYPED, initial_value: string(3000) }),
  url_text_input: object({ ...ACTION, ...TYPED, initial_value: string(3000) }),
  number_input: all(
    object({
      ...ACTION,
      ...TYPED,
      'is_decimal_allowed!': boolean,
      initial_value: matching(/^-?\d+(\.\d+)?$/, 'a number as a string'),
      min_value: matching(/^-?\d+(\.\d+)?$/, 'a number as a string'),
      max_value: matching(/^-?\d+(\.\d+)?$/, 'a number as a string'),
    }),
    numberBounds,
  ),
  rich_text_input: object({
    ...ACTION,
    ...TYPED,
    initial_value: richText,
    min_lines: integer(1, 100),
    max_lines: integer(1, 100),
  }),
  file_input: object({
    ...ACTION,
    filetypes: list(1, 100, string(50, 1)),
    max_files: integer(1, 10),
  }),
};

const SELECTS = Object.keys(ELEMENTS).filter((name) => name.endsWith('_select'));
const PICKERS = ['datepicker', 'timepicker', 'radio_buttons', 'checkboxes'];
const IN_ACTIONS = ['button', 'overflow', 'datetimepicker', 'rich_text_input', ...SELECTS, ...PICKERS];
const IN_SECTION = ['button', 'overflow', 'image', ...SELECTS, ...PICKERS];
const IN_INPUT = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'file_input',
  'datetimepicker',
  ...SELECTS,
  ...PICKERS,
];

const element =
  (allowed: readonly string[]): Check =>
  (value, at, scope) => {
    const type = isObject(value) ? value.type : undefined;
    const check = typeof type === 'string' && allowed.includes(type) ? ELEMENTS[type] : undefined;
    if (!check || (type === 'file_input' && scope.surface !== 'modal')) {
      problem(scope, `unsupported type: ${String(type)}`, at);
    } else check(value, at, scope);
  };

// ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

const BLOCK: Fields = { 'type!': string(100), block_id: string(255, 1) };

/** A section needs `text` or `fields`. */
const sectionText: Check = (value, at, scope) => {
  if (isObject(value) && value.text === undefined && value.fields === undefined) {
    problem(scope, 'missing required field: text or fields', at);
  }
};

const tableCell: Check = (value, at, scope) => {
  const type = isObject(value) ? value.type : undefined;
  if (type === 'raw_text')
    object({ 'type!': typeIs('raw_text'), 'text!': string(3000, 1) })(value, at, scope);
  else if (type === 'rich_text') richText(value, at, scope);
  else problem(scope, `unsupported type: ${String(type)}`, at);
};

interface BlockRule {
  check: Check;
  surfaces: readonly Surface[];
}

const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home'];

const BLOCKS: Record<string, BlockRule> = {
  section: {
    surfaces: EVERYWHERE,
    check: all(
      object({
        ...BLOCK,
        text: anyText(3000),
        fields: list(1, 10, anyText(2000)),
        accessory: element(IN_SECTION),
        expand: boolean,
      }),
      sectionText,
    ),
  },
  actions: {
    surfaces: EVERYWHERE,
    check: object({ ...BLOCK, 'elements!': list(1, 25, element(IN_ACTIONS)) }),
  },
  context: {
    surfaces: EVERYWHERE,
    check: object({
      ...BLOCK,
      'elements!': list(1, 10, (value, at, scope) => {
        if (isObject(value) && value.type === 'image') image(value, at, scope);
        else anyText(3000)(value, at, scope);
      }),
    }),
  },
  divider: { surfaces: EVERYWHERE, check: object(BLOCK) },
  header: { surfaces: EVERYWHERE, check: object({ ...BLOCK, 'text!': plain(150) }) },
  image: {
    surfaces: EVERYWHERE,
    check: all(
      object({
        ...BLOCK,
        'alt_text!': string(2000, 1),
        title: plain(2000),
        image_url: string(3000, 1),
        slack_file: object({ id: string(100), url: string(3000) }),
      }),
      imageSource,
    ),
  },
  input: {
    surfaces: EVERYWHERE,
    check: object({
      ...BLOCK,
      'label!': plain(2000),
      'element!': element(IN_INPUT),
      hint: plain(2000),
      optional: boolean,
      dispatch_action: boolean,
    }),
  },
  rich_text: { surfaces: EVERYWHERE, check: richText },
  markdown: { surfaces: ['message'], check: object({ ...BLOCK, 'text!': string(12_000, 1) }) },
  table: {
    surfaces: ['message'],
    check: object({
      ...BLOCK,
      'rows!': list(1, 100, list(1, 20, tableCell)),
      column_settings: list(0, 20, object({ align: oneOf('left', 'center', 'right'), is_wrapped: boolean })),
    }),
  },
};

const block: Check = (value, at, scope) => {
  const type = isObject(value) ? value.type : undefined;
  const rule = typeof type === 'string' ? BLOCKS[type] : undefined;
  if (!rule?.surfaces.includes(scope.surface)) problem(scope, `unsupported type: ${String(type)}`, at);
  else rule.check(value, at, scope);
};

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

// ── What the Web API asks ────────────────────────────────────────────────────────────────────────────────────────

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

/** Judges the `blocks` of a message. */
export function judgeMessageBlocks(blocks: unknown): Verdict {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', problems: [] };
  const scope: Scope = { surface: 'message', problems: [] };
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
export function judgeView(view: unknown, type: 'modal' | 'home'): Verdict {
  if (!isObject(view))
    return { error: 'invalid_arguments', problems: ['must be an object [json-pointer:/view]'] };
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES)
    return { error: 'view_too_large', problems: [] };
  const scope: Scope = { surface: type, problems: [] };
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

/** Length of everything a person would read. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      sum + (name === 'text' && typeof each === 'string' ? lengthOf(each) : textLength(each)),
    0,
  );
}
