import { type ChatPerson, type Platform, platforms, type UploadedFile } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { pdf } from '../support/sample-files.ts';
import {
  approve,
  ask,
  bringTo,
  closeForms,
  forJoko,
  forRina,
  sendDone,
  settled,
  stages,
  unchanged,
  words,
} from '../support/user-id-steps.ts';

const question = 'Untuk laporan yang mana?';
const [, verifying] = stages;
const commented = new RegExp(words('record.commented').source.slice(1, -1));
const answered = new RegExp(words('record.answered').source.slice(1, -1));

/** Returns a request with a question, from the holder's card. */
async function giveBack(holder: ChatPerson, number: string, asked = question): Promise<void> {
  await holder.click(words('record.return'), { in: number });
  const form = await holder.modal(words('record.return'));
  await form.type(words('record.return.question'), ' ');
  expect(Object.values((await form.submit()).errors)).toEqual([
    expect.stringMatching(words('record.return.missing')),
  ]);
  await form.type(words('record.return.question'), asked);
  await sendDone(holder, form);
}

/** Writes about a request: below its card, or where there are no threads behind its number. */
async function write(
  platform: Platform,
  person: ChatPerson,
  number: string,
  text: string,
  ...files: UploadedFile[]
): Promise<void> {
  if (platform === 'slack') await person.reply(number, text, ...files);
  else await person.give(`${number} ${text}`, ...files);
}

/** Somebody's cards of a request itself: what is said of it has a card of its own, and no status. */
const cardsOf = async (person: ChatPerson, number: string) =>
  (await person.cards(number)).filter((card) => card.includes('Waiting for'));

/** What is said of it, each by itself: in its thread, or where there are none a card of its own while it has a button. */
async function saidTo(person: ChatPerson, number: string): Promise<string[]> {
  const all = new Set([...(await person.thread(number)), ...(await person.cards(number))]);
  return [...all].filter((card) => !card.includes('Waiting for'));
}

const labels = (person: ChatPerson, number: string) =>
  expect.poll(async () => {
    const [card = ''] = await cardsOf(person, number);
    return [...card.matchAll(/\[([^\]]+)\]/g)].map(([, label = '']) => label);
  });

const may = (key: 'record.return' | 'record.answer' | 'record.takeBack') =>
  expect.arrayContaining([expect.stringMatching(words(key))]);

describe.each(platforms)('returned and talked about, in %s', (platform) => {
  let workspace: Workspace;
  const person = (account: string) => workspace.person(account);
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    for (const account of ['rina.wulandari', 'bima.santoso', 'dewi.lestari']) {
      await person(account).command('/pintu');
    }
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  it('U-22 A-3 a holder returns it with a question, whoever asked answers in the form and corrects a note, and it comes back to its stage', async () => {
    const rina = person('rina.wulandari');
    const dewi = person('dewi.lestari');
    const number = await ask(rina, forRina);
    await bringTo(workspace, number, verifying);
    await giveBack(dewi, number);
    await settled(workspace);

    await labels(dewi, number).toEqual(may('record.takeBack'));
    await labels(dewi, number).not.toContain('Approve');
    await labels(rina, number).toEqual(may('record.answer'));
    expect((await cardsOf(rina, number))[0]).toContain(question);
    expect(await saidTo(rina, number)).toEqual([expect.stringContaining(question)]);
    const letter = await workspace.mail.to('rina.wulandari@nusantara.example').latest(number);
    expect(letter.text).toContain(question);
    expect(letter.text).toContain('Dewi Lestari');

    await rina.click(words('record.answer'), { in: number });
    const form = await rina.modal(words('record.answer'));
    await form.sees(question);
    await form.type(words('record.answer.text'), ' ');
    await form.type(words('userId.field.platformNote', { platform: 'SAP' }), ' ');
    const wrong = Object.values((await form.submit()).errors);
    expect(wrong).toHaveLength(2);
    for (const said of [words('field.error.note'), words('record.answer.missing')])
      expect(wrong).toContainEqual(expect.stringMatching(said));
    await form.type(words('record.answer.text'), 'Laporan triwulan, bukan bulanan');
    await form.type(words('userId.field.platformNote', { platform: 'SAP' }), 'Laporan triwulan');
    await form.upload(words('record.remark.files'), { name: 'contoh.pdf', data: pdf });
    await sendDone(rina, form);
    await settled(workspace);

    const [card = '', ...more] = await cardsOf(dewi, number);
    expect(more).toEqual([]);
    expect(card).toContain('Laporan triwulan, bukan bulanan');
    expect(card).toContain('contoh.pdf');
    expect(card).toContain(verifying.status);
    expect(await saidTo(dewi, number)).toContainEqual(
      expect.stringContaining('Laporan triwulan, bukan bulanan'),
    );
    expect(await dewi.answerTo(`/userid show ${number}`)).toContain('Laporan triwulan');
    const letterBack = await workspace.mail.to('dewi.lestari@nusantara.example').latest(number);
    expect(letterBack.text).toContain('Laporan triwulan, bukan bulanan');
    await approve(dewi, number);
    await settled(workspace);
    expect((await cardsOf(rina, number))[0]).toContain(stages[2].status);
  });

  it('A-3 A-4 whoever asked answers by writing, with a file; whoever holds it sees both and decides', async () => {
    const rina = person('rina.wulandari');
    const bima = person('bima.santoso');
    const number = await ask(rina, forRina);
    await settled(workspace);
    await giveBack(bima, number);
    await settled(workspace);
    await write(platform, rina, number, 'Laporan cabang', { name: 'cabang.pdf', data: pdf });
    await rina.sees(answered);
    await settled(workspace);

    await labels(bima, number).toContain('Approve');
    const [card = ''] = await cardsOf(bima, number);
    const both = expect.stringMatching(/Laporan cabang[\s\S]*cabang\.pdf/);
    expect(card).toEqual(both);
    expect(await saidTo(bima, number)).toContainEqual(both);
    await labels(rina, number).not.toEqual(may('record.answer'));
    await approve(bima, number);
  });

  it('A-4 keeps a comment for the other side, and leaves alone what others write', async () => {
    const rina = person('rina.wulandari');
    const bima = person('bima.santoso');
    const dewi = person('dewi.lestari');
    const number = await ask(rina, forJoko);
    await bringTo(workspace, number, verifying);
    await giveBack(dewi, number);
    await settled(workspace);
    await unchanged(workspace, async () => {
      await write(platform, bima, number, 'Menurut saya laporan bulanan');
      await person('putri.maharani').give(`${number} Saya tahu`);
    });
    await labels(rina, number).toEqual(may('record.answer'));

    await write(platform, dewi, number, 'Maksud saya laporan keuangan');
    await dewi.sees(commented);
    await settled(workspace);
    expect(await saidTo(rina, number)).toContainEqual(
      expect.stringContaining('Maksud saya laporan keuangan'),
    );
    await labels(rina, number).toEqual(may('record.answer'));
    await write(platform, rina, number, 'Laporan keuangan bulanan');
    await settled(workspace);
    await labels(dewi, number).toContain('Approve');
    await write(platform, rina, number, 'Mohon segera');
    await rina.sees(commented);
    await settled(workspace);
    expect(await saidTo(dewi, number)).toContainEqual(expect.stringContaining('Mohon segera'));
    await dewi.click('Activity Log', { in: number });
    await dewi.sees(
      /Rina Wulandari · (menjawab pertanyaan|answered the question)[\s\S]*Laporan keuangan bulanan/,
    );
    await dewi.sees(/Rina Wulandari · (memberi komentar|commented)[\s\S]*Mohon segera/);
  });

  it('A-3 a holder takes the question back: it waits for them again, and an answer that is late is a comment', async () => {
    const rina = person('rina.wulandari');
    const bima = person('bima.santoso');
    const number = await ask(rina, forRina);
    await settled(workspace);
    await giveBack(bima, number);
    await settled(workspace);
    await rina.click(words('record.answer'), { in: number });
    const late = await rina.modal(words('record.answer'));
    await late.type(words('record.answer.text'), 'Laporan cabang');
    await bima.click(words('record.takeBack'), { in: number });
    const form = await bima.modal(words('record.takeBack'));
    await form.sees(question);
    expect(await sendDone(bima, form)).toMatch(new RegExp(words('record.takenBack').source.slice(1, -1)));
    await settled(workspace);

    const { next } = await late.submit();
    expect(next?.title).toMatch(words('form.passed'));
    await rina.closeModals();
    await labels(bima, number).toContain('Approve');
    await labels(bima, number).not.toEqual(may('record.takeBack'));
    await labels(rina, number).not.toEqual(may('record.answer'));
    for (const one of [rina, bima]) {
      const [card = '', ...more] = await cardsOf(one, number);
      expect(more).toEqual([]);
      expect(card).toContain(question);
      expect(card).not.toContain('Laporan cabang');
    }
    await write(platform, rina, number, 'Laporan cabang');
    await expect.poll(() => saidTo(bima, number)).toContainEqual(expect.stringContaining('Laporan cabang'));
    await bima.click('Activity Log', { in: number });
    await bima.sees(/Bima Santoso · (mengambilnya kembali|took it back)/);
    await bima.closeModals();
    await approve(bima, number);
  });

  it('A-3 U-6 an answer whose file is refused is not taken, and its text waits for the file that comes in its place', async () => {
    const rina = person('rina.wulandari');
    const bima = person('bima.santoso');
    const number = await ask(rina, forRina);
    await settled(workspace);
    await giveBack(bima, number);
    await settled(workspace);
    const wrong: [string, UploadedFile][] = [
      ['Laporan pusat', { name: 'besar.pdf', data: Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]) }],
      ['Laporan cabang', { name: 'catatan.pdf', data: Buffer.from('bukan PDF') }],
    ];
    for (const [text, file] of wrong) {
      await write(platform, rina, number, text, file);
      const told = await rina.sees(new RegExp(`(belum dicatat|has not been recorded)[\\s\\S]*${file.name}`));
      expect(told).toMatch(/disimpan|is kept/);
      await settled(workspace);
      await labels(rina, number).toEqual(may('record.answer'));
      await labels(bima, number).not.toContain('Approve');
      expect((await cardsOf(bima, number))[0]).not.toContain(text);
    }
    // The right file alone: with the text of the last try, and of no other.
    await write(platform, rina, number, '', { name: 'cabang.pdf', data: pdf });
    await rina.sees(answered);
    await settled(workspace);
    await labels(bima, number).toContain('Approve');
    const [card = ''] = await cardsOf(bima, number);
    expect(card).toMatch(/Laporan cabang[\s\S]*cabang\.pdf/);
    for (const other of ['Laporan pusat', 'besar.pdf', 'catatan.pdf']) expect(card).not.toContain(other);
    // What was kept is used once.
    await write(platform, rina, number, '', { name: 'lagi.pdf', data: pdf });
    const said = () =>
      workspace.query<{ kind: string; text: string }>(
        `SELECT kind, text FROM record_remark WHERE subject = (SELECT 'user-id:' || id FROM user_id_request WHERE number = $1) ORDER BY id`,
        [number],
      );
    await expect.poll(said).toEqual([
      { kind: 'QUESTION', text: question },
      { kind: 'ANSWER', text: 'Laporan cabang' },
      { kind: 'COMMENT', text: '' },
    ]);
    await approve(bima, number);
  });
});

describe('returned in Slack and answered in Teams', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: ['slack', 'teams'] });
  });
  afterAll(() => workspace.stop());

  it('I-7 A-3 A-4 the question comes to Teams, its answer stands in the thread in Slack, and whoever asked decides', async () => {
    const rina = workspace.person('rina.wulandari', 'teams');
    const bima = workspace.person('bima.santoso', 'slack');
    for (const one of [rina, bima]) await one.command('/pintu');
    const number = await ask(rina, forRina);
    await settled(workspace);
    await giveBack(bima, number);
    await settled(workspace);
    expect(await saidTo(rina, number)).toEqual([expect.stringContaining(question)]);
    await write('teams', rina, number, 'Laporan cabang', { name: 'cabang.pdf', data: pdf });
    await rina.sees(answered);
    await settled(workspace);
    const told = (await bima.thread(number)).at(-1);
    for (const words of ['Rina Wulandari', 'Laporan cabang', 'cabang.pdf']) expect(told).toContain(words);
    await approve(bima, number);
    await settled(workspace);
    expect((await cardsOf(rina, number))[0]).toContain(verifying.status);
  });
});
