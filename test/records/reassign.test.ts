import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waiting } from '../../src/chat/desk.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { holdersJob } from '../../src/desks/front/unheld.ts';
import { waitingOf } from '../../src/records/waiting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { catalogueDesks } from '../support/card-catalogue.ts';
import { actingAs, contextFor, now } from '../support/everything.ts';
import { type KindThatWaits, kindsThatWait, namesOfKinds } from '../support/kinds-that-wait.ts';
import { openDatabase } from '../support/open-database.ts';
import { remarking, returningDesks } from '../support/returnable.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 6, timeoutMs: 60_000 });
  await db.query(
    `INSERT INTO chat_identity (platform, tenant, external_id, person_id) SELECT 'slack', 'T1', 'U' || id, id FROM person`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const names = async (kind: KindThatWaits, id: number) => (await kind.holders(id)).map(({ name }) => name);

/** What it says to whoever may not. */
const refusalOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    (outcome) => ((outcome as { type: string }).type === 'passed' ? 'passed' : 'done'),
    (error) =>
      error instanceof Refusal
        ? error.reason.key
        : error instanceof FieldErrors
          ? Object.keys(error.fields).join()
          : String(error),
  );

/** One of a kind that two hold, and the two of them. */
async function held(name: (typeof namesOfKinds)[number]) {
  const kind = kindsThatWait(db)[name];
  // Each of these has one that waits.
  await db.query(`UPDATE new_phone SET status = 'WITHDRAWN' WHERE status = 'WAITING'`);
  await db.query('UPDATE role_proposal SET approved = false WHERE approved IS NULL');
  const id = await kind.make();
  await kind.share();
  const [holder, other] = await Promise.all([actingAs(db, kind.holder), actingAs(db, kind.other)]);
  return { kind, id, holder, other };
}

describe.each(namesOfKinds)('what is handed on: %s', (name) => {
  it('A-6 waits for the other one alone, who decides it; the log says who handed it to whom, and why', async () => {
    const { kind, id, holder, other } = await held(name);
    expect(await kind.handOn(holder, id, other.actor.id)).toMatchObject({ type: 'decided' });
    expect(await names(kind, id)).toEqual([other.actor.name]);
    // A letter that was queued before is not sent.
    expect(await kind.isWrittenTo(id, holder.actor.id)).toBe(false);
    expect(await kind.isWrittenTo(id, other.actor.id)).toBe(true);
    expect(await refusalOf(kind.decide(holder, id))).not.toBe('done');
    const [entry] = await db.query<{ actor: string; reason: string; data: { to: unknown } }>(
      `SELECT actor, reason, data FROM audit_entry WHERE subject = $1 ORDER BY id DESC LIMIT 1`,
      [kind.subject(id)],
    );
    expect(entry).toMatchObject({
      actor: holder.actor.name,
      reason: 'Cuti',
      data: { to: { id: other.actor.id, name: other.actor.name } },
    });
    expect(await kind.decide(await actingAs(db, kind.other), id)).toMatchObject({ type: 'decided' });
    await kind.unshare();
  });

  it('A-6 is offered to be handed on only while somebody else could take it, and to whoever may hand it on', async () => {
    const { kind, id, holder } = await held(name);
    expect(await kind.offersToHandOn(holder, id)).toBe(true);
    await kind.unshare();
    const all = await kind.holders(id);
    const others = all.filter((one) => one.id !== holder.actor.id);
    expect(await kind.offersToHandOn(holder, id)).toBe(others.length > 0);
    // Neither is it to ADMINs, who may hand it on, where one alone could take it, who has it.
    const admin = await actingAs(db, 'tono.wijaya');
    if (all.length === 1) expect(await kind.offersToHandOn(admin, id)).toBe(false);
  });

  it('A-6 I-4 is handed on by nobody who neither decides it nor is an ADMIN, and to nobody else than could decide it', async () => {
    const { kind, id, holder, other } = await held(name);
    const eko = await actingAs(db, 'eko.saputra');
    expect(await refusalOf(kind.handOn(eko, id, other.actor.id))).not.toBe('done');
    expect(await refusalOf(kind.handOn(holder, id, eko.actor.id))).toBe('to');
    expect(await refusalOf(kind.handOn(holder, id, holder.actor.id))).toBe('to');
    await kind.unshare();
  });

  it('A-2 A-6 is decided by who had it or handed on, where both are done at once, and the slower one is told', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { kind, id, holder, other } = await held(name);
      const [decided, handed] = await Promise.all([
        kind.decide(holder, id).catch((error) => error),
        kind.handOn(holder, id, other.actor.id).catch((error) => error),
      ]);
      const won = [decided, handed].filter((one) => one.type === 'decided');
      expect(won, JSON.stringify([decided, handed])).toHaveLength(1);
      if (won[0] === handed) expect(await names(kind, id)).toEqual([other.actor.name]);
      await kind.unshare();
    }
  });
});

/** Kinds whose records may be returned, each by somebody who asked for it. */
const returned = ['a role’s stage', 'another phone', 'a mapping that ends soon'] as const;

describe.each(returned)('what is handed on, and returned by its new holder: %s', (name) => {
  it('A-3 A-6 brings them one card, however often it comes back to them', async () => {
    const { kind, id, holder, other } = await held(name);
    const returning = returningDesks(db);
    const subject = kind.subject(id);
    await db.transaction(withoutDeadline, (tx) =>
      audit(tx, {
        at: now,
        actor: holder.actor,
        surface: 'slack',
        action: 'record.commented',
        subject,
        to: 'WAITING',
      }),
    );
    const waits = async () => {
      const [found] = await waitingOf(returning.desks, { subjects: [subject] });
      if (!found) throw new Error('it does not wait');
      return found;
    };
    /** Tells of the last change, as the job does that this has enqueued. */
    const tell = async () => {
      const { name: job, payload } = (await waits()).tell;
      for (const { jobs = {} } of returning.desks as {
        jobs?: Record<string, (given: object) => Promise<unknown>>;
      }[])
        await jobs[job]?.(payload);
    };
    const { asker } = await waits();
    const requester = await contextFor(db, asker ?? 0);
    const { says } = remarking(returning);
    await kind.handOn(holder, id, other.actor.id);
    await tell();
    for (const round of ['Satu', 'Dua']) {
      await says(other, 'return', { subject }, `${round}?`);
      await tell();
      await says(requester, 'answer', { subject }, `${round}.`);
      await tell();
    }
    const cards = await db.query<{ card: string }>(
      `SELECT card FROM posted_card WHERE subject = $1 AND person_id = $2 AND card NOT LIKE 'remark.%'`,
      [subject, other.actor.id],
    );
    expect(cards).toHaveLength(1);
    await kind.unshare();
  });
});

const ofAll = ['a superior’s stage', ...returned] as const;

describe.each(ofAll)('what is returned, and handed on before it is answered: %s', (name) => {
  it('A-3 A-6 comes back to whoever has it by then, and to nobody else', async () => {
    const { kind, id, holder, other } = await held(name);
    const returning = returningDesks(db);
    const subject = kind.subject(id);
    const [record] = await waitingOf(returning.desks, { subjects: [subject] });
    const requester = await contextFor(db, record?.asker ?? 0);
    const { says } = remarking(returning);
    await says(holder, 'return', { subject }, 'Untuk apa?');
    // Nothing else is done to it meanwhile.
    expect(await refusalOf(kind.decide(holder, id))).not.toBe('done');
    expect(await kind.handOn(holder, id, other.actor.id)).toMatchObject({ type: 'decided' });
    expect(await names(kind, id)).toEqual([requester.actor.name]);
    await says(requester, 'answer', { subject }, 'Laporan.');
    expect(await names(kind, id)).toEqual([other.actor.name]);
    expect(await refusalOf(kind.decide(holder, id))).not.toBe('done');
    expect(await kind.decide(await actingAs(db, kind.other), id)).toMatchObject({ type: 'decided' });
    await kind.unshare();
  });
});

const roles = namesOfKinds.filter((name) => name !== 'a superior’s stage');

describe.each(roles)('what is handed on, of those who have a role: %s', (name) => {
  it('A-6 is handed on by an ADMIN as well, also while others could decide it', async () => {
    const { kind, id, other } = await held(name);
    await db.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ADMIN' FROM person WHERE email LIKE 'hendra.%' ON CONFLICT DO NOTHING`,
    );
    const hendra = await actingAs(db, 'hendra.gunawan');
    if ((await names(kind, id)).length < 2) throw new Error('nobody else could decide it');
    const outcome = await refusalOf(kind.handOn(hendra, id, other.actor.id));
    // What an ADMIN wants for themselves is not theirs to hand on.
    expect(['done', 'record.refuse.own']).toContain(outcome);
    if (outcome === 'done') expect(await names(kind, id)).toEqual([other.actor.name]);
    await kind.unshare();
    await db.query(`DELETE FROM role_grant WHERE role = 'ADMIN' AND person_id = $1`, [hendra.actor.id]);
  });

  it('A-1 A-6 is everybody’s again who holds it, once whoever has it does no more, and they are told', async () => {
    const { kind, id, holder, other } = await held(name);
    const all = await names(kind, id);
    await kind.handOn(holder, id, other.actor.id);
    await kind.unshare();
    expect(await names(kind, id)).toEqual(all.filter((one) => one !== other.actor.name));
    const subject = kind.subject(id);
    const tell = { name: 'user-id.announce', queue: 'queue', payload: { entry: '1' } } as const;
    const record = { subject, holders: [holder.actor.id], tell } as unknown as Waiting;
    const job = holdersJob({ db, desks: [{ waiting: async () => [record] }], clock: () => now });
    await job({ concerned: { lost: [other.actor.id] } });
    const told = await db.query('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', [`tell ${subject}`]);
    expect(told).toHaveLength(1);
  });
});

describe.each([
  ['a registration', 'open', 'approval', 'satker.reassign'],
  ['a ticket', 'open-ticket', 'work', 'satker.reassign-ticket'],
] as const)('the card of %s', (name, opens, posted, hands) => {
  it('A-6 offers its holder to hand it on where it is opened, and its decision alone where it stands in a conversation', async () => {
    const { kind, id, holder } = await held(name);
    const { desk } = catalogueDesks(db).satker;
    const opened = await desk.actions[opens]?.run(holder, [String(id)]);
    expect(JSON.stringify(opened)).toContain(`"${hands}"`);
    const standing = await desk.cards?.[posted]?.(holder, id, {}, db);
    expect(standing?.buttons.length).toBeGreaterThan(0);
    expect(JSON.stringify(standing)).not.toContain(`"${hands}"`);
    await kind.unshare();
  });
});
