import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';
import { expectLegible } from '../support/legible.ts';
import { type Program, runProgram } from '../support/program.ts';

/** What is on these pages beside what the newcomer's way leads to; each in English, as the browser asks. */
const t = translate('en');

let program: Program;
let dataDir: string;
let browser: Browser;
let faults: Faults;
/** Addresses that are asked for because they are refused. */
const refused: string[] = [];
let page: Page;

async function open(at: string, more: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    ...more,
  });
  faults = await watchFaults(context);
  page = await context.newPage();
  page.setDefaultTimeout(patience.step);
  await page.goto(`${program.url}${at}`);
}

async function type(line: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^(Message|Type a message)/ });
  await box.fill(line);
  await box.press('Enter');
}

/** Nothing sticks out of a page at this width. */
const fits = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

describe.skipIf(!chromiumPath)(
  browserTitle('Every page, in the language of the browser'),
  patience.test,
  () => {
    beforeAll(async () => {
      dataDir = await mkdtemp(path.join(tmpdir(), 'satu-pintu-pages-'));
      [program, browser] = await Promise.all([
        runProgram({ DATA_DIR: dataDir, PATIENCE: '10' }),
        launchChromium(),
      ]);
    });
    afterAll(async () => {
      await browser?.close();
      await program?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    afterEach(async () => {
      const found = await faults.taken();
      const hasIcon = await page.locator('link[rel=icon]').count();
      await page.context().close();
      expect(found).toEqual(refused.splice(0));
      // Without one a browser asks for another address, which is refused.
      expect(hasIcon).toBe(1);
    });

    it('I-8 Slack: the page and the bot speak English, and the bot comes where it is invited', async () => {
      await open('/playground/#as=rina.wulandari');
      await page.getByRole('textbox', { name: /^Message/ }).waitFor();
      await type('/pintu');
      await page.getByText(t('pintu.help.title')).first().waitFor();
      await expectLegible(page);
      await page.getByRole('textbox', { name: /^Message/ }).fill('/');
      await page.getByRole('option', { name: /^\/invite/ }).waitFor();
      await expectLegible(page);
      await page.getByRole('button', { name: 'umum' }).click();
      await type('/invite @Satu Pintu');
      await page.getByRole('article').getByText('has joined the channel').waitFor();
      await type('/invite @Satu Pintu');
      await page.getByText('Satu Pintu is already in this channel.').waitFor();
      await expectLegible(page);
    });

    it('I-8 Teams: the page, the bot and its form speak English', async () => {
      await open('/playground/teams#as=dewi.lestari');
      await page.getByRole('heading', { name: 'Dewi Lestari' }).waitFor();
      await type('userid');
      await page.locator('.message .card button').last().click();
      await page.getByRole('dialog').waitFor();
      await expectLegible(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByRole('button', { name: '# Umum' }).click();
      await page.getByText('No messages here yet.').waitFor();
      await expectLegible(page);
      await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
      await page.getByText('Belum ada pesan di sini.').waitFor();
      await page.reload();
      await page.getByText('Kotak surat').waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('id');
    });

    it('both side by side change their language together, and fit a phone', async () => {
      await open('/playground/both', { viewport: { width: 1900, height: 900 } });
      const [slack, teams] = ['Slack', 'Microsoft Teams'].map((name) =>
        page.frameLocator(`iframe[title="${name}"]`),
      );
      await slack?.getByText('Mailbox').waitFor();
      await teams?.getByText('Mailbox').waitFor();
      await slack?.getByRole('button', { name: 'Change the language of this page' }).click();
      await teams?.getByText('Kotak surat').waitFor();
      await page.setViewportSize({ width: 375, height: 800 });
      await expectLegible(page);
      for (const at of ['/playground/', '/playground/teams', '/playground/both', '/portal/login']) {
        await page.goto(`${program.url}${at}`);
        expect(await fits(), at).toBe(true);
      }
    });

    it('the portal: its doors, and what it says where there is nothing', async () => {
      await open('/portal/login');
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      await expectLegible(page);
      await page.goto(`${program.url}/portal/forgot`);
      await expectLegible(page);
      for (const at of ['/portal/password/none', '/portal/nothing']) {
        refused.push(`404 ${program.url}${at}`);
        await page.goto(`${program.url}${at}`);
        await expectLegible(page);
      }
    });
  },
);
