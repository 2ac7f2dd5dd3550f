import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import { judgeCard } from '../teams/limits.ts';
import { BIMA, RINA } from './harness.ts';
import { adaptive, dialog, message, startTeamsBot, type TeamsTestBot, textBlock } from './teams-bot.ts';

let bot: TeamsTestBot;
let chat: string;
beforeAll(async () => {
  bot = await startTeamsBot();
  chat = (await bot.teams.send({ person: RINA, text: 'halo' })).message.chat;
});
afterAll(() => bot.stop());

const activitiesOf = (conversation: string) => `/${encodeURIComponent(conversation)}/activities`;
const post = (...cards: JsonObject[]) => bot.connector('POST', activitiesOf(chat), message(...cards));
const openForm: JsonObject = {
  type: 'Action.Submit',
  title: 'Buka',
  data: { msteams: { type: 'task/fetch' }, verb: 'open' },
};

describe('what the local Teams sends', () => {
  it('is an activity of the person, in their chat, with a token that the published keys prove', () => {
    expect(bot.heard[0]).toMatchObject({
      type: 'message',
      channelId: 'msteams',
      text: 'halo',
      serviceUrl: bot.addresses.serviceUrl,
      locale: 'id-ID',
      conversation: { id: chat, conversationType: 'personal', tenantId: bot.addresses.tenantId },
      recipient: { id: `28:${bot.addresses.appId}` },
      channelData: { tenant: { id: bot.addresses.tenantId } },
    });
  });

  it('reaches the bot from a channel only with a mention, and files only from a personal chat', async () => {
    const { chats } = await bot.teams.screen({ person: RINA });
    const channel = chats.find(({ kind }) => kind === 'channel')?.id ?? '';
    const before = bot.heard.length;
    const files = [{ name: 'surat.pdf', data: Buffer.from('%PDF-').toString('base64') }];
    await bot.teams.send({ person: RINA, text: 'obrolan', chat: channel });
    expect(bot.heard).toHaveLength(before);
    await bot.teams.send({ person: RINA, text: 'userid', chat: channel, mention: true, files });
    const mentioned = bot.heard.at(-1) as {
      text: string;
      attachments: JsonObject[];
      conversation: JsonObject;
    };
    expect(mentioned.text).toBe('<at>Satu Pintu</at> userid');
    expect(mentioned.conversation).toMatchObject({ conversationType: 'channel' });
    expect(JSON.stringify(mentioned.attachments)).not.toContain('download.info');
    await bot.teams.send({ person: RINA, text: '', files });
    const [, file] = (bot.heard.at(-1) as { attachments: { content: { downloadUrl: string } }[] })
      .attachments;
    expect(await (await fetch(file?.content.downloadUrl ?? '')).text()).toBe('%PDF-');
  });
});

describe('the connector', () => {
  it('takes only tokens that it gave out and that still hold', async () => {
    const body = message(adaptive([textBlock('Halo')]));
    expect((await bot.connector('POST', activitiesOf(chat), body, 'forged')).status).toBe(401);
    const wrong = await fetch(`${bot.addresses.loginUrl}/${bot.addresses.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: bot.addresses.appId,
        client_secret: 'x',
      }),
    });
    expect(wrong.status).toBe(401);
  });

  it('answers 403 where the app is not installed, and the same chat for the same person where it is', async () => {
    const member = (id: string) => ({
      members: [{ id }],
      isGroup: false,
      channelData: { tenant: { id: bot.addresses.tenantId } },
    });
    const people = await bot.teams.people({});
    const [rina, bima] = [RINA, BIMA].map((who) => people.find(({ email }) => email.startsWith(who)));
    expect((await bot.connector('POST', '', member(bima?.aadObjectId ?? ''))).status).toBe(403);
    await bot.teams.install({ person: BIMA });
    expect(bot.heard.slice(-2).map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate']);
    expect((await bot.connector('POST', '', member(bima?.aadObjectId ?? ''))).status).toBe(201);
    const again = await bot.connector('POST', '', member(rina?.id ?? ''));
    expect(again.body.id).toBe(chat);
    await bot.teams.uninstall({ person: RINA });
    expect(await post(adaptive([textBlock('Halo')]))).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
    await bot.teams.install({ person: RINA });
  });

  it('has an account that was disabled in the directory alone, and one that was deleted nowhere', async () => {
    const { chat: bimas } = (await bot.teams.send({ person: BIMA, text: 'halo' })).message;
    const { aadObjectId, email } = (await bot.teams.screen({ person: BIMA })).me;
    const inDirectory = () => bot.graph(`/users/${aadObjectId}`);
    const writes = async () =>
      (await bot.connector('POST', activitiesOf(bimas), message(adaptive([textBlock('Halo')])))).status;
    expect((await inDirectory()).body).toMatchObject({ accountEnabled: true, mail: email });
    await bot.teams.changePerson({ person: BIMA, change: { disabled: true } });
    expect((await inDirectory()).body).toMatchObject({ accountEnabled: false });
    expect(await writes()).toBe(201);
    await expect(bot.teams.send({ person: BIMA, text: 'halo' })).rejects.toMatchObject({
      code: 'account_inactive',
    });
    await bot.teams.changePerson({ person: BIMA, change: { deleted: true } });
    expect((await inDirectory()).status).toBe(404);
    expect(await writes()).toBe(404);
    await bot.teams.changePerson({ person: BIMA, change: { disabled: false, deleted: false } });
    expect(await writes()).toBe(201);
    expect((await bot.teams.send({ person: BIMA, text: 'halo' })).outcome.status).toBe(200);
  });

  it('refuses what Teams refuses: too large, not a card, gone', async () => {
    expect((await post(adaptive([textBlock('x'.repeat(29_000))]))).status).toBe(413);
    const nonsense = await post(adaptive([{ type: 'Marquee' }]));
    expect(nonsense).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
    const { body } = await post(adaptive([textBlock('Halo')]));
    const at = `${activitiesOf(chat)}/${String(body.id)}`;
    expect((await bot.connector('PUT', at, message(adaptive([textBlock('Hai')])))).status).toBe(200);
    await bot.teams.deleteMessage({ chat, message: String(body.id) });
    expect((await bot.connector('PUT', at, message(adaptive([textBlock('Hai')])))).status).toBe(404);
  });

  it('fails as it is told to, with or without having done what was asked', async () => {
    const count = async () => (await bot.teams.messages({ person: RINA, chat })).length;
    const before = await count();
    await bot.teams.failConnector({
      operation: 'post',
      times: 1,
      kind: 'status',
      status: 429,
      retryAfter: 7,
    });
    const busy = await post(adaptive([textBlock('satu')]));
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    await bot.teams.failConnector({
      operation: 'post',
      times: 1,
      kind: 'status',
      status: 502,
      applied: true,
    });
    expect((await post(adaptive([textBlock('dua')]))).status).toBe(502);
    expect(await count()).toBe(before + 1);
    await bot.teams.failConnector({ operation: '*', times: 1, kind: 'reset' });
    await expect(post(adaptive([textBlock('tiga')]))).rejects.toThrow();
  });
});

describe('the client', () => {
  it('opens a dialog, sends what was entered, says at once what it would not send, and closes', async () => {
    const form = adaptive(
      [
        { type: 'Input.Text', id: 'name', label: 'Nama', isRequired: true, errorMessage: 'Isi nama' },
        { type: 'Input.Text', id: 'held', isVisible: false, value: 'abc' },
      ],
      { actions: [{ type: 'Action.Submit', title: 'Kirim', data: { verb: 'submit' } }] },
    );
    bot.answer(({ name }) => (name === 'task/fetch' ? dialog('Formulir', form) : null));
    const { body } = await post(adaptive([{ type: 'ActionSet', actions: [openForm] }]));
    const place = { chat, message: String(body.id) };
    await bot.teams.press({ person: RINA, place, action: 0 });
    expect((await bot.teams.screen({ person: RINA })).dialog).toMatchObject({
      title: 'Formulir',
      values: { held: 'abc' },
    });
    const early = await bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    expect(early).toMatchObject({ invalid: { name: 'Isi nama' }, traffic: [] });
    await bot.teams.enter({ person: RINA, place: 'dialog', values: { name: 'Rina' } });
    await bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    expect(bot.heard.at(-1)).toMatchObject({
      name: 'task/submit',
      value: { data: { verb: 'submit', name: 'Rina', held: 'abc' } },
    });
    expect((await bot.teams.screen({ person: RINA })).dialog).toBeUndefined();
  });

  it('sends no day that is out of the range of its input, and says so in the card’s words', async () => {
    const day = {
      type: 'Input.Date',
      id: 'day',
      min: '2026-05-01',
      max: '2026-12-31',
      errorMessage: 'Tahun ini',
    };
    const form = adaptive([day], { actions: [{ type: 'Action.Submit', title: 'Kirim', data: {} }] });
    bot.answer(({ name }) => (name === 'task/fetch' ? dialog('Formulir', form) : null));
    const { body } = await post(adaptive([{ type: 'ActionSet', actions: [openForm] }]));
    await bot.teams.press({ person: RINA, place: { chat, message: String(body.id) }, action: 0 });
    const send = async (value: string) => {
      await bot.teams.enter({ person: RINA, place: 'dialog', values: { day: value } });
      return bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    };
    for (const value of ['2026-04-30', '2027-01-01'])
      expect(await send(value)).toMatchObject({ invalid: { day: 'Tahun ini' }, traffic: [] });
    await send('2026-05-01');
    expect(bot.heard.at(-1)).toMatchObject({ name: 'task/submit', value: { data: { day: '2026-05-01' } } });
  });

  it('keeps a dialog and says so when the bot answers nonsense or nothing', async () => {
    const form = adaptive([], {
      actions: [{ type: 'Action.Submit', title: 'Kirim', data: { verb: 'submit' } }],
    });
    bot.answer(({ name }) =>
      name === 'task/fetch' ? dialog('Formulir', form) : { task: { type: 'dance' } },
    );
    const { body } = await post(adaptive([{ type: 'ActionSet', actions: [openForm] }]));
    await bot.teams.press({ person: RINA, place: { chat, message: String(body.id) }, action: 0 });
    await bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    expect((await bot.teams.screen({ person: RINA })).dialog?.problem).toContain('Something went wrong');
    await bot.teams.disturbActivities({ times: 1, lost: true });
    await bot.teams.press({ person: RINA, place: 'dialog', action: 0 });
    expect((await bot.teams.screen({ person: RINA })).dialog?.problem).toContain('Unable to reach app');
    await bot.teams.closeDialog({ person: RINA });
  });

  it('shows what an Action.Execute answered to the one who looked, until the message is updated', async () => {
    const refresh = { action: { type: 'Action.Execute', verb: 'refresh', data: { key: 'k' } } };
    const card = (text: string) => adaptive([textBlock(text)], { refresh });
    bot.answer(() => ({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: card('untuk Rina'),
    }));
    const { body } = await post(card('untuk semua'));
    const id = String(body.id);
    await bot.teams.view({ person: RINA, chat, message: id });
    expect(bot.heard.at(-1)).toMatchObject({
      value: { trigger: 'automatic', action: { data: { key: 'k' } } },
    });
    const shown = async () =>
      JSON.stringify((await bot.teams.messages({ person: RINA, chat })).find((one) => one.id === id)?.cards);
    expect(await shown()).toContain('untuk Rina');
    await bot.connector('PUT', `${activitiesOf(chat)}/${id}`, message(card('baru')));
    expect(await shown()).toContain('baru');

    // An answer that the update has overtaken is none of this message any more.
    bot.answer(async () => {
      await bot.connector('PUT', `${activitiesOf(chat)}/${id}`, message(card('terbaru')));
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('lama') };
    });
    await bot.teams.view({ person: RINA, chat, message: id });
    expect(await shown()).toContain('terbaru');
  });

  it('asks anew by itself only for those whom a card names, and for everybody at their own press', async () => {
    const people = await bot.teams.people({});
    const rina = people.find(({ email }) => email.startsWith(RINA))?.id ?? '';
    const action = { type: 'Action.Execute', verb: 'refresh', data: {} };
    const posted = async (refresh: JsonObject) =>
      String((await post(adaptive([textBlock('Kartu')], { refresh }))).body.id);
    bot.answer(() => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' }));
    const asked = async (id: string, manual = false) =>
      (await bot.teams.view({ person: RINA, chat, message: id, manual })).traffic.length;
    expect(await asked(await posted({ action, userIds: [rina] }))).toBe(1);
    const nobody = await posted({ action, userIds: [] });
    expect([await asked(nobody), await asked(nobody, true)]).toEqual([0, 1]);
    const many = Array.from({ length: 61 }, (_, i) => `29:${i}`);
    for (const userIds of [many, ['x']])
      expect(judgeCard(adaptive([], { refresh: { action, userIds } }), 'message')).toHaveLength(1);
  });

  it('searches with what the card names, and adds the choices that are there already', async () => {
    bot.answer(() => ({
      statusCode: 200,
      type: 'application/vnd.microsoft.search.searchResponse',
      value: { results: [{ title: 'SPBU 31', value: '31' }] },
    }));
    const { body } = await post(
      adaptive([
        {
          type: 'Input.ChoiceSet',
          id: 'unit',
          style: 'filtered',
          choices: [{ title: 'SPBU lama', value: 'old' }],
          'choices.data': { type: 'Data.Query', dataset: 'units' },
        },
      ]),
    );
    const { found } = await bot.teams.search({
      person: RINA,
      place: { chat, message: String(body.id) },
      input: 'unit',
      query: 'SPBU',
    });
    expect(found.map(({ value }) => value)).toEqual(['old', '31']);
    expect(bot.heard.at(-1)).toMatchObject({
      name: 'application/search',
      value: { queryText: 'SPBU', dataset: 'units' },
    });
  });

  it('delivers copies with one id, and delivers again what it delivered', async () => {
    const before = bot.heard.length;
    await bot.teams.disturbActivities({ names: ['message'], times: 1, copies: 3 });
    const { outcome } = await bot.teams.send({ person: RINA, text: 'tiga kali' });
    await bot.teams.redeliver({ id: outcome.traffic[0] ?? 0 });
    const copies = bot.heard.slice(before);
    expect(copies).toHaveLength(4);
    expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
  });
});

describe('a card is judged', () => {
  const problems: [string, JsonObject][] = [
    ['an unknown element', adaptive([{ type: 'Marquee' }])],
    ['a newer version', { ...adaptive([]), version: '1.7' }],
    [
      'two inputs of one id',
      adaptive([
        { type: 'Input.Text', id: 'a' },
        { type: 'Input.Text', id: 'a' },
      ]),
    ],
    ['a day that is none', adaptive([{ type: 'Input.Date', id: 'a', value: '1.6.2026' }])],
    ['an input without an id', adaptive([{ type: 'Input.Text' }])],
    ['an empty ActionSet', adaptive([{ type: 'ActionSet', actions: [] }])],
    [
      'a comma in a value of several',
      adaptive([
        { type: 'Input.ChoiceSet', id: 'a', isMultiSelect: true, choices: [{ title: 'A', value: 'a,b' }] },
      ]),
    ],
    ['a run without a text', adaptive([{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '' }] }])],
    [
      'a colour that is none',
      adaptive([{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'x', color: 'Pink' }] }]),
    ],
    [
      'an address that is none',
      adaptive([
        { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:x' }] },
      ]),
    ],
    ['too much of it', adaptive([textBlock('x'.repeat(30_000))])],
  ];
  it.each(problems)('for %s', (_what, card) => {
    expect(judgeCard(card, 'message')).not.toEqual([]);
  });
  it('and found right when it is', () => {
    expect(judgeCard(adaptive([textBlock('Halo')]), 'message')).toEqual([]);
  });
});

describe('its memory', () => {
  it('outlives the program: who it is, its chats, its messages, and who has the app', async () => {
    const stateDir = mkdtempSync(path.join(tmpdir(), 'satu-pintu-teams-'));
    try {
      const first = await startTeamsBot({ stateDir });
      const { message: said } = await first.teams.send({ person: RINA, text: 'ingat' });
      await first.teams.install({ person: BIMA });
      await first.stop();
      const second = await startTeamsBot({ stateDir });
      expect(second.addresses.appId).toBe(first.addresses.appId);
      expect(second.addresses.appPassword).toBe(first.addresses.appPassword);
      const kept = await second.teams.messages({ person: RINA, chat: said.chat });
      expect(kept.map(({ text }) => text)).toEqual(['ingat']);
      expect((await second.teams.screen({ person: BIMA })).me.installed).toBe(true);
      await second.stop();
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
  });
});
