import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import { RINA } from './harness.ts';
import { startTeamsBot, type TeamsTestBot } from './teams-bot.ts';

let bot: TeamsTestBot;
let channel: string;
beforeAll(async () => {
  bot = await startTeamsBot();
  const { chats } = await bot.teams.screen({ person: RINA });
  channel = chats.find(({ kind }) => kind === 'channel')?.id ?? '';
});
afterAll(() => bot.stop());

async function tokenFor(scope: string): Promise<string> {
  const { loginUrl, tenantId, appId, appPassword } = bot.addresses;
  const answer = await fetch(`${loginUrl}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function graph(path: string, token?: string): Promise<Response> {
  const bearer = token ?? (await tokenFor('https://graph.microsoft.com/.default'));
  return fetch(`${bot.addresses.graphUrl}/v1.0/${path}`, {
    headers: { authorization: `Bearer ${bearer}` },
    redirect: 'manual',
  });
}

const files = [{ name: 'laporan login.xlsx', data: Buffer.from('isi').toString('base64') }];
const pathOf = (group: string, id: string) =>
  `teams/${group}/channels/${encodeURIComponent(channel)}/messages/${id}`;
const shareOf = (url: string) => `shares/u!${Buffer.from(url).toString('base64url')}/driveItem/content`;

describe('a file in a channel of the local Teams', () => {
  it('has a mark in what the bot hears, which it hears only with a mention or with consent', async () => {
    const before = bot.heard.length;
    await bot.teams.send({ person: RINA, text: 'ini', chat: channel, files });
    expect(bot.heard).toHaveLength(before);
    await bot.teams.consent({ messages: true });
    const { message } = await bot.teams.send({ person: RINA, text: 'ini', chat: channel, files });
    const mark = `<attachment id="${message.files[0]?.id}">`;
    expect(bot.heard.at(-1)).toMatchObject({
      entities: [{ type: 'clientInfo' }],
      channelData: { team: { aadGroupId: expect.any(String) } },
      attachments: [{ contentType: 'text/html', content: expect.stringContaining(mark) }],
    });
  });

  it('is handed out from every standard channel of the team, and from no private one', async () => {
    const statuses = [];
    for (const type of ['standard', 'private'] as const) {
      const { id } = await bot.teams.addChat({ name: `Satu lagi ${type}`, type, members: [RINA] });
      const { message } = await bot.teams.send({ person: RINA, text: 'ini', chat: id, files });
      const { aadGroupId } = (await bot.connector('GET', `/../teams/${encodeURIComponent(channel)}`)).body;
      const site = `${bot.addresses.graphUrl.replace(/graph$/, 'sites')}/${String(aadGroupId)}`;
      statuses.push((await graph(shareOf(`${site}/${message.files[0]?.id}/laporan.xlsx`))).status);
    }
    expect(statuses).toEqual([302, 404]);
  });

  it('is known to Graph: with its message, and by its address', async () => {
    const { message } = await bot.teams.send({ person: RINA, text: 'ini', chat: channel, files });
    const reply = await bot.teams.send({ person: RINA, text: '', chat: channel, replyTo: message.id, files });
    const team = (await bot.connector('GET', `/../teams/${encodeURIComponent(channel)}`)).body;
    const group = String(team.aadGroupId);
    const answer = (await (await graph(pathOf(group, message.id))).json()) as { attachments: JsonObject[] };
    const [attachment] = answer.attachments;
    expect(attachment).toMatchObject({ contentType: 'reference', name: 'laporan login.xlsx' });
    const below = await graph(`${pathOf(group, message.id)}/replies/${reply.message.id}`);
    expect(await below.json()).toMatchObject({ replyToId: message.id, attachments: [{}] });

    const share = shareOf(String(attachment?.contentUrl));
    const handedOut = await graph(share);
    expect(handedOut.status).toBe(302);
    const location = handedOut.headers.get('location') ?? '';
    expect(await (await fetch(location)).text()).toBe('isi');
    expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(401);

    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await graph(path)).status));
    expect(
      await statuses(
        pathOf('another', message.id),
        pathOf(group, '1'),
        pathOf(group, reply.message.id),
        `${pathOf(group, '1')}/replies/${reply.message.id}`,
        shareOf('https://elsewhere.example/f'),
        shareOf(`${String(attachment?.contentUrl).replace(/[^/]*\/[^/]*$/, '')}unknown/f.xlsx`),
      ),
    ).toEqual([404, 404, 404, 404, 400, 404]);

    // All that stands in the channel, a page at a time, the newest first, and no replies.
    const listed: JsonObject[] = [];
    for (let next = `${pathOf(group, '').slice(0, -1)}?$top=1`; next; ) {
      const page = (await (await graph(next)).json()) as { value: JsonObject[]; '@odata.nextLink'?: string };
      expect(page.value).toHaveLength(1);
      listed.push(...page.value);
      next = page['@odata.nextLink']?.split('/v1.0/')[1] ?? '';
    }
    expect(listed[0]).toMatchObject({
      id: message.id,
      deletedDateTime: null,
      attachments: [{ name: 'laporan login.xlsx' }],
    });
    expect(listed.map(({ id }) => id)).not.toContain(reply.message.id);
    await bot.teams.deleteMessage({ chat: channel, message: message.id });
    const [gone] = ((await (await graph(pathOf(group, '').slice(0, -1))).json()) as { value: JsonObject[] })
      .value;
    expect(gone).toMatchObject({ id: message.id, deletedDateTime: expect.any(String), attachments: [] });
    const { message: another } = await bot.teams.send({ person: RINA, text: 'ini', chat: channel, files });
    message.id = another.id;

    for (const token of ['forged', await tokenFor('https://api.botframework.com/.default')]) {
      expect((await graph(pathOf(group, message.id), token)).status).toBe(401);
      expect((await graph(share, token)).status).toBe(401);
    }
    await bot.teams.consent({ messages: false, files: false });
    expect(await statuses(pathOf(group, message.id), share)).toEqual([403, 403]);
  });
});
