import type { JsonObject } from '../../contract.ts';
import type { Block } from '../../slack/contract/workspace.ts';
import { h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import type { Surface } from '../fields.ts';
import { object, objects, string } from '../text.ts';
import { drawRichText } from './rich-text.ts';

/** Tasks below what they are all about, as Slack folds them open. */
export function drawPlan(surface: Surface, block: Block): VNode {
  return h(
    'section.plan',
    { 'aria-label': string(block.title) },
    h('h4', {}, string(block.title)),
    h(
      'ol',
      {},
      objects(block.tasks).map((task) => h('li', {}, drawTask(surface, task))),
    ),
  );
}

export function drawTask(surface: Surface, task: JsonObject): VNode {
  const { app } = surface;
  const state = string(task.status) || 'pending';
  const more = [task.details, task.output].filter(Boolean).map(object);
  return h(
    'div.task',
    { 'data-status': state },
    h('span.task-state', { role: 'img', 'aria-label': app.t.taskState(state) }, drawState(state)),
    h('span.task-title', {}, string(task.title)),
    more.map((each) => h('div.task-more', {}, drawRichText(surface, each))),
  );
}

function drawState(state: string): VNode {
  if (state === 'complete') return icon('check');
  if (state === 'error') return icon('warning');
  return h(state === 'in_progress' ? 'span.task-turning' : 'span.task-pending');
}
