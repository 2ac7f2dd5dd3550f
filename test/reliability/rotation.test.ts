import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { type SealedColumns, type SealedTable, sealedTables } from '../../src/core/data-keys.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { built } from '../../src/core/root.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { enqueueAll } from '../../src/jobs/enqueue.ts';
import { scheduled } from '../../src/jobs/schedules.ts';
import { withDatabase } from '../support/database.ts';
import { holdAt } from '../support/held-statement.ts';
import { type OutsideWorkspace, openOutside } from '../support/program.ts';
import { pdf } from '../support/sample-files.ts';
import { sealUsers } from '../support/sealed-users.ts';
import { ask, fillIn, forRina, openRequestForm, toReview } from '../support/user-id-steps.ts';

// Programs are started and killed several times in one test.

let workspace: OutsideWorkspace;
afterEach(() => workspace.stop());

const users = 450;
const nikOf = (n: number) => String(3171_0101_0101_0000 + n);
const phoneOf = (n: number) => `0812-${n}`;

/** What the command of an operator says. */
async function rotate(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [built('keys-rotate.js'), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, DATABASE_URL: workspace.databaseUrl },
  });
  return stdout.trim();
}

async function enrol(): Promise<void> {
  const numbers = Array.from({ length: users }, (_, n) => n);
  await workspace.query(
    `INSERT INTO satker_user (unit_id, name, email, letter_number, status, status_since, surface, submission_key, created_at)
     SELECT u.id, 'Nama', n || '@x.example', 'ST', 'REJECTED', now(), 'system', 'k' || n, now()
     FROM unnest($1::int[]) AS n, unit u WHERE u.code = '527010'`,
    [numbers],
  );
  await withDatabase(workspace.databaseUrl, (db) =>
    db.transaction(withoutDeadline, (tx) =>
      sealUsers(
        tx,
        numbers.map((n) => ({ key: `k${n}`, nik: nikOf(n), phone: phoneOf(n) })),
      ),
    ),
  );
}

/** What people sign with: a phone and an initial, certificates of an authority, and the secrets of authenticators. */
async function fillSecrets(): Promise<void> {
  await withDatabase(workspace.databaseUrl, (db) =>
    db.transaction(withoutDeadline, async (tx) => {
      const people = await tx.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 5');
      const key = await tx.keys.seal('certificate_authority', sha256('der'), {
        root_key: 'kunci akar',
        key: 'kunci penerbit',
      });
      const [authority] = await tx.query<{ id: number }>(
        `INSERT INTO certificate_authority (root, root_key, der, key, made_at, retired_at) VALUES ('', $1, 'der', $2, now(), now()) RETURNING id`,
        [key.root_key, key.key],
      );
      for (const { id } of people) {
        const { secret } = await tx.keys.seal('authenticator', String(id), { secret: `RAHASIA ${id}` });
        await tx.query(
          'INSERT INTO authenticator (person_id, secret, begun_at, confirmed_at) VALUES ($1, $2, now(), now())',
          [id, secret],
        );
        const [signer] = await tx.query<{ id: number }>(
          'INSERT INTO signer (person_id, changed_at) VALUES ($1, now()) RETURNING id',
          [id],
        );
        const given = { phone: `0811-${signer?.id}`, initial: `paraf ${signer?.id}` };
        const { phone, initial } = await tx.keys.seal('signer', String(signer?.id), given);
        await tx.query('UPDATE signer SET phone = $2, initial = $3 WHERE id = $1', [
          signer?.id,
          phone,
          initial,
        ]);
        const { private_key } = await tx.keys.seal('certificate', `S${id}`, { private_key: `kunci S${id}` });
        await tx.query(
          `INSERT INTO certificate (signer_id, authority_id, serial, subject, issuer, fingerprint, der, private_key, not_before, not_after, ends_on)
           VALUES ($1, $2, $3, '', '', '', '', $4, now(), now(), '2027-01-01')`,
          [signer?.id, authority?.id, `S${id}`, private_key],
        );
      }
      const { private_key } = await tx.keys.seal('product_certificate', 'P1', { private_key: 'kunci P1' });
      await tx.query(
        `INSERT INTO product_certificate (authority_id, serial, subject, fingerprint, der, private_key, not_after, made_at)
         VALUES ($1, 'P1', '', '', '', $2, now(), now())`,
        [authority?.id, private_key],
      );
    }),
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What lies sealed in a row of these tables, by whose it is. */
const secretsOf: Partial<Record<SealedTable, (row: string) => object>> = {
  authenticator: (person) => ({ secret: `RAHASIA ${person}` }),
  signer: (id) => ({ phone: `0811-${id}`, initial: `paraf ${id}` }),
  certificate: (serial) => ({ private_key: `kunci ${serial}` }),
  product_certificate: (serial) => ({ private_key: `kunci ${serial}` }),
  certificate_authority: () => ({ root_key: 'kunci akar', key: 'kunci penerbit' }),
};

const letters: Buffer[] = [];
/** Somebody asks for something with a letter, which is taken. */
async function request(): Promise<void> {
  const data = Buffer.concat([pdf, randomBytes(2000)]);
  await ask(workspace.person('rina.wulandari'), { ...forRina, files: [{ name: 'surat.pdf', data }] });
  letters.push(data);
}

/** All that is sealed opens, by who has read no key before, as what was given. */
async function expectReadable(): Promise<void> {
  await withDatabase(workspace.databaseUrl, async (db) => {
    for (const table of Object.keys(sealedTables) as SealedTable[]) {
      const { row, columns }: SealedColumns = sealedTables[table];
      if (table === 'attachment') continue;
      const rows = await db.query<{ row: string } & Record<string, Buffer | null>>(
        `SELECT ${row} AS row, ${columns.join(', ')} FROM ${table}`,
      );
      for (const { row: of, ...fields } of rows) {
        const opened = await db.keys.open(table, of, fields as Record<string, Buffer | null>);
        const { nik, phone } = opened;
        const secrets = secretsOf[table]?.(of);
        if (secrets) expect(opened, table).toEqual(secrets);
        if (table === 'satker_user' && /^k\d+$/.test(of))
          expect([nik, phone]).toEqual([nikOf(Number(of.slice(1))), phoneOf(Number(of.slice(1)))]);
      }
    }
    const files = await db.query<{ id: number }>('SELECT id FROM attachment WHERE record IS NOT NULL');
    const contents = await Promise.all(files.map(({ id }) => contentOf(db, id)));
    expect(files).toHaveLength(letters.length);
    for (const letter of letters)
      expect(contents.filter((content) => content?.equals(letter))).toHaveLength(1);
  });
}

/** Whether the keys that rows of this table lie under are retired. */
const keysOf = async (table: SealedTable): Promise<boolean[]> =>
  (
    await workspace.query<{ retired: boolean }>(
      `SELECT DISTINCT k.retired_at IS NOT NULL AS retired FROM ${table} JOIN data_key k ON k.id = key_id ORDER BY 1`,
    )
  ).map(({ retired }) => retired);
/** As the clock has it done, which would otherwise have a second one run beside it. */
const enqueueReseal = () =>
  withDatabase(workspace.databaseUrl, (db) =>
    db.transaction(withoutDeadline, (tx) => enqueueAll(tx, [scheduled('keys.reseal')])),
  );

/** Has the rotation wait in the middle of this statement. */
const hold = (event: 'UPDATE' | 'DELETE', table: string, when: string) =>
  holdAt(workspace.databaseUrl, event, table, when);

it('T-2 a rotation whose program is killed at any point, while it takes requests, loses nothing and is done once', async () => {
  workspace = await openOutside(1, ['slack']);
  await enrol();
  await fillSecrets();
  await request();
  // Of what is not sent there is a draft.
  const form = await openRequestForm(workspace.person('rina.wulandari'));
  await fillIn(form, { ...forRina, note: 'Belum dikirim' });
  await toReview(form);
  await workspace.person('rina.wulandari').closeModals();
  await expectReadable();
  const [letter] = await workspace.query<{ id: number }>(
    'SELECT id FROM attachment WHERE record IS NOT NULL',
  );
  const former = await workspace.query<{ id: number }>('SELECT id FROM data_key ORDER BY id');
  const left = former.length;
  const point = async (
    held: Awaited<ReturnType<typeof hold>>,
    meanwhile: () => Promise<unknown>,
  ): Promise<void> => {
    await enqueueReseal();
    await held.reached();
    await request();
    await meanwhile();
    await expectReadable();
    await workspace.programs.at(-1)?.kill();
    await held.release();
    await expectReadable();
  };
  const restart = async () => workspace.deliverTo(await workspace.start());

  let held = await hold('UPDATE', 'satker_user', `OLD.submission_key = 'k3'`);
  expect(await rotate()).toMatch(new RegExp(`^${left} data keys are retired`));
  // Sealing the first rows: none is written yet, and the keys to come are there.
  await point(held, async () => {
    expect(await keysOf('satker_user')).toEqual([true]);
    expect(await rotate()).toMatch(new RegExp(`^${left} data keys that were retired before`));
  });
  held = await hold('UPDATE', 'satker_user', `OLD.submission_key = 'k440'`);
  await restart();
  // Most of them under the new key, and the last ones under the former.
  await point(held, async () => {
    expect(await keysOf('satker_user')).toEqual([false, true]);
  });
  held = await hold('UPDATE', 'attachment', `OLD.id = ${letter?.id}`);
  await restart();
  // In the middle of a letter.
  await point(held, async () => {
    expect(await keysOf('satker_user')).toEqual([false]);
    expect(await rotate('--status')).toMatch(new RegExp(`^${left} retired data keys are still`));
  });
  held = await hold('UPDATE', 'signer', 'true');
  await restart();
  // In the middle of what people sign with.
  await point(held, async () => {
    expect(await keysOf('authenticator')).toEqual([false]);
    expect(await keysOf('signer')).toEqual([true]);
  });
  // They were retired a while ago, and may go: all but one have gone, and the last one is just going.
  await workspace.query(
    `UPDATE data_key SET retired_at = retired_at - interval '1 hour' WHERE retired_at IS NOT NULL`,
  );
  held = await hold('DELETE', 'data_key', `OLD.id = ${former.at(-1)?.id}`);
  await restart();
  await point(held, async () => {
    for (const table of Object.keys(sealedTables) as SealedTable[])
      expect(await keysOf(table), table).not.toContain(true);
    expect(await rotate('--status')).toMatch(/^1 retired data keys are still/);
  });
  await restart();
  await enqueueReseal();
  await request();
  await expect.poll(() => workspace.query('SELECT 1 FROM data_key WHERE retired_at IS NOT NULL')).toEqual([]);
  expect(await rotate('--status')).toMatch(/^No data key is retired/);
  await expectReadable();
  const [audited] = await workspace.query<{ retired: number; destroyed: number; of: number }>(
    `SELECT count(*) FILTER (WHERE action = 'data-key.retired')::int AS retired,
       count(*) FILTER (WHERE action = 'data-key.destroyed')::int AS destroyed, count(DISTINCT subject)::int AS of
     FROM audit_entry WHERE action LIKE 'data-key.%'`,
  );
  expect(audited).toEqual({ retired: left, destroyed: left, of: left });
  const now = await workspace.query<{ id: number }>('SELECT id FROM data_key');
  expect(now).toHaveLength(left);
  expect(now.filter(({ id }) => former.some((one) => one.id === id))).toEqual([]);
});
