import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** WCAG 2.2 A and AA, as far as a program can judge them: contrast, names, roles, labels. */
const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules of these that go by colours; what the others judge is the same page in the dark. */
const byColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Violation {
  id: string;
  nodes: { target: string[]; html: string; any: { message: string }[] }[];
}

/** Fails with what somebody could not read or operate on a page or in its frames, in light and in dark colours. */
export async function expectLegible(page: Page): Promise<void> {
  const found: string[] = [];
  for (const [colorScheme, runOnly] of [
    ['light', all],
    ['dark', byColour],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const frame of page.frames()) {
      const seen = await violations(frame, runOnly);
      found.push(
        ...seen.map((each) => `${colorScheme}: ${each} in ${frame.url().replace(/^\w+:\/\/[^/]+/, '')}`),
      );
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  expect([...new Set(found)]).toEqual([]);
}

async function violations(frame: Frame, runOnly: object): Promise<string[]> {
  if (!(await frame.evaluate('!!window.axe'))) await frame.evaluate(axe);
  // Of what is as it should be, it would note every element, and all of that would come over here.
  const options = { runOnly, iframes: false, resultTypes: ['violations'] };
  const found = await frame.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, any }) => `${id} ${target.join(' ')} ${html.slice(0, 120)} ${any[0]?.message ?? ''}`,
    ),
  );
}
