import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { holdersJob } from '../../src/desks/front/unheld.ts';
import { editOrganisation } from '../../src/desks/organisation/edit.ts';
import { positionKind, unitKind } from '../../src/desks/organisation/sheets/kinds.ts';
import { announceJob } from '../../src/desks/partners/expiry/announce.ts';
import type { RowData } from '../../src/imports/kind.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { actingAs, now } from '../support/everything.ts';
import { employeeKind as people } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { writeExpiring } from '../support/partner-desk.ts';
import { undoing } from '../support/undoing.ts';

const domain = 'nusantara.example';
const code = '50012345';
let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
let tono: Context;
beforeEach(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  tono = await actingAs(db, 'tono.wijaya');
  return async () => {
    await db.close();
    await database.drop();
  };
});

const idOf = async (account: string): Promise<number> => (await actingAs(db, account)).actor.id;

async function jobsOf<Payload>(name: string): Promise<Payload[]> {
  const jobs = await db.query<{ payload: Payload }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = $1 RETURNING j.payload`,
    [name],
  );
  return jobs.map(({ payload }) => payload);
}

/** Does what was left to jobs; answers whose cards were posted and who has a letter, by their accounts. */
async function told(): Promise<{ cards: string[]; letters: string[]; refreshed: string[] }> {
  await jobsOf('posted.refresh');
  const [{ last } = { last: 0 }] = await db.query<{ last: number }>(
    'SELECT coalesce(max(id), 0)::int AS last FROM posted_card',
  );
  const look = holdersJob({ db, clock: () => now, desks: [desks.partner.desk] });
  for (const payload of await jobsOf<Parameters<typeof look>[0]>('waiting.holders')) await look(payload);
  const announce = announceJob({ jobDb: db, policy: { timeZone: 'Asia/Jakarta', partnerMailDomains: [] } });
  for (const payload of await jobsOf<Parameters<typeof announce>[0]>('partner.announce'))
    await announce(payload);
  const accounts = (ids: number[]) =>
    db
      .query<{ account: string }>(
        `SELECT split_part(email, '@', 1) AS account FROM person WHERE id = ANY($1) ORDER BY 1`,
        [ids],
      )
      .then((rows) => rows.map(({ account }) => account));
  const posted = await db.query<{ id: number }>(
    `SELECT person_id AS id FROM posted_card WHERE id > $1 AND card = 'partner.expiring'`,
    [last],
  );
  const letters: number[] = [];
  for (const { key, letter, args } of await jobsOf<{
    key: string;
    letter: string;
    args: { personId: number };
  }>('mail.send')) {
    const first = await db.query(
      'INSERT INTO sent_mail (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1',
      [key],
    );
    if (first.length > 0 && letter === 'partner.expiring') letters.push(args.personId);
  }
  return {
    cards: await accounts(posted.map(({ id }) => id)),
    letters: await accounts(letters),
    refreshed: (await jobsOf<{ subject: string }>('posted.refresh')).map(({ subject }) => subject),
  };
}

/** A mapping to the position whose End its people have been reminded of. */
async function waits(): Promise<string> {
  const subject = `mapping:${await writeExpiring(db, { account: 'sekretaris.baru', holder: code })}`;
  const [entry] = await db.query<{ id: string }>(
    `INSERT INTO audit_entry (at, actor, surface, action, subject, to_state)
     VALUES ($1, 'Tono', 'slack', 'mapping.added', $2, 'ACTIVE') RETURNING id::text AS id`,
    [now, subject],
  );
  await db.query(
    `SELECT enqueue_job('partner.announce', json_build_object('entry', $1::text), job_key := 'first')`,
    [entry?.id],
  );
  expect((await told()).cards).not.toContain('agus.pranoto');
  return subject;
}

const position = async (holder: string | null): Promise<RowData> => {
  const [row] = await db.query<{ name: string }>('SELECT name FROM position WHERE code = $1', [code]);
  return { code, name: row?.name ?? '', holder: holder === null ? '-' : `${holder}@${domain}` };
};
const byForm = async (holder: string | null) =>
  editOrganisation(db, tono, { kind: positionKind, data: await position(holder) });
const imports = () => undoing(db, tono, [positionKind]);
const byWorkbook = async (holder: string) =>
  (await imports().imported({ kind: positionKind, rows: [await position(holder)] })).id;

describe('another official of a position', () => {
  it.each([
    ['by the form', byForm],
    ['by a workbook', byWorkbook],
  ])('A-6 P-12 gets what waits for it at once, %s, and nobody else is told anew', async (_, change) => {
    const subject = await waits();
    await change('agus.pranoto');
    expect(await told()).toEqual({
      cards: ['agus.pranoto'],
      letters: ['agus.pranoto'],
      refreshed: [subject],
    });
  });

  it('A-6 I-10 has it back once the workbook that named somebody else is undone, and is told nothing twice', async () => {
    const subject = await waits();
    const id = await byWorkbook('agus.pranoto');
    await told();
    await imports().order(id);
    expect(await imports().work(id)).toMatchObject({ status: 'UNDONE' });
    expect(await told()).toEqual({ cards: [], letters: [], refreshed: [subject] });
  });

  it('A-6 is nobody, and the card of whoever was it says so', async () => {
    const subject = await waits();
    await byForm(null);
    expect(await told()).toEqual({ cards: [], letters: [], refreshed: [subject] });
  });

  it('A-6 is not looked at where something else of the position has changed', async () => {
    await waits();
    await editOrganisation(db, tono, { kind: positionKind, data: { code, name: 'Nama Baru' } });
    expect(await jobsOf('waiting.holders')).toEqual([]);
  });
});

describe('another KPPN of a satker', () => {
  it('A-6 has what waits for its officers looked at at once', async () => {
    const [unit] = await db.query<{ code: string; name: string; kppn: string }>(
      `WITH made AS (INSERT INTO unit (code, name, kind) VALUES ('KPPN-BARU', 'KPPN Baru', 'KPPN') RETURNING id, code),
       officer AS (INSERT INTO role_grant (person_id, role, unit_id) SELECT $1, 'KPPN_OFFICER', id FROM made)
       SELECT u.code, u.name, m.code AS kppn FROM made m, unit u WHERE u.code = '527010'`,
      [await idOf('agus.pranoto')],
    );
    if (!unit) throw new Error('there is no such satker');
    const { code: satker, name, kppn } = unit;
    await editOrganisation(db, tono, { kind: unitKind, data: { code: satker, name, kind: 'SATKER', kppn } });
    expect(await jobsOf('waiting.holders')).toEqual([
      expect.objectContaining({ concerned: { heldBy: [await idOf('agus.pranoto')] } }),
    ]);
  });
});

describe('another superior by the register', () => {
  const concerned = async () =>
    (await jobsOf<{ concerned: unknown }>('waiting.holders')).map((payload) => payload.concerned);
  const under = async (account: string, superior: string): Promise<RowData> => {
    const [row] = await db.query<{ name: string }>('SELECT name FROM person WHERE email = $1', [
      `${account}@${domain}`,
    ]);
    return { email: `${account}@${domain}`, name: row?.name ?? '', superior };
  };

  it('A-6 A-9 has what waits for the superior of a superior looked at at once', async () => {
    const data = await under('bima.santoso', `agus.pranoto@${domain}`);
    await editOrganisation(db, tono, { kind: people, data });
    expect(await concerned()).toEqual([{ heldBy: [await idOf('agus.pranoto')] }]);
  });

  it('A-6 A-9 also where that one stands further down in the same workbook', async () => {
    const boss = `kepala.baru@${domain}`;
    const rows = [
      await under('bima.santoso', boss),
      { email: boss, nopek: '900001', name: 'Kepala Baru', active: 'YES' },
    ];
    await undoing(db, tono, [people]).imported({ kind: people, rows });
    const [made] = await db.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [boss]);
    expect(await concerned()).toContainEqual({ heldBy: [made?.id] });
  });
});
