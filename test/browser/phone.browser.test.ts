import { type Platform, platforms } from '@satu-pintu/playground/people';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, forRina, settled } from '../support/user-id-steps.ts';

const t = translate('id');

/** A finger's width, in CSS pixels. */
const finger = 44;

/**
 * What is wrong with a screen for somebody who has a finger and 390 pixels: what sticks out, words that are broken inside, what is seen only where a pointer
 * hovers, and, in what lies in front, what is too small to be met.
 */
const wrong = `(() => {
  const found = [];
  const shown = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && each.getBoundingClientRect().width > 1;
  const isScrolled = (each) => each && (/auto|scroll/.test(getComputedStyle(each).overflowX) || isScrolled(each.parentElement));
  const named = (each) => each.tagName + '.' + each.className + ' ' + (each.getAttribute('aria-label') || each.textContent || '').slice(0, 60);
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
  for (const each of document.querySelectorAll('.message *, dialog[open] *, .dialog *'))
    if (shown(each) && each.getBoundingClientRect().right > innerWidth + 0.5 && !isScrolled(each.parentElement)) found.push('sticks out: ' + named(each));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.parentElement.closest('.message, dialog[open], .dialog') || !shown(text.parentElement)) continue;
    // An address has nowhere to break but inside, where it is longer than its line.
    const words = text.data.replace(/\\S+@\\S+/g, (address) => ' '.repeat(address.length));
    for (const word of words.matchAll(/[\\p{L}\\p{N}]{2,20}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (lines.size > 1) found.push('broken: ' + word[0] + ' in ' + named(text.parentElement));
    }
  }
  for (const each of document.querySelectorAll('.message button, .message a'))
    if (each.checkVisibility() && !shown(each) && !each.closest('[inert]')) found.push('only by hover: ' + named(each));
  for (const each of document.querySelectorAll(':is(dialog[open], .dialog) :is(button, select, textarea, input:not([type=hidden], [type=file]))')) {
    if (!shown(each)) continue;
    const isTicked = /checkbox|radio/.test(each.type);
    const target = isTicked ? each.closest('label') ?? each.parentElement : each;
    const { height, width } = target.getBoundingClientRect();
    if (height < ${finger} - 0.5 || width < ${finger} - 0.5) found.push('small: ' + named(each) + ' ' + each.type + ' ' + Math.round(width) + '×' + Math.round(height));
  }
  return [...new Set(found)];
})()`;

describe.skipIf(!chromiumPath)(browserTitle('Cards and forms on a phone'), patience.test, () => {
  let workspace: Workspace;
  let browser: Browser;
  let number: string;
  beforeAll(async () => {
    [workspace, browser] = await Promise.all([openWorkspace({ platforms }), launchChromium()]);
    for (const platform of platforms)
      for (const account of ['rina.wulandari', 'bima.santoso', 'tono.wijaya'])
        await workspace.person(account, platform).command('/pintu language id');
    number = await ask(workspace.person('rina.wulandari', 'slack'), forRina);
    await settled(workspace);
  });
  afterAll(async () => {
    await browser?.close();
    await workspace?.stop();
  });

  /** The page of somebody on a phone, and a picture of each screen where PICTURES names a folder. */
  async function phoneOf(
    platform: Platform,
    who: string,
  ): Promise<{ page: Page; faults: Faults; context: BrowserContext }> {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      locale: 'id-ID',
    });
    const faults = await watchFaults(context);
    const page = await context.newPage();
    page.setDefaultTimeout(patience.step);
    const place = platform === 'teams' ? `teams#as=${who}` : `#as=${who}`;
    await page.goto(new URL(place, workspace.playground.pageUrl).href);
    return { page, faults, context };
  }

  async function expectUsable(page: Page, name: string): Promise<void> {
    const { PICTURES } = process.env;
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
    const found = (await page.evaluate(wrong)) as string[];
    expect(found, `${name}:\n${found.join('\n')}`).toEqual([]);
  }

  const front = (page: Page) => page.locator('dialog[open], .dialog').last();

  it.each(platforms)(
    'shows the decision with its form, and a list, in %s: nothing sticks out, breaks, hides or is too small',
    async (platform) => {
      const bima = workspace.person('bima.santoso', platform);
      await bima.command('/userid list');
      await bima.command('/pintu inbox');
      await settled(workspace);
      const { page, faults, context } = await phoneOf(platform, 'bima.santoso');
      await page.getByText(number).last().waitFor();
      await expectUsable(page, `${platform}-list`);
      const approves = page.getByRole('button', { name: 'Approve', exact: true });
      const before = await approves.count();
      await page.getByRole('button', { name: /^Open/ }).last().click();
      // In Slack a private card turns into the next one, in Teams that lies in front; the card that was announced has the
      // same button and stands there from the start.
      await expect.poll(() => approves.count()).toBe(before + 1);
      const approve = approves.last();
      await expectUsable(page, `${platform}-card`);
      await approve.click();
      await front(page).getByText(t('userId.decision.whyApprove')).first().waitFor();
      await expectUsable(page, `${platform}-decision`);
      expect(await faults.taken()).toEqual([]);
      await context.close();
      await bima.closeModals();
    },
  );

  it.each(platforms)('shows the request’s form in %s', async (platform) => {
    const tono = workspace.person('tono.wijaya', platform);
    await tono.command('/userid');
    await settled(workspace);
    const { page, faults, context } = await phoneOf(platform, 'tono.wijaya');
    await front(page).getByText(t('field.nopek')).first().waitFor();
    await expectUsable(page, `${platform}-form`);
    expect(await faults.taken()).toEqual([]);
    await context.close();
    await tono.closeModals();
  });
});
