import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../index.ts';
import { slackPerson } from '../people/index.ts';
import { openStore } from '../store.ts';
import { options, plain, RINA, startWithBot, webClient } from './harness.ts';

describe('What was answered is there after a restart', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'playground-'));
  });
  afterEach(() => {
    rmSync(stateDir, { recursive: true });
  });
  const start = () => startPlayground(options({ stateDir }));

  it('channels, messages, threads, files, Home, mails, tokens and addresses', async () => {
    const first = await start();
    const client = webClient(first);
    const root = await client.chat.postMessage({
      channel: 'umum',
      text: 'root',
      metadata: { event_type: 'm', event_payload: { key: 'k' } },
    });
    await client.chat.postMessage({ channel: 'umum', text: 'reply', thread_ts: root.ts ?? '' });
    await client.filesUploadV2({
      channel_id: root.channel ?? '',
      filename: 'a.pdf',
      file: Buffer.from('pdf'),
    });
    await first.api.createChannel({ person: RINA, name: 'baru' });
    const me = (await first.api.screen({ person: RINA })).me;
    await client.views.publish({
      user_id: me.id,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Rumah') }] },
    });
    await createTransport(first.smtpUrl).sendMail({
      from: 'a@b.example',
      to: me.email,
      subject: 'Surat',
      text: 'isi',
    });
    await first.stop();

    const second = await start();
    const rina = slackPerson(second, RINA);
    expect(await rina.channel('umum')).toEqual(['root', '📎 a.pdf']);
    expect(await rina.thread('root')).toEqual(['reply']);
    expect(await rina.isShown('Rumah')).toBe(true);
    expect((await second.api.mails({})).map((each) => each.subject)).toEqual(['Surat']);
    expect((await second.api.screen({ person: RINA })).channels.map((each) => each.name)).toContain('baru');
    const history = await webClient(second).conversations.history({
      channel: root.channel ?? '',
      include_all_metadata: true,
    });
    expect(history.messages?.at(-1)?.metadata).toEqual({ event_type: 'm', event_payload: { key: 'k' } });
    const kept = ({ botToken, signingSecret, appToken, slackApiUrl }: Playground) => [
      botToken,
      signingSecret,
      appToken,
      slackApiUrl,
    ];
    expect(kept(second)).toEqual(kept(first));
    await second.stop();
  });

  it('is not lost by a kill -9 in the middle of many posts', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'child.ts'), stateDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const started = await new Promise<Playground>((resolve) => {
      child.stdout.once('data', (line: Buffer) => resolve(JSON.parse(String(line))));
    });
    const client = webClient(started);
    const acked: string[] = [];
    const posting = Array.from({ length: 4 }, async (_, worker) => {
      for (let number = 0; ; number += 1) {
        const text = `${worker}-${number}`;
        await client.chat.postMessage({ channel: 'umum', text });
        acked.push(text);
        if (acked.length === 60) child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(posting);
    const again = await start();
    const texts = await slackPerson(again, RINA).channel('umum');
    expect(acked.length).toBeGreaterThanOrEqual(60);
    expect(acked.filter((each) => !texts.includes(each))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
    await again.stop();
  });

  it('keeps an open form, what was typed into it, and lets it be submitted again', async () => {
    const first = await startWithBot({ stateDir });
    first.app.command('/try', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          title: plain('Form'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'n',
              label: plain('Name'),
              element: { type: 'plain_text_input', action_id: 'x' },
            },
          ],
        },
      });
    });
    const rina = slackPerson(first.playground, RINA);
    await rina.command('/try');
    const modal = await rina.modal('Form');
    await modal.type('Name', 'Rina');
    await first.api.disturbDeliveries({ times: 1, delayMs: 60_000 });
    await modal.submitWithoutWaiting();
    await first.stop();

    const second = await start();
    const again = await slackPerson(second, RINA).modal('Form');
    expect(await again.value('Name')).toBe('Rina');
    expect((await again.submit()).problem).toMatch(/trouble connecting/);
    await second.stop();
  });

  it('leaves a torn last line out, and goes on writing behind it', () => {
    const first = openStore(stateDir);
    first.collection('things').put('a', { value: 1 });
    first.close();
    appendFileSync(join(stateDir, 'state.jsonl'), '["things","b",{"val');
    const second = openStore(stateDir);
    expect([...second.collection('things').values()]).toEqual([{ value: 1 }]);
    second.collection('things').put('c', { value: 3 });
    second.close();
    expect(readFileSync(join(stateDir, 'state.jsonl'), 'utf8').split('\n')).toHaveLength(3);
    const third = openStore(stateDir);
    expect([...third.collection('things').values()]).toEqual([{ value: 1 }, { value: 3 }]);
    third.close();
  });
});
