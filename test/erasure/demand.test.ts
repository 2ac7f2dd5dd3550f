import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../src/chat/desk.ts';
import type { Context } from '../../src/core/context.ts';
import { dayOf } from '../../src/core/day.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { draftOf } from '../../src/db/drafts.ts';
import { eraseCommand, erasureForms } from '../../src/desks/front/erasure/forms.ts';
import { type ErasingDeps, hindranceOf, previewOf } from '../../src/desks/front/erasure/preview.ts';
import { mailboxesOfSame } from '../../src/desks/satker/niks.ts';
import { createLink } from '../../src/web/links.ts';
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
  await plantLink(person);
});

/** What goes of somebody at once, whoever they are. */
const plantLink = (id: number) =>
  createLink(db, { purpose: 'attach', subject: { personId: id }, now: new Date(), validMs: 60_000 });

const depsWith = (desks: ErasingDeps['desks'] = []) => ({
  db,
  desks,
  holds: allHolds,
  proofs: [mailboxesOfSame],
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
        await db.transaction(withoutDeadline, async (tx) => {
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

  it.each([
    ['a tag in their address', async (id: number) => id],
    [
      'the NIK that both were approved with',
      async (id: number) => {
        await db.query(`UPDATE person SET email = 'kedua.' || email WHERE id = $1`, [id]);
        await db.query(
          `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
           SELECT p.email, (SELECT id FROM unit WHERE kind = 'SATKER' ORDER BY id LIMIT 1), 'nik ' || $1, p.name, p.email,
             'L', 'INACTIVE', now(), 'slack', p.email, now() FROM person p WHERE p.id = ANY($2)`,
          [String(person), [person, id]],
        );
        return id;
      },
    ],
  ])(
    'I-4 is one of a person under both addresses, who is told apart by %s: the second is told who began it and when',
    async (_, known) => {
      const same = await known(
        await plantPerson(db, `orang.${people}+lain@nusantara.example`, `LAIN${people}`),
      );
      const sent = await Promise.allSettled([demand(tono, person), demand(tono, same)]);
      const [refusal, ...more] = sent.flatMap((one) =>
        one.status === 'rejected' ? [one.reason as unknown] : [],
      );
      expect(more).toEqual([]);
      expect(refusal).toMatchObject({
        reason: { key: 'erasure.error.underWay', args: { name: 'Tono Wijaya' } },
      });
      expect(await db.query('SELECT persons FROM erasure WHERE $1 = ANY(persons)', [person])).toEqual([
        { persons: [person, same] },
      ]);
      await expect(previewOf(rina, db, depsWith(), same)).rejects.toMatchObject(refused('error.adminOnly'));
      await db.query('UPDATE erasure SET ended_at = now() WHERE $1 = ANY(persons)', [person]);
      expect((await previewOf(tono, db, depsWith(), same)).others).toEqual([
        expect.stringContaining(`<orang.${people}@nusantara.example>`),
      ]);
    },
  );

  /** Registrations that were approved, each with a NIK for an address. */
  const approved = (...all: { email: string; nik: string; at?: string; removed?: boolean }[]) =>
    db.query(
      `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, removed_at)
       SELECT gen_random_uuid(), (SELECT id FROM unit WHERE kind = 'SATKER' ORDER BY id LIMIT 1), a.nik, 'x', a.email, 'L', 'INACTIVE', now(), 'slack',
         gen_random_uuid(), coalesce(a.at, 'now')::timestamptz, CASE WHEN a.removed THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS a (email text, nik text, at text, removed boolean)`,
      [JSON.stringify(all)],
    );

  it.each([
    [
      'had their address before them',
      async (own: string, other: string) => {
        await db.query(
          `INSERT INTO former_address (email, ended_at) VALUES ($1, now() - interval '1 hour')`,
          [own],
        );
        await approved(
          { email: own, nik: `nik ${own}`, at: '2025-01-01' },
          { email: other, nik: `nik ${own}` },
        );
      },
    ],
    [
      'was approved under the mailbox of an office that is theirs too',
      (own: string, other: string) =>
        approved(
          { email: own, nik: `nik ${own}` },
          { email: own, nik: `nik ${other}` },
          { email: other, nik: `nik ${other}` },
        ),
    ],
    [
      'was approved under the mailbox of an office that a NIK of theirs was given for once',
      (own: string, other: string) =>
        approved(
          { email: own, nik: `nik ${own}` },
          { email: other, nik: `nik ${own}` },
          { email: other, nik: `nik ${other}` },
        ),
    ],
    [
      'has a NIK that was given for them by mistake, as its registration was removed',
      (own: string, other: string) =>
        approved({ email: own, nik: `nik ${other}`, removed: true }, { email: other, nik: `nik ${other}` }),
    ],
  ])('I-4 T-3 is of nobody who %s: what bars somebody from deciding erases nobody', async (_, plant) => {
    const [own, other] = [`orang.${people}@nusantara.example`, `lain.${people}@nusantara.example`];
    const another = await plantPerson(db, other, `LAIN${people}`);
    await plant(own, other);
    expect(await previewOf(tono, db, depsWith(), person)).toMatchObject({ persons: [person], others: [] });
    expect((await previewOf(tono, db, depsWith(), another)).persons).toEqual([another]);
    // Nor does anything of theirs go: what only they were approved with is theirs alone.
    const { subjects } = await previewOf(tono, db, depsWith(), person);
    const [of] = await db.query<{ others: string[] }>(
      `SELECT ARRAY(SELECT 'satker:' || s.id FROM satker_user s WHERE s.email = $1 AND s.nik_hash = $2) AS others`,
      [`lain.${people}@nusantara.example`, `nik lain.${people}@nusantara.example`],
    );
    expect(subjects.filter((one) => of?.others.includes(one))).toEqual([]);
  });

  it('is previewed with what of theirs stays, and with nothing that is nobody’s or another’s', async () => {
    const another = await plantPerson(db, `lain.${people}@nusantara.example`, `LAIN${people}`);
    const cardFor = (id: number) =>
      db.query(
        `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live) VALUES ('stays ' || $1::int, 'x.card', 'x:1', '{}', $1::int, 'x', true)`,
        [id],
      );
    await cardFor(another);
    expect((await previewOf(tono, db, depsWith(), person)).stays).toEqual([]);
    await cardFor(person);
    expect((await previewOf(tono, db, depsWith(), person)).stays).toEqual(['erasure.stays.copies']);
  });

  it('a name that nobody has, that several have or too many says so, and among several one is chosen', async () => {
    const opened = async (text: string) => {
      const reply = await eraseCommand(tono, depsWith(), text);
      return reply.type === 'form' ? reply.form : null;
    };
    const none = await opened(`Tiada${people}`);
    expect(none?.status?.text).toBe(tono.t('erasure.foundNobody', { text: `Tiada${people}` }));
    expect(none?.fields).toMatchObject([{ type: 'search', name: 'person' }]);
    for (const n of [1, 2])
      await plantLink(
        await plantPerson(db, `kembar.${people}.${n}@nusantara.example`, `KEMBAR${people}${n}`),
      );
    const several = await opened(`kembar.${people}`);
    expect(several?.status?.text).toBe(
      tono.t('erasure.foundSeveral', { text: `kembar.${people}`, count: 2 }),
    );
    expect(several?.fields).toMatchObject([
      {
        type: 'choice',
        name: 'person',
        choices: [1, 2].map((n) => ({ label: `Lestari Wati · kembar.${people}.${n}@nusantara.example` })),
      },
    ]);
    const [chooser] = several?.fields ?? [];
    const chosen = chooser?.type === 'choice' ? chooser.choices.slice(1) : [];
    const next = await erasureForms(depsWith()).erase.submit(tono, [], {
      person: { type: 'chosen', chosen },
    });
    expect(next).toMatchObject({ type: 'next', form: { id: 'pintu.erase-demand' } });
    for (let n = 3; n <= 21; n++)
      await plantPerson(db, `kembar.${people}.${n}@nusantara.example`, `KEMBAR${people}${n}`);
    const many = await opened(`kembar.${people}`);
    expect(many?.status?.text).toBe(tono.t('erasure.foundMany', { text: `kembar.${people}`, most: 20 }));
    expect(many?.fields).toMatchObject([{ type: 'search' }]);
    expect((await opened(''))?.status).toBeUndefined();
  });

  it('of which nothing can go says so with what stays and until when, and offers nothing to send', async () => {
    const decidedAt = new Date();
    await db.query('DELETE FROM one_time_link');
    await db.query(
      `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T1', 'dipakai', $1)`,
      [person],
    );
    await db.query(
      `INSERT INTO role_proposal (person_id, role, proposed_at, decided_at, approved, reason) VALUES ($1, 'ICT_MANAGER', $2, $2, false, 'Belum perlu')`,
      [person, decidedAt],
    );
    const reply = await eraseCommand(tono, depsWith(), `orang.${people}@nusantara.example`);
    const card = reply.type === 'card' ? reply.card : null;
    expect(card?.status?.text).toBe(tono.t('erasure.goesNothing'));
    expect(card?.buttons.map(({ style }) => style)).toEqual([undefined]);
    const said = JSON.stringify(card?.parts);
    for (const kind of ['erasure.kind.profile', 'erasure.kind.accounts'] as const)
      expect(said).toContain(tono.t('erasure.inUse', { kind: tono.t(kind), count: 1 }));
    // What is to be done about them is said once for all of them.
    for (const then of ['erasure.then.inUse', 'erasure.then.youngAlone'] as const)
      expect(said.split(tono.t(then))).toHaveLength(2);
    const until = new Date(decidedAt.getTime() + 366 * 86_400_000);
    expect(said).toContain(
      tono.t('erasure.young', {
        kind: tono.t('retention.kind.proposal'),
        count: 1,
        until: formatDay('id', dayOf(until, tono.timeZone)),
      }),
    );
    const chosen = [{ value: String(person), label: 'Lestari Wati' }];
    expect(
      await erasureForms(depsWith()).erase.submit(tono, [], { person: { type: 'chosen', chosen } }),
    ).toMatchObject({ type: 'become' });
    // What was shown before says so too, and no erasure begins that would end as done at once.
    await expect(demand(tono, person)).rejects.toMatchObject(refused('erasure.error.nothing'));
    expect(await erasures()).toEqual([]);
    await plantLink(person);
    expect((await eraseCommand(tono, depsWith(), `orang.${people}@nusantara.example`)).type).toBe('form');
  });

  it('is refused where something has come up since it was shown, and nothing has changed', async () => {
    expect(hindranceOf(await previewOf(tono, db, depsWith(), person))).toBeNull();
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
