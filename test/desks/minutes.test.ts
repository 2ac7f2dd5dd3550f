import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Button } from '../../src/chat/card.ts';
import type { ActionHandler, Reply } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { Refusal } from '../../src/core/errors.ts';
import { projectRoot } from '../../src/core/root.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import type { ProductSignature } from '../../src/desks/house.ts';
import { createMinutesDesk } from '../../src/desks/minutes/index.ts';
import { confirmed, type Issued, loadIssued } from '../../src/desks/minutes/store.ts';
import { writeJob } from '../../src/desks/minutes/write.ts';
import { authorityPem } from '../../src/desks/signature/certificates/authority.ts';
import { currentList } from '../../src/desks/signature/certificates/revocation-list.ts';
import { pdfLater } from '../../src/desks/signature/documents/pdf-later.ts';
import { pdfContent } from '../../src/desks/signature/documents/store.ts';
import { verificationCard } from '../../src/desks/signature/documents/verify.ts';
import { productCertificate, productFingerprints } from '../../src/desks/signature/product/certificate.ts';
import { productSignature } from '../../src/desks/signature/product/sign.ts';
import { timeStamperAt } from '../../src/pades/timestamp.ts';
import { pressLater } from '../../src/paper/press-later.ts';
import type { Minutes } from '../../src/records/minutes.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks } from '../support/card-catalogue.ts';
import { now } from '../support/everything.ts';
import { certutil, mutool, openssl, pdfsig, qpdf, zbarimg } from '../support/judges.ts';
import { applicant, type Specimen, specimens } from '../support/minuted.ts';
import { openDatabase } from '../support/open-database.ts';
import { openTimeStamping, timeStampIn } from '../support/time-stamper.ts';

/** Kinds whose records nobody is given in writing, and why. */
const without: Record<string, string> = {
  'address-claim': 'a question of the house to its ADMINs, who answer it',
  'role-proposal': 'a question of the house to its ADMINs, who answer it',
  'market-company': 'what ADMINs see of mappings: each has its berita acara with the officer who made it',
  'new-phone': 'about the means of signing, whose certificate says it itself',
  signer: 'about the means of signing, whose certificate says it itself',
  signing: 'its file has the signatures of those who decided it',
  'whitelist-grant': 'a role that somebody holds or not, which its application knows',
};

let database: SampleDatabase;
let db: Database;
let kinds: readonly Minutes[];
let sign: ProductSignature;
const pdf = pdfLater();
const product = () => ({
  db,
  publicUrl: 'https://pintu.example.com',
  organisation: 'Perusahaan Uji, Tbk. “Nusantara”',
});
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  const { userId, satker, partner, market, signature, organisation, front } = catalogueDesks(db);
  const desks = [userId, satker.desk, partner.desk, market.desk, signature.desk, organisation, front];
  kinds = desks.flatMap((desk) => ('minutes' in desk ? ((desk.minutes as Minutes[]) ?? []) : []));
  sign = productSignature({ ...product(), pdf });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const deps = () => ({
  db,
  kinds: new Map(kinds.map((one) => [one.name, one])),
  publicUrl: 'https://pintu.example.com',
});
const job = (ctx: Context | null, signing = sign) =>
  writeJob({ ...deps(), press, sign: signing, contextOf: async () => ctx });
const press = pressLater();

const pressed = (ctx: Context, verb: 'make' | 'open', ...args: (string | number)[]): Promise<Reply> => {
  const run = createMinutesDesk(deps()).actions[verb]?.run(ctx, args.map(String));
  return run ?? Promise.reject(new Error(`nothing does ${verb}`));
};
const refused = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (one) => one,
  );
  return error instanceof Refusal ? error.reason.key : error;
};
const leadsTo = (reply: Reply): string => {
  const [button] = reply.type === 'card' ? reply.card.buttons : [];
  return button && 'url' in button.does ? 'file' : 'waiting';
};

/** Presses the button, has the job run, and answers what was issued. */
async function issue(kind: string, { id, reader, subject }: Specimen): Promise<Issued> {
  await pressed(reader, 'make', kind, id);
  await job(reader)({ kind, record: id, person: reader.actor.id });
  const [made] = await db.query<{ id: number }>(
    'SELECT id FROM minutes WHERE subject = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1',
    [subject, reader.actor.id],
  );
  const issued = made && (await loadIssued(db, made.id));
  if (!issued) throw new Error(`nothing was issued of ${subject}`);
  return issued;
}
const specimen = (kind: string): Promise<Specimen> => {
  const make = specimens[kind];
  if (!make) throw new Error(`no record of ${kind} is there to be told of: test/support/minuted.ts`);
  return make(db);
};
const fileOf = async ({ file }: Issued) => pdfContent(db, file.id);
const textOf = (content: Uint8Array) =>
  mutool.says(['draw', '-F', 'text', 'b.pdf'], { 'b.pdf': content }).words.replaceAll(/\s+/g, ' ');

describe('kinds of records', () => {
  it('have a berita acara, or a reason why nobody is given one', async () => {
    const root = path.join(projectRoot, 'src');
    const exported = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.startsWith('desks/') && file.endsWith('.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(path.join(root, file), 'utf8').matchAll(
            /^export const (\w+): (?:(?:Waiting)?Kind|Logging|Told)</gm,
          ),
        ].map(([, name = '']) => ({ file: path.join(root, file), name })),
      );
    const named = await Promise.all(exported.map(async ({ file, name }) => (await import(file))[name].name));
    expect(named.length).toBeGreaterThan(8);
    const answered = [...kinds.map(({ name }) => name), ...Object.keys(without)];
    expect([...new Set(named)].sort()).toEqual(answered.sort());
    expect(kinds.map(({ name }) => name).sort()).toEqual(Object.keys(specimens).sort());
  });
});

describe.each(Object.keys(specimens))('the berita acara of %s', (kind) => {
  let one: Specimen;
  let issued: Issued;
  let content: Buffer;
  beforeAll(async () => {
    one = await specimen(kind);
    issued = await issue(kind, one);
    content = await fileOf(issued);
  });

  it.skipIf(!mutool.found)(
    mutool.title(
      'I-5 tells in whole what was asked, who decided when and why, and the hashes of attachments',
    ),
    () => {
      const said = textOf(content);
      for (const words of [one.reference, ...one.says]) expect(said).toContain(words.replaceAll(/\s+/g, ' '));
      expect(said).toContain('Halaman 1 dari');
    },
  );

  it('I-3 U-14 is for whoever may see the record; nobody else hears whether there is one', async () => {
    const { id, reader, stranger, subject } = one;
    expect(await refused(pressed(stranger, 'make', kind, id))).toBe('minutes.refuse.none');
    expect(await refused(pressed(reader, 'make', kind, 2 ** 30))).toBe('minutes.refuse.none');
    expect(await refused(pressed(stranger, 'open', issued.id))).toBe('minutes.refuse.none');
    expect(leadsTo(await pressed(reader, 'open', issued.id))).toBe('file');
    // Whoever may no longer see it by the time of the job is sent nothing.
    await job(stranger)({ kind, record: id, person: stranger.actor.id });
    expect(await issuedOf(subject)).toHaveLength(1);
  });

  it('A-2 is one file, however often it is asked for', async () => {
    const { id, reader, subject } = one;
    expect(leadsTo(await pressed(reader, 'make', kind, id))).toBe('file');
    await job(reader)({ kind, record: id, person: reader.actor.id });
    const rows = await issuedOf(subject);
    expect(rows).toHaveLength(1);
    const [row] = rows;
    const entries = await db.query('SELECT action, data FROM audit_entry WHERE subject = $1', [
      `minutes:${row?.id}`,
    ]);
    expect(entries).toEqual([
      { action: 'minutes.issued', data: expect.objectContaining({ record: subject, sha256: row?.sha256 }) },
    ]);
    expect(createHash('sha256').update(content).digest('hex')).toBe(row?.sha256);
    const cards = await db.query('SELECT card FROM posted_card WHERE subject = $1', [`minutes:${row?.id}`]);
    expect(cards).toEqual([{ card: 'minutes.ready' }]);
  });

  it('I-5 says by its page when the record has changed since, and another one then tells of that', async () => {
    const { id, reader, subject, later, reopen } = one;
    const token = tokenIn(content);
    const steps = () => deps().kinds.get(kind)?.steps ?? [];
    expect(await confirmed(db, token, steps)).toMatchObject({ id: issued.id, changedAt: null });
    expect(await confirmed(db, `${token}x`, steps)).toBeNull();
    await db.transaction(withoutDeadline, (tx) =>
      audit(tx, { at: now, actor: reader.actor, surface: 'slack', action: later, subject }),
    );
    expect(await confirmed(db, token, steps)).toMatchObject({ id: issued.id, changedAt: now });
    expect(leadsTo(await pressed(reader, 'make', kind, id))).toBe('waiting');
    if (!reopen) return;
    await db.query(reopen, [id]);
    expect(await refused(pressed(reader, 'make', kind, id))).toBe('minutes.refuse.none');
  });
});

const issuedOf = (subject: string) =>
  db.query<{ id: number; sha256: string }>(
    `SELECT m.id, encode(a.sha256, 'hex') AS sha256 FROM minutes m JOIN attachment a ON a.id = m.attachment_id WHERE m.subject = $1`,
    [subject],
  );

describe('several who write the same', () => {
  it('A-2 leave one file and tell of it once', async () => {
    const { id, reader, subject } = await specimen('mapping');
    await Promise.all(
      [1, 2, 3].map(() => job(reader)({ kind: 'mapping', record: id, person: reader.actor.id })),
    );
    const [row, another] = await issuedOf(subject);
    expect(another).toBeUndefined();
    expect(
      await db.query('SELECT id FROM posted_card WHERE subject = $1', [`minutes:${row?.id}`]),
    ).toHaveLength(1);
  });
});

/** The token of a document's page, as its link has it. */
function tokenIn(content: Uint8Array): string {
  const [, token] = /\/portal\/minutes\/([\w-]+)/.exec(Buffer.from(content).toString('latin1')) ?? [];
  if (!token) throw new Error('there is no link in it');
  return token;
}

describe('a berita acara, as a file', () => {
  let content: Buffer;
  beforeAll(async () => {
    content = await fileOf(await issue('user-id', await specimen('user-id')));
  });

  it.skipIf(!qpdf.found || !mutool.found)(
    qpdf.title('is whole, tagged, in its language, and stands in one font that has all its letters'),
    () => {
      const files = { 'b.pdf': content };
      expect(qpdf.says(['--check', 'b.pdf'], files).words).toContain('No syntax or stream encoding errors');
      const catalogue = mutool.says(['show', 'b.pdf', 'trailer/Root'], files).words;
      expect(catalogue).toMatch(/\/Lang \(id\)/);
      expect(catalogue).toContain('/StructTreeRoot');
      expect(mutool.says(['show', 'b.pdf', 'trailer/Root/MarkInfo'], files).words).toContain('/Marked true');
      expect(textOf(content)).not.toContain('[U+');
      expect(content.length).toBeLessThan(120_000);
    },
  );

  it.skipIf(!zbarimg.found || !mutool.found)(zbarimg.title('leads by its QR to its page'), async () => {
    const picture = mutool.makes(
      ['draw', '-r', '150', '-o', 'b.png', 'b.pdf', '1'],
      { 'b.pdf': content },
      'b.png',
    );
    const read = zbarimg.says(['-q', '--raw', 'b.png'], { 'b.png': picture }).words;
    expect(read).toContain(`https://pintu.example.com/portal/minutes/${tokenIn(content)}`);
  });

  it.skipIf(!openssl.found)(
    openssl.title('proves itself without the server: openssl trusts it by ca.pem alone'),
    async () => {
      const { signed, signature } = partsOf(content);
      const files = { 'cms.der': signature, 'signed.bin': signed, 'ca.pem': await authorityPem(db) };
      expect(openssl.says(verifying, files).words).toContain('Verification successful');
      const flipped = Buffer.from(signed);
      flipped[1000] = (flipped[1000] ?? 0) ^ 1;
      expect(openssl.says(verifying, { ...files, 'signed.bin': flipped }).words).toContain(
        'erification failure',
      );
    },
  );

  it.skipIf(!pdfsig.found || !certutil.found)(
    pdfsig.title('is valid for pdfsig; with one byte changed it is not'),
    () => {
      const says = (file: Uint8Array) => pdfsig.says(['b.pdf'], { 'b.pdf': file }).words;
      expect(says(content)).toContain('Signature is Valid');
      expect(says(content)).toContain('Total document signed');
      expect(says(content)).toContain('Signer Certificate Common Name: Satu Pintu');
      const flipped = Buffer.from(content);
      flipped[2000] = (flipped[2000] ?? 0) ^ 1;
      expect(says(flipped)).not.toContain('Signature is Valid');
    },
  );

  it('G-7 is known by /sign verify as the product’s own', async () => {
    const { reader } = await specimen('user-id');
    const found = await pdf.verify('test', async () => new Uint8Array(content), {
      ...(await trusted()),
      now,
    });
    const shown = JSON.stringify(verificationCard(reader, 'b.pdf', found, await productFingerprints(db)));
    expect(shown).toContain('Satu Pintu sendiri');
    expect(shown).toContain('Semua tanda tangan sah');
    expect(JSON.stringify(verificationCard(reader, 'b.pdf', found, new Set()))).not.toContain(
      'Satu Pintu sendiri',
    );
  });

  it.skipIf(!mutool.found)(
    mutool.title('breaks what is long into pages, and says of a letter that no font has which one it is'),
    async () => {
      const long = Array.from({ length: 400 }, (_, n) => `Alasan ${n} yang panjang.`).join(' ');
      const said = textOf(
        await press('test', {
          language: 'id',
          title: 'Berita acara',
          author: 'Satu Pintu',
          madeAt: now,
          foot: 'kaki',
          pageOf: 'Halaman {page} dari {pages}',
          unknownSigns: 'Ada tanda tanpa huruf.',
          code: { url: 'https://pintu.example.com/x', label: 'Periksa', text: 'Pindai' },
          blocks: [
            { type: 'title', text: 'Berita acara', beneath: applicant },
            {
              type: 'facts',
              facts: [
                { label: 'Nama', value: 'ꦗꦮ dan 漢' },
                { label: 'Panjang', value: long },
              ],
            },
            { type: 'quote', label: 'Budi', text: long },
          ],
        }),
      );
      expect(said).toContain('[U+A997][U+A9AE] dan [U+6F22]');
      expect(said).toContain('Ada tanda tanpa huruf.');
      expect(said).toContain(applicant);
      for (const n of [0, 200, 399])
        expect(said.match(new RegExp(`Alasan ${n} yang panjang\\.`, 'g'))).toHaveLength(2);
      const pages = Number(/Halaman 1 dari (\d+)/.exec(said)?.[1]);
      expect(pages).toBeGreaterThan(1);
      expect(said).toContain(`Halaman ${pages} dari ${pages}`);
      expect(said).not.toContain(`Halaman ${pages + 1} `);
    },
  );
});

/** How OpenSSL looks at them, trusting our authority alone. */
const verifying = [
  ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'cms.der', '-content', 'signed.bin'],
  ...['-out', 'out', '-CAfile', 'ca.pem'],
];

/** The bytes that a signature is over, and the signature. */
function partsOf(content: Buffer): { signed: Buffer; signature: Buffer } {
  const [, ...range] = /\/ByteRange \[(\d+) +(\d+) +(\d+) +(\d+) *\]/.exec(content.toString('latin1')) ?? [];
  const [from = 0, length = 0, then = 0, rest = 0] = range.map(Number);
  const signed = Buffer.concat([content.subarray(from, from + length), content.subarray(then, then + rest)]);
  const signature = Buffer.from(content.subarray(length + 1, then - 1).toString('latin1'), 'hex');
  return { signed, signature };
}

async function trusted() {
  const rows = await db.query<{ der: Buffer; root: Buffer }>('SELECT der, root FROM certificate_authority');
  const bytes = (one: Buffer) => new Uint8Array(one);
  return { roots: rows.map(({ root }) => bytes(root)), issuers: rows.map(({ der }) => bytes(der)), crls: [] };
}

describe('the product’s certificate', () => {
  it('G-5 is made once, says whose it is, lies sealed, and another one takes its place before it ends', async () => {
    await db.query('DELETE FROM product_certificate');
    const made = await Promise.all([1, 2, 3, 4].map(() => productCertificate(product(), now)));
    expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    const [first] = made;
    expect(first?.subject).toContain('CN=Satu Pintu');
    expect(first?.subject).toContain('Perusahaan Uji');
    const [row] = await db.query<{ key: Buffer; notAfter: Date }>(
      'SELECT private_key AS key, not_after AS "notAfter" FROM product_certificate',
    );
    expect(row?.key.includes(Buffer.from(first?.privateKey ?? []))).toBe(false);
    const before = new Date((row?.notAfter.getTime() ?? 0) - 30 * 24 * 60 * 60_000);
    const next = await productCertificate(product(), before);
    expect(next.fingerprint).not.toBe(first?.fingerprint);
    expect(
      await db.query(
        'SELECT private_key IS NULL AS gone, superseded_at IS NULL AS current FROM product_certificate ORDER BY id',
      ),
    ).toEqual([
      { gone: true, current: false },
      { gone: false, current: true },
    ]);
  });

  it('G-6 is of the authority that issues now, and stands in the list of what was revoked where it was', async () => {
    const first = await productCertificate(product(), now);
    await db.query(
      'UPDATE product_certificate SET revoked_at = $1, superseded_at = $1, private_key = NULL WHERE superseded_at IS NULL',
      [now],
    );
    const second = await productCertificate(product(), now);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    const list = await currentList({ db, clock: () => now }, null);
    const [row] = await db.query<{ serial: string }>(
      'SELECT serial FROM product_certificate WHERE fingerprint = $1',
      [first.fingerprint],
    );
    expect(list?.toString('hex').toUpperCase()).toContain(row?.serial);
    await db.query('UPDATE certificate_authority SET retired_at = $1 WHERE retired_at IS NULL', [now]);
    const third = await productCertificate(product(), now);
    expect(third.fingerprint).not.toBe(second.fingerprint);
    expect(third.chain[1]).not.toEqual(second.chain[1]);
  });

  it('G-7 has the time attested where somebody does (TSA_URL): while they do not, nothing is issued and it is tried again', async () => {
    const one = await specimen('mapping');
    const down = productSignature({
      ...product(),
      pdf,
      timeStamper: async () => Promise.reject(new Error('tsa is down')),
    });
    const work = job(one.reader, down)({ kind: 'mapping', record: one.id, person: one.reader.actor.id });
    await expect(work).rejects.toThrow('tsa is down');
    expect(await db.query('SELECT id FROM minutes WHERE subject = $1', [one.subject])).toEqual([]);
    expect((await issue('mapping', one)).reference).toBe(one.reference);
  });

  it.skipIf(!openssl.found || !pdfsig.found)(
    openssl.title('G-7 has its time attested in a way that OpenSSL and pdfsig accept (TSA_URL)'),
    async () => {
      const authority = await openTimeStamping();
      try {
        const { id, reader, subject } = await specimen('user-id');
        const stamped = productSignature({ ...product(), pdf, timeStamper: timeStamperAt(authority.url) });
        await job(reader, stamped)({ kind: 'user-id', record: id, person: reader.actor.id });
        const [row] = await issuedOf(subject);
        const content = await fileOf((await loadIssued(db, row?.id ?? 0)) as Issued);
        const { signed, signature } = partsOf(content);
        const { token, data } = timeStampIn(signature);
        expect(authority.judged(token, data)).toContain('Verification: OK');
        const files = { 'cms.der': signature, 'signed.bin': signed, 'ca.pem': await authorityPem(db) };
        expect(openssl.says(verifying, files).words).toContain('Verification successful');
        const words = pdfsig.says(['b.pdf'], { 'b.pdf': content }).words;
        expect(words).toContain('Signature is Valid');
        const { signatures } = await pdf.verify('test', async () => new Uint8Array(content), {
          ...(await trusted()),
          roots: [...(await trusted()).roots, authority.certificate],
          now: new Date(),
        });
        expect(signatures[0]?.attested?.trust.outcome).toBe('trusted');
      } finally {
        authority.close();
      }
    },
  );
});

describe('a berita acara of what has a long log', () => {
  it('I-5 leaves out none of its entries', async () => {
    const one = await specimen('mapping');
    await db.query(
      `INSERT INTO audit_entry (at, actor, actor_id, surface, action, subject, reason)
       SELECT e.at, e.actor, e.actor_id, e.surface, e.action, e.subject, 'Alasan ke-' || n
       FROM audit_entry e, generate_series(1, 250) n WHERE e.subject = $1`,
      [one.subject],
    );
    const minuted = await deps().kinds.get('mapping')?.of(db, one.reader, one.id);
    expect(minuted?.steps.map(({ reason }) => reason)).toEqual([
      'Sekretaris baru',
      ...Array.from({ length: 250 }, (_, n) => `Alasan ke-${n + 1}`),
    ]);
  });
});

/** How the card of a record is opened in chat, by its kind. */
const opened: Record<string, (desks: CatalogueDesks) => ActionHandler | undefined> = {
  'user-id': ({ userId }) => userId.actions.open,
  satker: ({ satker }) => satker.desk.actions.open,
  'satker-ticket': ({ satker }) => satker.desk.actions['open-ticket'],
  mapping: ({ partner }) => partner.desk.actions.open,
  'market-satker': ({ market }) => market.desk.actions.open,
};

describe('the button', () => {
  it.each(Object.keys(specimens))(
    'I-3 stands on the card of a record that is over, for whoever may have it in writing, and on no other: %s',
    async (kind) => {
      const { id, reader, reopen } = await specimen(kind);
      const labels = async () => {
        const reply = await opened[kind]?.(catalogueDesks(db))?.run(reader, [String(id)]);
        return reply?.type === 'card' ? reply.card.buttons.map(({ label }: Button) => label) : [];
      };
      expect(await labels()).toContain('Berita acara');
      if (!reopen) return;
      await db.query(reopen, [id]);
      expect(await labels()).not.toContain('Berita acara');
    },
  );
});
