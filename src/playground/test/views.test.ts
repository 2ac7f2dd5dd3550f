import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { slackPerson } from '../people/index.ts';
import { plain, RINA, startWithBot, type TestBot, until } from './harness.ts';

describe('Modals behave as in Slack', () => {
  let bot: TestBot;
  /** What the bot answers to the next submission or search. */
  let answer: object | undefined;
  let shown: object;
  let closed: { title: string | undefined; cleared: boolean }[] = [];
  let actions: string[] = [];

  const field = (blockId: string, label: string, more: object = {}, block: object = {}) => ({
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: 'x', ...more },
    ...block,
  });
  const modal = (title: string, more: object = {}) => ({
    type: 'modal',
    callback_id: 'form',
    title: plain(title),
    submit: plain('Send'),
    notify_on_close: true,
    blocks: [field('name', 'Name'), field('note', 'Note', { initial_value: 'first' })],
    ...more,
  });

  beforeAll(async () => {
    bot = await startWithBot();
    const { app } = bot;
    app.command('/try', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: shown as never });
    });
    app.view('form', async ({ ack }) => ack(answer as never));
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, view, body }) => {
      await ack();
      closed.push({
        title: view.title.text,
        cleared: (body as unknown as { is_cleared: boolean }).is_cleared,
      });
    });
    app.options(/.*/, async ({ ack }) => ack(answer as never));
    app.action(/.*/, async ({ ack, action }) => {
      await ack();
      actions.push('value' in action ? String(action.value) : action.type);
    });
  });
  afterEach(async () => {
    await bot.api
      .closeView({ person: RINA, viewId: (await stack())[0]?.id ?? '', all: true })
      .catch(() => undefined);
    closed = [];
    actions = [];
  });
  afterAll(() => bot.stop());

  const stack = async () => (await bot.api.screen({ person: RINA })).views;
  const titles = async () => (await stack()).map((each) => each.title);
  const open = async (view: object = modal('One')) => {
    shown = view;
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try');
    return rina.modal();
  };

  it('push, update and clear are answers to a submission', async () => {
    const one = await open();
    await one.type('Name', 'Rina');
    answer = { response_action: 'push', view: modal('Two', { blocks: [] }) };
    const two = (await one.submit()).next;
    expect(await titles()).toEqual(['One', 'Two']);
    answer = { response_action: 'update', view: modal('Two again') };
    await two?.submit();
    expect(await titles()).toEqual(['One', 'Two again']);
    await two?.type('Name', 'x');
    answer = { response_action: 'clear' };
    expect((await two?.submit())?.next).toBeUndefined();
  });

  it('an empty answer closes only this view', async () => {
    const one = await open();
    await one.type('Name', 'Rina');
    answer = { response_action: 'push', view: modal('Two', { blocks: [] }) };
    const two = (await one.submit()).next;
    answer = undefined;
    expect((await two?.submit())?.next?.title).toBe('One');
    expect(await one.value('Name')).toBe('Rina');
  });

  it('what was typed stays while block and action ids stay; new ids start with their initial value', async () => {
    const one = await open();
    await one.type('Name', 'Rina');
    await one.type('Note', 'changed');
    const [view] = await stack();
    await bot.client.views.update({
      view_id: view?.id ?? '',
      view: modal('One', {
        blocks: [
          field('name', 'Name', { initial_value: 'ignored' }),
          field('note-2', 'Note', { initial_value: 'second' }),
        ],
      }) as never,
    });
    expect(await one.value('Name')).toBe('Rina');
    expect(await one.value('Note')).toBe('second');
  });

  it.each([
    ['errors for a block that is not there', { response_action: 'errors', errors: { nothing: 'x' } }],
    ['a view that is too long', { response_action: 'update', view: modal('x'.repeat(25)) }],
    ['an unknown action', { response_action: 'dance' }],
  ])('%s show the trouble banner, and the form keeps what was typed', async (_name, given) => {
    const one = await open();
    await one.type('Name', 'Rina');
    answer = given;
    const result = await one.submit();
    expect(result.problem).toBe('We had some trouble connecting. Try again?');
    expect(result.outcome.notice?.code).toBe('invalid_response');
    expect(await one.value('Name')).toBe('Rina');
    const entries = await bot.api.traffic({ kind: 'view_submission' });
    expect(entries.at(-1)).toMatchObject({
      status: 200,
      error: 'invalid_response',
      details: [expect.any(String)],
    });
    answer = undefined;
    expect((await one.submit()).next).toBeUndefined();
  });

  it('a lost submission can be sent again', async () => {
    const one = await open();
    await one.type('Name', 'Rina');
    await bot.api.disturbDeliveries({ kinds: ['view_submission'], times: 1, lost: true });
    expect((await one.submit()).problem).toMatch(/trouble connecting/);
    answer = undefined;
    expect((await one.submit()).next).toBeUndefined();
  });

  it('closing tells the bot, and says whether the whole stack went', async () => {
    const one = await open();
    await one.type('Name', 'Rina');
    answer = { response_action: 'push', view: modal('Two', { blocks: [] }) };
    const two = (await one.submit()).next;
    await two?.close();
    expect(closed).toEqual([{ title: 'Two', cleared: false }]);
    const again = (await one.submit()).next;
    closed = [];
    await again?.close({ all: true });
    expect(closed).toEqual(
      expect.arrayContaining([
        { title: 'Two', cleared: true },
        { title: 'One', cleared: true },
      ]),
    );
    const clearing = await open(modal('One', { clear_on_close: true, notify_on_close: false }));
    await clearing.close();
    expect(await titles()).toEqual([]);
  });

  it('the client itself checks required fields, lengths, addresses and numbers', async () => {
    const one = await open(
      modal('One', {
        blocks: [
          field('a', 'Short', { min_length: 3 }),
          field('b', 'Mail', { type: 'email_text_input' }),
          field('c', 'Number', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }),
          field('d', 'Needed'),
          field('e', 'Not needed', {}, { optional: true }),
        ],
      }),
    );
    await one.type('Short', 'ab');
    await one.type('Mail', 'nobody');
    await one.type('Number', '10');
    const { errors, outcome } = await one.submit();
    expect(Object.keys(errors)).toEqual(['Short', 'Mail', 'Number', 'Needed']);
    expect(outcome.delivered).toBe(false);
  });

  it('a date picker starts with its initial day, and takes days of the calendar alone', async () => {
    const day = field('a', 'Day', { type: 'datepicker', initial_date: '2026-06-01' });
    const one = await open(modal('One', { blocks: [day] }));
    expect(await one.value('Day')).toBe('2026-06-01');
    for (const none of ['2026-02-30', '31.5.2026', 'tomorrow'])
      await expect(one.date('Day', none)).rejects.toThrow(/days of the calendar/);
    await one.date('Day', '2026-05-31');
    expect(await one.value('Day')).toBe('2026-05-31');
    await one.clear('Day');
    expect((await one.submit()).errors).toEqual({ Day: one.required });
  });

  it('fields tell the bot at once only when they are asked to', async () => {
    const one = await open(
      modal('One', {
        blocks: [
          field('a', 'Quiet'),
          field('b', 'Enter', {}, { dispatch_action: true }),
          field(
            'c',
            'Letters',
            { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } },
            { dispatch_action: true },
          ),
        ],
      }),
    );
    await one.type('Quiet', 'q', { enter: true });
    await one.type('Enter', 'not yet');
    await one.type('Enter', 'now', { enter: true });
    await one.type('Letters', 'l');
    expect(actions).toEqual(['now', 'l']);
  });

  it("refuses a search's answer that Slack would refuse", async () => {
    const one = await open(
      modal('One', { blocks: [field('a', 'Unit', { type: 'external_select', min_query_length: 2 })] }),
    );
    answer = { options: [{ text: plain('x'.repeat(76)), value: 'v' }] };
    expect(await one.search('Unit', 'f')).toEqual([]);
    expect(await bot.api.traffic({ kind: 'block_suggestion' })).toEqual([]);
    expect(await one.search('Unit', 'fi')).toEqual([]);
    const [entry] = await bot.api.traffic({ kind: 'block_suggestion' });
    expect(entry).toMatchObject({
      error: 'invalid_response',
      details: [expect.stringContaining('less than 76')],
    });
    answer = {
      option_groups: [{ label: plain('Jakarta'), options: [{ text: plain('Finance'), value: 'fin' }] }],
    };
    expect(await one.search('Unit', 'fin')).toEqual(['Finance']);
    await one.pick('Unit', 'Finance');
    await expect(one.pick('Unit', 'Nothing')).rejects.toThrow(/no option Nothing/);
    expect(await one.value('Unit')).toBe('Finance');
  });
});

describe('A response_url', () => {
  let bot: TestBot;
  let url = '';
  beforeAll(async () => {
    bot = await startWithBot();
    bot.app.command('/try', async ({ ack, body }) => {
      url = body.response_url;
      await ack({
        response_type: 'ephemeral',
        blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }],
      });
    });
    bot.app.action('go', async ({ ack, body }) => {
      url = 'response_url' in body ? body.response_url : '';
      expect(body).not.toHaveProperty('message');
      await ack();
    });
  });
  afterAll(() => bot.stop());
  const answerWith = async (body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };

  it('works five times, answers privately by default, and says what is wrong', async () => {
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try', { in: '#umum' });
    expect(await answerWith({ text: 'privat' })).toEqual([200, { ok: true }]);
    expect(await answerWith({ text: 'untuk semua', response_type: 'in_channel' })).toEqual([
      200,
      { ok: true },
    ]);
    expect(await answerWith({})).toEqual([400, { ok: false, error: 'no_text' }]);
    expect(await answerWith({ blocks: [{ type: 'none' }] })).toEqual([
      400,
      { ok: false, error: 'invalid_blocks' },
    ]);
    expect(await answerWith({ text: 'x', replace_original: true })).toEqual([
      404,
      { ok: false, error: 'message_not_found' },
    ]);
    expect(await answerWith({ text: 'x' })).toEqual([404, { ok: false, error: 'used_url' }]);
    const bima = slackPerson(bot.playground, 'bima.santoso');
    expect(await bima.channel('umum')).toEqual(['untuk semua']);
  });

  it('replaces and deletes the private message that it came from', async () => {
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try');
    await rina.click('Go', { channel: 'dm' });
    await answerWith({ replace_original: true, text: 'diganti', blocks: [] });
    expect(await rina.dm()).toEqual(['diganti']);
    await answerWith({ delete_original: true });
    expect(await rina.dm()).toEqual([]);
  });
});

describe('Socket Mode', () => {
  it('goes on after Slack asked for a new connection', async () => {
    const bot = await startWithBot({}, true);
    bot.app.command('/try', async ({ ack }) => ack('Siap'));
    await bot.api.refreshSockets({});
    await until(async () => (await bot.api.command({ person: RINA, text: '/try' })).status === 200);
    await slackPerson(bot.playground, RINA).sees('Siap');
    await bot.stop();
  });
});
