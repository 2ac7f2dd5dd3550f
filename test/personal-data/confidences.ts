import { randomBytes, randomInt } from 'node:crypto';
import type { ChatPerson, UploadedFile } from '@satu-pintu/playground/people';
import excel from 'exceljs';
import { codeOf, noneOf, phoneOf } from '../support/authenticators.ts';
import type { Workspace } from '../support/bot.ts';
import { bindForImports } from '../support/channels.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { searchAndPick, sentTo } from '../support/partner-steps.ts';
import { pdf } from '../support/sample-files.ts';
import type { SatkerWorkspace } from '../support/satker-desk.ts';
import { decide, fillInFor, openAdd, openTicket, register } from '../support/satker-steps.ts';
import { drawnPng, keyIn, pageOf } from '../support/signature-steps.ts';
import {
  ask,
  bringTo,
  fillIn,
  forRina,
  openDecision,
  openRequestForm,
  sendDone,
  settled,
  stages,
  toReview,
  voice,
  words,
} from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';
import type { Given } from './readings.ts';

/** What people gave in confidence and what the product made as secret for them, by what it is. */
export type Confidences = Map<string, Given[]>;

/** Everybody gives something at each desk, on the platform of the workspace; nobody else has the same. */
export async function confide(workspace: SatkerWorkspace): Promise<Confidences> {
  const { platform, registers, playground } = workspace;
  const t = voice(platform, 'id');
  const person = (account: string): ChatPerson => workspace.person(account);
  const [ali, maya, rina, tono, eko, putri] = (
    [
      'ali.rahman',
      'maya.anggraini',
      'rina.wulandari',
      'tono.wijaya',
      'eko.saputra',
      'putri.maharani',
    ] as const
  ).map(person) as [ChatPerson, ChatPerson, ChatPerson, ChatPerson, ChatPerson, ChatPerson];
  const guest = new Visitor(workspace.url, 'id');
  const given: Confidences = new Map();

  function said<Value extends Given>(what: string, value: Value): Value {
    given.set(what, [...(given.get(what) ?? []), value]);
    return value;
  }
  const digits = (count: number) => String(randomInt(10 ** (count - 1), 10 ** count));
  const phone = (what: string) => said(what, `08${digits(2)}-${digits(4)}-${digits(4)}`);
  const told = (what: string, text: string) => said(what, `${text} ${digits(6)}${digits(4)}`);
  const letterWith = (what: string): UploadedFile => {
    const secret = said(what, `Rahasia ${randomBytes(12).toString('base64url')}`);
    return { name: 'surat.pdf', data: Buffer.concat([pdf, Buffer.from(`\n% ${secret}\n`)]) };
  };

  async function satkerDesk(): Promise<void> {
    // Registered by their satker, and decided by the KPPN.
    const dian = registers.newcomer('Dian Puspita');
    said('the NIK of who was registered', dian.nik);
    const number = await register(ali, dian, {
      phone: phone('the phone of who was registered'),
      file: letterWith('the letter of a registration'),
    });
    await settled(workspace);
    await decide(maya, number, 'Approve');
    // In a form that a register kept from being sent.
    const wulan = registers.newcomer('Wulan Sari');
    said('the NIK in a form that is not sent', wulan.nik);
    const form = await fillInFor(await openAdd(ali), wulan, {
      phone: phone('the phone in a form that is not sent'),
      file: letterWith('the letter in a form that is not sent'),
    });
    registers.trouble('dukcapil', 'unavailable');
    await form.submit();
    registers.heal();
    await ali.closeModals();
    // Searched while a register is down, and given up.
    const sought = await openAdd(ali);
    registers.trouble('digit', 'unavailable');
    await sought.type(words('satker.field.nik'), said('a NIK that was only searched', `3175${digits(12)}`));
    await sought.click(words('satker.button.search'));
    registers.heal();
    await ali.closeModals();
    // In a report of logins, under either title, as text and as a number.
    const reported = (what: string) => said(what, `3175${digits(12)}`);
    const book = new excel.Workbook();
    book.addWorksheet('Laporan').addRows([
      ['NIK', 'Last login'],
      [Number(reported('a NIK that a report has as a number')), '20/10/2026 08.30'],
      [reported('a NIK in a report'), reported('a NIK in place of a login')],
      [dian.nik, Number(reported('a number in place of a login'))],
      [`x${reported('a NIK with a sign too many')}`, '20/10/2026 08.30'],
      [dian.nik, phone('a phone in place of a login')],
    ]);
    const report = { name: 'login.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) };
    await maya.give('', report);
    const { channel } = workspace.door();
    await workspace.door().letIn();
    await bindForImports(workspace, channel);
    await maya.drop(channel, 'laporan login', report);
    await settled(workspace);
    await openTicket(person('dimas.tamu'), { file: letterWith('the letter of a ticket') });
    await settled(workspace);
  }

  async function signer(): Promise<void> {
    await rina.command('/sign enrol');
    await settled(workspace);
    await rina.click(words('sign.button.details'));
    const details = await rina.modal(words('sign.button.details'));
    await details.choose(t('sign.field.method'), t('sign.method.authenticator'));
    await details.type(t('sign.field.phone'), told('a phone number that is none', 'dua belas'));
    await details.submit();
    await details.type(t('sign.field.phone'), phone('the phone of a signer'));
    await details.submit();
    await rina.closeModals();
    await settled(workspace);
    await rina.click(words('sign.button.initial'));
    const drawing = await pageOf(rina, words('sign.page.open.initial'));
    // A picture that no other is.
    const content = drawnPng({ width: 40, height: randomInt(20, 60), packed: undefined });
    said('an initial', content.subarray(16, -12));
    await guest.upload(drawing, { name: 'initial', file: 'paraf.png', content });
    await settled(workspace);
    await rina.click(words('sign.button.proceed'));
    const verify = await pageOf(rina, words('sign.page.open.authenticator'));
    said('the set-up key of an authenticator that was left', keyIn((await guest.get(verify)).text));
    const page = (await guest.get(verify)).text;
    const secret = said('the set-up key of an authenticator', keyIn(page));
    said('the secret of an authenticator', base32(secret));
    const csrf = /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
    const verifyWith = (code: string) => guest.post(verify, new URLSearchParams({ csrf, code }));
    await verifyWith(said('a code at set-up that is wrong', '864209'));
    await verifyWith(said('the code at set-up', await codeOf(secret, new Date())));
    await settled(workspace);
  }

  async function userId(): Promise<void> {
    await workspace.query(`INSERT INTO step_up_mark (mark) VALUES ('stage:WAITING_EXECUTOR')`);
    const number = await ask(rina, { ...forRina, files: [letterWith('the attachment of a request')] });
    await bringTo(workspace, number, stages[3]);
    const shown = await phoneOf(workspace, 'eko.saputra');
    const confirming = await openDecision(eko, number, 'Confirm');
    await confirming.type(words('userId.field.newUserId'), 'rina.wulandari');
    await confirming.type(
      words('code.label'),
      said('a code of an executor that is wrong', await noneOf(shown)),
    );
    await confirming.submit();
    await confirming.type(words('code.label'), said('the code of an executor', await shown()));
    await sendDone(eko, confirming);
    await settled(workspace);
    // Who has the User ID chooses a password, and comes in by it.
    const linkFor = async (part: string) =>
      new RegExp(`/portal/${part}/[\\w-]+`).exec(
        (await workspace.mail.to('rina.wulandari@nusantara.example').latest(new RegExp(`/portal/${part}/`)))
          .text,
      )?.[0] ?? '';
    const link = await linkFor('password');
    const differing = told('a password that was not repeated', 'kereta "malam" & Gambir');
    await guest.send(link, { password: differing, repeat: 'lain' });
    const password = told('the password of a User ID', 'kereta senja di Gambir');
    await guest.send(link, { password, repeat: password });
    const logIn = (typed: string) =>
      guest.send('/portal/login', { userId: 'rina.wulandari', password: typed });
    await logIn(told('a password that is wrong', 'kereta pagi di Bandung'));
    for (const cookie of (await logIn(password)).headers.getSetCookie())
      if (/session/.test(cookie))
        said('the session of who has logged in', /=([^;]+)/.exec(cookie)?.[1] ?? '');
    await guest.send('/portal/forgot', {
      who: said('an address that is unknown', `lupa.${digits(6)}@lain.example`),
    });
    await settled(workspace);
    // A request that is looked at once more, and not sent.
    const request = await openRequestForm(rina);
    await fillIn(request, {
      ...forRina,
      platforms: { SAP: told('a wish in a form that is not sent', 'Membuka laporan gaji direksi') },
      note: told('the note in a form that is not sent', 'Jangan "diketahui" siapa pun – rahasia'),
      files: [letterWith('the attachment of a form that is not sent')],
    });
    await toReview(request);
  }

  async function partners(): Promise<void> {
    // One that is written, and one whose row is wrong and stays where it is.
    const good = partnerRow(`mitra.${digits(6)}@vendor.example`, { phone: phone('the phone of a partner') });
    const bare = partnerRow(`mitra.${digits(6)}@vendor.example`, {
      phone: said('the phone of a partner without its zero', `81${digits(9)}`),
    });
    await tono.give('', { name: 'benar.xlsx', data: await sheetOf(partnerTitles, good, bare) });
    await settled(workspace);
    await tono.click(t('imports.button.run'));
    await settled(workspace);
    const bad = partnerRow(said('the address in a row', `terketik.${digits(6)}@vendor.example`), {
      name: told('the name in a row', 'Nama Terketik'),
      phone: phone('the phone in a row'),
      company: told('the company in a row', 'PT "Terketik"'),
      kind: told('the kind in a row', 'Jenis'),
      unit: said('the unit in a row', `UNIT-TERKETIK-${digits(6)}`),
      parent: said('the position in a row', digits(12)),
      startsOn: told('the start in a row', 'mulai kapan'),
      endsOn: told('the end in a row', 'sampai kapan'),
    });
    await tono.give('', { name: 'salah.xlsx', data: await sheetOf(partnerTitles, bad) });
    await settled(workspace);
  }

  async function marketplace(): Promise<void> {
    await putri.command('/market add');
    const form = await putri.modal(words('market.add.title'));
    await searchAndPick(form, words('market.field.institution'), 'keuangan', 'Kementerian Keuangan');
    await searchAndPick(form, words('market.field.satker'), 'BIRO UMUM', /BIRO UMUM/);
    await sentTo(form);
    await putri.closeModals();
    const enter = async () => {
      await putri.command('/market');
      await putri.clickBeside('BIRO UMUM', words('market.button.buy'));
      await putri.click(words('market.button.other'));
    };
    await enter();
    await putri.click(words('market.ask.no'));
    const registration = await pageOf(putri, words('market.page.open.REGISTRATION'));
    await guest.send(registration, {
      email: said('the address of a company that was not registered', `toko.${digits(6)}@lain.example`),
      name: told('the name of a company that was not registered', 'Toko Diam'),
      city: told('the city of a company that was not registered', 'Kota Diam'),
      address: told('the street of a company that was not registered', 'Jalan "Diam" 5'),
      postalCode: '98',
    });
    await enter();
    await putri.click(words('market.ask.yes'));
    const login = await pageOf(putri, words('market.page.open.LOGIN'));
    await guest.send(login, {
      email: said('an address typed at the marketplace', `usaha.${digits(6)}@lain.example`),
      password: told('a password typed at the marketplace', 'sandi <toko>'),
    });
    await settled(workspace);
  }

  await satkerDesk();
  await signer();
  await userId();
  await partners();
  await marketplace();
  // All that is held on them, as files; and the way into the portal.
  await rina.command('/pintu mydata');
  await rina.command('/pintu portal');
  await settled(workspace);
  for (const [, way = '', token = ''] of JSON.stringify(await trafficOf(workspace)).matchAll(
    /\/portal\/(\w+)\/([\w-]{43})(?![\w-])/g,
  ))
    if (!given.get(`a link: ${way}`)?.includes(token)) said(`a link: ${way}`, token);
  // What the program itself is let in by.
  said('the token of the Slack app', playground.botToken);
  said('the signing secret of the Slack app', playground.signingSecret);
  if (playground.teams) said('the password of the Teams app', playground.teams.addresses.appPassword);
  return given;
}

/** Every exchange with a platform, and every letter. */
export const trafficOf = async ({ playground }: Workspace): Promise<unknown[]> => [
  ...(await playground.api.traffic({ limit: 100_000 })),
  ...((await playground.teams?.api.traffic({ limit: 100_000 })) ?? []),
  ...(await playground.api.mails({})),
];

function base32(key: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
