import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
const files: ReadonlyMap<string, string> = new Map([
  ['', 'index.html'],
  ['teams', 'teams/index.html'],
  ['both', 'teams/both.html'],
  ...[
    ...['index.html', 'style.css', 'main.js', 'main.js.map', 'play/style.css'],
    ...['teams/index.html', 'teams/style.css', 'teams/main.js', 'teams/main.js.map', 'teams/both.css'],
  ].map((file) => [file, file] as const),
]);
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};

/** The built pages lie beside the built package; sources that run unbuilt, as in the tests, serve those too. */
const builtPages = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './dist/page' : './page', import.meta.url),
);

/**
 * Serves the built pages of a folder below `/playground/`, in the language that the browser asks for, else in the given one.
 */
export function createPageServer(
  fallback: Language,
  pageDir = builtPages,
): (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void> {
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
    res.setHeader('content-security-policy', POLICY);
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('referrer-policy', 'no-referrer');
    const file = files.get(path.slice('/playground/'.length));
    if (file === undefined) {
      sendText(res, 404, 'There is no such page.');
      return;
    }
    const text = await readFile(join(pageDir, file), 'utf8');
    const type = extname(file);
    const language = askedFor(req) ?? fallback;
    sendText(
      res,
      200,
      type === '.html' ? text.replace('lang="id"', `lang="${language}"`) : text,
      types[type],
    );
  };
}

/** The first language of the browser's that the pages have. */
function askedFor(req: IncomingMessage): Language | undefined {
  const asked = /(?:^|,)\s*(id|en)\b/i.exec(req.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return asked === 'id' || asked === 'en' ? asked : undefined;
}
