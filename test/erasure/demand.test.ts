import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { draftOf } from '../../src/db/drafts.ts';
import { eraseCommand, erasureForms } from '../../src/desks/front/erasure/forms.ts';
import { type ErasingDeps, isBlocked, previewOf } from '../../src/desks/front/erasure/preview.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { allErasable } from '../support/erasing.ts';
import { actingAs } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { allHolds, plantPerson } from '../support/planted-people.ts';

let database: SampleDatabase;
let db: Database;
let tono: Context;
let rina: Context;
let people = 0;
let person: number;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  tono = await actingAs(db, 'tono.wijaya');
  rina = await actingAs(db, 'rina.wulandari');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  people++;
  person = await plantPerson(db, `orang.${people}@nusantara.example`, `MARK${people}`);
});

const depsWith = (desks: ErasingDeps['desks'] = []) => ({
  db,
  desks,
  holds: allHolds,
  kinds: () => allErasable,
});
const demand = (ctx: Context, id: number, deps = depsWith(), key: string = randomUUID()) =>
  erasureForms(deps)['erase-demand'].submit(ctx, [key, String(id)], {
    demand: { type: 'text', text: 'Surat 12' },
    why: { type: 'text', text: 'Diminta' },
  });
const erasures = () => db.query('SELECT persons FROM erasure WHERE person_id = $1', [person]);
const refused = (key: string) => ({ reason: { key } });

describe('T-3 a demand to erase', () => {
  it('is done by an ADMIN who is not its person, under whatever address, and by nobody else (I-3, I-4)', async () => {
    await expect(demand(rina, person)).rejects.toMatchObject(refused('error.adminOnly'));
    await expect(eraseCommand(rina, depsWith(), '')).rejects.toMatchObject(refused('error.adminOnly'));
    await expect(demand(tono, tono.actor.id)).rejects.toMatchObject(refused('erasure.error.own'));
    const tagged = await plantPerson(db, 'tono.wijaya+uji@nusantara.example', 'TAG');
    await expect(demand(tono, tagged)).rejects.toMatchObject(refused('erasure.error.own'));
    expect(await erasures()).toEqual([]);
    const same = await plantPerson(db, `orang.${people}+uji@nusantara.example`, `TAG${people}`);
    expect((await demand(tono, person)).type).toBe('done');
    // It goes by what is noted here, under all addresses.
    expect(await erasures()).toEqual([{ persons: [person, same] }]);
  });

  it('A-2 is one demand, and answered alike, where the same form is sent three times at once', async () => {
    const [first, ...copies] = await Promise.all(
      [1, 2, 3].map(() => demand(tono, person, depsWith(), 'satu')),
    );
    for (const copy of copies) expect(copy).toEqual(first);
    expect(await erasures()).toHaveLength(1);
  });

  it('keeps no name of whoever is erased with the form that was sent', async () => {
    await demand(tono, person, depsWith(), 'tanpa nama');
    const sent = {
      id: `sent ${tono.actor.id} pintu.erase-demand tanpa nama`,
      form: 'sent',
      personId: tono.actor.id,
    };
    const kept = await draftOf<object>(db, sent);
    expect(kept).not.toBeNull();
    expect(JSON.stringify(kept)).not.toContain('Lestari');
  });

  it('holds nobody up who only refers to its person meanwhile', async () => {
    const desk: Pick<Desk, 'waiting'> = {
      async waiting() {
        await db.transaction(async (tx) => {
          await tx.query(`SET LOCAL lock_timeout = '2s'`);
          await tx.query(
            `INSERT INTO role_proposal (person_id, role, proposed_at) VALUES ($1, 'ICT_MANAGER', now())`,
            [person],
          );
        });
        return [];
      },
    };
    expect((await demand(tono, person, depsWith([desk]))).type).toBe('done');
  });

  it('counts once, of two ADMINs at once and of one who sends another form of it: whoever is second is told since when', async () => {
    const sent = await Promise.allSettled([demand(tono, person), demand(tono, person), demand(tono, person)]);
    const told = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(told).toHaveLength(2);
    for (const reason of told) expect(reason).toMatchObject(refused('erasure.error.underWay'));
    expect(await erasures()).toHaveLength(1);
    const entries = await db.query(
      `SELECT 1 FROM audit_entry WHERE action = 'erasure.demanded' AND data->>'personId' = $1`,
      [String(person)],
    );
    expect(entries).toHaveLength(1);
  });

  it('is refused where something has come up since it was shown, and nothing has changed', async () => {
    expect(isBlocked(await previewOf(tono, db, depsWith(), person))).toBe(false);
    await db.query(
      `INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, submission_key, created_at, status_since)
       SELECT $1 || ' new', 'UNIT', p.id, 'slack', 'Baru', 'Kerja', p.email, u.id, b.id, $1 || ' new', now(), now()
       FROM person p, person b, unit u WHERE p.id = $2 AND b.email LIKE 'bima.santoso@%' ORDER BY u.id LIMIT 1`,
      [`UID-2027-${people}`, person],
    );
    await expect(demand(tono, person)).rejects.toMatchObject(refused('erasure.error.changed'));
    expect(await erasures()).toEqual([]);
    const preview = await previewOf(tono, db, depsWith(), person);
    expect(preview.standings.filter(({ pending }) => pending > 0)).toMatchObject([
      { kind: { kind: 'user-id.request' }, numbers: [`UID-2027-${people} new`] },
    ]);
  });

  it('is refused while a decision of theirs is due, and not for one that others owe', async () => {
    const deskWaitingFor = (holder: number): Pick<Desk, 'waiting'> => ({
      waiting: async () => [{ title: 'UID-2027-000009', holders: [holder] } as never],
    });
    await expect(demand(tono, person, depsWith([deskWaitingFor(person)]))).rejects.toMatchObject(
      refused('erasure.error.changed'),
    );
    const preview = await previewOf(tono, db, depsWith([deskWaitingFor(person)]), person);
    expect(preview.decides).toEqual(['UID-2027-000009']);
    expect((await demand(tono, person, depsWith([deskWaitingFor(person + 1)]))).type).toBe('done');
  });
});
