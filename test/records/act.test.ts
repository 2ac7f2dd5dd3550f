import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import type { Database } from '../../src/db/database.ts';
import { revoke } from '../../src/desks/partners/whitelist/acts.ts';
import { grants } from '../../src/desks/partners/whitelist/kind.ts';
import { giveBack } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { approve, reject } from '../../src/desks/user-id/acts.ts';
import { announceJob } from '../../src/desks/user-id/announce.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { loadState } from '../../src/desks/user-id/store.ts';
import { doing } from '../support/acting.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { makeRequest } from '../support/card-catalogue.ts';
import { actingAs, give, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';

const policy = { oneStagePerPerson: true };

let database: SampleDatabase;
let db: Database;
let bima: Context;
let dewi: Context;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  [bima, dewi] = await Promise.all([actingAs(db, 'bima.santoso'), actingAs(db, 'dewi.lestari')]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const entries = (subject: string) =>
  db.query<{ id: string; action: string }>(
    'SELECT e.id::text, action FROM audit_entry e WHERE subject = $1 ORDER BY e.id',
    [subject],
  );

describe('a form that arrives again', () => {
  it('A-2 S-8 does nothing more, also where what it has done has been undone and could be done once more', async () => {
    const maya = await actingAs(db, 'maya.anggraini');
    const [ticket] = await db.query<{ id: number }>(
      `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at)
       SELECT 'SAT-2026-009001', 'REGISTRATION', $1, u.id, $2, 'slack', 'again', $1 FROM unit u WHERE u.code = '527010' RETURNING id`,
      [now, bima.actor.id],
    );
    const id = ticket?.id ?? 0;
    const act = doing(db, tickets);
    const form = { reason: 'Surat tidak terbaca', key: 'one form' };
    expect(await act(giveBack, maya, id, form)).toMatchObject({ type: 'decided' });
    // It was corrected: it waits as it did when the form was opened.
    await db.query(`UPDATE satker_ticket SET status = 'WAITING', reason = NULL WHERE id = $1`, [id]);
    expect(await act(giveBack, maya, id, form)).toMatchObject({ type: 'decided' });
    expect(await db.query('SELECT status FROM satker_ticket WHERE id = $1', [id])).toEqual([
      { status: 'WAITING' },
    ]);
    expect(await entries(`satker-ticket:${id}`)).toHaveLength(1);
    expect(await act(giveBack, maya, id, { reason: 'Masih kurang' })).toMatchObject({ type: 'decided' });
    expect(await entries(`satker-ticket:${id}`)).toHaveLength(2);
  });

  it('A-2 U-13 is told of as done to nobody else: another form at the same moment hears who was faster', async () => {
    const id = await makeRequest(db, 'Pemohon', 'UID-2026-009001');
    const act = doing(db, requests);
    const at = { db, policy };
    const form = { reason: 'Ya', key: 'same form' };
    const outcomes = await Promise.all([
      act(approve(at, 'WAITING_ATASAN'), bima, id, form),
      act(approve(at, 'WAITING_ATASAN'), bima, id, form),
      act(reject(at, 'WAITING_ATASAN'), bima, id, { reason: 'Tidak' }),
    ]);
    const types = outcomes.map(({ type }) => type);
    // Whichever form won, both deliveries of one form have one answer.
    expect(types[0]).toBe(types[1]);
    expect(types[2]).not.toBe(types[0]);
    const decisions = await db.query('SELECT 1 FROM user_id_decision WHERE request_id = $1', [id]);
    expect(decisions).toHaveLength(1);
  });
});

describe('a record whose entries are those of another one', () => {
  it('A-2 I-10 has its form known there, and names who did it, whatever happened there since', async () => {
    await give(db, 'sari.utami', 'DIRECTORY_ADMIN');
    const [tono, sari] = await Promise.all([actingAs(db, 'tono.wijaya'), actingAs(db, 'sari.utami')]);
    const rows = await db.query<{ id: number }>(
      `INSERT INTO whitelist_grant (person_id, role_id, granted_at) SELECT $1, id, $2 FROM application_role ORDER BY id LIMIT 2 RETURNING id`,
      [(await actingAs(db, 'hendra.gunawan')).actor.id, now],
    );
    const [one = 0, other = 0] = rows.map(({ id }) => id);
    const act = doing(db, grants);
    const taking = revoke({ timeZone: 'Asia/Jakarta', partnerMailDomains: [] });
    const form = { reason: 'Salah beri', key: 'revoked' };
    expect(await act(taking, tono, one, form)).toMatchObject({ type: 'decided' });
    expect(await act(taking, sari, other, { reason: 'Pindah' })).toMatchObject({ type: 'decided' });
    expect(await act(taking, tono, one, form)).toMatchObject({ type: 'decided' });
    const late = await act(taking, sari, one, { reason: 'Juga' });
    expect(late).toMatchObject({ type: 'passed', why: { more: [{ args: { name: tono.actor.name } }] } });
  });
});

describe('a stage that is entered a second time', () => {
  it('U-13 U-10 is decided anew, tells its people anew, and keeps both rounds', async () => {
    const id = await makeRequest(db, 'Pemohon', 'UID-2026-009002');
    const subject = `user-id:${id}`;
    const act = doing(db, requests);
    const at = { db, policy: { oneStagePerPerson: false } };
    const announce = announceJob({ db, policy: at.policy } as Parameters<typeof announceJob>[0]);
    const told = async () => {
      const last = (await entries(subject)).at(-1);
      await announce({ entry: last?.id ?? '' });
      return db.query(
        `SELECT 1 FROM posted_card WHERE subject = $1 AND card = 'user-id.approval' AND person_id = $2`,
        [subject, dewi.actor.id],
      );
    };
    await act(approve(at, 'WAITING_ATASAN'), bima, id, { reason: 'Ya' });
    expect(await told()).toHaveLength(1);
    await act(approve(at, 'WAITING_VERIFICATOR'), dewi, id, { reason: 'Sesuai', key: 'first round' });
    // It comes back to the first stage, and on from there once more.
    await db.query(`UPDATE user_id_request SET status = 'WAITING_ATASAN' WHERE id = $1`, [id]);
    await act(approve(at, 'WAITING_ATASAN'), bima, id, { reason: 'Sudah diperbaiki' });
    expect(await told()).toHaveLength(2);

    const late = await act(approve(at, 'WAITING_VERIFICATOR'), dewi, id, { reason: 'x', key: 'first round' });
    expect(late).toMatchObject({ type: 'decided', record: { status: 'WAITING_VERIFICATOR' } });
    expect(await act(reject(at, 'WAITING_VERIFICATOR'), dewi, id, { reason: 'Kini tidak' })).toMatchObject({
      type: 'decided',
    });
    const request = await loadState(db, id);
    expect(request?.status).toBe('REJECTED');
    expect(request?.decisions.map(({ stage, approved }) => [stage, approved])).toEqual([
      ['WAITING_ATASAN', true],
      ['WAITING_VERIFICATOR', true],
      ['WAITING_ATASAN', true],
      ['WAITING_VERIFICATOR', false],
    ]);
  });
});
