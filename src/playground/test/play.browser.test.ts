import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../index.ts';
import { browserTitle, chromiumPath, launchChromium, patience } from './chromium.ts';
import { options, RINA } from './harness.ts';

const day = 24 * 60 * 60_000;

describe.skipIf(!chromiumPath)(browserTitle('The clock of the page'), patience.test, () => {
  let playground: Playground;
  let browser: Browser;

  beforeAll(async () => {
    playground = await startPlayground(options());
    playground.playWith({ passed: async () => undefined, beginAnew: (empty) => empty() });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  async function open(locale: string): Promise<Page> {
    const page = await browser.newPage({ locale, timezoneId: 'Asia/Jakarta' });
    page.setDefaultTimeout(patience.step);
    const { channels } = await playground.api.screen({ person: RINA });
    const umum = channels.find(({ name }) => name === 'umum')?.id;
    await page.goto(`${playground.pageUrl}#as=${RINA}&at=${umum}`);
    return page;
  }
  const dated = (ms: number, language: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'Asia/Jakarta' }).format(ms);
  const post = (text: string) => playground.api.post({ person: RINA, channel: 'umum', text });

  it.each([
    ['id-ID', 'id-ID', '1 hari', 'Mulai kosong', 'Batal', 'Ya, hapus dan mulai', 'Hari ini'],
    ['en-US', 'en-GB', '1 day', 'Begin empty', 'Cancel', 'Yes, remove and begin', 'Today'],
  ])(
    'lets a day pass and begins anew once that is confirmed, in the language of a browser in %s',
    async (locale, written, oneDay, begin, cancel, yes, today) => {
      await post(`Sebelum ${locale}`);
      const page = await open(locale);
      await page.getByText(`Sebelum ${locale}`).first().waitFor();
      await page.locator('button.clock').click();
      const window = page.getByRole('dialog');
      // Asked anew each time, since a day may end meanwhile.
      const showsToday = async () => (await window.innerText()).includes(dated(playground.now(), written));
      await expect.poll(showsToday, { timeout: patience.step }).toBe(true);
      await window.getByRole('button', { name: oneDay }).click();
      await expect
        .poll(() => playground.now(), { timeout: patience.step })
        .toBeGreaterThan(Date.now() + day / 2);
      await expect.poll(showsToday, { timeout: patience.step }).toBe(true);
      expect(Math.abs(playground.now() - Date.now() - day)).toBeLessThan(60_000);

      await window.getByRole('button', { name: begin }).click();
      await window.getByRole('button', { name: cancel }).click();
      await window.getByRole('button', { name: begin }).waitFor();
      expect(await page.getByText(`Sebelum ${locale}`).count()).toBeGreaterThan(0);

      await window.getByRole('button', { name: begin }).click();
      await Promise.all([page.waitForEvent('load'), window.getByRole('button', { name: yes }).click()]);
      expect(Math.abs(playground.now() - Date.now())).toBeLessThan(60_000);
      await post(`Sesudah ${locale}`);
      await page.getByText(`Sesudah ${locale}`).first().waitFor();
      await page.getByText(today, { exact: true }).waitFor();
      expect(await page.getByText(`Sebelum ${locale}`).count()).toBe(0);
      await page.close();
    },
  );
});
