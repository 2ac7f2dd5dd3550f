import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeSuperseded } from '../src/superseded.mjs';

const day = 24 * 60 * 60_000;
const begun = Date.parse('2026-11-30T02:00:00Z');

describe('dist/ after a build', () => {
  let dist: string;
  beforeAll(async () => {
    dist = await mkdtemp(path.join(tmpdir(), 'dist-'));
  });
  afterAll(() => rm(dist, { recursive: true }));

  const make = async (...files: string[]) => {
    for (const file of files) {
      await mkdir(path.dirname(path.join(dist, file)), { recursive: true });
      await writeFile(path.join(dist, file), '');
    }
    return files;
  };
  const there = async () =>
    (await readdir(dist, { recursive: true })).filter((file) => /\.(js|zip)$/.test(file)).sort();

  it('keeps the parts of an earlier build for a day after another took its place, for the program that runs from them', async () => {
    const first = await make(
      'app.js',
      'app-AAAAAAAA.js',
      'portal-AAAAAAAA.js',
      'playground/chunk-AAAAAAAA.js',
    );
    await make('satu-pintu-teams.zip', 'audit-verify.js', '.making-7/app-CCCCCCCC.js');
    // It has been run for long before the next one is made.
    await removeSuperseded(dist, first, begun);
    const second = await make('app.js', 'app-BBBBBBBB.js', 'portal-AAAAAAAA.js');
    await removeSuperseded(dist, second, begun + 90 * day);
    expect(await there()).toContain('app-AAAAAAAA.js');
    await removeSuperseded(dist, second, begun + 91 * day - 1);
    expect(await there()).toContain('playground/chunk-AAAAAAAA.js');
    await removeSuperseded(dist, second, begun + 91 * day);
    expect(await there()).toEqual([
      '.making-7/app-CCCCCCCC.js',
      'app-BBBBBBBB.js',
      'app.js',
      'audit-verify.js',
      'portal-AAAAAAAA.js',
      'satu-pintu-teams.zip',
    ]);
  });

  it('counts a part that comes back anew', async () => {
    await make('app-AAAAAAAA.js');
    await removeSuperseded(
      dist,
      ['app-AAAAAAAA.js', 'app-BBBBBBBB.js', 'portal-AAAAAAAA.js'],
      begun + 92 * day,
    );
    await removeSuperseded(dist, ['app-BBBBBBBB.js', 'portal-AAAAAAAA.js'], begun + 95 * day);
    expect(await there()).toContain('app-AAAAAAAA.js');
  });
});
