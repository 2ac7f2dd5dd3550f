import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import { BIMA, RINA } from './harness.ts';
import { adaptive, dialog, message, startTeamsBot, type TeamsTestBot, textBlock } from './teams-bot.ts';

let bot: TeamsTestBot;
let channel: string;
let group: string;
let personal: string;
let rina: string;
beforeAll(async () => {
  bot = await startTeamsBot();
  const { me, chats } = await bot.teams.screen({ person: RINA });
  rina = me.id;
  channel = chats.find(({ kind }) => kind === 'channel')?.id ?? '';
  group = (await bot.teams.addChat({ name: 'Rapat', members: [RINA, BIMA] })).id;
  personal = (await bot.teams.send({ person: RINA, text: 'halo' })).message.chat;
});
afterAll(() => bot.stop());

const at = (chat: string, id = '') => `/${encodeURIComponent(chat)}/activities${id && `/${id}`}`;
const forRina = (more: JsonObject = {}) => ({
  ...message(adaptive([textBlock('untuk Rina')])),
  recipient: { id: rina },
  ...more,
});
const targeted = (path: string) => `${path}?isTargetedActivity=true`;
const seen = async (person: string, chat: string) =>
  (await bot.teams.messages({ person, chat })).filter(({ cards }) => JSON.stringify(cards).includes('Rina'));

describe('a targeted message', () => {
  it('is seen by the one whom it is for, in a channel and in a group chat, and by nobody else', async () => {
    for (const chat of [channel, group]) {
      expect((await bot.connector('POST', targeted(at(chat)), forRina())).status).toBe(201);
      expect(await seen(RINA, chat)).toMatchObject([{ to: rina }]);
      expect(await seen(BIMA, chat)).toEqual([]);
    }
  });

  it('needs a recipient who is there, and a conversation with others', async () => {
    const nobody = message(adaptive([textBlock('untuk siapa?')]));
    const stranger = forRina({ recipient: { id: '29:nobody' } });
    for (const [chat, activity] of [
      [channel, nobody],
      [channel, stranger],
      [personal, forRina()],
    ] as const)
      expect(await bot.connector('POST', targeted(at(chat)), activity)).toMatchObject({
        status: 400,
        body: { error: { code: 'BadArgument' } },
      });
    await bot.teams.letApp({ chat: 'Rapat', into: false });
    expect(await bot.connector('POST', targeted(at(group)), forRina())).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
    await bot.teams.letApp({ chat: 'Rapat', into: true });
  });

  it('is changed as such alone, and stays for whom it was', async () => {
    const { body } = await bot.connector('POST', targeted(at(channel)), forRina());
    const there = at(channel, String(body.id));
    const next = message(adaptive([textBlock('kini untuk Rina')]));
    expect((await bot.connector('PUT', there, next)).status).toBe(404);
    expect((await bot.connector('PUT', targeted(there), forRina())).status).toBe(400);
    expect((await bot.connector('PUT', targeted(there), next)).status).toBe(200);
    expect((await seen(RINA, channel)).at(-1)).toMatchObject({ edited: true, to: rina });
    const { body: open } = await bot.connector('POST', at(channel), message(adaptive([textBlock('semua')])));
    expect((await bot.connector('PUT', targeted(at(channel, String(open.id))), next)).status).toBe(404);
  });

  it('reaches the bot from whoever writes to it alone, and has their words above its answer', async () => {
    const { message: said } = await bot.teams.send({
      person: RINA,
      chat: group,
      text: 'inbox',
      targeted: true,
    });
    expect(bot.heard.at(-1)).toMatchObject({
      text: 'inbox',
      recipient: { isTargeted: true },
      conversation: { conversationType: 'groupChat', id: group },
    });
    expect((await bot.teams.messages({ person: BIMA, chat: group })).some(({ id }) => id === said.id)).toBe(
      false,
    );
    const entities = (messageId: string) => ({ entities: [{ type: 'targetedMessageInfo', messageId }] });
    await bot.connector('POST', targeted(at(group)), forRina(entities(said.id)));
    expect((await seen(RINA, group)).at(-1)).toMatchObject({ prompt: 'inbox' });
    expect(await bot.connector('POST', targeted(at(group)), forRina(entities('1')))).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_TARGETED_MESSAGE_ID' } },
    });
    await expect(
      bot.teams.send({ person: RINA, chat: personal, text: 'inbox', targeted: true }),
    ).rejects.toMatchObject({ code: 'not_targetable' });
  });
});

describe('what `/` offers', () => {
  it('writes words for the bot alone, and opens the dialog of an action at once', async () => {
    const slash = (command: string, chat = channel) => bot.teams.slash({ person: RINA, chat, command });
    expect(await slash('inbox')).toMatchObject({ text: 'inbox ' });
    bot.answer(({ name }) =>
      name === 'composeExtension/fetchTask' ? dialog('Formulir', adaptive([])) : null,
    );
    await slash('userid');
    expect(bot.heard.at(-1)).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: { commandId: 'typed.userid', commandContext: 'compose' },
    });
    expect((await bot.teams.screen({ person: RINA })).dialog?.title).toBe('Formulir');
    await expect(slash('inbox', personal)).rejects.toMatchObject({ code: 'no_such_command' });
  });
});

describe('a private channel', () => {
  it('has those who were added, and the app once it was', async () => {
    const { id: chat } = await bot.teams.addChat({
      name: 'Tertutup',
      type: 'private',
      members: [RINA],
      withoutApp: true,
    });
    const heard = bot.heard.length;
    await bot.teams.send({ person: RINA, chat, text: 'userid', mention: true });
    expect(bot.heard).toHaveLength(heard);
    expect((await bot.connector('POST', at(chat), message(adaptive([textBlock('Halo')])))).status).toBe(403);
    await bot.teams.letApp({ chat: 'Tertutup', into: true });
    await bot.teams.send({ person: RINA, chat, text: 'userid', mention: true });
    expect(bot.heard.at(-1)).toMatchObject({
      channelData: { channel: { id: chat, type: 'private' }, team: { id: channel } },
    });
    expect((await bot.teams.screen({ person: BIMA })).chats.map(({ name }) => name)).not.toContain(
      'Tertutup',
    );
  });
});
