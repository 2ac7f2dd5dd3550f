import type { JsonObject } from '../../contract.ts';
import { h, type Props, type VNode } from '../dom/h.ts';
import { contentOf, dispatchTriggers, enter, type Field, isPending, reachesBot, send } from '../fields.ts';
import { object, objects, string, words } from '../text.ts';

const modes: Record<string, Props> = {
  email_text_input: { type: 'email', inputmode: 'email', autocomplete: 'off' },
  url_text_input: { type: 'url', inputmode: 'url', placeholder: 'https://' },
  number_input: { type: 'text', inputmode: 'decimal' },
};

const pauseBeforeSending = 250;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Plain, e-mail, address, number and rich text inputs. */
export function drawTextInput(field: Field): VNode {
  const { element } = field;
  const type = string(element.type);
  const isLong = element.multiline === true || type === 'rich_text_input';
  const content = contentOf(field);
  const value = typeof content.value === 'string' ? content.value : richWords(content);
  const { max_length: limit } = element;
  const left = typeof limit === 'number' ? limit - [...value].length : Number.POSITIVE_INFINITY;
  return h(
    'div.text-input',
    {},
    h(isLong ? 'textarea.input' : 'input.input', {
      type: isLong ? undefined : 'text',
      ...modes[type],
      id: field.id,
      value,
      rows: isLong ? '4' : undefined,
      placeholder: words(element.placeholder) || modes[type]?.placeholder,
      class: isPending(field) ? 'busy' : '',
      'aria-invalid': field.surface.errors[field.block.block_id] ? 'true' : undefined,
      'aria-describedby': `${field.id}_help`,
      'data-action': field.actionId,
      'data-autofocus': element.focus_on_load === true || undefined,
      on: {
        input: (event) => typeInto(field, (event.currentTarget as HTMLInputElement).value),
        change: () => void leave(field),
        keydown: (event) => onKey(field, event, isLong),
      },
    }),
    left < 20 && h(left < 0 ? 'small.counter.over' : 'small.counter', {}, left),
  );
}

function typeInto(field: Field, value: string): void {
  enter(field, { value });
  if (!triggers(field, 'on_character_entered')) return;
  clearTimeout(timers.get(field.key));
  timers.set(
    field.key,
    setTimeout(() => void send(field, 'character'), pauseBeforeSending),
  );
}

/** A typed text is kept on the server when the person goes on, so that a reload of the page does not lose it. */
async function leave(field: Field): Promise<void> {
  if (!reachesBot(field)) await send(field);
}

function onKey(field: Field, event: KeyboardEvent, isLong: boolean): void {
  if (event.key !== 'Enter' || event.isComposing || (isLong && !event.ctrlKey && !event.metaKey)) return;
  if (triggers(field, 'on_enter_pressed')) {
    event.preventDefault();
    void send(field, 'enter');
  } else if (isLong) {
    (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
  }
}

function triggers(field: Field, trigger: 'on_enter_pressed' | 'on_character_entered'): boolean {
  return reachesBot(field) && dispatchTriggers(field.element).includes(trigger);
}

/** The words of a rich text value, formatting dropped: this input edits plain lines. */
function richWords(content: JsonObject): string {
  return objects(object(content.rich_text_value).elements)
    .map((part) =>
      objects(part.elements)
        .map((piece) => string(piece.text))
        .join(''),
    )
    .join('\n');
}
