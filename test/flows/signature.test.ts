import { X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inspect as inspectPdf } from '../../src/pades/inspect.ts';
import { document, heavier, lastSigned } from '../pades/documents.ts';
import { codeOf } from '../support/authenticators.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { openssl, pdfsig } from '../support/judges.ts';
import { ocspVerdict } from '../support/ocsp.ts';
import { playedOn } from '../support/played-on.ts';
import { newestFile } from '../support/sealed-files.ts';
import { drawnPng, keyIn, pageOf } from '../support/signature-steps.ts';
import { closeForms, settled, voice, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(platforms)('signing in %s', (platform) => {
  const test = playedOn('teams', platform);
  const t = voice(platform, 'id');
  let workspace: Workspace;
  let rina: ChatPerson;
  let tono: ChatPerson;
  /** Each code works once: the next one is that of a later step. */
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  let secret = '';
  /** Every code that was typed, as authenticators show it. */
  const typed: string[] = [];
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform], clock: now });
    [rina, tono] = [workspace.person('rina.wulandari'), workspace.person('tono.wijaya')];
    await Promise.all([rina, tono].map((one) => one.command('/pintu language id')));
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const nextCode = async (): Promise<string> => {
    aheadMs += 60_000;
    return codeOf(secret, now());
  };
  const visitor = () => new Visitor(workspace.url, 'id');
  const spaced = (code: string) => {
    const shown = `${code.slice(0, 3)} ${code.slice(3)}`;
    typed.push(shown);
    return shown;
  };
  /** Types a code into the form in front and sends it. */
  async function send(title: RegExp, code: string) {
    const form = await rina.modal(title);
    await form.type(t('code.label'), code);
    return form.submit();
  }

  it('G-2 G-3 enrols: three conditions on a live card, an initial on a page, a QR on another, and Proceed only once all are there', async () => {
    await rina.command('/sign');
    await rina.sees(t('sign.standing.NOT_ENROLLED'));
    await rina.click(t('sign.button.enrol'));
    await rina.closeModals();
    await settled(workspace);
    const missing = t('sign.enrol.missing', { missing: 'Nomor ponsel, Metode verifikasi, Paraf (initial)' });
    await rina.sees(missing);
    // In Teams what began it is kept up to date: it says where the card is, and is no second one.
    if (platform === 'teams') await rina.sees(t('sign.enrol.begun'));
    expect(await rina.buttons(/Yang belum ada/)).not.toContain(t('sign.button.proceed'));

    await rina.click(words('sign.button.details'));
    const form = await rina.modal(words('sign.button.details'));
    await form.type(t('sign.field.phone'), 'dua belas');
    expect((await form.submit()).errors).not.toEqual({});
    await form.type(t('sign.field.phone'), '0812-3456-7890');
    await form.submit();
    await rina.closeModals();
    await settled(workspace);
    await rina.sees(t('sign.enrol.missing', { missing: 'Paraf (initial)' }));

    await rina.click(words('sign.button.initial'));
    const drawing = await pageOf(rina, words('sign.page.open.initial'));
    const guest = visitor();
    const broken = await guest.upload(drawing, {
      name: 'initial',
      file: 'paraf.png',
      content: Buffer.from('bukan'),
    });
    expect(broken).toMatchObject({
      status: 422,
      text: expect.stringContaining(t('sign.error.initial.notPng')),
    });
    const saved = await guest.upload(drawing, { name: 'initial', file: 'paraf.png', content: drawnPng() });
    expect(saved.text).toContain(t('sign.initial.done'));
    const [, view = ''] = /<img src="(\/portal\/initial\/[^"]+)"/.exec(saved.text) ?? [];
    expect((await guest.get(view)).headers.get('content-type')).toBe('image/png');
    expect((await visitor().get(view)).status).toBe(404);
    expect((await guest.get(drawing)).status).toBe(410);
    await settled(workspace);
    await rina.sees(t('sign.enrol.complete'));

    await rina.click(words('sign.button.proceed'));
    const verify = await pageOf(rina, words('sign.page.open.authenticator'));
    const first = keyIn((await guest.get(verify)).text);
    // Left and come back to, it begins anew.
    const page = await guest.get(verify);
    secret = keyIn(page.text);
    expect(secret).not.toBe(first);
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const verifyWith = (code: string) => guest.post(verify, new URLSearchParams({ csrf, code }));
    expect(await verifyWith(await codeOf(first, now()))).toMatchObject({ status: 422 });
    expect((await verifyWith(spaced(await codeOf(secret, now())))).text).toContain(t('sign.verify.done'));
    expect((await guest.get(verify)).status).toBe(410);
    await settled(workspace);
    await rina.sees(t('sign.next.ENROLLED'));
  });

  it('G-5 G-4 generates a certificate for a fresh code, once, and shows its details', async () => {
    await rina.command('/sign certificate');
    expect((await send(words('sign.generate.title'), '000000')).errors).not.toEqual({});
    await rina.closeModals();
    await rina.command('/sign certificate');
    await send(words('sign.generate.title'), spaced(await nextCode()));
    await rina.sees(t('sign.done.issued'));
    await rina.closeModals();
    await settled(workspace);
    const [{ der } = { der: Buffer.alloc(0) }] = await workspace.query<{ der: Buffer }>(
      'SELECT der FROM certificate',
    );
    const certificate = new X509Certificate(der);
    expect(certificate.subject).toContain('CN=Rina Wulandari');
    await rina.command('/sign');
    await rina.sees(certificate.fingerprint256.replaceAll(':', '').replaceAll(/(.{4})(?=.)/g, '$1 '));
    await rina.sees(t('sign.next.ISSUED'));
    expect(await rina.answerTo('/sign certificate')).toContain(t('sign.refuse.issued'));
  });

  it('G-7 G-8 A-10 signs a PDF that was given, by a code, and says of it who signed; a file of another kind is refused at its field', async () => {
    await rina.command('/sign');
    await rina.click(words('sign.button.pdf'));
    const form = await rina.modal(words('sign.pdf.title'));
    await form.upload(words('sign.field.document'), {
      name: 'kontrak.pdf',
      data: Buffer.from(document('groff-password')),
    });
    expect(Object.values((await form.submit()).errors ?? {})).toContain(
      t('sign.obstacle.encrypted', { name: 'kontrak.pdf' }),
    );
    await form.upload(words('sign.field.document'), {
      name: 'kontrak.pdf',
      // More than attachments elsewhere may have: in Teams it comes by the one-time page.
      data: Buffer.from(await heavier(document('pdfbox-fields'), 6 * 1024 * 1024)),
    });
    expect((await form.submit()).errors).toEqual({});
    await rina.closeModals();
    await settled(workspace);
    const [{ number, id } = { number: '', id: 0 }] = await workspace.query<{ number: string; id: number }>(
      'SELECT number, id FROM signing',
    );
    await rina.sees(number);
    await rina.click(words('sign.button.sign'), { in: number });
    expect((await send(words('sign.sign.title'), '000000')).errors).not.toEqual({});
    await rina.closeModals();
    await rina.click(words('sign.button.sign'), { in: number });
    const signing = await rina.modal(words('sign.sign.title'));
    expect(await signing.text()).toContain(t('sign.fieldNotUsed.closed', { names: 'Tertutup' }));
    await signing.choose(
      words('sign.field.place'),
      t('sign.place.field', { name: 'Direktur Utama', page: 1 }),
    );
    await send(words('sign.sign.title'), spaced(await nextCode()));
    await rina.closeModals();
    await settled(workspace);
    await rina.sees(t('sign.signing.status.SIGNED'));
    await rina.sees(/Rina Wulandari \(.+ Direktur Utama\)/);
    expect(await rina.buttons(new RegExp(number))).not.toContain(t('sign.button.sign'));
    const content = await newestFile(
      workspace.databaseUrl,
      `id = (SELECT current_id FROM signing WHERE id = ${id})`,
    );
    expect(content.length).toBeGreaterThan(6 * 1024 * 1024);
    if (pdfsig.found) {
      const { words: judged } = pdfsig.says(['signed.pdf'], { 'signed.pdf': content });
      expect(judged).toMatch(/Signature Field Name: Direktur Utama[\s\S]*?Signature is Valid/);
      expect(judged).toContain('Total document signed');
    }
    if (openssl.found) {
      const { data, signature } = lastSigned(content);
      const { words: judged } = openssl.says(
        [
          ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.der'],
          ...['-CAfile', 'ca.pem', '-attime', String(Math.floor(now().getTime() / 1000))],
          ...['-content', 'data', '-out', 'out'],
        ],
        { data, 'signature.der': signature, 'ca.pem': await (await fetch(`${workspace.url}/ca.pem`)).text() },
      );
      expect(judged).toMatch(/Verification successful/i);
    }
    expect(inspectPdf(content).emptyFields.map(({ name }) => name)).not.toContain('Direktur Utama');

    await rina.command('/sign verify');
    const check = await rina.modal(words('sign.checkPdf.title'));
    await check.upload(words('sign.field.document'), { name: 'kontrak-signed.pdf', data: content });
    await check.submit();
    await rina.sees(t('sign.verify.good'));
    await rina.sees('Rina Wulandari');
    await rina.closeModals();
  });

  test('A-2 G-7 an ADMIN ends what waits for a signature with a reason, which whoever asked reads', async () => {
    await rina.command('/sign pdf');
    const form = await rina.modal(words('sign.pdf.title'));
    await form.upload(words('sign.field.document'), {
      name: 'salah.pdf',
      data: Buffer.from(document('groff')),
    });
    await form.submit();
    await rina.closeModals();
    await settled(workspace);
    const [{ number } = { number: '' }] = await workspace.query<{ number: string }>(
      'SELECT number FROM signing ORDER BY id DESC LIMIT 1',
    );
    await tono.command(`/sign ${number}`);
    await tono.click(words('sign.button.end'), { in: number });
    const sure = await tono.modal(words('sign.end.title'));
    expect((await sure.submit()).errors).not.toEqual({});
    await sure.type(t('sign.field.reason'), 'Berkasnya keliru');
    await sure.submit();
    await tono.closeModals();
    await settled(workspace);
    await rina.sees(t('sign.signing.status.ENDED'));
    await rina.sees('Berkasnya keliru');
    expect(await rina.buttons(new RegExp(number))).not.toContain(t('sign.button.sign'));
  });

  it('G-6 revokes by a code, which reaches the published list and whoever asks', async () => {
    const asked = async () => {
      const [{ der } = { der: Buffer.alloc(0) }] = await workspace.query<{ der: Buffer }>(
        'SELECT der FROM certificate',
      );
      const pems = await (await fetch(`${workspace.url}/ca.pem`)).text();
      const [issuing = '', root = ''] = pems.split(/(?<=END CERTIFICATE-----\n)/);
      const chain = { own: new X509Certificate(der).toString(), issuing, root };
      return (more: object = {}) => ocspVerdict(`${workspace.url}/ocsp`, chain, { now: now(), ...more });
    };
    if (openssl.found) {
      const ask = await asked();
      const { words: good } = await ask();
      expect(good).toContain('Response verify OK');
      expect(good).not.toContain('no nonce');
      expect(good).toContain('Cert Status: good');
      expect((await ask({ unknown: true })).words).toContain('Cert Status: unknown');
      const kept = await ask({ method: 'GET' });
      expect(kept.words).toContain('Cert Status: good');
      expect(kept.headers.get('cache-control')).toContain('max-age');
    }
    const listed = async () => (await fetch(`${workspace.url}/crl.der`)).headers.get('content-type');
    expect(await listed()).toBe('application/pkix-crl');
    await rina.command('/sign revoke');
    await send(words('sign.revoke.title'), await nextCode());
    await rina.sees(t('sign.done.revoked'));
    await rina.closeModals();
    await settled(workspace);
    expect(await (await fetch(`${workspace.url}/ca.pem`)).text()).toContain('BEGIN CERTIFICATE');
    if (openssl.found)
      expect((await (await asked())()).words).toMatch(
        /Cert Status: revoked[\s\S]*Reason: cessationOfOperation/,
      );
    await rina.command('/sign');
    await rina.sees(t('sign.next.REVOKED'));
  });

  it('G-8 a lost phone: an ADMIN approves with a reason, and the enrolment begins anew', async () => {
    await rina.command('/sign lost');
    const form = await rina.modal(words('sign.newPhone.title'));
    await form.type(t('sign.field.whatHappened'), 'Tertinggal di kereta');
    await form.submit();
    await rina.closeModals();
    await settled(workspace);
    await tono.sees('Tertinggal di kereta');
    await tono.click(words('record.approve'), { in: t('sign.newPhone.of', { name: 'Rina Wulandari' }) });
    const decision = await tono.modal(words('record.approve'));
    expect((await decision.submit()).errors).not.toEqual({});
    await decision.type(t('sign.field.reason'), 'Sudah bertemu orangnya');
    await decision.submit();
    await tono.closeModals();
    await settled(workspace);
    await rina.sees(t('sign.newPhone.goOn'));
    await rina.command('/sign');
    await rina.sees(t('sign.enrol.complete'));
    expect(await workspace.query('SELECT FROM authenticator')).toEqual([]);
  });

  it('G-3 G-4 leaves no secret, code, phone number or drawing in a table, a job, a draft or the log', async () => {
    const tables = await workspace.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`,
    );
    const log = inspect(workspace.log.lines, { depth: null, maxArrayLength: null, maxStringLength: null });
    const secrets = [secret, ...typed, '3456-7890', drawnPng().subarray(8, 40).toString('hex')];
    for (const one of secrets) expect(log).not.toContain(one);
    for (const { name } of tables)
      expect(
        await workspace.query(
          `SELECT sought.text FROM ${name} AS r, unnest($1::text[]) AS sought (text) WHERE strpos(r::text, sought.text) > 0 LIMIT 1`,
          [secrets],
        ),
        name,
      ).toEqual([]);
  });
});
