import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../src/core/keys.ts';
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
import { giveBytesAt } from '../support/sealed-files.ts';

const scenes = [
  { language: 'id', screen: { viewport: { width: 1280, height: 1000 } } },
  { language: 'en', screen: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true } },
] as const;

const issued = Buffer.from('%PDF-1.7 yang diterbitkan');
const number = 'UID-2026-000042';
/** A token as long as real ones, whose address does not fit in one line of a telephone. */
const token = 'x'.repeat(43);

/** What is wider than the panel that it stands in. */
const sticksOut = `[...document.querySelectorAll('.panel *')]
  .filter((each) => each.getBoundingClientRect().right > each.closest('.panel').getBoundingClientRect().right + 0.5)
  .map((each) => each.outerHTML)`;

let workspace: Workspace;
let browser: Browser;

describe.skipIf(!chromiumPath)(browserTitle('The page that confirms a berita acara'), patience.test, () => {
  beforeAll(async () => {
    [workspace, browser] = await Promise.all([openWorkspace(), launchChromium()]);
    const [made] = await workspace.query<{ id: number }>(
      `WITH p AS (SELECT id FROM person WHERE email LIKE 'rina.%'),
       file AS (
         INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record)
         SELECT 'b.pdf', 'application/pdf', 1, '', '', 'minutes', p.id, 'minutes' FROM p RETURNING id
       )
       INSERT INTO minutes (subject, entry_id, person_id, reference, token_hash, attachment_id, signer, fingerprint, made_at)
       SELECT 'user-id:42', 0, p.id, $1, $2, file.id, 'CN=Satu Pintu, O=Pertamina Digital Signature', repeat('AB', 32), now() FROM p, file RETURNING attachment_id AS id`,
      [number, hashToken(token)],
    );
    await giveBytesAt(workspace.databaseUrl, made?.id ?? 0, issued);
  });
  afterAll(async () => {
    await browser?.close();
    await workspace?.stop();
  });

  it.each(scenes)(
    '$language, $screen.viewport.width wide: is legible, and says of a file whether it is the one',
    async ({ language, screen }) => {
      const t = translate(language);
      const context = await browser.newContext({ ...screen, locale: language });
      const faults = await watchFaults(context);
      const page = await context.newPage();
      page.setDefaultTimeout(patience.step);
      await page.goto(`${workspace.url}/portal/minutes/${token}`);
      await page
        .getByRole('heading', { level: 1, name: t('minutes.title', { reference: number }) })
        .waitFor();
      await page.getByText(t('minutes.page.issued')).waitFor();
      await expectLegible(page);
      expect(await page.evaluate(sticksOut)).toEqual([]);
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');

      const chosen = page.getByLabel(t('minutes.page.file'));
      const choose = (buffer: Buffer) =>
        chosen.setInputFiles({ name: 'b.pdf', mimeType: 'application/pdf', buffer });
      await choose(issued);
      await page.getByText(t('minutes.page.same')).waitFor();
      const flipped = Buffer.from(issued);
      flipped[9] = (flipped[9] ?? 0) ^ 1;
      await choose(flipped);
      await page.getByText(t('minutes.page.other')).waitFor();
      await expectLegible(page);
      expect(await faults.taken()).toEqual([]);
      await context.close();
    },
  );
});
