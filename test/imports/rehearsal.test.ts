import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { stageKind } from '../../src/desks/organisation/sheets/kinds.ts';
import type { RowKind } from '../../src/imports/kind.ts';
import { catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { employeeKind, organisationKinds } from '../support/house.ts';
import { type ImportBench, importBench, sheetOf } from '../support/imports.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench({
    also: () => [...organisationKinds],
    desks: (db) => [catalogueDesks(db).userId],
  });
  await makeRequest(bench.db, 'Laporan', 'UID-2026-000801');
});
afterAll(() => bench.close());

const at = (account: string) => `${account}@nusantara.example`;

/** What the preview of a row says beside the counts. */
const notesOf = async (kind: RowKind, row: Record<string, string>) => {
  const titles = kind.columns.map(({ title }) => translate('id').message({ key: title }));
  const cells = kind.columns.map(({ field }) => row[field] ?? '');
  const { status, notes } = await bench.checked(await sheetOf(titles, cells));
  expect(status).toBe('CHECKED');
  return notes;
};
const said = async (kind: RowKind, row: Record<string, string>) =>
  (await notesOf(kind, row)).map((note) => id.message(note));

const [id, en] = [translate('id'), translate('en')];

/** All that a rehearsal must leave as it was. */
const kept = () =>
  bench.db.query(`SELECT (SELECT json_agg(p ORDER BY id) FROM person p) AS people, (SELECT json_agg(s ORDER BY code) FROM approval_stage s) AS stages,
    (SELECT json_agg(h) FROM unit_head h) AS heads, (SELECT json_agg(g ORDER BY id) FROM role_grant g) AS grants,
    (SELECT count(*) FROM audit_entry WHERE action NOT LIKE 'import.%') AS entries`);

describe('A-12 I-9 what an organisation workbook would do is said before Import is pressed', () => {
  const leaves = { email: at('bima.santoso'), name: 'Bima Santoso', active: 'Tidak' };

  it('names whoever decides no longer, and what nobody could decide any more, and changes nothing by it', async () => {
    const before = await kept();
    const notes = await notesOf(employeeKind, leaves);
    expect(notes.map((note) => id.message(note))).toEqual([
      id('record.rehearsal.open', { count: 1 }),
      id('record.rehearsal.loses', { names: 'Bima Santoso' }),
      id('record.rehearsal.empty', { names: 'UID-2026-000801 · Laporan' }),
      id('record.rehearsal.lately', { count: 1 }),
      id('record.rehearsal.loses', { names: 'Bima Santoso' }),
      id('record.rehearsal.empty', { names: 'Atasan Pemohon' }),
    ]);
    expect(await kept()).toEqual(before);
    expect(notes.map((note) => en.message(note)).slice(0, 2)).toEqual([
      en('record.rehearsal.open', { count: 1 }),
      en('record.rehearsal.loses', { names: 'Bima Santoso' }),
    ]);
  });

  it('says that nothing changes for what waits where that is so, and nothing at all where no row is to be written', async () => {
    expect(await said(employeeKind, { email: at('orang.baru'), name: 'Orang Baru' })).toEqual([
      id('record.rehearsal.openSame'),
    ]);
    expect(await said(employeeKind, { email: 'bukan alamat', name: 'Orang Baru' })).toEqual([]);
  });

  it('A-9 says of the sheet of stages which stages the requests of the last 90 days would have passed besides', async () => {
    const before = await kept();
    const stage = { code: 'KEAMANAN', name: 'Keamanan Informasi', place: '25', deciders: 'ICT_MANAGER' };
    const lines = await said(stageKind, stage);
    expect(lines[0]).toBe(id('record.rehearsal.openSame'));
    expect(lines[1]).toBe(id('record.rehearsal.lately', { count: 1 }));
    expect(lines.slice(2)).toEqual(
      expect.arrayContaining([id('record.rehearsal.passes', { names: 'Keamanan Informasi' })]),
    );
    expect(await kept()).toEqual(before);
  });
});
