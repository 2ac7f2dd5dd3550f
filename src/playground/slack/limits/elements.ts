import type { JsonValue } from '../../contract.ts';
import {
  all,
  boolean,
  type Check,
  type Fields,
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  problem,
  string,
} from '../checks.ts';
import {
  confirm,
  conversationFilter,
  dispatchConfig,
  image,
  optionGroup,
  overflowOption,
  plain,
  richOption,
  richText,
  selectOption,
} from './objects.ts';

/** What people press, choose and type in: the fields of each element, and where it may stand. */

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
export const IN_ACTIONS = ['button', 'overflow', 'datetimepicker', 'rich_text_input', ...SELECTS, ...PICKERS];
export const IN_SECTION = ['button', 'overflow', 'image', ...SELECTS, ...PICKERS];
export const IN_INPUT = [
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

export const element =
  (allowed: readonly string[]): Check =>
  (value, at, scope) => {
    const type = isObject(value) ? value.type : undefined;
    const check = typeof type === 'string' && allowed.includes(type) ? ELEMENTS[type] : undefined;
    if (!check || (type === 'file_input' && scope.surface !== 'modal')) {
      problem(scope, `unsupported type: ${String(type)}`, at);
    } else check(value, at, scope);
  };
