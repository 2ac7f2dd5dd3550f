import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Language, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { tellJob } from '../../src/deadlines/notices.ts';
import { runDeadlines } from '../../src/deadlines/run.ts';
import { sweepDeadlines } from '../../src/deadlines/sweep.ts';
import { secretDeadlines, secretNote } from '../../src/desks/front/credentials.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { openDatabase } from '../support/open-database.ts';

const timeZone = 'Asia/Jakarta';

describe('the secret by which a platform knows us', () => {
  let database: SampleDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await sampleDatabase();
    db = openDatabase(database.url, { max: 2, timeoutMs: 30_000 });
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  beforeEach(() => db.query('TRUNCATE deadline_notice, posted_card CASCADE'));

  /** A day's run, twice, with what it has to tell; who was told what by then, and how often. */
  async function told(day: string, secretEnds: string | null | undefined): Promise<string[]> {
    const kinds = secretDeadlines([{ platform: 'teams', secretEnds } as never]);
    const deps = { db, kinds, timeZone, clock: () => new Date(`${day}T08:00:00+07:00`) };
    for (let run = 0; run < 2; run += 1) {
      await runDeadlines(deps);
      await tellJob(deps)({});
      await sweepDeadlines(deps);
    }
    const rows = await db.query<{ key: string }>(
      `SELECT c.key FROM posted_card c JOIN person p ON p.id = c.person_id AND p.email LIKE 'tono.%' WHERE c.card = 'pintu.secret-ends' ORDER BY c.key`,
    );
    const all = await db.query('SELECT 1 FROM posted_card');
    expect(all).toHaveLength(rows.length);
    return rows.map(({ key }) => key.replace(/ \d+$/, ''));
  }

  it('is told of to the ADMINs 30, 7 and 1 days before it ends, once each', async () => {
    const ends = '2027-03-31';
    expect(await told('2027-02-28', ends)).toEqual([]);
    const thirty = `secret teams ${ends} 30`;
    expect(await told('2027-03-01', ends)).toEqual([thirty]);
    expect(await told('2027-03-20', ends)).toEqual([thirty]);
    expect(await told('2027-03-24', ends)).toEqual([thirty, `secret teams ${ends} 7`]);
    const all = [`secret teams ${ends} 1`, thirty, `secret teams ${ends} 7`];
    expect(await told('2027-03-30', ends)).toEqual(all);
    expect(await told('2027-04-15', ends)).toEqual(all);
  });

  it('is told of by the last of the reminders alone where the program was down, and anew of a new secret', async () => {
    expect(await told('2027-03-29', '2027-03-31')).toEqual(['secret teams 2027-03-31 7']);
    expect(await told('2027-03-30', '2028-03-31')).toEqual(['secret teams 2027-03-31 7']);
    expect(await told('2028-03-01', '2028-03-31')).toEqual([
      'secret teams 2027-03-31 7',
      'secret teams 2028-03-31 30',
    ]);
  });

  it('is told of to nobody where nobody has said when it ends, or it does not', async () => {
    expect(await told('2027-03-30', null)).toEqual([]);
    expect(await told('2027-03-30', undefined)).toEqual([]);
  });

  it.each([
    ['en', '2027-03-01', 'Its secret is good for 30 more days, until 31 March 2027.', true],
    ['en', '2027-02-28', 'Its secret is good for 31 more days, until 31 March 2027.', false],
    ['en', '2027-03-31', 'Its secret is good for today, until 31 March 2027.', true],
    ['id', '2027-04-01', 'Secret-nya sudah kedaluwarsa 31 Maret 2027.', true],
  ] as const)('is shown by the doctor, in %s on %s', (language: Language, day, expected, attention) => {
    const t = translate(language);
    const ctx = { now: new Date(`${day}T08:00:00+07:00`), timeZone, t };
    const found = secretNote(ctx, { secretEnds: '2027-03-31' });
    expect(found && [t.message(found.note), found.attention]).toEqual([expected, attention]);
  });
});
