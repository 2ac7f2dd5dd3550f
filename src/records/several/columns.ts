import { msg } from '../../core/texts/index.ts';
import type { Column } from '../../imports/column.ts';
import { text } from '../../imports/columns.ts';
import { readToken } from './token.ts';

/** What a cell says of a record is cut to this; the card has all of it. */
export const longestSaid = 900;

/** The columns of the workbook in which people decide: what a row is about, how it is decided and why, and what it was when it was shown. */
export const decisionColumns: readonly Column[] = [
  {
    field: 'title',
    title: 'several.column.record',
    required: false,
    explained: 'several.explained.record',
    width: 34,
    read: text(1000),
    example: '',
  },
  {
    field: 'said',
    title: 'several.column.said',
    required: false,
    explained: 'several.explained.said',
    width: 70,
    read: text(1000),
    example: '',
  },
  {
    field: 'decision',
    title: 'several.column.decision',
    required: true,
    explained: 'several.explained.decision',
    width: 22,
    read: text(100),
    example: '',
  },
  {
    field: 'reason',
    title: 'several.column.reason',
    required: false,
    explained: 'several.explained.reason',
    width: 44,
    read: text(1000),
    example: '',
  },
  {
    field: 'token',
    title: 'several.column.token',
    required: true,
    explained: 'several.explained.token',
    width: 14,
    read: (token) => (readToken(token) ? { value: token } : { expected: msg('several.expected.token') }),
    example: '',
  },
];
