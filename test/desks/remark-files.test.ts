import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttachments } from '../../src/attachments/attachments.ts';
import type { FileRef } from '../../src/chat/form.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Database } from '../../src/db/database.ts';
import { createRemarksDesk } from '../../src/desks/remarks/index.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';
import { type Returnable, remarking, returnables, returningDesks } from '../support/returnable.ts';
import { pdf } from '../support/sample-files.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 10, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** A desk whose platform answers with this for each file. */
function withFiles(download: (file: FileRef) => Promise<Buffer>, patienceMs = 60_000) {
  const { kinds, desks } = returningDesks(db);
  const attachments = createAttachments({ db, download, clock: systemClock, log: collectLog(), patienceMs });
  const publicUrl = 'https://pintu.example.com';
  return createRemarksDesk({ ...means(db), kinds, desks, publicUrl, attachments });
}

let given = 0;
/** Somebody sends words and a file, or one of them, behind a record's number. */
async function sends(
  desk: ReturnType<typeof withFiles>,
  { id, requester }: Returnable,
  text: string,
  ...names: string[]
): Promise<string | null> {
  const [row] = await db.query<{ number: string }>('SELECT number FROM user_id_request WHERE id = $1', [id]);
  given += 1;
  const files = names.map((name) => ({ name, size: pdf.length, source: `slack:F-${given}-${name}` }));
  return desk.takeWritten(requester, { text: `${row?.number} ${text}`, files, source: `kiriman ${given}` });
}

const said = ({ subject }: Returnable) =>
  db.query<{ kind: string; text: string; files: number }>(
    `SELECT kind, text, (SELECT count(*)::int FROM attachment a WHERE a.remark_id = r.id) AS files
     FROM record_remark r WHERE subject = $1 AND kind <> 'QUESTION' ORDER BY id`,
    [subject],
  );

async function returned(): Promise<Returnable> {
  const record = await returnables['user-id']?.(db);
  if (!record) throw new Error('no request was made');
  await remarking(returningDesks(db)).says(record.holders[0], 'return', record, 'Untuk apa?');
  return record;
}

const desk = () => withFiles(async ({ name }) => (name.startsWith('salah') ? Buffer.from('teks') : pdf));
const notTaken = { reason: { key: 'record.remark.notTaken' } };

describe('an answer with a file that is refused', () => {
  it('A-3 U-6 is not taken, and its text comes with the next file that comes alone, once', async () => {
    const record = await returned();
    await expect(sends(desk(), record, 'Untuk cabang', 'salah.pdf')).rejects.toMatchObject(notTaken);
    // What is wrong with a file alone needs no more words, and takes nothing away from what is kept.
    await expect(sends(desk(), record, '', 'salah.pdf')).rejects.toMatchObject({
      reason: { key: 'attachment.error.type' },
    });
    expect(await said(record)).toEqual([]);
    await sends(desk(), record, '', 'benar.pdf');
    await sends(desk(), record, '', 'lagi.pdf');
    expect(await said(record)).toEqual([
      { kind: 'ANSWER', text: 'Untuk cabang', files: 1 },
      { kind: 'COMMENT', text: '', files: 1 },
    ]);
  });

  it('A-3 what is typed anew stands in the place of what was kept, and nothing of that comes later', async () => {
    const record = await returned();
    await expect(sends(desk(), record, 'Untuk cabang', 'salah.pdf')).rejects.toMatchObject(notTaken);
    await sends(desk(), record, 'Untuk pusat');
    await sends(desk(), record, '', 'benar.pdf');
    expect(await said(record)).toEqual([
      { kind: 'ANSWER', text: 'Untuk pusat', files: 0 },
      { kind: 'COMMENT', text: '', files: 1 },
    ]);
  });

  it('A-3 I-3 is kept for that record and that person alone', async () => {
    const [record, other] = [await returned(), await returned()];
    await expect(sends(desk(), record, 'Untuk cabang', 'salah.pdf')).rejects.toMatchObject(notTaken);
    await sends(desk(), other, '', 'benar.pdf');
    await sends(desk(), { ...record, requester: record.holders[0] }, '', 'catatan.pdf');
    expect(await said(other)).toEqual([{ kind: 'ANSWER', text: '', files: 1 }]);
    expect(await said(record)).toEqual([{ kind: 'COMMENT', text: '', files: 1 }]);
  });

  it('A-3 U-6 that is slow to arrive is sent once more, where there is no button to be pressed', async () => {
    const record = await returned();
    const slow = withFiles(() => new Promise(() => {}), 1);
    const refusal = await sends(slow, record, 'Untuk cabang', 'lambat.pdf').catch((error) => error);
    expect(refusal).toMatchObject(notTaken);
    const { t } = record.requester;
    expect(refusal.reason.args.why).toBe(t('record.remark.late'));
    await sends(desk(), record, '', 'benar.pdf');
    expect(await said(record)).toEqual([{ kind: 'ANSWER', text: 'Untuk cabang', files: 1 }]);
  });
});
