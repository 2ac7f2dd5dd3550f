import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium that is installed here; undefined when there is none. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path): path is string => path !== undefined && existsSync(path));

/** The title of a group of browser tests, which says aloud why they are skipped. */
export function browserTitle(title: string): string {
  return chromiumPath
    ? title
    : `${title} (skipped: no Chromium found; install one, or name it in CHROMIUM_PATH)`;
}

/** Headless, without sandbox (containers run as root) and without calls of its own to the network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
