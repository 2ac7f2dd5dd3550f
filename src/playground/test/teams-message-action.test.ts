import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RINA } from './harness.ts';
import { adaptive, dialog, startTeamsBot, type TeamsTestBot, textBlock } from './teams-bot.ts';

let bot: TeamsTestBot;
let channel: string;
beforeAll(async () => {
  bot = await startTeamsBot();
  const { chats } = await bot.teams.screen({ person: RINA });
  channel = chats.find(({ kind }) => kind === 'channel')?.id ?? '';
});
afterAll(() => bot.stop());

const files = [{ name: 'kontrak.pdf', data: Buffer.from('isi').toString('base64') }];
const card = adaptive([textBlock('Siapa?'), { type: 'Input.Text', id: 'who', value: 'saya' }], {
  actions: [{ type: 'Action.Submit', title: 'Kirim', data: { verb: 'send' } }],
});

describe('a command on a message of the local Teams', () => {
  it('brings the message along, and opens a dialog that sends under its name', async () => {
    const root = (await bot.teams.send({ person: RINA, text: 'mulai', chat: channel })).message;
    const sent = await bot.teams.send({ person: RINA, text: 'ini', chat: channel, replyTo: root.id, files });
    bot.answer(() => dialog('Tanda tangani', card));
    const { message } = sent;
    const acting = { person: RINA, chat: channel, message: message.id };
    expect(await bot.teams.messageAction({ ...acting, command: 'sign' })).toMatchObject({ status: 200 });
    expect(bot.heard.at(-1)).toMatchObject({
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      value: {
        commandId: 'sign',
        commandContext: 'message',
        messagePayload: {
          id: message.id,
          replyToId: root.id,
          attachments: [{ contentType: 'reference', name: 'kontrak.pdf', id: message.files[0]?.id }],
        },
      },
    });
    bot.answer(() => null);
    await bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    expect(bot.heard.at(-1)).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { commandId: 'sign', data: { verb: 'send', who: 'saya' } },
    });
    expect((await bot.teams.screen({ person: RINA })).dialog).toBeUndefined();
  });

  it('is none that the manifest does not name, on none that is not seen, and no dialog without words', async () => {
    const { message } = await bot.teams.send({ person: RINA, text: 'ini', chat: channel });
    const acting = { person: RINA, chat: channel, message: message.id };
    await expect(bot.teams.messageAction({ ...acting, command: 'other' })).rejects.toMatchObject({
      code: 'no_such_command',
    });
    await expect(bot.teams.messageAction({ ...acting, message: '1', command: 'sign' })).rejects.toMatchObject(
      { code: 'not_visible' },
    );
    bot.answer(() => ({ task: { type: 'continue', value: {} } }));
    expect(await bot.teams.messageAction({ ...acting, command: 'sign' })).toMatchObject({
      notice: { code: 'something_went_wrong' },
    });
  });
});
