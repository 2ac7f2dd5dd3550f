import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../index.ts';
import { browserTitle, chromiumPath, launchChromium, patience } from './chromium.ts';
import { options, RINA } from './harness.ts';

/** More than the six connections that a browser has for one address. */
const tabs = 8;

describe.skipIf(!chromiumPath)(browserTitle('Many tabs of one browser'), patience.test, () => {
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  const pages: Page[] = [];
  let streams = 0;

  beforeAll(async () => {
    playground = await startPlayground(options());
    browser = await launchChromium();
    context = await browser.newContext({ locale: 'id-ID' });
    context.on('request', (request) => {
      if (request.url().endsWith('/playground/api/changes')) streams += 1;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  async function post(text: string): Promise<void> {
    await playground.api.post({ person: RINA, channel: 'umum', text });
  }
  const allShow = (some: readonly Page[], text: string) =>
    Promise.all(some.map((page) => page.getByText(text, { exact: true }).first().waitFor()));

  it('are all live, by one stream, which the next one has once its tab is closed', async () => {
    const { channels } = await playground.api.screen({ person: RINA });
    const umum = channels.find(({ name }) => name === 'umum')?.id;
    for (let tab = 0; tab < tabs; tab += 1) {
      const page = await context.newPage();
      page.setDefaultTimeout(patience.step);
      await page.goto(`${playground.pageUrl}#as=${RINA}&at=${umum}`);
      await page.locator('.composer').first().waitFor();
      pages.push(page);
    }
    await post('Untuk semua');
    await allShow(pages, 'Untuk semua');
    expect(streams).toBe(1);

    await pages.shift()?.close();
    await expect.poll(() => streams, { timeout: patience.step }).toBe(2);
    await post('Masih untuk semua');
    await allShow(pages, 'Masih untuk semua');
    expect(streams).toBe(2);
  });
});
