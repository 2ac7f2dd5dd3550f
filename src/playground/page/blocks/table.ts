import type { JsonObject } from '../../contract.ts';
import type { Block } from '../../slack/contract/workspace.ts';
import { type Child, h, type VNode } from '../dom/h.ts';
import type { Surface } from '../fields.ts';
import { object, objects, string } from '../text.ts';
import { drawRichText } from './rich-text.ts';

/** The first row is the heading. */
export function drawTable(surface: Surface, block: Block): VNode {
  const rows = Array.isArray(block.rows) ? block.rows.map(objects) : [];
  const columns = objects(block.column_settings);
  return h(
    'div.table',
    { tabindex: '0' },
    h(
      'table',
      {},
      rows.map((cells, row) =>
        h(
          'tr',
          {},
          cells.map((cell, column) => {
            const align = string(object(columns[column]).align) || 'left';
            return h(row === 0 ? 'th' : 'td', { style: { 'text-align': align } }, drawCell(surface, cell));
          }),
        ),
      ),
    ),
  );
}

export function drawCell(surface: Surface, cell: JsonObject): Child {
  return cell.type === 'rich_text' ? drawRichText(surface, cell) : string(cell.text);
}
