import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Language } from './contract.ts';
import { sendText } from './http.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Below `/playground/`: the page of Slack, that of Teams, and both in one window. */
const files: Record<string, string> = {
  '': 'index.html',
  'index.html': 'index.html',
  'style.css': 'style.css',
  teams: 'teams/index.html',
  'teams/style.css': 'teams/style.css',
  both: 'teams/both.html',
  'teams/both.css': 'teams/both.css',
};
const scripts: Record<string, string> = { 'main.js': 'main.ts', 'teams/main.js': 'teams/main.ts' };
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Serves the browser pages below `/playground/`, in the language that the browser asks for, else in the given one;
 * their scripts are bundled at the first request and kept.
 */
export function createPageServer(
  pageDir: string | undefined,
  fallback: Language,
): (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void> {
  const bundles = new Map<string, Promise<string>>();
  return async (req, res, path) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      sendText(res, 405, 'Only GET is answered here.');
      return;
    }
    if (path === '/playground') {
      res.writeHead(302, { location: '/playground/' });
      res.end();
      return;
    }
    if (pageDir === undefined) {
      sendText(res, 404, 'The playground runs without its page.');
      return;
    }
    res.setHeader('content-security-policy', POLICY);
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('referrer-policy', 'no-referrer');
    const name = path.slice('/playground/'.length);
    const file = files[name];
    const entry = scripts[name];
    if (file) {
      const text = await readFile(join(pageDir, file), 'utf8');
      const type = extname(file);
      const language = askedFor(req) ?? fallback;
      sendText(
        res,
        200,
        type === '.html' ? text.replace('lang="id"', `lang="${language}"`) : text,
        types[type],
      );
    } else if (entry) {
      const bundled = bundles.get(name) ?? bundlePage(join(pageDir, entry));
      bundles.set(name, bundled);
      // Not kept when it fails: whoever edits the page reloads it.
      bundled.catch(() => bundles.delete(name));
      sendText(res, 200, await bundled, 'text/javascript; charset=utf-8');
    } else {
      sendText(res, 404, 'There is no such page.');
    }
  };
}

/** The first language of the browser's that the pages have. */
function askedFor(req: IncomingMessage): Language | undefined {
  const asked = /(?:^|,)\s*(id|en)\b/i.exec(req.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return asked === 'id' || asked === 'en' ? asked : undefined;
}

/** One after the other: whoever stops the bundler would stop it for the other page too. */
let bundling: Promise<unknown> = Promise.resolve();

function bundlePage(entry: string): Promise<string> {
  const bundled = bundling.then(() => bundle(entry));
  bundling = bundled.catch(() => undefined);
  return bundled;
}

async function bundle(entry: string): Promise<string> {
  // Loaded only when somebody opens the page: it takes memory that a run without the page does not need.
  const { build, stop } = await import('esbuild');
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  await stop();
  return result.outputFiles[0]?.text ?? '';
}
