import type { JsonObject } from '../../contract.ts';
import type { TeamsChat, TeamsPerson } from '../contract/organisation.ts';
import type { KeptMessage } from '../kept-message.ts';
import { judgeCard, maxActivityBytes } from '../limits.ts';
import type { World } from '../world.ts';
import { directoryOf, principalOf } from './directory.ts';
import { type Answer, type Route, refusal } from './route.ts';

export const channelScope = 'https://api.botframework.com/.default';
export const adaptiveType = 'application/vnd.microsoft.card.adaptive';

/** Whom a message is for, where that is one person alone, and what they had asked. */
interface Aim {
  to?: string;
  prompt?: string;
}

/** The Bot Connector: conversations, what is written in them, and who is there. Its routes are below `connector/v3`. */
export function createConnector(world: World) {
  return function routeOf(method: string, path: string[], targeted: boolean): Route | null {
    const scope = channelScope;
    const [resource, ...rest] = path;
    if (resource === 'teams')
      return method === 'GET' ? { operation: 'team', scope, answer: () => team(rest[0] ?? '') } : null;
    return resource === 'conversations' ? conversationRoute(method, rest, targeted) : null;
  };

  function conversationRoute(
    method: string,
    [conversation, what, id]: string[],
    targeted: boolean,
  ): Route | null {
    const scope = channelScope;
    const named = (operation: string) => (targeted ? `${operation}_targeted` : operation);
    if (conversation === undefined)
      return method === 'POST'
        ? { operation: 'create_conversation', scope, answer: createConversation }
        : null;
    if (what === 'members' && method === 'GET')
      return { operation: 'member', scope, answer: () => member(conversation, id ?? '') };
    if (what !== 'activities') return null;
    if (method === 'POST')
      return {
        operation: named('post'),
        scope,
        answer: (activity) => post(conversation, id, activity, targeted),
      };
    if (method === 'PUT')
      return {
        operation: named('update'),
        scope,
        answer: (activity) => update(conversation, id ?? '', activity, targeted),
      };
    return method === 'DELETE'
      ? { operation: named('delete'), scope, answer: () => remove(conversation, id ?? '', targeted) }
      : null;
  }

  function createConversation(request: JsonObject): Answer {
    const [first] = Array.isArray(request.members) ? (request.members as JsonObject[]) : [];
    const tenant = ((request.channelData as JsonObject | undefined)?.tenant as JsonObject | undefined)?.id;
    if (request.isGroup === true || !first) return refusal(400, 'BadSyntax', 'One member, no group.');
    if ((tenant ?? request.tenantId) !== world.identity.tenantId)
      return refusal(403, 'BotNotRegistered', 'The bot is not known in this tenant.');
    const person = directoryOf(world).find(({ id, aadObjectId }) =>
      [id, aadObjectId].includes(String(first.id)),
    );
    if (!person) return refusal(404, 'ServiceError', 'There is no such user.');
    if (!person.installed)
      return refusal(403, 'ForbiddenOperationException', 'The bot is not installed for this user.');
    return { status: 201, body: { id: world.personalChat(person).id } };
  }

  /** The people of a conversation that the bot may write to; a refusal where there is none. */
  function writable(conversation: string): Answer | null {
    const chat = world.chat(conversation);
    if (!chat || (chat.kind !== 'channel' && conversation.includes(';')))
      return refusal(404, 'ConversationNotFound', 'There is no such conversation.');
    if (chat.withoutApp)
      return refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    const alone = chat.kind === 'personal' ? world.find(chat.members[0] ?? '') : undefined;
    if (alone?.deleted) return refusal(404, 'ConversationNotFound', 'There is nobody in this conversation.');
    return alone && !alone.installed
      ? refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.')
      : null;
  }

  /** What is wrong with an activity that the bot sends. */
  function judged(activity: JsonObject): Answer | null {
    if (activity.type !== 'message') return refusal(400, 'BadSyntax', 'Only messages are sent.');
    if (Buffer.byteLength(JSON.stringify(activity)) > maxActivityBytes)
      return refusal(413, 'MessageSizeTooBig', 'The message is larger than 28 KB.');
    const attached = attachments(activity);
    const unknown = attached.find((one) => one.contentType !== adaptiveType);
    if (unknown) return refusal(400, 'BadArgument', `${String(unknown.contentType)} is not taken.`);
    if (attached.length === 0 && !String(activity.text ?? '').trim())
      return refusal(400, 'BadSyntax', 'There is neither text nor an attachment.');
    const problems = cardsOf(activity).flatMap((card) => judgeCard(card, 'message'));
    return problems.length > 0 ? refusal(400, 'BadArgument', problems.join('; ')) : null;
  }

  /** Whom a targeted message is for, and what it answers; a refusal where it names nobody who could read it. */
  function aim(chat: TeamsChat, activity: JsonObject): Aim | Answer {
    const recipient = (activity.recipient as JsonObject | undefined)?.id;
    const person = world.people().find((one) => [one.id, one.aadObjectId].includes(String(recipient)));
    if (chat.kind === 'personal')
      return refusal(400, 'BadArgument', 'In a personal chat nothing can be targeted.');
    if (!person || !world.isMember(chat, person))
      return refusal(400, 'BadArgument', 'A targeted message has a recipient who is in its conversation.');
    const asked = prompted(activity);
    if (asked === undefined) return { to: person.id };
    const prompt = world.everyMessage().find(({ id, to }) => id === asked && to === world.botId);
    if (!prompt || prompt.from !== person.id || prompt.chat !== chat.id)
      return refusal(400, 'INVALID_TARGETED_MESSAGE_ID', 'There is no such targeted message.');
    if (prompt.deleted || world.isOver(prompt))
      return refusal(404, 'TARGETED_MESSAGE_EXPIRED_OR_DELETED', 'The targeted message is gone.');
    return { to: person.id, prompt: prompt.text };
  }

  function post(
    conversation: string,
    replyTo: string | undefined,
    activity: JsonObject,
    targeted: boolean,
  ): Answer {
    const problem = writable(conversation) ?? judged(activity);
    const chat = world.chat(conversation);
    if (problem || !chat) return problem ?? refusal(404, 'ConversationNotFound', 'There is none.');
    const aimed: Aim | Answer = targeted ? aim(chat, activity) : {};
    if ('status' in aimed) return aimed;
    const thread = conversation.split(';messageid=')[1] ?? (chat.kind === 'channel' ? replyTo : undefined);
    const message = world.addMessage({
      chat: chat.id,
      from: world.botId,
      fromBot: true,
      text: String(activity.text ?? ''),
      summary: String(activity.summary ?? ''),
      cards: cardsOf(activity),
      files: [],
      ...aimed,
      ...(thread && { replyTo: thread }),
    });
    return { status: 201, body: { id: message.id } };
  }

  /** What is targeted is reached as such alone, as long as clients have it. */
  function own(conversation: string, id: string, targeted: boolean): KeptMessage | Answer {
    const problem = writable(conversation);
    if (problem) return problem;
    const message = world.message(world.chat(conversation)?.id ?? '', id);
    if (!message || (message.to !== undefined) !== targeted || world.isOver(message))
      return refusal(404, 'ActivityNotFoundInConversation', 'There is no such activity.');
    if (!message.fromBot) return refusal(403, 'Forbidden', 'The message is not of the bot.');
    return message;
  }

  function update(conversation: string, id: string, activity: JsonObject, targeted: boolean): Answer {
    const message = own(conversation, id, targeted);
    if ('status' in message) return message;
    if (targeted && activity.recipient !== undefined)
      return refusal(400, 'BadArgument', 'Whom a targeted message is for cannot be changed.');
    const problem = judged(activity);
    if (problem) return problem;
    world.updateMessage(message, {
      text: String(activity.text ?? ''),
      summary: String(activity.summary ?? ''),
      cards: cardsOf(activity),
    });
    return { status: 200, body: { id } };
  }

  function remove(conversation: string, id: string, targeted: boolean): Answer {
    const message = own(conversation, id, targeted);
    if ('status' in message) return message;
    world.deleteMessage(message);
    return { status: 200, body: {} };
  }

  function member(conversation: string, id: string): Answer {
    const chat = world.chat(conversation);
    const person = directoryOf(world).find((one) => [one.id, one.aadObjectId].includes(id));
    if (!chat || chat.withoutApp || !person || !world.isMember(chat, person))
      return refusal(404, 'MemberNotFoundInConversation', 'There is no such member.');
    return { status: 200, body: memberOf(person) };
  }

  function memberOf(person: TeamsPerson): JsonObject {
    const [givenName = '', ...surname] = person.name.split(' ');
    return {
      id: person.id,
      name: person.name,
      givenName,
      surname: surname.join(' '),
      ...(person.email && { email: person.email }),
      userPrincipalName: principalOf(person),
      aadObjectId: person.aadObjectId,
      tenantId: world.tenantOf(person),
      userRole: person.guest ? 'guest' : 'user',
    };
  }

  function team(id: string): Answer {
    const chat = world.chat(id);
    if (!chat || chat !== world.team()) return refusal(404, 'NotFound', 'There is no such team.');
    return { status: 200, body: { id: chat.id, name: chat.name, aadGroupId: world.group() } };
  }
}

/** The message of somebody's that this one answers, by the entity that Teams knows it by. */
function prompted({ entities }: JsonObject): string | undefined {
  const all = Array.isArray(entities) ? (entities as JsonObject[]) : [];
  const named = all.find(({ type }) => type === 'targetedMessageInfo')?.messageId;
  return named === undefined ? undefined : String(named);
}

function attachments(activity: JsonObject): JsonObject[] {
  return Array.isArray(activity.attachments) ? (activity.attachments as JsonObject[]) : [];
}

function cardsOf(activity: JsonObject): JsonObject[] {
  return attachments(activity)
    .filter((one) => one.contentType === adaptiveType)
    .map((one) => one.content as JsonObject);
}
