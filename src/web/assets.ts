import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';
import { built } from '../core/root.ts';
import { NotFound } from './errors.ts';

/** What pages load, all of it from our own origin. `src/build.mjs` says where each comes from. */
const names = [
  'portal.css',
  'portal.js',
  'search.js',
  'captcha.js',
  'drawing.js',
  'comparing.js',
  'signature-pad.js',
  'icon.svg',
  'altcha.css',
  'altcha.js',
  'altcha-id.js',
  'altcha-worker.js',
] as const;

export type AssetName = (typeof names)[number];

const types: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '.css': 'text/css; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.svg': 'image/svg+xml',
  }),
);

const loaded = new Map<AssetName, { content: Buffer; version: string }>();

function load(name: AssetName): { content: Buffer; version: string } {
  let asset = loaded.get(name);
  if (!asset) {
    const content = readFileSync(built(`assets/${name}`));
    asset = { content, version: createHash('sha256').update(content).digest('hex').slice(0, 10) };
    loaded.set(name, asset);
  }
  return asset;
}

/** The address of a file under its content's own version, so that it may be kept for ever. */
export function asset(name: AssetName): string {
  return `/portal/assets/${name}?v=${load(name).version}`;
}

export const serveAsset: RequestHandler = (req, res) => {
  const name = names.find((each) => each === req.params.name);
  if (name === undefined) throw new NotFound();
  const { content, version } = load(name);
  res.set('Content-Type', types.get(path.extname(name)) ?? 'application/octet-stream');
  res.set(
    'Cache-Control',
    req.query.v === version ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  );
  res.end(content);
};
