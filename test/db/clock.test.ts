import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { giveUpAddress, hasPassedOn } from '../../src/people/addresses.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { createSampleDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

/**
 * Two clocks tell the time: ours (`core/clock.ts`), which the playground moves, and the database's. What people are told and rules go by
 * is stamped by ours; what belongs to the machines by theirs. A moment is compared with the clock that has stamped it, so each file that
 * asks the database for the time says here what for.
 */
const asksTheDatabase: Record<string, readonly string[]> = {
  'the queue: when a job is due and since when it runs is the time of those who take it': [
    'jobs/backlog.ts',
    'jobs/enqueue.ts',
    'jobs/failing.ts',
    'jobs/fetching.ts',
    'jobs/migrate.ts',
    'jobs/passing.ts',
    'jobs/stuck.ts',
    'jobs/task.ts',
    'operations.ts',
    'posted/due.ts',
    'posted/fail-over.ts',
  ],
  'sessions: since when one does nothing is known to the database alone': ['jobs/liveness.ts'],
  'counts, which replicas share whatever their clocks show': ['db/counting.ts', 'people/admission.ts'],
  'what keeps repeats and floods of the platforms away': ['jobs/housekeeping.ts', 'posted/drawn-modals.ts'],
  'cards: how long one that did not arrive is tried again; the database has stamped when it was made': [
    'posted/unreached.ts',
  ],
  'letters that were sent, which the database has stamped': ['retention/rule.ts'],
  'migrations that run': ['db/migrate.ts'],
  'keys of the database: one goes once all replicas have read its successor, by the clock that they share': [
    'db/keyring.ts',
    'db/reseal.ts',
    'db/retire-keys.ts',
  ],
};

/** Tables whose rows the database may stamp by itself, and why. */
const stampedByDatabase: Record<string, string> = {
  digit_sandbox_account: 'another system is played, and nothing goes by it',
  drawn_modal: 'swept by the same clock (jobs/housekeeping.ts)',
  failing_job: 'told of with the times of the queue',
  person: 'nothing goes by when a row of somebody was made',
  posted_card: 'compared by the same clock (posted/unreached.ts)',
  sent_mail: 'removed by the same clock (retention/rule.ts)',
  taken_delivery: 'swept by the same clock (jobs/housekeeping.ts)',
};

const source = path.join(projectRoot, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(?:playground|db\/generated)\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(source, file), 'utf8') }));

const time =
  /(?<![\w.])(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\b(?:CURRENT_(?:TIMESTAMP|DATE)|LOCALTIMESTAMP)\b/;

/** What stands in quotes in a source, statements among it; what is put into a template is code again. */
function wordsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const quoted = code.matchAll(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g);
  return [...quoted].map(([words]) => words.replaceAll(/\$\{[^{}]*\}/g, ''));
}

/** The columns that the database fills in with its own time, by table. */
function stampedColumns(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');
  for (const [, model = ''] of schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const [, table = ''] = /@@map\("(\w+)"\)/.exec(model) ?? [];
    const columns = [...model.matchAll(/^ +(\w+) .*@default\(now\(\)\)(?:.*@map\("(\w+)"\))?/gm)];
    if (columns.length > 0)
      found.set(
        table,
        columns.map(([, name = '', mapped]) => mapped ?? name),
      );
  }
  return found;
}

describe('One clock', () => {
  it('is asked of the database where the time is the machines’, and nowhere else', () => {
    const allowed = Object.values(asksTheDatabase).flat();
    const asking = files.filter(({ text }) => wordsOf(text).some((words) => time.test(words)));
    expect(asking.map(({ file }) => file).sort()).toEqual([...allowed].sort());
  });

  it('stamps each row of ours with the time that we know, so that no statement leaves that to the database', () => {
    const stamped = stampedColumns();
    expect(stamped.get('attachment')).toEqual(['created_at']);
    const left = files.flatMap(({ file, text }) =>
      [...text.matchAll(/INSERT INTO (\w+)(?: AS \w+)?\s*\(([^()]*)\)/g)].flatMap(
        ([, table = '', columns = '']) =>
          (stamped.get(table) ?? [])
            .filter((column) => !(table in stampedByDatabase) && !columns.split(/[,\s]+/).includes(column))
            .map((column) => `${file}: ${table}.${column}`),
      ),
    );
    expect(left).toEqual([]);
    for (const table of Object.keys(stampedByDatabase)) expect(stamped.get(table), table).toBeDefined();
  });
});

describe('I-1 an address that is given up', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createSampleDatabase();
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  it('has passed on since the moment that our clock shows then, whatever the database’s shows', async () => {
    const later = new Date('2031-05-05T05:00:00Z');
    const people = createPeople({
      db,
      clock: () => later,
      reached: async () => {},
      spoken: (_surface, language) => translate(language),
      timeZone: 'Asia/Jakarta',
      defaultLanguage: () => 'id',
    });
    const [joko] = await db.query<{ id: number; email: string }>(
      `UPDATE person SET active = false WHERE email LIKE 'joko.%' RETURNING id, email`,
    );
    const admin = await people.contextOf(1, 'slack');
    if (!joko || !admin) throw new Error('nobody is there');
    await db.transaction(withoutDeadline, (tx) => giveUpAddress(tx, admin, joko.id, 'penerus'));
    const passed = (createdAt: Date) =>
      db.transaction(withoutDeadline, (tx) => hasPassedOn(tx, { email: joko.email, createdAt }));
    expect(await passed(new Date(later.getTime() - 1000))).toBe(true);
    expect(await passed(new Date(later.getTime() + 1000))).toBe(false);
    expect(await passed(systemClock())).toBe(true);
  });
});
