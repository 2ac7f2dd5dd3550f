import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDigit, type Digit } from '../../src/neighbours/digit/digit.ts';
import { createDukcapil, type Dukcapil } from '../../src/neighbours/dukcapil/dukcapil.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import type { Patience } from '../../src/neighbours/http/neighbour.ts';
import { answerJson, type NeighbourServer, patient, startNeighbour } from './server.ts';

const nik = '3173051201900001';
const password = 'kata sandi yang panjang';
const ali = { nik, name: 'Ali Rahman' };

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0)) await close();
});

type Answer = Parameters<typeof startNeighbour>[0];

async function neighbourThat(answer: Answer): Promise<NeighbourServer> {
  const server = await startNeighbour(answer);
  closing.push(server.close);
  return server;
}

/** Short enough to wait for, where no answer is what is waited for. */
const quick: Partial<Patience> = { timeoutMs: 300, totalMs: 1000, jitterMs: 10 };

async function dukcapilThat(
  answer: Answer,
  times: Partial<Patience> = patient,
): Promise<{ dukcapil: Dukcapil; server: NeighbourServer }> {
  const server = await neighbourThat(answer);
  return { server, dukcapil: createDukcapil({ url: server.url, ...times }) };
}

async function digitThat(
  answer: Answer,
  times: Partial<Patience> = patient,
): Promise<{ digit: Digit; server: NeighbourServer }> {
  const server = await neighbourThat(answer);
  return { server, digit: createDigit({ url: server.url, ...times }) };
}

/** The NeighbourDown that something ends with; anything else fails the test. */
async function downOf(asking: Promise<unknown>): Promise<NeighbourDown> {
  const error = await asking.then(
    (answer) => new Error(`answered ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NeighbourDown)) throw error;
  return error;
}

describe('a register over HTTP', () => {
  it('is asked by POST with the NIK in the body and nowhere else', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, 200, ali));
    expect(await dukcapil.resident(nik)).toEqual(ali);
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/residents/lookup', body: JSON.stringify({ nik }) },
    ]);
    expect(server.received[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(JSON.stringify(server.received[0]?.headers)).not.toContain(nik);
  });

  it('keeps the path of its address, with or without a slash at the end', async () => {
    const server = await neighbourThat((_, response) => answerJson(response, 200, ali));
    for (const end of ['', '/'])
      await createDukcapil({ url: `${server.url}/api/v1${end}`, ...patient }).resident(nik);
    expect(server.received.map(({ path }) => path)).toEqual(Array(2).fill('/api/v1/residents/lookup'));
  });

  it('gets the credentials of its address as a header', async () => {
    const server = await neighbourThat((_, response) => answerJson(response, 200, ali));
    const url = server.url.replace('://', '://satu%40pintu:s%3Acret@');
    await createDukcapil({ url, ...patient }).resident(nik);
    const expected = `Basic ${Buffer.from('satu@pintu:s:cret').toString('base64')}`;
    expect(server.received[0]?.headers.authorization).toBe(expected);
    const without = createDukcapil({ url: server.url, ...patient });
    await without.resident(nik);
    expect(server.received[1]?.headers.authorization).toBeUndefined();
  });

  it('may say more than its contract', async () => {
    const { dukcapil } = await dukcapilThat((_, response) => answerJson(response, 200, { ...ali, sex: 'L' }));
    expect(await dukcapil.resident(nik)).toEqual(ali);
  });

  it('is well when its health says 200, whatever the body', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => response.end('OK'));
    await dukcapil.check();
    expect(server.received).toMatchObject([{ method: 'GET', path: '/health' }]);
  });
});

describe('a register that does not answer', () => {
  it('is down when nothing listens there', async () => {
    const server = await startNeighbour(() => {});
    await server.close();
    const error = await downOf(createDukcapil({ url: server.url }).resident(nik));
    expect(error).toMatchObject({
      neighbour: 'dukcapil',
      message: 'dukcapil: POST /residents/lookup: no connection (ECONNREFUSED)',
    });
  });

  it('is given up within 2 seconds, its repetition included, even where nothing listens to being given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let asked = 0;
    const fetch = () => {
      asked += 1;
      return new Promise<Response>(() => {});
    };
    const down = downOf(createDukcapil({ url: 'http://silent', fetch }).resident(nik));
    await vi.advanceTimersByTimeAsync(2000);
    expect((await down).message).toBe('dukcapil: POST /residents/lookup: no answer in time');
    expect(asked).toBe(2);
  });

  it('is given up over HTTP when it says nothing', async () => {
    const { dukcapil, server } = await dukcapilThat(() => {}, quick);
    expect((await downOf(dukcapil.resident(nik))).message).toContain('no answer in time');
    expect(server.received).toHaveLength(2);
  });

  it('is given up when it begins an answer and never ends it', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"nik":');
    }, quick);
    expect((await downOf(dukcapil.resident(nik))).message).toContain('no answer in time');
    expect(server.received).toHaveLength(2);
  });

  it('is asked once more after a broken connection, and its second answer counts', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response, count) =>
      count === 1 ? response.destroy() : answerJson(response, 200, ali),
    );
    expect(await dukcapil.resident(nik)).toEqual(ali);
    expect(server.received).toHaveLength(2);
  });

  it('is asked once more after a time-out', async () => {
    const { dukcapil, server } = await dukcapilThat(
      (_, response, count) => count > 1 && answerJson(response, 200, ali),
      // The second one has as long as the first one is waited for.
      { ...patient, timeoutMs: 4000 },
    );
    expect(await dukcapil.resident(nik)).toEqual(ali);
    expect(server.received).toHaveLength(2);
  });

  it.each([429, 502, 503, 504])('is asked once more, and only once, after a %i', async (status) => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, status));
    expect((await downOf(dukcapil.resident(nik))).message).toBe(
      `dukcapil: POST /residents/lookup: answered ${status}`,
    );
    expect(server.received).toHaveLength(2);
  });

  it.each([400, 401, 403, 405, 422, 500, 501])('is not asked again after a %i', async (status) => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, status));
    expect((await downOf(dukcapil.resident(nik))).message).toContain(`answered ${status}`);
    expect(server.received).toHaveLength(1);
  });

  it('is not asked before its Retry-After', async () => {
    const arrivals: number[] = [];
    const { dukcapil } = await dukcapilThat((_, response, count) => {
      arrivals.push(performance.now());
      if (count === 1) answerJson(response, 429, undefined, { 'retry-after': '1' });
      else answerJson(response, 200, ali);
    });
    expect(await dukcapil.resident(nik)).toEqual(ali);
    const [first = 0, second = 0] = arrivals;
    expect(second - first).toBeGreaterThanOrEqual(1000);
  });

  it('is not asked again when its Retry-After, in seconds or as a date, is more than a click can wait', async () => {
    for (const later of ['60', new Date(Date.now() + 60_000).toUTCString()]) {
      const { dukcapil, server } = await dukcapilThat(
        (_, response) => answerJson(response, 503, undefined, { 'retry-after': later }),
        {},
      );
      await downOf(dukcapil.resident(nik));
      expect(server.received).toHaveLength(1);
    }
  });

  it('is asked again shortly when its Retry-After means nothing or lies in the past', async () => {
    for (const odd of ['soon', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
      const { dukcapil, server } = await dukcapilThat((_, response, count) =>
        count === 1
          ? answerJson(response, 503, undefined, { 'retry-after': odd })
          : answerJson(response, 200, ali),
      );
      expect(await dukcapil.resident(nik)).toEqual(ali);
      expect(server.received).toHaveLength(2);
    }
  });

  it('is never asked twice about a login, because each time counts as an attempt', async () => {
    const answers: Answer[] = [
      () => {},
      (_, response) => response.destroy(),
      (_, response) => answerJson(response, 503),
      (_, response) => answerJson(response, 429, undefined, { 'retry-after': '0' }),
    ];
    for (const answer of answers) {
      const { digit, server } = await digitThat(answer, quick);
      await downOf(digit.authenticate(nik, password));
      expect(server.received).toHaveLength(1);
    }
  });

  it('S-5: is asked again for an account under the same key', async () => {
    const account = { ...ali, nip: null, email: 'ali@nusantara.example' };
    const { digit, server } = await digitThat((_, response, count) =>
      count === 1 ? response.destroy() : answerJson(response, 201, { ...account, activated: false }),
    );
    expect(await digit.register({ ...account, phone: '0812' }, 'satker 7')).toBe('made');
    expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'satker 7',
      'satker 7',
    ]);
  });
});

describe('a circuit', () => {
  it('opens after five failures in a row, then nothing is sent and the reason is kept', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, 500));
    for (let count = 0; count < 5; count += 1) await downOf(dukcapil.resident(nik));
    expect(server.received).toHaveLength(5);
    expect((await downOf(dukcapil.resident(nik))).message).toBe(
      'dukcapil: POST /residents/lookup: not asked after 5 failures in a row, the last of them: answered 500',
    );
    expect(server.received).toHaveLength(5);
  });

  it('counts repetitions, and is not asked a second time once it is open', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, 503));
    for (let count = 0; count < 3; count += 1) await downOf(dukcapil.resident(nik));
    expect(server.received).toHaveLength(5);
  });

  it('stays closed when an answer comes in between', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response, count) =>
      count % 5 === 0 ? answerJson(response, 200, ali) : answerJson(response, 500),
    );
    for (let count = 0; count < 12; count += 1) await dukcapil.resident(nik).catch(() => {});
    expect(server.received).toHaveLength(12);
  });

  it('stays closed when it is us that the register does not take', async () => {
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, 403));
    for (let count = 0; count < 8; count += 1) await downOf(dukcapil.resident(nik));
    expect(server.received).toHaveLength(8);
  });

  it('lets one request try after 10 seconds, and closes when that is answered', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let well = false;
    const { dukcapil, server } = await dukcapilThat((_, response) =>
      well ? answerJson(response, 200, ali) : answerJson(response, 500),
    );
    for (let count = 0; count < 5; count += 1) await downOf(dukcapil.resident(nik));

    vi.setSystemTime(Date.now() + 9900);
    await downOf(dukcapil.resident(nik));
    expect(server.received).toHaveLength(5);

    vi.setSystemTime(Date.now() + 200);
    await downOf(dukcapil.resident(nik));
    await downOf(dukcapil.resident(nik));
    expect(server.received).toHaveLength(6);

    well = true;
    vi.setSystemTime(Date.now() + 10_100);
    expect(await dukcapil.resident(nik)).toEqual(ali);
    expect(await Promise.all([dukcapil.resident(nik), dukcapil.resident(nik)])).toEqual([ali, ali]);
    expect(server.received).toHaveLength(9);
  });

  it('lets those who come while one tries wait for it, and sends them no further when it fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { dukcapil, server } = await dukcapilThat((_, response) => answerJson(response, 500));
    for (let count = 0; count < 5; count += 1) await downOf(dukcapil.resident(nik));
    vi.setSystemTime(Date.now() + 10_100);
    await Promise.all(Array.from({ length: 20 }, () => downOf(dukcapil.resident(nik))));
    expect(server.received).toHaveLength(6);
  });

  it('does not hide from a check how things stand now', async () => {
    const { dukcapil } = await dukcapilThat(({ path }, response) =>
      answerJson(response, path === '/health' ? 200 : 500),
    );
    for (let count = 0; count < 6; count += 1) await downOf(dukcapil.resident(nik));
    await dukcapil.check();
  });

  it('is the register’s own: the other one is asked on', async () => {
    const dukcapil = await dukcapilThat((_, response) => answerJson(response, 500));
    const digit = await digitThat((_, response) => answerJson(response, 404, { error: 'not_found' }));
    for (let count = 0; count < 6; count += 1) await downOf(dukcapil.dukcapil.resident(nik));
    expect(await digit.digit.account(nik)).toBeNull();
  });
});

describe('an answer that the contract does not have', () => {
  const cases: { what: string; answer: Answer; says: string }[] = [
    {
      what: 'a name that is missing',
      answer: (_, response) => answerJson(response, 200, { nik }),
      says: 'answered 200 in another shape (name)',
    },
    {
      what: 'a name that is a number',
      answer: (_, response) => answerJson(response, 200, { nik, name: 7 }),
      says: 'answered 200 in another shape (name)',
    },
    {
      what: 'another person',
      answer: (_, response) => answerJson(response, 200, { ...ali, nik: '3173056505920002' }),
      says: 'answered 200 in another shape (nik)',
    },
    {
      what: 'a list',
      answer: (_, response) => answerJson(response, 200, [ali]),
      says: 'answered 200 in another shape (body)',
    },
    {
      what: 'nothing',
      answer: (_, response) => answerJson(response, 200),
      says: 'answered 200 in another shape (body)',
    },
    {
      what: 'HTML',
      answer: (_, response) => response.end(`<p>${nik}</p>`),
      says: 'answered 200 in another shape (body)',
    },
    {
      what: 'a 404 that is not about a person but about the address',
      answer: (_, response) => answerJson(response, 404, { message: `no route for ${nik}` }),
      says: 'answered 404 in another shape (error)',
    },
    {
      what: 'more than 64 KiB',
      answer: (_, response) => answerJson(response, 200, { ...ali, more: 'x'.repeat(70_000) }),
      says: 'answered 200 with more than 65536 bytes',
    },
    {
      what: 'a little that unfolds into much',
      answer: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync(JSON.stringify({ ...ali, more: 'x'.repeat(5_000_000) })));
      },
      says: 'answered 200 with more than 65536 bytes',
    },
    {
      what: 'a redirect',
      answer: ({ path }, response) =>
        path === '/elsewhere'
          ? answerJson(response, 200, ali)
          : response.writeHead(307, { location: '/elsewhere' }).end(),
      says: 'answered 307',
    },
  ];

  it.each(cases)('is its fault and asked for once: $what', async ({ answer, says }) => {
    const { dukcapil, server } = await dukcapilThat(answer);
    expect((await downOf(dukcapil.resident(nik))).message).toBe(`dukcapil: POST /residents/lookup: ${says}`);
    expect(server.received).toHaveLength(1);
  });

  it('stops reading a body that never ends', async () => {
    const { dukcapil } = await dukcapilThat((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect((await downOf(dukcapil.resident(nik))).message).toContain('more than 65536 bytes');
  });

  it('S-13: the 401 of a proxy is not taken for a wrong password', async () => {
    const { digit } = await digitThat((_, response) =>
      answerJson(response, 401, { message: 'Unauthorized' }),
    );
    const error = await downOf(digit.authenticate(nik, password));
    expect(error.message).toBe('digit: POST /sessions: answered 401 in another shape (error)');
  });
});

describe('what an error says', () => {
  it('names no NIK, no password and no credential, however it came about', async () => {
    const echo: Answer = ({ body, headers }, response) =>
      answerJson(response, 200, { nik: body, name: [headers.authorization], error: body });
    const answers: Answer[] = [
      echo,
      ({ body }, response) => answerJson(response, 422, { error: body }),
      ({ body }, response) => response.end(body.slice(1)),
      ({ body }, response) => response.writeHead(302, { location: `/?${body}` }).end(),
      (_, response) => response.destroy(),
      () => {},
    ];
    const secrets = [
      nik,
      password,
      'satupintu',
      'rahasia',
      Buffer.from('satupintu:rahasia').toString('base64'),
    ];
    const told: string[] = [];
    for (const answer of answers) {
      const server = await neighbourThat(answer);
      const url = server.url.replace('://', '://satupintu:rahasia@');
      const digit = createDigit({ url, ...quick });
      const dukcapil = createDukcapil({ url, ...quick });
      const account = { nik, name: 'Ali', nip: null, email: 'ali@nusantara.example', phone: '0812' };
      const questions = [
        () => dukcapil.resident(nik),
        () => digit.account(nik),
        () => digit.register(account, `key ${nik}`),
        () => digit.setPassword(nik, password),
        () => digit.authenticate(nik, password),
      ];
      for (const question of questions) {
        const error = await downOf(question());
        told.push(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`);
      }
    }
    expect(told).toHaveLength(30);
    for (const text of told) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
