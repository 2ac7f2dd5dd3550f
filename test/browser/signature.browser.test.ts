import path from 'node:path';
import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';
import { codeOf } from '../support/authenticators.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { zbarimg } from '../support/judges.ts';
import { expectLegible } from '../support/legible.ts';
import { drawnPng, pageOf } from '../support/signature-steps.ts';
import { settled, voice, words } from '../support/user-id-steps.ts';

/** With SCREENSHOTS=1 the pictures of the documents are taken anew on the way. */
const pictures = process.env.SCREENSHOTS ? path.join(projectRoot, 'docs/images') : undefined;

const scenes = [
  {
    language: 'id',
    platform: 'slack',
    who: 'rina.wulandari',
    screen: { viewport: { width: 1280, height: 1000 } },
  },
  {
    language: 'en',
    platform: 'teams',
    who: 'bima.santoso',
    screen: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
  },
] as const;

/** What is wider than the panel that it stands in. */
const sticksOut = `[...document.querySelectorAll('.panel *')]
  .filter((each) => each.getBoundingClientRect().right > each.closest('.panel').getBoundingClientRect().right + 0.5)
  .map((each) => each.outerHTML)`;

/** Which part of the canvas has ink on it, in per cent. */
const ink = `(() => {
  const canvas = document.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] > 0) dark += 1;
  return (100 * dark) / (data.length / 4);
})()`;

let workspace: Workspace;
let browser: Browser;

describe.skipIf(!chromiumPath)(browserTitle('The signature desk’s pages'), patience.test, () => {
  beforeAll(async () => {
    [workspace, browser] = await Promise.all([openWorkspace({ platforms }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await workspace?.stop();
  });

  describe.each(scenes)(
    '$language, $screen.viewport.width wide, from $platform',
    ({ language, platform, who, screen }) => {
      const t = translate(language);
      const says = voice(platform, language);
      let person: ChatPerson;
      let page: Page;
      let faults: Faults;
      beforeAll(async () => {
        person = workspace.person(who, platform);
        await person.command(`/pintu language ${language}`);
        await person.command('/sign enrol');
        await settled(workspace);
        await person.click(words('sign.button.details'));
        const form = await person.modal(words('sign.button.details'));
        await form.type(says('sign.field.phone'), '0812-3456-7890');
        await form.choose(says('sign.field.method'), says('sign.method.authenticator'));
        await form.submit();
        await person.closeModals();
        await settled(workspace);
      });
      beforeEach(async () => {
        const context = await browser.newContext({ ...screen, locale: language });
        faults = await watchFaults(context);
        page = await context.newPage();
        page.setDefaultTimeout(patience.step);
      });
      afterEach(() => page.context().close());

      /** The one-time page behind a button of the card. */
      async function open(button: RegExp, opens: RegExp): Promise<void> {
        await person.click(button);
        await page.goto(await pageOf(person, opens));
      }
      async function legible(heading: string): Promise<void> {
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await expectLegible(page);
        expect(await page.evaluate(sticksOut)).toEqual([]);
      }
      async function picture(name: string): Promise<void> {
        if (pictures && platform === 'slack')
          await page.screenshot({ path: path.join(pictures, `${name}.png`) });
      }
      /** The card in the chat, as it stands by now. */
      async function cardPicture(): Promise<void> {
        if (!pictures) return;
        await settled(workspace);
        await page.goto(
          `${workspace.playground.pageUrl}${platform === 'slack' ? '' : platform}#as=${person.who}`,
        );
        await page.getByText(t('sign.enrol.complete')).last().waitFor();
        await picture('signature-card');
      }
      /** Draws a line on the canvas between two points of it, with the finger on a phone, else with the mouse. */
      async function stroke(...points: [x: number, y: number][]): Promise<void> {
        // The canvas is in the page before what draws on it.
        await page.waitForLoadState();
        await page.locator('canvas').scrollIntoViewIfNeeded();
        const box = await page.locator('canvas').boundingBox();
        if (!box) throw new Error('no canvas');
        const at = ([x, y]: [number, number]) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
        const [first = [0, 0], ...further] = points;
        if (platform === 'slack') {
          await page.mouse.move(at(first).x, at(first).y);
          await page.mouse.down();
          for (const point of further) await page.mouse.move(at(point).x, at(point).y, { steps: 6 });
          await page.mouse.up();
          return;
        }
        const touch = await page.context().newCDPSession(page);
        const send = (
          type: 'touchStart' | 'touchMove' | 'touchEnd',
          touchPoints: { x: number; y: number }[],
        ) => touch.send('Input.dispatchTouchEvent', { type, touchPoints });
        await send('touchStart', [at(first)]);
        for (const point of further) await send('touchMove', [at(point)]);
        await send('touchEnd', []);
        await touch.detach();
      }
      const press = (label: string) => page.getByRole('button', { name: label, exact: true }).click();

      it('G-2 draws an initial, undoes, clears, and shows back what was saved', async () => {
        await open(words('sign.button.initial'), words('sign.page.open.initial'));
        await legible(t('sign.initial.title'));
        const undo = page.getByRole('button', { name: t('sign.initial.undo'), exact: true });
        expect(await undo.isDisabled()).toBe(true);
        await press(t('sign.initial.submit'));
        await page.getByText(t('sign.error.initial.none')).waitFor();
        await legible(t('sign.initial.title'));
        await stroke([0.2, 0.7], [0.35, 0.2], [0.5, 0.8]);
        const one = Number(await page.evaluate(ink));
        expect(one).toBeGreaterThan(0);
        await stroke([0.5, 0.3], [0.8, 0.6]);
        expect(Number(await page.evaluate(ink))).toBeGreaterThan(one);
        await press(t('sign.initial.undo'));
        expect(Number(await page.evaluate(ink))).toBeCloseTo(one, 1);
        await press(t('sign.initial.clear'));
        expect(await page.evaluate(ink)).toBe(0);
        await stroke([0.2, 0.7], [0.3, 0.2], [0.45, 0.8], [0.6, 0.25], [0.8, 0.65]);
        await press(t('sign.initial.submit'));
        await legible(t('sign.initial.done'));
        const shown = page.getByRole('img', { name: t('sign.field.initial') });
        await expect
          .poll(() => shown.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth))
          .toBeGreaterThan(20);
        expect((await faults.taken()).map((fault) => fault.split(' ')[0])).toEqual(['422']);
        await cardPicture();
      });

      it('G-2 shows a picture that is chosen instead, and the pen takes its place', async () => {
        await open(words('sign.button.initial'), words('sign.page.open.initial'));
        const upload = page.getByLabel(t('sign.initial.upload'));
        await upload.setInputFiles({ name: 'paraf.png', mimeType: 'image/png', buffer: drawnPng() });
        await expect.poll(() => page.evaluate(ink)).toBeGreaterThan(0);
        await stroke([0.2, 0.7], [0.3, 0.2], [0.45, 0.8], [0.6, 0.25], [0.8, 0.65]);
        expect(await upload.inputValue()).toBe('');
        await picture('signature-initial');
        await upload.setInputFiles({ name: 'paraf.png', mimeType: 'image/png', buffer: drawnPng() });
        await press(t('sign.initial.submit'));
        await legible(t('sign.initial.done'));
        expect(await faults.taken()).toEqual([]);
      });

      it.skipIf(!zbarimg.found)(
        zbarimg.title('G-3 shows a QR that is read in light and in dark'),
        async () => {
          await settled(workspace);
          await open(words('sign.button.proceed'), words('sign.page.open.authenticator'));
          const key = (await page.locator('.key').textContent())?.replaceAll(' ', '');
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            const qr = new Uint8Array(await page.locator('svg.qr').screenshot());
            const uri = new URL(
              /^otpauth:.*/m.exec(zbarimg.says(['-q', '--raw', 'qr.png'], { 'qr.png': qr }).words)?.[0] ??
                'nothing:',
            );
            expect(uri.protocol).toBe('otpauth:');
            expect(uri.searchParams.get('secret')).toBe(key);
            expect(uri.searchParams.get('issuer')).toBe('Pertamina Digital Signature');
          }
        },
      );

      it('G-3 G-4 verifies by the code with its space, after a wrong one, and begins anew where the page was left', async () => {
        await settled(workspace);
        await open(words('sign.button.proceed'), words('sign.page.open.authenticator'));
        await page.locator('summary').click();
        await legible(t('sign.verify.title'));
        const link = page.getByRole('link', { name: t('sign.verify.openApp') });
        const secretOf = async () => (await page.locator('.key').textContent())?.replaceAll(' ', '') ?? '';
        expect(await link.getAttribute('href')).toContain(`secret=${await secretOf()}`);
        const left = await secretOf();
        const field = page.getByLabel(t('code.label'), { exact: true });
        await field.fill('000 000');
        await press(t('sign.verify.submit'));
        await page.getByText(t('code.error.wrong')).waitFor();
        await legible(t('sign.verify.title'));
        await page.getByRole('link', { name: t('sign.verify.again') }).click();
        await expect.poll(secretOf).not.toBe(left);
        const code = await codeOf(await secretOf(), new Date());
        await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
        await press(t('sign.verify.submit'));
        await legible(t('sign.verify.done'));
        expect((await faults.taken()).map((fault) => fault.split(' ')[0])).toEqual(['422']);
      });
    },
  );
});
