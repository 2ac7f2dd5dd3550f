import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkAudit } from '../../src/audit-log/checking.ts';
import { eraseAttested } from '../../src/audit-log/erasing.ts';
import { sealAudit } from '../../src/audit-log/sealing.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { deriveKey } from '../../src/core/keys.ts';
import type { Database } from '../../src/db/database.ts';
import { auditEraseJob } from '../../src/desks/front/audit/erase.ts';
import { erasureLetters } from '../../src/desks/front/erasure/told.ts';
import { erasureJobs } from '../../src/erasure/run.ts';
import { standingsOf, subjectsOf } from '../../src/erasure/stands.ts';
import { collect } from '../../src/personal-data/collect.ts';
import { whoseOf } from '../../src/personal-data/held.ts';
import { type SampleDatabase, sampleDatabase, testSecretKey } from '../support/bot.ts';
import { allErasable, beginErasure, dumpOf, eraseAll, leftOf, takeErasureStep } from '../support/erasing.ts';
import { leaving } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';
import { allCalled, allHolds, plantEverythingOf, plantPerson } from '../support/planted-people.ts';

const key = deriveKey(testSecretKey, 'audit');
/** Long after everything that is planted has come to its end. */
const now = new Date('2036-12-01T03:00:00Z');
const clock = () => now;

let database: SampleDatabase;
let db: Database;
/** Two of one name with like addresses. */
let one: number;
let other: number;
beforeEach(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  one = await plantPerson(db, 'lestari.wati@nusantara.example', 'SATU');
  other = await plantPerson(db, 'lestari.wati2@nusantara.example', 'DUA');
  await plantEverythingOf(db, one, 'SATU', 'lestari.wati@nusantara.example', '3173000000000001');
  await plantEverythingOf(db, other, 'DUA', 'lestari.wati2@nusantara.example', '3173000000000002');
  for (const id of [one, other]) await plantDraft(id);
  await endAll();
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

async function plantDraft(id: number): Promise<void> {
  const { values } = await db.keys.seal('form_draft', `user-id.request ${id} draft ${id}`, { values: '{}' });
  await db.query(
    `INSERT INTO form_draft (id, form, person_id, "values", updated_at) VALUES ($1, 'user-id.request', $2, $3, now())`,
    [`draft ${id}`, id, values],
  );
}

/** Both have left, and all of theirs has come to its end. */
async function endAll(): Promise<void> {
  for (const sql of [
    `UPDATE user_id_request SET status = 'COMPLETED'`,
    'UPDATE account SET ended_at = created_at, password_hash = NULL',
    `UPDATE satker_user SET status = 'INACTIVE' WHERE status = 'ACTIVE' AND name ~ 'SATU|DUA'`,
    `UPDATE satker_ticket SET status = 'DONE'`,
    'UPDATE digit_registration SET made_at = created_at',
    'UPDATE secretary_mapping SET ended_at = created_at',
    'UPDATE market_link SET ended_at = linked_at',
    `UPDATE new_phone SET status = 'REJECTED'`,
    'UPDATE certificate SET superseded_at = not_after',
    `UPDATE signing SET status = 'WITHDRAWN'`,
    `UPDATE import SET status = 'DONE'`,
    'UPDATE delegation SET ended_at = made_at',
    'UPDATE role_proposal SET approved = false, decided_at = proposed_at',
    'UPDATE address_claim SET decided_at = asked_at',
    'UPDATE signer SET enrolled_at = NULL',
    `UPDATE person SET active = false, left_at = now() WHERE name = 'Lestari Wati'`,
    // What the other one has said and given stands at their own request.
    `UPDATE record_remark SET subject = 'user-id:' || (SELECT id FROM user_id_request WHERE number = 'DUA number') WHERE text LIKE 'DUA%'`,
    `UPDATE attachment SET record = 'user-id:' || (SELECT id FROM user_id_request WHERE number = 'DUA number') WHERE name LIKE 'DUA%'`,
    // Of another record, which names each of them by their address; and one of their own request.
    `INSERT INTO audit_entry (at, actor, surface, action, subject, data)
     SELECT now(), 'Bima Santoso', 'slack', 'unit.changed', 'unit:1', jsonb_build_object('head', email) FROM person WHERE name = 'Lestari Wati'`,
    `INSERT INTO audit_entry (at, actor, surface, action, subject, reason)
     SELECT now(), 'Bima Santoso', 'slack', 'user-id.rejected', 'user-id:' || id, name || ' reason' FROM user_id_request`,
    // Of themselves: by the program, by an ADMIN who is there, and by one who has left.
    `INSERT INTO person (email, name, active, left_at) VALUES ('admin.lama@nusantara.example', 'Admin Lama', false, now())`,
    `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, reason, data)
     SELECT now(), a.id, coalesce(a.name, 'Satu Pintu'), 'slack', 'person.changed', 'person:' || p.id,
       split_part(p.nopek, ' ', 1) || ' changed', jsonb_build_object('from', split_part(p.nopek, ' ', 1) || ' data')
     FROM person p, (SELECT NULL::int AS id, NULL AS name UNION ALL SELECT id, name FROM person WHERE email ~ '^(tono.wijaya|admin.lama)@') a
     WHERE p.name = 'Lestari Wati'`,
    // What was said of each of their things as it was decided or ended.
    `INSERT INTO audit_entry (at, actor, surface, action, subject, reason, data)
     SELECT now(), 'Bima Santoso', 'slack', 'x.ended', of.subject, split_part(of.mark, ' ', 1) || ' logged', jsonb_build_object('said', split_part(of.mark, ' ', 1) || ' logged')
     FROM (${[
       `SELECT 'role-proposal:' || id AS subject, reason AS mark FROM role_proposal`,
       `SELECT 'delegation:' || id, reason FROM delegation`,
       `SELECT 'whitelist-grant:' || id, reason FROM whitelist_grant`,
       `SELECT 'market-satker:' || satker_id, account FROM market_link`,
       `SELECT 'digit:' || id, name FROM digit_registration WHERE name LIKE '% digit'`,
       `SELECT 'signer:' || s.id, p.nopek FROM signer s JOIN person p ON p.id = s.person_id AND p.name = 'Lestari Wati'`,
       `SELECT 'account:' || a.id, p.nopek FROM account a JOIN person p ON p.id = a.person_id AND p.name = 'Lestari Wati'`,
     ].join(' UNION ALL ')}) of WHERE of.mark ~ '^(SATU|DUA)'`,
  ])
    await db.query(sql);
}

/** Has erased what entries of the log are to lose, as the job does. */
async function eraseLog(): Promise<void> {
  while ((await sealAudit(db, key, 1000, now)) > 0);
  const said = await db.query<{ id: string }>(
    `SELECT id::text FROM audit_entry WHERE action = 'audit.erased'`,
  );
  for (const { id } of said)
    expect(await db.transaction(withoutDeadline, (tx) => eraseAttested(tx, id))).toMatchObject({ left: [] });
}

const theirs = /SATU|satu\.|lestari\.wati@|3173000000000001/;
const others = /DUA|dua\.|lestari\.wati2@|3173000000000002|ORANG LAIN|orang\.lain/;

/** What stays by rule of whoever has left: names that nobody else gets, and what they wrote in others' records. */
const kept = [
  'account.user_id satu.user',
  'audit_entry.reason SATU entry',
  // As long as that registration names it, whoever has the address next comes into nothing by it.
  'former_address.email lestari.wati@nusantara.example',
  'partner_account.account_name satu.partner',
  // Whoever typed their address for another was never approved.
  'satker_user.email lestari.wati@nusantara.example',
  'user_id_request.new_user_id satu.user',
  'user_id_request.note SATU for another',
];

const rowsOf = async (mark: RegExp) => (await dumpOf(db)).filter((row) => mark.test(row));
const ended = async (id: number) =>
  (await db.query('SELECT 1 FROM erasure WHERE id = $1 AND ended_at IS NOT NULL', [id])).length === 1;
const standings = async (at = now) => {
  const whose = await whoseOf(db, one);
  const theirs = { ...whose, subjects: await subjectsOf(db, allHolds, whose) };
  return standingsOf(db, allErasable, { theirs, now: at });
};
/** Records of theirs, and how their period empties them. */
const emptiedBy: Record<string, { table: string; which: string; sets: string }> = {
  signing: { table: 'signing', which: `number = 'SATU signing'`, sets: 'note = NULL' },
  'satker-ticket': {
    table: 'satker_ticket',
    which: `number = 'SATU ticket'`,
    sets: 'note = NULL, reason = NULL',
  },
  mapping: { table: 'secretary_mapping', which: `number = 'SATU map'`, sets: 'reason = NULL' },
  'new-phone': { table: 'new_phone', which: `submission_key = 'SATU'`, sets: `reason = ''` },
};
const emptyByPeriod = (subject: string) => {
  const { table, which, sets } = emptiedBy[subject] ?? { table: '', which: '', sets: '' };
  return db.query(`UPDATE ${table} SET emptied_at = now(), ${sets} WHERE ${which}`);
};
/** The log says why of each of these. */
async function logOf(...records: string[]): Promise<void> {
  for (const subject of records)
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, reason, data)
       SELECT now(), 'Bima Santoso', 'slack', 'x.rejected', '${subject}:' || id, 'SATU why ${subject}', '{"words": "SATU words"}'
       FROM ${emptiedBy[subject]?.table} WHERE ${emptiedBy[subject]?.which}`,
    );
}
const doneEntries = () =>
  db.query<{ action: string; data: { removed: Record<string, number> } }>(
    `SELECT action, data FROM audit_entry WHERE action LIKE 'erasure.%' AND actor = 'erasure' ORDER BY id`,
  );

describe('T-3 on demand of its person', () => {
  it('all is erased that is theirs and is kept for nobody, the log holds, and nothing of another one changes', async () => {
    const before = (await rowsOf(others)).filter((row) => !theirs.test(row));
    expect((await leftOf(db, theirs)).length).toBeGreaterThan(40);
    const due = new Map((await standings()).map(({ kind, due }) => [kind.kind, due]));
    expect([...due.values()].every((count) => count > 0)).toBe(true);
    expect((await standings()).find(({ kind }) => kind.kind === 'people.log')).toMatchObject({
      due: 4,
      inUse: 0,
    });
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock, { most: 2 });
    await eraseLog();
    expect((await leftOf(db, theirs)).sort()).toEqual(kept);
    expect((await rowsOf(others)).filter((row) => !theirs.test(row))).toEqual(before);
    expect(await checkAudit(db, key)).toMatchObject({ finding: null });
    expect(await ended(id)).toBe(true);
    // Who has changed them is said of the others.
    const changed = await db.query<{ actor: string }>(
      `SELECT actor FROM audit_entry WHERE action = 'person.changed' AND subject = 'person:' || $1 AND reason IS NULL AND data IS NULL ORDER BY id`,
      [one],
    );
    expect(changed.map(({ actor }) => actor).sort()).toEqual(['Admin Lama', 'Satu Pintu', 'Tono Wijaya']);
    const [request] = await db.query(
      `SELECT emptied_on_demand, emptied_at FROM user_id_request WHERE number = 'SATU number'`,
    );
    expect(request).toEqual({ emptied_on_demand: true, emptied_at: now });
    const [said, ...more] = await doneEntries();
    expect(more).toEqual([]);
    for (const [kind, count] of due)
      if (kind !== 'people.log') expect(said?.data.removed[kind], kind).toBe(count);
    expect(JSON.stringify(said)).not.toMatch(/Lestari|SATU/);
  });

  it('a leak that is planted is found: a column that no kind empties, and an entry that names them', async () => {
    const without = allErasable.filter(({ kind }) => kind !== 'sign.new-phone');
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock, { jobs: erasureJobs({ db, clock, leaving, kinds: () => without }) });
    await eraseLog();
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, data) VALUES (now(), 'Bima', 'slack', 'x', 'x:1', '{"to": "lestari.wati@nusantara.example"}')`,
    );
    const found = (await leftOf(db, theirs)).filter((one) => !kept.includes(one));
    expect(found.sort()).toEqual([
      'audit_entry.data {"to": "lestari.wati@nusantara.example"}',
      'new_phone.reason SATU new phone',
    ]);
  });

  it('what they are given afterwards says next to nothing', async () => {
    await eraseAll(db, await beginErasure(db, one, now), clock);
    await eraseLog();
    const { found, looks } = await collect(db, { holds: allHolds, called: allCalled }, one);
    expect(looks).toEqual([]);
    expect(JSON.stringify(found).match(/SATU[^"]*/g) ?? []).toEqual(
      expect.not.arrayContaining(['SATU applicant', 'SATU signer phone', 'SATU note']),
    );
    expect(JSON.stringify(found)).not.toMatch(/lestari|3173000000000001|SATU phone|SATU nip/);
  });

  it('is done once, by however many jobs: killed anywhere it goes on, and neither counts too much nor too little', async () => {
    const whole = new Map((await standings()).map(({ kind, due }) => [kind.kind, due]));
    const id = await beginErasure(db, one, now);
    const dies = new Set<string>();
    const dying = erasureJobs({
      db,
      clock,
      leaving,
      most: 1,
      kinds: () =>
        allErasable.map((kind) =>
          'erase' in kind.onDemand
            ? {
                ...kind,
                onDemand: {
                  ...kind.onDemand,
                  erase: async (...asked: Parameters<typeof kind.onDemand.erase>) => {
                    const { onDemand } = kind;
                    const erased = 'erase' in onDemand ? await onDemand.erase(...asked) : null;
                    // Once for each kind, after it has erased and before it commits.
                    if (!erased || !dies.has(kind.kind)) {
                      dies.add(kind.kind);
                      throw new Error('killed');
                    }
                    return erased;
                  },
                },
              }
            : kind,
        ),
    });
    for (let deaths = 0; !(await ended(id)); deaths++) {
      expect(deaths).toBeLessThan(200);
      await eraseAll(db, id, clock, { jobs: dying }).catch((error: Error) =>
        expect(error.message).toBe('killed'),
      );
      await takeErasureStep(db);
    }
    await eraseLog();
    expect((await leftOf(db, theirs)).sort()).toEqual(kept);
    const [said, ...more] = await doneEntries();
    expect(more).toEqual([]);
    for (const [kind, count] of whole)
      if (kind !== 'people.log') expect(said?.data.removed[kind], kind).toBe(count);
  });

  it('is one for two replicas that work at it at once', async () => {
    const whole = new Map((await standings()).map(({ kind, due }) => [kind.kind, due]));
    const id = await beginErasure(db, one, now);
    const second = openDatabase(database.url, { timeoutMs: 60_000 });
    try {
      const each = [db, second].map((own) =>
        erasureJobs({ db: own, clock, leaving, kinds: () => allErasable, most: 1 }),
      );
      for (let turns = 0; !(await ended(id)); turns++) {
        expect(turns).toBeLessThan(200);
        await Promise.all(each.map((jobs) => jobs['erasure.step']({ erasure: id })));
        await db.query('INSERT INTO sent_mail (key) VALUES ($1) ON CONFLICT DO NOTHING', [`erasure ${id}`]);
      }
    } finally {
      await second.close();
    }
    const [said, ...more] = await doneEntries();
    expect(more).toEqual([]);
    for (const [kind, count] of whole)
      if (kind !== 'people.log') expect(said?.data.removed[kind], kind).toBe(count);
  });

  it('keeps what must still be answered for, names until when, and erases it by itself then', async () => {
    await db.query(`UPDATE user_id_request SET status_since = $1 WHERE number = 'SATU number'`, [
      new Date(now.getTime() - 100 * 86_400_000),
    ]);
    await db.query(
      `UPDATE attachment SET record = 'user-id:' || (SELECT id FROM user_id_request WHERE number = 'SATU number') WHERE name LIKE 'SATU%'`,
    );
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    await eraseLog();
    // Its files go sooner, and what the log says of it stays as long as it does.
    expect(await leftOf(db, /SATU file|SATU applicant reason/)).toEqual([
      'audit_entry.reason SATU applicant reason',
    ]);
    expect(await ended(id)).toBe(false);
    expect(await leftOf(db, /SATU applicant$|SATU decision/)).toHaveLength(2);
    // Who they are has gone all the same.
    expect(await leftOf(db, /SATU position|SATU phone/)).toEqual([]);
    // Whoever has the address next is given nothing of what is kept (I-1).
    const heir = await plantPerson(db, 'lestari.wati@nusantara.example', 'PEWARIS');
    expect(
      JSON.stringify((await collect(db, { holds: allHolds, called: allCalled }, heir)).found),
    ).not.toMatch(/SATU/);
    await db.query('DELETE FROM person WHERE id = $1', [heir]);
    const later = () => new Date(now.getTime() + 266 * 86_400_000);
    await eraseAll(db, id, later);
    expect(await ended(id)).toBe(true);
    await eraseLog();
    expect((await leftOf(db, theirs)).sort()).toEqual(kept);
    expect((await doneEntries()).map(({ action }) => action)).toEqual(['erasure.passed', 'erasure.done']);
  });

  it('finds what is kept under another address of theirs also once no address says whose it is', async () => {
    const tagged = await plantPerson(db, 'lestari.wati+uji@nusantara.example', 'SATU tagged');
    await db.query('UPDATE person SET active = false, left_at = now() WHERE id = $1', [tagged]);
    await db.query(`UPDATE secretary_mapping SET person_id = $1, ended_at = $2 WHERE number = 'SATU map'`, [
      tagged,
      new Date(now.getTime() - 100 * 86_400_000),
    ]);
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    expect(await ended(id)).toBe(false);
    expect(await leftOf(db, /SATU mapping/)).toHaveLength(1);
    expect(await leftOf(db, /SATU (tagged )?position/)).toEqual([]);
    await eraseAll(db, id, () => new Date(now.getTime() + 266 * 86_400_000));
    expect(await ended(id)).toBe(true);
    expect(await leftOf(db, /SATU mapping/)).toEqual([]);
  });

  it('leaves who somebody is under all their addresses for as long as they are let in under one', async () => {
    await plantPerson(db, 'lestari.wati+uji@nusantara.example', 'SATU tagged');
    await eraseAll(db, await beginErasure(db, one, now), clock);
    await eraseLog();
    expect(await leftOf(db, /SATU (tagged )?position/)).toHaveLength(2);
    expect(await leftOf(db, /SATU changed/)).toHaveLength(3);
    expect((await standings()).find(({ kind }) => kind.kind === 'people.profile')).toMatchObject({
      due: 0,
      inUse: 2,
    });
  });

  it('erases what the log says of records that their period has emptied before', async () => {
    const records = Object.keys(emptiedBy);
    await logOf(...records);
    for (const subject of records) await emptyByPeriod(subject);
    expect(await leftOf(db, /SATU (why|words)/)).toHaveLength(8);
    await eraseAll(db, await beginErasure(db, one, now), clock);
    await eraseLog();
    expect(await leftOf(db, /SATU (why|words)/)).toEqual([]);
    // They stay what they were: nobody has asked for them to be emptied.
    expect(
      await db.query('SELECT emptied_on_demand AS "onDemand" FROM signing WHERE number = \'SATU signing\''),
    ).toEqual([{ onDemand: false }]);
  });

  it('erases the reason of a decided role proposal from the log also where its period has taken it from the proposal', async () => {
    const logged = () => leftOf(db, /SATU logged/);
    const before = (await logged()).length;
    await db.query('UPDATE role_proposal SET reason = NULL, decided_at = $2 WHERE person_id = $1', [
      one,
      new Date(now.getTime() - 364 * 86_400_000),
    ]);
    const [proposal] = await db.query<{ subject: string }>(
      `SELECT 'role-proposal:' || id AS subject FROM role_proposal WHERE person_id = $1`,
      [one],
    );
    const saidOfIt = () =>
      db.query('SELECT reason FROM audit_entry WHERE subject = $1 AND reason IS NOT NULL', [
        proposal?.subject,
      ]);
    expect(before).toBe(14);
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    await eraseLog();
    // It is answered for still.
    expect(await saidOfIt()).toHaveLength(1);
    expect(await logged()).toHaveLength(2);
    await db.query('UPDATE role_proposal SET decided_at = $2 WHERE person_id = $1', [
      one,
      new Date(now.getTime() - 366 * 86_400_000),
    ]);
    await eraseAll(db, await beginErasure(db, one, now), clock);
    await eraseLog();
    expect(await saidOfIt()).toEqual([]);
    expect(await logged()).toEqual([]);
  });

  it('erases it once their period has emptied one that had to be kept at first', async () => {
    await logOf('new-phone');
    await db.query(`UPDATE new_phone SET asked_at = $1 WHERE submission_key = 'SATU'`, [
      new Date(now.getTime() - 100 * 86_400_000),
    ]);
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    await eraseLog();
    expect(await ended(id)).toBe(false);
    expect(await leftOf(db, /SATU (why|words)/)).toHaveLength(2);
    await emptyByPeriod('new-phone');
    await eraseAll(db, id, clock);
    await eraseLog();
    expect(await ended(id)).toBe(true);
    expect(await leftOf(db, /SATU (why|words)/)).toEqual([]);
  });

  it('erases a name with quotes and backslashes where the log has it', async () => {
    const name = 'Lestari "Tari" W\\ati_%';
    await db.query('UPDATE person SET name = $2 WHERE id = $1', [one, name]);
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject, data) VALUES (now(), 'Bima Santoso', 'slack', 'unit.changed', 'unit:1', $1)`,
      [JSON.stringify({ head: name })],
    );
    expect(await leftOf(db, /Tari/)).toHaveLength(2);
    await eraseAll(db, await beginErasure(db, one, now), clock);
    await eraseLog();
    expect(await leftOf(db, /Tari/)).toEqual([]);
  });

  it('looks through the log once, on later nights at what has come since, and not at all while its person is let in', async () => {
    await db.query(`UPDATE new_phone SET asked_at = $1 WHERE submission_key = 'SATU'`, [
      new Date(now.getTime() - 100 * 86_400_000),
    ]);
    const froms: string[] = [];
    const kinds = allErasable.map((kind) => {
      const { onDemand } = kind;
      if (kind.kind !== 'people.log' || 'stays' in onDemand) return kind;
      const erase: typeof onDemand.erase = (tx, demand) => {
        froms.push(demand.from);
        return onDemand.erase(tx, demand);
      };
      return { ...kind, onDemand: { ...onDemand, erase } };
    });
    const jobs = erasureJobs({ db, clock, leaving, kinds: () => kinds });
    await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [one]);
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock, { jobs });
    await db.query('UPDATE person SET active = false, left_at = now() WHERE id = $1', [one]);
    await eraseAll(db, id, clock, { jobs });
    const [walked] = await db.query<{ from: number }>(
      `SELECT from_id::int AS "from" FROM erasure_removal WHERE erasure_id = $1 AND kind = 'people.log'`,
      [id],
    );
    expect(walked?.from).toBeGreaterThan(0);
    await eraseAll(db, id, clock, { jobs });
    expect(froms).toEqual(['0', '0', String(walked?.from)]);
  });

  it('asks once which kinds are done', async () => {
    const id = await beginErasure(db, one, now);
    const transaction = vi.spyOn(db, 'transaction');
    try {
      const jobs = erasureJobs({ db, clock, leaving, kinds: () => allErasable });
      await jobs['erasure.step']({ erasure: id });
      transaction.mockClear();
      // Its letter is waited for; nothing else is left to do.
      await jobs['erasure.step']({ erasure: id });
      expect(transaction).toHaveBeenCalledTimes(1);
    } finally {
      transaction.mockRestore();
    }
  });

  it('leaves a request alone that comes while it goes on, and who somebody is for as long as they are let in', async () => {
    await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [one]);
    const id = await beginErasure(db, one, now);
    const jobs = erasureJobs({ db, clock, leaving, kinds: () => allErasable, most: 1 });
    await jobs['erasure.step']({ erasure: id });
    await db.query(
      `INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, note, submission_key, created_at, status_since)
       SELECT 'SATU new', 'UNIT', $1, 'slack', 'SATU anew', 'SATU work anew', 'lestari.wati@nusantara.example', u.id, b.id, 'SATU note anew', 'SATU new', now(), now()
       FROM person b, unit u WHERE b.email LIKE 'bima.santoso@%' ORDER BY u.id LIMIT 1`,
      [one],
    );
    await eraseAll(db, id, clock, { jobs });
    await eraseLog();
    expect(await leftOf(db, / anew/)).toHaveLength(3);
    expect(await leftOf(db, /SATU position|SATU chat/)).toHaveLength(2);
    expect(await leftOf(db, /SATU applicant|SATU signer|SATU claim/)).toEqual([]);
    const profile = (await standings()).find(({ kind }) => kind.kind === 'people.profile');
    expect(profile).toMatchObject({ due: 0, inUse: 1 });
  });

  it.each<[string, string]>([
    ['user-id.request', `UPDATE user_id_request SET status = 'WAITING_ATASAN' WHERE number = 'SATU number'`],
    ['satker.user', `UPDATE satker_user SET status = 'REGISTERED' WHERE number = 'SATU sat'`],
    ['satker.ticket', `UPDATE satker_ticket SET status = 'WAITING' WHERE number = 'SATU ticket'`],
    ['sign.document', `UPDATE signing SET status = 'WAITING' WHERE number = 'SATU signing'`],
    ['sign.new-phone', `UPDATE new_phone SET status = 'WAITING' WHERE reason LIKE 'SATU%'`],
    [
      'people.proposal',
      `UPDATE role_proposal SET approved = NULL, decided_at = NULL WHERE reason LIKE 'SATU%'`,
    ],
    ['people.claim', `UPDATE address_claim SET outcome = NULL WHERE name LIKE 'SATU%'`],
    ['imports.import', `UPDATE import SET status = 'CHECKED' WHERE source = 'SATU'`],
  ])('%s that waits is named, and stays', async (kind, open) => {
    const proved = `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
      SELECT 'SATU proof', u.id, s.nik_hash, 'SATU', s.email, 'L', 'INACTIVE', s.status_since, 'slack', 'SATU proof', s.created_at
      FROM satker_user s, unit u WHERE s.number = 'SATU sat' AND u.kind = 'SATKER' AND u.id <> s.unit_id ORDER BY u.id LIMIT 1`;
    if (kind === 'satker.user') await db.query(proved);
    await db.query(open);
    const found = (await standings()).filter(({ pending }) => pending > 0).map(({ kind }) => kind.kind);
    expect(found).toContain(kind);
  });

  it('I-5 whom no register knows leaves before who they are goes: what they hold ends with its entries', async () => {
    await db.query('UPDATE person SET registered = false, active = true, left_at = NULL WHERE id = $1', [
      one,
    ]);
    await db.query(
      `WITH ended AS (UPDATE account SET ended_at = NULL WHERE person_id = $1)
       INSERT INTO role_grant (person_id, role, granted_at) VALUES ($1, 'ICT_MANAGER', now())`,
      [one],
    );
    await eraseAll(db, await beginErasure(db, one, now), clock, { most: 1 });
    const rights = await db.query(
      `SELECT 1 FROM role_grant WHERE person_id = $1 AND withdrawn_at IS NULL UNION ALL SELECT 1 FROM account WHERE person_id = $1 AND ended_at IS NULL
       UNION ALL SELECT 1 FROM chat_identity WHERE person_id = $1`,
      [one],
    );
    expect(rights).toEqual([]);
    const entries = await db.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE actor = 'Satu Pintu' AND (subject = 'person:' || $1 OR action = 'account.ended') ORDER BY action`,
      [one],
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.ended', 'person.left', 'person.unlinked', 'role.withdrawn']),
    );
    const [left] = await db.query('SELECT name, active FROM person WHERE id = $1', [one]);
    expect(left).toEqual({ name: '—', active: false });
  });

  it('U-13 what names them is brought up to date once the name is gone, be it as a superior alone, and again once the log says less', async () => {
    const [{ subject } = { subject: '' }] = await db.query<{ subject: string }>(
      `UPDATE user_id_request SET atasan_id = $1 WHERE number = 'DUA asked' RETURNING 'user-id:' || id AS subject`,
      [one],
    );
    for (const of of [subject, 'unit:1', 'unit:2'])
      await db.query(
        `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ($1, 'x.card', $1, '{}', $2, $1, true)`,
        [of, other],
      );
    const changed = () =>
      db.query<{ subject: string; revision: number }>(
        'SELECT subject, revision FROM posted_card WHERE revision > 0 AND person_id = $1 ORDER BY subject',
        [other],
      );
    await eraseAll(db, await beginErasure(db, one, now), clock, { most: 1 });
    expect(await changed()).toEqual([{ subject, revision: 1 }]);
    const said = await db.query<{ id: string }>(
      `SELECT id::text FROM audit_entry WHERE action = 'audit.erased'`,
    );
    const job = auditEraseJob({ db, auditKey: key, messengers: [], clock, timeZone: 'Asia/Jakarta' });
    for (const { id } of said) await job({ entry: id });
    expect(await changed()).toEqual([
      { subject: 'unit:1', revision: 1 },
      { subject, revision: 1 },
    ]);
  });

  it('U-13 is so too where the version before this one has emptied who they were without that, and once', async () => {
    const [{ subject } = { subject: '' }] = await db.query<{ subject: string }>(
      `UPDATE user_id_request SET atasan_id = $1 WHERE number = 'DUA asked' RETURNING 'user-id:' || id AS subject`,
      [one],
    );
    await db.query(
      `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ($1, 'x.card', $1, '{}', $2, $1, true)`,
      [subject, other],
    );
    const revision = async () =>
      (await db.query<{ revision: number }>('SELECT revision FROM posted_card WHERE key = $1', [subject]))[0]
        ?.revision;
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    expect(await revision()).toBe(1);
    // As that version leaves one that is not over.
    await db.query('UPDATE erasure SET ended_at = NULL, passed_at = NULL WHERE id = $1', [id]);
    await eraseAll(db, id, clock);
    expect(await revision()).toBe(1);
    await db.query('UPDATE erasure SET ended_at = NULL, passed_at = NULL WHERE id = $1', [id]);
    await db.query(`DELETE FROM erasure_removal WHERE erasure_id = $1 AND kind = 'people.named'`, [id]);
    await eraseAll(db, id, clock);
    expect(await revision()).toBe(2);
  });

  it('a claim that was rejected goes with whoever has left, and stays where they are let in', async () => {
    await db.query(`UPDATE address_claim SET outcome = 'REJECTED' WHERE name LIKE 'SATU%'`);
    const claims = async () => (await standings()).find(({ kind }) => kind.kind === 'people.claim');
    expect(await claims()).toMatchObject({ due: 1, inUse: 0 });
    await db.query('UPDATE person SET active = true, left_at = NULL WHERE id = $1', [one]);
    expect(await claims()).toMatchObject({ due: 0, inUse: 1 });
    await db.query('UPDATE person SET active = false, left_at = now() WHERE id = $1', [one]);
    await eraseAll(db, await beginErasure(db, one, now), clock);
    expect(await leftOf(db, /SATU claim/)).toEqual([]);
  });

  it('a partner account that runs is in use, and none that an erasure waits for', async () => {
    const account = async () => (await standings()).find(({ kind }) => kind.kind === 'partner.account');
    await db.query('UPDATE partner_account SET ends_on = $2 WHERE person_id = $1', [one, '2036-12-01']);
    expect(await account()).toMatchObject({ due: 0, inUse: 1, young: 0 });
    await db.query('UPDATE partner_account SET ends_on = $2 WHERE person_id = $1', [one, '2036-11-30']);
    expect(await account()).toMatchObject({ due: 0, inUse: 0, young: 1 });
    await db.query('UPDATE partner_account SET ends_on = $2 WHERE person_id = $1', [one, '2036-12-31']);
    const id = await beginErasure(db, one, now);
    await eraseAll(db, id, clock);
    expect(await ended(id)).toBe(true);
  });

  it('waits for its letter, and goes on without it after three days; then nothing is written to nobody', async () => {
    const id = await beginErasure(db, one, now);
    const letters = erasureLetters(
      { db, clock, defaultLanguage: 'id', timeZone: 'Asia/Jakarta' },
      { kinds: () => allErasable },
    );
    expect(await letters.erasure(id, {})).toMatchObject({
      to: { address: 'lestari.wati@nusantara.example' },
    });
    const jobs = erasureJobs({ db, clock, leaving, kinds: () => allErasable });
    await jobs['erasure.step']({ erasure: id });
    await jobs['erasure.step']({ erasure: id });
    expect(await leftOf(db, /SATU position/)).toHaveLength(1);
    const late = erasureJobs({
      db,
      clock: () => new Date(now.getTime() + 73 * 3_600_000),
      leaving,
      kinds: () => allErasable,
    });
    await late['erasure.step']({ erasure: id });
    expect(await letters.erasure(id, {})).toBeNull();
    expect(await leftOf(db, /SATU position/)).toEqual([]);
    expect(await ended(id)).toBe(true);
  });
});
