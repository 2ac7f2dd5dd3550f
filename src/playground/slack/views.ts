import type { JsonObject } from '../contract.ts';
import type { Changes } from '../journal.ts';
import type { Collection, Store } from '../store.ts';
import { keepBlocks } from './blocks.ts';
import type { StateValues, View } from './contract/screen.ts';
import type { Block } from './contract/workspace.ts';
import { stateOf } from './fields.ts';
import { newId } from './ids.ts';

const MAX_STACK = 3;
const VERSIONS_KEPT = 20;

export type ViewError = 'not_found' | 'hash_conflict' | 'push_limit_reached' | 'duplicate_external_id';
export type ViewResult = { view: View } | { error: ViewError };

/** Every person's stack of modals and Home tab. Views given to it have been judged by `limits.ts` before. */
export class Views {
  readonly #stacks: Collection<View[]>;
  readonly #homes: Collection<View>;
  readonly #changes: Changes;
  readonly #versions = new Map<string, Block[][]>();

  constructor(store: Store, changes: Changes) {
    this.#stacks = store.collection('stacks');
    this.#homes = store.collection('homes');
    this.#changes = changes;
    // Whoever was waiting for the bot's answer when this stopped may submit again.
    for (const view of this.open()) view.submitting = false;
  }

  /** Bottom first. */
  stack(person: string): View[] {
    return this.#stacks.get(person) ?? [];
  }

  home(person: string): View | undefined {
    return this.#homes.get(person);
  }

  open(): View[] {
    return [...this.#stacks.values()].flat();
  }

  homes(): View[] {
    return [...this.#homes.values()];
  }

  find(viewId: string): View | undefined {
    return this.open().find((each) => each.id === viewId) ?? this.homes().find((each) => each.id === viewId);
  }

  findExternal(externalId: string): View | undefined {
    return externalId === '' ? undefined : this.open().find((each) => each.externalId === externalId);
  }

  /** Shows a view in place of whatever the person had open. */
  openRoot(person: string, given: JsonObject): ViewResult {
    if (this.#isTaken(given, person)) return { error: 'duplicate_external_id' };
    const view = newView(person, given);
    this.#setStack(person, [view]);
    return { view };
  }

  push(person: string, given: JsonObject): ViewResult {
    const stack = this.stack(person);
    const below = stack.at(-1);
    if (!below) return { error: 'not_found' };
    if (stack.length >= MAX_STACK) return { error: 'push_limit_reached' };
    if (this.#isTaken(given)) return { error: 'duplicate_external_id' };
    const view: View = { ...newView(person, given), rootId: below.rootId, previousId: below.id };
    this.#setStack(person, [...stack, view]);
    return { view };
  }

  /** Replaces a view's content; what was typed into fields that are still there stays. */
  update(view: View, given: JsonObject, hash?: string): ViewResult {
    if (hash !== undefined && hash !== view.hash) return { error: 'hash_conflict' };
    const holder = this.findExternal(String(given.external_id ?? ''));
    if (holder && holder.id !== view.id) return { error: 'duplicate_external_id' };
    this.#versions.set(view.id, [view.blocks, ...this.earlierBlocks(view)].slice(0, VERSIONS_KEPT));
    const fresh = newView(view.person, given);
    Object.assign(view, {
      ...fresh,
      id: view.id,
      rootId: view.rootId,
      state: stateOf(fresh.blocks, view.state),
      submitting: view.submitting,
    });
    if (fresh.submit === undefined) delete view.submit;
    if (fresh.close === undefined) delete view.close;
    delete view.problem;
    this.save(view);
    return { view };
  }

  publish(person: string, given: JsonObject, hash?: string): ViewResult {
    const known = this.home(person);
    if (known) return this.update(known, given, hash);
    const view = newView(person, given);
    this.save(view);
    return { view };
  }

  earlierBlocks(view: View): Block[][] {
    return this.#versions.get(view.id) ?? [];
  }

  /** Takes a view, and whatever lies on top of it, off the stack. */
  close(view: View): void {
    const stack = this.stack(view.person);
    const index = stack.findIndex((each) => each.id === view.id);
    if (index >= 0) this.#setStack(view.person, stack.slice(0, index));
  }

  clear(person: string): void {
    this.#setStack(person, []);
  }

  /** Stores and announces what was changed in a view. */
  save(view: View): void {
    if (view.type === 'home') {
      this.#homes.put(view.person, view);
      this.#changes.emit({ kind: 'home', person: view.person, id: view.id });
    } else {
      this.#setStack(view.person, this.stack(view.person));
    }
  }

  enter(view: View, blockId: string, actionId: string, value: JsonObject): void {
    const values: StateValues = view.state;
    values[blockId] = { ...values[blockId], [actionId]: value };
    delete view.errors[blockId];
    this.save(view);
  }

  #isTaken(given: JsonObject, closing?: string): boolean {
    const holder = this.findExternal(String(given.external_id ?? ''));
    return holder !== undefined && holder.person !== closing;
  }

  #setStack(person: string, stack: View[]): void {
    this.#stacks.put(person, stack);
    this.#changes.emit({ kind: 'view', person, id: stack.at(-1)?.id ?? '' });
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : undefined;

function newView(person: string, given: JsonObject): View {
  const blocks = keepBlocks(given.blocks as JsonObject[]);
  const id = newId('V');
  const submit = textOf(given.submit);
  const close = textOf(given.close);
  return {
    id,
    type: given.type === 'home' ? 'home' : 'modal',
    person,
    callbackId: String(given.callback_id ?? ''),
    externalId: String(given.external_id ?? ''),
    title: textOf(given.title) ?? '',
    blocks,
    privateMetadata: String(given.private_metadata ?? ''),
    hash: `${Math.floor(Date.now() / 1000)}.${newId('').slice(1, 9)}`,
    rootId: id,
    notifyOnClose: given.notify_on_close === true,
    clearOnClose: given.clear_on_close === true,
    state: stateOf(blocks),
    errors: {},
    submitting: false,
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
  };
}
