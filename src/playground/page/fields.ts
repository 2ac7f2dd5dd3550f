import type { JsonObject, JsonValue } from '../contract.ts';
import type { InputValue, Place } from '../slack/contract/acts.ts';
import type { StateValues, View } from '../slack/contract/screen.ts';
import type { Block } from '../slack/contract/workspace.ts';
import type { App, Entered } from './state.ts';
import { object, objects, string } from './text.ts';

/** A message or a view, as the elements in it see it. */
export interface Surface {
  app: App;
  place: Place;
  /** Starts the keys of its fields; a view's id, or channel and `ts`. */
  key: string;
  /** What the server holds for its fields; a message's are only here on the page. */
  values: StateValues;
  errors: Record<string, string>;
}

/** One interactive element where it stands. */
export interface Field {
  surface: Surface;
  block: Block;
  element: JsonObject;
  actionId: string;
  key: string;
  /** The key as a document id, which must not have spaces. */
  id: string;
}

export function fieldOf(surface: Surface, block: Block, element: JsonObject): Field {
  const actionId = string(element.action_id);
  const key = `${surface.key} ${block.block_id} ${actionId}`;
  return { surface, block, element, actionId, key, id: key.replace(/\s/g, '_') };
}

/** What is in the field, in the shape of Slack's `state.values`. */
export function contentOf({ surface, block, element, actionId, key }: Field): JsonObject {
  const entered = surface.app.state.fields.get(key)?.content;
  if (entered && entered.type === element.type) return entered;
  return surface.values[block.block_id]?.[actionId] ?? initialContent(element);
}

const initialNames: Record<string, string> = {
  initial_value: 'value',
  initial_option: 'selected_option',
  initial_options: 'selected_options',
  initial_date: 'selected_date',
  initial_time: 'selected_time',
  initial_date_time: 'selected_date_time',
  initial_user: 'selected_user',
  initial_users: 'selected_users',
  initial_channel: 'selected_channel',
  initial_channels: 'selected_channels',
  initial_conversation: 'selected_conversation',
  initial_conversations: 'selected_conversations',
};

function initialContent(element: JsonObject): JsonObject {
  const content: JsonObject = { type: element.type ?? '' };
  for (const [from, to] of Object.entries(initialNames)) {
    const value = element[from];
    if (value !== undefined) content[to] = value;
  }
  return content;
}

/** The control API's form of a content. */
function inputOf(content: JsonObject): InputValue {
  const { type: _type, rich_text_value: _rich, ...rest } = content;
  const [name, value] = Object.entries(rest)[0] ?? [];
  if (name === undefined || value === undefined || value === null) return null;
  if (name === 'selected_option') return string(object(value).value);
  if (name === 'selected_options') return objects(value).map((option) => string(option.value));
  if (name === 'files') return objects(value).map((file) => string(file.id));
  if (Array.isArray(value)) return value.map(String);
  return value === '' ? null : (value as string | number);
}

/** Puts something into a field; the server hears of it when it is sent. */
export function enter(field: Field, content: JsonObject): void {
  const { surface, block, element, actionId, key } = field;
  surface.app.state.fields.set(key, {
    surface: surface.key,
    blockId: block.block_id,
    actionId,
    content: { type: element.type ?? '', ...content },
    sent: false,
    quietly: dispatchTriggers(element).includes('on_character_entered') ? 'enter' : 'character',
  });
  surface.app.redraw();
}

/** Elements outside input blocks reach the bot at once; those inside only when their block says so. */
export function reachesBot({ block }: Field): boolean {
  return block.type !== 'input' || block.dispatch_action === true;
}

/** What makes a text field of a dispatching block tell the bot. */
export function dispatchTriggers(element: JsonObject): string[] {
  const on = object(element.dispatch_action_config).trigger_actions_on;
  return Array.isArray(on) ? on.map(String) : ['on_enter_pressed'];
}

export function isPending({ surface, key }: Field): boolean {
  return surface.app.state.pending.has(key);
}

/** Sends what was entered; the element's `confirm` is asked first, and a no puts the old content back. */
export async function send(field: Field, on?: 'enter' | 'character'): Promise<void> {
  const { app } = field.surface;
  const entered = app.state.fields.get(field.key);
  if (reachesBot(field) && !(await isConfirmed(app, field.element.confirm))) {
    app.state.fields.delete(field.key);
    app.redraw();
    return;
  }
  if (entered) entered.sent = true;
  await act(field, { value: inputOf(contentOf(field)), ...(on && { on }) });
}

/** Enters and sends in one go, as a click on a choice does. */
export async function choose(field: Field, content: JsonObject): Promise<void> {
  enter(field, content);
  await send(field);
}

/** Clicks a button, or an overflow's option. */
export async function press(field: Field, value?: string): Promise<void> {
  const { app } = field.surface;
  if (!(await isConfirmed(app, field.element.confirm))) return;
  await act(field, value === undefined ? {} : { value });
}

async function act(field: Field, what: { value?: InputValue; on?: 'enter' | 'character' }): Promise<void> {
  const { surface, block, actionId, key } = field;
  const { app } = surface;
  const shown = reachesBot(field);
  if (shown) app.state.pending.add(key);
  app.redraw();
  const person = app.state.me;
  // The bot is told the state of the whole view, so what was typed elsewhere in it goes first.
  if (shown && 'view' in surface.place) await sendTyped(app, surface.place.view);
  if (shown) await app.state.telling;
  const told = app.attempt(() =>
    app.api.act({ person, place: surface.place, blockId: block.block_id, actionId, ...what }),
  );
  if (!shown) app.state.telling = Promise.all([app.state.telling, told]);
  await told;
  app.state.pending.delete(key);
  app.redraw();
}

/** Tells the server of everything typed into a view and not yet sent. */
async function sendTyped(app: App, view: string): Promise<void> {
  for (const entered of unsentOf(app, view)) {
    entered.sent = true;
    const { blockId, actionId, content, quietly } = entered;
    const what = { blockId, actionId, value: inputOf(content), on: quietly };
    await app.attempt(() => app.api.act({ person: app.state.me, place: { view }, ...what, wait: false }));
  }
}

function unsentOf(app: App, view: string): Entered[] {
  return [...app.state.fields.values()].filter((entered) => entered.surface === view && !entered.sent);
}

export async function submit(app: App, view: View): Promise<void> {
  const values: Record<string, Record<string, InputValue>> = {};
  for (const entered of unsentOf(app, view.id)) {
    const { blockId, actionId, content } = entered;
    entered.sent = true;
    values[blockId] = { ...values[blockId], [actionId]: inputOf(content) };
  }
  app.state.pending.add(view.id);
  app.redraw();
  await app.state.telling;
  await app.attempt(() => app.api.submitView({ person: app.state.me, viewId: view.id, values }));
  app.state.pending.delete(view.id);
  app.redraw();
}

function isConfirmed(app: App, confirm: JsonValue | undefined): Promise<boolean> {
  if (confirm === undefined || confirm === null) return Promise.resolve(true);
  return new Promise((resolve) => {
    app.state.question = {
      confirm: object(confirm),
      answer: (yes) => {
        app.state.question = undefined;
        app.redraw();
        resolve(yes);
      },
    };
    app.redraw();
  });
}
