import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { noteWorkingTime, timeZoneOf, workingTime } from '../../src/working-time/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { holidaysOf2026 } from '../support/holidays.ts';
import { openDatabase } from '../support/open-database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

describe('the joint decree', () => {
  it('A-7 comes with the product for 2026 and 2027, whole and with its source', async () => {
    const counted = await db.query(
      `SELECT extract(year FROM day)::int AS year, kind, count(*)::int, count(name_en)::int AS english,
         count(DISTINCT source)::int AS sources FROM holiday GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(counted).toEqual([
      { year: 2026, kind: 'NATIONAL', count: 17, english: 17, sources: 1 },
      { year: 2026, kind: 'JOINT_LEAVE', count: 8, english: 8, sources: 1 },
      { year: 2027, kind: 'NATIONAL', count: 18, english: 18, sources: 1 },
      { year: 2027, kind: 'JOINT_LEAVE', count: 8, english: 8, sources: 1 },
    ]);
  });

  it('A-7 says for 2026 what is known of it elsewhere', async () => {
    const { holidays } = await workingTime(db, new Date('2026-01-01T00:00:00Z'));
    expect([...holidays].filter((day) => day < '2027').sort()).toEqual([...holidaysOf2026].sort());
  });

  it('A-7 gives way to an amendment that makes a working day of one of its days', async () => {
    await db.query(`UPDATE holiday SET kind = 'WORKING' WHERE day = '2026-12-24'`);
    const { holidays } = await workingTime(db, new Date('2026-12-01T00:00:00Z'));
    expect([holidays.has('2026-12-24'), holidays.has('2026-12-25')]).toEqual([false, true]);
  });
});

describe('the settings', () => {
  it('A-7 are what everybody reads from then on', async () => {
    const set = {
      hours: { from: 480, until: 1020 },
      timeZone: 'Asia/Makassar',
      remindAfter: [2],
      escalateAfter: 4,
    };
    await noteWorkingTime(db, set);
    const known = await workingTime(db, new Date());
    expect(known).toMatchObject(set);
    expect([timeZoneOf(null, known), timeZoneOf('WIT', known)]).toEqual(['Asia/Makassar', 'Asia/Jayapura']);
  });
});
