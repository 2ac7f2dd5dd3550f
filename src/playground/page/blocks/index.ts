import type { JsonObject } from '../../contract.ts';
import type { Block } from '../../slack/contract/workspace.ts';
import { fileAddress } from '../api.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import { drawImage } from '../elements/image.ts';
import { drawElement } from '../elements/index.ts';
import type { Surface } from '../fields.ts';
import { drawMrkdwn, drawText, object, objects, string } from '../text.ts';
import { drawDataTable } from './data-table.ts';
import { drawInput } from './input.ts';
import { drawPlan, drawTask } from './plan.ts';
import { drawRichText } from './rich-text.ts';
import { drawSection } from './section.ts';
import { drawTable } from './table.ts';

/** Each block of Block Kit, as Slack's client lays it out. */
const drawers: Record<string, (surface: Surface, block: Block) => VNode> = {
  section: drawSection,
  input: drawInput,
  rich_text: drawRichText,
  table: drawTable,
  data_table: drawDataTable,
  plan: drawPlan,
  task_card: drawTask,
  alert: drawAlert,
  header: ({ app }, block) => h('h3.header', {}, drawText(app, block.text)),
  divider: () => h('hr'),
  context: drawContext,
  actions: (surface, block) =>
    h(
      'div.actions',
      {},
      objects(block.elements).map((element) => drawElement(surface, block, element)),
    ),
  image: ({ app }, block) =>
    h('figure', {}, block.title && h('figcaption', {}, drawText(app, block.title)), drawImage(app, block)),
  markdown: ({ app }, block) => h('div.text', {}, drawMrkdwn(app, mrkdwnOf(string(block.text)))),
  file: drawRemoteFile,
};

export function drawBlocks(surface: Surface, blocks: Block[]): VNode {
  return h(
    'div.blocks',
    {},
    blocks.map((block) =>
      h(
        'div.block',
        { key: `${block.type} ${block.block_id}`, 'data-block-type': block.type },
        drawers[block.type]?.(surface, block) ??
          h('span.unknown', {}, surface.app.t.unknownBlock(block.type)),
      ),
    ),
  );
}

function drawContext({ app }: Surface, block: JsonObject): VNode {
  return h(
    'div.context',
    {},
    objects(block.elements).map((element) =>
      element.type === 'image' ? drawImage(app, element) : h('span.text', {}, drawText(app, element)),
    ),
  );
}

function drawAlert({ app }: Surface, block: JsonObject): VNode {
  const level = string(block.level) || 'default';
  const mark = level === 'success' ? 'check' : level === 'warning' || level === 'error' ? 'warning' : 'help';
  return h(
    'div.alert',
    { 'data-level': level, role: 'note' },
    icon(mark),
    h('div.text', {}, drawText(app, block.text)),
  );
}

/** The words of a `file` block; the file itself stands beneath the message. */
function drawRemoteFile({ app }: Surface, block: JsonObject): VNode {
  const id = string(block.file_id) || string(object(block.file).id);
  const name = string(object(block.file).title) || string(block.external_id) || id;
  if (!id) return h('span.unknown', {}, name);
  return h('a', { href: fileAddress(id, app.state.me), target: '_blank', rel: 'noopener' }, name);
}

/** Standard Markdown's commonest marks in Slack's spelling. */
function mrkdwnOf(markdown: string): string {
  return markdown
    .replace(/^#{1,6} +(.+)$/gm, '**$1**')
    .replace(/^[-*] +/gm, '• ')
    .replace(/\*\*(.+?)\*\*/g, '*$1*')
    .replace(/~~(.+?)~~/g, '~$1~')
    .replace(/!?\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>');
}
