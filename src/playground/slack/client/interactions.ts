import type { JsonObject, JsonValue } from '../../contract.ts';
import { NotPossible } from '../../not-possible.ts';
import type { ElementRef, InputValue, OptionGroup, Outcome, SelectOption } from '../contract/acts.ts';
import type { Block, Channel, Person } from '../contract/workspace.ts';
import type { Delivery } from '../delivery.ts';
import { hasState, staticOptions } from '../fields.ts';
import { judgeSuggestions } from '../limits.ts';
import type { StoredMessage } from '../messages.ts';
import type { Notices } from '../notices.ts';
import { actionToWire } from '../payloads.ts';
import { messageContent, postResponse } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { escapeText } from '../wire.ts';
import type { Entries } from './entries.ts';
import { INVITE, Invite } from './invite.ts';
import { codeOf, type Line, outcome, TROUBLE } from './line.ts';

/**
 * Commands, clicks, searches and shortcuts: Slack's client checks what it checks itself, sends the bot a delivery, and
 * shows the answer or the error texts that Slack shows.
 */
export class Interactions {
  readonly #slack: Slack;
  readonly #notices: Notices;
  readonly #line: Line;
  readonly #entries: Entries;
  readonly #invite: Invite;

  constructor(slack: Slack, notices: Notices, line: Line, entries: Entries) {
    this.#slack = slack;
    this.#notices = notices;
    this.#line = line;
    this.#entries = entries;
    this.#invite = new Invite(slack, notices);
  }

  async command(person: Person, channel: Channel, line: string): Promise<Outcome> {
    const [command = '', text = ''] = splitCommand(line);
    if (command === INVITE) return this.#invite.run(person, channel, text);
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
    const sent = await this.#line.send(
      { kind: 'command', name: command, person: person.id, payload },
      triggerId,
    );
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
    const content = messageContent(answer, this.#slack.workspace);
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
    const standing = this.#entries.standing(person, ref.place);
    const found = this.#entries.find(standing, ref, ref.stale ?? false);
    const { element, inInput, block } = found;
    const chosen = hasState(element)
      ? this.#entries.enter(person, standing, found, ref)
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
            this.#entries.messageState(person, standing.message),
            action,
            triggerId,
            this.#slack.responseUrls.issue(person.id, standing.channel.id, standing.message),
          );
    const sent = await this.#line.send(
      { kind: 'block_actions', name: ref.actionId, person: person.id, payload },
      triggerId,
    );
    const more = opens === undefined ? {} : { opens };
    return sent.ack.ok
      ? outcome(sent, more)
      : outcome(sent, { ...more, notice: this.#line.trouble(person, standing, sent) });
  }

  async suggest(
    person: Person,
    ref: ElementRef & { query: string },
  ): Promise<{ options: SelectOption[]; groups: OptionGroup[]; outcome: Outcome }> {
    const standing = this.#entries.standing(person, ref.place);
    const { element } = this.#entries.find(standing, ref);
    const query = ref.query.toLowerCase();
    const matches = (each: SelectOption): boolean => String(each.text.text).toLowerCase().includes(query);
    const nothing: Outcome = { delivered: false, traffic: [] };
    if (!String(element.type).includes('external')) {
      return { options: staticOptions(element).filter(matches), groups: [], outcome: nothing };
    }
    const minimum = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
    if ([...ref.query].length < minimum) return { options: [], groups: [], outcome: nothing };
    const payload = this.#slack.payloads.suggestion(person, standing, ref.blockId, ref.actionId, ref.query);
    const sent = await this.#line.send({
      kind: 'block_suggestion',
      name: ref.actionId,
      person: person.id,
      payload,
    });
    const problems = sent.ack.ok ? judgeSuggestions(sent.ack.body) : [];
    if (!sent.ack.ok || problems.length > 0) {
      if (problems.length > 0) this.#line.reject(sent, 'invalid_response', problems);
      const notice = this.#line.trouble(person, standing, sent);
      return { options: [], groups: [], outcome: outcome(sent, { notice }) };
    }
    const answer = sent.ack.body as { options?: SelectOption[]; option_groups?: OptionGroup[] };
    const groups = answer.option_groups ?? [];
    const options = [...(answer.options ?? []), ...groups.flatMap((group) => group.options)];
    this.#entries.offer(person, ref, options);
    return { options, groups, outcome: outcome(sent) };
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
    const sent = await this.#line.send(delivery, triggerId);
    if (sent.ack.ok) return outcome(sent);
    return outcome(sent, { notice: this.#notices.add(person.id, codeOf(sent), TROUBLE, on?.channel.id) });
  }
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
