import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { createStepUp } from '../../src/authenticators/step-up.ts';
import { Codes, noCodes } from '../../src/chat/codes.ts';
import type { Context } from '../../src/core/context.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import { languages, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { contentOf } from '../../src/db/file-content.ts';
import { mostChosen } from '../../src/desks/front/several/choose.ts';
import { severalForms } from '../../src/desks/front/several/index.ts';
import { createImportsDesk } from '../../src/desks/imports/index.ts';
import { approve, withdraw } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import type { OneByOneKind } from '../../src/imports/kind.ts';
import { countsOf, type ImportState } from '../../src/imports/model.ts';
import { rowsFile, rowsFileJob } from '../../src/imports/rows-file.ts';
import { runJob } from '../../src/imports/run.ts';
import { loadImport } from '../../src/imports/store.ts';
import type { Decidable } from '../../src/records/several/decidable.ts';
import { mostDecisions } from '../../src/records/several/rows.ts';
import { tokenOf } from '../../src/records/several/token.ts';
import { doing } from '../support/acting.ts';
import { codeOf, enrolled } from '../support/authenticators.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import {
  type CatalogueDesks,
  catalogueClock,
  catalogueDesks,
  makeRequest,
} from '../support/card-catalogue.ts';
import { actingAs } from '../support/everything.ts';
import { uses } from '../support/house.ts';
import { sheetOf } from '../support/imports.ts';
import { openDatabase } from '../support/open-database.ts';
import { writeExpiring } from '../support/partner-desk.ts';
import {
  begunBy,
  cellsIn,
  chooseAndDecide,
  type DecisionBench,
  decidablesOf,
  decisionBench,
  type Filled,
  given,
  handedOut,
} from '../support/several.ts';
import { shownByDefault } from '../support/step-up.ts';

const policy = { oneStagePerPerson: true };
const opens = 'user-id.approve';

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
let kinds: Decidable[];
let bench: DecisionBench;
let bima: Context;
let rina: Context;
let dewi: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  kinds = decidablesOf(db, desks);
  bench = decisionBench(db, desks, kinds, catalogueClock);
  [bima, rina, dewi] = (await Promise.all(
    ['bima.santoso', 'rina.wulandari', 'dewi.lestari'].map((account) => actingAs(db, account)),
  )) as [Context, Context, Context];
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
/** So many requests that wait for Bima. */
async function waiting(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i += 1) {
    made += 1;
    ids.push(await makeRequest(db, `Orang ${made}`, `UID-2026-1${String(made).padStart(5, '0')}`));
  }
  return ids;
}

/** Where they stand, and how often each of them was decided. */
const standing = async (ids: readonly number[]): Promise<Record<string, number>> => {
  const rows = await db.query<{ stands: string; n: number }>(
    `SELECT status || ' ' || (SELECT count(*) FROM audit_entry e WHERE e.subject = 'user-id:' || r.id AND e.action IN ('user-id.approved', 'user-id.rejected')) AS stands,
       count(*)::int AS n FROM user_id_request r WHERE id = ANY($1) GROUP BY 1`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ stands, n }) => [stands, n]));
};

const all: Filled = () => ({ decision: 'Approve', reason: 'Sesuai kebutuhan unit' });
const whole = (dropped: Awaited<ReturnType<DecisionBench['drop']>>): ImportState => {
  if ('refused' in dropped) throw new Error(`refused: ${dropped.refused.key}`);
  return dropped;
};
const reasons = async (id: number) =>
  (await bench.rows(id, 'failed')).map(({ problems }) => problems?.[0]?.expected.key);

describe('deciding by workbook', () => {
  it('A-8 A-11 of 500 that wait, 3 decided, 2 withdrawn and 1 changed meanwhile, 494 are decided and 6 come back with their reasons', async () => {
    const ids = await waiting(500);
    const fill = await handedOut(db, bima, kinds);
    const act = doing(db, requests);
    for (const id of ids.slice(0, 3))
      await act(approve({ db, policy }, 'WAITING_ATASAN'), bima, id, { reason: 'Satu per satu' });
    for (const id of ids.slice(3, 5)) await act(withdraw, rina, id, { reason: null });
    await db.query(`UPDATE user_id_request SET position = 'Jabatan lain' WHERE id = $1`, [ids[5]]);
    const { id, ...checked } = whole(await bench.drop(bima, await fill(all)));
    expect(countsOf(checked)).toMatchObject({ rows: 500, failed: 6 });
    expect(await standing(ids.slice(5))).toEqual({ 'WAITING_ATASAN 0': 495 });
    await bench.press(bima, id);
    const ended = await bench.run(id);
    expect(countsOf(ended)).toMatchObject({ rows: 500, done: 494, failed: 6 });
    expect(await standing(ids)).toEqual({
      'WAITING_VERIFICATOR 1': 497,
      'WITHDRAWN 0': 2,
      'WAITING_ATASAN 0': 1,
    });
    const why = await reasons(id);
    expect(why.slice(5)).toEqual(['several.refuse.changed']);
    expect(new Set(why.slice(0, 5)).size).toBeLessThanOrEqual(2);
    await rowsFileJob({ db, people: desks.people, kinds: [bench.kind] })({ id });
    const file = await rowsFile(db, bima, ended);
    const content = await contentOf(db, file?.id ?? 0);
    const [, ...back] = await cellsIn(content ?? Buffer.alloc(0));
    expect(back).toHaveLength(6);
    expect(back.at(-1)?.join(' ')).toContain('Jabatan');
    expect(back[0]?.join(' ')).toContain(bima.actor.name);
  });

  it('A-8 the same file again decides nothing more, and says by whom each was decided', async () => {
    const ids = await waiting(3);
    const fill = await handedOut(db, bima, kinds);
    const mine: Filled = (title) => (title.includes(`Orang ${made}`) ? all(title) : null);
    const content = await fill(mine);
    const first = whole(await bench.drop(bima, content));
    expect(await bench.drop(bima, content)).toMatchObject({ refused: { key: 'imports.refuse.waits' } });
    await bench.press(bima, first.id);
    // Pressed twice it is one press.
    await bench.press(bima, first.id);
    await bench.run(first.id);
    const again = whole(await bench.drop(bima, content));
    expect(countsOf(again)).toMatchObject({ rows: 1, failed: 1 });
    const [row] = await bench.rows(again.id, 'failed');
    expect(bima.t.message(row?.problems?.[0]?.expected ?? { key: 'form.close' })).toContain(bima.actor.name);
    expect(await standing(ids)).toEqual({ 'WAITING_ATASAN 0': 2, 'WAITING_VERIFICATOR 1': 1 });
  });

  it('A-8 I-3 a workbook that was dropped in a channel is told of to whoever dropped it, and to nobody else there', async () => {
    await waiting(1);
    const fill = await handedOut(db, bima, kinds);
    const content = await fill((title) => (title.includes(`Orang ${made}`) ? all(title) : null));
    const { id } = whole(await bench.drop(bima, content, { platform: 'slack', channel: 'C-IMPOR' }));
    await bench.press(bima, id);
    await bench.run(id);
    const told = await db.query<{ personId: number | null }>(
      `SELECT person_id AS "personId" FROM posted_card WHERE subject = $1 AND card <> 'pintu.waiting-file'`,
      [`import:${id}`],
    );
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ personId }) => personId))).toEqual(new Set([bima.actor.id]));
  });

  it('A-8 a mapping that ends soon is left to end with others, and extended by itself alone', async () => {
    const hendra = await actingAs(db, 'hendra.gunawan');
    const ids = [
      await writeExpiring(db, { account: 'satu.buku' }),
      await writeExpiring(db, { account: 'dua.buku' }),
    ];
    const fill = await handedOut(db, hendra, kinds);
    const word = (title: string) => (title.includes('satu') ? 'Biarkan berakhir' : 'Perpanjang');
    const dropped = await bench.drop(hendra, await fill((title) => ({ decision: word(title) })));
    const { id } = whole(dropped);
    await bench.press(hendra, id);
    expect(countsOf(await bench.run(id))).toMatchObject({ rows: 2, done: 1, failed: 1 });
    const stands = await db.query(
      'SELECT let_end AS "letEnd" FROM secretary_mapping WHERE id = ANY($1) ORDER BY id',
      [ids],
    );
    expect(stands).toEqual([{ letEnd: true }, { letEnd: false }]);
  });

  it('A-8 I-3 whoever sends a workbook decides in their own right alone, whosever it was, and nobody else handles it', async () => {
    const ids = await waiting(2);
    const fill = await handedOut(db, bima, kinds);
    const content = await fill(all);
    // Dewi was handed one of her own before.
    await db.query(
      `INSERT INTO audit_entry (at, actor, surface, action, subject) VALUES ($1, 'Dewi', 'slack', 'inbox.workbook', 'person:' || $2::int)`,
      [catalogueClock(), dewi.actor.id],
    );
    const hers = whole(await bench.drop(dewi, content));
    expect(countsOf(hers).failed).toBe(countsOf(hers).rows);
    await expect(bench.press(bima, hers.id)).rejects.toMatchObject({
      reason: { key: 'imports.refuse.notYours' },
    });
    // Her copy stands in nobody's way.
    const his = whole(await bench.drop(bima, content));
    await bench.press(bima, his.id);
    await bench.run(his.id);
    const now = await standing(ids);
    expect(now).toEqual({ 'WAITING_VERIFICATOR 1': 2 });
    expect(await bench.drop(rina, content)).toMatchObject({ refused: { key: 'imports.notForYou' } });
  });

  it('A-8 says at row and column what is wrong: no reason, no such word, a record twice, cells of two rows, no decision at all', async () => {
    await waiting(5);
    const fill = await handedOut(db, bima, kinds);
    const words = [
      { decision: 'Approve' },
      { decision: 'Setujuu', reason: 'Salah ketik' },
      { reason: 'Tanpa keputusan' },
      { decision: 'Reject', reason: 'Tidak sesuai' },
    ];
    const last = made;
    const content = await fill((title) => words[last - Number(/Orang (\d+)/.exec(title)?.[1])] ?? null);
    const found = whole(await bench.drop(bima, content));
    expect(countsOf(found)).toMatchObject({ rows: 4, failed: 3 });
    const rows = await bench.rows(found.id, 'failed');
    expect(
      rows.map(({ problems }) => problems?.map(({ field, expected }) => `${field} ${expected.key}`)),
    ).toEqual([
      ['decision imports.expected.required'],
      ['decision imports.expected.oneOf'],
      ['reason field.error.reason'],
    ]);
    expect(found.notes.map(({ key }) => key)).toContain('imports.left.blank');
    expect(await bench.drop(bima, await fill(() => null))).toMatchObject({
      status: 'REFUSED',
      refusal: { key: 'several.import.empty' },
    });
  });

  it('A-8 holds 2,000 decisions, and a file with one more is refused with that: nothing of it is decided, nor kept', async () => {
    const [id = 0] = await waiting(1);
    const fill = await handedOut(db, bima, kinds);
    const [titles = [], ...rows] = await cellsIn(await fill(all));
    const mine = rows.find(([title]) => title?.includes(`Orang ${made}`)) ?? [];
    const nobodys = (n: number) =>
      tokenOf({ subject: `nothing:${n}`, seen: { state: 'X', version: '' }, says: 'x' });
    const file = (count: number) =>
      sheetOf(
        titles,
        mine,
        ...Array.from({ length: count - 1 }, (_, n) => ['', '', 'Approve', 'Sesuai', nobodys(n)]),
      );
    const refused = await bench.drop(bima, await file(mostDecisions + 1));
    if ('refused' in refused || !refused.refusal) throw new Error('nothing was refused');
    expect(refused.status).toBe('REFUSED');
    const { refusal } = refused;
    expect(languages.map((language) => translate(language).message(refusal))).toEqual([
      'Paling banyak 2.000 keputusan dalam satu berkas. Bagi menjadi beberapa berkas, lalu kirim satu per satu.',
      'One file may have at most 2,000 decisions. Split it into several files and send them one after the other.',
    ]);
    expect(await db.query('SELECT 1 FROM import_row WHERE import_id = $1', [refused.id])).toEqual([]);
    expect(await standing([id])).toEqual({ 'WAITING_ATASAN 0': 1 });
    const taken = whole(await bench.drop(bima, await file(mostDecisions)));
    expect(countsOf(taken)).toMatchObject({ rows: mostDecisions, failed: mostDecisions - 1 });
    await bench.press(bima, taken.id);
    expect(countsOf(await bench.run(taken.id))).toMatchObject({ done: 1 });
    expect(await standing([id])).toEqual({ 'WAITING_VERIFICATOR 1': 1 });
  });

  it('A-8 killed before or after any decision, and done by two at once, ends as if nothing had happened', async () => {
    const fresh = await waiting(4);
    const only: Filled = (title) => (Number(/Orang (\d+)/.exec(title)?.[1]) > made - 4 ? all(title) : null);
    const fill = await handedOut(db, bima, kinds);
    const { id } = whole(await bench.drop(bima, await fill(only)));
    await bench.press(bima, id);
    for (let step = 0; step < 8; step += 1) {
      let calls = 0;
      const dying: OneByOneKind = {
        ...bench.kind,
        async each(...row) {
          // Each run goes on from where the last one ended, and dies before or after what it does first.
          if (step % 2 === 0 && calls++ === 0) throw new Error('killed before');
          const problems = await bench.kind.each(...row);
          if (step % 2 === 1) throw new Error('killed after');
          return problems;
        },
      };
      await expect(bench.run(id, dying)).rejects.toThrow('killed');
      expect((await loadImport(db, id))?.status).toBe('RUNNING');
    }
    const ends = await Promise.all([bench.run(id), bench.run(id), bench.run(id)]);
    expect(ends.map((one) => countsOf(one))).toEqual(Array(3).fill(countsOf(ends[0] as ImportState)));
    expect(countsOf(ends[0] as ImportState)).toMatchObject({ rows: 4, done: 4, failed: 0 });
    expect(await standing(fresh)).toEqual({ 'WAITING_VERIFICATOR 1': 4 });
  });
});

describe('deciding several in the inbox', () => {
  const importsOf = (key: string) =>
    db.query<{ id: number }>(`SELECT id FROM import WHERE source LIKE '%' || $1`, [key]);

  it('A-8 A-2 fifty are decided by one form, each with its own entry; the same form again does nothing more', async () => {
    const ids = await waiting(50);
    const key = await chooseAndDecide(desks, bima, { opens, ids, reason: 'Sesuai' });
    const again = await desks.front.forms['decide-several']?.submit?.(
      bima,
      [key],
      { reason: { type: 'text', text: 'Sesuai' } },
      noCodes,
    );
    expect(again?.type).toBe('done');
    const begun = await importsOf(key);
    expect(begun).toHaveLength(1);
    const ended = await bench.run(begun[0]?.id ?? 0);
    expect(countsOf(ended)).toMatchObject({ rows: 50, done: 50, failed: 0 });
    expect(await standing(ids)).toEqual({ 'WAITING_VERIFICATOR 1': 50 });
    const next = await bench.kind.next?.(db, bima, ended.id);
    expect(next?.says.join('\n')).toContain(`Orang ${made}`);
  });

  it('A-8 fifty-one are refused at the choice itself, which stays as it is, and nothing is decided', async () => {
    const ids = await waiting(mostChosen + 1);
    const sent = (chosen: readonly number[]) => {
      const page = desks.front.forms['choose-several'];
      // Those of an earlier page are in the state, as the form keeps them.
      const [elsewhere, here] = [chosen.slice(0, 20), chosen.slice(20)];
      return page?.submit?.(
        bima,
        [opens, '', '0', '0', '0', elsewhere.join(',')],
        given({ way: [opens], records: here.map(String) }),
        noCodes,
      );
    };
    const why = await Promise.resolve(sent(ids)).catch((error) => error);
    expect(why).toBeInstanceOf(FieldErrors);
    expect(Object.keys(why.fields)).toEqual(['records']);
    expect(languages.map((language) => translate(language).message(why.fields.records))).toEqual([
      'Dipilih 51; paling banyak 50. Kurangi dahulu.',
      'You chose 51; 50 is the most. Choose fewer.',
    ]);
    expect(await standing(ids)).toEqual({ 'WAITING_ATASAN 0': mostChosen + 1 });
    expect(await sent(ids.slice(0, mostChosen))).toMatchObject({ type: 'next' });
  });

  it('A-8 the card says how many of them are decided while they are, and is brought up to date every three seconds', async () => {
    const ids = await waiting(25);
    const id = await begunBy(db, await chooseAndDecide(desks, bima, { opens, ids, reason: 'Sesuai' }));
    const shown = async () => {
      const card = await createImportsDesk({
        db,
        stepUp: shownByDefault,
        kinds: [bench.kind],
        uses,
        daysKept: () => 30,
        publicUrl: '',
      }).cards.import?.(bima, id, {}, db);
      return JSON.stringify(card);
    };
    const said = (done: number) => bima.t('several.import.progress', { done, rows: 25 });
    expect(await shown()).toContain(said(0));
    await db.query(`DELETE FROM graphile_worker._private_jobs`);
    let at = catalogueClock().getTime();
    // A quarter of a second goes by at each look at the clock; then others get their turn.
    const clock = () => {
      at += 250;
      return new Date(at);
    };
    await runJob({ db, people: desks.people, kinds: [bench.kind], clock, slice: 15 })({ id });
    expect(await shown()).toContain(said(15));
    const refreshes = await db.query(
      `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'posted.refresh' AND key LIKE '%import:' || $1`,
      [id],
    );
    expect(refreshes).toHaveLength(1);
    await bench.run(id);
    expect(await shown()).not.toContain(said(25));
  });

  it('A-8 A-11 what has changed or was decided since the form showed it is not decided, and the answer says which and why', async () => {
    const ids = await waiting(4);
    const [taken = 0, changed = 0] = ids;
    const key = await chooseAndDecide(desks, bima, { opens, ids, reason: 'Sesuai' });
    await doing(db, requests)(approve({ db, policy }, 'WAITING_ATASAN'), bima, taken, { reason: 'Satu' });
    await db.query(`UPDATE user_id_request SET position = 'Lain' WHERE id = $1`, [changed]);
    const [begun] = await importsOf(key);
    const ended = await bench.run(begun?.id ?? 0);
    expect(countsOf(ended)).toMatchObject({ done: 2, failed: 2 });
    expect(await standing(ids)).toEqual({ 'WAITING_VERIFICATOR 1': 3, 'WAITING_ATASAN 0': 1 });
    const says = (await bench.kind.next?.(db, bima, ended.id))?.says.join('\n') ?? '';
    expect(says).toContain(bima.t('several.notDecided'));
    expect(says).toContain('Jabatan');
  });

  it('A-8 A-10 one code is asked for all, spent once with the form, and noted at each decision; what is marked later is refused', async () => {
    const ids = await waiting(3);
    const authenticators = createAuthenticators({ db, issuer: 'Uji' });
    const secret = await enrolled(db, authenticators, bima);
    const stepUp = createStepUp({ db, authenticators, enrolment: () => undefined });
    const mark = 'stage:WAITING_ATASAN';
    const sensitive = { ...bima, actor: { ...bima.actor, sensitive: [mark] } };
    const forms = severalForms({
      db,
      stepUp,
      decidables: kinds,
      decisions: bench.kind,
      publicUrl: 'https://pintu.example.com',
    });
    const page = async (ctx: Context, some: readonly number[]) => {
      const values = given({ way: [opens], records: some.map(String) });
      const found = await forms['choose-several'].submit(ctx, [opens, '', '0', '0', '0', ''], values);
      if (found.type !== 'next') throw new Error('there was no second page');
      const asks = found.form.fields.some(({ type }) => type === 'code');
      return { asks, state: found.form.state };
    };
    const codes = new Codes([['code', await codeOf(secret, bima.now)]]);
    const reason = given({}, { reason: 'Sesuai' });
    const [first, second] = [await page(sensitive, ids.slice(0, 2)), await page(sensitive, ids.slice(0, 2))];
    expect([first.asks, second.asks]).toEqual([true, true]);
    await expect(
      forms['decide-several'].submit(sensitive, first.state, reason, noCodes),
    ).rejects.toBeInstanceOf(FieldErrors);
    expect(await importsOf(first.state[0] ?? '')).toEqual([]);
    await forms['decide-several'].submit(sensitive, first.state, reason, codes);
    // The same form again is the same; another form with the same code has none.
    await forms['decide-several'].submit(sensitive, first.state, reason, codes);
    await expect(
      forms['decide-several'].submit(sensitive, second.state, reason, codes),
    ).rejects.toBeInstanceOf(FieldErrors);
    const later = await page(bima, ids.slice(2));
    expect(later.asks).toBe(false);
    await forms['decide-several'].submit(bima, later.state, reason, noCodes);
    await db.query('INSERT INTO step_up_mark (mark) VALUES ($1)', [mark]);
    const [withCode] = await importsOf(first.state[0] ?? '');
    const [without] = await importsOf(later.state[0] ?? '');
    expect(countsOf(await bench.run(withCode?.id ?? 0))).toMatchObject({ done: 2, failed: 0 });
    expect(countsOf(await bench.run(without?.id ?? 0))).toMatchObject({ done: 0, failed: 1 });
    await db.query('DELETE FROM step_up_mark WHERE mark = $1', [mark]);
    expect(await reasons(without?.id ?? 0)).toEqual(['code.refuse.markedSince']);
    const noted = await db.query<{ factor: string | null }>(
      `SELECT data->>'factor' AS factor FROM audit_entry WHERE subject = ANY($1) AND action = 'user-id.approved'`,
      [ids.map((id) => `user-id:${id}`)],
    );
    expect(noted).toEqual([{ factor: 'totp' }, { factor: 'totp' }]);
  });
});
