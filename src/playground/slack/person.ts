import type {
  Block,
  Channel,
  ElementRef,
  InputValue,
  JsonObject,
  JsonValue,
  Notice,
  OptionGroup,
  Outcome,
  Person,
  Place,
  SelectOption,
  StateValues,
  View,
} from '../contract.ts';
import type { Delivery, Sent } from './deliver.ts';
import {
  clientCheck,
  enter,
  type FoundElement,
  findElement,
  hasState,
  NotPossible,
  stateOf,
  staticOptions,
} from './fields.ts';
import { judgeSuggestions, judgeView } from './limits.ts';
import type { Notices } from './notices.ts';
import { actionToWire } from './payloads.ts';
import { messageContent, postResponse } from './response-urls.ts';
import type { Slack } from './slack.ts';
import { escapeText, fileToWire } from './wire.ts';
import type { StoredMessage } from './workspace.ts';

type Standing = { view: View } | { message: StoredMessage; channel: Channel };

/**
 * What Slack's client does when a person acts: it checks what it checks itself, sends the bot a delivery, and shows
 * the answer or the error texts that Slack shows.
 */
export class Client {
  readonly #slack: Slack;
  readonly #notices: Notices;
  /** What people entered into fields of messages, and options that external selects offered them. */
  readonly #messageStates = new Map<string, StateValues>();
  readonly #offered = new Map<string, SelectOption[]>();

  constructor(slack: Slack, notices: Notices) {
    this.#slack = slack;
    this.#notices = notices;
  }

  async command(person: Person, channel: Channel, line: string): Promise<Outcome> {
    const [command = '', text = ''] = splitCommand(line);
    const { manifest } = this.#slack.workspace;
    if (!manifest.commands.some((each) => each.command === command)) {
      const notice = this.#notices.add(
        person.id,
        'invalid_command',
        `${command} is not a valid command.`,
        channel.id,
      );
      return { delivered: false, traffic: [], notice };
    }
    const triggerId = this.#slack.triggers.issue(person.id);
    const responseUrl = this.#slack.responseUrls.issue(person.id, channel.id);
    const payload = this.#slack.payloads.command(
      person,
      channel,
      command,
      escapeText(text),
      triggerId,
      responseUrl,
    );
    const sent = await this.#send({ kind: 'command', name: command, person: person.id, payload }, triggerId);
    const { ack } = sent;
    if (!ack.ok) {
      const code = ack.error === 'operation_timeout' ? 'operation_timeout' : 'dispatch_failed';
      const notice = this.#notices.add(
        person.id,
        code,
        `${command} failed with the error "${code}"`,
        channel.id,
      );
      return outcome(sent, { notice });
    }
    if (ack.body === null || ack.body === '') return outcome(sent);
    const answer: JsonObject =
      typeof ack.body === 'object' && !Array.isArray(ack.body) ? ack.body : { text: String(ack.body) };
    const content = messageContent(answer);
    if ('error' in content) {
      const shown = `${command} failed with the error "${content.error}"`;
      const notice = this.#notices.add(person.id, 'invalid_response', shown, channel.id);
      return outcome(sent, { notice });
    }
    postResponse(this.#slack, person.id, channel.id, answer, content);
    return outcome(sent);
  }

  async act(
    person: Person,
    ref: ElementRef & { value?: InputValue; on?: 'enter' | 'character'; stale?: boolean },
  ): Promise<Outcome> {
    const standing = this.#standing(person, ref.place);
    const found = this.#find(standing, ref, ref.stale ?? false);
    const { element, inInput, block } = found;
    const chosen = hasState(element)
      ? this.#enter(person, standing, found, ref)
      : { selected_option: overflowChoice(element, ref.value) };
    if (inInput && !dispatches(block, element, ref.on)) return { delivered: false, traffic: [] };
    const action = actionToWire(element, block.block_id, chosen);
    const opens = addressOf(element, chosen);
    const triggerId = this.#slack.triggers.issue(
      person.id,
      'view' in standing && standing.view.type === 'modal' ? standing.view.id : undefined,
    );
    const payload =
      'view' in standing
        ? this.#slack.payloads.viewAction(person, standing.view, action, triggerId)
        : this.#slack.payloads.messageAction(
            person,
            standing.message,
            standing.channel,
            this.#messageState(person, standing.message),
            action,
            triggerId,
            this.#slack.responseUrls.issue(person.id, standing.channel.id, standing.message),
          );
    const sent = await this.#send(
      { kind: 'block_actions', name: ref.actionId, person: person.id, payload },
      triggerId,
    );
    const more = opens === undefined ? {} : { opens };
    return sent.ack.ok
      ? outcome(sent, more)
      : outcome(sent, { ...more, notice: this.#trouble(person, standing, sent) });
  }

  async suggest(
    person: Person,
    ref: ElementRef & { query: string },
  ): Promise<{ options: SelectOption[]; groups: OptionGroup[]; outcome: Outcome }> {
    const standing = this.#standing(person, ref.place);
    const { element } = this.#find(standing, ref, false);
    const query = ref.query.toLowerCase();
    const matches = (each: SelectOption): boolean => String(each.text.text).toLowerCase().includes(query);
    const nothing: Outcome = { delivered: false, traffic: [] };
    if (!String(element.type).includes('external')) {
      return { options: staticOptions(element).filter(matches), groups: [], outcome: nothing };
    }
    const minimum = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
    if ([...ref.query].length < minimum) return { options: [], groups: [], outcome: nothing };
    const payload = this.#slack.payloads.suggestion(person, standing, ref.blockId, ref.actionId, ref.query);
    const sent = await this.#send({
      kind: 'block_suggestion',
      name: ref.actionId,
      person: person.id,
      payload,
    });
    const problems = sent.ack.ok ? judgeSuggestions(sent.ack.body) : [];
    if (!sent.ack.ok || problems.length > 0) {
      if (problems.length > 0) this.#reject(sent, 'invalid_response', problems);
      const notice = this.#trouble(person, standing, sent);
      return { options: [], groups: [], outcome: outcome(sent, { notice }) };
    }
    const answer = sent.ack.body as { options?: SelectOption[]; option_groups?: OptionGroup[] };
    const groups = answer.option_groups ?? [];
    const options = [...(answer.options ?? []), ...groups.flatMap((group) => group.options)];
    this.#offer(person, ref, options);
    return { options, groups, outcome: outcome(sent) };
  }

  async submit(person: Person, view: View): Promise<Outcome> {
    if (view.submit === undefined)
      throw new NotPossible('no_submit_button', 'This view has no submit button.');
    if (view.submitting) throw new NotPossible('submitting', 'This view is being submitted already.');
    view.errors = {};
    for (const block of view.blocks) {
      const problem = clientCheck(block, view.state);
      if (problem !== undefined) view.errors[block.block_id] = problem;
    }
    delete view.problem;
    if (Object.keys(view.errors).length > 0) {
      this.#slack.views.save(view);
      return { delivered: false, traffic: [], errors: { ...view.errors } };
    }
    view.submitting = true;
    this.#slack.views.save(view);
    const triggerId = this.#slack.triggers.issue(person.id, view.id);
    const payload = this.#slack.payloads.viewSubmission(person, view, triggerId);
    const sent = await this.#send(
      { kind: 'view_submission', name: view.callbackId, person: person.id, payload },
      triggerId,
    );
    view.submitting = false;
    const problems = sent.ack.ok ? this.#applyAnswer(view, sent.ack.body) : [];
    if (problems.length > 0) this.#reject(sent, 'invalid_response', problems);
    if (!sent.ack.ok || problems.length > 0) {
      view.problem = TROUBLE;
      this.#slack.views.save(view);
      return outcome(sent, { notice: this.#trouble(person, { view }, sent) });
    }
    if (this.#slack.views.find(view.id)) this.#slack.views.save(view);
    return outcome(sent, { errors: { ...view.errors } });
  }

  /** Closes a view as its close button does, or with `all` the whole stack. */
  async close(person: Person, view: View, all: boolean): Promise<Outcome> {
    const stack = this.#slack.views.stack(person.id);
    const clears = all || view.clearOnClose;
    const closing = clears ? stack : stack.slice(stack.findIndex((each) => each.id === view.id));
    if (clears) this.#slack.views.clear(person.id);
    else this.#slack.views.close(view);
    const told = closing.filter((each) => each.notifyOnClose).reverse();
    const sent = await Promise.all(
      told.map((each) =>
        this.#send({
          kind: 'view_closed',
          name: each.callbackId,
          person: person.id,
          payload: this.#slack.payloads.viewClosed(person, each, clears),
        }),
      ),
    );
    const [first] = sent;
    if (!first) return { delivered: false, traffic: [] };
    return { ...outcome(first), traffic: sent.flatMap((each) => each.traffic) };
  }

  async shortcut(
    person: Person,
    callbackId: string,
    on?: { message: StoredMessage; channel: Channel },
  ): Promise<Outcome> {
    const kind = on ? 'message' : 'global';
    const known = this.#slack.workspace.app.shortcuts.some(
      (each) => each.kind === kind && each.callbackId === callbackId,
    );
    if (!known) throw new NotPossible('no_such_shortcut', `The app has no ${kind} shortcut ${callbackId}.`);
    const triggerId = this.#slack.triggers.issue(person.id);
    const { payloads, responseUrls } = this.#slack;
    const payload = on
      ? payloads.messageShortcut(
          person,
          on.message,
          on.channel,
          callbackId,
          triggerId,
          responseUrls.issue(person.id, on.channel.id, on.message),
        )
      : payloads.globalShortcut(person, callbackId, triggerId);
    const delivery: Delivery = {
      kind: on ? 'message_action' : 'shortcut',
      name: callbackId,
      person: person.id,
      payload,
    };
    const sent = await this.#send(delivery, triggerId);
    if (sent.ack.ok) return outcome(sent);
    return outcome(sent, { notice: this.#notices.add(person.id, codeOf(sent), TROUBLE, on?.channel.id) });
  }

  /** Enters a value without telling the bot, as typing does. */
  enterOnly(person: Person, view: View, blockId: string, actionId: string, value: InputValue): void {
    const ref = { person: person.id, place: { view: view.id }, blockId, actionId, value };
    this.#enter(person, { view }, this.#find({ view }, ref, false), ref);
  }

  // ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────────

  #standing(person: Person, place: Place): Standing {
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
    const message = this.#slack.workspace.message(place.channel, place.ts);
    if (!channel || !message || message.deleted || !this.#slack.workspace.isSeenBy(message, person.id)) {
      throw new NotPossible('not_visible', 'This person does not see that message.');
    }
    return { message, channel };
  }

  #find(standing: Standing, ref: ElementRef, stale: boolean): FoundElement {
    const { workspace, views } = this.#slack;
    const current: Block[] = 'view' in standing ? standing.view.blocks : standing.message.blocks;
    const earlier =
      'view' in standing ? views.earlierBlocks(standing.view) : workspace.earlierBlocks(standing.message);
    for (const blocks of stale ? [current, ...earlier] : [current]) {
      const found = findElement(blocks, ref.blockId, ref.actionId);
      if (found) return found;
    }
    throw new NotPossible('no_such_element', `There is no element ${ref.actionId} in block ${ref.blockId}.`);
  }

  #enter(
    person: Person,
    standing: Standing,
    found: FoundElement,
    ref: ElementRef & { value?: InputValue },
  ): JsonObject {
    const { workspace, baseUrl } = this.#slack;
    const entered = enter(found.element, ref.value ?? null, {
      offered: this.#offered.get(offerKey(person, ref)) ?? initialOptions(found.element),
      file: (id) => {
        const file = workspace.file(id);
        if (!file || file.user !== person.id || file.deleted) return undefined;
        if (!file.toApp) workspace.putFile({ ...file, toApp: true });
        return { name: file.name, wire: fileToWire(file, workspace, baseUrl) };
      },
    });
    if ('view' in standing) {
      this.#slack.views.enter(standing.view, ref.blockId, ref.actionId, entered);
    } else {
      const state = this.#messageState(person, standing.message);
      state[ref.blockId] = { ...state[ref.blockId], [ref.actionId]: entered };
      this.#messageStates.set(stateKey(person, standing.message), state);
    }
    return entered;
  }

  #messageState(person: Person, message: StoredMessage): StateValues {
    return stateOf(message.blocks, this.#messageStates.get(stateKey(person, message)));
  }

  #offer(person: Person, ref: ElementRef, options: SelectOption[]): void {
    const key = offerKey(person, ref);
    const before = (this.#offered.get(key) ?? []).filter(
      (each) => !options.some((one) => one.value === each.value),
    );
    this.#offered.set(key, [...options, ...before].slice(0, 1000));
  }

  /** Does what the bot answered to a submission; what is wrong with the answer, if anything. */
  #applyAnswer(view: View, body: JsonValue): string[] {
    const { views } = this.#slack;
    if (body === null || body === '') {
      views.close(view);
      return [];
    }
    if (typeof body !== 'object' || Array.isArray(body))
      return ['the answer is neither empty nor a JSON object'];
    const action = body.response_action;
    switch (action) {
      case undefined:
        views.close(view);
        return [];
      case 'clear':
        views.clear(view.person);
        return [];
      case 'errors':
        return this.#showErrors(view, body.errors);
      case 'update':
      case 'push': {
        const verdict = judgeView(body.view, 'modal');
        if (verdict.error) return verdict.problems.length > 0 ? verdict.problems : [verdict.error];
        const given = body.view as JsonObject;
        const result = action === 'update' ? views.update(view, given) : views.push(view.person, given);
        return 'error' in result ? [result.error] : [];
      }
      default:
        return [`unknown response_action: ${String(action)}`];
    }
  }

  #showErrors(view: View, errors: unknown): string[] {
    if (typeof errors !== 'object' || errors === null) return ['missing required field: errors'];
    const inputs = new Set(view.blocks.filter((each) => each.type === 'input').map((each) => each.block_id));
    const entries = Object.entries(errors as Record<string, unknown>);
    const unknown = entries.filter(([blockId]) => !inputs.has(blockId));
    if (entries.length === 0) return ['errors must name at least one block'];
    if (unknown.length > 0) return unknown.map(([blockId]) => `there is no input block ${blockId}`);
    view.errors = Object.fromEntries(entries.map(([blockId, text]) => [blockId, String(text)]));
    return [];
  }

  #trouble(person: Person, standing: Standing, sent: Sent): Notice {
    const viewId = 'view' in standing ? standing.view.id : undefined;
    const channel = 'view' in standing ? undefined : standing.channel.id;
    return this.#notices.add(person.id, codeOf(sent), TROUBLE, channel, viewId);
  }

  /** Marks an acked delivery whose answer was no use. */
  #reject(sent: Sent, error: string, details: string[]): void {
    const entry = this.#slack.journal.find(sent.ack.traffic);
    if (entry) Object.assign(entry, { error, details });
    sent.ack.error = error;
  }

  #send(delivery: Delivery, triggerId?: string): Promise<Sent> {
    return this.#slack.deliveries.send({
      ...delivery,
      ...(triggerId !== undefined && { onSending: () => this.#slack.triggers.sent(triggerId) }),
    });
  }
}

const TROUBLE = 'We had some trouble connecting. Try again?';

export function outcome(sent: Sent, more: Partial<Outcome> = {}): Outcome {
  return { delivered: true, traffic: sent.traffic, ackMs: sent.ack.ms, status: sent.ack.status, ...more };
}

function codeOf(sent: Sent): Notice['code'] {
  if (sent.ack.error === 'invalid_response') return 'invalid_response';
  return sent.ack.error === 'operation_timeout' ? 'operation_timeout' : 'dispatch_failed';
}

function splitCommand(line: string): [string, string] {
  const match = /^\s*(\S+)\s*([\s\S]*)$/.exec(line);
  return [match?.[1] ?? '', match?.[2]?.trimEnd() ?? ''];
}

/** Whether using an element of an input block reaches the bot at once. */
function dispatches(block: Block, element: JsonObject, on: 'enter' | 'character' = 'enter'): boolean {
  if (block.dispatch_action !== true) return false;
  const isTyped = String(element.type).endsWith('_input') && element.type !== 'file_input';
  if (!isTyped) return true;
  const config = element.dispatch_action_config as { trigger_actions_on?: string[] } | undefined;
  const wanted = config?.trigger_actions_on ?? ['on_enter_pressed'];
  return wanted.includes(on === 'enter' ? 'on_enter_pressed' : 'on_character_entered');
}

function overflowChoice(element: JsonObject, value: InputValue | undefined): JsonValue {
  if (element.type !== 'overflow') return null;
  const option = staticOptions(element).find((each) => each.value === value);
  if (!option) throw new NotPossible('no_such_option', `There is no option "${String(value)}".`);
  return option;
}

function addressOf(element: JsonObject, chosen: JsonObject): string | undefined {
  const option = chosen.selected_option as JsonObject | null | undefined;
  const url = element.type === 'button' ? element.url : element.type === 'overflow' ? option?.url : undefined;
  return typeof url === 'string' ? url : undefined;
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
