import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttachments } from '../../src/attachments/attachments.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { FileRef } from '../../src/chat/form.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Context, Place } from '../../src/core/context.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { takeFiles } from '../../src/desks/front/files.ts';
import { givenActions } from '../../src/desks/front/given-files.ts';
import { collectLog, type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { organisationKinds } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
let rina: Context;
let tono: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url);
  [rina, tono] = (await Promise.all(['rina.wulandari', 'tono.wijaya'].map((one) => actingAs(db, one)))) as [
    Context,
    Context,
  ];
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const used: { by: string; files: string[] }[] = [];
/** A desk that takes PDFs, and offers that unasked to Rina alone. */
const desk: Desk = {
  id: 'sign',
  commands: {},
  actions: {},
  forms: {},
  records: {},
  cards: {},
  offers: async () => [],
  home: async () => ({ waiting: [], asked: [] }),
  shortcuts: {
    pdf: {
      label: 'sign.shortcut',
      takes: ['pdf'],
      offered: async ({ actor }) => actor.id === rina.actor.id,
      async run({ actor }, files) {
        used.push({ by: actor.email, files: files.map(({ name }) => name) });
        return { type: 'text', text: 'done' };
      },
    },
  },
};

const file = (name: string): FileRef => ({ source: `slack:${name}`, name, size: 1 });
const direct: Place = { platform: 'slack', tenant: 'T', channel: 'D1', name: '', direct: true };
const aChannel: Place = { ...direct, channel: 'C1', direct: false };

function given(ctx: Context, place: Place, names: string[], importChannels: string[] = []) {
  const deps = {
    db,
    desks: [desk],
    attachments: createAttachments({
      db,
      download: () => Promise.reject(new Error('none')),
      clock: systemClock,
      log: collectLog(),
    }),
    publicUrl: '',
    whoCanHelp: async () => '',
    kinds: organisationKinds,
    importChannels,
  };
  let isAsked = false;
  const files = async () => {
    isAsked = true;
    return names.map(file);
  };
  return takeFiles({ ...ctx, surface: 'slack', place }, deps, files, false).then((shown) => ({
    shown,
    isAsked,
  }));
}

const press = (ctx: Context, { buttons }: Card) => {
  const does = buttons[0]?.does;
  const args = does && 'action' in does ? does.action.args : [];
  return givenActions({ db, desks: [desk] }).given.run(ctx, args);
};

describe('files that are given, and what may be done with them', () => {
  it('G-7 P-2 is offered to whoever sends one to the bot, with what is said of the others', async () => {
    const { shown } = await given(tono, direct, ['a.PDF', 'b.docx']);
    expect(shown?.aside).toBeUndefined();
    expect(shown?.card.buttons.map(({ label }) => label)).toEqual([tono.t('sign.shortcut')]);
    expect(shown?.card.parts).toMatchObject([
      { text: tono.t('chat.yourFilesText', { names: 'a.PDF' }) },
      { type: 'text' },
    ]);
    expect((await given(tono, direct, ['b.docx'])).shown?.card.buttons).toEqual([]);
  });

  it('G-7 is offered aside in a channel: unasked to whoever may, and only where files are taken; to whoever mentions the bot anywhere', async () => {
    const asked = { ...aChannel, mentioned: true };
    expect(await given(rina, aChannel, ['a.pdf'])).toEqual({ shown: null, isAsked: false });
    expect((await given(rina, aChannel, ['a.pdf'], ['C1'])).shown?.aside).toBe(true);
    expect((await given(tono, aChannel, ['a.pdf'], ['C1'])).shown).toBeNull();
    expect((await given(tono, asked, ['a.pdf'])).shown?.aside).toBe(true);
    expect((await given(tono, asked, ['a.docx'])).shown).toBeNull();
    const guest = { ...tono, actor: { ...tono.actor, registered: false } };
    expect((await given(guest, asked, ['a.pdf'])).shown).toBeNull();
  });

  it('P-2 I-9 is a spreadsheet that a channel does not take no secret to whoever mentions the bot: they are told where it is taken', async () => {
    const asked = { ...aChannel, mentioned: true };
    const { shown } = await given(tono, asked, ['a.xlsx', 'b.docx']);
    expect(shown).toMatchObject({
      aside: true,
      card: { parts: [{ text: tono.t('imports.notHere', { names: 'a.xlsx' }) }], buttons: [] },
    });
    const both = (await given(tono, asked, ['a.pdf', 'a.xlsx'])).shown;
    expect(both?.aside).toBe(true);
    expect(both?.card.parts).toMatchObject([
      { text: tono.t('chat.yourFilesText', { names: 'a.pdf' }) },
      { text: tono.t('imports.notHere', { names: 'a.xlsx' }) },
    ]);
    const refused = (await given(rina, asked, ['a.pdf', 'a.xlsx'])).shown?.card.parts;
    expect(refused).toMatchObject([
      { text: rina.t('chat.yourFilesText', { names: 'a.pdf' }) },
      { text: `⚠️ a.xlsx: ${rina.t('imports.notForYou')}` },
    ]);
    expect(await given(tono, aChannel, ['a.xlsx'])).toEqual({ shown: null, isAsked: false });
    await expect(given(rina, asked, ['a.xlsx'])).rejects.toMatchObject({
      reason: { key: 'imports.notForYou' },
    });
  });

  it('I-5 T-1 is a mail with a root of the log read for ADMINs alone, in a conversation with the bot, with what is said of the others', async () => {
    const waiting = () =>
      db.query<{ payload: { files: FileRef[] } }>(
        `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE t.identifier = 'audit.mails' ORDER BY j.id`,
      );
    const refused = { reason: { key: 'audit.refuse.mail' } };
    await expect(given(rina, direct, ['akar.eml'])).rejects.toMatchObject(refused);
    const both = await given(rina, direct, ['akar.eml', 'a.pdf']);
    expect(both.shown?.card.parts).toMatchObject([
      { text: `⚠️ akar.eml: ${rina.t('audit.refuse.mail')}` },
      { text: rina.t('chat.yourFilesText', { names: 'a.pdf' }) },
    ]);
    expect((await given(tono, aChannel, ['akar.eml'], ['C1'])).shown).toBeNull();
    expect(await waiting()).toEqual([]);
    const { shown } = await given(tono, direct, ['akar.EML', 'lain.eml', 'a.pdf']);
    expect(shown?.card.parts).toMatchObject([
      { text: tono.t('audit.mail.received', { names: 'akar.EML, lain.eml' }) },
      { text: tono.t('chat.yourFilesText', { names: 'a.pdf' }) },
    ]);
    const names = (await waiting()).map(({ payload }) => payload.files.map(({ name }) => name));
    expect(names).toEqual([['akar.EML', 'lain.eml']]);
  });

  it('I-3 is done with those files by the one who gave them, and by nobody else who has the button', async () => {
    const { shown } = await given(rina, direct, ['satu.pdf', 'dua.pdf']);
    if (!shown) throw new Error('nothing was offered');
    await expect(press(tono, shown.card)).rejects.toThrow(Refusal);
    expect(used).toEqual([]);
    await press(rina, shown.card);
    expect(used).toEqual([{ by: rina.actor.email, files: ['satu.pdf', 'dua.pdf'] }]);
  });
});
