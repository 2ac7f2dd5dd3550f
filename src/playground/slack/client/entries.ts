import type { JsonObject, JsonValue } from '../../contract.ts';
import { NotPossible } from '../../not-possible.ts';
import { blocksOf } from '../blocks.ts';
import type { ElementRef, InputValue, Place, SelectOption } from '../contract/acts.ts';
import type { StateValues, View } from '../contract/screen.ts';
import type { Block, Channel, Person } from '../contract/workspace.ts';
import { enter, type FoundElement, findElement, stateOf } from '../fields.ts';
import type { StoredMessage } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { fileToWire } from '../wire.ts';

/** Where an element stands on a person's screen. */
export type Standing = { view: View } | { message: StoredMessage; channel: Channel };

/** What people have before them and have entered: finds elements on their screens and keeps their values. */
export class Entries {
  readonly #slack: Slack;
  /** What people entered into fields of messages, and options that external selects offered them. */
  readonly #messageStates = new Map<string, StateValues>();
  readonly #offered = new Map<string, SelectOption[]>();

  constructor(slack: Slack) {
    this.#slack = slack;
  }

  /** Throws when this person does not see that place, or another view lies on top of it. */
  standing(person: Person, place: Place): Standing {
    if ('view' in place) {
      const view = this.#slack.views.find(place.view);
      if (!view || view.person !== person.id)
        throw new NotPossible('not_visible', 'This view is not on the screen.');
      const top = this.#slack.views.stack(person.id).at(-1);
      if (view.type === 'modal' && top?.id !== view.id) {
        throw new NotPossible('not_visible', 'Another view lies on top of this one.');
      }
      return { view };
    }
    const channel = this.#slack.workspace.channel(place.channel);
    const message = this.#slack.workspace.messages.get(place.channel, place.ts);
    if (!channel || !message || message.deleted || !this.#slack.workspace.isSeenBy(message, person.id)) {
      throw new NotPossible('not_visible', 'This person does not see that message.');
    }
    return { message, channel };
  }

  /** With `stale` earlier versions of the place are searched too. */
  find(standing: Standing, ref: ElementRef, stale = false): FoundElement {
    const { workspace, views } = this.#slack;
    const current: Block[] = 'view' in standing ? standing.view.blocks : blocksOf(standing.message);
    const earlier =
      'view' in standing
        ? views.earlierBlocks(standing.view)
        : workspace.messages.earlierBlocks(standing.message);
    for (const blocks of stale ? [current, ...earlier] : [current]) {
      const found = findElement(blocks, ref.blockId, ref.actionId);
      if (found) return found;
    }
    throw new NotPossible('no_such_element', `There is no element ${ref.actionId} in block ${ref.blockId}.`);
  }

  /** Puts a value into a field and answers its new state. Throws what Slack's client would not let happen. */
  enter(
    person: Person,
    standing: Standing,
    found: FoundElement,
    ref: ElementRef & { value?: InputValue },
  ): JsonObject {
    const { workspace, baseUrl } = this.#slack;
    const entered = enter(found.element, ref.value ?? null, {
      offered: this.#offered.get(offerKey(person, ref)) ?? initialOptions(found.element),
      file: (id) => {
        const file = workspace.files.get(id);
        if (!file || file.user !== person.id || file.deleted) return undefined;
        if (!file.toApp) workspace.files.put({ ...file, toApp: true });
        return { name: file.name, wire: fileToWire(file, workspace, baseUrl) };
      },
    });
    if ('view' in standing) {
      this.#slack.views.enter(standing.view, ref.blockId, ref.actionId, entered);
    } else {
      const state = this.messageState(person, standing.message);
      state[ref.blockId] = { ...state[ref.blockId], [ref.actionId]: entered };
      this.#messageStates.set(stateKey(person, standing.message), state);
    }
    return entered;
  }

  messageState(person: Person, message: StoredMessage): StateValues {
    return stateOf(message.blocks, this.#messageStates.get(stateKey(person, message)));
  }

  offer(person: Person, ref: ElementRef, options: SelectOption[]): void {
    const key = offerKey(person, ref);
    const before = (this.#offered.get(key) ?? []).filter(
      (each) => !options.some((one) => one.value === each.value),
    );
    this.#offered.set(key, [...options, ...before].slice(0, 1000));
  }
}

const initialOptions = (element: JsonObject): SelectOption[] =>
  [element.initial_option, ...((element.initial_options as JsonValue[] | undefined) ?? [])].flatMap((each) =>
    each ? [each as SelectOption] : [],
  );

const placeKey = (place: Place): string => ('view' in place ? place.view : `${place.channel}:${place.ts}`);
const offerKey = (person: Person, ref: ElementRef): string =>
  `${person.id}|${placeKey(ref.place)}|${ref.blockId}|${ref.actionId}`;
const stateKey = (person: Person, message: StoredMessage): string =>
  `${person.id}|${message.channel}:${message.ts}`;
