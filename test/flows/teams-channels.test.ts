import type { JsonObject, TeamsControlApi } from '@satu-pintu/playground';
import type { TeamsPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  ask,
  closeForms,
  forJoko,
  forRina,
  sendDone,
  settled,
  someReason,
} from '../support/user-id-steps.ts';

const t = translate('id');

describe('Teams, where others read too', () => {
  let workspace: Workspace;
  let api: TeamsControlApi;
  const person = (account: string) => workspace.person(account) as TeamsPerson;
  const rina = () => person('rina.wulandari');
  const bima = () => person('bima.santoso');
  /** What somebody else in the conversation reads there. */
  const others = async (chat = 'Umum') => (await person('putri.maharani').channel(chat)).join('\n');
  /** The newest thing that the bot showed this person alone in a conversation with others. */
  const aside = async (who: TeamsPerson, chat: string) => {
    const { id } = (await who.screen()).chats.find(({ name }) => name === chat) ?? { id: '' };
    const roots = await api.messages({ person: who.who, chat: id });
    const threads = await Promise.all(
      roots.map(({ id: replyTo }) => api.messages({ person: who.who, chat: id, replyTo })),
    );
    const all = chat === 'Umum' ? threads.flat() : roots;
    return all
      .filter(({ fromBot, to }) => fromBot && to !== undefined)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
  };
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: ['teams'] });
    if (!workspace.playground.teams) throw new Error('The playground has no Teams.');
    ({ api } = workspace.playground.teams);
    await api.addChat({
      name: 'Rapat',
      members: ['rina.wulandari', 'bima.santoso', 'putri.maharani'],
    });
  });
  afterEach(async () => {
    await api.clearFaults({});
    await closeForms(workspace);
  });
  afterAll(() => workspace.stop());

  it('I-3 answers a mention in a channel below it, for the one who wrote alone', async () => {
    const number = await ask(rina(), forJoko);
    const answer = await rina().answerTo(() => rina().mention('Umum', `userid show ${number}`));
    expect(answer).toContain('Joko Prasetyo');
    expect((await rina().below(`userid show ${number}`)).join()).toContain('Joko Prasetyo');
    expect(await others()).not.toMatch(/Joko Prasetyo|chat pribadi/);
  });

  it('I-3 takes what was written to it alone in a channel or a group chat, and answers it there', async () => {
    const number = await ask(rina(), forJoko);
    for (const chat of ['Umum', 'Rapat']) {
      const answer = await rina().answerTo(() => rina().command(`/userid show ${number}`, { in: chat }));
      expect(answer).toContain('Joko Prasetyo');
      // What was asked stands above the answer.
      expect(await aside(rina(), chat)).toMatchObject({ prompt: `userid show ${number}` });
      expect(await others(chat)).not.toContain(number);
    }
  });

  it('I-3 answers in the personal chat where Teams will not, and says so only to those who spoke before everybody', async () => {
    const refuse = () =>
      api.failConnector({ operation: 'post_targeted', times: 1, kind: 'status', status: 403 });
    await refuse();
    const answer = await rina().answerTo(() => rina().mention('Umum', 'pintu language'));
    expect(answer).toContain('language');
    await rina().sees(t('chat.answeredPrivately'));
    expect(await others()).toContain(t('chat.answeredPrivately'));

    const before = await others('Rapat');
    await refuse();
    const asked = await rina().answerTo(() => rina().command('/pintu language', { in: 'Rapat' }));
    expect(asked).toContain('language');
    await settled(workspace);
    expect(await others('Rapat')).toBe(before);
  });

  it('I-3 asks somebody without the app to open it where nothing else reaches them, and goes on once it is there', async () => {
    const maya = person('maya.anggraini');
    await api.uninstall({ person: maya.who });
    expect(await maya.answerTo(() => maya.mention('Umum', 'userid list'))).toContain('Semua permohonan');
    await api.failConnector({ operation: 'post_targeted', times: 1, kind: 'status', status: 400 });
    await maya.mention('Umum', 'userid list');
    await expect.poll(() => maya.channel('Umum')).toContain(t('chat.openMeFirst'));
    await api.install({ person: maya.who });
    expect(await maya.answerTo('/userid list')).toContain('permohonan');
  });

  it('U-14 a card that one person has in a channel opens what it lists, and is shown as it is now once that is done', async () => {
    const number = await ask(rina(), forRina);
    await bima().sees(number);
    await bima().answerTo(() => bima().command('/inbox', { in: 'Umum' }));
    await settled(workspace);
    const stands = async () => JSON.stringify((await aside(bima(), 'Umum'))?.cards ?? []);
    expect(await stands()).toContain(number);
    await bima().clickBeside(number, 'Open');
    await bima().click('Approve');
    const form = await bima().modal();
    await form.type(t('userId.decision.whyApprove'), someReason);
    await sendDone(bima(), form);
    await expect.poll(stands).not.toContain(number);
    expect(await others()).not.toContain(number);
  });

  it('A-2 brings nobody up to date what another one has in a channel, whatever a client sends', async () => {
    const number = await ask(rina(), forRina);
    await bima().sees(number);
    await bima().answerTo(() => bima().command('/inbox', { in: 'Umum' }));
    const theirs = await aside(bima(), 'Umum');
    const { chat = '', id = '' } = theirs ?? {};
    const forged: JsonObject = {
      verb: 'submit',
      'dialog:origin': JSON.stringify({ message: { id, trail: ['/pintu'] } }),
    };
    const activity = await api.activityOf({ person: rina().who, text: '' });
    await rina().command(`/userid withdraw ${number}`, { in: 'Umum' });
    await (await rina().modal()).type(/^Alasan/, 'Salah minta');
    const open = (await rina().dialog())?.values ?? {};
    const { body } = await api.deliverRaw({
      activity: {
        ...activity,
        type: 'invoke',
        name: 'task/submit',
        conversation: { ...(activity.conversation as JsonObject), id: chat, conversationType: 'channel' },
        value: { data: { ...open, ...forged } },
      },
      token: 'none',
    });
    expect(body).toContain(t('form.done'));
    await settled(workspace);
    expect(await aside(bima(), 'Umum')).toMatchObject({ id, edited: false });
  });

  it('I-1 tells people of other organisations in a shared channel that it is not for them, and nobody else', async () => {
    await api.addPerson({ email: 'kurnia.halim@mitra.example', name: 'Kurnia Halim', locale: 'id' });
    const kurnia = person('kurnia.halim');
    await api.changePerson({ person: kurnia.who, change: { stranger: true } });
    await api.addChat({
      name: 'Bersama',
      type: 'shared',
      members: ['kurnia.halim', 'rina.wulandari', 'tono.wijaya'],
    });
    const refused = t('error.otherOrganisation');
    expect(await kurnia.answerTo(() => kurnia.mention('Bersama', 'userid'))).toBe(refused);
    await kurnia.command('/userid', { in: 'Bersama' });
    expect((await kurnia.dialog())?.text).toBe(refused);
    await kurnia.closeModals();
    // As Teams may say it too: with the tenant that the channel is of, so that the member alone tells.
    await api.changePerson({ person: kurnia.who, change: { stranger: false, guest: false } });
    const own = await api.activityOf({ person: kurnia.who, text: 'userid' });
    await api.changePerson({ person: kurnia.who, change: { stranger: true } });
    const { id } = (await kurnia.screen()).chats.find(({ name }) => name === 'Bersama') ?? {};
    const there = { ...(own.conversation as JsonObject), id: `${id}`, conversationType: 'channel' };
    await kurnia.answerTo(() =>
      api.deliverRaw({
        activity: {
          ...own,
          conversation: there,
          recipient: { ...(own.recipient as JsonObject), isTargeted: true },
        },
        token: 'none',
      }),
    );
    expect(await kurnia.privately()).toBe(refused);
    const known = await workspace.query(`SELECT 1 FROM person WHERE email = 'kurnia.halim@mitra.example'`);
    expect(known).toEqual([]);
    expect((await rina().channel('Bersama')).join()).not.toContain(refused);
  });

  it('I-9 binds a private channel, once the app is let in, and no channel that other organisations may be in', async () => {
    const tono = person('tono.wijaya');
    await api.addChat({
      name: 'Tertutup',
      type: 'private',
      members: ['tono.wijaya', 'maya.anggraini'],
      withoutApp: true,
    });
    await expect(tono.command('/channel', { in: 'Tertutup' })).rejects.toThrow();
    await api.letApp({ chat: 'Tertutup', into: true });
    const bindable = await tono.answerTo(() => tono.command('/channel', { in: 'Tertutup' }));
    expect(bindable).toContain(`[${t('channel.bind')}]`);
    const shared = await tono.answerTo(() => tono.command('/channel', { in: 'Bersama' }));
    expect(shared).toBe(t('channel.refuse.shared'));
  });

  it('I-3 P-2 does what is typed to it beside a file or a quotation, whatever becomes of those', async () => {
    const maya = person('maya.anggraini');
    await api.addChat({ name: 'Terbatas', type: 'private', members: ['maya.anggraini'] });
    const file = { name: 'laporan.xlsx', data: Buffer.from('PK') };
    const idOf = async (who: TeamsPerson, chat: string) =>
      (await who.screen()).chats.find(({ name }) => name === chat)?.id ?? '';
    const count = async (chat: string, words: string) => {
      const { messages } = await api.everything({});
      const said = messages.filter((message) => message.fromBot && message.chat === chat);
      return said.filter(({ text, cards }) => `${text} ${JSON.stringify(cards)}`.includes(words)).length;
    };
    const listed = 'Semua permohonan';
    const unseen = t('chat.filesUnseen');
    const closed = await idOf(maya, 'Terbatas');

    await maya.mention('Terbatas', 'userid list', file);
    await expect.poll(() => count(closed, listed)).toBe(1);
    await expect.poll(() => count(closed, unseen)).toBe(1);

    // Words that are no command are said of the file.
    await maya.mention('Terbatas', 'ini laporannya', file);
    await expect.poll(() => count(closed, unseen)).toBe(2);

    // Behind a quotation stands nothing that could be read: there is nothing to say of it.
    const delivered = (await api.traffic({ person: maya.who })).filter(({ request }) =>
      JSON.stringify(request).includes('userid list'),
    );
    const activity = delivered[0]?.request as JsonObject;
    const written = await api.send({ person: maya.who, chat: 'Terbatas', text: 'userid list' });
    const content = '<attachment id="1616990032035"></attachment><p>userid list</p>';
    await api.deliverRaw({
      activity: {
        ...activity,
        id: written.message.id,
        conversation: {
          ...(activity.conversation as JsonObject),
          id: `${closed};messageid=${written.message.id}`,
        },
        attachments: [{ contentType: 'text/html', content }],
      },
      token: 'none',
    });
    await expect.poll(() => count(closed, listed)).toBe(2);

    const tono = person('tono.wijaya');
    const open = await idOf(tono, 'Umum');
    const lists = await count(open, listed);
    const refused = t('imports.notHere', { names: file.name });
    await tono.mention('Umum', 'userid list', file);
    await expect.poll(() => count(open, listed)).toBe(lists + 1);
    await expect.poll(() => count(open, refused)).toBe(1);
    expect(await count(closed, unseen)).toBe(2);
    expect(await count(closed, 'ini laporannya')).toBe(0);
  });

  it('keeps to the forms that `/` offers: each opens at once, for whoever may use it', async () => {
    const who: Record<string, string> = {
      userid: 'rina.wulandari',
      'satker ticket': 'rina.wulandari',
      'satker add': 'ali.rahman',
      'satker delete': 'ali.rahman',
      'partner whitelist': 'tono.wijaya',
      'partner mapping': 'tono.wijaya',
      'market add': 'putri.maharani',
      'sign pdf': 'rina.wulandari',
      'sign verify': 'rina.wulandari',
    };
    const { app } = await rina().screen();
    const actions = app.slashCommands.filter(({ id }) => id !== undefined).map(({ title }) => title);
    expect(actions.sort()).toEqual(Object.keys(who).sort());
    for (const [command, account] of Object.entries(who)) {
      await person(account).command(`/${command}`, { in: 'Umum' });
      const dialog = await person(account).dialog();
      if (command === 'satker delete') expect(dialog?.text).toContain(t('satker.nobody.deletable'));
      else expect(dialog?.card, command).toBeDefined();
      await person(account).closeModals();
    }
    await rina().command('/partner whitelist', { in: 'Umum' });
    expect((await rina().dialog())?.text).toContain('DIRECTORY_ADMIN');
  });

  it('U-2 asks for a User ID from `/` in a channel to its end', async () => {
    const before = await others();
    await rina().command('/userid', { in: 'Umum' });
    const form = await rina().modal();
    expect(await form.fields()).toContain(t('userId.field.kind'));
    expect(await others()).toBe(before);
  });
});
