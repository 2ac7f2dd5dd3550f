import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { options, RINA, refusal, startWithBot, type TestBot } from './harness.ts';

const linked = 'https://pintu.example.com/portal/requests/UID-2026-000001';
const blocks = [
  {
    type: 'section',
    text: { type: 'mrkdwn', text: 'UID-2026-000001' },
    accessory: { type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Open' } },
  },
];

describe('links to the app’s own domain', () => {
  let bot: TestBot;
  beforeEach(async () => {
    const manifest = options().manifest;
    bot = await startWithBot({
      manifest: {
        ...manifest,
        scopes: [...manifest.scopes, 'links:read', 'links:write'],
        events: [...manifest.events, 'link_shared'],
        unfurlDomains: ['example.com'],
      },
    });
  });
  afterEach(() => bot.stop());

  it('are told of in any channel, those alone, and what the app shows below one is seen and pressed by everybody', async () => {
    const heard: unknown[] = [];
    bot.app.event('link_shared', async ({ event, client }) => {
      heard.push(event);
      const { unfurl_id = '', links } = event;
      await client.chat.unfurl({
        unfurl_id,
        source: 'conversations_history',
        unfurls: Object.fromEntries(links.map(({ url }) => [url, { blocks }])) as never,
      });
    });
    const pressed: unknown[] = [];
    bot.app.action('open', async ({ body, ack }) => {
      await ack();
      pressed.push(body);
    });
    const text = `Lihat ${linked}, lalu https://example.org/lain`;
    const { message } = await bot.api.post({ person: RINA, channel: 'rahasia', text });
    expect(heard).toMatchObject([
      { links: [{ url: linked, domain: 'example.com' }], is_bot_user_member: false, message_ts: message.ts },
    ]);
    const shown = await expect
      .poll(async () => (await bot.api.everything({})).messages.find(({ ts }) => ts === message.ts)?.unfurls)
      .toMatchObject([{ url: linked, blocks: [{ type: 'section' }] }])
      .then(async () => (await bot.api.everything({})).messages.find(({ ts }) => ts === message.ts));
    const blockId = shown?.unfurls?.[0]?.blocks[0]?.block_id ?? '';
    const place = { channel: message.channel, ts: message.ts };
    await bot.api.act({ person: RINA, place, blockId, actionId: 'open' });
    expect(pressed).toMatchObject([
      { container: { type: 'message_attachment', is_app_unfurl: true, app_unfurl_url: linked } },
    ]);
  });

  it('have nothing shown below that does not stand there', async () => {
    const { message } = await bot.api.post({ person: RINA, channel: 'umum', text: linked });
    const unfurl = (url: string) =>
      bot.client.chat.unfurl({
        channel: message.channel,
        ts: message.ts,
        unfurls: { [url]: { blocks } } as never,
      });
    expect((await refusal(unfurl(`${linked}0`))).error).toBe('cannot_unfurl_url');
    await unfurl(linked);
    const { messages } = await bot.api.everything({});
    expect(messages.find(({ ts }) => ts === message.ts)?.unfurls).toHaveLength(1);
  });
});
