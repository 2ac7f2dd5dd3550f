import path from 'node:path';
import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import { marketPassword } from '../../src/neighbours/marketplace/sandbox.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { expectLegible } from '../support/legible.ts';
import { words } from '../support/user-id-steps.ts';

/** With SCREENSHOTS=1 the pictures of the documents are taken anew on the way. */
const pictures = process.env.SCREENSHOTS ? path.join(projectRoot, 'docs/images') : undefined;

const mbizmarket = { market: 'Mbizmarket' };
const desk = { viewport: { width: 1280, height: 860 } };
const phone = { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true };

/** Both languages, platforms and sizes, each with a satker for a registration and one for a login. */
const scenes = [
  {
    language: 'id',
    platform: 'slack',
    screen: desk,
    registered: '527101 BIRO HUKUM',
    loggedIn: '527102 BIRO ADVOKASI',
  },
  {
    language: 'en',
    platform: 'teams',
    screen: phone,
    registered: '527103 BIRO ORGANISASI',
    loggedIn: '527104 BIRO KOMUNIKASI',
  },
] as const;

/** What is wider than the panel that it stands in. */
const sticksOut = `[...document.querySelectorAll('.panel *')]
  .filter((each) => each.getBoundingClientRect().right > each.closest('.panel').getBoundingClientRect().right)
  .map((each) => each.outerHTML)`;

let workspace: Workspace;
let browser: Browser;

describe.skipIf(!chromiumPath)(browserTitle('The marketplace’s pages'), patience.test, () => {
  beforeAll(async () => {
    [workspace, browser] = await Promise.all([openWorkspace({ platforms }), launchChromium()]);
    await workspace.query(
      `INSERT INTO unit (code, name, kind, institution)
       SELECT left(name, 6), name, 'SATKER', 'Kementerian Keuangan' FROM unnest($1::text[]) AS name`,
      [scenes.flatMap(({ registered, loggedIn }) => [registered, loggedIn])],
    );
    // The one account with Putri's e-mail that is free would be offered first.
    await workspace.query('DELETE FROM market_sandbox_account WHERE satker IS NULL');
    // One e-mail with two companies, for each of those who log in.
    await workspace.query(
      `WITH persons AS (
         INSERT INTO market_sandbox_user (email)
         VALUES ('pengadaan.barang.jasa.id@usaha.example'), ('pengadaan.barang.jasa.en@usaha.example') RETURNING email
       ), companies AS (
         INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key)
         SELECT name, 'Biak', '98111', 'Jalan 2', email, name || email
         FROM persons, (VALUES ('TOKO SERBAGUNA'), ('CABANG SERBAGUNA')) AS each (name) RETURNING id, registered_by
       )
       INSERT INTO market_sandbox_account (email, company_id) SELECT registered_by, id FROM companies`,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await workspace?.stop();
  });

  describe.each(scenes)(
    '$language, $screen.viewport.width wide, from $platform',
    ({ language, platform, screen, registered, loggedIn }) => {
      const t = translate(language);
      let putri: ChatPerson;
      let page: Page;
      let faults: Faults;
      beforeAll(async () => {
        putri = workspace.person('putri.maharani', platform);
        await putri.command(`/pintu language ${language}`);
        await putri.command('/market');
        await workspace.query(
          `INSERT INTO procurement_satker (person_id, unit_id, changed_at)
           SELECT p.id, u.id, now() FROM person p, unit u WHERE p.email = 'putri.maharani@nusantara.example' AND u.name = ANY ($1)`,
          [[registered, loggedIn]],
        );
      });
      beforeEach(async () => {
        const context = await browser.newContext({ ...screen, locale: language });
        faults = await watchFaults(context);
        page = await context.newPage();
        page.setDefaultTimeout(patience.step);
      });
      afterEach(() => page.context().close());

      /** The page that a press on a satker leads to, by these buttons. */
      async function open(satker: string, ...buttons: RegExp[]): Promise<string> {
        await putri.command('/market');
        let { opens } = await putri.clickBeside(satker, words('market.button.buy'));
        for (const button of buttons) ({ opens } = await putri.click(button));
        if (!opens) throw new Error('no page was opened');
        await page.goto(opens);
        return opens;
      }
      /** Somebody can read and use what the page shows now, whose heading is this. */
      async function legible(heading: string): Promise<void> {
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await expectLegible(page);
        expect(await page.evaluate(sticksOut)).toEqual([]);
      }
      async function picture(name: string): Promise<void> {
        if (pictures && platform === 'slack')
          await page.screenshot({ path: path.join(pictures, `${name}.png`) });
      }
      const field = (label: string): Locator => page.getByLabel(label, { exact: true });
      const send = (label: string) => page.getByRole('button', { name: label, exact: true }).click();
      /** The states of the answers that were none of a page's usual ones. */
      const states = async () => (await faults.taken()).map((fault) => fault.split(' ')[0]);

      it('M-5 registers: what is wrong is said at its field, and the link is gone once it has served', async () => {
        const link = await open(registered, words('market.ask.no'), words('market.page.open.REGISTRATION'));
        const title = t('market.register.title', mbizmarket);
        await legible(title);
        await picture('market-registration');
        await field(t('market.field.companyName')).fill(registered);
        await field(t('market.field.postalCode')).fill('9811');
        await send(t('market.register.submit'));
        await page.getByText(t('market.error.postalCode')).waitFor();
        await legible(title);
        expect(await field(t('market.field.city')).getAttribute('aria-invalid')).toBe('true');
        expect(await page.locator(':focus').getAttribute('name')).toBe('city');
        await field(t('market.field.city')).fill('Biak');
        await field(t('market.field.postalCode')).fill('98111');
        await field(t('market.field.address')).fill('Jalan 1');
        await send(t('market.register.submit'));
        await legible(t('market.mapped.title'));
        await page.goto(link);
        await legible(t('portal.link.title'));
        expect(await states()).toEqual(['422', '410']);
      });

      it('M-5 logs in and chooses among two accounts; what was typed wrong keeps the page', async () => {
        const email = `pengadaan.barang.jasa.${language}@usaha.example`;
        await open(loggedIn, words('market.ask.yes'), words('market.page.open.LOGIN'));
        const title = t('market.login.title', mbizmarket);
        await field(t('market.field.email')).fill(email);
        await field(t('market.field.password')).fill('keliru');
        await send(t('market.login.submit'));
        await page.getByText(t('market.login.refused')).waitFor();
        await legible(title);
        expect(await field(t('market.field.email')).inputValue()).toBe(email);
        expect(await field(t('market.field.password')).inputValue()).toBe('');
        await field(t('market.field.password')).fill(marketPassword);
        await send(t('market.login.submit'));
        await legible(t('market.choose.title'));
        await send(t('market.choose.submit'));
        await page.getByText(t('market.error.account')).waitFor();
        await page.getByLabel(/^CABANG/).check();
        await send(t('market.choose.submit'));
        await legible(t('market.mapped.title'));
        await page.getByText(/: CABANG/).waitFor();
        expect(await states()).toEqual(['403', '422']);
      });

      it('M-4 signs in once at the built-in marketplace', async () => {
        const link = await open(registered, words('market.enter.go', mbizmarket));
        await legible(mbizmarket.market);
        await send(t('market.login.submit'));
        await page.getByText(registered).waitFor();
        await legible(mbizmarket.market);
        await page.goto(link);
        await send(t('market.login.submit'));
        await page.getByText(t('market.sandbox.gone')).waitFor();
        expect(await states()).toEqual(['410']);
        if (!pictures) return;
        await putri.command('/market');
        await page.goto(
          `${workspace.playground.pageUrl}${platform === 'slack' ? '' : platform}#as=${putri.who}`,
        );
        await page.getByText(registered).last().waitFor();
        await picture('market-shop');
      });
    },
  );
});
