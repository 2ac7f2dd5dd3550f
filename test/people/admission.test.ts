import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { Refusal } from '../../src/core/errors.ts';
import { formatTime, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { addMapping } from '../../src/desks/partners/mappings/add.ts';
import { register } from '../../src/desks/satker/registrations/register.ts';
import { openTicket } from '../../src/desks/satker/tickets/open.ts';
import { withdraw } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { createAdmission } from '../../src/people/admission.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { known } from '../support/known.ts';
import { openDatabase } from '../support/open-database.ts';

let sample: SampleDatabase;
/** Two replicas on one database. */
let replicas: [Database, Database];
beforeAll(async () => {
  sample = await sampleDatabase();
  const open = () => openDatabase(sample.url, { max: 8, timeoutMs: 30_000 });
  replicas = [open(), open()];
});
afterAll(async () => {
  for (const replica of replicas) await replica.close();
  await sample.drop();
});
beforeEach(() => replicas[0].query('DELETE FROM counted'));

async function idBy(text: string): Promise<number> {
  const [row] = await replicas[0].query<{ id: number }>(text);
  return row?.id ?? 0;
}

async function contextOf(account: string): Promise<Context> {
  const [person] = await replicas[0].query<{ id: number; name: string; email: string }>(
    `SELECT id, name, email FROM person WHERE email LIKE $1`,
    [`${account}@%`],
  );
  if (!person) throw new Error(`nobody is called ${account}`);
  return {
    actor: { ...known(person), registered: true, roles: [] },
    surface: 'slack',
    now: new Date(),
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
}

/** One submit of each kind, which is refused by its desk for another reason once it is let in. */
async function request(replica: Database, limits: { perMinute: number; open: number }) {
  const rina = await contextOf('rina.wulandari');
  const at = { db: replica, policy: { oneStagePerPerson: false }, admit: createAdmission(limits) };
  const input = {
    kind: 'UNIT' as const,
    nopek: null,
    name: 'Wahyu',
    position: 'Operator',
    email: 'wahyu@mitra.example',
    unitId: await idBy(`SELECT unit_id AS id FROM person WHERE email LIKE 'rina.%'`),
    atasanId: await idBy(`SELECT id FROM person WHERE email LIKE 'bima.%'`),
    platforms: [{ id: await idBy('SELECT min(id) AS id FROM platform_system'), note: '' }],
    note: null,
    attachmentIds: [],
  };
  // Each for somebody else: of two for one applicant the second is refused.
  const emailOf = (key: string) => `${key.replaceAll(' ', '.')}@mitra.example`;
  return { rina, submit: (key: string) => submit(at, rina, { ...input, email: emailOf(key) }, key) };
}

/** What became of many submits at the same moment, half of them at each replica. */
async function atOnce(count: number, limits: { perMinute: number; open: number }, what: string) {
  const [first, second] = [await request(replicas[0], limits), await request(replicas[1], limits)];
  const outcomes = await Promise.allSettled(
    Array.from({ length: count }, (_, n) => (n % 2 ? first : second).submit(`${what} ${n}`)),
  );
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  for (const refusal of refusals) expect(refusal).toBeInstanceOf(Refusal);
  return {
    made: outcomes.filter(({ status }) => status === 'fulfilled').length,
    reasons: (refusals as Refusal[]).map(({ reason }) => reason),
  };
}

describe('U-7 what one person may submit', () => {
  it('is so many in a minute, of all that come at the same moment to any replica, and is said with when again', async () => {
    const { made, reasons } = await atOnce(30, { perMinute: 5, open: 1000 }, 'fast');
    expect(made).toBe(5);
    expect(new Set(reasons.map(({ key }) => key))).toEqual(new Set(['error.tooFast']));
    const said = translate('id').message(reasons[0] ?? { key: 'error.stalled' });
    expect(said).toMatch(/paling banyak 5 permohonan\. .* kirim lagi setelah \d+ detik/);

    // The same form again finds what it made, whatever the count says; another person is not counted with them.
    const { submit } = await request(replicas[0], { perMinute: 5, open: 1000 });
    const [key] = await replicas[0].query<{ key: string }>(
      `SELECT submission_key AS key FROM user_id_request WHERE submission_key LIKE 'fast %' LIMIT 1`,
    );
    await expect(submit(key?.key ?? '')).resolves.toMatchObject({ number: expect.stringContaining('UID-') });
    // The minute is over.
    await replicas[0].query(`UPDATE counted SET resets_at = now()`);
    await expect(submit('later')).resolves.toBeDefined();
  });

  it('is so many that wait for a decision, until one of them has been decided or withdrawn', async () => {
    await replicas[0].query(`UPDATE user_id_request SET status = 'WITHDRAWN'`);
    const limits = { perMinute: 1000, open: 3 };
    const { made, reasons } = await atOnce(20, limits, 'many');
    expect(made).toBe(3);
    expect(new Set(reasons.map(({ key }) => key))).toEqual(new Set(['error.tooManyOpen']));
    const { rina, submit } = await request(replicas[0], limits);
    const last = await idBy(`SELECT max(id) AS id FROM user_id_request`);
    await doing(replicas[0], requests)(withdraw, rina, last, { reason: 'keliru' });
    await expect(submit('in its place')).resolves.toBeDefined();
    await expect(submit('one more')).rejects.toMatchObject({ reason: { key: 'error.tooManyOpen' } });
  });

  it('counts what is submitted at every desk', async () => {
    const never = createAdmission({ perMinute: 0, open: 0 });
    const [db] = replicas;
    const policy = { timeZone: 'Asia/Jakarta', partnerMailDomains: [] };
    const tono = await contextOf('tono.wijaya');
    tono.actor.roles = [{ role: 'DIRECTORY_ADMIN', unitId: null }];
    const ali = await contextOf('ali.rahman');
    const satkerId = await idBy(`SELECT id FROM unit WHERE code = '527010'`);
    ali.actor.roles = [{ role: 'SATKER_USER', unitId: satkerId }];
    const positionId = await idBy(`SELECT id FROM position WHERE code = '50012345'`);
    const year = new Date().getFullYear() + 1;
    const tries = [
      () =>
        addMapping(
          { db, policy, admit: never },
          tono,
          {
            personId: 0,
            positionId,
            start: `${year}-01-01`,
            end: `${year}-01-05`,
          },
          'mapping',
        ),
      () =>
        openTicket(
          db,
          ali,
          { kind: 'REGISTRATION', satkerId, userId: null, documentId: 0, note: null },
          'ticket',
          never,
        ),
      () =>
        register(
          db,
          ali,
          {
            satkerId,
            nik: '3173050907880003',
            name: 'Budi',
            nip: null,
            phone: '0812',
            email: 'budi@mitra.example',
            letterNumber: 'ST-1',
            documentId: 0,
            newAtDigit: false,
            offered: null,
          },
          'registration',
          never,
        ),
    ];
    for (const one of tries) await expect(one()).rejects.toMatchObject({ reason: { key: 'error.tooFast' } });
  });
});
