import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

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

/** How long a test in a browser and one step of it may take: long, for a machine with much else to do. */
export const patience = { test: { timeout: 180_000 }, step: 60_000 };

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

/** What went wrong in the pages of a context: see `watchFaults`. */
export interface Faults {
  /** All since the last time, once every page has told what it knows. */
  taken(): Promise<string[]>;
}

/**
 * Notes what is wrong whatever a browser's version says of it in its console, which nobody may judge by: errors that
 * no code caught, what a page's policy refused, and requests to this machine that were refused or failed.
 */
export async function watchFaults(context: BrowserContext): Promise<Faults> {
  let found: string[] = [];
  await context.exposeFunction('noteFault', (fault: string) => found.push(fault));
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) => noteFault(
    event.effectiveDirective + ' refused ' + (event.blockedURI || event.sample) + ' in ' + event.documentURI));`);
  context.on('weberror', (error) => found.push(String(error.error())));
  context.on('response', (response) => {
    if (response.status() >= 400 && isOurs(response.url()))
      found.push(`${response.status()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it still waits for.
    if (isOurs(request.url()) && !reason.includes('ERR_ABORTED')) found.push(`${reason} ${request.url()}`);
  });
  return {
    async taken() {
      // What a page has noted before this answer has arrived before it too.
      await Promise.all(context.pages().map((page) => page.evaluate('0').catch(() => undefined)));
      const all = found;
      found = [];
      return all;
    },
  };
}

const isOurs = (url: string): boolean => /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
