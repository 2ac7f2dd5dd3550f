import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import { BIMA, options, RINA, startWithBot, type TestBot } from './harness.ts';

let bot: TestBot;
beforeAll(async () => {
  const { manifest } = options();
  bot = await startWithBot({
    manifest: { ...manifest, events: [...manifest.events, 'member_joined_channel'] },
  });
});
afterAll(() => bot.stop());

const type = (text: string, channel: string) => bot.api.command({ person: RINA, channel, text });
const idOf = async (name: string) => (await bot.api.screen({ person: name })).me.id;
const membersOf = async (channel: string) =>
  (await bot.api.everything({})).channels.find((each) => [each.id, each.name].includes(channel))?.members;

describe('/invite', () => {
  it.each([
    ['tim-a', '/invite @Satu Pintu', 'tim-a'],
    ['tim-b', '/invite @satu-pintu', 'tim-b'],
    ['tim-c', '/invite satu pintu #tim-c', 'umum'],
  ])(
    'brings the bot into #%s by %s: everybody there reads it, and the bot hears who asked for it',
    async (name, text, where) => {
      const { app } = await bot.api.screen({ person: RINA });
      const { id } = await bot.api.createChannel({ person: RINA, name });
      await bot.api.joinChannel({ person: BIMA, channel: id });
      expect(await type(text, where)).toEqual({ delivered: false, traffic: [] });
      expect(await membersOf(id)).toContain(app.botUser);
      const seen = await bot.api.messages({ person: BIMA, channel: id });
      expect(seen.at(-1)).toMatchObject({ text: `<@${app.botUser}> has joined the channel`, system: true });
      const told = { user: app.botUser, channel: id, inviter: await idOf(RINA) };
      const delivered = await bot.api.traffic({ kind: 'event' });
      const events = delivered.map(({ request }) => (request as { event: JsonObject }).event);
      expect(events.filter(({ channel }) => channel === id)).toMatchObject([
        { ...told, type: 'member_joined_channel', channel_type: 'C' },
        { ...told, type: 'message', subtype: 'channel_join', channel_type: 'channel' },
      ]);
      await bot.client.chat.postMessage({ channel: id, text: 'Halo' });
    },
  );

  it('brings people in too, several at once, of whom a bot that is not there hears nothing', async () => {
    const channel = await bot.api.createChannel({ person: RINA, name: 'proyek' });
    await bot.api.addPerson({ email: 'eko@nusantara.example', name: 'eko', realName: 'Eko Saputra' });
    const before = (await bot.api.traffic({ kind: 'event' })).length;
    await type('/invite @Bima Santoso @eko', channel.id);
    expect(await membersOf('proyek')).toEqual(await Promise.all([RINA, BIMA, 'eko'].map(idOf)));
    expect(await bot.api.traffic({ kind: 'event' })).toHaveLength(before);
  });

  it.each([
    ['somebody who is there', '/invite @Bima Santoso', 'umum', 'already_in_channel'],
    ['oneself', '/invite @rina.wulandari', 'umum', 'cant_invite_self'],
    ['somebody unknown', '/invite @siapa', 'umum', 'user_not_found'],
    ['nobody', '/invite', 'umum', 'no_user'],
    ['somebody into a channel one is not in', '/invite @satu-pintu #lain', 'umum', 'channel_not_found'],
    ['somebody into the conversation with the app', '/invite @Bima Santoso', undefined, 'cant_invite'],
  ])('says why it does not invite %s', async (_what, text, channel, code) => {
    const before = (await bot.api.everything({})).messages.length;
    const { notice } = await bot.api.command({ person: RINA, text, ...(channel && { channel }) });
    expect(notice).toMatchObject({ code });
    expect((await bot.api.everything({})).messages).toHaveLength(before);
  });
});
