import excel from 'exceljs';
import type { Desk } from '../../src/chat/desk.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Context, RoleName } from '../../src/core/context.ts';
import type { Log } from '../../src/core/log.ts';
import { formatTime, type Message, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { accountRows } from '../../src/desks/partners/accounts/kind.ts';
import { arrivedJob } from '../../src/imports/arrived.ts';
import type { RowKind, SheetKind } from '../../src/imports/kind.ts';
import type { ImportState, StagedRow } from '../../src/imports/model.ts';
import { runJob } from '../../src/imports/run.ts';
import { createImportService } from '../../src/imports/service.ts';
import { importRow, importRows, loadImport } from '../../src/imports/store.ts';
import { createDirectoryHub, type DirectoryHub } from '../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../src/neighbours/directory-hub/sandbox.ts';
import { collectLog, sampleDatabase } from './bot.ts';
import { known } from './known.ts';
import { openDatabase } from './open-database.ts';
import { means } from './step-up.ts';

export const partnerTitles = [
  'Nama Lengkap *',
  'Email *',
  'Nomor HP',
  'Perusahaan *',
  'Jenis *',
  'Unit *',
  'Position Id Atasan *',
  'Mulai *',
  'Selesai *',
];

/** The End of a row, as it is read and as somebody writes it: yet to come, whenever the tests run. */
export const partnerEnd = `${new Date().getFullYear() + 1}-11-30`;
export const writtenEnd = partnerEnd.split('-').reverse().join('/');

/** A row of the registration form, as somebody fills it in. */
export function partnerRow(email: string, changed: Partial<Record<string, unknown>> = {}): unknown[] {
  const cells: Record<string, unknown> = {
    name: `Orang ${email.split('@')[0]}`,
    email,
    phone: '0812-3456-7890',
    company: 'PT Contoh',
    kind: 'Mitra Kerja',
    unit: 'HO-RET',
    parent: '50012345',
    startsOn: '01/12/2026',
    endsOn: writtenEnd,
    ...changed,
  };
  return Object.values(cells);
}

/** A workbook of one sheet. */
export async function sheetOf(...rows: unknown[][]): Promise<Buffer> {
  const book = new excel.Workbook();
  book.addWorksheet('Registrasi').addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The desk's half of an import without a platform: files are dropped and Import is pressed by calling what those call. */
export interface ImportBench {
  db: Database;
  ctx: Context;
  kinds: RowKind[];
  service: ReturnType<typeof createImportService>;
  /** Drops a file and reads it; its import, or why there is none. */
  drop(content: Buffer, source?: string): Promise<ImportState | { refused: Message }>;
  /** As `drop`, for a file that becomes an import. */
  checked(content: Buffer, source?: string): Promise<ImportState>;
  press(id: number): Promise<void>;
  /** Works on the import until it has ended. */
  run(id: number, batch?: number, clock?: Clock): Promise<ImportState>;
  rows(id: number, which: 'failed' | 'succeeded'): Promise<StagedRow[]>;
  /** What the preview says beside the counts. */
  remarks(found: ImportState): Promise<string[]>;
  close(): Promise<void>;
}

const usualNow = new Date('2026-11-21T03:00:00Z');
const partnerPolicy = {
  timeZone: 'Asia/Jakarta',
  partnerMailDomains: ['mitrakerja.pertamina.com', 'mitra.example'],
};

export interface ImportBenchOptions {
  hub?: DirectoryHub | null;
  databaseUrl?: string;
  log?: Log;
  now?: Date;
  /** Kinds that are taken besides partners. */
  also?(db: Database): SheetKind[];
  /** Whose records wait. */
  desks?(db: Database): readonly Desk[];
}

/** Everything that imports need, over the sample organisation. */
export async function importBench(options: ImportBenchOptions = {}): Promise<ImportBench> {
  const database = options.databaseUrl ? null : await sampleDatabase();
  const db = openDatabase(options.databaseUrl ?? database?.url ?? '', { max: 4, timeoutMs: 60_000 });
  const directoryHub =
    options.hub === undefined
      ? createDirectoryHub({ url: 'http://hub.invalid', sandbox: true, fetch: directoryHubSandbox() })
      : options.hub;
  const now = options.now ?? usualNow;
  const taken: SheetKind[] = [
    accountRows({ directoryHub, policy: partnerPolicy, forSecretaries: async () => [] }),
    ...(options.also?.(db) ?? []),
  ];
  const kinds = taken.filter((kind): kind is RowKind => 'columns' in kind);
  const [tono] = await db.query<{ id: number; name: string; email: string }>(
    `SELECT id, name, email FROM person WHERE email LIKE 'tono.%'`,
  );
  if (!tono) throw new Error('Tono is not there');
  const roles = (['DIRECTORY_ADMIN', 'ADMIN'] satisfies RoleName[]).map((role) => ({ role, unitId: null }));
  const ctx: Context = {
    actor: { ...known(tono), registered: true, roles },
    surface: 'slack',
    now,
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
  const people = { contextOf: async () => ctx };
  const service = createImportService(means(db), kinds);
  let given = 0;

  const bench: ImportBench = {
    db,
    ctx,
    kinds,
    service,
    async drop(content, source = `slack:F${++given}`) {
      const arrived = arrivedJob({
        db,
        people,
        kinds: taken,
        desks: options.desks?.(db) ?? [],
        download: async () => content,
        log: options.log ?? collectLog(),
      });
      const key = `sheet ${tono.id} ${source}`;
      await arrived({
        personId: tono.id,
        platform: 'slack',
        file: { source, name: 'mitra.xlsx', size: content.length },
        channel: null,
        kinds: taken.map(({ id }) => id),
      });
      const [made] = await db.query<{ id: number }>('SELECT id FROM import WHERE source = $1', [key]);
      const state = made && (await loadImport(db, made.id));
      if (state) return state;
      const [told] = await db.query<{ args: { why: Message } }>(
        'SELECT args FROM posted_card WHERE key = $1',
        [key],
      );
      if (!told) throw new Error('nothing was told of the file');
      return { refused: told.args.why };
    },
    async checked(content, source) {
      const dropped = await bench.drop(content, source);
      if ('refused' in dropped) throw new Error(`refused: ${ctx.t.message(dropped.refused)}`);
      return dropped;
    },
    press: async (id) => void (await service.run(ctx, id)),
    async run(id, batch, clock = () => now) {
      await runJob({ db, people, kinds, clock, batch })({ id });
      const state = await loadImport(db, id);
      if (!state) throw new Error('the import is gone');
      return state;
    },
    async remarks({ id, noticed }) {
      const said = kinds.map((kind) =>
        kind.remarks?.(ctx, noticed[kind.id] ?? {}, (place) => importRow(db, id, place)),
      );
      return (await Promise.all(said)).flatMap((lines) => lines ?? []);
    },
    rows: (id, which) => importRows(db, id, which, { sheet: -1, n: 0 }, 1000),
    async close() {
      await db.close();
      await database?.drop();
    },
  };
  return bench;
}

/** `row field key` of every problem of an import, in order. */
export function problemsOf(rows: readonly StagedRow[]): string[] {
  return rows.flatMap(({ row, problems }) =>
    (problems ?? []).map(({ field, expected }) => `${row} ${field} ${expected.key.split('.').at(-1)}`),
  );
}
