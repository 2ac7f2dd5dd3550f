import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
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

/** Serves the browser page below `/playground/`; `main.ts` is bundled at its first request and kept. */
export function createPageServer(
  pageDir: string | undefined,
): (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void> {
  let bundle: Promise<string> | undefined;
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
    switch (path.slice('/playground/'.length)) {
      case '':
      case 'index.html':
        sendText(res, 200, await readFile(join(pageDir, 'index.html'), 'utf8'), 'text/html; charset=utf-8');
        return;
      case 'style.css':
        sendText(res, 200, await readFile(join(pageDir, 'style.css'), 'utf8'), 'text/css; charset=utf-8');
        return;
      case 'main.js':
        bundle ??= bundlePage(pageDir).catch((error: unknown) => {
          // Not kept: whoever edits the page reloads it.
          bundle = undefined;
          throw error;
        });
        sendText(res, 200, await bundle, 'text/javascript; charset=utf-8');
        return;
      default:
        sendText(res, 404, 'There is no such page.');
    }
  };
}

async function bundlePage(pageDir: string): Promise<string> {
  // Loaded only when somebody opens the page: it takes memory that a run without the page does not need.
  const { build, stop } = await import('esbuild');
  const result = await build({
    entryPoints: [join(pageDir, 'main.ts')],
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
