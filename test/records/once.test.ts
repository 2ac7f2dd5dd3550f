import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { onceSent, type Sending, type Sent } from '../../src/records/once.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
let personId: number;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4, timeoutMs: 60_000 });
  const [person] = await db.query<{ id: number }>(
    `INSERT INTO person (email, name) VALUES ('rina@nusantara.example', 'Rina') RETURNING id`,
  );
  personId = person?.id ?? 0;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const now = new Date('2026-11-21T03:00:00Z');
const send = <Made>(sent: Sent, work: (sending: Sending<Made>) => Promise<Made>): Promise<Made> =>
  onceSent(db, { actor: { id: personId } as never, now }, sent, work);

describe('what a form has done', () => {
  it('A-2 is of that form alone: another one whose client names the same key does its own', async () => {
    const key = randomUUID();
    const granting = () =>
      send({ form: 'pintu.grant', key }, (sending) =>
        sending.db.transaction(withoutDeadline, async () => 'granted'),
      );
    const binding = () =>
      send({ form: 'pintu.bind', key }, (sending) => sending.db.transaction(withoutDeadline, async () => 42));
    expect(await granting()).toBe('granted');
    expect(await binding()).toBe(42);
    expect([await granting(), await binding()]).toEqual(['granted', 42]);
  });

  it('A-2 is one transaction: a second one, which its own note undoes, is never said to be done', async () => {
    const twice = send({ form: 'pintu.grant', key: randomUUID() }, async (sending) => {
      await sending.db.transaction(withoutDeadline, async () => 'one');
      return sending.saying('two').transaction(withoutDeadline, async () => 'two');
    });
    await expect(twice).rejects.toThrow('pintu.grant is to be one transaction');
  });
});
