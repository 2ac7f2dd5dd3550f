import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { listRequests } from '../../src/desks/user-id/list.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { makeRequest } from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const policy = { oneStagePerPerson: true };
const number = 'UID-2026-000901';

it('U-14 finds a request by whoever made it as by whomever it is for, among those that its reader may see', async () => {
  const id = await makeRequest(db, 'Umar Faruk', number);
  await db.query(
    `UPDATE user_id_request SET requester_id = (SELECT id FROM person WHERE email LIKE 'joko.prasetyo@%') WHERE id = $1`,
    [id],
  );
  const found = async (account: string, text: string) => {
    const { actor } = await actingAs(db, account);
    return (await listRequests({ db, policy }, actor, { scope: 'all', text })).items.map((one) => one.number);
  };
  for (const text of ['joko', 'Prasetyo Joko', 'umar', number])
    expect(await found('tono.wijaya', text)).toEqual([number]);
  expect(await found('tono.wijaya', 'joko umar')).toEqual([]);
  expect(await found('joko.prasetyo', 'joko')).toEqual([number]);
  expect(await found('sari.utami', 'joko')).toEqual([]);
});
