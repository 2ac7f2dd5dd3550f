import { WebClient } from '@slack/web-api';
import type { Block, Place } from '../../src/playground/contract.ts';
import type { Workspace } from './bot.ts';
import type { ChatPerson } from './person.ts';
import { isLabelled, textOf, type Wanted } from './visible.ts';

/** Buttons that words alone do not find: in a row of a list, on a card as it was, on somebody else's card. */

interface ShownButton {
  label: string;
  blockId: string;
  actionId: string;
  /** The text of the row that it stands in. */
  beside: string;
}

function buttonsIn(blocks: readonly Block[]): ShownButton[] {
  const names = new Map<string, string>();
  return blocks.flatMap((block) =>
    [block.accessory, ...((block.elements ?? []) as Block[])]
      .map((element) => element as Block | undefined)
      .filter((element) => element?.type === 'button')
      .map((element) => ({
        label: textOf(element?.text, names),
        blockId: block.block_id,
        actionId: String(element?.action_id),
        beside: textOf(block.text, names),
      })),
  );
}

async function press(person: ChatPerson, place: Place, button: ShownButton | undefined, stale = false) {
  if (!button) throw new Error(`There is no such button.\n${await person.describe()}`);
  const { blockId, actionId } = button;
  await person.playground.api.act({ person: person.who, place, blockId, actionId, stale });
}

/** Clicks the button in the row of a list that has this text: in a message, or in the modal or Home in front. */
export async function clickBeside(
  person: ChatPerson,
  row: string,
  label: Wanted,
  where: 'message' | 'modal' | 'home' = 'message',
): Promise<void> {
  const find = (blocks: readonly Block[] = []) =>
    buttonsIn(blocks).find((each) => each.beside.includes(row) && isLabelled([each.label], label));
  if (where === 'message') {
    const { channel, ts, blocks } = await person.message(row, (each) => find(each.blocks) !== undefined);
    return press(person, { channel, ts }, find(blocks));
  }
  await person.sees(row);
  const { home, views } = await person.screen();
  const view = where === 'home' ? home : views.at(-1);
  return press(person, { view: view?.id ?? '' }, find(view?.blocks));
}

/** The button of a card as it stands now, to be pressed when the card has lost it: a screen that is not up to date. */
export async function oldButton(
  person: ChatPerson,
  label: string,
  card: string,
): Promise<() => Promise<void>> {
  const find = (blocks: readonly Block[]) => buttonsIn(blocks).find((each) => each.label === label);
  const { channel, ts, blocks } = await person.message(card, (each) => find(each.blocks) !== undefined);
  return () => press(person, { channel, ts }, find(blocks), true);
}

/** Has the card that one person sees stand in another's conversation too, as if it had been forwarded. Slack only. */
export async function forwardCard(
  { playground }: Workspace,
  from: ChatPerson,
  card: string,
  to: ChatPerson,
): Promise<void> {
  const { blocks } = await from.message(card, (each) => each.blocks.length > 0);
  const client = new WebClient(playground.botToken, { slackApiUrl: playground.slackApiUrl });
  const { channel } = await client.conversations.open({ users: (await to.screen()).me.id });
  await client.chat.postMessage({ channel: channel?.id ?? '', text: 'Diteruskan', blocks: blocks as never });
}
