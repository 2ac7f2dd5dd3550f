import { randomBytes } from 'node:crypto';
import type { JsonObject, JsonValue } from '../contract.ts';
import type { View } from './contract/screen.ts';
import type { Channel, Person } from './contract/workspace.ts';
import { slotOf } from './fields.ts';
import { newId } from './ids.ts';
import type { StoredMessage } from './messages.ts';
import { messageToWire, userToWire, viewToWire } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Builds the payloads that Slack sends to an app, field by field as Slack has them. */
export class Payloads {
  readonly #workspace: Workspace;
  readonly #filesUrl: string;

  constructor(workspace: Workspace, filesUrl: string) {
    this.#workspace = workspace;
    this.#filesUrl = filesUrl;
  }

  command(
    person: Person,
    channel: Channel,
    command: string,
    text: string,
    triggerId: string,
    responseUrl: string,
  ): JsonObject {
    const { app, secrets, teamDomain } = this.#workspace;
    return {
      token: secrets.verificationToken,
      team_id: app.teamId,
      team_domain: teamDomain,
      channel_id: channel.id,
      channel_name: nameOf(channel),
      user_id: person.id,
      user_name: person.name,
      command,
      text,
      api_app_id: app.appId,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: triggerId,
    };
  }

  messageAction(
    person: Person,
    message: StoredMessage,
    channel: Channel,
    state: JsonValue,
    action: JsonObject,
    triggerId: string,
    responseUrl: string,
  ): JsonObject {
    const ephemeral = message.onlyFor !== undefined;
    const { unfurls = [] } = message;
    const below = unfurls.findIndex(({ blocks }) =>
      blocks.some(({ block_id }) => block_id === action.block_id),
    );
    return {
      ...this.#interaction('block_actions', person),
      container: {
        type: below < 0 ? 'message' : 'message_attachment',
        message_ts: message.ts,
        ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(below >= 0 && {
          attachment_id: below + 1,
          is_app_unfurl: true,
          app_unfurl_url: unfurls[below]?.url ?? '',
        }),
      },
      trigger_id: triggerId,
      channel: { id: channel.id, name: nameOf(channel) },
      // Slack leaves the message out where it is ephemeral.
      ...(!ephemeral && { message: this.#message(message) }),
      state: { values: state },
      response_url: responseUrl,
      actions: [action],
    };
  }

  viewAction(person: Person, view: View, action: JsonObject, triggerId: string): JsonObject {
    return {
      ...this.#interaction('block_actions', person),
      container: { type: 'view', view_id: view.id },
      trigger_id: triggerId,
      view: viewToWire(view, this.#workspace),
      actions: [action],
    };
  }

  suggestion(
    person: Person,
    place: { view: View } | { message: StoredMessage; channel: Channel },
    blockId: string,
    actionId: string,
    query: string,
  ): JsonObject {
    const base = {
      ...this.#interaction('block_suggestion', person),
      action_id: actionId,
      block_id: blockId,
      value: query,
    };
    if ('view' in place) {
      const { view } = place;
      return {
        ...base,
        container: { type: 'view', view_id: view.id },
        view: viewToWire(view, this.#workspace),
      };
    }
    const { message, channel } = place;
    return {
      ...base,
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: message.onlyFor !== undefined,
      },
      channel: { id: channel.id, name: nameOf(channel) },
      message: this.#message(message),
    };
  }

  viewSubmission(person: Person, view: View, triggerId: string): JsonObject {
    return {
      ...this.#interaction('view_submission', person),
      trigger_id: triggerId,
      view: viewToWire(view, this.#workspace),
      response_urls: [],
    };
  }

  viewClosed(person: Person, view: View, isCleared: boolean): JsonObject {
    return {
      ...this.#interaction('view_closed', person),
      view: viewToWire(view, this.#workspace),
      is_cleared: isCleared,
    };
  }

  globalShortcut(person: Person, callbackId: string, triggerId: string): JsonObject {
    return {
      ...this.#interaction('shortcut', person),
      action_ts: actionTs(),
      callback_id: callbackId,
      trigger_id: triggerId,
    };
  }

  messageShortcut(
    person: Person,
    message: StoredMessage,
    channel: Channel,
    callbackId: string,
    triggerId: string,
    responseUrl: string,
  ): JsonObject {
    return {
      ...this.#interaction('message_action', person),
      action_ts: actionTs(),
      callback_id: callbackId,
      trigger_id: triggerId,
      response_url: responseUrl,
      message_ts: message.ts,
      channel: { id: channel.id, name: nameOf(channel) },
      message: this.#message(message),
    };
  }

  event(event: JsonObject): JsonObject {
    const { app, secrets } = this.#workspace;
    return {
      token: secrets.verificationToken,
      team_id: app.teamId,
      context_team_id: app.teamId,
      context_enterprise_id: null,
      api_app_id: app.appId,
      event,
      type: 'event_callback',
      event_id: newId('Ev'),
      event_time: this.#workspace.seconds(),
      authorizations: [
        {
          enterprise_id: null,
          team_id: app.teamId,
          user_id: app.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomBytes(30).toString('base64url')}`,
    };
  }

  person(person: Person): JsonObject {
    const email = this.#workspace.manifest.scopes.includes('users:read.email');
    return userToWire(person, this.#workspace, { email, locale: true });
  }

  message(message: StoredMessage): JsonObject {
    return this.#message(message);
  }

  #message(message: StoredMessage): JsonObject {
    return messageToWire(message, this.#workspace, this.#filesUrl, { metadata: false });
  }

  #interaction(type: string, person: Person): JsonObject {
    const { app, secrets, teamDomain } = this.#workspace;
    return {
      type,
      team: { id: app.teamId, domain: teamDomain },
      user: { id: person.id, username: person.name, name: person.name, team_id: app.teamId },
      api_app_id: app.appId,
      token: secrets.verificationToken,
      enterprise: null,
      is_enterprise_install: false,
    };
  }
}

/** The name of a channel in payloads; direct and private ones have fixed names. */
const nameOf = (channel: Channel): string =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name;

const actionTs = (): string => (Date.now() / 1000).toFixed(6);

/** One entry of `actions`: the element's own fields that Slack repeats, and what the person chose. */
export function actionToWire(element: JsonObject, blockId: string, chosen: JsonObject): JsonObject {
  const action: JsonObject = { action_id: String(element.action_id), block_id: blockId };
  const repeated = element.type === 'button' ? ['text', 'value', 'style', 'url'] : ['placeholder', 'confirm'];
  for (const name of repeated) {
    const value = element[name];
    if (value !== undefined) action[name] = value;
  }
  const initial = Object.keys(element).find((name) => name.startsWith('initial_'));
  if (initial !== undefined) action[initial] = element[initial] ?? null;
  const slot = slotOf(element.type);
  if (element.type === 'overflow') action.selected_option = chosen.selected_option ?? null;
  else if (element.type !== 'button') action[slot] = chosen[slot] ?? null;
  return { ...action, type: String(element.type), action_ts: actionTs() };
}
