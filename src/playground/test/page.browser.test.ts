import nodemailer from 'nodemailer';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block } from '../slack/contract/workspace.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from './chromium.ts';
import { BIMA, plain, RINA, startWithBot, type TestBot, until } from './harness.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const options = (...values: string[]) => values.map((value) => ({ text: plain(value), value }));

/** A form that asks for a note as soon as a system is chosen. */
function form(systems: string[]) {
  return {
    type: 'modal' as const,
    callback_id: 'form',
    title: plain('Minta User ID'),
    submit: plain('Kirim'),
    close: plain('Batal'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: plain('Nama lengkap'),
        element: { type: 'plain_text_input', action_id: 'name' },
      },
      {
        type: 'input',
        block_id: 'systems',
        dispatch_action: true,
        label: plain('Platform'),
        element: { type: 'checkboxes', action_id: 'systems', options: options('SAP', 'VPN') },
      },
      ...systems.map((system) => ({
        type: 'input',
        block_id: `note ${system}`,
        label: plain(`Catatan ${system}`),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true },
      })),
      {
        type: 'input',
        block_id: 'unit',
        label: plain('Unit'),
        element: {
          type: 'external_select',
          action_id: 'unit',
          min_query_length: 1,
          placeholder: plain('Cari unit'),
        },
      },
      {
        type: 'input',
        block_id: 'since',
        label: plain('Berlaku sejak'),
        element: { type: 'datepicker', action_id: 'since', initial_date: '2026-06-01' },
      },
      {
        type: 'input',
        block_id: 'files',
        optional: true,
        label: plain('Lampiran'),
        element: { type: 'file_input', action_id: 'files', filetypes: ['pdf'], max_files: 2 },
      },
    ] as never,
  };
}

describe.skipIf(!chromiumPath)(browserTitle('The page in Chromium'), patience.test, () => {
  let bot: TestBot;
  let browser: Browser;
  let page: Page;
  let faults: Faults[] = [];
  const heard: string[] = [];
  const submitted: Record<string, Record<string, unknown>>[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    bot = await startWithBot({});
    answer(bot);
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });

  beforeEach(async () => {
    page = await open(RINA);
  });
  afterEach(async () => {
    const found = await Promise.all(faults.map((each) => each.taken()));
    faults = [];
    await page.context().close();
    expect(found.flat()).toEqual([]);
    heard.length = 0;
    submitted.length = 0;
    for (const person of [RINA, BIMA]) {
      const { views } = await bot.api.screen({ person });
      for (const { id } of views.slice(0, 1)) await bot.api.closeView({ person, viewId: id, all: true });
    }
  });

  async function open(person: string, more: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'id-ID', ...more });
    faults.push(await watchFaults(context));
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(patience.step);
    await fresh.goto(`${bot.playground.pageUrl}#as=${person}`);
    await composer(fresh).waitFor();
    return fresh;
  }

  function answer({ app }: TestBot): void {
    app.command('/try', async ({ ack, body, client }) => {
      heard.push(`command ${body.text}`.trim());
      await ack();
      if (body.text === '') await client.views.open({ trigger_id: body.trigger_id, view: form([]) });
      else await client.chat.postEphemeral({ channel: body.channel_id, user: body.user_id, text: 'Rahasia' });
    });
    app.action('approve', async ({ ack, body, client }) => {
      heard.push(`approve by ${body.user.id}`);
      await ack();
      const { channel, message } = body as unknown as { channel: { id: string }; message: { ts: string } };
      const text = `Disetujui oleh <@${body.user.id}>`;
      await client.chat.update({ channel: channel.id, ts: message.ts, text, blocks: [section(text)] });
    });
    app.action('remove', async ({ ack }) => {
      heard.push('remove');
      await ack();
    });
    app.action('systems', async ({ ack, body, client }) => {
      await ack();
      const { view } = body as unknown as {
        view: { id: string; state: { values: (typeof submitted)[number] } };
      };
      heard.push(`name so far: ${JSON.stringify(view.state.values.name?.name)}`);
      const chosen = view.state.values.systems?.systems as { selected_options: { value: string }[] };
      const systems = chosen.selected_options.map(({ value }) => value);
      await client.views.update({ view_id: view.id, view: form(systems) });
    });
    app.options('unit', async ({ ack, options: { value } }) => {
      const units = ['Terminal BBM Plumpang', 'Depot Cikampek'];
      await ack({ options: options(...units.filter((unit) => unit.toLowerCase().includes(value))) });
    });
    app.view('form', async ({ ack, view }) => {
      const values = view.state.values as unknown as (typeof submitted)[number];
      const name = values.name?.name as { value: string } | undefined;
      if (!name || name.value.length < 5)
        await ack({ response_action: 'errors', errors: { name: 'Tulis nama lengkap.' } });
      else {
        submitted.push(values);
        await ack();
      }
    });
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
      heard.push('closed');
      await ack();
    });
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'header', text: plain('Menunggu saya') }] as never;
      if (event.tab === 'home')
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
  }

  const section = (text: string): never => ({ type: 'section', text: mrkdwn(text) }) as never;
  const composer = (on: Page) => on.getByRole('textbox', { name: /^Tulis ke/ });
  const dialog = () => page.getByRole('dialog');
  const message = (text: string) => page.getByRole('article').filter({ hasText: text });
  const styleOf = (element: Locator, name: string) =>
    element.evaluate(
      (node, property) => node.ownerDocument.defaultView?.getComputedStyle(node).getPropertyValue(property),
      name,
    );
  const idOf = async (name: string) => (await bot.api.screen({ person: name })).me.id;

  async function type(line: string): Promise<void> {
    await composer(page).fill(line);
    await composer(page).press('Enter');
  }

  /** Posts to a person's DM with the app. */
  async function post(
    person: string,
    text: string,
    blocks: object[] = [],
  ): Promise<{ channel: string; ts: string }> {
    const { channel = '', ts = '' } = await bot.client.chat.postMessage({
      channel: await idOf(person),
      text,
      ...(blocks.length > 0 && { blocks: blocks as Block[] as never }),
    });
    return { channel, ts };
  }

  const card = (text: string) => [
    section(text),
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') },
        {
          type: 'button',
          action_id: 'remove',
          style: 'danger',
          text: plain('Hapus'),
          confirm: {
            title: plain('Yakin?'),
            text: plain('Dihapus.'),
            confirm: plain('Ya'),
            deny: plain('Jangan'),
          },
        },
      ],
    },
  ];

  it('shows a card as it arrives; a click reaches the bot, and what the bot makes of it is shown', async () => {
    await post(RINA, 'card', card('*UID-1* menunggu'));
    await message('UID-1 menunggu').getByRole('button', { name: 'Approve' }).click();
    await message('Disetujui oleh @Rina Wulandari').waitFor();
    expect(await message('Disetujui').textContent()).toContain('(diedit)');
    expect(await message('Disetujui').getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(heard).toEqual([`approve by ${await idOf(RINA)}`]);
  });

  it('asks before a button with a confirm acts, and a no sends nothing', async () => {
    await post(RINA, 'card', card('UID-2'));
    const remove = message('UID-2').getByRole('button', { name: 'Hapus', exact: true });
    await remove.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Jangan' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(heard).toEqual([]);
    await remove.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Ya' }).click();
    await until(async () => heard.includes('remove'));
  });

  it('opens a modal that changes, keeps what was typed, shows an error at its field, and submits', async () => {
    await type('/try');
    const name = dialog().getByLabel('Nama lengkap');
    await name.fill('Rin');
    await dialog().getByLabel('SAP').click();
    const note = dialog().getByLabel('Catatan SAP');
    await note.waitFor();
    expect(heard).toContainEqual(expect.stringContaining('"value":"Rin"'));
    expect(await name.inputValue()).toBe('Rin');

    await note.pressSequentially('modul ');
    await bot.api.everything({}).then(async ({ views: [view] }) => {
      const again = form(['SAP', 'VPN']);
      await bot.client.views.update({ view_id: view?.id ?? '', view: again });
    });
    await dialog().getByLabel('Catatan VPN').waitFor();
    await page.keyboard.type('FI');
    expect(await note.inputValue()).toBe('modul FI');
    await dialog().getByLabel('Catatan VPN').fill('jarak jauh');

    const unit = dialog().getByRole('combobox', { name: 'Unit' });
    await unit.click();
    await page.getByText('Ketik sedikitnya 1 huruf').waitFor();
    await unit.pressSequentially('plum');
    await page.getByRole('option', { name: 'Terminal BBM Plumpang' }).waitFor();
    await unit.press('Enter');
    expect(await unit.inputValue()).toBe('Terminal BBM Plumpang');

    const since = dialog().getByLabel('Berlaku sejak');
    expect(await since.inputValue()).toBe('2026-06-01');
    await since.fill('2026-05-31');

    await dialog()
      .getByLabel('Lampiran')
      .setInputFiles([
        { name: 'nd.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
        { name: 'virus.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
      ]);
    await dialog().getByText('Jenis berkas ini tidak diterima di sini.').waitFor();

    await dialog().getByRole('button', { name: 'Kirim' }).click();
    await dialog().getByText('Tulis nama lengkap.').waitFor();
    expect(await name.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await note.inputValue()).toBe('modul FI');
    expect(await since.inputValue()).toBe('2026-05-31');
    await name.fill('Rina Wulandari');
    await dialog().getByRole('button', { name: 'Kirim' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(submitted[0]).toMatchObject({
      name: { name: { value: 'Rina Wulandari' } },
      systems: { systems: { selected_options: [{ value: 'SAP' }] } },
      'note SAP': { note: { value: 'modul FI' } },
      unit: { unit: { selected_option: { value: 'Terminal BBM Plumpang' } } },
      since: { since: { selected_date: '2026-05-31' } },
      files: { files: { files: [{ name: 'nd.pdf' }] } },
    });
  });

  it('completes a command from the keyboard; Escape closes the modal and the bot hears of it', async () => {
    await composer(page).pressSequentially('/t');
    await page.getByRole('option', { name: '/try' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(
        'document.activeElement === document.body || !!document.activeElement.closest("dialog")',
      );
      expect(inside).toBe(true);
    }
    await dialog().getByLabel('Nama lengkap').press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await until(async () => heard.includes('closed'));

    heard.length = 0;
    await type('/try');
    await dialog().waitFor();
    // What had the focus may be gone: an answer takes away the button that was pressed.
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await until(async () => heard.includes('closed'));
  });

  it('says what Slack says when a command is unknown', async () => {
    await type('/nothing');
    await page.getByRole('status').getByText('/nothing is not a valid command.').waitFor();
    await page.getByText('invalid_command').waitFor();
  });

  it('shows by a badge who got something, and becomes that person', async () => {
    await type('/try private');
    await message('Rahasia').getByText('Hanya terlihat oleh Anda').waitFor();
    await post(BIMA, 'Untuk Bima saja');
    const bima = page.getByRole('navigation').getByRole('button', { name: /Bima/ });
    await bima.getByText('1', { exact: true }).waitFor();
    await bima.click();
    await message('Untuk Bima saja').waitFor();
    expect(await message('Rahasia').count()).toBe(0);
    await bima.getByText('1', { exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await message('Untuk Bima saja').waitFor();
  });

  it('opens a thread, tells of new replies there, and sends one', async () => {
    const root = await post(RINA, 'Akar');
    await bot.client.chat.postMessage({ channel: root.channel, text: 'Langkah 1', thread_ts: root.ts });
    await message('Akar').getByRole('button', { name: '1 balasan 1 baru' }).click();
    const thread = page.getByRole('complementary', { name: 'Utas' });
    await thread.getByText('Langkah 1').waitFor();
    await thread.getByRole('textbox').fill('Terima kasih');
    await thread.getByRole('textbox').press('Enter');
    await thread.getByText('Terima kasih').waitFor();
    await message('Akar').first().getByRole('button', { name: '2 balasan' }).waitFor();
  });

  it('attaches files to a message in a channel', async () => {
    await page.getByRole('button', { name: 'umum' }).click();
    const file = { name: 'mitra.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') };
    await page.getByLabel('Lampirkan berkas').setInputFiles(file);
    await composer(page).fill('Daftarnya');
    await page.getByRole('button', { name: 'Kirim' }).click();
    await message('Daftarnya')
      .getByRole('link', { name: /mitra\.xlsx/ })
      .waitFor();
  });

  it('draws what people and bots write as text, never as markup', async () => {
    const nasty = '<img src=x onerror="document.title=1"> & <script>document.title=2</script>';
    await type(nasty);
    await message(nasty).waitFor();
    await post(RINA, 'x', [
      section('&lt;b&gt;tebal&lt;/b&gt; *tebal* <javascript:alert(1)|klik> <https://example.com/|tautan>'),
      { type: 'header', text: plain('<i>miring</i>') },
    ]);
    const drawn = message('<b>tebal</b> tebal');
    await drawn.getByText('<i>miring</i>').waitFor();
    expect(await drawn.locator('b').allInnerTexts()).toContain('tebal');
    expect(await drawn.getByRole('link').allInnerTexts()).toEqual(['tautan']);
    expect(await page.title()).toContain('Playground');
  });

  it('shows an e-mail with its styles and links, without its scripts and pictures from elsewhere', async () => {
    await nodemailer.createTransport(bot.playground.smtpUrl).sendMail({
      from: 'pintu@nusantara.example',
      to: 'rina.wulandari@nusantara.example',
      subject: 'Tentukan kata sandi',
      text: 'Buka http://127.0.0.1/portal/password/abc.',
      html: `<style>p { text-transform: uppercase }</style><script>parent.document.title = 'bad'</script>
        <p style="color: rgb(1, 2, 3)" onclick="parent.document.title = 'bad'">Halo</p>
        <img src="https://track.example/x.png" onerror="parent.document.title = 'bad'">
        <a href="http://127.0.0.1/portal/password/abc">Tentukan</a>`,
    });
    await page.getByRole('button', { name: /^Kotak surat/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'Tentukan kata sandi' }).click();
    const frame = page.frameLocator('iframe');
    const greeting = frame.getByText('Halo');
    await greeting.waitFor();
    expect(await styleOf(greeting, 'color')).toBe('rgb(1, 2, 3)');
    expect(await styleOf(greeting, 'text-transform')).toBe('uppercase');
    expect(await frame.locator('script, img[src], [onclick], [onerror]').count()).toBe(0);
    await greeting.click();
    expect(await frame.getByRole('link').getAttribute('href')).toBe('http://127.0.0.1/portal/password/abc');
    await page.getByRole('tab', { name: 'Teks' }).click();
    await page
      .getByRole('article')
      .getByRole('link', { name: /password\/abc$/ })
      .first()
      .waitFor();
    expect(await page.title()).toContain('Playground');
  });

  it('shows what bot and Slack said to each other, and injects a fault', async () => {
    await bot.api.clearTraffic({});
    await page.getByRole('button', { name: 'Inspektur' }).click();
    await page.getByRole('button', { name: 'Gandakan kiriman berikut' }).click();
    await page.getByText('delivery ×2').waitFor();
    await bot.api.command({ person: RINA, text: '/try twice' });
    await until(async () => heard.filter((each) => each === 'command twice').length === 2);
    await page
      .getByRole('button', { name: /\/try command/ })
      .first()
      .click();
    await page.getByRole('article').getByText('"twice"').waitFor();
    await page.getByText('delivery ×2').waitFor({ state: 'detached' });
  });

  it('shows the Home tab, and its own words in English when asked', async () => {
    await page.getByRole('tab', { name: 'Beranda' }).click();
    await page.getByText('Menunggu saya').waitFor();
    await page.getByRole('button', { name: 'Ganti bahasa halaman' }).click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByRole('textbox', { name: /^Message/ }).waitFor();
  });

  it('fits a phone: people and channels are in a drawer, and nothing sticks out', async () => {
    await post(RINA, 'card', card('Kartu yang panjang '.repeat(20)));
    await page.context().close();
    page = await open(RINA, { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true });
    await message('Kartu yang panjang').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('button', { name: 'Buka menu' }).click();
    await page.getByRole('button', { name: 'umum' }).click();
    await page.getByRole('heading', { name: 'umum' }).waitFor();
  });
});
