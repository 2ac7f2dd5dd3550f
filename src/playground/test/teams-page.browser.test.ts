import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from './chromium.ts';
import { BIMA, RINA, until } from './harness.ts';
import { adaptive, dialog, message, startTeamsBot, type TeamsTestBot, textBlock } from './teams-bot.ts';

const hostile = '<img src=x onerror=alert(1)> **tebal** [tautan](http://evil.example)';

const form = (errors: string[] = []) =>
  adaptive(
    [
      { type: 'Input.Text', id: 'name', label: 'Nama lengkap' },
      ...errors.map((text) => ({ ...textBlock(text), id: 'error:name', color: 'Attention' })),
      {
        type: 'Input.ChoiceSet',
        id: 'unit',
        label: 'Unit',
        style: 'filtered',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'units' },
      },
      {
        type: 'Input.Date',
        id: 'since',
        label: 'Berlaku sejak',
        value: '2026-06-01',
        min: '2026-05-01',
        errorMessage: 'Paling awal 1 Mei',
      },
      { type: 'Input.Text', id: 'held', isVisible: false, value: 'abc' },
    ],
    { actions: [{ type: 'Action.Submit', title: 'Kirim permohonan', data: { verb: 'submit' } }] },
  );

describe.skipIf(!chromiumPath)(browserTitle('The page of the local Teams in Chromium'), patience.test, () => {
  let bot: TeamsTestBot;
  let browser: Browser;
  let page: Page;
  let chat: string;
  let faults: Faults;
  const submitted: JsonObject[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    bot = await startTeamsBot({});
    bot.answer((activity) => {
      const data = (activity.value as { data?: JsonObject }).data ?? {};
      if (activity.name === 'task/fetch') return dialog('Permohonan', form());
      if (activity.name === 'application/search')
        return { type: 'x', value: { results: [{ title: 'SPBU 31.128.02', value: '31' }] } };
      submitted.push(data);
      return data.name ? null : dialog('Permohonan', form(['Isi nama lengkap']));
    });
    chat = (await bot.teams.send({ person: RINA, text: 'halo' })).message.chat;
    await bot.connector(
      'POST',
      `/${encodeURIComponent(chat)}/activities`,
      message(
        adaptive([
          { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: hostile }] },
          {
            type: 'ActionSet',
            actions: [
              { type: 'Action.OpenUrl', title: 'Portal', url: 'https://pintu.example.com/' },
              { type: 'Action.Submit', title: 'Buka formulir', data: { msteams: { type: 'task/fetch' } } },
            ],
          },
        ]),
      ),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ locale: 'id-ID', viewport: { width: 1200, height: 800 } });
    faults = await watchFaults(context);
    page = await context.newPage();
    page.setDefaultTimeout(patience.step);
    await page.goto(new URL(`teams#as=${RINA}`, bot.playground.pageUrl).href);
    await page.locator('.message .card button').first().waitFor();
  });
  afterEach(async () => {
    const found = await faults.taken();
    await page.context().close();
    expect(found).toEqual([]);
  });

  it('draws cards, and what somebody wrote in them as text', async () => {
    const shown = await page.locator('.message .card').innerText();
    expect(shown).toContain(hostile);
    expect(await page.locator('.message .card img, .message .card a').count()).toBe(0);
  });

  it('opens a dialog, finds choices while one types, keeps what was typed at an error, and closes', async () => {
    await page.getByRole('button', { name: 'Buka formulir' }).click();
    const shown = page.getByRole('dialog', { name: 'Permohonan' });
    await shown.getByRole('combobox', { name: 'Unit' }).fill('SPBU');
    await shown.getByRole('option', { name: 'SPBU 31.128.02' }).click();
    const since = shown.getByLabel('Berlaku sejak');
    expect(await since.inputValue()).toBe('2026-06-01');
    await since.fill('2026-04-30');
    await shown.getByRole('button', { name: 'Kirim permohonan' }).click();
    await shown.getByText('Paling awal 1 Mei').waitFor();
    await since.fill('2026-05-31');
    await shown.getByRole('button', { name: 'Kirim permohonan' }).click();
    await shown.getByText('Isi nama lengkap').waitFor();
    await shown.getByLabel('Nama lengkap').fill('Rina Wulandari');
    await shown.getByRole('button', { name: 'Kirim permohonan' }).click();
    await shown.waitFor({ state: 'detached' });
    expect(submitted).toMatchObject([
      { unit: '31', since: '2026-05-31', held: 'abc' },
      { name: 'Rina Wulandari', since: '2026-06-01', held: 'abc' },
    ]);
  });

  it('sends what is typed, with a file, and what is said in a channel with a mention', async () => {
    await page.getByPlaceholder('Ketik pesan, misalnya userid').fill('userid list');
    await page.getByLabel('Lampirkan berkas').setInputFiles({
      name: 'surat.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-'),
    });
    await page.getByText('surat.pdf', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    await page.locator('.message.mine', { hasText: 'userid list' }).waitFor();
    await page.getByRole('button', { name: '# Umum' }).click();
    await page.getByPlaceholder(/@Satu Pintu disebut$/).fill('inbox');
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    await page.locator('.message.mine', { hasText: 'inbox' }).waitFor();
    // What is sent is shown before the bot has it, and of two messages either may be there first.
    await until(async () => bot.heard.some(({ text }) => text === '<at>Satu Pintu</at> inbox'));
    const listed = await until(async () => bot.heard.find(({ text }) => text === 'userid list'));
    expect(listed.attachments).toMatchObject([{}, { name: 'surat.pdf' }]);
  });

  it('changes the person, says who has not got the app, and installs it', async () => {
    await page.locator('.person', { hasText: 'Bima' }).click();
    await page.getByText('Aplikasi tidak terpasang').waitFor();
    await page.getByRole('button', { name: 'Pasang aplikasi' }).click();
    await page.getByRole('button', { name: 'Copot aplikasi' }).waitFor();
    expect((await bot.teams.screen({ person: BIMA })).me.installed).toBe(true);
  });

  it('lets the bot hear of somebody who has the app and comes for the first time, as from a new one', async () => {
    const isArrival = ({ type, from }: JsonObject) =>
      type === 'installationUpdate' && JSON.stringify(from).includes('Dewi Lestari');
    expect(bot.heard.some(isArrival)).toBe(false);
    await page.locator('.person', { hasText: 'Dewi' }).click();
    await until(async () => bot.heard.some(isArrival));
  });

  it('stands beside Slack in one window, each with its own person', async () => {
    await page.setViewportSize({ width: 1800, height: 900 });
    await page.goto(new URL('both', bot.playground.pageUrl).href);
    const slack = page.frameLocator('iframe[title="Slack"]');
    const teams = page.frameLocator('iframe[title="Microsoft Teams"]');
    await slack.locator('.me-card', { hasText: 'Rina Wulandari' }).waitFor();
    await teams.getByRole('heading', { name: 'Bima Santoso' }).waitFor();
  });
});
