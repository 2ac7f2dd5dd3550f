import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, slackPerson } from '../people/index.ts';
import { BIMA, plain, RINA, startWithBot, type TestBot } from './harness.ts';

describe('A test acts as a person, by the words on the screen', () => {
  let bot: TestBot;
  const input = (blockId: string, label: string, element: object, more: object = {}) =>
    ({
      type: 'input',
      block_id: blockId,
      label: plain(label),
      element: { action_id: 'x', ...element },
      ...more,
    }) as never;
  const form = (kind?: string) => ({
    type: 'modal' as const,
    callback_id: 'request',
    title: plain('Permohonan'),
    submit: plain('Kirim'),
    close: plain('Batal'),
    blocks: [
      input(
        'kind',
        'Jenis User ID',
        {
          type: 'static_select',
          options: [
            { text: plain('User ID Unit'), value: 'unit' },
            { text: plain('HO-Organik/PKWT'), value: 'ho' },
          ],
        },
        { dispatch_action: true },
      ),
      ...(kind === 'ho' ? [input('nopek', 'Nopek', { type: 'plain_text_input' })] : []),
      input('unit', 'Unit', { type: 'external_select', action_id: 'units', min_query_length: 0 }),
      input('platforms', 'Platform', {
        type: 'checkboxes',
        options: [
          { text: { type: 'mrkdwn', text: '*SAP*' }, value: 'sap' },
          { text: plain('VPN'), value: 'vpn' },
        ],
      }),
      input('files', 'Lampiran', { type: 'file_input', filetypes: ['pdf'] }, { optional: true }),
    ],
  });

  beforeAll(async () => {
    bot = await startWithBot();
    const { app } = bot;
    app.command('/try', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: form() });
    });
    app.action({ type: 'block_actions', block_id: 'kind' }, async ({ ack, client, body, action }) => {
      await ack();
      const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
      await client.views.update({ view_id: 'view' in body ? (body.view?.id ?? '') : '', view: form(chosen) });
    });
    app.options('units', async ({ ack, payload }) => {
      const names = ['Finance', 'Retail'].filter((each) => each.startsWith(payload.value));
      await ack({ options: names.map((each) => ({ text: plain(each), value: each })) });
    });
    app.view('request', async ({ ack, view, body, client }) => {
      if (view.state.values.nopek?.x?.value === '1') {
        await ack({ response_action: 'errors', errors: { nopek: 'Nopek tidak dikenal' } });
        return;
      }
      await ack();
      const root = await client.chat.postMessage({
        channel: body.user.id,
        text: 'fallback',
        blocks: [
          { type: 'header', text: plain('UID-2026-000001') },
          {
            type: 'section',
            text: {
              type: 'mrkdwn',
              text: `Oleh <@${body.user.id}> · *Unit* <https://x.example/a?b=1&amp;c=2|buka>`,
            },
            accessory: {
              type: 'button',
              action_id: 'open',
              text: plain('Open'),
              url: 'https://x.example/open',
            },
          },
        ],
      });
      await client.chat.postMessage({ channel: root.channel ?? '', thread_ts: root.ts, text: 'Diajukan' });
    });
    app.action('open', ({ ack }) => ack());
  });
  afterAll(() => bot.stop());

  it('fills in a form that changes while it is filled in', async () => {
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try');
    const modal = await rina.modal('Permohonan');
    await modal.choose('Jenis User ID', 'HO-Organik/PKWT');
    await modal.type('Nopek', '1');
    expect(await modal.search('Unit', 'Fin')).toEqual(['Finance']);
    await modal.pick('Unit', 'Finance');
    await modal.tick('Platform', 'SAP', 'VPN');
    await expect(modal.upload('Lampiran', { name: 'a.exe', data: 'MZ' })).rejects.toThrow(/not a file type/);
    await modal.upload('Lampiran', { name: 'surat.pdf', data: '%PDF-1.4' });
    expect(await modal.value('Platform')).toBe('*SAP*, VPN'.replaceAll('*', ''));
    expect(await modal.fields()).toEqual(['Jenis User ID', 'Nopek', 'Unit', 'Platform', 'Lampiran']);

    expect((await modal.submit()).errors).toEqual({ Nopek: 'Nopek tidak dikenal' });
    expect(await modal.errors()).toEqual({ Nopek: 'Nopek tidak dikenal' });
    await modal.type('Nopek', '100234');
    expect(await modal.submit()).toMatchObject({ errors: {}, next: undefined });
    await rina.noModal();
  });

  it('reads cards, threads and links, and clicks by label', async () => {
    const rina = slackPerson(bot.playground, RINA);
    expect(await rina.sees(/UID-2026-000001/)).toBe(
      'UID-2026-000001\nOleh @Rina Wulandari · Unit buka\n[Open]',
    );
    await rina.sees('Diajukan');
    expect(await rina.thread('UID-2026-000001')).toEqual(['Diajukan']);
    expect(await rina.buttons('UID-2026-000001')).toEqual(['Open']);
    expect(await rina.link('buka', { in: 'UID-2026-000001' })).toBe('https://x.example/a?b=1&c=2');
    expect((await rina.click('Open', { in: 'UID-2026-000001' })).opens).toBe('https://x.example/open');
    expect(await slackPerson(bot.playground, BIMA).isShown('UID-2026-000001')).toBe(false);
  });

  it('finds the e-mail that was sent, with its links and attachments', async () => {
    const transport = createTransport(bot.playground.smtpUrl);
    await transport.sendMail({
      from: 'desk@nusantara.example',
      to: 'rina.wulandari@nusantara.example',
      subject: 'Kata sandi',
      text: 'Buka https://x.example/set/abc.',
      html: '<a href="https://x.example/set/abc?x=1&amp;y=2">Buka</a>',
      attachments: [{ filename: 'a.txt', content: 'hai' }],
    });
    const found = await mail(bot.playground).to('rina.wulandari@nusantara.example').latest('sandi');
    expect(found).toMatchObject({
      subject: 'Kata sandi',
      to: ['rina.wulandari@nusantara.example'],
      attachments: [{ name: 'a.txt', type: 'text/plain', size: 3 }],
      links: ['https://x.example/set/abc', 'https://x.example/set/abc?x=1&y=2'],
    });
    expect(await bot.api.mails({ to: 'nobody@nusantara.example' })).toEqual([]);
  });
});
