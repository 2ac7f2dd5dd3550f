import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authenticators,
  codeField,
  createAuthenticators,
} from '../../src/authenticators/authenticators.ts';
import { changeMarks, createStepUp, type Mark, type StepUp } from '../../src/authenticators/step-up.ts';
import { action } from '../../src/chat/action.ts';
import { Codes } from '../../src/chat/codes.ts';
import { Detour } from '../../src/chat/detour.ts';
import type { Context, Platform } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors } from '../../src/core/errors.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { approve, reject, requestForms } from '../../src/desks/user-id/acts.ts';
import { decisionsOf } from '../../src/desks/user-id/cards/facts.ts';
import { activityLog } from '../../src/desks/user-id/cards/log.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { loadDetail } from '../../src/desks/user-id/store.ts';
import { grantRole } from '../../src/people/proposals.ts';
import { type Act, perform } from '../../src/records/act.ts';
import { versionOf } from '../../src/records/version.ts';
import { codeOf, enrolled } from '../support/authenticators.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { makeRequest } from '../support/card-catalogue.ts';
import { createTestDatabase } from '../support/database.ts';
import { actingAs, give } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { markedByDefault } from '../support/step-up.ts';

const t = translate('id');
const policy = { oneStagePerPerson: true };

let database: SampleDatabase;
let db: Database;
let eko: Context;
let authenticators: Authenticators;
let stepUp: StepUp;
let secret: string;
let made = 0;

beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  eko = await actingAs(db, 'eko.saputra');
  authenticators = createAuthenticators({ db, issuer: 'Uji' });
  stepUp = createStepUp({
    db,
    authenticators,
    enrolment: () => ({ label: 'code.enrol.title', action: action('pintu.help') }),
  });
});
beforeEach(async () => {
  await db.query('DELETE FROM authenticator');
  secret = await enrolled(db, authenticators, eko);
  await marking('stage:WAITING_EXECUTOR');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** From Eko's next click on these are marked, and no others. */
async function marking(...marks: Mark[]): Promise<void> {
  await db.query('DELETE FROM step_up_mark');
  await db.query('INSERT INTO step_up_mark (mark) SELECT unnest($1::text[])', [marks]);
  eko = await actingAs(db, 'eko.saputra');
}

/** A request that waits for its executor. */
async function atExecutor(): Promise<number> {
  made += 1;
  const id = await makeRequest(db, `Pemohon ${made}`, `UID-2026-9${String(made).padStart(5, '0')}`);
  await db.query(`UPDATE user_id_request SET status = 'WAITING_EXECUTOR' WHERE id = $1`, [id]);
  return id;
}

const onto = (surface: Platform, ctx = eko): Context => ({ ...ctx, surface });
const typed = (code: string) => new Codes([[codeField, code]]);
const at = (): Parameters<typeof approve>[0] => ({ db, policy });

/** What comes of a confirmation with this code: `decided`, `passed`, or what is said at the code. */
async function confirmed(ctx: Context, id: number, code: string, key = randomUUID()): Promise<string> {
  made += 1;
  const given = { reason: null, newUserId: `uji.${made}` };
  const request = await requests.whole(db, ctx, id);
  const version = request ? versionOf(requests, ctx, request) : '';
  return perform({ db, stepUp }, requests, approve(at(), 'WAITING_EXECUTOR'), ctx, {
    id,
    key,
    version,
    given,
    codes: typed(code),
  }).then(
    ({ type }) => type,
    (error) => {
      if (error instanceof FieldErrors) return error.fields[codeField]?.key ?? '';
      throw error;
    },
  );
}

const decisions = async (ids: readonly number[]) =>
  (await db.query('SELECT 1 FROM user_id_decision WHERE request_id = ANY($1)', [ids])).length;
const stateOf = async (id: number) =>
  (await db.query<{ status: string }>('SELECT status FROM user_id_request WHERE id = $1', [id]))[0]?.status;

describe.each(['slack', 'teams'] as const)('A-10 G-4 a sensitive decision in %s', (surface) => {
  const ctx = (): Context => onto(surface);
  const shows = (steps = 0): Promise<string> => codeOf(secret, eko.now, steps);

  const codes: readonly [string, string, () => Promise<string>][] = [
    ['right', 'decided', () => shows()],
    ['wrong', 'code.error.wrong', async () => String((Number(await shows()) + 1) % 1e6).padStart(6, '0')],
    ['two steps off', 'code.error.wrong', () => shows(-2)],
    ['left empty', 'code.error.missing', async () => ''],
  ];
  it.each(codes)('with a code that is %s is answered with %s', async (_what, answer, code) => {
    const id = await atExecutor();
    expect(await confirmed(ctx(), id, await code())).toBe(answer);
    expect(await stateOf(id)).toBe(answer === 'decided' ? 'COMPLETED' : 'WAITING_EXECUTOR');
  });

  it('takes no code that has decided another', async () => {
    const [first, second] = [await atExecutor(), await atExecutor()];
    expect(await confirmed(ctx(), first, await shows())).toBe('decided');
    expect(await confirmed(ctx(), second, await shows())).toBe('code.error.used');
    expect(await stateOf(second)).toBe('WAITING_EXECUTOR');
  });

  it('takes no right code while it is locked, and each failure counts although nothing was decided', async () => {
    const id = await atExecutor();
    for (let i = 0; i < 4; i += 1)
      expect(await confirmed(ctx(), id, await shows(-2))).toBe('code.error.wrong');
    expect(await confirmed(ctx(), id, await shows(-2))).toBe('code.error.locked');
    expect(await confirmed(ctx(), id, await shows())).toBe('code.error.locked');
    expect(await stateOf(id)).toBe('WAITING_EXECUTOR');
  });

  it.each([
    ['of as many records', 16],
    ['of one record', 1],
  ])('is one of 16 at once with one code: forms %s', async (_what, records) => {
    const ids = await Promise.all(Array.from({ length: records }, atExecutor));
    const code = await shows();
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => confirmed(ctx(), ids[n % records] ?? 0, code)),
    );
    expect(answers.filter((answer) => answer === 'decided')).toHaveLength(1);
    expect(answers.every((answer) => ['decided', 'passed', 'code.error.used'].includes(answer))).toBe(true);
    expect(await decisions(ids)).toBe(1);
  });

  it.each(['wrong', 'locked'] as const)('is none of 16 at once with one code that is %s', async (what) => {
    const ids = await Promise.all(Array.from({ length: 16 }, atExecutor));
    const off = await shows(-2);
    if (what === 'locked') for (let i = 0; i < 5; i += 1) await confirmed(ctx(), ids[0] ?? 0, off);
    const code = what === 'locked' ? await shows() : off;
    const answers = await Promise.all(ids.map((id) => confirmed(ctx(), id, code)));
    expect(answers.filter((answer) => answer === 'code.error.wrong')).toHaveLength(what === 'locked' ? 0 : 4);
    expect(answers.filter((answer) => answer === 'code.error.locked')).toHaveLength(
      what === 'locked' ? 16 : 12,
    );
    expect(await decisions(ids)).toBe(0);
  });

  it('that comes twice by the same form is one, and its code is spent once', async () => {
    const id = await atExecutor();
    const [code, key] = [await shows(), randomUUID()];
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirmed(ctx(), id, code, key)));
    expect(answers).toEqual(Array(4).fill('decided'));
    expect(await confirmed(ctx(), id, code, key)).toBe('decided');
    expect(await decisions([id])).toBe(1);
  });
});

describe('A-10 a code and its decision', () => {
  it('are one across both platforms: of 16 forms with one code one decides', async () => {
    const ids = await Promise.all(Array.from({ length: 16 }, atExecutor));
    const code = await codeOf(secret, eko.now);
    const answers = await Promise.all(
      ids.map((id, n) => confirmed(onto(n % 2 ? 'slack' : 'teams'), id, code)),
    );
    expect(answers.sort()).toEqual([...Array(15).fill('code.error.used'), 'decided']);
    expect(await decisions(ids)).toBe(1);
  });

  it('are undone together: a decision that fails leaves its code unspent', async () => {
    const [id, other] = [await atExecutor(), await atExecutor()];
    const code = await codeOf(secret, eko.now);
    const failing: Act<never> = {
      ...(approve(at(), 'WAITING_EXECUTOR') as unknown as Act<never>),
      async write() {
        throw new Error('cut off before the commit');
      },
    };
    const given = { reason: null };
    await expect(
      perform({ db, stepUp }, requests as never, failing, eko, { id, key: 'x', given, codes: typed(code) }),
    ).rejects.toThrow('cut off');
    expect(await confirmed(eko, other, code)).toBe('decided');
  });

  it('leave a code unspent where somebody else was faster', async () => {
    await give(db, 'dewi.lestari', 'ICT_EXECUTOR');
    const [id, other] = [await atExecutor(), await atExecutor()];
    const code = await codeOf(secret, eko.now);
    const slow: Act<never> = {
      ...(approve(at(), 'WAITING_EXECUTOR') as unknown as Act<never>),
      write: async () => null,
    };
    const given = { reason: null };
    const acted = await perform({ db, stepUp }, requests as never, slow, eko, {
      id,
      key: 'y',
      given,
      codes: typed(code),
    });
    expect(acted.type).toBe('passed');
    expect(await confirmed(eko, other, code)).toBe('decided');
  });

  it('stand in the log as one, which names the factor and shows it to whoever reads it', async () => {
    const id = await atExecutor();
    await confirmed(eko, id, await codeOf(secret, eko.now));
    const [entry] = await db.query<{ data: object }>(
      `SELECT data FROM audit_entry WHERE subject = $1 AND action = 'user-id.confirmed'`,
      [`user-id:${id}`],
    );
    expect(entry?.data).toMatchObject({ factor: 'totp' });
    const whole = await loadDetail(db, { id });
    const lines = whole && (await activityLog(eko, { db }, whole));
    expect(lines?.at(-1)?.actor).toBe(t('code.by', { name: 'Eko Saputra' }));
    expect(JSON.stringify(whole && decisionsOf(eko, whole))).toContain(t('code.by', { name: 'Eko Saputra' }));
  });

  it('are asked for by the stage whatever is decided, by an act, and by a platform system', async () => {
    const asks = async (act: Act<never>, id: number) =>
      (
        await requestForms({ db, stepUp, policy }).open(eko, act.opens.split('.')[1] ?? '', id, act.args)
      ).fields
        .map(({ type }) => type)
        .includes('code');
    const acts = [
      approve(at(), 'WAITING_EXECUTOR'),
      reject(at(), 'WAITING_EXECUTOR'),
    ] as unknown as Act<never>[];
    const [yes, no] = acts as [Act<never>, Act<never>];
    const id = await atExecutor();
    expect([await asks(yes, id), await asks(no, id)]).toEqual([true, true]);
    await marking();
    expect([await asks(yes, id), await asks(no, id)]).toEqual([false, false]);
    await marking('user-id.approve');
    expect([await asks(yes, id), await asks(no, id)]).toEqual([true, false]);
    const [system] = await db.query<{ id: number }>(
      'SELECT system_id AS id FROM user_id_platform WHERE request_id = $1 LIMIT 1',
      [id],
    );
    await marking(`system:${system?.id ?? 0}`);
    expect([await asks(yes, id), await asks(no, id)]).toEqual([true, true]);
    await marking('system:999999', 'stage:WAITING_MANAGER');
    expect([await asks(yes, id), await asks(no, id)]).toEqual([false, false]);
  });
});

describe('A-10 whoever has no authenticator', () => {
  it('is led to one instead of the form, and decides afterwards', async () => {
    await db.query('DELETE FROM authenticator');
    const id = await atExecutor();
    const open = () => requestForms({ db, stepUp, policy }).open(eko, 'approve', id, ['WAITING_EXECUTOR']);
    const detour = await open().catch((error) => error);
    expect(detour).toBeInstanceOf(Detour);
    expect((detour as Detour).card).toMatchObject({
      title: t('code.enrol.title'),
      buttons: [{ does: { action: { name: 'pintu.help' } } }],
    });
    await expect(confirmed(eko, id, '123456')).rejects.toBeInstanceOf(Detour);
    const now = await enrolled(db, authenticators, eko);
    expect((await open()).fields.map(({ type }) => type)).toContain('code');
    expect(await confirmed(eko, id, await codeOf(now, eko.now))).toBe('decided');
  });

  it('is told first what they may not do at all', async () => {
    await db.query('DELETE FROM authenticator');
    const rina = await actingAs(db, 'rina.wulandari');
    const opened = requestForms({ db, stepUp, policy }).open(rina, 'approve', await atExecutor(), [
      'WAITING_EXECUTOR',
    ]);
    await expect(opened).rejects.toThrow(/userId\.refuse/);
  });
});

describe('A-10 giving somebody a role', () => {
  it('takes a code where it is marked, and the log names it', async () => {
    await marking('pintu.grant');
    const tono = await actingAs(db, 'tono.wijaya');
    const phone = await enrolled(db, authenticators, tono);
    const rina = await actingAs(db, 'rina.wulandari');
    const grant = { personId: rina.actor.id, role: 'ICT_MANAGER', unitId: null } as const;
    await expect(grantRole({ db, stepUp }, tono, grant)).rejects.toBeInstanceOf(FieldErrors);
    const code = typed(await codeOf(phone, tono.now));
    expect(await grantRole({ db, stepUp }, tono, grant, code)).toBe('granted');
    const [entry] = await db.query<{ data: object }>(
      `SELECT data FROM audit_entry WHERE subject = $1 AND action = 'role.granted' ORDER BY id DESC LIMIT 1`,
      [`person:${rina.actor.id}`],
    );
    expect(entry?.data).toMatchObject({ role: 'ICT_MANAGER', factor: 'totp' });
  });

  it('that is refused for another reason leaves the code unspent', async () => {
    await marking('pintu.grant');
    const tono = await actingAs(db, 'tono.wijaya');
    const phone = await enrolled(db, authenticators, tono);
    const code = typed(await codeOf(phone, tono.now));
    const nobody = { personId: 0, role: 'ICT_MANAGER', unitId: null } as const;
    await expect(grantRole({ db, stepUp }, tono, nobody, code)).rejects.toMatchObject({
      fields: { person: { key: 'people.error.person' } },
    });
    const sari = await actingAs(db, 'sari.utami');
    const grant = { personId: sari.actor.id, role: 'ICT_MANAGER', unitId: null } as const;
    expect(await grantRole({ db, stepUp }, tono, grant, code)).toBe('granted');
  });
});

describe('A-10 what is sensitive', () => {
  it('is the executors’ stage, deletions and granting roles until an ADMIN says otherwise', async () => {
    const fresh = await createTestDatabase();
    const freshDb = openDatabase(fresh.url, { max: 1 });
    const rows = await freshDb.query<{ mark: string }>('SELECT mark FROM step_up_mark');
    await freshDb.close();
    await fresh.drop();
    expect(rows.map(({ mark }) => mark).sort()).toEqual([...markedByDefault].sort());
  });

  it('is changed with an entry for each mark that was not so already', async () => {
    await marking('pintu.grant');
    const one = (mark: Mark) => ({ mark, label: mark });
    await db.transaction(withoutDeadline, (tx) =>
      changeMarks(
        tx,
        eko,
        { add: [one('pintu.grant'), one('satker.remove')], remove: [one('system:1')] },
        { factor: 'totp' },
      ),
    );
    await db.transaction(withoutDeadline, (tx) =>
      changeMarks(tx, eko, { add: [], remove: [one('pintu.grant')] }, {}),
    );
    const entries = await db.query<{ subject: string; action: string; data: object }>(
      `SELECT subject, action, data FROM audit_entry WHERE subject LIKE 'step-up:%' ORDER BY id`,
    );
    expect(entries).toEqual([
      {
        subject: 'step-up:satker.remove',
        action: 'step-up.marked',
        data: { label: 'satker.remove', factor: 'totp' },
      },
      { subject: 'step-up:pintu.grant', action: 'step-up.unmarked', data: { label: 'pintu.grant' } },
    ]);
  });
});
