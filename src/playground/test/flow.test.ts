import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain, RINA, startWithBot, type TestBot, until } from './harness.ts';

describe.each([
  ['signed HTTP', false],
  ['Socket Mode', true],
])('A real Bolt app over %s', (_name, socket) => {
  let bot: TestBot;
  const seen: Record<string, unknown[]> = {};
  const note = (name: string, value: unknown) => {
    seen[name] = [...(seen[name] ?? []), value];
  };

  beforeAll(async () => {
    bot = await startWithBot({}, socket);
    const { app } = bot;
    app.command('/try', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: plain('Form'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'name',
              label: plain('Name'),
              element: { type: 'plain_text_input', action_id: 'value' },
            },
            {
              type: 'input',
              block_id: 'unit',
              label: plain('Unit'),
              element: { type: 'external_select', action_id: 'unit', min_query_length: 1 },
            },
          ],
        },
      });
    });
    app.options('unit', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`Unit ${payload.value}`), value: `u-${payload.value}` }] });
    });
    app.view('form', async ({ ack, view, body, client }) => {
      const name = view.state.values.name?.value?.value;
      note('submitted', view.state.values);
      if (name === 'bad') {
        await ack({ response_action: 'errors', errors: { name: 'Not this name' } });
        return;
      }
      await ack();
      await client.chat.postMessage({
        channel: body.user.id,
        text: 'Approve?',
        blocks: [
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'approve', text: plain('Approve'), value: '42' }],
          },
        ],
      });
    });
    app.action('approve', async ({ ack, respond, action }) => {
      await ack();
      note('action', action);
      await respond({ text: 'Approved', replace_original: true, blocks: [] });
    });
    app.message(/halo/, async ({ message, say }) => {
      note('message', message);
      await say('halo juga');
    });
    app.event('app_mention', async ({ event }) => {
      note('mention', event);
    });
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Home*' } }] },
      });
    });
    app.shortcut('sign', async ({ ack, shortcut }) => {
      await ack();
      note('shortcut', shortcut);
    });
  });
  afterAll(() => bot.stop());

  it('opens a modal, shows its errors, searches, and closes it once it was accepted', async () => {
    const { api } = bot;
    const opened = await api.command({ person: RINA, text: '/try this' });
    expect(opened.status).toBe(200);
    const view = await until(async () => (await api.screen({ person: RINA })).views.at(-1));
    expect(view.title).toBe('Form');

    const missing = await api.submitView({ person: RINA, viewId: view.id });
    expect(missing).toMatchObject({ delivered: false, errors: { name: /required/, unit: /required/ } });

    const at = { person: RINA, place: { view: view.id }, blockId: 'unit', actionId: 'unit' };
    const found = await api.suggest({ ...at, query: 'Fin' });
    expect(found.options.map((each) => each.text.text)).toEqual(['Unit Fin']);
    await api.act({ ...at, value: 'u-Fin' });

    const refused = await api.submitView({
      person: RINA,
      viewId: view.id,
      values: { name: { value: 'bad' } },
    });
    expect(refused.errors).toEqual({ name: 'Not this name' });
    const still = (await api.screen({ person: RINA })).views.at(-1);
    expect(still?.state.name?.value?.value).toBe('bad');

    const accepted = await api.submitView({
      person: RINA,
      viewId: view.id,
      values: { name: { value: 'Rina' } },
    });
    expect(accepted.errors).toEqual({});
    expect((await api.screen({ person: RINA })).views).toEqual([]);
    expect(seen.submitted?.at(-1)).toMatchObject({
      name: { value: { type: 'plain_text_input', value: 'Rina' } },
      unit: { unit: { selected_option: { value: 'u-Fin' } } },
    });
  });

  it('clicks a button and sees the message replaced through response_url', async () => {
    const { api } = bot;
    const dm = await until(async () =>
      (await api.screen({ person: RINA })).channels.find((each) => each.kind === 'im'),
    );
    const card = await until(async () =>
      (await api.messages({ person: RINA, channel: dm.id })).find((each) => each.blocks.length > 0),
    );
    const place = { channel: card.channel, ts: card.ts };
    await api.act({ person: RINA, place, blockId: card.blocks[0]?.block_id ?? '', actionId: 'approve' });
    await until(async () => {
      const [message] = await api.messages({ person: RINA, channel: dm.id });
      return message?.text === 'Approved' && message.blocks.length === 0 && message.edited !== undefined;
    });
    expect(seen.action?.at(-1)).toMatchObject({
      type: 'button',
      value: '42',
      block_id: card.blocks[0]?.block_id,
    });
  });

  it('hears messages, opens Home, and takes message shortcuts', async () => {
    const { api } = bot;
    const { message } = await api.post({ person: RINA, channel: 'umum', text: 'halo <semua>' });
    await until(async () =>
      (await api.messages({ person: RINA, channel: 'umum' })).find((each) => each.text === 'halo juga'),
    );
    expect(seen.message?.at(-1)).toMatchObject({ text: 'halo &lt;semua&gt;', channel_type: 'channel' });
    await api.post({ person: RINA, channel: 'umum', text: 'tolong @satu-pintu.' });
    await until(async () => seen.mention);
    expect(seen.mention?.at(-1)).toMatchObject({
      type: 'app_mention',
      text: expect.stringMatching(/^tolong <@U\w+>\.$/),
    });
    await api.openApp({ person: RINA });
    const home = await until(async () => (await api.screen({ person: RINA })).home);
    expect(home.blocks[0]).toMatchObject({ type: 'section', text: { text: '*Home*' } });
    const acted = await api.shortcut({
      person: RINA,
      callbackId: 'sign',
      channel: message.channel,
      ts: message.ts,
    });
    expect(acted.status).toBe(200);
    // The bot notes it after its ack, which may be here before.
    await until(async () => seen.shortcut);
    expect(seen.shortcut?.at(-1)).toMatchObject({ type: 'message_action', message: { ts: message.ts } });
  });
});
