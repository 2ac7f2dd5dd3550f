import http from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleDomain } from '../../../prisma/sample-organisation.ts';
import type { Context } from '../../../src/core/context.ts';
import { formatTime, translate } from '../../../src/core/texts/index.ts';
import { submit } from '../../../src/desks/user-id/submit.ts';
import { createAdmission } from '../../../src/people/admission.ts';
import { createLink } from '../../../src/web/links.ts';
import { known } from '../../support/known.ts';
import { openDatabase } from '../../support/open-database.ts';
import { Visitor } from '../../support/visitor.ts';
import { keptConnections } from '../support/connections.ts';
import { type Program, startBot } from '../support/program.ts';
import { deliver, deliverCommand } from '../support/slack.ts';
import type { Stage } from '../support/stage.ts';
import { median } from '../support/statistics.ts';

/** Decisions of somebody else while a flood comes from one side, one after the other. */
const clicks = 16;
const pauseMs = 250;
/** No card is waited for any longer. */
const cardPatienceMs = 30_000;
const manyRequests = 200_000;
/** Others' acks, in the median, against those of quiet in the same run. */
const goal = 1.5;

interface Seen {
  acks: number[];
  cards: number[];
  grownMb: number;
}

/** What comes from one side; it goes on until it is told to end. */
type Flood = (parts: { stage: Stage; bot: Program; isOver(): boolean }) => Promise<unknown>;

/** How others fare while one side floods us: acks of an approver's clicks, and the next approver's cards. */
export async function floodLines(stage: Stage): Promise<string[]> {
  const quiet = await seenDuring(stage, async () => {});
  const lines = [said('quiet', quiet)];
  for (const [name, flood] of Object.entries(floods)) {
    process.stderr.write(`${lines.at(-1)}\n`);
    lines.push(said(name, await seenDuring(stage, flood), quiet));
  }
  return lines;
}

function said(name: string, seen: Seen, quiet?: Seen): string {
  const times = (values: number[]) =>
    `median ${median(values).toFixed(0)}, slowest ${Math.max(...values).toFixed(0)} ms`;
  const ratio = quiet ? ` (${compared(median(seen.acks) / median(quiet.acks))})` : '';
  return `${name}: acks ${times(seen.acks)}${ratio} · cards ${times(seen.cards)} · memory +${seen.grownMb.toFixed(0)} MB`;
}

const compared = (ratio: number): string =>
  `${ratio.toFixed(2)} × quiet, goal ≤ ${goal}${ratio > goal ? ', missed' : ''}`;

async function seenDuring(stage: Stage, flood: Flood): Promise<Seen> {
  const bot = await startBot({ ...stage.env, PUBLIC_URL: 'http://127.0.0.1' });
  let isOver = false;
  let flooding: Promise<unknown> | undefined;
  let largest = 0;
  try {
    await others(stage, bot);
    // What a list loads at its first use is no flood's.
    await deliverCommand(bot.url, 'U0TONO', '/userid', 'list');
    const before = (await bot.usage(true)).rss;
    flooding = flood({ stage, bot, isOver: () => isOver }).catch((error) =>
      process.stderr.write(`the flood ended: ${error}\n`),
    );
    await sleep(1000);
    const looking = (async () => {
      while (!isOver) {
        largest = Math.max(largest, (await bot.usage()).rss);
        await sleep(200);
      }
    })();
    const seen = await others(stage, bot);
    isOver = true;
    await Promise.all([flooding, looking]);
    return { ...seen, grownMb: Math.max(0, largest - before) / 1024 / 1024 };
  } finally {
    isOver = true;
    await flooding;
    await bot.stop();
    await stage.query('DELETE FROM graphile_worker._private_jobs WHERE locked_at IS NULL');
    stage.slack.limited.clear();
  }
}

/** The clicks of an approver, and how long after its ack the card of the next one was posted. */
async function others(stage: Stage, bot: Program): Promise<Omit<Seen, 'grownMb'>> {
  const payloads = await stage.decisions(clicks);
  stage.slack.watch();
  const acks: number[] = [];
  const cards = await Promise.all(
    payloads.map(async (payload, n) => {
      await sleep(n * pauseMs);
      const ack = await deliver(bot.url, payload);
      acks.push(ack.ms);
      // Slack has given up on it then; it is as if it had not come.
      if (ack.status !== 200) return cardPatienceMs;
      return cardAfter(stage, payload, performance.now());
    }),
  );
  return { acks, cards };
}

async function cardAfter(stage: Stage, payload: Record<string, unknown>, ackedAt: number): Promise<number> {
  const { private_metadata: state } = payload.view as { private_metadata: string };
  const [row] = await stage.query<{ number: string; channel: string }>(
    `SELECT r.number, i.direct AS channel FROM user_id_request r, chat_identity i JOIN person p ON p.id = i.person_id
     WHERE r.id = $1 AND p.email = 'agus.pranoto@${sampleDomain}'`,
    [Number(JSON.parse(state).s[1])],
  );
  while (performance.now() - ackedAt < cardPatienceMs) {
    const card = stage.slack.posts.find(
      ({ channel, text }) => channel === row?.channel && text.includes(row.number),
    );
    if (card) return Math.max(0, card.at - ackedAt);
    await sleep(20);
  }
  return cardPatienceMs;
}

const floods: Record<string, Flood> = {
  'a hundred requests of one person, whose conversations Slack limits': requests,
  'one person who clicks 50 times a second': presses,
  'files of 4 MB that ten people bring without end': files,
  '200 password checks at once': passwords,
  '200 half-sent bodies of 4 MB': halfBodies,
  'forgotten passwords, 50 a second': forgotten,
  [`30 searches a second among ${manyRequests.toLocaleString('en')} requests`]: searches,
};

/** As the form's submit does it: a hundred requests at once that wait for one superior, as many of them as one person may make. */
async function requests({ stage }: Parameters<Flood>[0]): Promise<void> {
  const db = openDatabase(stage.env.DATABASE_URL ?? '', { max: 4, timeoutMs: 30_000 });
  const [joko] = await stage.query<Context['actor'] & { unitId: number; superiorId: number }>(
    `SELECT id, name, email, unit_id AS "unitId", superior_id AS "superiorId" FROM person WHERE email LIKE 'joko.%'`,
  );
  const [system] = await stage.query<{ id: number }>('SELECT min(id) AS id FROM platform_system');
  if (!joko || !system) throw new Error('the sample organisation has no such requester');
  for (const { direct } of await stage.query<{ direct: string }>(
    'SELECT direct FROM chat_identity WHERE person_id IN ($1, $2)',
    [joko.id, joko.superiorId],
  ))
    stage.slack.limited.add(direct);
  const admit = createAdmission({ perMinute: 10, open: 50 });
  const at = { db, policy: { oneStagePerPerson: true }, admit };
  const ctx: Context = {
    actor: known({ ...joko, registered: true, roles: [] }),
    surface: 'slack',
    now: new Date(),
    until: null,
    t: translate('id'),
    timeZone: 'Asia/Jakarta',
    time: (at) => formatTime('id', 'Asia/Jakarta', at),
  };
  const input = {
    ...{ kind: 'HO_TKJP' as const, nopek: null, name: joko.name, position: 'Staf', email: joko.email },
    ...{ unitId: joko.unitId, atasanId: joko.superiorId, note: null, attachmentIds: [] },
    platforms: [{ id: system.id, note: 'x' }],
  };
  await Promise.allSettled(
    // Each for somebody else: of two for one applicant the second is refused.
    Array.from({ length: 100 }, (_, n) =>
      submit(at, ctx, { ...input, email: `banjir.${n}@mitra.example` }, `flood ${n} ${Date.now()}`),
    ),
  );
  await db.close();
}

/** Commands that ask for lists, of whoever has nothing to decide: three of them are under way at once, sixty wait, the others are told so. */
async function presses({ bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  while (!isOver()) {
    deliverCommand(bot.url, 'U0JOKO', '/pintu', 'mine').catch(() => {});
    await sleep(20);
  }
}

/** By one-time links, as people in Teams give files; each until their day is full. */
async function files({ stage, bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  const db = openDatabase(stage.env.DATABASE_URL ?? '', { max: 1, timeoutMs: 30_000 });
  const people = await stage.query<{ id: number }>('SELECT id FROM person ORDER BY id LIMIT 10');
  const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4 * 1024 * 1024 - 9, 'x')]);
  const bring = async (personId: number) => {
    while (!isOver()) {
      const link = { purpose: 'attach' as const, subject: { personId }, now: new Date(), validMs: 600_000 };
      const page = `/portal/attach/${await createLink(db, link)}`;
      const file = { name: 'files', file: 'surat.pdf', content };
      await new Visitor(new URL(bot.url).origin).upload(page, file).catch(() => sleep(200));
    }
  };
  await Promise.all(people.map(({ id }) => bring(id)));
  await db.close();
}

const agent = keptConnections(250);

interface Page {
  text: string;
  cookies: string;
}

function browse(url: URL, method: 'GET' | 'POST', cookies = '', body = ''): Promise<Page> {
  const headers = {
    cookie: cookies,
    origin: 'http://127.0.0.1',
    'x-forwarded-for': `203.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }),
  };
  return new Promise((resolve, reject) => {
    http
      .request(url, { method, agent, headers }, (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        const set = (res.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]);
        res.on('error', reject);
        res.on('end', () => resolve({ text, cookies: set.join('; ') }));
      })
      .on('error', reject)
      .end(body);
  });
}

/** What a form of ours must bring back, from its page. */
async function form(url: URL): Promise<{ csrf: string; cookies: string }> {
  const { text, cookies } = await browse(url, 'GET');
  return { csrf: /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '', cookies };
}

async function passwords({ bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  const url = new URL('/portal/login', bot.url);
  const { csrf, cookies } = await form(url);
  let guesses = 0;
  const guess = () => {
    guesses += 1;
    const typed = { csrf, to: '/portal', userId: `nobody.${guesses}`, password: 'perahu kertas' };
    return browse(url, 'POST', cookies, new URLSearchParams(typed).toString()).catch(() => undefined);
  };
  while (!isOver()) {
    await Promise.all(Array.from({ length: 200 }, guess));
    await sleep(500);
  }
}

async function forgotten({ bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  const url = new URL('/portal/forgot', bot.url);
  const { csrf, cookies } = await form(url);
  for (let n = 0; !isOver(); n += 1) {
    const body = new URLSearchParams({ csrf, who: `nobody.${n}` }).toString();
    browse(url, 'POST', cookies, body).catch(() => {});
    await sleep(20);
  }
}

async function halfBodies({ bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  const { hostname, port } = new URL(bot.url);
  const size = 4 * 1024 * 1024;
  const sockets: Socket[] = [];
  const half = () => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('connect', () => {
      const now = Math.floor(Date.now() / 1000);
      socket.write(
        `POST /slack/events HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${size}\r\n` +
          `x-slack-request-timestamp: ${now}\r\nx-slack-signature: v0=00\r\n\r\n`,
      );
      socket.write(Buffer.alloc(size - 1, 'x'));
    });
  };
  for (let n = 0; n < 200; n += 1) half();
  while (!isOver()) await sleep(50);
  for (const socket of sockets) socket.destroy();
}

async function searches({ stage, bot, isOver }: Parameters<Flood>[0]): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    deliverCommand(bot.url, 'U0TONO', '/userid', `list kata${n}`).catch(() => {});
    await sleep(1000 / 30);
  }
  await stage.jobsDone();
}

/** As many requests as there may be after years, all of them done with. */
export async function addManyRequests({ query }: Stage): Promise<void> {
  await query(
    `INSERT INTO user_id_request (number, kind, status, requester_id, surface, name, position, email, unit_id, atasan_id,
                                  submission_key, created_at, status_since)
     SELECT 'UID-2020-' || lpad(n::text, 6, '0'), 'UNIT', 'COMPLETED', p.id, 'slack', 'Pemohon ' || md5(n::text), 'Operator',
            md5(n::text) || '@mitra.example', (SELECT min(id) FROM unit), p.superior_id, 'many ' || n, now(), now()
     FROM person p, generate_series(1, $1) AS n WHERE p.email LIKE 'rina.%'`,
    [manyRequests],
  );
  await query('ANALYZE user_id_request');
}
