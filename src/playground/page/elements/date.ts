import type { JsonObject } from '../../contract.ts';
import { h, type VNode } from '../dom/h.ts';
import { choose, contentOf, type Field, isPending } from '../fields.ts';
import { string, words } from '../text.ts';

/** Date, time, or both, in the browser's own picker: it knows the person's calendar and keyboard. */
function drawPicker(
  field: Field,
  type: 'date' | 'time' | 'datetime-local',
  value: string,
  read: (value: string) => JsonObject,
): VNode {
  return h('input.input.picker', {
    type,
    id: field.id,
    value,
    class: isPending(field) ? 'busy' : '',
    'aria-label': words(field.element.placeholder) || undefined,
    'aria-labelledby': `${field.id}_label`,
    'data-action': field.actionId,
    on: { change: (event) => void choose(field, read((event.currentTarget as HTMLInputElement).value)) },
  });
}

export function drawDatePicker(field: Field): VNode {
  return drawPicker(field, 'date', string(contentOf(field).selected_date), (value) => ({
    selected_date: value || null,
  }));
}

export function drawTimePicker(field: Field): VNode {
  return drawPicker(field, 'time', string(contentOf(field).selected_time), (value) => ({
    selected_time: value || null,
  }));
}

/** On the wire it is seconds since 1970; on the screen, the browser's local time. */
export function drawDateTimePicker(field: Field): VNode {
  const seconds = Number(contentOf(field).selected_date_time ?? 0);
  return drawPicker(field, 'datetime-local', seconds > 0 ? localMinute(seconds) : '', (value) => ({
    selected_date_time: value ? Math.floor(new Date(value).getTime() / 1000) : null,
  }));
}

function localMinute(seconds: number): string {
  const offset = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((seconds - offset) * 1000).toISOString().slice(0, 16);
}
