import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/core/errors.ts';
import { msg } from '../../src/core/texts/index.ts';
import { type Activity, readActivity } from '../../src/platforms/teams/activity.ts';
import { openSdk as agentsHosting } from '../../src/platforms/teams/sdk/agents-hosting.ts';
import type { Delivery, OpenSdk, Receiver, Sdk } from '../../src/platforms/teams/sdk/port.ts';
import { openSdk as teamsAi } from '../../src/platforms/teams/sdk/teams-ai.ts';
import type { TeamsSdk } from '../../src/platforms/teams/settings.ts';

/** What is asked of an SDK (`platforms/teams/sdk/port.ts`), of each of them. */

const sdks: Record<TeamsSdk, OpenSdk> = { 'teams-ai': teamsAi, 'agents-hosting': agentsHosting };

/** The service that activities name: whatever an SDK says there by itself is heard. */
let service: Server;
let serviceUrl: string;
const said: string[] = [];
beforeAll(async () => {
  service = createServer((req, res) => {
    said.push(`${req.method} ${req.url}`);
    res.end('{}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

function delivery(change: object): Delivery {
  const activity = readActivity({
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:rina', aadObjectId: 'rina' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'tenant' },
    channelData: { tenant: { id: 'tenant' } },
    ...change,
  });
  if (!activity) throw new Error('that is no activity');
  return { activity, later: [] };
}
const invoke = (name: string, change: object = {}) =>
  delivery({ type: 'invoke', name, value: {}, ...change });

describe.each(Object.entries(sdks))('an SDK that leads deliveries: %s', (_name, open) => {
  const taken: [string, Delivery][] = [];
  const takes = (name: string) => async (one: Delivery) => {
    taken.push([name, one]);
  };
  function opened(more: Partial<Receiver> = {}): Sdk {
    taken.length = 0;
    said.length = 0;
    const activities = { message: takes('message'), installationUpdate: takes('installationUpdate') };
    return open('app', { activities, invokes: {}, ...more });
  }

  it('leads an activity to who takes its type, with all that we read of it, and answers 200', async () => {
    const sdk = opened();
    for (const type of ['message', 'installationUpdate']) {
      const one = delivery({
        type,
        text: '<at>Pintu</at> inbox',
        attachments: [{ contentType: 'text/html' }],
      });
      expect(await sdk.take(one)).toEqual({ status: 200 });
      expect(taken.at(-1)).toEqual([type, one]);
      expect(taken.at(-1)?.[1]).toBe(one);
    }
  });

  it('leads an invoke to who takes its name, and answers with the body or with none', async () => {
    const body = { task: { type: 'message', value: 'Halo' } };
    const invokes = {
      'task/fetch': async () => body,
      'task/submit': async (one: Delivery) => void taken.push(['submitted', one]) as undefined,
    };
    const sdk = opened({ invokes });
    expect(await sdk.take(invoke('task/fetch'))).toEqual({ status: 200, body });
    const { status, body: none } = await sdk.take(invoke('task/submit'));
    expect([status, none]).toEqual([200, undefined]);
    expect(taken.map(([name]) => name)).toEqual(['submitted']);
  });

  it('answers an invoke that nobody takes with 501 and another activity with 200, and says nothing', async () => {
    const sdk = opened();
    expect(await sdk.take(invoke('signin/verifyState'))).toMatchObject({ status: 501 });
    expect(await sdk.take(invoke('signin/tokenExchange'))).toMatchObject({ status: 501 });
    expect(await sdk.take(invoke('message'))).toMatchObject({ status: 501 });
    for (const type of ['typing', 'conversationUpdate', 'messageReaction', 'endOfConversation', 'new'])
      expect(await sdk.take(delivery({ type }))).toEqual({ status: 200 });
    expect([taken, said]).toEqual([[], []]);
  });

  it('throws what a receiver throws, and tells the person nothing of it', async () => {
    const errors = [new Error('lost'), new Refusal(msg('chat.openMeFirst'))];
    for (const error of errors) {
      const throws = async () => {
        throw error;
      };
      const sdk = opened({ activities: { message: throws }, invokes: { 'task/fetch': throws } });
      await expect(sdk.take(delivery({}))).rejects.toBe(error);
      await expect(sdk.take(invoke('task/fetch'))).rejects.toBe(error);
    }
    expect(said).toEqual([]);
  });

  it('takes nulls and empty words where our own schema takes them', async () => {
    const sdk = opened();
    const empty: Partial<Record<keyof Activity, unknown>> = {
      id: '',
      text: null,
      replyToId: null,
      entities: null,
      attachments: null,
      locale: '',
      name: '',
      localTimezone: null,
      from: { id: '29:rina', name: null },
    };
    expect(await sdk.take(delivery(empty))).toEqual({ status: 200 });
    expect(taken).toHaveLength(1);
  });

  it('leads what arrives twice twice, and does not take one delivery for another that is under way', async () => {
    const waiting: (() => void)[] = [];
    const sdk = opened({
      invokes: {
        'task/fetch': (one) =>
          new Promise((resolve) => {
            waiting.push(() => resolve({ id: one.activity.id }));
          }),
      },
    });
    const answers = ['1', '2', '2'].map((id) => sdk.take(invoke('task/fetch', { id })));
    await expect.poll(() => waiting.length).toBe(3);
    for (const resolve of waiting.reverse()) resolve();
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual([
      { id: '1' },
      { id: '2' },
      { id: '2' },
    ]);
  });
});
