import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PlatformFault, Undeliverable } from '../../src/chat/messenger.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { type Reason, reasonOf } from '../../src/jobs/reason.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import { MailFault } from '../../src/neighbours/mail/fault.ts';
import { createTestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

const thrownBy = (work: () => Promise<unknown>) =>
  work().then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: unknown) => error,
  );
/** Asks where somebody has just ceased to listen. */
async function nobody(): Promise<unknown> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return fetch(`http://127.0.0.1:${port}/`);
}

/** What is really thrown where these fail. */
const faults: [string, () => Promise<unknown>, Reason][] = [
  ['a database that is not there', () => unreachable((db) => db.query('SELECT 1')), 'database'],
  [
    'one that is not there for a transaction',
    () => unreachable((db) => db.transaction(withoutDeadline, async () => 1)),
    'database',
  ],
  [
    'one that is not there for a copy',
    () => unreachable((db) => db.copy('person', ['name'], [['x']])),
    'database',
  ],
  ['one that is not there for Prisma', () => unreachable((db) => db.prisma.person.findMany()), 'database'],
  ['a host that does not answer', nobody, 'network'],
  [
    'a time-out',
    () => Promise.reject(AbortSignal.abort(new DOMException('late', 'TimeoutError')).reason),
    'network',
  ],
  ['a register that is down', () => Promise.reject(new NeighbourDown('digit', 'answered 503')), 'neighbour'],
  ['a platform that refuses', () => Promise.reject(new PlatformFault('invalid_auth')), 'platform'],
  ['a message it will never take', () => Promise.reject(new Undeliverable('invalid_blocks')), 'platform'],
  ['the mail server', () => Promise.reject(new MailFault('the letter could not be sent')), 'mail'],
  ['a mistake of ours', async () => (undefined as unknown as () => void)(), 'program'],
  ['what is no error at all', () => Promise.reject('nonsense'), 'program'],
];

async function unreachable(
  work: (db: ReturnType<typeof openDatabase>) => Promise<unknown>,
): Promise<unknown> {
  const db = openDatabase('postgres://nobody@127.0.0.1:1/nothing', { max: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

describe('the reason of a failure', () => {
  it.each(faults)('%s', async (_, work, reason) => {
    const thrown = await thrownBy(work);
    expect(reasonOf(thrown)).toBe(reason);
    expect(reasonOf(new Error('could not go on', { cause: thrown }))).toBe(reason);
    expect(reasonOf(new AggregateError([new Error('first'), thrown]))).toBe(reason);
  });

  it('a database that refuses a statement, alone and in a transaction', async () => {
    const database = await createTestDatabase();
    const db = openDatabase(database.url, { max: 1 });
    try {
      const refused = await thrownBy(() => db.query('SELECT 1 FROM no_such_table'));
      expect(reasonOf(refused)).toBe('database');
      expect(
        reasonOf(
          await thrownBy(() =>
            db.transaction(withoutDeadline, (tx) => tx.query('SELECT 1 FROM no_such_table')),
          ),
        ),
      ).toBe('database');
      // What the program itself throws while a transaction is open is not the database's.
      const own = await thrownBy(() =>
        db.transaction(withoutDeadline, async () => {
          throw new TypeError('copyFrom is not a function');
        }),
      );
      expect(reasonOf(own)).toBe('program');
    } finally {
      await db.close();
      await database.drop();
    }
  });

  it('is that of the outermost error that has one', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(reasonOf(new MailFault('the letter could not be sent', { cause }))).toBe('mail');
  });
});
