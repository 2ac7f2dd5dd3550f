import {
  all,
  boolean,
  type Check,
  type Fields,
  integer,
  isObject,
  lengthOf,
  list,
  object,
  oneOf,
  problem,
  type Surface,
  string,
  typeIs,
} from '../checks.ts';
import { element, IN_ACTIONS, IN_INPUT, IN_SECTION } from './elements.ts';
import { anyText, image, imageSource, plain, richText } from './objects.ts';

/** Blocks: their fields, and where each may stand. Those of 2026 a workspace may lack. */

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

/** Characters of all cells of a data table together; 20,000 by the newer of Slack's two numbers, as 200 rows. */
const MAX_TABLE_TEXT = 10_000;

const dataCell: Check = (value, at, scope) => {
  if (isObject(value) && value.type === 'raw_number')
    object({ 'type!': typeIs('raw_number'), 'value!': finite, 'text!': string(3000, 1) })(value, at, scope);
  else tableCell(value, at, scope);
};

const finite: Check = (value, at, scope) => {
  if (typeof value !== 'number') problem(scope, 'must be a number', at);
};

/** A heading without rich text, rows as long as it, and not too many words in all. */
const dataRows: Check = (value, at, scope) => {
  if (!isObject(value) || !Array.isArray(value.rows)) return;
  const [head, ...rows] = value.rows.map((row: unknown): unknown[] => (Array.isArray(row) ? row : []));
  if (head?.some((cell) => isObject(cell) && cell.type === 'rich_text'))
    problem(scope, 'rich_text cannot be used for header cells', `${at}/rows/0`);
  rows.forEach((row, i) => {
    if (row.length !== head?.length)
      problem(scope, 'all rows must have the same number of cells', `${at}/rows/${i + 1}`);
  });
  if (textLength(value.rows) > MAX_TABLE_TEXT)
    problem(scope, `must have less than ${MAX_TABLE_TEXT + 1} characters`, `${at}/rows`);
};

const task: Fields = {
  'task_id!': string(255, 1),
  'title!': string(3000, 1),
  'status!': oneOf('pending', 'in_progress', 'complete', 'error'),
  details: richText,
  output: richText,
  sources: list(
    0,
    100,
    object({ 'type!': typeIs('url'), 'url!': string(3000, 1), 'text!': string(3000, 1) }),
  ),
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
  alert: {
    surfaces: ['modal'],
    check: object({
      ...BLOCK,
      'text!': anyText(3000),
      level: oneOf('default', 'info', 'warning', 'error', 'success'),
    }),
  },
  task_card: { surfaces: ['message'], check: object({ ...BLOCK, ...task }) },
  plan: {
    surfaces: ['message'],
    check: object({
      ...BLOCK,
      'title!': string(3000, 1),
      tasks: list(0, 100, object({ ...task, type: typeIs('task_card'), block_id: string(255, 1) })),
    }),
  },
  data_table: {
    surfaces: ['message'],
    check: all(
      object({
        ...BLOCK,
        'rows!': list(2, 101, list(1, 20, dataCell)),
        'caption!': string(3000, 1),
        page_size: integer(1, 100),
        row_header_column_index: integer(0, 19),
      }),
      dataRows,
    ),
  },
};

export const block: Check = (value, at, scope) => {
  const type = isObject(value) ? value.type : undefined;
  const rule = typeof type === 'string' ? BLOCKS[type] : undefined;
  if (!rule?.surfaces.includes(scope.surface) || scope.lacking?.includes(String(type)))
    problem(scope, `unsupported type: ${String(type)}`, at);
  else rule.check(value, at, scope);
};

/** Length of everything a person would read. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, each]) =>
      sum + (name === 'text' && typeof each === 'string' ? lengthOf(each) : textLength(each)),
    0,
  );
}
