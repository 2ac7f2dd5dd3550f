import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { RequestInput } from '../../src/desks/user-id/model.ts';
import { submit } from '../../src/desks/user-id/submit.ts';
import { type Contest, openContest } from './contest.ts';

const rounds = Number(process.env.ROUNDS) || 3;
const policy = { oneStagePerPerson: true };

let contest: Contest;
let systems: number[];
let place: Pick<RequestInput, 'unitId' | 'atasanId'>;
beforeAll(async () => {
  contest = await openContest(Number(process.env.ROUNDS) ? 1 : 10);
  const rows = await contest.aside.query<{ id: number }>('SELECT id FROM platform_system ORDER BY id');
  systems = rows.map(({ id }) => id);
  const [head] = await contest.aside.query<typeof place>(
    'SELECT unit_id AS "unitId", person_id AS "atasanId" FROM unit_head ORDER BY 1, 2 LIMIT 1',
  );
  if (!head) throw new Error('nobody heads a unit');
  place = head;
});
afterAll(() => contest.end());

const wish = (email: string, platforms: readonly number[], nopek: string | null = null): RequestInput => ({
  ...place,
  kind: 'UNIT',
  nopek,
  name: 'Wahyu Nugroho',
  position: 'Staf',
  email,
  platforms: platforms.map((id) => ({ id, note: 'akses' })),
  note: null,
  attachmentIds: [],
});

/** The number of what was made, or why nothing was. */
const asked = async (ctx: Context, input: RequestInput, key = `twice ${contest.next()}`) => {
  try {
    return (await submit({ db: contest.db, policy }, ctx, input, key)).number;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.reason;
  }
};

describe('U-22 a second open request for the same applicant and platform system', () => {
  it('is refused with the first one’s number, whoever asks and under whichever of the applicant’s names', async () => {
    const [first, second] = contest.contenders;
    const key = `wahyu.${contest.next()}`;
    const [sap = 0, vpn = 0] = systems;
    const number = await asked(first, wish(`${key}@mitra.example`, [sap], `7${contest.next()}`));
    const refused = { key: 'userId.error.askedAlready', args: { number } };
    expect(number).toMatch(/^UID-/);
    for (const email of [
      `${key}@mitra.example`,
      `${key}+lagi@mitra.example`,
      `${key.toUpperCase()}@mitra.example`,
    ])
      expect(await asked(second ?? first, wish(email, [vpn, sap]))).toMatchObject(refused);
    const [{ nopek } = { nopek: '' }] = await contest.aside.query<{ nopek: string }>(
      'SELECT nopek FROM user_id_request WHERE number = $1',
      [number],
    );
    expect(await asked(first, wish(`lain.${key}@mitra.example`, [sap], nopek))).toMatchObject(refused);
    // Another system, another applicant, and the same once the first one is over.
    expect(await asked(first, wish(`${key}@mitra.example`, [vpn]))).toMatch(/^UID-/);
    expect(await asked(first, wish(`bukan.${key}@mitra.example`, [sap]))).toMatch(/^UID-/);
    await contest.aside.query(`UPDATE user_id_request SET status = 'REJECTED' WHERE number = $1`, [number]);
    expect(await asked(first, wish(`${key}@mitra.example`, [sap]))).toMatch(/^UID-/);
  });

  it('ends with one, of however many are sent at the same moment', async () => {
    for (let n = 0; n < rounds; n += 1) {
      const email = `serentak.${contest.next()}@mitra.example`;
      const [sap = 0, vpn = 0] = systems;
      const outcomes = await Promise.all(
        contest.contenders.slice(0, 8).map((ctx, at) => asked(ctx, wish(email, at % 2 ? [sap] : [vpn, sap]))),
      );
      const numbers = outcomes.filter((one) => typeof one === 'string');
      expect(numbers).toHaveLength(1);
      for (const told of outcomes.filter((one) => typeof one !== 'string'))
        expect(told).toMatchObject({ key: 'userId.error.askedAlready', args: { number: numbers[0] } });
    }
    expect(await contest.deadlocks()).toBe(0);
  });
});
