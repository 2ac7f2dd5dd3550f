import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/core/errors.ts';
import {
  createDirectoryHub,
  type DirectoryHub,
  type HubAnswer,
  type HubUser,
  mostUsers,
} from '../../src/neighbours/directory-hub/hub.ts';
import { directoryHubSandbox } from '../../src/neighbours/directory-hub/sandbox.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import type { Fetch } from '../../src/neighbours/http/exchange.ts';
import { answerJson, type NeighbourServer, patient, serve, startNeighbour } from './server.ts';

const budi: HubUser = {
  accountName: 'budi.hartono',
  name: 'Budi Hartono',
  contactEmail: 'budi@mitra.example',
  phone: null,
  company: 'PT Mitra Sejahtera',
  kind: 'PARTNER',
  unitCode: 'HO-FIN',
  parentPositionId: '50012345',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
};
const people = (count: number): HubUser[] =>
  Array.from({ length: count }, (_, n) => ({ ...budi, accountName: `mitra.${n}` }));

/** What an answer is rejected with, which has to be a NeighbourDown. */
async function downOf(asking: Promise<unknown>): Promise<string> {
  const error = await asking.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NeighbourDown)) throw error;
  expect(error.neighbour).toBe('directory-hub');
  return error.message;
}

describe.each(['in process', 'over HTTP'])('the sandbox of the directory hub %s', (way) => {
  let server: NeighbourServer | undefined;
  let fetch: Fetch;
  let url: string;
  let hub: DirectoryHub;
  let reason: string | null = null;
  const accounts = new Map<string, HubUser>();

  beforeAll(async () => {
    const sandbox = directoryHubSandbox({ connected: () => reason, accounts });
    if (way === 'over HTTP') server = await serve(sandbox);
    url = server?.url ?? 'http://sandbox';
    fetch = server ? globalThis.fetch : sandbox;
  });
  beforeEach(() => {
    reason = null;
    accounts.clear();
    // A new one, so that no test finds another one's circuit open.
    hub = createDirectoryHub({ url, fetch, sandbox: true, ...patient });
  });
  afterAll(() => server?.close());

  const positionOf = async (user: HubUser) => {
    const [answer] = await hub.put([user]);
    return answer && 'positionId' in answer ? answer.positionId : answer;
  };

  it('P-3: is Connected under the name of the sample hub, is well, and says that it is a sandbox', async () => {
    expect(await hub.state()).toEqual({ name: 'PT. Pertamina Persero AAD', connected: true });
    await hub.check();
    expect(hub.sandbox).toBe(true);
    expect(createDirectoryHub({ url, fetch }).sandbox).toBe(false);
  });

  it('P-3: says at each moment whether it is connected, and why not', async () => {
    reason = 'Agent di AAD01 tidak menjawab';
    const state = { name: 'PT. Pertamina Persero AAD', connected: false, reason };
    expect(await hub.state()).toEqual(state);
    const error = await hub.check().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).reason).toEqual({
      key: 'neighbour.hubNotConnected',
      args: { name: state.name, reason },
    });
    reason = null;
    expect(await hub.state()).toMatchObject({ connected: true });
    await hub.check();
  });

  it('P-3: writes nothing while it is not connected', async () => {
    reason = 'pemeliharaan';
    expect(await downOf(hub.put([budi]))).toBe('directory-hub: PUT /users: answered 503');
    expect(accounts.size).toBe(0);
  });

  it('P-3: tells how things stand even where writing has failed five times', async () => {
    reason = 'pemeliharaan';
    for (let count = 0; count < 3; count += 1) await downOf(hub.put([budi]));
    reason = null;
    expect(await downOf(hub.put([budi]))).toContain('not asked after 5 failures in a row');
    expect(await hub.state()).toMatchObject({ connected: true });
  });

  it('P-7: writes accounts, answers their position ids, and writing them again changes nothing', async () => {
    const sari: HubUser = { ...budi, accountName: 'sari.dewi', kind: 'SECRETARY' };
    const first = await hub.put([budi, sari]);
    expect(first.map(({ accountName }) => accountName)).toEqual(['budi.hartono', 'sari.dewi']);
    expect(new Set(first.map((answer) => 'positionId' in answer && answer.positionId)).size).toBe(2);
    expect(await hub.put([sari, budi])).toEqual(first.toReversed());
    expect([...accounts.values()]).toEqual([budi, sari]);
  });

  it('P-7: gives an account the same position id whatever is said of it, in any case, and after a restart', async () => {
    const id = await positionOf(budi);
    expect(await positionOf({ ...budi, name: 'Budi H.', endsOn: '2027-06-30' })).toBe(id);
    expect(await positionOf({ ...budi, accountName: 'Budi.Hartono' })).toBe(id);
    expect(accounts.size).toBe(1);
    const restarted = createDirectoryHub({ url: 'http://sandbox', fetch: directoryHubSandbox() });
    expect(await restarted.put([budi])).toEqual([{ accountName: budi.accountName, positionId: id }]);
  });

  it.each([
    ['of more than 64 characters', 'a'.repeat(65)],
    ['with an @', 'budi@mitra'],
    ['with a space', 'budi hartono'],
    ['that is empty', ''],
    ['that begins with a dot', '.budi'],
  ])('refuses an account name %s, and writes the others', async (_, accountName) => {
    const answers = await hub.put([{ ...budi, accountName }, budi]);
    expect(answers).toEqual([
      { accountName, refused: expect.stringContaining('account name') },
      { accountName: 'budi.hartono', positionId: expect.any(String) },
    ]);
    expect([...accounts.keys()]).toEqual(['budi.hartono']);
  });

  it('takes an account name of 64 characters, and an account for one day', async () => {
    const long = { ...budi, accountName: 'a'.repeat(64), endsOn: budi.startsOn };
    expect(await positionOf(long)).toEqual(expect.any(String));
  });

  it('refuses an account that ends before it starts', async () => {
    const [answer] = await hub.put([{ ...budi, endsOn: '2025-12-31' }]);
    expect(answer).toEqual({ accountName: budi.accountName, refused: expect.stringContaining('ends') });
  });

  it.each<[string, unknown]>([
    ['a body that is not JSON', undefined],
    ['no list', {}],
    ['an empty list', { users: [] }],
    ['more than 500 accounts', { users: people(mostUsers + 1) }],
    ['an account without a name', { users: [{ ...budi, name: ' ' }] }],
    ['an address that is none', { users: [{ ...budi, contactEmail: 'budi' }] }],
    ['a phone that is missing, not even null', { users: [{ ...budi, phone: undefined }] }],
    ['another kind', { users: [{ ...budi, kind: 'Mitra Kerja' }] }],
    ['a day that there is not', { users: [{ ...budi, endsOn: '2026-02-30' }] }],
    ['a day written otherwise', { users: [{ ...budi, startsOn: '01/01/2026' }] }],
    ['one wrong account among right ones', { users: [budi, { ...budi, unitCode: '' }] }],
  ])('refuses %s, and writes nothing', async (_, body) => {
    const response = await fetch(`${url}/users`, { method: 'PUT', body: body ? JSON.stringify(body) : '{' });
    expect(response.status).toBe(422);
    expect(accounts.size).toBe(0);
  });

  it('takes 500 accounts at once', async () => {
    const answers = await hub.put(people(mostUsers));
    expect(answers.map(({ accountName }) => accountName)).toEqual(
      people(mostUsers).map(({ accountName }) => accountName),
    );
    expect(accounts.size).toBe(mostUsers);
  });
});

describe('the directory hub over HTTP', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function hubThat(
    answer: Parameters<typeof startNeighbour>[0],
  ): Promise<{ hub: DirectoryHub; server: NeighbourServer }> {
    const server = await startNeighbour(answer);
    closing.push(server.close);
    return { server, hub: createDirectoryHub({ url: server.url, ...patient, jitterMs: 10 }) };
  }
  const answering = (body: unknown) => hubThat((_, response) => answerJson(response, 200, body));
  const { accountName } = budi;

  it('is asked by GET how it stands, and gets accounts by PUT in the body', async () => {
    const { hub, server } = await hubThat(({ method }, response) =>
      answerJson(
        response,
        200,
        method === 'GET' ? { name: 'AAD', connected: true } : { users: [{ accountName, positionId: '7' }] },
      ),
    );
    await hub.state();
    await hub.put([budi]);
    expect(server.received).toMatchObject([
      { method: 'GET', path: '/hub', body: '' },
      { method: 'PUT', path: '/users', body: JSON.stringify({ users: [budi] }) },
    ]);
  });

  it('P-3: is asked anew each time', async () => {
    const { hub, server } = await hubThat((_, response, count) =>
      answerJson(response, 200, {
        name: 'AAD',
        ...(count > 1 ? { connected: false, reason: 'x' } : { connected: true }),
      }),
    );
    expect(await hub.state()).toEqual({ name: 'AAD', connected: true });
    expect(await hub.state()).toEqual({ name: 'AAD', connected: false, reason: 'x' });
    expect(server.received).toHaveLength(2);
  });

  it('P-3: has its reason on one line and cut to what a card can show', async () => {
    const { hub } = await answering({
      name: 'AAD',
      connected: false,
      reason: `  Agent\n mati ${'x'.repeat(900)}`,
    });
    const state = await hub.state();
    expect(state).toMatchObject({ reason: expect.stringMatching(/^Agent mati x+…$/) });
    expect('reason' in state && state.reason.length).toBe(300);
  });

  it.each<[string, unknown, string]>([
    ['no name', { connected: true }, 'name'],
    ['nothing about being connected', { name: 'AAD' }, 'connected'],
    ['another word for it', { name: 'AAD', connected: 'Connected' }, 'connected'],
    ['no reason', { name: 'AAD', connected: false }, 'reason'],
    ['an empty reason', { name: 'AAD', connected: false, reason: ' ' }, 'reason'],
    ['a list', [], 'body'],
  ])('P-3: a state with %s is a fault, and not taken for Connected', async (_, body, where) => {
    const { hub } = await answering(body);
    expect(await downOf(hub.state())).toBe(
      `directory-hub: GET /hub: answered 200 in another shape (${where})`,
    );
  });

  it('P-3: is not well where it cannot be asked how it stands', async () => {
    const { hub } = await hubThat(({ path }, response) =>
      answerJson(response, path === '/health' ? 200 : 500),
    );
    expect(await downOf(hub.check())).toBe('directory-hub: GET /hub: answered 500');
  });

  it.each<[string, unknown]>([
    ['one account fewer', [{ accountName, positionId: '1' }]],
    [
      'one account more',
      ['budi.hartono', 'sari', 'eko'].map((name) => ({ accountName: name, positionId: '1' })),
    ],
    ['another account', ['budi.hartono', 'eko'].map((name) => ({ accountName: name, positionId: '1' }))],
    ['an account twice', ['sari', 'sari'].map((name) => ({ accountName: name, positionId: '1' }))],
    [
      'one twice beside all',
      ['budi.hartono', 'sari', 'sari'].map((name) => ({ accountName: name, positionId: '1' })),
    ],
  ])('answers about exactly the accounts that were sent: %s is a fault', async (_, users) => {
    const { hub } = await answering({ users });
    expect(await downOf(hub.put([budi, { ...budi, accountName: 'sari' }]))).toBe(
      'directory-hub: PUT /users: answered 200 in another shape (users.accountName)',
    );
  });

  it.each<[string, object]>([
    ['neither', {}],
    ['both', { positionId: '1', refused: 'no' }],
    ['an empty position id', { positionId: ' ' }],
    ['a position id that is a number', { positionId: 7 }],
    ['an empty refusal', { refused: '' }],
  ])('tells of each account a position id or a refusal: %s is a fault', async (_, answer) => {
    const { hub } = await answering({ users: [{ accountName, ...answer }] });
    expect(await downOf(hub.put([budi]))).toContain('in another shape (users.');
  });

  it('may answer in another order, and say of the one that it is null', async () => {
    const { hub } = await answering({
      users: [
        { accountName: 'sari', positionId: null, refused: 'Unit\ttidak  dikenal', more: 1 },
        { accountName, positionId: '50099', refused: null },
      ],
    });
    expect(await hub.put([budi, { ...budi, accountName: 'sari' }])).toEqual<HubAnswer[]>([
      { accountName, positionId: '50099' },
      { accountName: 'sari', refused: 'Unit tidak dikenal' },
    ]);
  });

  it('may refuse 500 accounts at length, and no more than that', async () => {
    const batch = people(mostUsers);
    const refusing = (reason: string) =>
      answering({ users: batch.map((user) => ({ accountName: user.accountName, refused: reason })) });
    const { hub } = await refusing('界'.repeat(300));
    expect(await hub.put(batch)).toHaveLength(mostUsers);
    const { hub: talkative } = await refusing('x'.repeat(2000));
    expect(await downOf(talkative.put(batch))).toContain('with more than');
  });

  it('is sent a batch again after a broken connection, since writing it twice changes nothing', async () => {
    const { hub, server } = await hubThat((_, response, count) =>
      count === 1
        ? response.destroy()
        : answerJson(response, 200, { users: [{ accountName, positionId: '1' }] }),
    );
    expect(await hub.put([budi])).toEqual([{ accountName, positionId: '1' }]);
    expect(server.received.map(({ body }) => body)).toEqual(Array(2).fill(JSON.stringify({ users: [budi] })));
  });

  it('is sent nothing for nobody, more than 500 accounts, or an account twice', async () => {
    const { hub, server } = await answering({});
    expect(await hub.put([])).toEqual([]);
    await expect(hub.put(people(mostUsers + 1))).rejects.toThrow(RangeError);
    await expect(hub.put([budi, budi])).rejects.toThrow(RangeError);
    expect(server.received).toEqual([]);
  });
});
