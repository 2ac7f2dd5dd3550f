import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAttachments } from '../../src/attachments/attachments.ts';
import { type Authenticators, createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { createStepUp } from '../../src/authenticators/step-up.ts';
import { Codes } from '../../src/chat/codes.ts';
import { createBodies } from '../../src/core/bodies.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import { msg } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { revokeAsAdmin } from '../../src/desks/signature/certificates/acts.ts';
import { certificateDays, issuingAuthority } from '../../src/desks/signature/certificates/authority.ts';
import { certificateChecks } from '../../src/desks/signature/certificates/checks.ts';
import { publicEndpoints } from '../../src/desks/signature/certificates/endpoints.ts';
import { expiry } from '../../src/desks/signature/certificates/expiry.ts';
import {
  currentList,
  revocationListJob,
  signList,
} from '../../src/desks/signature/certificates/revocation-list.ts';
import type { DeskDeps } from '../../src/desks/signature/deps.ts';
import { pdfLater } from '../../src/desks/signature/documents/pdf-later.ts';
import { details, drawing, enrolling } from '../../src/desks/signature/enrolment/acts.ts';
import { provedForms } from '../../src/desks/signature/forms.ts';
import type { NewPhone, Signer } from '../../src/desks/signature/model.ts';
import { approve, reject, withdraw } from '../../src/desks/signature/new-phone/acts.ts';
import { askNewPhone } from '../../src/desks/signature/new-phone/ask.ts';
import { newPhones } from '../../src/desks/signature/new-phone/kind.ts';
import { beginSigner, signers } from '../../src/desks/signature/signer.ts';
import { initialOf, newPhoneOfSigner, signerOfPerson } from '../../src/desks/signature/store.ts';
import { admitAll } from '../../src/people/admission.ts';
import { readCrl } from '../../src/pki/crl.ts';
import { waitingIn } from '../../src/records/waits.ts';
import { createLink } from '../../src/web/links.ts';
import { doing } from '../support/acting.ts';
import { codeOf } from '../support/authenticators.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs, give, now } from '../support/everything.ts';
import { openssl } from '../support/judges.ts';
import { openDatabase } from '../support/open-database.ts';
import { drawnPng } from '../support/signature-steps.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
let authenticators: Authenticators;
let deps: DeskDeps;
let rina: Context;
let tono: Context;
/** What Rina's authenticator holds. */
let secret: string;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  authenticators = createAuthenticators({
    db,
    issuer: 'Pertamina Digital Signature',
  });
  deps = {
    ...means(db),
    admit: admitAll,
    attachments: createAttachments({
      db,
      download: () => Promise.reject(new Error('none')),
      clock: systemClock,
      log: collectLog(),
    }),
    pdf: pdfLater(),
    maxPdfBytes: 25 * 1024 * 1024,
    authenticators,
    stepUp: createStepUp({ db, authenticators, enrolment: () => undefined }),
    clock: () => now,
    publicUrl: 'https://pintu.example.com',
    timeZone: 'Asia/Jakarta',
  };
});
beforeEach(async () => {
  for (const table of ['certificate', 'new_phone', 'signer', 'certificate_authority', 'authenticator'])
    await db.query(`DELETE FROM ${table}`);
  [rina, tono] = await Promise.all([actingAs(db, 'rina.wulandari'), actingAs(db, 'tono.wijaya')]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const act = () => doing(db, signers);
const signerOf = async (ctx: Context): Promise<Signer> => {
  const signer = await signerOfPerson(db, ctx.actor.id);
  if (!signer) throw new Error('no signer');
  return signer;
};
const link = (purpose: 'initial' | 'authenticator', { id, person }: Signer) =>
  createLink(db, {
    purpose,
    subject: { signerId: id, personId: person.id },
    now,
    validMs: 30 * 60_000,
  });

/** Everything that Proceed asks for (G-2). */
async function conditions(ctx: Context): Promise<Signer> {
  const signer = await beginSigner(db, ctx);
  await act()(details, ctx, signer.id, { phone: '0812-3456-7890' });
  await act()(drawing, ctx, signer.id, { png: drawnPng(), token: await link('initial', signer) });
  return signerOf(ctx);
}

/** Enrolled, by a code of a while ago. */
async function enrolled(ctx: Context): Promise<Signer> {
  const signer = await conditions(ctx);
  const then = later(ctx, -10);
  ({ secret } = await db.transaction(withoutDeadline, (tx) =>
    authenticators.begin(tx, ctx.actor.id, then.now),
  ));
  const first = await authenticators.checkFirst(then, await codeOf(secret, then.now));
  await act()(enrolling(deps), then, signer.id, { first, token: await link('authenticator', signer) });
  return signerOf(ctx);
}

/** Sends the form of an act that a code proves, with the code of its moment. */
async function prove(
  ctx: Context,
  verb: 'generate' | 'revoke',
  given: { state?: string[]; code?: string } = {},
) {
  const forms = provedForms(deps);
  const state = given.state ?? (await forms.open(ctx, verb, (await signerOf(ctx)).id)).state;
  const code = given.code ?? (await codeOf(secret, ctx.now));
  return forms.submit(ctx, state, {}, new Codes([['code', code]]));
}

async function issued(ctx: Context): Promise<Signer> {
  await enrolled(ctx);
  await prove(ctx, 'generate');
  return signerOf(ctx);
}

const actions = async (subject: string): Promise<string[]> =>
  (
    await db.query<{ action: string }>('SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id', [
      subject,
    ])
  ).map(({ action }) => action);
const count = async (table: string): Promise<number> =>
  (await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? 0;
const authority = (at: Date) => db.transaction(withoutDeadline, (tx) => issuingAuthority(tx, at));
const crlJobs = async () =>
  (await db.query(`SELECT FROM graphile_worker.jobs WHERE task_identifier = 'sign.crl'`)).length;

describe('an enrolment', () => {
  it('G-2 G-3 G-4 keeps what is given sealed, and notes each step without it', async () => {
    const signer = await enrolled(rina);
    expect(signer.phone).toBe('0812-3456-7890');
    expect(await initialOf(db, signer.id)).toEqual(drawnPng());
    expect(await actions(`signer:${signer.id}`)).toEqual([
      'sign.begun',
      'sign.details',
      'sign.initial',
      'sign.enrolled',
    ]);
    const dump = JSON.stringify([
      await db.query('SELECT r::text AS row FROM signer r'),
      await db.query('SELECT r::text AS row FROM audit_entry r'),
      await db.query('SELECT r::text AS row FROM authenticator r'),
    ]);
    const phone = '0812-3456-7890';
    const inBytes = (text: string) => Buffer.from(text).toString('hex');
    for (const secretOne of [phone, inBytes(phone), secret, inBytes(secret), drawnPng().toString('hex')])
      expect(dump).not.toContain(secretOne);
    // What is sealed as one thing opens as no other, nor as another one's.
    await db.query('UPDATE signer SET phone = initial WHERE id = $1', [signer.id]);
    await expect(signerOf(rina)).rejects.toThrow(`signer.phone ${signer.id} does not open`);
  });

  it('G-2 an initial is drawn anew at any time, once for one page', async () => {
    const signer = await enrolled(rina);
    const token = await link('initial', signer);
    const png = drawnPng({ width: 20, packed: undefined });
    expect(await act()(drawing, rina, signer.id, { png, token })).toMatchObject({ type: 'decided' });
    expect(await act()(drawing, rina, signer.id, { png: drawnPng(), token })).toMatchObject({
      type: 'passed',
    });
    expect(await initialOf(db, signer.id)).toEqual(png);
  });

  it('G-2 G-3 of two tabs that proceed at once one enrols, and the other is told', async () => {
    const signer = await conditions(rina);
    ({ secret } = await db.transaction(withoutDeadline, (tx) =>
      authenticators.begin(tx, rina.actor.id, now),
    ));
    const first = await authenticators.checkFirst(rina, await codeOf(secret, now));
    const tabs = await Promise.all(['a', 'b', 'c', 'd'].map(() => link('authenticator', signer)));
    const outcomes = await Promise.allSettled(
      tabs.map((token) => act()(enrolling(deps), rina, signer.id, { first, token })),
    );
    const won = outcomes.filter((one) => one.status === 'fulfilled' && one.value.type === 'decided');
    expect(won).toHaveLength(1);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Refusal);
    expect(await db.query('SELECT FROM authenticator WHERE confirmed_at IS NOT NULL')).toHaveLength(1);
    expect((await actions(`signer:${signer.id}`)).filter((one) => one === 'sign.enrolled')).toHaveLength(1);
  });

  it('G-2 begins once, however many begin it', async () => {
    const begun = await Promise.all(Array.from({ length: 8 }, () => beginSigner(db, rina)));
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
    expect(await actions(`signer:${begun[0]?.id}`)).toEqual(['sign.begun']);
  });
});

describe('a certificate', () => {
  it('G-5 says its person’s name as the register has it, and verifies up to the root', async () => {
    await db.query(`UPDATE person SET name = $2 WHERE id = $1`, [
      rina.actor.id,
      'Rina "Nana" Wulandari, S.E., M.M.',
    ]);
    const signer = await issued(rina).finally(() =>
      db.query(`UPDATE person SET name = 'Rina Wulandari' WHERE id = $1`, [rina.actor.id]),
    );
    const [row] = await db.query<{ der: Buffer; above: Buffer; root: Buffer }>(
      'SELECT c.der, a.der AS above, a.root FROM certificate c JOIN certificate_authority a ON a.id = c.authority_id',
    );
    const [own, above, root] = [row?.der, row?.above, row?.root].map((der) => new X509Certificate(der ?? ''));
    expect(own?.subject.replaceAll('\\', '')).toContain('CN=Rina "Nana" Wulandari, S.E., M.M.');
    expect(signer.certificate?.fingerprint).toBe(own?.fingerprint256.replaceAll(':', ''));
    expect(own?.checkIssued(above as X509Certificate)).toBe(true);
    expect(own?.verify((above as X509Certificate).publicKey)).toBe(true);
    expect(above?.verify((root as X509Certificate).publicKey)).toBe(true);
    expect(own?.toString()).toContain('BEGIN CERTIFICATE');
  });

  it('G-4 G-5 one form issues one certificate, however often it comes, and its code is looked at once', async () => {
    const { id } = await enrolled(rina);
    const { state } = await provedForms(deps).open(rina, 'generate', id);
    const code = await codeOf(secret, now);
    const sent = () => prove(rina, 'generate', { state, code });
    expect(await sent()).toMatchObject({ type: 'done' });
    expect(await sent()).toMatchObject({ type: 'done' });
    expect(await count('certificate')).toBe(1);
    expect(await db.query('SELECT FROM authenticator WHERE failures = 0')).toHaveLength(1);
  });

  it('G-4 G-5 of many forms with one code at once exactly one issues, and one authority is made', async () => {
    const { id } = await enrolled(rina);
    const forms = await Promise.all(
      Array.from({ length: 8 }, () => provedForms(deps).open(rina, 'generate', id)),
    );
    const code = await codeOf(secret, now);
    const outcomes = await Promise.allSettled(
      forms.map(({ state }) => prove(rina, 'generate', { state, code })),
    );
    const issuedBy = outcomes.filter((one) => one.status === 'fulfilled');
    for (const one of outcomes)
      if (one.status === 'rejected')
        expect(
          [Refusal, FieldErrors].some((kind) => one.reason instanceof kind),
          String(one.reason),
        ).toBe(true);
    expect(issuedBy.length).toBeGreaterThan(0);
    expect(await count('certificate')).toBe(1);
    expect(await count('certificate_authority')).toBe(1);
    expect((await actions(`signer:${id}`)).filter((one) => one === 'sign.issued')).toHaveLength(1);
  });

  it('G-4 is not issued for a wrong code, and what is refused spends none', async () => {
    await enrolled(rina);
    await expect(prove(rina, 'generate', { code: '000000' })).rejects.toThrow(FieldErrors);
    expect(await count('certificate')).toBe(0);
    await prove(rina, 'generate');
    await expect(prove(later(rina, 5), 'generate')).rejects.toThrow(Refusal);
    expect(await prove(later(rina, 5), 'revoke')).toMatchObject({ type: 'done' });
  });

  it('G-6 is renewed near its end: the former one holds on, and signs no more', async () => {
    await issued(rina);
    const near = later(rina, (certificateDays - 20) * 24 * 60);
    await prove(near, 'generate');
    expect(
      await db.query('SELECT FROM certificate WHERE superseded_at IS NULL AND private_key IS NOT NULL'),
    ).toHaveLength(1);
    expect(
      await db.query(
        'SELECT FROM certificate WHERE superseded_at IS NOT NULL AND private_key IS NULL AND revoked_at IS NULL',
      ),
    ).toHaveLength(1);
    // Both end where their person revokes.
    await prove(later(near, 5), 'revoke');
    expect(await db.query('SELECT FROM certificate WHERE revoked_at IS NULL')).toEqual([]);
  });

  it('G-6 an ADMIN revokes another one’s with a reason, who is told; nobody else does, nor their own so', async () => {
    const signer = await issued(rina);
    const by = (ctx: Context, reason: string | null) => act()(revokeAsAdmin, ctx, signer.id, { reason });
    await expect(by(await actingAs(db, 'bima.santoso'), 'Salah')).rejects.toThrow(Refusal);
    await expect(by(rina, 'Salah')).rejects.toThrow(Refusal);
    expect(await by(tono, 'Pindah tugas')).toMatchObject({ type: 'decided' });
    expect(await signerOf(rina)).toMatchObject({ certificate: { revocation: 'ADMIN' } });
    expect(
      await db.query(`SELECT FROM posted_card WHERE card = 'sign.revoked' AND person_id = $1`, [
        rina.actor.id,
      ]),
    ).toHaveLength(1);
    expect(await crlJobs()).toBe(1);
    expect(
      await db.query(
        `SELECT FROM audit_entry WHERE action = 'sign.revokedByAdmin' AND reason = 'Pindah tugas'`,
      ),
    ).toHaveLength(1);
  });

  it('A-2 G-6 is revoked once by one form, however often that arrives at the same moment', async () => {
    const signer = await issued(rina);
    const revoked = async () =>
      (await actions(`signer:${signer.id}`)).filter((one) => one === 'sign.revokedByAdmin').length;
    const before = await revoked();
    const sent = () => act()(revokeAsAdmin, tono, signer.id, { reason: 'Mutasi', key: 'form' });
    const three = await Promise.all([sent(), sent(), sent()]);
    expect(three.map(({ type }) => type)).toEqual(['decided', 'decided', 'decided']);
    expect(await revoked()).toBe(before + 1);
  });
});

describe('the authority', () => {
  it('G-5 is made once by many replicas, and its keys are sealed', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => authority(now)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(new Set(made.map(({ issuer }) => Buffer.from(issuer.certificate).toString('hex'))).size).toBe(1);
    const [row] = await db.query<{ key: Buffer }>('SELECT key FROM certificate_authority');
    expect(row?.key.includes(Buffer.from(made[0]?.issuer.privateKey ?? []))).toBe(false);
    await db.query('UPDATE certificate_authority SET key = root_key');
    await expect(authority(now)).rejects.toThrow('does not open');
  });

  it('G-6 is followed by another key under the same root in time, and each has its list', async () => {
    const first = await authority(now);
    const inYears = new Date(now.getTime() + 8.5 * 365 * 24 * 60 * 60_000);
    const followed = await Promise.all([1, 2, 3, 4].map(() => authority(inYears)));
    expect(new Set(followed.map(({ id }) => id)).size).toBe(1);
    expect(followed[0]?.id).not.toBe(first.id);
    expect(await db.query('SELECT DISTINCT root FROM certificate_authority')).toHaveLength(1);
    await revocationListJob(deps)({});
    expect(await db.query('SELECT FROM certificate_authority WHERE crl IS NOT NULL')).toHaveLength(2);
  });
});

describe('an authority that was retired by hand', () => {
  it('G-6 is followed by one of a new root; its own list goes on', async () => {
    await issued(rina);
    await db.query('UPDATE certificate_authority SET retired_at = $1 WHERE retired_at IS NULL', [now]);
    await prove(later(rina, 5), 'revoke');
    await prove(later(rina, 10), 'generate');
    await revocationListJob(deps)({});
    const rows = await db.query<{ root: Buffer; crl: Buffer }>(
      'SELECT root, crl FROM certificate_authority ORDER BY id',
    );
    expect(new Set(rows.map(({ root }) => root.toString('hex'))).size).toBe(2);
    expect(rows.map(({ crl }) => readCrl(new Uint8Array(crl)).revoked.size)).toEqual([1, 0]);
  });
});

describe('the list of what is revoked', () => {
  const read = async (clock = () => now, id: number | null = null) =>
    readCrl(new Uint8Array((await currentList({ ...deps, clock }, id)) ?? []));

  it('G-6 has what was revoked, says when the next is due, and its numbers grow', async () => {
    const signer = await issued(rina);
    expect(await read()).toMatchObject({ number: 1, revoked: new Map() });
    await prove(later(rina, 5), 'revoke');
    expect(await crlJobs()).toBe(1);
    await revocationListJob(deps)({});
    const list = await read();
    expect([...list.revoked.keys()]).toEqual([signer.certificate?.serial]);
    expect(list.number).toBe(2);
    expect(list.nextUpdate?.getTime()).toBeGreaterThan(now.getTime());
    expect(list.isOf((await authority(now)).issuer.certificate)).toBe(true);
  });

  it('G-6 that has ended is made anew at its first reader, and is none of an authority that there is not', async () => {
    await authority(now);
    const before = await read();
    const days = new Date(now.getTime() + 5 * 24 * 60 * 60_000);
    const after = await read(() => days);
    expect(after.thisUpdate).toEqual(days);
    expect(after.number).toBeGreaterThan(before.number ?? 0);
    expect(await currentList(deps, 4711)).toBeNull();
    expect(await signList(deps, 4711)).toBeNull();
  });
});

describe('whoever verifies without asking us', () => {
  it.skipIf(!openssl.found)(
    openssl.title('G-5 G-6 has the chain and the list that it takes, before and after a revocation'),
    async () => {
      const served = publicEndpoints({ ...deps, log: collectLog(), bodies: createBodies() });
      const get = (where: string): Promise<Buffer> =>
        new Promise((resolve) => {
          const res = {
            writeHead: () => res,
            end: (content: Buffer | string) => resolve(Buffer.from(content)),
          };
          const req = { method: 'GET', url: where, resume: () => {} };
          served[where.split('?')[0] ?? '']?.(req as never, res as never);
        });
      const { certificate } = await issued(rina);
      const [row] = await db.query<{ der: Buffer; issuer: number }>(
        'SELECT der, authority_id AS issuer FROM certificate',
      );
      const pems = (await get('/ca.pem')).toString().split(/(?<=END CERTIFICATE-----\n)/);
      const verified = async () =>
        openssl.says(
          [
            'verify',
            '-crl_check',
            '-purpose',
            'smimesign',
            '-attime',
            String(now.getTime() / 1000 + 400),
            '-CRLfile',
            'crl.der',
            '-CAfile',
            'root.pem',
            '-untrusted',
            'issuing.pem',
            'own.pem',
          ],
          {
            'crl.der': await get(`/crl.der?issuer=${row?.issuer}`),
            'issuing.pem': pems[0] ?? '',
            'root.pem': pems[1] ?? '',
            'own.pem': new X509Certificate(row?.der ?? '').toString(),
          },
        ).words;
      expect(await verified()).toContain('own.pem: OK');
      await prove(later(rina, 5), 'revoke');
      await revocationListJob(deps)({});
      expect(await verified()).toContain('certificate revoked');
      expect(
        openssl.says(['crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text'], {
          'crl.der': await get('/crl.der'),
        }).words,
      ).toContain(certificate?.serial);
    },
  );
});

describe('what the doctor looks at', () => {
  it('G-6 is the authority with its lists, and who attests the time: what is wrong is said, and how many certificates end soon', async () => {
    const look = async (some: Partial<typeof deps> = {}, at = rina, n = 0) =>
      certificateChecks({ ...deps, ...some })
        [n]?.look(at)
        .catch((error) => (error instanceof Refusal ? error.reason : error));
    await issued(rina);
    await revocationListJob(deps)({});
    expect(await look()).toEqual([]);
    expect(await look({}, later(rina, (certificateDays - 10) * 24 * 60))).toMatchObject({
      key: 'sign.check.oldList',
    });
    await db.query(`UPDATE certificate SET not_after = $1`, [later(rina, 60).now]);
    expect(await look()).toEqual([msg('sign.check.ending', { count: 1, days: 30 })]);
    await db.query('UPDATE certificate_authority SET crl_next_at = NULL');
    expect(await look()).toMatchObject({ key: 'sign.check.noList' });
    await db.query('UPDATE certificate_authority SET key = root_key');
    expect(await look()).toMatchObject({ message: expect.stringContaining('does not open') });
    expect(certificateChecks(deps)).toHaveLength(1);
    const silent = async () => Promise.reject(new Error('no answer'));
    expect(await look({ timeStamper: silent }, rina, 1)).toMatchObject({ message: 'no answer' });
  });
});

describe('the end of a certificate', () => {
  it('G-6 is reminded of 30, 7 and 1 days before, once each, and noted on the day after', async () => {
    const signer = await issued(rina);
    const [row] = await db.query<{ ends: string }>('SELECT ends_on::text AS ends FROM certificate');
    const end = new Date(`${row?.ends}T03:00:00Z`);
    const on = (daysBefore: number) =>
      runDeadlines({
        db,
        clock: () => new Date(end.getTime() - daysBefore * 24 * 60 * 60_000),
        timeZone: 'Asia/Jakarta',
        kinds: [expiry],
      });
    const walked = async (daysBefore: number) => (await on(daysBefore)).get('sign.expiry');
    expect(await walked(31)).toEqual({ ended: 0, reminded: 0 });
    for (const days of [30, 7, 1]) {
      expect(await walked(days)).toEqual({ ended: 0, reminded: 1 });
      expect(await walked(days)).toEqual({ ended: 0, reminded: 0 });
    }
    expect(await walked(0)).toEqual({ ended: 0, reminded: 0 });
    expect(await walked(-1)).toEqual({ ended: 1, reminded: 0 });
    expect(await walked(-1)).toEqual({ ended: 0, reminded: 0 });
    expect(await actions(`signer:${signer.id}`)).toContain('sign.expired');
    expect(await db.query('SELECT FROM certificate WHERE private_key IS NOT NULL')).toEqual([]);
    await db.transaction(withoutDeadline, (tx) =>
      expiry.tell(tx, [{ record: signer.certificate?.id ?? 0, fallsOn: row?.ends ?? '', days: 7 }]),
    );
    expect(await db.query(`SELECT FROM posted_card WHERE card = 'sign.ending'`)).toHaveLength(1);
  });

  it('G-6 nobody is reminded of one that another has followed, or that is revoked', async () => {
    await issued(rina);
    await prove(later(rina, 5), 'revoke');
    const run = await runDeadlines({
      db,
      clock: () => later(rina, (certificateDays - 3) * 24 * 60).now,
      timeZone: 'Asia/Jakarta',
      kinds: [expiry],
    });
    expect(run.get('sign.expiry')).toEqual({ ended: 0, reminded: 0 });
  });
});

describe('another phone', () => {
  const asked = async (ctx: Context, key: string = crypto.randomUUID()): Promise<NewPhone> => {
    await askNewPhone(deps).make(ctx, { reason: 'Hilang di kereta' }, key);
    const waiting = await newPhoneOfSigner(db, (await signerOf(ctx)).id);
    if (!waiting) throw new Error('nothing waits');
    return waiting;
  };
  const decide = () => doing(db, newPhones);

  it('G-8 waits for the other ADMINs, once, whatever is pressed twice', async () => {
    await issued(rina);
    const { id } = await asked(rina, 'form');
    await askNewPhone(deps).make(rina, { reason: 'Hilang di kereta' }, 'form');
    await expect(askNewPhone(deps).make(rina, { reason: 'Lagi' }, 'another')).rejects.toThrow(Refusal);
    expect(await count('new_phone')).toBe(1);
    const [waiting] = await waitingIn(db, newPhones, 'all');
    expect(waiting).toMatchObject({ subject: `new-phone:${id}`, holders: [tono.actor.id] });
  });

  it('G-8 U-13 has their own card follow when one is asked for, rejected, or withdrawn', async () => {
    const { id } = await issued(rina);
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ('own', 'sign.signer', $1, '{}', $2, 'own', true)`,
      [`signer:${id}`, rina.actor.id],
    );
    const followed = async () =>
      (await db.query<{ revision: number }>(`SELECT revision FROM posted_card WHERE key = 'own'`))[0]
        ?.revision;
    const first = await followed();
    const one = await asked(rina);
    const second = await followed();
    expect(second).toBeGreaterThan(first ?? 0);
    await decide()(reject, tono, one.id, { reason: 'Ponselnya ada' });
    const third = await followed();
    expect(third).toBeGreaterThan(second ?? 0);
    const other = await asked(rina);
    const fourth = await followed();
    await decide()(withdraw, rina, other.id, {});
    expect(await followed()).toBeGreaterThan(fourth ?? 0);
  });

  it('G-8 of many that ask at once one waits', async () => {
    await issued(rina);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => askNewPhone(deps).make(rina, { reason: 'Hilang' }, `form ${n}`)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Refusal);
  });

  it('G-8 approved, the old certificate is revoked, the old codes end, and another enrolment begins with what was given', async () => {
    const { id } = await issued(rina);
    const { id: phone } = await asked(rina);
    expect(await decide()(approve(deps), tono, phone, { reason: 'Sudah bertemu' })).toMatchObject({
      type: 'decided',
    });
    const signer = await signerOf(rina);
    expect(signer).toMatchObject({ id, enrolledAt: null, certificate: null, method: 'AUTHENTICATOR' });
    expect(
      await db.query(`SELECT FROM certificate WHERE revocation = 'NEW_PHONE' AND private_key IS NULL`),
    ).toHaveLength(1);
    expect(await count('authenticator')).toBe(0);
    expect(await crlJobs()).toBe(1);
    await expect(prove(later(rina, 5), 'generate')).rejects.toThrow(Refusal);
    expect((await actions(`signer:${id}`)).at(-1)).toBe('sign.unenrolled');
  });

  it('G-8 I-4 nobody approves their own, and an ADMIN who asks waits for another', async () => {
    await issued(tono);
    const { id } = await asked(tono);
    await expect(decide()(approve(deps), tono, id, { reason: 'Saya' })).rejects.toThrow(Refusal);
    expect((await waitingIn(db, newPhones, 'all'))[0]?.holders).toEqual([]);
    await give(db, 'dewi.lestari', 'ADMIN');
    const dewi = await actingAs(db, 'dewi.lestari');
    expect(await decide()(reject, dewi, id, { reason: 'Ponselnya ada' })).toMatchObject({ type: 'decided' });
    expect(await signerOf(tono)).toMatchObject({ certificate: { revokedAt: null } });
    await db.query(`UPDATE role_grant SET withdrawn_at = $2 WHERE person_id = $1`, [dewi.actor.id, now]);
  });

  it('G-8 A-2 of approving, rejecting and withdrawing at once one counts', async () => {
    await issued(rina);
    const { id } = await asked(rina);
    const outcomes = await Promise.allSettled([
      decide()(approve(deps), tono, id, { reason: 'Ya' }),
      decide()(reject, tono, id, { reason: 'Tidak' }),
      decide()(withdraw, rina, id, {}),
    ]);
    const decided = outcomes.filter((one) => one.status === 'fulfilled' && one.value.type === 'decided');
    expect(decided).toHaveLength(1);
    const [row] = await db.query<{ status: string }>('SELECT status FROM new_phone');
    expect(await count('authenticator')).toBe(row?.status === 'APPROVED' ? 0 : 1);
  });
});
