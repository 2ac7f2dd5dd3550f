import type { JsonObject } from '../../contract.ts';
import type { Block } from '../../slack/contract/workspace.ts';
import { h, type VNode } from '../dom/h.ts';
import type { Surface } from '../fields.ts';
import type { TableView } from '../state.ts';
import { objects, string } from '../text.ts';
import { drawCell } from './table.ts';

/** A table with pages, sorted by whichever column is pressed. The first row is the heading. */
export function drawDataTable(surface: Surface, block: Block): VNode {
  const { app } = surface;
  const key = `${surface.key} ${block.block_id}`;
  const view = app.state.tables.get(key) ?? { page: 0 };
  const [head = [], ...rows] = Array.isArray(block.rows) ? block.rows.map(objects) : [];
  const size = Number(block.page_size ?? 5);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(view.page, pages - 1);
  const shown = inOrder(rows, view).slice(page * size, (page + 1) * size);
  const rowHeader = Number(block.row_header_column_index ?? 0);
  const look = (next: TableView) => {
    app.state.tables.set(key, next);
    app.redraw();
  };
  const leaf = (label: string, to: number) =>
    h(
      'button.quiet',
      { type: 'button', disabled: to < 0 || to >= pages, on: { click: () => look({ ...view, page: to }) } },
      label,
    );
  return h(
    'div.table.data-table',
    {},
    h(
      'div.table-rows',
      { tabindex: '0' },
      h(
        'table',
        {},
        h('caption', {}, string(block.caption)),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            head.map((cell, column) => drawHead(cell, column, view, look)),
          ),
        ),
        h(
          'tbody',
          {},
          shown.map((cells) =>
            h(
              'tr',
              {},
              cells.map((cell, column) =>
                h(
                  column === rowHeader ? 'th' : 'td',
                  column === rowHeader ? { scope: 'row' } : {},
                  drawCell(surface, cell),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    pages > 1 &&
      h(
        'div.table-pages',
        {},
        leaf('‹', page - 1),
        h('span', {}, app.t.tablePage(page + 1, pages)),
        leaf('›', page + 1),
      ),
  );
}

function drawHead(cell: JsonObject, column: number, view: TableView, look: (next: TableView) => void): VNode {
  const { sorted } = view;
  const isSorted = sorted?.column === column;
  const descending = isSorted && !sorted.descending;
  const order = isSorted ? (sorted.descending ? 'descending' : 'ascending') : undefined;
  const mark = order === undefined ? '' : order === 'ascending' ? ' ↑' : ' ↓';
  return h(
    'th',
    { scope: 'col', 'aria-sort': order },
    h(
      'button.quiet',
      { type: 'button', on: { click: () => look({ page: 0, sorted: { column, descending } }) } },
      `${string(cell.text)}${mark}`,
    ),
  );
}

function inOrder(rows: JsonObject[][], { sorted }: TableView): JsonObject[][] {
  if (!sorted) return rows;
  const said = (row: JsonObject[]) => string(row[sorted.column]?.text);
  const ascending = rows.toSorted((a, b) => said(a).localeCompare(said(b), undefined, { numeric: true }));
  return sorted.descending ? ascending.reverse() : ascending;
}
