import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilesWanted } from '../../src/chat/form.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { createLink } from '../../src/web/links.ts';
import { attachPages } from '../../src/web/pages/attach.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { pdf, png } from '../support/sample-files.ts';
import { Visitor } from '../support/visitor.ts';

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

describe.each(['id', 'en'] as const)('what is given on that page, in %s', (language) => {
  const t = translate(language);
  let workspace: Workspace;
  let workspaceDb: Database;
  let personId: number;
  beforeAll(async () => {
    workspace = await openWorkspace();
    workspaceDb = openDatabase(workspace.databaseUrl);
    const [rina] = await workspace.query<{ id: number }>(
      `SELECT id FROM person WHERE email = 'rina.wulandari@nusantara.example'`,
    );
    personId = rina?.id ?? 0;
    await workspace.query('UPDATE person SET language = $2 WHERE id = $1', [personId, language]);
  });
  afterAll(async () => {
    await workspaceDb.close();
    await workspace.stop();
  });

  const pathFor = async (wanted: Partial<FilesWanted>): Promise<string> => {
    const subject = { personId, ...wanted };
    const link = { purpose: 'attach' as const, subject, now: new Date(), validMs: 600_000 };
    return `/portal/attach/${await createLink(workspaceDb, link)}`;
  };
  const give = (path: string, ...files: [name: string, content: Buffer][]) =>
    new Visitor(workspace.url, language).upload(
      path,
      ...files.map(([file, content]) => ({ name: 'files', file, content })),
    );
  const kept = async () =>
    (await workspace.query<{ name: string }>('SELECT name FROM attachment ORDER BY id')).map(
      ({ name }) => name,
    );

  it('U-6 S-8 is of the types and as many as the field takes: anything else is refused there, nothing of it is kept, and the page goes on', async () => {
    const onePdf = await pathFor({ accept: ['pdf'], maxFiles: 1 });
    const before = await kept();
    const wrongType = t('portal.attach.type', { name: 'foto.pdf', types: 'PDF' });
    const refusals: [string, ...[name: string, content: Buffer][]][] = [
      [wrongType, ['foto.pdf', png]],
      [wrongType, ['foto.pdf', Buffer.from('teks')]],
      [t('attachment.error.count', { max: 1 }), ['satu.pdf', pdf], ['dua.pdf', pdf]],
    ];
    for (const [said, ...files] of refusals) {
      const { status, text } = await give(onePdf, ...files);
      expect(status, said).toBe(422);
      expect(text).toContain(said);
      expect(await kept()).toEqual(before);
    }
    expect((await give(onePdf, ['satu.pdf', pdf])).status).toBe(200);
    expect(await kept()).toEqual([...before, 'satu.pdf']);
    const any = await pathFor({});
    const { status, text } = await give(any, ['foto.png', png], ['teks.pdf', Buffer.from('teks')]);
    expect(status).toBe(200);
    expect(text).toContain(t('attachment.error.type', { name: 'teks.pdf' }));
    expect(await kept()).toEqual([...before, 'satu.pdf', 'foto.png']);
  });
});
