import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { RequestHandler } from 'express';
import { projectRoot } from '../core/root.ts';
import { NotFound } from './page.ts';

/** What pages load, all of it from our own origin: ours as it stands in `assets/`, the captcha's from its package. */
const files: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    'portal.css': 'assets/portal.css',
    'portal.js': 'assets/portal.js',
    'search.js': 'assets/search.js',
    'captcha.js': 'assets/captcha.js',
    'icon.svg': 'assets/icon.svg',
    'altcha.css': 'altcha:external/altcha.css',
    'altcha.js': 'altcha:external/altcha.min.js',
    'altcha-id.js': 'altcha:i18n/id.js',
    'altcha-worker.js': 'altcha:workers/pbkdf2.js',
  }),
);

const types: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '.css': 'text/css; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.svg': 'image/svg+xml',
  }),
);

const loaded = new Map<string, { content: Buffer; version: string }>();

function load(name: string): { content: Buffer; version: string } {
  let asset = loaded.get(name);
  if (!asset) {
    const content = readFileSync(placeOf(files.get(name) ?? ''));
    asset = { content, version: createHash('sha256').update(content).digest('hex').slice(0, 10) };
    loaded.set(name, asset);
  }
  return asset;
}

function placeOf(file: string): string {
  if (!file.startsWith('altcha:')) return path.join(projectRoot, 'src/web', file);
  const entry = createRequire(path.join(projectRoot, 'package.json')).resolve('altcha/altcha.css');
  return path.resolve(path.dirname(entry), '..', file.slice('altcha:'.length));
}

/** The address of a file under its content's own version, so that it may be kept for ever. */
export function asset(name: string): string {
  return `/portal/assets/${name}?v=${load(name).version}`;
}

export const serveAsset: RequestHandler = (req, res) => {
  const name = String(req.params.name);
  if (!files.has(name)) throw new NotFound();
  const { content, version } = load(name);
  res.set('Content-Type', types.get(path.extname(name)) ?? 'application/octet-stream');
  res.set(
    'Cache-Control',
    req.query.v === version ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  );
  res.end(content);
};
