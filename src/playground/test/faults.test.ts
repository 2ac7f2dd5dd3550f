import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { slackPerson } from '../people/index.ts';
import {
  BIMA,
  plain,
  RINA,
  refusal,
  SCOPES,
  startWithBot,
  type TestBot,
  until,
  webClient,
} from './harness.ts';

describe('Faults hit what they are meant for', () => {
  let bot: TestBot;
  let clicks: { trigger: string; person: string }[] = [];
  let events: { id: string; retry: string | undefined }[] = [];
  const held: (() => void)[] = [];

  beforeAll(async () => {
    bot = await startWithBot({ eventRetries: [1] });
    const { app } = bot;
    app.command('/try', async ({ ack }) => ack('Siap'));
    app.command('/slow', () => new Promise<void>((resolve) => held.push(resolve)));
    app.action('go', async ({ ack, body }) => {
      clicks.push({ trigger: 'trigger_id' in body ? body.trigger_id : '', person: body.user.id });
      await ack();
    });
    app.message('halo', async ({ body, context }) => {
      events.push({
        id: body.event_id,
        retry: context.retryNum === undefined ? undefined : String(context.retryNum),
      });
    });
    app.message('crash', async () => {
      throw new Error('on purpose');
    });
    app.error(async () => undefined);
  });
  afterEach(async () => {
    clicks = [];
    events = [];
    await bot.api.clearFaults({});
  });
  afterAll(() => {
    for (const release of held) release();
    return bot.stop();
  });

  const post = (text = 'x') => bot.client.chat.postMessage({ channel: 'umum', text });
  const card = async (more: object = {}) =>
    bot.client.chat.postMessage({
      channel: 'umum',
      text: 'card',
      blocks: [
        {
          type: 'actions',
          block_id: 'b',
          elements: [{ type: 'button', action_id: 'go', text: plain('Go'), ...more }],
        },
      ] as never,
    });

  it('Web API calls: 429 with Retry-After, 5xx, a lost connection, slowness', async () => {
    const { api } = bot;
    await api.failApi({ method: 'chat.postMessage', times: 1, kind: 'rate_limited', retryAfter: 7 });
    const limited = await post().catch((error) => error);
    expect(limited).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
    await api.failApi({ method: '*', times: 1, kind: 'server_error', status: 502 });
    expect(await post().catch((error) => error)).toMatchObject({
      code: 'slack_webapi_http_error',
      statusCode: 502,
    });
    await api.failApi({ method: 'chat.postMessage', times: 1, kind: 'error', error: 'internal_error' });
    expect((await refusal(post())).error).toBe('internal_error');
    await api.failApi({ method: 'chat.postMessage', times: 1, kind: 'slow', delayMs: 60 });
    const started = performance.now();
    await post();
    expect(performance.now() - started).toBeGreaterThan(55);
    expect(await api.faults({})).toEqual({ api: [], deliveries: [] });
  });

  it('a reset connection loses the call, or with "applied" only its answer', async () => {
    const { api } = bot;
    const texts = async () =>
      (await api.messages({ person: RINA, channel: 'umum' })).map((each) => each.text);
    await api.failApi({ method: 'chat.postMessage', times: 1, kind: 'reset' });
    await expect(post('lost')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    await api.failApi({ method: 'chat.postMessage', times: 1, kind: 'reset', applied: true });
    await expect(post('arrived')).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(await texts()).toContain('arrived');
    expect(await texts()).not.toContain('lost');
  });

  it('one click delivered three times: the same trigger each time', async () => {
    const { api } = bot;
    const { channel = '', ts = '' } = await card();
    await api.disturbDeliveries({ kinds: ['block_actions'], times: 1, copies: 3 });
    const at = { person: RINA, place: { channel, ts }, blockId: 'b', actionId: 'go' };
    const { traffic } = await api.act(at);
    expect(traffic).toHaveLength(3);
    expect(clicks).toHaveLength(3);
    expect(new Set(clicks.map((each) => each.trigger)).size).toBe(1);
    await api.redeliver({ id: traffic[0] ?? 0, copies: 2 });
    expect(new Set(clicks.map((each) => each.trigger)).size).toBe(1);
    expect(clicks).toHaveLength(5);
  });

  it('events: duplicates have the same id, retries say their number', async () => {
    const { api } = bot;
    await api.disturbDeliveries({ kinds: ['event'], times: 1, copies: 2, retries: 1 });
    await api.post({ person: RINA, channel: 'umum', text: 'halo' });
    expect(events.map((each) => each.retry)).toEqual([undefined, undefined, '1']);
    expect(new Set(events.map((each) => each.id)).size).toBe(1);
  });

  it('an event that was not acked comes again', async () => {
    const { api } = bot;
    await api.disturbDeliveries({ kinds: ['event'], times: 1, lost: true });
    await api.post({ person: RINA, channel: 'umum', text: 'halo' });
    await until(async () => events.length === 1);
    expect(events[0]?.retry).toBe('1');
  });

  it('a command without an ack in 3 seconds shows operation_timeout', async () => {
    const slow = await bot.api.command({ person: RINA, text: '/slow' });
    expect(slow).toMatchObject({ status: 0, notice: { code: 'operation_timeout' } });
    expect(await slackPerson(bot.playground, RINA).notices()).toContain(
      '/slow failed with the error "operation_timeout"',
    );
    const [entry] = await bot.api.traffic({ name: '/slow' });
    expect(entry).toMatchObject({ error: 'operation_timeout', done: true });
    expect(entry?.ms).toBeGreaterThanOrEqual(2990);
  });

  it('a bot that is away shows dispatch_failed; the answer of one that is there is private', async () => {
    const { api } = bot;
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try', { in: '#umum' });
    await rina.sees('Siap');
    const bima = slackPerson(bot.playground, BIMA);
    expect(await bima.isShown('Siap')).toBe(false);
    await api.setBotUrl({ url: 'http://127.0.0.1:1/' });
    await bima.command('/try');
    await bima.command('/none');
    await api.setBotUrl({ url: bot.botUrl });
    expect(await bima.notices()).toEqual([
      '/try failed with the error "dispatch_failed"',
      '/none is not a valid command.',
    ]);
  });

  it('a button of an earlier version can still be clicked on a stale screen only', async () => {
    const { api, client } = bot;
    const { channel = '', ts = '' } = await card({ value: 'old' });
    await client.chat.update({ channel, ts, text: 'done', blocks: [] });
    const at = { person: RINA, place: { channel, ts }, blockId: 'b', actionId: 'go' };
    await expect(api.act(at)).rejects.toMatchObject({ code: 'no_such_element' });
    await api.act({ ...at, stale: true });
    expect(clicks).toHaveLength(1);
  });

  it('a reply to a deleted message without replies lands in the channel, without thread_ts', async () => {
    const { api, client } = bot;
    const root = await post('root');
    await api.deleteMessage({ channel: root.channel ?? '', ts: root.ts ?? '' });
    const reply = await client.chat.postMessage({ channel: 'umum', text: 'reply', thread_ts: root.ts ?? '' });
    expect(reply.message).not.toHaveProperty('thread_ts');
    const kept = await post('kept');
    await client.chat.postMessage({ channel: 'umum', text: 'first', thread_ts: kept.ts ?? '' });
    await api.deleteMessage({ channel: kept.channel ?? '', ts: kept.ts ?? '' });
    const second = await client.chat.postMessage({
      channel: 'umum',
      text: 'second',
      thread_ts: kept.ts ?? '',
    });
    expect(second.message).toMatchObject({ thread_ts: kept.ts });
    const thread = await client.conversations.replies({ channel: kept.channel ?? '', ts: kept.ts ?? '' });
    expect(thread.messages?.map((each) => each.text)).toEqual([
      'This message was deleted.',
      'first',
      'second',
    ]);
  });

  it('refuses tokens and methods outside the granted scopes', async () => {
    const { playground, client } = bot;
    expect((await refusal(webClient(playground, 'xoxb-wrong').auth.test())).error).toBe('invalid_auth');
    expect((await refusal(webClient(playground, '').auth.test())).error).toBe('not_authed');
    expect((await refusal(client.apps.connections.open())).error).toBe('not_allowed_token_type');
    expect((await refusal(client.apiCall('no.such'))).error).toBe('unknown_method');
    const poor = await startWithBot({
      manifest: {
        scopes: SCOPES.filter((each) => !/^(im:write|users:read.email|im:history)$/.test(each)),
        events: [],
        commands: [],
      },
    });
    const me = (await poor.api.screen({ person: RINA })).me.id;
    const dm =
      (await poor.api.screen({ person: RINA })).channels.find((each) => each.kind === 'im')?.id ?? '';
    const missing = await poor.client.conversations.open({ users: me }).catch((error) => error.data);
    expect(missing).toMatchObject({ error: 'missing_scope', needed: 'im:write,mpim:write' });
    expect(missing.provided).toContain('chat:write');
    const history = await poor.client.conversations.history({ channel: dm }).catch((error) => error.data);
    expect(history).toMatchObject({ error: 'missing_scope', needed: 'im:history' });
    expect((await poor.client.users.info({ user: me })).user?.profile?.email).toBeUndefined();
    await poor.stop();
  });

  it("limits each channel's posts when asked to", async () => {
    const limited = await startWithBot({ limitPosting: true });
    const sent = Array.from({ length: 8 }, () =>
      limited.client.chat.postMessage({ channel: 'umum', text: 'x' }),
    );
    const results = await Promise.allSettled(sent);
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(5);
    const refused = results.find((each) => each.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    await limited.stop();
  });

  it('signs what it sends, and can sign wrongly on purpose', async () => {
    const { api } = bot;
    const raw = (signature: 'good' | 'bad' | 'none' | 'old' | 'tampered') =>
      api.deliverRaw({ body: '{"type":"none"}', contentType: 'application/json', signature });
    for (const signature of ['bad', 'none', 'old', 'tampered'] as const) {
      expect((await raw(signature)).status, signature).toBe(401);
    }
    expect(await api.verifyUrl({})).toBe(true);
    expect(await api.sslCheck({})).toBe(true);
  });
});
