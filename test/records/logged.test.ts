import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import { id } from '../../src/core/texts/id.ts';
import { type TextKey, translate } from '../../src/core/texts/index.ts';
import { loggedWords } from '../../src/records/logged.ts';

const root = path.join(projectRoot, 'src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/texts|db.generated/.test(file))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));

const worded = (Object.keys(id) as TextKey[]).flatMap((key) => /^logged\.(.+)$/.exec(key)?.[1] ?? []);
/** What statements write into the log without any type that says so. */
const inStatements = (text: string) =>
  [...text.matchAll(/INSERT INTO audit_entry\b[^`]*/g)].flatMap(([statement]) =>
    [...statement.matchAll(/'(?!\$)([a-z-]+\.[A-Za-z-]+)'/g)].map(([, action = '']) => action),
  );
/** Who does it, where nobody has: the surface or the name of what goes by the clock. */
const actors = ['satker.dormancy', 'imports.sweep'];

describe('T-3 what the log calls what was done', () => {
  it('has words, also where a statement writes it', () => {
    const written = sources.flatMap(inStatements).filter((action) => !actors.includes(action));
    expect(written.length).toBeGreaterThan(8);
    expect(written.filter((action) => !worded.includes(action))).toEqual([]);
    expect(inStatements("`INSERT INTO audit_entry (action) VALUES ('x.done')`")).toEqual(['x.done']);
  });

  it('is done somewhere: no words are left of what was done once', () => {
    const all = sources.join('\n');
    // Records that are written by row are added, changed, restored and removed alike.
    const byRow =
      /^(?:unit|person|position|platform-system|holiday|approval-stage)\.(?:added|changed|restored|removed)$/;
    const unused = worded.filter(
      (action) => action !== 'reassigned' && !byRow.test(action) && !all.includes(`'${action}'`),
    );
    expect(unused).toEqual([]);
  });

  it('reads the same for whatever is handed on, and as it stands where an older version called it otherwise', () => {
    const t = translate('en');
    expect(loggedWords(t, 'mapping.reassigned')).toBe('Reassigned it to somebody else');
    expect(loggedWords(t, 'user-id.approved')).toBe('Approved the request');
    expect(loggedWords(t, 'x.done')).toBeUndefined();
  });
});
