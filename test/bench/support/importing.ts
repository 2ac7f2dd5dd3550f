import type { Context } from '../../../src/core/context.ts';
import type { Log } from '../../../src/core/log.ts';
import { formatTime, translate } from '../../../src/core/texts/index.ts';
import type { Database, Tx } from '../../../src/db/database.ts';
import { accountRows } from '../../../src/desks/partners/accounts/kind.ts';
import { arrivedJob } from '../../../src/imports/arrived.ts';
import { runJob } from '../../../src/imports/run.ts';
import { createImportService } from '../../../src/imports/service.ts';
import { loadImport } from '../../../src/imports/store.ts';
import { createDirectoryHub } from '../../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../../src/neighbours/directory-hub/sandbox.ts';
import { known } from '../../support/known.ts';
import { means } from '../../support/step-up.ts';

export const now = new Date('2026-11-21T03:00:00Z');
const timeZone = 'Asia/Jakarta';

const log = new Proxy({} as Log, { get: () => () => undefined });

/** An organisation of some size, beside the few people of the sample. */
export async function addEmployees(db: Pick<Tx, 'query'>): Promise<void> {
  await db.query(
    `INSERT INTO person (email, name, unit_id) SELECT 'pegawai.' || n || '@nusantara.example', 'Pegawai ' || n, (SELECT min(id) FROM unit)
     FROM generate_series(1, 5000) AS n`,
  );
}

/** What a directory admin does with a file, by calling what the bot calls. */
export interface Importing {
  /** From the file's arrival to its preview; the number of its import. */
  check(content: Buffer, source: string): Promise<number>;
  press(id: number): Promise<void>;
  /** From the press to the summary. */
  write(id: number): Promise<void>;
}

export async function importing(db: Database): Promise<Importing> {
  const [admin] = await db.query<{ id: number; name: string; email: string }>(
    `SELECT id, name, email FROM person WHERE email LIKE 'tono.%'`,
  );
  if (!admin) throw new Error('the sample organisation has no directory admin');
  const ctx: Context = {
    actor: { ...known(admin), registered: true, roles: [{ role: 'DIRECTORY_ADMIN', unitId: null }] },
    surface: 'slack',
    now,
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', timeZone, at),
  };
  const kind = accountRows({
    directoryHub: createDirectoryHub({
      url: 'http://hub.invalid',
      sandbox: true,
      fetch: directoryHubSandbox(),
    }),
    policy: { timeZone, partnerMailDomains: ['mitrakerja.pertamina.com'] },
    forSecretaries: async () => [],
  });
  const people = { contextOf: async () => ctx };
  const parts = { db, people, kinds: [kind], desks: [] };
  const run = runJob({ ...parts, clock: () => new Date() });
  return {
    async check(content, source) {
      const file = { source, name: 'registrasi.xlsx', size: content.length };
      const arrived = {
        personId: admin.id,
        platform: 'slack' as const,
        file,
        channel: null,
        kinds: [kind.id],
      };
      await arrivedJob({ ...parts, download: async () => content, log })(arrived);
      const [found] = await db.query<{ id: number }>(
        `SELECT id FROM import WHERE source LIKE '%' || $1 AND status = 'CHECKED'`,
        [source],
      );
      if (!found) throw new Error('the workbook became no import');
      return found.id;
    },
    press: async (id) => void (await createImportService(means(db), [kind]).run(ctx, id)),
    async write(id) {
      await run({ id });
      const ended = await loadImport(db, id);
      if (ended?.status !== 'DONE' || ended.sheets.some(({ rows, done }) => done !== rows))
        throw new Error('not every row was written');
    },
  };
}
