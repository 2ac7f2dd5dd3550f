import { platforms } from '@satu-pintu/playground/people';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import {
  browserTitle,
  chromiumPath,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { expectLegible } from '../support/legible.ts';
import { register, siti } from '../support/satker-steps.ts';
import { ask, forJoko, words } from '../support/user-id-steps.ts';

/** Both languages, platforms and sizes, each with a record of another desk, who decides it, and what its card has of it. */
const scenes = [
  {
    language: 'id',
    platform: 'slack',
    screen: { viewport: { width: 1280, height: 900 } },
    decider: 'bima.santoso',
    fact: 'Surat menyurat bagian keuangan',
    submit: (workspace: Workspace) => ask(workspace.person('rina.wulandari', 'slack'), forJoko),
  },
  {
    language: 'en',
    platform: 'teams',
    screen: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
    decider: 'maya.anggraini',
    fact: 'Siti Nurhaliza',
    submit: (workspace: Workspace) => register(workspace.person('ali.rahman', 'teams'), siti),
  },
] as const;

/** What is wider than the panel or the page that it stands in. */
const sticksOut = `[...document.querySelectorAll('main *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
  .map((each) => each.outerHTML)`;

let workspace: Workspace;
let browser: Browser;

describe.skipIf(!chromiumPath)(
  browserTitle('The page to which an approver’s letter leads'),
  patience.test,
  () => {
    beforeAll(async () => {
      [workspace, browser] = await Promise.all([openWorkspace({ platforms }), launchChromium()]);
    });
    afterAll(async () => {
      await browser?.close();
      await workspace?.stop();
    });

    it.each(scenes)(
      'A-2 $language, $screen.viewport.width wide, from $platform: asks who reads it, shows the card, and decides by its form',
      async ({ language, platform, screen, decider, fact, submit }) => {
        const t = translate(language);
        const approver = workspace.person(decider, platform);
        await approver.command(`/pintu language ${language}`);
        const number = await submit(workspace);
        const { text } = await workspace.mail.to(`${decider}@nusantara.example`).latest(number);
        const address = /\/portal\/card\/[\w-]+/.exec(text)?.[0];

        const context = await browser.newContext({ ...screen, locale: language });
        const faults = await watchFaults(context);
        const page = await context.newPage();
        page.setDefaultTimeout(patience.step);
        const press = (label: string) => page.getByRole('button', { name: label, exact: true }).click();
        const legible = async (page: Page, heading: string | RegExp) => {
          await page.getByRole('heading', { level: 1, name: heading }).waitFor();
          await expectLegible(page);
          expect(await page.evaluate(sticksOut)).toEqual([]);
        };

        await page.goto(`${workspace.url}${address}`);
        await legible(page, t('portal.card.title'));
        expect(await page.content()).not.toContain(number);
        await press(t('portal.card.send'));
        await page.getByLabel(t('portal.card.code')).waitFor();
        const shown = await approver.sees(
          new RegExp(`${words('pintu.code.title').source.slice(1, -1)}[\\s\\S]*\\b\\d{6}\\b`),
        );
        const code = /\b\d{6}\b/.exec(shown)?.[0] ?? '';
        await page.getByLabel(t('portal.card.code')).fill(code === '111111' ? '222222' : '111111');
        await press(t('portal.card.confirm'));
        await page.getByText(t('portal.card.wrong', { most: 5 })).waitFor();
        await legible(page, t('portal.card.title'));
        await page.getByLabel(t('portal.card.code')).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
        await press(t('portal.card.confirm'));

        await page.getByText(fact).first().waitFor();
        await legible(page, new RegExp(number));
        await press(t('record.reject'));
        await page.getByLabel(t('record.decision.whyReject')).waitFor();
        await press(t('record.decision.reject'));
        await page.getByText(t('field.error.reason')).waitFor();
        await expectLegible(page);
        await page.getByLabel(t('record.decision.whyReject')).fill('Belum perlu tahun ini.');
        await press(t('record.decision.reject'));
        // The number stands on this page too: what comes is there once the field is gone.
        await page.getByLabel(t('record.decision.whyReject')).waitFor({ state: 'detached' });
        await page.getByText(number).first().waitFor();
        expect((await faults.taken()).map((fault) => fault.split(' ')[0])).toEqual(['403']);
        await context.close();
      },
    );
  },
);
