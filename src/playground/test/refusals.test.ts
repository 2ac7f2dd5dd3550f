import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackPerson } from '../people/index.ts';
import { BIMA, plain, RINA, refusal, startWithBot, type TestBot } from './harness.ts';

const text = (length: number) => 'x'.repeat(length);
const section = (value = 'hello') => ({ type: 'section', text: { type: 'mrkdwn', text: value } });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const button = () => ({ type: 'button', action_id: 'go', text: plain('Go') });

describe("The Web API refuses with Slack's error names", () => {
  let bot: TestBot;
  let triggers: string[] = [];
  beforeAll(async () => {
    bot = await startWithBot();
    bot.app.command('/try', async ({ ack, body }) => {
      triggers.push(body.trigger_id);
      await ack();
    });
    bot.app.action(/.*/, async ({ ack, body }) => {
      triggers.push('trigger_id' in body ? body.trigger_id : '');
      await ack();
    });
  });
  afterAll(() => bot.stop());

  const trigger = async (): Promise<string> => {
    triggers = [];
    await bot.api.command({ person: RINA, text: '/try' });
    return triggers[0] ?? '';
  };
  const view = (title = 'T', more: object = {}) =>
    ({ type: 'modal', title: plain(title), blocks: [section()], ...more }) as never;
  const error = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).error;

  it('shows the problems of blocks as Slack does', async () => {
    const call = bot.client.chat.postMessage({
      channel: 'umum',
      text: 'x',
      blocks: [section(text(3001))] as never,
    });
    expect(await refusal(call)).toEqual({
      error: 'invalid_blocks',
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    });
  });

  it('messages: unknown channels, foreign messages, too long texts', async () => {
    const { chat } = bot.client;
    const { api } = bot;
    expect(await error(chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found');
    expect(await error(chat.postMessage({ channel: 'rahasia', text: 'x' }))).toBe('channel_not_found');
    expect(await error(chat.postMessage({ channel: 'umum', text: '' }))).toBe('no_text');
    expect(await error(chat.postMessage({ channel: 'umum', text: text(40_001) }))).toBe('msg_too_long');
    const open = await api.createChannel({ person: RINA, name: 'tanpa-bot' });
    expect(await error(chat.postMessage({ channel: open.id, text: 'x' }))).toBe('not_in_channel');

    const own = await chat.postMessage({ channel: 'umum', text: 'mine' });
    const channel = own.channel ?? '';
    const ts = own.ts ?? '';
    expect(await error(chat.update({ channel, ts: '1.000000', text: 'x' }))).toBe('message_not_found');
    expect(await error(chat.update({ channel, ts, text: text(4001) }))).toBe('msg_too_long');
    expect(await error(chat.update({ channel, ts, text: '' }))).toBe('no_text');
    const { message } = await api.post({ person: RINA, channel, text: 'hers' });
    expect(await error(chat.update({ channel, ts: message.ts, text: 'x' }))).toBe('cant_update_message');
    expect(await error(chat.delete({ channel, ts: message.ts }))).toBe('cant_delete_message');
    await api.deleteMessage({ channel, ts });
    expect(await error(chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found');
    expect(await error(chat.postEphemeral({ channel, user: 'U0NONE', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
  });

  it('people: unknown, deactivated and by e-mail', async () => {
    const { api, client } = bot;
    const bima = (await api.screen({ person: BIMA })).me;
    expect(await client.users.info({ user: bima.id, include_locale: true })).toMatchObject({
      user: { locale: 'en-US', is_email_confirmed: true, deleted: false, profile: { email: bima.email } },
    });
    expect(await error(client.users.info({ user: 'U0NONE' }))).toBe('user_not_found');
    expect(await error(client.users.lookupByEmail({ email: 'no@nusantara.example' }))).toBe(
      'users_not_found',
    );
    expect(await client.users.lookupByEmail({ email: bima.email })).toMatchObject({ user: { id: bima.id } });
    await api.changePerson({ person: BIMA, change: { deleted: true } });
    expect(await error(client.conversations.open({ users: bima.id }))).toBe('user_disabled');
    expect(await client.users.info({ user: bima.id })).toMatchObject({ user: { deleted: true } });
    expect(await error(client.users.lookupByEmail({ email: bima.email }))).toBe('users_not_found');
    const [told] = await api.traffic({ name: 'user_change', person: BIMA });
    expect(told?.request).toMatchObject({
      event: { type: 'user_change', user: { id: bima.id, deleted: true } },
    });
    await expect(api.openApp({ person: BIMA })).rejects.toMatchObject({ code: 'account_inactive' });
    await api.changePerson({ person: BIMA, change: { deleted: false, unknown: true } });
    expect(await error(client.conversations.open({ users: bima.id }))).toBe('user_not_found');
    expect(await error(client.chat.postMessage({ channel: bima.id, text: 'x' }))).toBe('channel_not_found');
    await api.changePerson({ person: BIMA, change: { unknown: false, withoutApp: true } });
    expect(await error(client.chat.postMessage({ channel: bima.id, text: 'x' }))).toBe(
      'app_access_restricted',
    );
    await api.changePerson({ person: BIMA, change: { withoutApp: false } });
  });

  it('triggers: used twice, too late, unknown', async () => {
    const { client, api } = bot;
    const used = await trigger();
    await client.views.open({ trigger_id: used, view: view() });
    expect(await error(client.views.open({ trigger_id: used, view: view() }))).toBe('exchanged_trigger_id');
    const late = await trigger();
    await api.expireTriggers({});
    expect(await error(client.views.open({ trigger_id: late, view: view() }))).toBe('expired_trigger_id');
    expect(await error(client.views.open({ trigger_id: '1.2.x', view: view() }))).toBe('invalid_trigger_id');
    const wasted = await trigger();
    expect(await refusal(client.views.open({ trigger_id: wasted, view: view(text(25)) }))).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    });
    await client.views.open({ trigger_id: wasted, view: view() });
  });

  it('views: three deep, stale hashes, closed ones, external ids', async () => {
    const { client } = bot;
    const withButton = (title: string) => view(title, { blocks: [actions(button())] });
    const rina = slackPerson(bot.playground, RINA);
    const pushed = async (title: string): Promise<unknown> => {
      triggers = [];
      await (await rina.modal()).click('Go');
      return client.views.push({ trigger_id: triggers[0] ?? '', view: withButton(title) });
    };
    const root = await client.views.open({ trigger_id: await trigger(), view: withButton('one') });
    await pushed('two');
    await pushed('three');
    expect(await error(pushed('four'))).toBe('push_limit_reached');
    expect((await bot.api.screen({ person: RINA })).views.map((each) => each.title)).toEqual([
      'one',
      'two',
      'three',
    ]);

    const id = root.view?.id ?? '';
    expect(await error(client.views.update({ view_id: id, hash: 'old', view: view() }))).toBe(
      'hash_conflict',
    );
    await client.views.update({ view_id: id, hash: root.view?.hash ?? '', view: view('new') });
    expect(await error(client.views.update({ view_id: id, hash: root.view?.hash ?? '', view: view() }))).toBe(
      'hash_conflict',
    );
    expect(await error(client.views.push({ trigger_id: await trigger(), view: view() }))).toBe(
      'invalid_trigger_id',
    );
    await (await rina.modal()).close({ all: true });
    expect(await error(client.views.update({ view_id: id, view: view() }))).toBe('not_found');

    await client.views.open({ trigger_id: await trigger(), view: view('T', { external_id: 'mine' }) });
    triggers = [];
    await bot.api.command({ person: BIMA, text: '/try' });
    const other = client.views.open({
      trigger_id: triggers[0] ?? '',
      view: view('T', { external_id: 'mine' }),
    });
    expect(await error(other)).toBe('duplicate_external_id');
    await client.views.update({ external_id: 'mine', view: view('by external id', { external_id: 'mine' }) });
    await (await rina.modal('by external id')).close();
  });
});
