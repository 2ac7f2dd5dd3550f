import type { Playground } from '@satu-pintu/playground';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../src/chat/action.ts';
import type { Desk, NamedCardSource, Waiting } from '../../src/chat/desk.ts';
import type { Messenger } from '../../src/chat/messenger.ts';
import { RetryLater } from '../../src/core/errors.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { reminderLetters } from '../../src/desks/front/reminder-letters.ts';
import { reminderCards } from '../../src/desks/front/reminders.ts';
import type { NamedLetterSource } from '../../src/neighbours/mail/letter.ts';
import { createMailer, type Mailer } from '../../src/neighbours/mail/mailer.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { deliveryJobs } from '../../src/posted/deliver.ts';
import { chatLinks } from '../../src/posted/links.ts';
import { remind } from '../../src/reminders/run.ts';
import { notingWait } from '../../src/reminders/waits.ts';
import { linkToCard } from '../../src/web/card-links.ts';
import { collectLog, type SampleDatabase, sampleDatabase, samplePlayground } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

const t = translate('id');
let database: SampleDatabase;
let db: Database;
let playground: Playground;
let mailer: Mailer;
let agus: number;
let now = new Date();
let records: Waiting[] = [];
/** What Slack does with a message; nobody but Agus has an account there, if he has. */
let slackTakes: () => string;
const down = new Error('socket hang up');

const desk = {
  id: 'any',
  waiting: async (concerned) =>
    records.filter(
      ({ subject }) =>
        concerned === 'all' || ('subjects' in concerned && concerned.subjects.includes(subject)),
    ),
} as Pick<Desk, 'id' | 'waiting'> as Desk;
const messenger = {
  platform: 'slack',
  tenant: 'T1',
  lookup: async () => null,
  direct: async () => 'D1',
  post: async () => slackTakes(),
  linkTo: () => 'https://chat.example.com',
} as Partial<Messenger> as Messenger;
const clock = () => now;

beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  playground = await samplePlayground();
  agus = (await actingAs(db, 'agus.pranoto')).actor.id;
  const letters = new Map(
    Object.entries(
      reminderLetters(
        {
          db,
          clock,
          defaultLanguage: 'id',
          contextOf: (id) => people().contextOf(id, 'system'),
          chat: chatLinks(
            [messenger],
            () => t,
            async (key) => ({ ...(await linkToCard({ db, clock, publicUrl: '' }, key)), page: null }),
          ),
        },
        reminderCards({ db, desks: [desk] }),
      ),
    ).map(([name, write]) => [`pintu.${name}`, write as NamedLetterSource]),
  );
  mailer = createMailer({
    db,
    smtpUrl: playground.smtpUrl,
    from: 'Satu Pintu <pintu@example.com>',
    letters: (name) => letters.get(name),
    log: collectLog(),
  });
});
afterAll(async () => {
  mailer.close();
  await playground.stop();
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  records = [];
  slackTakes = () => '1.1';
  for (const table of ['waiting_record', 'posted_card', 'sent_mail', 'chat_identity'])
    await db.query(`DELETE FROM ${table}`);
  await db.query('DELETE FROM graphile_worker._private_jobs');
  await db.query('UPDATE person SET digest = false, digest_on = NULL');
  await playground.api.clearMails({});
});

const people = () =>
  createPeople({
    db,
    clock,
    reached: async () => {},
    spoken: () => t,
    timeZone: 'Asia/Jakarta',
    defaultLanguage: () => 'id',
  });

/** Something that waits for Agus since then. */
async function wait(since: string): Promise<void> {
  records.push({
    subject: 'any:1',
    title: 'Nomor 1',
    text: 'Permohonan',
    open: action('pintu.inbox'),
    holders: [agus],
    since: new Date(since),
    asker: 0,
    above: 'admins',
    tell: { name: 'waiting.reminders', payload: {}, queue: 'any' },
  });
  await db.query(`WITH ${notingWait('$1::text', '$2::timestamptz')} SELECT`, ['any:1', since]);
}

const linked = () =>
  db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'U1', $1)`,
    [agus],
  );

/** Does what a run at this moment makes necessary, and answers the letters that Agus has by then. */
async function lettersAt(moment: string): Promise<string[]> {
  now = new Date(moment);
  await remind({ db, clock, desks: [desk] });
  const cards = new Map(
    Object.entries(reminderCards({ db, desks: [desk] })).map(([name, source]) => [
      `pintu.${name}`,
      source as NamedCardSource,
    ]),
  );
  const deliver = deliveryJobs({
    db,
    people: people(),
    messengers: [messenger],
    cards,
    overview: () => Promise.reject(new Error('nobody has a Home')),
    clock,
    log: collectLog(),
  })['posted.deliver'];
  await work('posted.deliver', deliver);
  await work('mail.send', mailer.job);
  const mails = await playground.api.mails({ to: 'agus.pranoto@nusantara.example' });
  return mails.map(({ subject }) => subject);
}

/** Does the jobs of a kind; those that fail, or have to come back, stay. */
async function work<Payload>(name: string, job: (payload: Payload) => Promise<void>): Promise<void> {
  const jobs = await db.query<{ id: string; payload: Payload }>(
    `SELECT j.id::text AS id, j.payload FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks k ON k.id = j.task_id WHERE k.identifier = $1`,
    [name],
  );
  for (const { id, payload } of jobs)
    try {
      await job(payload);
      await db.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [id]);
    } catch (error) {
      if (!(error instanceof RetryLater) && error !== down) throw error;
    }
}

const reminder = t('reminder.title', { title: 'Nomor 1' });

describe('a reminder of somebody whom no chat reaches', () => {
  it('U-19 A-7 is a letter, once each, in their working time, which says what waits and where to decide', async () => {
    // A Monday.
    await wait('2026-11-23T15:00+07:00');
    expect(await lettersAt('2026-11-24T14:55+07:00')).toEqual([]);
    expect(await lettersAt('2026-11-24T20:00+07:00')).toEqual([]);
    expect(await lettersAt('2026-11-25T09:00+07:00')).toEqual([reminder]);
    expect(await lettersAt('2026-11-25T09:05+07:00')).toEqual([reminder]);
    expect(await lettersAt('2026-11-26T15:00+07:00')).toEqual([reminder, reminder]);
    expect(await lettersAt('2026-11-27T15:00+07:00')).toEqual([reminder, reminder]);
    const [letter] = await playground.api.mails({ to: 'agus.pranoto@nusantara.example' });
    for (const said of ['Permohonan', t('reminder.waits'), t('mail.command.inbox')])
      expect(letter?.text).toContain(said);
  });

  it('U-19 is no letter where the chat takes it', async () => {
    await linked();
    await wait('2026-11-23T10:00+07:00');
    expect(await lettersAt('2026-11-24T10:00+07:00')).toEqual([]);
    expect(await lettersAt('2026-11-26T10:00+07:00')).toEqual([]);
    expect(await db.query('SELECT 1 FROM posted_card WHERE message_id IS NOT NULL')).toHaveLength(2);
  });

  it('U-19 is one or the other, where the chat is down at first', async () => {
    await linked();
    slackTakes = () => {
      throw down;
    };
    await wait('2026-11-23T10:00+07:00');
    expect(await lettersAt('2026-11-24T10:00+07:00')).toEqual([]);
    slackTakes = () => '1.1';
    expect(await lettersAt('2026-11-24T10:05+07:00')).toEqual([]);
    expect(await db.query('SELECT 1 FROM posted_card WHERE message_id IS NOT NULL')).toHaveLength(1);
    expect(await db.query('SELECT 1 FROM sent_mail')).toHaveLength(1);
  });

  it('A-7 is a letter once a day to whoever wishes all of it together', async () => {
    await db.query('UPDATE person SET digest = true WHERE id = $1', [agus]);
    await wait('2026-11-23T10:00+07:00');
    expect(await lettersAt('2026-11-24T06:00+07:00')).toEqual([]);
    expect(await lettersAt('2026-11-24T10:00+07:00')).toEqual([t('digest.title')]);
    expect(await lettersAt('2026-11-24T14:00+07:00')).toEqual([t('digest.title')]);
    const [letter] = await playground.api.mails({ to: 'agus.pranoto@nusantara.example' });
    expect(letter?.text).toContain('Nomor 1');
  });

  it('U-19 is not written of what is decided by then', async () => {
    await wait('2026-11-23T10:00+07:00');
    now = new Date('2026-11-24T10:00+07:00');
    await remind({ db, clock, desks: [desk] });
    records = [];
    expect(await lettersAt('2026-11-24T10:01+07:00')).toEqual([]);
  });
});
