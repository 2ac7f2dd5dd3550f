import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Authenticators,
  codeField,
  createAuthenticators,
} from '../../src/authenticators/authenticators.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import { FieldErrors, Refusal } from '../../src/core/errors.ts';
import type { Database } from '../../src/db/database.ts';
import { codeOf, enrolled } from '../support/authenticators.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { oathtool } from '../support/judges.ts';
import { openDatabase } from '../support/open-database.ts';

const issuer = 'Pertamina Digital Signature';

let database: SampleDatabase;
let db: Database;
let eko: Context;
let authenticators: Authenticators;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { max: 20, timeoutMs: 60_000 });
  eko = await actingAs(db, 'eko.saputra');
  authenticators = createAuthenticators({ db, issuer });
});
beforeEach(async () => {
  await db.query('DELETE FROM authenticator');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** What is said of a code: `right`, or the key of the words. */
const said = (trying: Promise<unknown>): Promise<string> =>
  trying.then(
    () => 'right',
    (error) => {
      if (error instanceof FieldErrors) return error.fields[codeField]?.key ?? '';
      if (error instanceof Refusal) return error.reason.key;
      throw error;
    },
  );
const later = (seconds: number): Context => ({ ...eko, now: new Date(eko.now.getTime() + seconds * 1000) });
const spent = (ctx: Context, code: string) =>
  authenticators
    .check(ctx, code)
    .then((checked) => db.transaction(withoutDeadline, (tx) => authenticators.spend(tx, checked)));
/** Six digits that are no code of around this moment. */
async function otherThan(secret: string, at: Date): Promise<string> {
  const codes = await Promise.all([-2, -1, 0, 1, 2].map((steps) => codeOf(secret, at, steps)));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((one) => !codes.includes(one)) ?? ''
  );
}

describe('G-3 an enrolment', () => {
  it('hands out a new secret each time it is begun, and only the last one is of use', async () => {
    const begun = () =>
      db.transaction(withoutDeadline, (tx) => authenticators.begin(tx, eko.actor.id, eko.now));
    const [former, last] = [await begun(), await begun()];
    expect(former.secret).not.toBe(last.secret);
    expect(await said(authenticators.checkFirst(eko, await codeOf(former.secret, eko.now)))).toBe(
      'code.error.wrong',
    );
    expect(await said(authenticators.checkFirst(eko, await codeOf(last.secret, eko.now)))).toBe('right');
  });

  it('names issuer and account to the authenticator, and leaves SHA-1, 6 digits and 30 s as they are', async () => {
    const { secret, uri } = await db.transaction(withoutDeadline, (tx) =>
      authenticators.begin(tx, eko.actor.id, eko.now),
    );
    const link = new URL(uri);
    expect([link.protocol, link.host, decodeURIComponent(link.pathname)]).toEqual([
      'otpauth:',
      'totp',
      `/${issuer}:eko.saputra@nusantara.example`,
    ]);
    expect(Object.fromEntries(link.searchParams)).toEqual({ secret, issuer });
  });

  it('changes nothing until it is confirmed, and then takes the place of the former one', async () => {
    const former = await enrolled(db, authenticators, eko);
    const { secret } = await db.transaction(withoutDeadline, (tx) =>
      authenticators.begin(tx, eko.actor.id, eko.now),
    );
    expect(await said(spent(eko, await codeOf(secret, eko.now)))).toBe('code.error.wrong');
    expect(await said(spent(eko, await codeOf(former, eko.now)))).toBe('right');
    const first = await authenticators.checkFirst(later(60), await codeOf(secret, later(60).now));
    await db.transaction(withoutDeadline, (tx) => authenticators.confirm(tx, later(60), first));
    expect(await said(spent(later(90), await codeOf(former, later(90).now)))).toBe('code.error.wrong');
    expect(await said(spent(later(60), await codeOf(secret, later(60).now)))).toBe('code.error.used');
    expect(await said(spent(later(90), await codeOf(secret, later(90).now)))).toBe('right');
  });

  it('confirms nothing where another one was begun meanwhile', async () => {
    const { secret } = await db.transaction(withoutDeadline, (tx) =>
      authenticators.begin(tx, eko.actor.id, eko.now),
    );
    const first = await authenticators.checkFirst(eko, await codeOf(secret, eko.now));
    await db.transaction(withoutDeadline, (tx) => authenticators.begin(tx, eko.actor.id, eko.now));
    expect(await said(db.transaction(withoutDeadline, (tx) => authenticators.confirm(tx, eko, first)))).toBe(
      'code.error.wrong',
    );
    expect(await authenticators.isEnrolled(db, eko.actor.id)).toBe(false);
  });

  it('G-8 ends with a reason in the log, and then no code is taken', async () => {
    const secret = await enrolled(db, authenticators, eko);
    await db.transaction(withoutDeadline, (tx) => authenticators.end(tx, eko, eko.actor.id, 'Ponsel hilang'));
    expect(await authenticators.isEnrolled(db, eko.actor.id)).toBe(false);
    expect(await said(spent(eko, await codeOf(secret, eko.now)))).toBe('code.refuse.notEnrolled');
    const [entry] = await db.query(
      `SELECT subject, reason FROM audit_entry WHERE action = 'authenticator.ended' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry).toEqual({ subject: `person:${eko.actor.id}`, reason: 'Ponsel hilang' });
  });

  it('keeps the secret sealed, as its person’s alone', async () => {
    const secret = await enrolled(db, authenticators, eko);
    const [row] = await db.query<{ secret: Buffer }>('SELECT secret FROM authenticator');
    expect(row?.secret.includes(secret)).toBe(false);
    const dewi = await actingAs(db, 'dewi.lestari');
    await db.query('UPDATE authenticator SET person_id = $1', [dewi.actor.id]);
    await expect(spent(dewi, await codeOf(secret, eko.now))).rejects.toThrow('does not open');
  });
});

describe('G-4 a code', () => {
  it.each([
    [-2, 'code.error.wrong'],
    [-1, 'right'],
    [0, 'right'],
    [1, 'right'],
    [2, 'code.error.wrong'],
  ])('of %i steps from now is %s', async (steps, answer) => {
    const secret = await enrolled(db, authenticators, eko);
    expect(await said(spent(eko, await codeOf(secret, eko.now, steps)))).toBe(answer);
  });

  it.skipIf(!oathtool.found).each([-1, 0, 1])(
    oathtool.title('of %i steps from now is right as oathtool shows it'),
    async (steps) => {
      const secret = await enrolled(db, authenticators, eko);
      const at = `@${Math.floor(eko.now.getTime() / 1000) + steps * 30}`;
      const [code = ''] = oathtool.says(['--totp', '-b', secret, '-N', at]).words.trim().split('\n');
      expect(await said(spent(eko, code))).toBe('right');
    },
  );

  it.each(['12345', '1234567', '12345a', '-12345', '12.345', 'kode saya'])(
    'that is no code, such as %s, is answered as a wrong one and counts as one',
    async (typed) => {
      await enrolled(db, authenticators, eko);
      expect(await said(spent(eko, typed))).toBe('code.error.wrong');
      expect(await db.query('SELECT failures FROM authenticator')).toEqual([{ failures: 1 }]);
    },
  );

  it('that was left empty is asked for, and counts as none', async () => {
    await enrolled(db, authenticators, eko);
    expect(await said(spent(eko, ''))).toBe('code.error.missing');
    expect(await db.query('SELECT failures FROM authenticator')).toEqual([{ failures: 0 }]);
  });

  it('works once, and none before it works any more', async () => {
    const secret = await enrolled(db, authenticators, eko);
    const code = await codeOf(secret, eko.now);
    expect(await said(spent(eko, code))).toBe('right');
    expect(await said(spent(eko, code))).toBe('code.error.used');
    expect(await said(spent(eko, await codeOf(secret, eko.now, -1)))).toBe('code.error.used');
    expect(await said(spent(later(30), code))).toBe('code.error.used');
    expect(await said(spent(later(30), await codeOf(secret, later(30).now)))).toBe('right');
  });

  it('that was used does not count as a failure: whoever presses twice is not locked out', async () => {
    const secret = await enrolled(db, authenticators, eko);
    const code = await codeOf(secret, eko.now);
    await spent(eko, code);
    for (let i = 0; i < 6; i += 1) expect(await said(spent(eko, code))).toBe('code.error.used');
    expect(await said(spent(later(30), await codeOf(secret, later(30).now)))).toBe('right');
  });

  it.each([2, 4, 16])('goes through once of %i that bring it at the same moment', async (n) => {
    const secret = await enrolled(db, authenticators, eko);
    const code = await codeOf(secret, eko.now);
    const answers = await Promise.all(Array.from({ length: n }, () => said(spent(eko, code))));
    expect(answers.sort()).toEqual([...Array(n - 1).fill('code.error.used'), 'right']);
  });

  it('is spent only if what it was given for stands', async () => {
    const secret = await enrolled(db, authenticators, eko);
    const code = await codeOf(secret, eko.now);
    const undone = authenticators.check(eko, code).then((checked) =>
      db.transaction(withoutDeadline, async (tx) => {
        await authenticators.spend(tx, checked);
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    expect(await said(spent(eko, code))).toBe('right');
  });

  it('is not looked at for fifteen minutes after five wrong ones, however many come at once, and the log says so', async () => {
    const secret = await enrolled(db, authenticators, eko);
    const other = await otherThan(secret, eko.now);
    const answers = await Promise.all(Array.from({ length: 16 }, () => said(spent(eko, other))));
    expect(answers.filter((one) => one === 'code.error.wrong')).toHaveLength(4);
    expect(answers.filter((one) => one === 'code.error.locked')).toHaveLength(12);
    expect(await db.query('SELECT failures FROM authenticator')).toEqual([{ failures: 5 }]);
    const log = await db.query(
      `SELECT 1 FROM audit_entry WHERE action = 'authenticator.locked' AND actor_id = $1`,
      [eko.actor.id],
    );
    expect(log).toHaveLength(1);
    const right = (ctx: Context) => codeOf(secret, ctx.now).then((code) => said(spent(ctx, code)));
    expect(await right(eko)).toBe('code.error.locked');
    expect(await right(later(15 * 60 - 1))).toBe('code.error.locked');
    expect(await said(spent(later(15 * 60), await otherThan(secret, later(15 * 60).now)))).toBe(
      'code.error.wrong',
    );
    expect(await right(later(15 * 60))).toBe('right');
  });

  it('that is right takes the wrong ones before it back', async () => {
    const secret = await enrolled(db, authenticators, eko);
    for (let i = 0; i < 4; i += 1) await said(spent(eko, await otherThan(secret, eko.now)));
    expect(await said(spent(eko, await codeOf(secret, eko.now)))).toBe('right');
    expect(await db.query('SELECT failures FROM authenticator')).toEqual([{ failures: 0 }]);
  });

  it('is asked of who has enrolled: others are told so', async () => {
    expect(await said(spent(eko, '123456'))).toBe('code.refuse.notEnrolled');
  });
});
