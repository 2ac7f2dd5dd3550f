import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/authenticators.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { pdf } from '../support/sample-files.ts';
import { openDesk, type SatkerWorkspace } from '../support/satker-desk.ts';
import { decide, fillInFor, openAdd, register } from '../support/satker-steps.ts';
import { drawnPng, keyIn, pageOf } from '../support/signature-steps.ts';
import {
  fillIn,
  forRina,
  openRequestForm,
  settled,
  toReview,
  voice,
  words,
} from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

/** What people gave, by what it is. */
const given = new Map<string, string | Buffer>();
/** Where some of it stands open all the same, and why that is right. */
const registered = {
  'cards of Ali Rahman': 'the satker sees what it has entered (S-3)',
  'cards of Maya Anggraini': 'the KPPN compares it with the letter (S-7)',
};
/** Whoever gave a file sees at which cells it is wrong, and what stands there. */
const wrong = { 'cards of Tono Wijaya': 'the preview says what is wrong with a row (P-5)' };
const open: Record<string, Record<string, string>> = {
  'the unit in a row': wrong,
  'the position in a row': wrong,
  'the kind in a row': wrong,
  'the start in a row': wrong,
  'the end in a row': wrong,
  'the NIK of who was registered': registered,
  'the phone of who was registered': registered,
};

const t = voice('slack', 'id');
let workspace: SatkerWorkspace;
/** Everything that is kept or was sent, by where. */
let everywhere: Map<string, string>;

/** A value that nothing else contains, kept as what was given. */
function said<Value extends string | Buffer>(what: string, value: Value): Value {
  given.set(what, value);
  return value;
}
const letterWith = (what: string) => {
  const words = said(what, `Rahasia ${randomBytes(12).toString('base64url')}`);
  return { name: 'surat.pdf', data: Buffer.concat([pdf, Buffer.from(`\n% ${words}\n`)]) };
};
const tokenOf = (what: string, page: string) => said(what, page.split('/').at(-1) ?? '') && page;

beforeAll(async () => {
  workspace = await openDesk({ platform: 'slack', language: 'id' });
  const ali = workspace.person('ali.rahman');
  const maya = workspace.person('maya.anggraini');
  const rina = workspace.person('rina.wulandari');

  // Registered by their satker, and decided by the KPPN.
  const dian = workspace.registers.newcomer('Dian Puspita');
  said('the NIK of who was registered', dian.nik);
  const number = await register(ali, dian, {
    phone: said('the phone of who was registered', '0813-7719-4402'),
    file: letterWith('the letter of a registration'),
  });
  await settled(workspace);
  await decide(maya, number, 'Approve');
  // In a form that a register kept from being sent.
  const wulan = workspace.registers.newcomer('Wulan Sari');
  said('the NIK in a form that is not sent', wulan.nik);
  const form = await fillInFor(await openAdd(ali), wulan, {
    phone: said('the phone in a form that is not sent', '0813-5528-9917'),
    file: letterWith('the letter in a form that is not sent'),
  });
  workspace.registers.trouble('dukcapil', 'unavailable');
  await form.submit();
  workspace.registers.heal();
  await ali.closeModals();

  // Somebody enrols for signing.
  await rina.command('/sign enrol');
  await settled(workspace);
  await rina.click(words('sign.button.details'));
  const details = await rina.modal(words('sign.details.title'));
  await details.type(t('sign.field.phone'), said('the phone of a signer', '0812-6604-3381'));
  await details.choose(t('sign.field.method'), t('sign.method.authenticator'));
  await details.submit();
  await rina.closeModals();
  await settled(workspace);
  const guest = new Visitor(workspace.url, 'id');
  await rina.click(words('sign.button.initial'));
  const drawing = tokenOf('the link to draw an initial', await pageOf(rina, words('sign.page.open.initial')));
  const content = drawnPng();
  said('an initial', content.subarray(-40, -16));
  await guest.upload(drawing, { name: 'initial', file: 'paraf.png', content });
  await settled(workspace);
  await rina.click(words('sign.button.proceed'));
  const verify = tokenOf(
    'the link to an authenticator',
    await pageOf(rina, words('sign.page.open.authenticator')),
  );
  const page = (await guest.get(verify)).text;
  const secret = said('the secret of an authenticator', keyIn(page));
  said('its bytes', base32(secret));
  const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
  await guest.post(verify, new URLSearchParams({ csrf, code: await codeOf(secret, new Date()) }));

  // A request that is looked at once more, and not sent.
  const request = await openRequestForm(rina);
  await fillIn(request, {
    ...forRina,
    platforms: { SAP: said('a wish in a form that is not sent', 'Membuka laporan gaji direksi 8841') },
    note: said('the note in a form that is not sent', 'Jangan diketahui siapa pun 5572'),
    files: [letterWith('the attachment of a form that is not sent')],
  });
  await toReview(request);
  // Partners from a file: one that is written, and one whose row is wrong and stays where it is.
  const tono = workspace.person('tono.wijaya');
  const good = partnerRow('mitra.dump@vendor.example', {
    phone: said('the phone of a partner', '0857-3346-2218'),
  });
  await tono.give('', { name: 'benar.xlsx', data: await sheetOf(partnerTitles, good) });
  await settled(workspace);
  await tono.click(t('imports.button.run'));
  await settled(workspace);
  const cells = {
    name: said('the name in a row', 'Nama Terketik 7731'),
    phone: said('the phone in a row', '0857-4410-7731'),
    company: said('the company in a row', 'PT Terketik 7731'),
    kind: said('the kind in a row', 'Jenis 7731'),
    unit: said('the unit in a row', 'UNIT-TERKETIK-7731'),
    parent: said('the position in a row', '59997731'),
    startsOn: said('the start in a row', 'mulai kapan 7731'),
    endsOn: said('the end in a row', 'sampai kapan 7731'),
  };
  const bad = partnerRow(said('the address in a row', 'terketik.7731@vendor.example'), cells);
  await tono.give('', { name: 'salah.xlsx', data: await sheetOf(partnerTitles, bad) });
  await settled(workspace);
  // All that is held on them, as files.
  await rina.command('/pintu mydata');
  await settled(workspace);
  everywhere = await gather();
});
afterAll(() => workspace.stop());

/** Every table of every schema as `pg_dump` would write it, the jobs' own too; and what went out. */
async function gather(): Promise<Map<string, string>> {
  const tables = await workspace.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const [all] = await workspace.query<{ rows: string | null }>(
      `SELECT string_agg(to_jsonb(t)::text, E'\\n') AS rows FROM ${name} t`,
    );
    found.set(name.replace(/^public\./, ''), all?.rows ?? '');
  }
  const { messages, channels, people } = await workspace.playground.api.everything({});
  for (const { id, with: whom, name } of channels) {
    const reader = people.find((one) => one.id === whom)?.realName ?? name;
    const here = messages.filter(({ channel }) => channel === id);
    found.set(`cards of ${reader}`, JSON.stringify(here));
  }
  found.set('mails', JSON.stringify(await workspace.playground.api.mails({})));
  found.set('log', JSON.stringify(workspace.log.lines));
  return found;
}

function base32(key: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** How a value can be read: as it is, in digits alone, as hexadecimal, and as base64 wherever in a longer text it begins. */
function readings(value: string | Buffer): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const core = text.slice(before === 0 ? 0 : before + 1, -4);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const plain = typeof value === 'string' ? [value] : [];
  const digits = plain.filter((text) => /^[\d-]+$/.test(text)).map((text) => text.replaceAll('-', ''));
  const abroad = digits.filter((text) => text.startsWith('08')).map((text) => `62${text.slice(1)}`);
  // As Windows and Java have texts.
  const wide = [...plain, ...digits].map((text) => Buffer.from(text, 'utf16le'));
  return [
    ...plain,
    ...digits,
    ...abroad,
    ...wide.flatMap((one) => [one.toString('hex'), one.toString('base64').replace(/.{0,4}$/, '')]),
    ...[...plain, ...digits].map(hexOf),
    bytes.toString('hex'),
    ...base64,
  ];
}
const hexOf = (text: string) => Buffer.from(text).toString('hex');

const placesOf = (value: string | Buffer): string[] => {
  const wanted = readings(value);
  return [...everywhere]
    .filter(([, text]) => wanted.some((one) => text.includes(one)))
    .map(([place]) => place);
};

describe('T-2 a dump of the database, the jobs in it, the log, mails and posted cards', () => {
  it('are looked through as they are: what lies in clear is found in each of them', () => {
    expect(placesOf('Dian Puspita')).toEqual(
      expect.arrayContaining(['satker_user', 'cards of Maya Anggraini', 'mails']),
    );
    expect([...everywhere.keys()]).toEqual(
      expect.arrayContaining(['graphile_worker._private_jobs', 'form_draft', 'attachment', 'log']),
    );
    for (const place of ['attachment', 'form_draft', 'satker_user', 'signer', 'authenticator', 'log'])
      expect(everywhere.get(place)).not.toBe('');
    // Whatever it is written as.
    const hidden = 'Rahasia besar 1234567890';
    for (const text of [
      hidden,
      hexOf(hidden),
      Buffer.from(`x${hidden}`).toString('base64'),
      Buffer.from(`xy${hidden}z`).toString('base64url'),
      Buffer.from(hidden, 'utf16le').toString('hex'),
    ])
      expect(readings(hidden).some((one) => text.includes(one))).toBe(true);
  });

  it('are found leaking where something is planted: in a table, and in the payload of a job', async () => {
    const secret = given.get('the phone in a row');
    const base64 = Buffer.from(`x${secret}`).toString('base64');
    await workspace.query(
      `UPDATE import_row SET kept = jsonb_build_object('key', $1::text) WHERE (import_id, n) = (SELECT max(import_id), 1 FROM import_row)`,
      [String(secret)],
    );
    await workspace.query(
      `SELECT graphile_worker.add_job('planted', json_build_object('said', $1::text), run_at := '2999-01-01')`,
      [base64],
    );
    const before = everywhere;
    everywhere = await gather();
    try {
      expect(placesOf(secret ?? '').toSorted()).toEqual(['graphile_worker._private_jobs', 'import_row']);
    } finally {
      everywhere = before;
    }
  });

  it('show nothing of what people gave in confidence, but where that is what it is for', () => {
    const shown = [...given].map(([what, value]) => [what, placesOf(value)] as const);
    expect(given.size).toBeGreaterThan(24);
    expect(Object.fromEntries(shown.map(([what, places]) => [what, places.toSorted()]))).toEqual(
      Object.fromEntries([...given.keys()].map((what) => [what, Object.keys(open[what] ?? {})])),
    );
  });
});
