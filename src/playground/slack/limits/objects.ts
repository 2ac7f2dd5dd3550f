import {
  all,
  boolean,
  type Check,
  isObject,
  list,
  object,
  oneOf,
  problem,
  string,
  typeIs,
} from '../checks.ts';

/** What elements and blocks are composed of: texts, options, questions, images, rich text. */

export const plain = (max: number): Check =>
  object({ 'type!': typeIs('plain_text'), 'text!': string(max, 1), emoji: boolean });

const mrkdwn = (max: number): Check =>
  object({ 'type!': typeIs('mrkdwn'), 'text!': string(max, 1), verbatim: boolean });

export const anyText =
  (max: number): Check =>
  (value, at, scope) => {
    const type = isObject(value) ? value.type : undefined;
    if (type === 'mrkdwn') mrkdwn(max)(value, at, scope);
    else if (type === 'plain_text') plain(max)(value, at, scope);
    else problem(scope, 'must be a plain_text or mrkdwn text object', at);
  };

const option = (text: Check): Check =>
  object({ 'text!': text, 'value!': string(150), description: plain(75) });
export const selectOption = option(plain(75));
export const richOption = object({ 'text!': anyText(75), 'value!': string(150), description: anyText(75) });
export const overflowOption = object({
  'text!': plain(75),
  'value!': string(150),
  description: plain(75),
  url: string(3000),
});
export const optionGroup = object({ 'label!': plain(75), 'options!': list(1, 100, selectOption) });

export const confirm = object({
  title: plain(100),
  'text!': anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: oneOf('primary', 'danger'),
});

export const conversationFilter = object({
  include: list(1, 4, oneOf('im', 'mpim', 'private', 'public')),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
});

export const dispatchConfig = object({
  trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
});

/** Only one of `image_url` and `slack_file`. */
export const imageSource: Check = (value, at, scope) => {
  if (isObject(value) && (value.image_url === undefined) === (value.slack_file === undefined)) {
    problem(scope, 'must provide either image_url or slack_file', at);
  }
};

export const image: Check = all(
  object({
    'type!': typeIs('image'),
    'alt_text!': string(2000, 1),
    image_url: string(3000, 1),
    slack_file: object({ id: string(100), url: string(3000) }),
  }),
  imageSource,
);

/** A list of rich-text parts; their inner shape is only looked at as far as the renderer needs it. */
export const richText = object({
  'type!': typeIs('rich_text'),
  block_id: string(255, 1),
  'elements!': list(0, 1000, (value, at, scope) => {
    const kinds = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'];
    if (!isObject(value) || !kinds.includes(String(value.type)))
      problem(scope, 'unsupported rich text element', at);
    else if (!Array.isArray(value.elements)) problem(scope, 'missing required field: elements', at);
  }),
});
