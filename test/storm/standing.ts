import { isDeepStrictEqual } from 'node:util';
import type { Message, Playground, TeamsMessage } from '@satu-pintu/playground';
import type { Platform } from '@satu-pintu/playground/people';
import type { Row } from '../../src/posted/copies.ts';

/** What stands on both platforms now, as these have it. */
export interface Standing {
  slack: readonly Message[];
  teams: readonly TeamsMessage[];
  /** Whose direct conversation with the bot it is: an address, by its id. */
  direct: ReadonlyMap<string, string>;
}

export async function standingOn({ api, teams }: Playground): Promise<Standing> {
  const slack = await api.everything({});
  const inTeams = await teams?.api.everything({});
  const slackPeople = new Map(slack.people.map(({ id, email }) => [id, email]));
  const teamsPeople = new Map(inTeams?.people.map(({ id, email }) => [id, email]));
  const direct = new Map<string, string>();
  for (const { id, with: member } of slack.channels) note(direct, id, slackPeople.get(member ?? ''));
  for (const { id, kind, members } of inTeams?.chats ?? [])
    for (const member of kind === 'personal' ? members : []) note(direct, id, teamsPeople.get(member));
  return { slack: slack.messages, teams: inTeams?.messages ?? [], direct };
}

function note(direct: Map<string, string>, id: string, email: string | undefined): void {
  if (email) direct.set(id, email);
}

/** Where a posted copy stands. */
export type At = Pick<Row, 'platform' | 'channel' | 'messageId'>;

const chatOf = (channel: string | null) => channel?.slice(channel.indexOf('#') + 1);

/** Whose direct conversation with the bot a copy stands in. */
export const ownerOf = ({ direct }: Standing, { channel }: At): string | undefined =>
  direct.get(chatOf(channel) ?? '');

export function messageAt({ slack, teams }: Standing, { platform, channel, messageId }: At) {
  const found =
    platform === 'slack'
      ? slack.find((message) => message.channel === channel && message.ts === messageId)
      : teams.find((message) => message.chat === chatOf(channel) && message.id === messageId);
  return found && !found.deleted ? found : undefined;
}

/** What a message shows, as its platform's own JSON, without what the platform adds to it. */
export function shownBy(message: Message | TeamsMessage): unknown {
  return 'blocks' in message ? without(message.blocks, 'block_id') : message.cards[0];
}

/** Whether a copy shows one of what it may show; also where there is nothing that it ought to. */
export function showsTrue(standing: Standing, copy: At & { ought: readonly unknown[] }): boolean {
  const message = messageAt(standing, copy);
  if (!message || copy.ought.length === 0) return true;
  const shown = plain(shownBy(message));
  return copy.ought.some((one) => isDeepStrictEqual(shown, plain(one)));
}

/** As it comes over the wire. */
export const plain = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

/** The same JSON without a member, wherever it stands. */
function without(json: unknown, member: string): unknown {
  if (Array.isArray(json)) return json.map((each) => without(each, member));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) =>
      name === member ? [] : [[name, without(value, member)]],
    ),
  );
}

/** A button of a message, and its press. */
export interface MessageButton {
  label: string;
  /** By whom and on which platform. */
  account: string;
  platform: Platform;
  /** `stale`: as the message showed it before it was changed the last time. Answers whether there was something to press. */
  press(stale?: boolean): Promise<unknown>;
}

type Json = Record<string, unknown>;

function* objectsIn(value: unknown, but: readonly string[] = []): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* objectsIn(each, but);
  else if (typeof value === 'object' && value !== null) {
    yield value as Json;
    for (const [member, each] of Object.entries(value))
      if (!but.includes(member)) yield* objectsIn(each, but);
  }
}

/** The buttons of a Slack message that tell the bot something. */
export function slackButtons(playground: Playground, account: string, message: Message): MessageButton[] {
  return message.blocks.flatMap((block) =>
    [...objectsIn(block)].flatMap((element): MessageButton[] => {
      const { type, action_id: actionId, url, text } = element as { [name: string]: string };
      if (type !== 'button' || !actionId || url) return [];
      const { channel, ts } = message;
      const blockId = String(block.block_id);
      return [
        {
          label: String((text as unknown as Json).text),
          account,
          platform: 'slack',
          press: (stale = false) =>
            playground.api.act({ person: account, place: { channel, ts }, blockId, actionId, stale }),
        },
      ];
    }),
  );
}

/** The buttons of a card in Teams; an action counts among all of its card, in the order of the document. */
export function teamsButtons(
  playground: Playground,
  account: string,
  message: TeamsMessage,
): MessageButton[] {
  const actions = [...objectsIn(message.cards[0], ['data', 'refresh'])].filter(({ type }) =>
    String(type ?? '').startsWith('Action.'),
  );
  return actions.flatMap((each, action): MessageButton[] => {
    if (each.type !== 'Action.Submit' && each.type !== 'Action.Execute') return [];
    const { chat, id } = message;
    return [
      {
        label: String(each.title),
        account,
        platform: 'teams',
        press: async (stale = false) =>
          playground.teams?.api.press({ person: account, place: { chat, message: id }, action, stale }),
      },
    ];
  });
}
