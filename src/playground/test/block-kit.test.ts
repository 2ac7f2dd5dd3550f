import { describe, expect, it } from 'vitest';
import { judgeMessageBlocks, judgeView } from '../slack/limits.ts';
import { plain } from './harness.ts';

const text = (length: number) => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const mrkdwn = (value: string) => ({ type: 'mrkdwn', text: value });
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('hello'), ...more });
const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (label: string, value = label) => ({ text: plain(label), value });
const select = (more: object = {}) => ({
  type: 'static_select',
  action_id: 's',
  options: [option('a')],
  ...more,
});
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
const typed = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
const group = (type: string, more: object = {}) => ({
  type,
  action_id: 'g',
  options: [option('a')],
  ...more,
});
const confirm = (more: object = {}) => ({
  title: plain('t'),
  text: plain('t'),
  confirm: plain('y'),
  deny: plain('n'),
  ...more,
});

const table = (rows: string[][]) => ({
  type: 'data_table',
  caption: 'T',
  rows: rows.map((cells) => cells.map((cell) => ({ type: 'raw_text', text: cell }))),
});
const plan = (task: object = {}) => ({
  type: 'plan',
  title: 'P',
  tasks: [{ type: 'task_card', task_id: '1', title: 'T', status: 'in_progress', ...task }],
});

/** What is one too long or one too many, and where and how Slack says so. */
const TOO_MUCH: [name: string, block: object, pointer: string, words: RegExp][] = [
  ['section text of 3001', section({ text: mrkdwn(text(3001)) }), '/text/text', /less than 3001/],
  ['empty section text', section({ text: mrkdwn('') }), '/text/text', /more than 0/],
  ['section with neither text nor fields', { type: 'section' }, '', /text or fields/],
  ['11 fields', section({ fields: times(11, () => mrkdwn('f')) }), '/fields', /more than 10 items/],
  ['field of 2001', section({ fields: [mrkdwn(text(2001))] }), '/fields/0/text', /less than 2001/],
  ['header of 151', { type: 'header', text: plain(text(151)) }, '/text/text', /less than 151/],
  ['header in mrkdwn', { type: 'header', text: mrkdwn('no') }, '/text/type', /plain_text/],
  [
    '26 buttons',
    actions(...times(26, (i) => button({ action_id: `a${i}` }))),
    '/elements',
    /more than 25 items/,
  ],
  ['no elements', actions(), '/elements', /less than 1 items/],
  [
    '11 context elements',
    { type: 'context', elements: times(11, () => mrkdwn('c')) },
    '/elements',
    /more than 10/,
  ],
  ['button text of 76', actions(button({ text: plain(text(76)) })), '/elements/0/text/text', /less than 76/],
  ['button in mrkdwn', actions(button({ text: mrkdwn('x') })), '/elements/0/text/type', /plain_text/],
  ['button value of 2001', actions(button({ value: text(2001) })), '/elements/0/value', /less than 2001/],
  ['button url of 3001', actions(button({ url: text(3001) })), '/elements/0/url', /less than 3001/],
  ['action_id of 256', actions(button({ action_id: text(256) })), '/elements/0/action_id', /less than 256/],
  ['unknown button style', actions(button({ style: 'blue' })), '/elements/0/style', /one of/],
  ['block_id of 256', section({ block_id: text(256) }), '/block_id', /less than 256/],
  ['the same action_id twice', actions(button(), button()), '', /"go" already exists/],
  [
    'confirm title of 101',
    actions(button({ confirm: confirm({ title: plain(text(101)) }) })),
    '/elements/0/confirm/title/text',
    /101/,
  ],
  [
    'confirm text of 301',
    actions(button({ confirm: confirm({ text: plain(text(301)) }) })),
    '/elements/0/confirm/text/text',
    /301/,
  ],
  [
    'confirm button of 31',
    actions(button({ confirm: confirm({ confirm: plain(text(31)) }) })),
    '/elements/0/confirm/confirm/text',
    /31/,
  ],
  [
    'deny button of 31',
    actions(button({ confirm: confirm({ deny: plain(text(31)) }) })),
    '/elements/0/confirm/deny/text',
    /31/,
  ],
  [
    '101 options',
    actions(select({ options: times(101, (i) => option(`${i}`)) })),
    '/elements/0/options',
    /more than 100/,
  ],
  [
    'option text of 76',
    actions(select({ options: [option(text(76), 'v')] })),
    '/elements/0/options/0/text/text',
    /less than 76/,
  ],
  [
    'option value of 151',
    actions(select({ options: [option('a', text(151))] })),
    '/elements/0/options/0/value',
    /less than 151/,
  ],
  [
    'placeholder of 151',
    actions(select({ placeholder: plain(text(151)) })),
    '/elements/0/placeholder/text',
    /less than 151/,
  ],
  [
    'options and option_groups',
    actions(select({ option_groups: [{ label: plain('l'), options: [option('a')] }] })),
    '/elements/0',
    /either/,
  ],
  [
    'an initial_option that is not offered',
    actions(select({ initial_option: option('b') })),
    '/elements/0/initial_option',
    /match/,
  ],
  [
    'group label of 76',
    actions(
      select({ options: undefined, option_groups: [{ label: plain(text(76)), options: [option('a')] }] }),
    ),
    '/elements/0/option_groups/0/label/text',
    /76/,
  ],
  [
    '11 radio buttons',
    input(group('radio_buttons', { options: times(11, (i) => option(`${i}`)) })),
    '/element/options',
    /more than 10/,
  ],
  [
    '11 checkboxes',
    input(group('checkboxes', { options: times(11, (i) => option(`${i}`)) })),
    '/element/options',
    /more than 10/,
  ],
  [
    'initial_options that are not offered',
    input(group('checkboxes', { initial_options: [option('b')] })),
    '/element/initial_options/0',
    /match/,
  ],
  [
    '6 overflow options',
    actions(group('overflow', { options: times(6, (i) => option(`${i}`)) })),
    '/elements/0/options',
    /more than 5/,
  ],
  ['input label of 2001', input(typed(), { label: plain(text(2001)) }), '/label/text', /less than 2001/],
  ['input hint of 2001', input(typed(), { hint: plain(text(2001)) }), '/hint/text', /less than 2001/],
  ['input label in mrkdwn', input(typed(), { label: mrkdwn('l') }), '/label/type', /plain_text/],
  ['max_length of 3001', input(typed({ max_length: 3001 })), '/element/max_length', /3000/],
  [
    'initial_value of 3001',
    input(typed({ initial_value: text(3001) })),
    '/element/initial_value',
    /less than 3001/,
  ],
  [
    'min_length above max_length',
    input(typed({ min_length: 5, max_length: 4 })),
    '/element',
    /greater than max_length/,
  ],
  [
    'a date that is none',
    input({ type: 'datepicker', action_id: 'd', initial_date: '1.2.2026' }),
    '/element/initial_date',
    /date/,
  ],
  ['a button in an input block', input(button()), '/element', /unsupported type: button/],
  ['an input element in actions', actions(typed()), '/elements/0', /unsupported type: plain_text_input/],
  ['an unknown field', section({ colour: 'red' }), '', /invalid additional property: colour/],
  ['an unknown block', { type: 'panel' }, '', /unsupported type: panel/],
  ['a table without rows', table([['A']]), '/rows', /fewer than 2|more than 1|at least|less/],
  ['a table of 101 rows', table([['A'], ...times(101, () => ['x'])]), '/rows', /101/],
  ['21 columns', table(times(2, () => times(21, String))), '/rows/0', /20/],
  ['a row that is shorter', table([['A', 'B'], ['x']]), '/rows/1', /same number/],
  [
    'a heading of rich text',
    {
      ...table([['A'], ['x']]),
      rows: [[{ type: 'rich_text', elements: [] }], [{ type: 'raw_text', text: 'x' }]],
    },
    '/rows/0',
    /header cells/,
  ],
  [
    'a table of more than 10,000 characters',
    table([['A'], ...times(5, () => [text(2001)])]),
    '/rows',
    /10001/,
  ],
  ['a task in a state that there is not', plan({ status: 'completed' }), '/tasks/0/status', /complete/],
  ['a plan without a title', { ...plan(), title: undefined }, '', /title/],
  ['an alert in a message', { type: 'alert', text: plain('a') }, '', /unsupported type: alert/],
  ['an image without a source', { type: 'image', alt_text: 'a' }, '', /image_url or slack_file/],
];

/** As long and as many as allowed. */
const JUST_ENOUGH: object[] = [
  section({ text: mrkdwn(text(3000)) }),
  section({ fields: times(10, () => mrkdwn('f')) }),
  section({ text: mrkdwn('🙂'.repeat(3000)) }),
  { type: 'header', text: plain(text(150)) },
  actions(...times(25, (i) => button({ action_id: `a${i}` }))),
  actions(
    button({
      text: plain(text(75)),
      value: text(2000),
      url: text(3000),
      action_id: text(255),
      style: 'danger',
    }),
  ),
  actions(
    select({
      options: times(100, (i) => option(`${i}`)),
      initial_option: { ...option('7'), text: { ...plain('7'), emoji: true } },
    }),
  ),
  actions(group('overflow', { options: times(5, (i) => option(`${i}`)) })),
  input(typed({ min_length: 1, max_length: 3000, placeholder: plain(text(150)) }), { optional: true }),
  input(group('radio_buttons', { options: times(10, (i) => option(`${i}`)), initial_option: option('3') })),
  table([['A', 'B'], ...times(100, (i) => [`${i}`, 'x'])]),
  plan(),
  { type: 'task_card', task_id: '1', title: 'T', status: 'complete' },
];

const modal = (more: object = {}) => ({ type: 'modal', title: plain('T'), blocks: [section()], ...more });

describe('Block Kit is judged as Slack judges it', () => {
  it.each(TOO_MUCH)('refuses %s', (_name, block, pointer, words) => {
    const { error, problems } = judgeMessageBlocks([block]);
    expect(error).toBe('invalid_blocks');
    const told = problems.find(
      (each) => each.endsWith(`[json-pointer:/blocks/0${pointer}]`) && words.test(each),
    );
    expect(told, problems.join('\n')).toBeDefined();
  });

  it('accepts what is just short enough', () => {
    for (const block of JUST_ENOUGH) expect(judgeMessageBlocks([block]).problems).toEqual([]);
  });

  it('refuses as unknown what the workspace has not, and shows alerts in modals alone', () => {
    const { error, problems } = judgeMessageBlocks([section(), plan()], ['plan']);
    expect(error).toBe('invalid_blocks');
    expect(problems).toEqual(['unsupported type: plan [json-pointer:/blocks/1]']);
    const alert = modal({ blocks: [{ type: 'alert', text: plain('a'), level: 'warning' }] });
    expect(judgeView(alert, 'modal').problems).toEqual([]);
    expect(judgeView(alert, 'modal', ['alert']).error).toBe('invalid_arguments');
  });

  it('counts blocks, and wants each block_id once', () => {
    expect(judgeMessageBlocks(times(50, () => ({ type: 'divider' }))).error).toBeUndefined();
    expect(judgeMessageBlocks(times(51, () => ({ type: 'divider' }))).error).toBe('invalid_blocks');
    expect(judgeMessageBlocks([section({ block_id: 'b' }), section({ block_id: 'b' })]).problems[0]).toMatch(
      /"b" already/,
    );
    expect(judgeMessageBlocks({ type: 'divider' }).error).toBe('invalid_blocks_format');
    expect(judgeMessageBlocks(times(5, () => section({ text: mrkdwn(text(2900)) }))).error).toBe(
      'msg_blocks_too_long',
    );
  });

  it.each([
    ['a title of 25', modal({ title: plain(text(25)) }), '/view/title/text'],
    ['a submit of 25', modal({ submit: plain(text(25)) }), '/view/submit/text'],
    ['a close of 25', modal({ close: plain(text(25)) }), '/view/close/text'],
    ['a title in mrkdwn', modal({ title: mrkdwn('t') }), '/view/title/type'],
    ['no title', { type: 'modal', blocks: [] }, '/view'],
    ['private_metadata of 3001', modal({ private_metadata: text(3001) }), '/view/private_metadata'],
    ['a callback_id of 256', modal({ callback_id: text(256) }), '/view/callback_id'],
    ['101 blocks', modal({ blocks: times(101, () => ({ type: 'divider' })) }), '/view/blocks'],
    ['an input without a submit button', modal({ blocks: [input(typed())] }), '/view'],
    [
      '11 files',
      modal({ submit: plain('s'), blocks: [input({ type: 'file_input', action_id: 'f', max_files: 11 })] }),
      '/view/blocks/0/element/max_files',
    ],
    ['a markdown block', modal({ blocks: [{ type: 'markdown', text: 'x' }] }), '/view/blocks/0'],
  ])('refuses a modal with %s', (_name, view, pointer) => {
    const { error, problems } = judgeView(view, 'modal');
    expect(error).toBe('invalid_arguments');
    expect(problems.join('\n')).toContain(`[json-pointer:${pointer}]`);
  });

  it('refuses a view of more than 250 kB, and takes file inputs in modals only', () => {
    const many = times(100, () => section({ text: mrkdwn(text(2600)) }));
    expect(judgeView(modal({ blocks: many }), 'modal').error).toBe('view_too_large');
    const file = input({ type: 'file_input', action_id: 'f', filetypes: ['pdf'], max_files: 10 });
    expect(judgeView(modal({ submit: plain('s'), blocks: [file] }), 'modal').error).toBeUndefined();
    expect(judgeMessageBlocks([file]).error).toBe('invalid_blocks');
    expect(judgeView({ type: 'home', blocks: [input(typed())] }, 'home').error).toBeUndefined();
  });
});
