import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Identity, isSamePerson, mailboxOf, named } from '../../src/core/same-person.ts';
import type { Database } from '../../src/db/database.ts';
import { personById } from '../../src/people/actors.ts';
import { noteMailDomains } from '../../src/people/mail-domains.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 2, timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const front = fc.constantFrom('maya', 'Maya', 'MAYA', 'maya.a', 'ali', 'a+b', '+', 'a');
const tag = fc.constantFrom('', '', '+', '+1', '+satker', '+a+b');
const domain = fc.constantFrom('nusantara.example', 'Nusantara.Example', 'nsn.example', 'rumah.example');
const address = fc.tuple(front, tag, domain).map(([name, tagged, at]) => `${name}${tagged}@${at}`);
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { maxLength: 2 });
const identity: fc.Arbitrary<Identity> = fc.record({
  persons: some(fc.integer({ min: 1, max: 4 })),
  mailboxes: some(address.map(mailboxOf)),
  nopeks: some(fc.constantFrom('1', '12', '21')),
  niks: some(fc.constantFrom('3171', '3172')),
});

describe('who is the same person', () => {
  it('I-4 is answered alike by the program and by the database, of any two', async () => {
    const pairs = fc.sample(fc.tuple(identity, identity), { numRuns: 3000, seed: 4 });
    const answers = await db.query<{ same: boolean }>(
      'SELECT same_person(pair->0, pair->1) AS same FROM jsonb_array_elements($1) WITH ORDINALITY AS p(pair, n) ORDER BY n',
      [JSON.stringify(pairs)],
    );
    const same = pairs.map(([one, other]) => isSamePerson(one, other));
    expect(answers.map((answer) => answer.same)).toEqual(same);
    expect(pairs.map(([one, other]) => isSamePerson(other, one))).toEqual(same);
    expect(new Set(same)).toEqual(new Set([true, false]));
  });

  it('I-4 reads addresses alike in the program and in the database', async () => {
    const addresses = fc.sample(address, { numRuns: 500, seed: 4 });
    const rows = await db.query<{ mailbox: string }>(
      'SELECT mailbox_of(a) AS mailbox FROM unnest($1::text[]) WITH ORDINALITY AS t(a, n) ORDER BY n',
      [addresses],
    );
    expect(rows.map(({ mailbox }) => mailbox)).toEqual(addresses.map(mailboxOf));
    expect(mailboxOf('Maya.A+satker+2@Nusantara.example')).toBe('maya.a@nusantara.example');
  });

  describe('by everything that is known of somebody who acts', () => {
    let maya = 0;
    let satkerId = 0;
    beforeAll(async () => {
      await noteMailDomains(db, [['nusantara.example', 'nsn.example']]);
      const person = async (email: string, nopek: string | null) => {
        const [row] = await db.query<{ id: number }>(
          'INSERT INTO person (email, name, nopek) VALUES ($1, $2, $3) RETURNING id',
          [email, 'Maya Anggraini', nopek],
        );
        return row?.id ?? 0;
      };
      maya = await person('maya@nusantara.example', '1001');
      await person('maya+2@nsn.example', '1002');
      await person('maya@rumah.example', null);
      const [satker] = await db.query<{ id: number }>(
        `INSERT INTO unit (code, name, kind) VALUES ('S', 'S', 'SATKER') RETURNING id`,
      );
      satkerId = satker?.id ?? 0;
      await register('maya@nusantara.example', '3171', 'ACTIVE');
      await register('maya.a@kantor.example', '3171', 'INACTIVE');
      // Anybody may be registered under anybody's address: only what was approved says who somebody is.
      await register('maya@nusantara.example', '3172', 'REGISTERED');
    });
    const register = (email: string, nik: string, status: string) =>
      db.query(
        `INSERT INTO satker_user (unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
         VALUES ($1, $2, 'Maya', $3, 'ST', $4::satker_user_status, now(), 'portal', gen_random_uuid(), now())`,
        [satkerId, nik, email, status],
      );

    it.each([
      ['their mailbox with a tag', { addresses: ['Maya+x@Nusantara.example'] }, true],
      ['the other name of their domain', { addresses: ['maya+x@nsn.example'] }, true],
      ['the Nopek of another row of theirs', { nopek: '1002' }, true],
      ['their NIK', { nikHash: '3171' }, true],
      ['an address that was approved for their NIK', { addresses: ['maya.a+1@kantor.example'] }, true],
      ['a NIK that nobody has approved', { nikHash: '3172' }, false],
      ['a mailbox of the same name elsewhere', { addresses: ['maya@rumah.example'] }, false],
      ['another Nopek', { nopek: '1003' }, false],
      ['nothing', {}, false],
    ])('I-4 finds somebody by %s', async (_what, marks, same) => {
      const actor = await personById(db, maya);
      if (!actor) throw new Error('nobody');
      const record = named(marks);
      expect(isSamePerson(record, actor.identity)).toBe(same);
      const [row] = await db.query(
        'SELECT same_person(identity_of(p), $2) AS same FROM person p WHERE id = $1',
        [maya, JSON.stringify(record)],
      );
      expect(row).toEqual({ same });
    });
  });
});
