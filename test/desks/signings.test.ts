import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAttachments } from '../../src/attachments/attachments.ts';
import { type Authenticators, createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { createStepUp } from '../../src/authenticators/step-up.ts';
import { Codes } from '../../src/chat/codes.ts';
import { Detour } from '../../src/chat/detour.ts';
import type { Values } from '../../src/chat/form.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import { msg } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { signingCard } from '../../src/desks/signature/cards/signing.ts';
import { revokeAll } from '../../src/desks/signature/certificates/acts.ts';
import type { DeskDeps } from '../../src/desks/signature/deps.ts';
import { decline, endSigning, withdrawSigning } from '../../src/desks/signature/documents/acts.ts';
import { announceSigning } from '../../src/desks/signature/documents/announce.ts';
import { submitPdf } from '../../src/desks/signature/documents/ask.ts';
import { signings } from '../../src/desks/signature/documents/kind.ts';
import type { Signing } from '../../src/desks/signature/documents/model.ts';
import { pdfLater } from '../../src/desks/signature/documents/pdf-later.ts';
import { loadSigning, pdfContent } from '../../src/desks/signature/documents/store.ts';
import { submitVerify } from '../../src/desks/signature/documents/verify.ts';
import { writeJob } from '../../src/desks/signature/documents/write.ts';
import { details, drawing, enrolling } from '../../src/desks/signature/enrolment/acts.ts';
import { provedForms, signingForms } from '../../src/desks/signature/forms.ts';
import { createSignatureDesk } from '../../src/desks/signature/index.ts';
import { beginSigner, signers } from '../../src/desks/signature/signer.ts';
import { signerOfPerson } from '../../src/desks/signature/store.ts';
import { admitAll, createAdmission } from '../../src/people/admission.ts';
import { waitOf } from '../../src/records/waits.ts';
import { createLink } from '../../src/web/links.ts';
import { doing } from '../support/acting.ts';
import { codeOf } from '../support/authenticators.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { noChat } from '../support/card-catalogue.ts';
import { actingAs, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { drawnPng } from '../support/signature-steps.ts';

const fixture = (name: string): Buffer =>
  readFileSync(path.join(import.meta.dirname, '../fixtures/pdfs', `${name}.pdf`));

let database: SampleDatabase;
let db: Database;
let authenticators: Authenticators;
let deps: DeskDeps;
let rina: Context;
let tono: Context;
let dewi: Context;
/** What people's authenticators hold, by their ids. */
const secrets = new Map<number, string>();
/** What is given to the desk next, by its source. */
const given = new Map<string, Buffer>();
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  authenticators = createAuthenticators({ db, issuer: 'Uji' });
  deps = {
    db,
    admit: admitAll,
    attachments: createAttachments({
      db,
      download: async ({ source }) => given.get(source) ?? Buffer.alloc(0),
      clock: systemClock,
      log: collectLog(),
      patienceMs: 60_000,
    }),
    pdf: pdfLater(),
    maxPdfBytes: 25 * 1024 * 1024,
    authenticators,
    stepUp: createStepUp({ db, authenticators, enrolment: () => undefined }),
    clock: () => now,
    publicUrl: 'https://pintu.example.com',
    timeZone: 'Asia/Jakarta',
  };
  [rina, tono, dewi] = (await Promise.all(
    ['rina.wulandari', 'tono.wijaya', 'dewi.lestari'].map((account) => actingAs(db, account)),
  )) as [Context, Context, Context];
  for (const ctx of [rina, tono, dewi]) await register(ctx);
});
beforeEach(async () => {
  await db.query(`DELETE FROM graphile_worker._private_jobs`);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});

/** Enrols somebody and gives them a certificate. */
async function register(ctx: Context): Promise<void> {
  const { id, person } = await beginSigner(db, ctx);
  const link = (purpose: 'initial' | 'authenticator') =>
    createLink(db, { purpose, subject: { signerId: id, personId: person.id }, now, validMs: 30 * 60_000 });
  const act = doing(db, signers);
  await act(details, ctx, id, { phone: '0812-3456-7890' });
  await act(drawing, ctx, id, { png: drawnPng(), token: await link('initial') });
  const then = later(ctx, -20);
  const { secret } = await db.transaction(withoutDeadline, (tx) =>
    authenticators.begin(tx, ctx.actor.id, then.now),
  );
  secrets.set(ctx.actor.id, secret);
  const first = await authenticators.checkFirst(then, await codeOf(secret, then.now));
  await act(enrolling(deps), then, id, { first, token: await link('authenticator') });
  await certify(later(ctx, -10));
}

async function certify(ctx: Context): Promise<void> {
  const signer = await signerOfPerson(db, ctx.actor.id);
  const forms = provedForms(deps);
  const { state } = await forms.open(ctx, 'generate', signer?.id ?? 0);
  await forms.submit(ctx, state, {}, await codesOf(ctx));
}

/** Minutes between one code of somebody and their next. */
let minute = 0;
const next = (ctx: Context): Context => {
  minute += 1;
  return later(ctx, minute);
};
const codesOf = async (ctx: Context): Promise<Codes> =>
  new Codes([['code', await codeOf(secrets.get(ctx.actor.id) ?? '', ctx.now)]]);

const chosen = (value: string) => ({ type: 'chosen' as const, chosen: [{ value, label: value }] });
function file(content: Buffer, name = 'kontrak.pdf') {
  const source = `test:${crypto.randomUUID()}`;
  given.set(source, content);
  return { type: 'files' as const, files: [{ source, name, size: content.length }] };
}

/** Asks for signatures; answers what was made. */
async function ask(
  ctx: Context,
  people: readonly Context[],
  some: { content?: Buffer; order?: string; key?: string } = {},
): Promise<Signing> {
  const key = some.key ?? crypto.randomUUID();
  const others = people.filter((one) => one !== ctx);
  const values: Values = {
    document: file(some.content ?? fixture('groff')),
    me: chosen(people.includes(ctx) ? 'yes' : 'no'),
    order: chosen(some.order ?? 'any'),
    ...Object.fromEntries(others.map(({ actor }, n) => [`signer${n + 1}`, chosen(String(actor.id))])),
  };
  await submitPdf(ctx, deps, [key], values);
  const [made] = await db.query<{ id: number }>('SELECT id FROM signing WHERE submission_key = $1', [key]);
  return whole(made?.id ?? 0);
}

/** Whether its card draws who signs one after the other. */
async function drawnInOrder(signing: Signing): Promise<boolean> {
  const { parts } = await signingCard(rina, signing, deps.db);
  return parts.some((part) => part.type === 'progress' && !part.unordered);
}

async function whole(id: number): Promise<Signing> {
  const found = await loadSigning(db, id);
  if (!found) throw new Error(`no signing ${id}`);
  return found;
}

/** Signs with the code of a later minute. */
async function sign(ctx: Context, { id }: Signing, values: Values = {}) {
  const then = next(ctx);
  const forms = signingForms(deps);
  const { state } = await forms.open(then, 'sign', id);
  return forms.submit(then, state, values, await codesOf(then));
}

const agreed = async ({ id }: Signing): Promise<number[]> =>
  (
    await db.query<{ id: number }>(
      'SELECT id FROM signing_party WHERE signing_id = $1 AND agreed_at IS NOT NULL ORDER BY agreed_at',
      [id],
    )
  ).map((party) => party.id);

/** Tells of all that has happened to signings and was not told yet. */
async function tell(): Promise<void> {
  const waiting = await db.query<{ entry: string }>(
    `SELECT j.payload->>'entry' AS entry FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'sign.signing' ORDER BY j.id`,
  );
  const job = announceSigning(db);
  for (const { entry } of waiting) await job({ entry });
  await db.query('DELETE FROM graphile_worker._private_jobs');
}

/** Has every signature written that was agreed to, each twice, as jobs may run. */
async function write(signing: Signing): Promise<Signing> {
  const contextOf = async (personId: number) =>
    [rina, tono, dewi].find(({ actor }) => actor.id === personId) ?? null;
  const job = writeJob({ ...deps, contextOf });
  for (const party of await agreed(signing)) for (const _ of [1, 2]) await job({ party });
  return whole(signing.id);
}

async function verified(content: Buffer) {
  const rows = await db.query<{ root: Buffer; der: Buffer }>('SELECT root, der FROM certificate_authority');
  return deps.pdf.verify('test', async () => new Uint8Array(content), {
    roots: rows.map(({ root }) => new Uint8Array(root)),
    issuers: rows.map(({ der }) => new Uint8Array(der)),
    now: later(rina, 600).now,
  });
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) =>
      error instanceof Refusal ? error.reason.key : error instanceof FieldErrors ? error.fields : error,
  );

describe('a PDF that people sign', () => {
  it('G-7 has every signature in the end, each with the whole file before it, whoever signed at the same time', async () => {
    const content = fixture('chromium');
    const signing = await ask(rina, [rina, tono, dewi], { content });
    expect(signing).toMatchObject({ status: 'WAITING', pages: 1 });
    expect(signing.number).toMatch(/^SIG-2026-\d{6}$/);
    await Promise.all([rina, tono, dewi].map((ctx) => sign(ctx, signing)));
    const done = await write(signing);
    expect(done.status).toBe('SIGNED');
    const signed = await pdfContent(db, done.file.id);
    expect(signed.subarray(0, content.length)).toEqual(content);
    // U-6: of its versions the first one alone was brought.
    const versions = await db.query<{ brought: boolean }>(
      'SELECT is_brought AS brought FROM attachment WHERE record = $1 ORDER BY id',
      [`signing:${done.id}`],
    );
    expect(versions.map(({ brought }) => brought)).toEqual([true, false, false, false]);
    const { covered, signatures } = await verified(signed);
    expect(covered).toBe(true);
    expect(
      signatures.map(({ integrity, trust, claimedTrust }) => [integrity, (claimedTrust ?? trust)?.outcome]),
    ).toEqual([1, 2, 3].map(() => ['intact', 'trusted']));
    expect(signatures.map(({ signer }) => /CN=([^,]*)/.exec(signer?.subject.text ?? '')?.[1]).sort()).toEqual(
      ['Dewi Lestari', 'Rina Wulandari', 'Tono Wijaya'],
    );
    const flipped = Buffer.from(signed);
    flipped[60] = (flipped[60] ?? 0) ^ 1;
    expect((await verified(flipped)).signatures.every(({ integrity }) => integrity === 'changed')).toBe(true);
  });

  it('G-7 may be larger than what forms take elsewhere, and is refused in words where it is larger still', async () => {
    const made = await PDFDocument.create();
    const page = made.addPage([595, 842]);
    const scan = made.context.stream(randomBytes(11 * 1024 * 1024), { Type: 'XObject', Subtype: 'Image' });
    page.node.setXObject(PDFName.of('Scan'), made.context.register(scan));
    const content = Buffer.from(await made.save());
    const signing = await ask(rina, [rina, tono], { content });
    await sign(rina, signing);
    await sign(tono, signing);
    const done = await write(signing);
    const whole = await pdfContent(db, done.file.id);
    expect(whole.subarray(0, content.length).equals(content)).toBe(true);
    expect([done.status, done.file.size]).toEqual(['SIGNED', whole.length]);
    const { covered, signatures } = await verified(whole);
    expect([covered, signatures.map(({ integrity }) => integrity)]).toEqual([true, ['intact', 'intact']]);

    // By its size alone: nothing of it is fetched.
    const huge = {
      type: 'files' as const,
      files: [{ source: 'test:huge', name: 'a.pdf', size: 26 * 1024 * 1024 }],
    };
    expect(
      await refused(submitPdf(rina, deps, ['huge'], { document: huge, me: chosen('yes') })),
    ).toMatchObject({
      document: { key: 'attachment.error.size', args: { size: 26, max: 25 } },
    });
  });

  it('G-7 is signed in the order in which people were named, each once the one before stands in the file', async () => {
    const signing = await ask(rina, [tono, dewi], { order: 'named' });
    expect(await drawnInOrder(signing)).toBe(true);
    expect(await drawnInOrder(await ask(rina, [tono, dewi]))).toBe(false);
    expect(waitOf(signings, signing)?.held).toEqual([{ personId: tono.actor.id, inPerson: true }]);
    expect(await refused(sign(dewi, signing))).toBe('sign.refuse.notYourTurn');
    await sign(tono, signing);
    expect(waitOf(signings, await whole(signing.id))).toBeNull();
    expect(waitOf(signings, await write(signing))?.held).toEqual([
      { personId: dewi.actor.id, inPerson: true },
    ]);
    await sign(dewi, signing);
    expect((await write(signing)).status).toBe('SIGNED');
  });

  it('G-7 I-3 is signed by nobody else, by each once, and with a code of their own', async () => {
    const signing = await ask(rina, [tono]);
    expect(await refused(sign(dewi, signing))).toBe('sign.refuse.unknownSigning');
    expect(await refused(sign(rina, signing))).toBe('sign.refuse.notYours');
    const then = next(tono);
    const forms = signingForms(deps);
    const { state } = await forms.open(then, 'sign', signing.id);
    const wrong = new Codes([['code', await codeOf(secrets.get(dewi.actor.id) ?? '', then.now)]]);
    expect(await refused(forms.submit(then, state, {}, wrong))).toMatchObject({
      code: { key: 'code.error.wrong' },
    });
    expect(await agreed(signing)).toEqual([]);
    const codes = await codesOf(then);
    // Of a form that is sent again one counts.
    await Promise.all([1, 2, 3].map(() => forms.submit(then, state, {}, codes).catch(() => undefined)));
    expect(await agreed(signing)).toHaveLength(1);
    expect(await refused(sign(tono, signing))).toBe('sign.refuse.signed');
    await write(signing);
  });

  it('G-7 has the initial on the page that was named, and none on one that is not there', async () => {
    const signing = await ask(rina, [rina]);
    const on = (page: string) => ({ place: chosen('TOP_LEFT'), page: { type: 'text' as const, text: page } });
    expect(await refused(sign(rina, signing, on('9')))).toEqual({
      page: msg('sign.error.page', { pages: signing.pages }),
    });
    expect(await refused(sign(rina, signing, on('dua')))).toEqual({ page: msg('sign.error.pageNumber') });
    expect(await agreed(signing)).toEqual([]);
    await sign(rina, signing, on('1'));
    expect((await write(signing)).status).toBe('SIGNED');
  });

  it('G-7 is signed in fields of the file, each by one of those who choose it, and beside them by others', async () => {
    const signing = await ask(rina, [rina, tono, dewi], { content: fixture('pdfbox-fields') });
    const formOf = async (ctx: Context) => {
      const { fields } = await signingForms(deps).open(ctx, 'sign', signing.id);
      const place = fields.find((field) => 'name' in field && field.name === 'place');
      return {
        offered: (place as { choices: { value: string }[] }).choices.map(({ value }) => value),
        said: JSON.stringify(fields),
      };
    };
    const { offered, said } = await formOf(next(rina));
    expect(offered.slice(-3)).toEqual(['FIELD:Direktur Utama', 'FIELD:Saksi', 'FIELD:Sesuai']);
    for (const [whyNot, names] of [
      ['locks', 'Mengunci'],
      ['demands', 'Menuntut alasan, Sidik SHA-512'],
      ['closed', 'Tertutup'],
    ] as const)
      expect(said).toContain(rina.t(`sign.fieldNotUsed.${whyNot}`, { names }));

    const field = (name: string) => ({ place: chosen(`FIELD:${name}`) });
    const taken = (name: string) => ({ place: msg('sign.error.fieldTaken', { name }) });
    expect(await refused(sign(rina, signing, field('Mengunci')))).toEqual(taken('Mengunci'));
    expect(await refused(sign(rina, signing, field('Tidak ada')))).toEqual(taken('Tidak ada'));
    const both = await Promise.all(
      [rina, tono].map((ctx) => refused(sign(ctx, signing, field('Saksi')) as Promise<unknown>)),
    );
    expect(both).toEqual(expect.arrayContaining(['done', taken('Saksi')]));
    expect((await formOf(next(dewi))).offered).not.toContain('FIELD:Saksi');
    const slower = both[0] === 'done' ? tono : rina;
    await sign(slower, signing, field('Direktur Utama'));
    await sign(dewi, signing);
    const done = await write(signing);
    expect(done.status).toBe('SIGNED');
    const { covered, signatures } = await verified(await pdfContent(db, done.file.id));
    expect(covered).toBe(true);
    expect(signatures.map((one) => one.field).sort()).toEqual(['Direktur Utama', 'Saksi', 'Signature1']);
    expect(signatures.every(({ integrity }) => integrity === 'intact')).toBe(true);
  });

  it('G-7 ends with a reason when one of those who were asked declines, and may be taken back while one is missing', async () => {
    const declined = await ask(rina, [tono, dewi]);
    await sign(tono, declined);
    await write(declined);
    const act = doing(db, signings);
    expect(await act(decline, dewi, declined.id, { reason: 'Belum sesuai' })).toMatchObject({
      type: 'decided',
    });
    expect(await whole(declined.id)).toMatchObject({ status: 'DECLINED' });
    expect(await refused(sign(dewi, declined))).toBe('sign.refuse.passed');

    const withdrawn = await ask(rina, [tono]);
    expect(await refused(act(withdrawSigning, tono, withdrawn.id, {}))).toBe('sign.refuse.unknown');
    expect(await act(withdrawSigning, rina, withdrawn.id, {})).toMatchObject({ type: 'decided' });
    expect(waitOf(signings, await whole(withdrawn.id))).toBeNull();
  });

  it('A-2 ends by another ADMIN with a reason, which those are told who have been brought it, and nobody whose turn had not come', async () => {
    const act = doing(db, signings);
    const end = (ctx: Context, signing: Signing, reason = 'Salah dokumen') =>
      act(endSigning, ctx, signing.id, { reason });
    const admin = { ...(await actingAs(db, 'hendra.gunawan')) };
    admin.actor = { ...admin.actor, roles: [{ role: 'ADMIN', unitId: null }] };
    for (const order of ['any', 'named']) {
      const signing = await ask(rina, [tono, dewi], { order });
      await tell();
      expect(await refused(end(dewi, signing))).toBe('error.adminOnly');
      // Tono is an ADMIN, and one of those who were asked.
      expect(await refused(end(tono, signing))).toBe('sign.refuse.ownSigning');
      expect(await end(admin, signing)).toMatchObject({ type: 'decided' });
      expect(await end(admin, signing)).toMatchObject({ type: 'passed' });
      expect(await whole(signing.id)).toMatchObject({ status: 'ENDED' });
      await tell();
      const told = await db.query<{ name: string }>(
        `SELECT p.name FROM posted_card c JOIN person p ON p.id = c.person_id
         WHERE c.card = 'sign.step' AND c.subject = $1 ORDER BY p.name`,
        [`signing:${signing.id}`],
      );
      const others = order === 'any' ? ['Dewi Lestari'] : [];
      expect(told.map(({ name }) => name)).toEqual([...others, 'Rina Wulandari', 'Tono Wijaya']);
    }
  });

  it('G-7 asks only that one anew whose signature could not be written, of all whose turn it is', async () => {
    const signing = await ask(rina, [tono, dewi]);
    await tell();
    await sign(dewi, signing);
    const signer = await signerOfPerson(db, dewi.actor.id);
    await db.transaction(withoutDeadline, (tx) => revokeAll(tx, next(dewi), signer?.id ?? 0, 'OWN'));
    await write(signing);
    await tell();
    const cards = await db.query<{ name: string; cards: number }>(
      `SELECT p.name, count(*)::int AS cards FROM posted_card c JOIN person p ON p.id = c.person_id
       WHERE c.card = 'sign.to-sign' AND c.subject = $1 GROUP BY 1 ORDER BY 1`,
      [`signing:${signing.id}`],
    );
    expect(cards).toEqual([
      { name: 'Dewi Lestari', cards: 2 },
      { name: 'Tono Wijaya', cards: 1 },
    ]);
    await certify(next(dewi));
  });

  it('G-1 leads whoever has no certificate that holds to the next step, and asks once more whose key was gone before it was written', async () => {
    const signing = await ask(rina, [dewi]);
    await sign(dewi, signing);
    const signer = await signerOfPerson(db, dewi.actor.id);
    await db.transaction(withoutDeadline, (tx) => revokeAll(tx, next(dewi), signer?.id ?? 0, 'OWN'));
    const after = await write(signing);
    expect(after).toMatchObject({ status: 'WAITING', parties: [{ agreedAt: null, signedAt: null }] });
    expect(waitOf(signings, after)?.held).toEqual([{ personId: dewi.actor.id, inPerson: true }]);
    const then = next(dewi);
    const detour = await signingForms(deps)
      .open(then, 'sign', signing.id)
      .catch((error) => error);
    expect(detour).toBeInstanceOf(Detour);
    expect(detour.card).toMatchObject({ title: 'Account Not Register' });
    await certify(next(dewi));
    await sign(dewi, signing);
    expect((await write(signing)).status).toBe('SIGNED');
  });

  it.each([
    ['groff-password', 'sign.obstacle.encrypted'],
    ['groff-empty-password', 'sign.obstacle.encrypted'],
  ])('G-7 %s is refused in words, and nothing is made', async (name, key) => {
    const before = await db.query('SELECT id FROM signing');
    expect(await refused(ask(rina, [rina], { content: fixture(name) }))).toMatchObject({ document: { key } });
    expect(await db.query('SELECT id FROM signing')).toEqual(before);
  });

  it('I-3 an ADMIN who is not asked sees that it waits, and not the file', async () => {
    const signing = await ask(rina, [dewi]);
    const files = async (ctx: Context) =>
      (await signingCard(ctx, signing, deps.db)).parts.filter(({ type }) => type === 'files').length;
    expect([await files(rina), await files(dewi), await files(tono)]).toEqual([1, 1, 0]);
    expect(await signings.seen(db, tono, signing.id)).not.toBeNull();
    const { file: open } = createSignatureDesk({
      ...deps,
      jobDb: db,
      defaultLanguage: 'id',
      contextOf: async () => null,
      chat: noChat,
    }).actions;
    expect(await refused(open?.run(tono, [String(signing.id)]) ?? Promise.resolve())).toBe(
      'sign.refuse.unknownSigning',
    );
  });

  it('G-7 has its time attested where somebody does (TSA_URL); while they do not, nothing is written and it is tried again', async () => {
    const signing = await ask(rina, [rina]);
    await sign(rina, signing);
    const asked: string[] = [];
    const timeStamper = async (digest: Uint8Array): Promise<never> => {
      asked.push(Buffer.from(digest).toString('hex'));
      throw new Error('tsa is down');
    };
    const job = writeJob({ ...deps, timeStamper, contextOf: async () => rina });
    const [party] = await agreed(signing);
    await expect(job({ party: party ?? 0 })).rejects.toThrow('tsa is down');
    expect(asked[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await whole(signing.id)).toMatchObject({ status: 'WAITING', parties: [{ signedAt: null }] });
    expect((await write(signing)).status).toBe('SIGNED');
  });

  it('G-7 says to whoever asks that a file which claims to be PDF/A cannot keep that', async () => {
    const made = await PDFDocument.create();
    made.addPage();
    const metadata = made.context.flateStream('<pdfaid:part>2</pdfaid:part>', { Type: 'Metadata' });
    made.catalog.set(PDFName.of('Metadata'), made.context.register(metadata));
    const submit = (content: Buffer) =>
      submitPdf(rina, deps, [crypto.randomUUID()], { document: file(content), me: chosen('yes') });
    expect(JSON.stringify(await submit(Buffer.from(await made.save())))).toContain('PDF/A');
    expect(JSON.stringify(await submit(fixture('groff')))).not.toContain('PDF/A');
  });

  it('A-2 one form asks once, also at the same moment', async () => {
    const key = crypto.randomUUID();
    await Promise.all([1, 2, 3, 4].map(() => ask(rina, [tono], { key })));
    expect(await db.query('SELECT id FROM signing WHERE submission_key = $1', [key])).toHaveLength(1);
  });

  it('U-7 of one person only so many wait at the same time, until one of them is over', async () => {
    const { id } = await ask(rina, [tono]);
    const [open] = await db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM signing WHERE requester_id = $1 AND status = 'WAITING'`,
      [rina.actor.id],
    );
    const limited = { ...deps, admit: createAdmission({ perMinute: 1000, open: open?.count ?? 0 }) };
    const another = () =>
      submitPdf(rina, limited, [crypto.randomUUID()], {
        document: file(fixture('groff')),
        me: chosen('yes'),
      });
    expect(await refused(another())).toBe('error.tooManyOpen');
    await doing(db, signings)(withdrawSigning, rina, id, {});
    await expect(another()).resolves.toBeDefined();
  });
});

describe('/sign verify', () => {
  it('G-8 says who signed, by whose word when, and what came after; and of a file without any that there is none', async () => {
    const signing = await ask(rina, [rina]);
    await sign(rina, signing);
    const { file: kept } = await write(signing);
    const signed = await pdfContent(db, kept.id);
    const shown = async (content: Buffer) =>
      JSON.stringify(await submitVerify(next(rina), deps, { document: file(content) }));
    const good = await shown(signed);
    for (const said of ['Semua tanda tangan sah', 'Rina Wulandari', 'menurut penanda tangan sendiri'])
      expect(good).toContain(said);
    expect(await shown(Buffer.concat([signed, Buffer.from('\n% tambahan\n')]))).not.toContain(
      'Semua tanda tangan sah',
    );
    expect(await shown(fixture('cairo'))).toContain('Tidak ada tanda tangan');
  });
});
