import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import type { Modal } from '../support/modal.ts';
import {
  ask,
  bringTo,
  chooseUnit,
  fillIn,
  forRina,
  forWahyu,
  openRequestForm,
  settled,
  stages,
  submitReview,
  toReview,
  unchanged,
  words,
} from '../support/user-id-steps.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterEach(async () => {
  // A form that a failing test left open would stand in the way of the next one.
  for (const { id, name } of (await workspace.playground.api.people({})).filter((each) => !each.isBot)) {
    for (const view of (await workspace.playground.api.screen({ person: id })).views.slice(0, 1)) {
      await workspace.playground.api.closeView({ person: name, viewId: view.id, all: true });
    }
  }
});
afterAll(() => workspace.stop());

const person = (account: string) => workspace.person(account);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.alloc(64),
  Buffer.from('ffd9', 'hex'),
]);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function refused(form: Modal, expected: Record<string, RegExp | string>): Promise<void> {
  await unchanged(workspace, async () => {
    const { errors } = await form.submit();
    expect(Object.keys(errors).sort()).toEqual(Object.keys(expected).sort());
    for (const [label, text] of Object.entries(expected)) expect(errors[label]).toMatch(text);
  });
}

describe('the request form', () => {
  it('U-4 says at the field that a Nopek is unknown or of another kind, and takes it once it is right', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forRina, nopek: '999999' });
    await refused(form, { Nopek: /999999/ });
    expect(await form.value(words('userId.field.platformNote', { platform: 'SAP' }))).toBe(
      'Laporan keuangan bulanan',
    );
    await form.type('Nopek', '200517');
    await refused(form, { Nopek: /HO-Organik\/PKWT/ });
    await form.type('Nopek', '100234');
    await submitReview(await toReview(form));
  });

  it('U-4 shows what the register knows before it is sent, and changes with the kind', async () => {
    const form = await openRequestForm(person('rina.wulandari'));
    expect(await form.fields()).toEqual(['Jenis User ID']);
    await form.choose('Jenis User ID', 'HO-Organik/PKWT');
    await form.sees('Nopek');
    await form.type('Nopek', '100234', { enter: true });
    await form.sees('Analis Keuangan');
    await form.sees('Bima Santoso');
    await form.redrawn(() => form.choose('Jenis User ID', 'User ID Unit'));
    expect(await form.fields()).not.toContain('Nopek');
    await form.close();
  });

  it('U-3 U-5 names every field that is missing, at that field', async () => {
    const form = await openRequestForm(person('rina.wulandari'));
    await form.choose('Jenis User ID', 'User ID Unit');
    await form.type(words('userId.field.name'), '  ');
    await form.type(words('userId.field.position'), ' ');
    await form.type(words('userId.field.email'), 'bukan alamat');
    await chooseUnit(form, 'SPBU 34.401.11');
    await form.tick(words('userId.field.platforms'), 'VPN');
    await form.type(words('userId.field.platformNote', { platform: 'VPN' }), ' ');
    const { errors } = await form.submit();
    expect(errors).not.toEqual({});
    await form.close();
  });

  it('U-3 offers only the BUHs of the chosen unit, and none for a unit without one', async () => {
    const form = await openRequestForm(person('rina.wulandari'));
    await form.choose('Jenis User ID', 'User ID Unit');
    await chooseUnit(form, 'SPBU 31.128.02');
    expect(await form.search(words('userId.field.atasan'), '')).toEqual([
      expect.stringContaining('Sari Utami'),
    ]);
    await form.redrawn(() => chooseUnit(form, 'SPBU 34.401.11'));
    expect(await form.search(words('userId.field.atasan'), '')).toEqual([]);
    await form.close();
  });

  it('U-7 shows everything back before it is sent, and Back leads to the form as it was', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forWahyu, note: 'Mohon <!channel> & segera *tebal*' });
    const review = await toReview(form);
    for (const text of [
      'User ID Unit',
      'Wahyu Nugroho',
      'wahyu.nugroho@mitra.example',
      'Sari Utami',
      'Pelaporan harian',
    ]) {
      await review.sees(text);
    }
    await review.sees('Mohon <!channel> & segera');
    await review.close();
    expect(await form.value(words('userId.field.name'))).toBe('Wahyu Nugroho');
    await submitReview(await toReview(form));
  });

  it('I-1 is open to somebody whom no register knows, who then follows only that request', async () => {
    const dimas = person('dimas.tamu');
    const number = await ask(dimas, forWahyu);
    await dimas.sees(number);
    await dimas.command('/pintu people');
    await dimas.sees(/ADMIN/);
    await dimas.command(`/userid show ${number}`);
    await dimas.sees('Wahyu Nugroho');
  });

  it('I-1 recognises nobody by an address that Slack does not vouch for', async () => {
    await workspace.playground.api.changePerson({ person: 'ali.rahman', change: { emailConfirmed: false } });
    const ali = person('ali.rahman');
    await unchanged(workspace, () => ali.command('/pintu inbox'));
    await ali.sees(words('error.unverifiedAccount').source.slice(4, 40));
    await workspace.playground.api.changePerson({ person: 'ali.rahman', change: { emailConfirmed: true } });
  });
});

describe('attachments', () => {
  it('U-6 are taken as PNG, JPG and PDF by content, kept with the request and handed out by a one-time link', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, {
      ...forRina,
      files: [
        { name: 'surat.pdf', data: pdf },
        { name: 'foto.PNG', data: png },
        { name: 'pindaian.jpeg', data: jpg },
      ],
    });
    const number = await submitReview(await toReview(form));
    const bima = person('bima.santoso');
    await bima.sees('surat.pdf');
    await settled(workspace);
    await bima.click('Open', { in: 'surat.pdf' });
    const stored = await workspace.query<{ name: string; type: string }>(
      `SELECT a.name, a.media_type AS type FROM attachment a JOIN user_id_request r ON r.id = a.request_id WHERE r.number = $1 ORDER BY a.name`,
      [number],
    );
    expect(stored).toEqual([
      { name: 'foto.PNG', type: 'image/png' },
      { name: 'pindaian.jpeg', type: 'image/jpeg' },
      { name: 'surat.pdf', type: 'application/pdf' },
    ]);
  });

  it('U-6 are refused at their field when too large or not what they seem', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, {
      ...forRina,
      files: [{ name: 'besar.pdf', data: Buffer.concat([pdf, Buffer.alloc(5.2 * 1024 * 1024)]) }],
    });
    await refused(form, { 'Tambahkan File Baru': /besar\.pdf berukuran 5[.,]3 MB/ });
    await form.upload(words('userId.field.attachments'), {
      name: 'virus.png',
      data: Buffer.from('MZ\x90\x00program'),
    });
    await refused(form, { 'Tambahkan File Baru': /virus\.png/ });
    await form.upload(words('userId.field.attachments'), { name: 'catatan.pdf', data: 'hanya teks' });
    await refused(form, { 'Tambahkan File Baru': /catatan\.pdf/ });
    await form.upload(words('userId.field.attachments'), { name: 'benar.pdf', data: pdf });
    await submitReview(await toReview(form));
  });

  it('U-6 that are slow to arrive are waited for, not asked for again', async () => {
    const rina = person('rina.wulandari');
    const form = await openRequestForm(rina);
    await fillIn(form, { ...forRina, files: [{ name: 'lambat.pdf', data: pdf }] });
    await workspace.playground.api.failApi({ method: 'files.info', kind: 'slow', delayMs: 2500, times: 1 });
    const { errors } = await form.submit();
    expect(Object.values(errors)).toEqual([expect.stringMatching(words('attachment.error.late'))]);
    await expect
      .poll(() => workspace.query(`SELECT 1 FROM attachment WHERE name = 'lambat.pdf'`), { timeout: 8000 })
      .toHaveLength(1);
    await submitReview(await toReview(form));
  });
});

describe('reading', () => {
  it('U-14 lists, filters, searches and pages the requests that a person may see', async () => {
    const rina = person('rina.wulandari');
    const numbers: string[] = [];
    for (let n = 0; n < 6; n += 1) numbers.push(await ask(rina, n % 2 ? forRina : forWahyu));
    await rina.command('/userid list mine');
    await rina.sees(numbers.at(-1) ?? '');
    const shown = async () => JSON.stringify((await rina.message(/Permohonan saya|Semua permohonan/)).blocks);
    expect(await shown()).not.toContain(numbers[0]);
    await rina.click('Berikutnya →');
    await expect.poll(shown).toContain(numbers[0]);
    await rina.click('← Sebelumnya');
    await expect.poll(shown).toContain(numbers.at(-1));

    await rina.command('/userid list HO-TKJP');
    await rina.sees('Tidak ada permohonan yang cocok');
    await rina.command('/userid list wahyu');
    await rina.sees('Wahyu Nugroho');
    await rina.command('/userid list apa saja yang tidak ada');
    await rina.command('/userid resep');
    await rina.sees('/userid list [filter]');
  });

  it('U-14 keeps an activity log with who, when and why, and opens the whole request', async () => {
    const rina = person('rina.wulandari');
    const number = await ask(rina, forRina);
    await bringTo(workspace, number, stages[2]);
    await rina.click('Activity Log', { in: number });
    await rina.sees('Dewi Lestari');
    await rina.click('Open', { in: number });
    await rina.sees('Bekerja dari cabang');
  });

  it('I-3 shows on the Home tab what waits for a person, and follows it', async () => {
    const bima = person('bima.santoso');
    const number = await ask(person('rina.wulandari'), forRina);
    await bima.message(number);
    expect(await bima.home()).toContain(number);
    await bringTo(workspace, number, stages[1]);
    await expect
      .poll(async () => JSON.stringify((await bima.screen()).home?.blocks), { timeout: 8000 })
      .not.toContain(number);
  });

  it('I-5 lets an ADMIN verify the audit, and nobody else', async () => {
    const tono = person('tono.wijaya');
    await tono.command('/pintu audit verify');
    await tono.sees(words('audit.holds').source.slice(4, 12));
    await person('rina.wulandari').command('/pintu audit verify');
    await person('rina.wulandari').sees(/ADMIN/);
  });
});
