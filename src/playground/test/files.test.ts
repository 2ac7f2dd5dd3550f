import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackPerson } from '../people/index.ts';
import { uploadFile } from '../people/slack/upload.ts';
import { plain, RINA, refusal, startWithBot, type TestBot, until } from './harness.ts';

describe('Files', () => {
  let bot: TestBot;
  const fromForm: Record<string, unknown>[] = [];
  const shared: string[] = [];

  beforeAll(async () => {
    bot = await startWithBot();
    bot.app.command('/try', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'upload',
          title: plain('Upload'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'f',
              label: plain('Files'),
              element: { type: 'file_input', action_id: 'files', filetypes: ['jpg', 'pdf'], max_files: 2 },
            },
          ],
        },
      });
    });
    bot.app.view('upload', async ({ ack, view }) => {
      await ack();
      fromForm.push(...((view.state.values.f?.files as { files?: [] } | undefined)?.files ?? []));
    });
    bot.app.event('file_shared', async ({ event }) => {
      shared.push(event.file_id);
    });
  });
  afterAll(() => bot.stop());

  const download = (url: unknown, token?: string) =>
    fetch(String(url), token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  it('of a form reach the bot as file objects, to be downloaded with its token', async () => {
    const rina = slackPerson(bot.playground, RINA);
    await rina.command('/try');
    const modal = await rina.modal('Upload');
    await modal.upload(
      'Files',
      { name: 'Surat Tugas.PDF', data: '%PDF-1.7' },
      { name: 'foto.jpeg', data: 'jpeg' },
    );
    const three = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => ({ name, data: 'x' }));
    await expect(modal.upload('Files', ...three)).rejects.toThrow(/At most 2/);
    await modal.submit();
    await until(async () => fromForm.length === 2);
    const [pdf, jpeg] = fromForm;
    expect(pdf).toMatchObject({
      name: 'Surat Tugas.PDF',
      filetype: 'pdf',
      mimetype: 'application/pdf',
      size: 8,
    });
    expect(jpeg).toMatchObject({ filetype: 'jpg', mimetype: 'image/jpeg', mode: 'hosted' });
    const answer = await download(pdf?.url_private_download, bot.playground.botToken);
    expect([answer.status, await answer.text()]).toEqual([200, '%PDF-1.7']);
    const stranger = await download(pdf?.url_private_download);
    expect([stranger.redirected, await stranger.text()]).toEqual([true, expect.stringContaining('Sign in')]);
    expect(await bot.client.files.info({ file: String(pdf?.id) })).toMatchObject({
      file: { user: pdf?.user },
    });
  });

  it('in a channel are told to the bot, and are gone once deleted', async () => {
    const rina = slackPerson(bot.playground, RINA);
    await rina.send('ini suratnya', { in: '#umum', files: [{ name: 'a.pdf', data: 'pdf' }] });
    const [id = ''] = shared;
    const info = await bot.client.files.info({ file: id });
    expect((await download(info.file?.url_private_download, bot.playground.botToken)).status).toBe(200);
    await bot.api.deleteFile({ file: id });
    expect((await refusal(bot.client.files.info({ file: id }))).error).toBe('file_deleted');
    expect((await download(info.file?.url_private_download, bot.playground.botToken)).status).toBe(404);
  });

  it('uploaded but shared with nobody are hidden from the bot', async () => {
    const { id } = await uploadFile(slackPerson(bot.playground, RINA), { name: 'a.pdf', data: 'x' });
    expect((await refusal(bot.client.files.info({ file: id }))).error).toBe('file_not_found');
  });

  it('of the bot arrive by filesUploadV2, in a thread too', async () => {
    const { client, api, playground } = bot;
    const root = await client.chat.postMessage({ channel: 'umum', text: 'laporan' });
    await client.filesUploadV2({
      channel_id: root.channel ?? '',
      thread_ts: root.ts ?? '',
      initial_comment: 'ini',
      filename: 'hasil.xlsx',
      file: Buffer.from([0, 1, 2, 255]),
    });
    expect(await slackPerson(playground, RINA).thread('laporan')).toEqual(['ini\n📎 hasil.xlsx']);
    const [, reply] = await api.messages({ person: RINA, channel: 'umum', threadTs: root.ts ?? '' });
    const file = await api.download({ person: RINA, file: reply?.files[0]?.id ?? '' });
    expect([...Buffer.from(file.data, 'base64')]).toEqual([0, 1, 2, 255]);
  });
});
