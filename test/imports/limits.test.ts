import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OverLarge } from '../../src/chat/messenger.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { type Language, languages, type Message, translate } from '../../src/core/texts/index.ts';
import { arrivedJob, maxColumns, maxRows, maxSheetBytes, sheetArrived } from '../../src/imports/arrived.ts';
import { mostRehearsed } from '../../src/imports/rehearsal.ts';
import { workbook } from '../spreadsheets/workbook.ts';
import { collectLog } from '../support/bot.ts';
import { catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { employeeKind, organisationKinds } from '../support/house.ts';
import { type ImportBench, importBench, partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench({
    also: () => [...organisationKinds],
    desks: (db) => [catalogueDesks(db).userId],
  });
});
afterAll(() => bench.close());

/** What is said in both languages, with the figure as each writes it. */
const said = (message: Message): Record<Language, string> =>
  Object.fromEntries(languages.map((language) => [language, translate(language).message(message)])) as never;

const refused = async (content: Buffer): Promise<Record<Language, string>> => {
  const dropped = await bench.drop(content);
  if ('refused' in dropped) return said(dropped.refused);
  expect(dropped.status).toBe('REFUSED');
  return said(dropped.refusal ?? { key: 'form.close' });
};

describe('P-5 how much a spreadsheet may hold', () => {
  const cell = (value: unknown) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const row = (cells: readonly unknown[]) => `<row>${cells.map(cell).join('')}</row>`;
  /** A form with one row to be seen and so many in all: whatever somebody has filtered out is counted too. */
  const rows = (count: number, account: string) =>
    workbook({
      sheets: [
        row(partnerTitles) +
          row(partnerRow(`${account}@mitra.example`)) +
          // Of numbers that are all alike the file would be no more than a bomb.
          Array.from({ length: count - 2 }, (_, n) => `<row hidden="1"><c><v>${n * 7919}</v></c></row>`).join(
            '',
          ),
      ],
    });

  it('is so many rows, and one with more is refused with how many it may have: nothing of it is kept', async () => {
    const { id, ...taken } = await bench.checked(rows(maxRows, 'baris.terakhir'));
    expect(taken).toMatchObject({ status: 'CHECKED' });
    expect(await bench.rows(id, 'failed')).toEqual([]);
    const before = await bench.db.query('SELECT count(*)::int FROM import_row');
    expect(await refused(rows(maxRows + 1, 'satu.lagi'))).toEqual({
      id: 'Berkas ini memuat lebih dari 200.000 baris. Bagi menjadi beberapa berkas, lalu kirim satu per satu.',
      en: 'This file has more than 200,000 rows. Split it into several files and send them one after the other.',
    });
    expect(await bench.db.query('SELECT count(*)::int FROM import_row')).toEqual(before);
  });

  it('is so many columns: titles further right are none', async () => {
    const pad = (count: number) => Array.from({ length: count }, (_, n) => `Kolom ${n}`);
    const place = maxColumns - partnerTitles.length;
    const at = (count: number, account: string) =>
      sheetOf([...pad(count), ...partnerTitles], [...pad(count), ...partnerRow(`${account}@mitra.example`)]);
    expect(await bench.checked(await at(place, 'kolom.terakhir'))).toMatchObject({ status: 'CHECKED' });
    const found = await bench.drop(await at(place + 1, 'satu.kolom.lagi'));
    const why = 'refused' in found ? found.refused : found.refusal;
    expect(said(why ?? { key: 'form.close' }).id).toContain('Selesai');
  });

  it('is so many bytes: more is not even fetched, and said', async () => {
    const asked: number[] = [];
    const job = arrivedJob({
      db: bench.db,
      people: { contextOf: async () => bench.ctx },
      kinds: bench.kinds,
      desks: [],
      download: async (_file, maxBytes) => {
        asked.push(maxBytes);
        throw new OverLarge('more');
      },
      log: collectLog(),
    });
    const file = { source: 'slack:BESAR', name: 'besar.xlsx', size: maxSheetBytes + 1 };
    const kinds = bench.kinds.map(({ id }) => id);
    await job({ personId: bench.ctx.actor.id, platform: 'slack', file, channel: null, kinds });
    expect(asked).toEqual([maxSheetBytes]);
    const [told] = await bench.db.query<{ args: { why: Message } }>(
      `SELECT args FROM posted_card WHERE key LIKE '%slack:BESAR'`,
    );
    expect(said(told?.args.why ?? { key: 'form.close' })).toEqual({
      id: 'Berkas ini melebihi batas 20 MB. Bagi menjadi beberapa berkas, lalu kirim satu per satu.',
      en: 'This file is over the limit of 20 MB. Split it into several files and send them one after the other.',
    });
  });

  it('is read by itself: all that is given waits in one queue, whoever gives it', async () => {
    const people = await bench.db.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 3');
    for (const { id: personId } of people)
      await bench.db.transaction(withoutDeadline, (tx) =>
        sheetArrived(tx, {
          personId,
          platform: 'slack',
          file: { source: `slack:ANTRE-${personId}`, name: 'mitra.xlsx', size: 1 },
          channel: null,
          kinds: [],
        }),
      );
    const queues = await bench.db.query<{ queue: number | null; jobs: number }>(
      `SELECT job_queue_id AS queue, count(*)::int AS jobs FROM graphile_worker._private_jobs WHERE key LIKE 'sheet %ANTRE%' GROUP BY 1`,
    );
    expect(queues).toEqual([{ queue: expect.any(Number), jobs: people.length }]);
  });
});

describe('A-12 how many rows are rehearsed', () => {
  const titles = employeeKind.columns.map(({ title }) => translate('id').message({ key: title }));
  const leaves = { email: 'bima.santoso@nusantara.example', name: 'Bima Santoso', active: 'Tidak' };
  /** So many rows of which the first has consequences, and the others are as wrong as they may be. */
  const sheet = (count: number) => {
    const rowOf = (given: Record<string, string>) =>
      employeeKind.columns.map(({ field }) => given[field] ?? '');
    return sheetOf(
      titles,
      rowOf(leaves),
      ...Array.from({ length: count - 1 }, (_, n) =>
        rowOf({ email: `bukan alamat ${n}`, name: `Orang ${n}` }),
      ),
    );
  };

  it('is as many as are written at once; of more it is said that nobody has looked, and they may be imported all the same', async () => {
    await makeRequest(bench.db, 'Laporan', 'UID-2026-000802');
    const all = await bench.checked(await sheet(mostRehearsed));
    expect(all.notes.map(({ key }) => key)).toContain('record.rehearsal.loses');
    const more = await bench.checked(await sheet(mostRehearsed + 1));
    expect(more.status).toBe('CHECKED');
    expect(more.notes.map(({ key }) => key)).not.toContain('record.rehearsal.loses');
    const note = more.notes.find(({ key }) => key === 'imports.rehearsal.tooMany');
    expect(said(note ?? { key: 'form.close' })).toEqual({
      id: 'Akibatnya bagi yang sedang menunggu keputusan tidak diperiksa: berkas ini memiliki lebih dari 5.000 baris.',
      en: 'What follows for what waits to be decided was not looked at: this file has more than 5,000 rows.',
    });
  });
});
