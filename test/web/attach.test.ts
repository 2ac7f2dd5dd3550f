import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilesWanted } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createLink } from '../../src/web/links.ts';
import { attachPages } from '../../src/web/pages/attach.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const now = new Date('2026-11-30T08:00:00Z');
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** The page for a field that takes this; a link from before fields said so has none of it. */
async function pageFor(wanted: Partial<FilesWanted>): Promise<string> {
  const subject = { personId: 1, ...wanted };
  const token = await createLink(db, { purpose: 'attach', subject, now, validMs: 60_000 });
  const attachments = { keep: () => Promise.reject(new Error('nothing is given here')) };
  const people = { contextOf: async () => null };
  const [page] = attachPages({ db, clock: () => now, people, attachments });
  const visit = { params: { token }, t: translate('en'), here: '', csrf: '' };
  return JSON.stringify(await page?.answer(visit as never));
}

describe('the page where files are given for a form in chat', () => {
  it('U-6 S-8 names and offers what its field takes, and as many', async () => {
    const one = await pageFor({ accept: ['pdf'], maxFiles: 1, maxBytes: 25 * 1024 * 1024 });
    expect(one).toContain('PDF; one file of at most 25 MB.');
    expect(one).toContain('accept=\\".pdf\\"');
    expect(one).not.toMatch(/ multiple|JPG/);
    const several = await pageFor({});
    expect(several).toContain('JPG, JPEG, PNG or PDF; at most 10 files of at most 5 MB each.');
    expect(several).toContain(' multiple');
  });
});
