import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, RoleName } from '../../src/core/context.ts';
import { formatDay } from '../../src/core/texts/index.ts';
import {
  addDays,
  addMonths,
  countedUntil,
  dayOf,
  dormantOn,
} from '../../src/desks/satker/dormancy/calendar.ts';
import {
  readNik,
  recordOf,
  type Status,
  statuses,
  type Ticket,
  ticketStatuses,
  ticketSubject,
  type UserState,
  userSubject,
} from '../../src/desks/satker/model.ts';
import {
  entering,
  isActiveUser,
  maySee,
  type Standing,
  supersededByApproval,
  supervises,
  whyNotChange,
  whyNotDeactivate,
  whyNotDecide,
  whyNotDelete,
  whyNotReactivate,
  whyNotWithdraw,
  whyNotWork,
} from '../../src/desks/satker/rules.ts';
import { known } from '../support/known.ts';

const satker = { id: 10, code: '527010', name: '527010 SEKRETARIAT JENDERAL', kppnId: 1 };
const unsupervised = { ...satker, kppnId: null };

function actor(id: number, ...roles: [RoleName, number | null][]): Actor {
  return {
    ...known({ id, name: `P${id}`, email: `p${id}@x` }),
    registered: true,
    roles: roles.map(([role, unitId]) => ({ role, unitId })),
  };
}

/** Everybody who may come to a record of the satker, by what they are. */
const requester = actor(1, ['SATKER_USER', satker.id]);
const colleague = actor(2, ['SATKER_USER', satker.id]);
const officer = actor(3, ['KPPN_OFFICER', 1]);
const otherOfficer = actor(4, ['KPPN_OFFICER', 2]);
const himself = actor(5);
const admin = actor(6, ['ADMIN', null]);
const stranger = { ...actor(7), registered: false };
const officerWhoAsked = { ...requester, roles: officer.roles };
const officerHimself = { ...himself, roles: officer.roles };
const active: Standing = { activeIn: [satker.id], dormantIn: [] };
const none: Standing = { activeIn: [], dormantIn: [] };

const user = (status: Status, change: Partial<UserState> = {}): UserState => ({
  id: 7,
  number: 'SAT-2026-000007',
  satker,
  nikHash: '3171010101010001',
  name: 'Siti Nurhaliza',
  email: himself.email,
  status,
  requesterId: requester.id,
  createdAt: new Date(0),
  statusSince: new Date(0),
  handed: null,
  offered: null,
  removal: null,
  ...change,
});

const ticket = (status: Ticket['status'], change: Partial<Ticket> = {}): Ticket => ({
  id: 9,
  number: 'SAT-2026-000009',
  kind: 'REGISTRATION',
  status,
  satker,
  requesterId: requester.id,
  requester,
  note: null,
  decided: null,
  document: null,
  user: null,
  reason: null,
  createdAt: new Date(0),
  statusSince: new Date(0),
  handed: null,
  ...change,
});

const said = (message: { key: string } | null): string => message?.key.replace('satker.refuse.', '') ?? 'may';
const removals = ['WITHDRAWN', 'REPLACED', 'SUPERSEDED', 'DELETED'] as const;

describe('entering a NIK once more', () => {
  const numbers: Record<number, Status> = {
    0: 'INACTIVE',
    1: 'REGISTERED',
    2: 'ACTIVE',
    3: 'DORMANT',
    5: 'REJECTED',
  };
  const rows = (...found: number[]) =>
    found.map((number) => ({ status: numbers[number] ?? 'ACTIVE', number }));

  it.each([
    [[], 'new'],
    [[1], 'replaces'],
    [[2], 'refused'],
    [[3], 'refused'],
    [[0], 'new'],
    [[5], 'new'],
    [[0, 5], 'new'],
    [[5, 0, 5, 0], 'new'],
    [[0, 1], 'replaces'],
    [[5, 1, 0], 'replaces'],
    [[0, 2], 'refused'],
    [[5, 2], 'refused'],
    [[0, 5, 3], 'refused'],
  ])('S-9 S-10 S-11 among rows with %j is %s', (found, type) => {
    expect(entering(rows(...found)).type).toBe(type);
  });

  const someRows = fc.array(fc.constantFrom(...statuses).map((status) => ({ status })));

  it('S-9 S-10 S-11 is decided by a row with 1, 2 or 3 wherever it stands, never by one with 0 or 5', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('INACTIVE', 'REJECTED').map((status) => ({ status: status as Status }))),
        fc.constantFrom<Status>('REGISTERED', 'ACTIVE', 'DORMANT'),
        fc.nat(),
        (ended, status, at) => {
          const current = { status };
          const outcome = entering(ended.toSpliced(at % (ended.length + 1), 0, current));
          expect(outcome).toEqual({ type: status === 'REGISTERED' ? 'replaces' : 'refused', row: current });
          expect(entering(ended)).toEqual({ type: 'new' });
        },
      ),
    );
  });

  it('S-11 approving takes the rows with 5 from the list and no others', () => {
    expect(supersededByApproval(rows(0, 5)).map(({ number }) => number)).toEqual([5]);
    fc.assert(
      fc.property(someRows, (found) => {
        const gone = supersededByApproval(found);
        expect(found.filter((row) => !gone.includes(row))).toEqual(
          found.filter(({ status }) => status !== 'REJECTED'),
        );
      }),
    );
  });

  it('S-11 Ali: the rows 0, 5, 1 become 0, 2 when the newest is approved', () => {
    const before = rows(0, 5);
    expect(entering(before)).toEqual({ type: 'new' });
    const listed = before.filter((row) => !supersededByApproval(before).includes(row));
    expect([...listed, { number: 2 }].map(({ number }) => number)).toEqual([0, 2]);
  });
});

describe('what somebody is', () => {
  it('S-2 an active user of a satker has the role there and the row there: neither alone does', () => {
    expect(isActiveUser(requester, active, satker.id)).toBe(true);
    expect(isActiveUser(requester, none, satker.id)).toBe(false);
    expect(isActiveUser(himself, active, satker.id)).toBe(false);
    expect(isActiveUser(requester, { activeIn: [], dormantIn: [satker.id] }, satker.id)).toBe(false);
  });

  it('S-2 a user of one satker is nobody in another, not even with the role of the one and the row of the other', () => {
    expect(isActiveUser(requester, active, 11)).toBe(false);
    expect(isActiveUser(requester, { activeIn: [11], dormantIn: [] }, satker.id)).toBe(false);
    expect(isActiveUser(requester, { activeIn: [11], dormantIn: [] }, 11)).toBe(false);
  });

  it('S-2 the role means nothing where it is bound to no satker', () => {
    expect(isActiveUser(actor(1, ['SATKER_USER', null]), active, satker.id)).toBe(false);
  });

  it('I-2 an officer supervises the satkers of their own KPPN, and nobody one that has no KPPN', () => {
    expect(supervises(officer, satker)).toBe(true);
    expect(supervises(otherOfficer, satker)).toBe(false);
    expect(supervises(admin, satker)).toBe(false);
    expect(supervises(actor(3, ['SATKER_USER', 1]), satker)).toBe(false);
    expect(supervises(officer, unsupervised)).toBe(false);
    expect(supervises(actor(3, ['KPPN_OFFICER', null]), unsupervised)).toBe(false);
  });

  it.each([
    ['the requester', requester, none, true],
    ['the one whom it is about', himself, none, true],
    ['a colleague', colleague, active, true],
    ['a colleague who is dormant', colleague, none, false],
    ['an officer of the KPPN', officer, none, true],
    ['an officer of another KPPN', otherOfficer, none, false],
    ['an admin', admin, none, true],
    ['somebody else', stranger, none, false],
  ])('U-14 S-2 %s sees a registration or not', (_who, reader, standing, sees) => {
    expect(maySee(reader, standing, user('REGISTERED'))).toBe(sees);
  });

  it('U-14 an address is nobody’s where the record has none: strangers do not see tickets', () => {
    expect(maySee(stranger, none, ticket('WAITING'))).toBe(false);
    expect(maySee(requester, none, ticket('WAITING'))).toBe(true);
  });
});

/** What each of several people is told at each status. */
function table<Key extends string>(
  keys: readonly Key[],
  people: Record<string, (key: Key) => { key: string } | null>,
): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(people).map(([who, why]) => [
      who,
      Object.fromEntries(keys.map((key) => [key, said(why(key))])),
    ]),
  );
}

const atAll = <Key extends string>(keys: readonly Key[], answer: string) =>
  Object.fromEntries(keys.map((key) => [key, answer]));

describe('registrations: state × actor', () => {
  it('S-7 I-3 I-4 only another officer of the KPPN decides, and only while it is 1', () => {
    const notRegistered = { ...atAll(statuses, 'passed'), REGISTERED: 'may' };
    const asker = { ...notRegistered, REGISTERED: 'own' };
    const why = (who: Actor) => (status: Status) => whyNotDecide(user(status), who);
    expect(
      table(statuses, {
        officer: why(officer),
        otherOfficer: why(otherOfficer),
        colleague: why(colleague),
        admin: why(admin),
        officerWhoAsked: why(officerWhoAsked),
        officerHimself: why(officerHimself),
      }),
    ).toEqual({
      officer: notRegistered,
      otherOfficer: atAll(statuses, 'notOfficer'),
      colleague: atAll(statuses, 'notOfficer'),
      admin: atAll(statuses, 'notOfficer'),
      officerWhoAsked: asker,
      officerHimself: asker,
    });
  });

  it('I-10 the requester or an active colleague withdraws it, and only while it is 1', () => {
    const mine = { ...atAll(statuses, 'passed'), REGISTERED: 'may' };
    const why = (who: Actor, standing: Standing) => (status: Status) =>
      whyNotWithdraw(user(status), who, standing);
    expect(
      table(statuses, {
        requester: why(requester, none),
        colleague: why(colleague, active),
        dormant: why(colleague, none),
        officer: why(officer, none),
        himself: why(himself, none),
      }),
    ).toEqual({
      requester: mine,
      colleague: mine,
      dormant: atAll(statuses, 'notYours'),
      officer: atAll(statuses, 'notYours'),
      himself: atAll(statuses, 'notYours'),
    });
  });

  it('S-20 an officer of the KPPN makes somebody else inactive, who is 2 or 3', () => {
    const why = (who: Actor) => (status: Status) => whyNotDeactivate(user(status), who);
    expect(
      table(statuses, {
        officer: why(officer),
        otherOfficer: why(otherOfficer),
        himself: why(officerHimself),
      }),
    ).toEqual({
      officer: { ...atAll(statuses, 'notDeactivated'), ACTIVE: 'may', DORMANT: 'may' },
      otherOfficer: atAll(statuses, 'notOfficer'),
      himself: atAll(statuses, 'own'),
    });
  });

  it('S-14 only 0 and 5 are deleted: 2 and 3 are made inactive first, 1 is decided first', () => {
    expect(table(statuses, { anybody: (status) => whyNotDelete(user(status)) }).anybody).toEqual({
      REGISTERED: 'decideFirst',
      ACTIVE: 'deactivateFirst',
      DORMANT: 'deactivateFirst',
      INACTIVE: 'may',
      REJECTED: 'may',
    });
  });

  it('S-19 the dormant user, a colleague or an officer asks for reactivation, and only while it is 3', () => {
    const concerned = { ...atAll(statuses, 'notDormant'), DORMANT: 'may' };
    const why = (who: Actor, standing: Standing) => (status: Status) =>
      whyNotReactivate(user(status), who, standing);
    expect(
      table(statuses, {
        himself: why(himself, none),
        colleague: why(colleague, active),
        officer: why(officer, none),
        otherOfficer: why(otherOfficer, none),
        requester: why(requester, none),
        stranger: why(stranger, none),
      }),
    ).toEqual({
      himself: concerned,
      colleague: concerned,
      officer: concerned,
      otherOfficer: atAll(statuses, 'notYours'),
      requester: atAll(statuses, 'notYours'),
      stranger: atAll(statuses, 'notYours'),
    });
  });

  it('S-9 S-11 S-15 I-10 with a row that is in no list any more nothing can be done', () => {
    for (const removal of removals) {
      for (const status of statuses) {
        const gone = user(status, { removal });
        for (const why of [
          whyNotDecide(gone, officer),
          whyNotWithdraw(gone, requester, active),
          whyNotDeactivate(gone, officer),
          whyNotDelete(gone),
          whyNotReactivate(gone, officer, none),
        ])
          expect(said(why)).not.toBe('may');
      }
    }
  });
});

describe('tickets: state × actor', () => {
  const waiting = { ...atAll(ticketStatuses, 'ticketPassed'), WAITING: 'may' };

  it('S-8 S-15 S-19 I-4 only an officer of the KPPN who has no part in it works on a ticket, while it waits', () => {
    const about = {
      user: {
        id: 7,
        nikHash: '3171010101010001',
        name: 'Siti',
        email: himself.email,
        status: 'DORMANT' as const,
        removal: null,
      },
    };
    const why = (who: Actor) => (status: Ticket['status']) => whyNotWork(ticket(status, about), who);
    expect(
      table(ticketStatuses, {
        officer: why(officer),
        otherOfficer: why(otherOfficer),
        admin: why(admin),
        officerWhoAsked: why(officerWhoAsked),
        officerHimself: why(officerHimself),
      }),
    ).toEqual({
      officer: waiting,
      otherOfficer: atAll(ticketStatuses, 'notOfficer'),
      admin: atAll(ticketStatuses, 'notOfficer'),
      officerWhoAsked: { ...waiting, WAITING: 'own' },
      officerHimself: { ...waiting, WAITING: 'own' },
    });
  });

  it('S-8 I-10 the sender alone corrects what was sent back, and withdraws what has not been dealt with', () => {
    const why = (who: Actor, expected: Ticket['status'][]) => (status: Ticket['status']) =>
      whyNotChange(ticket(status), who, expected);
    expect(
      table(ticketStatuses, {
        corrects: why(requester, ['RETURNED']),
        withdraws: why(requester, ['WAITING', 'RETURNED']),
        colleague: why(colleague, ['WAITING', 'RETURNED']),
      }),
    ).toEqual({
      corrects: { ...atAll(ticketStatuses, 'ticketPassed'), RETURNED: 'may' },
      withdraws: { ...waiting, RETURNED: 'may' },
      colleague: atAll(ticketStatuses, 'notYours'),
    });
  });
});

describe('NIKs and subjects', () => {
  it.each([
    ['3173051201900001', '3173051201900001'],
    [' 3173 0512 0190 0001 ', '3173051201900001'],
    ['3173.051201-900001', '3173051201900001'],
    ['317305120190000', null],
    ['31730512019000011', null],
    ['317305120190000O', null],
    ['３１７３０５１２０１９０００１', null],
    ['', null],
  ])('S-3 %j is the NIK %s', (typed, nik) => expect(readNik(typed)).toBe(nik));

  it('S-3 a NIK is the same however it is spaced', () => {
    const digits = fc.stringMatching(/^\d{16}$/);
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0', '\t'), {
      minLength: 17,
      maxLength: 17,
    });
    fc.assert(
      fc.property(digits, gaps, (nik, between) => {
        expect(readNik([...nik].map((digit, i) => between[i] + digit).join('') + between[16])).toBe(nik);
      }),
    );
  });

  it('a subject names one record, and those of other desks none', () => {
    expect(recordOf(userSubject(7))).toEqual({ type: 'user', id: 7 });
    expect(recordOf(ticketSubject(9))).toEqual({ type: 'ticket', id: 9 });
    for (const other of ['user-id:7', 'satker:', 'satker:x', 'satker:7 requester', 'xsatker:7'])
      expect(recordOf(other)).toBeNull();
  });
});

describe('the calendar of dormancy', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
  const months = fc.integer({ min: 2, max: 24 });
  /** Most of the trouble is at the ends of months. */
  const monthEnds = fc
    .tuple(
      fc.integer({ min: 2000, max: 2110 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([year, month, before]) =>
      addDays(addMonths(`${year}-${String(month).padStart(2, '0')}-01`, 1), -1 - before),
    );
  const anyDay = fc.oneof(days, monthEnds);

  it('S-16 whoever was counted on `countedUntil` or before is due, and nobody who was counted later', () => {
    fc.assert(
      fc.property(anyDay, anyDay, months, (counted, today, after) => {
        expect(dormantOn(counted, after) <= today).toBe(counted <= countedUntil(today, after));
      }),
      { numRuns: 3000 },
    );
  });

  it('S-16 the days around the limit fall on the right side of it', () => {
    fc.assert(
      fc.property(anyDay, months, (today, after) => {
        const last = countedUntil(today, after);
        expect(dormantOn(last, after) <= today).toBe(true);
        expect(dormantOn(addDays(last, 1), after) > today).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('S-16 a later count never means an earlier dormancy', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(100), months, (day, later, after) => {
        expect(dormantOn(day, after) <= dormantOn(addDays(day, later), after)).toBe(true);
      }),
    );
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2027-08-29', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 24, '2030-02-28'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-07-15', 6, '2027-01-15'],
    ['2026-01-01', 24, '2028-01-01'],
  ])('S-16 counted on %s, after %i months: dormant on %s', (counted, after, due) => {
    expect(dormantOn(counted, after)).toBe(due);
  });

  it('S-16 four days of August are due on one day of February', () => {
    expect(countedUntil('2027-02-28', 6)).toBe('2026-08-31');
    expect(countedUntil('2027-02-27', 6)).toBe('2026-08-27');
    expect(countedUntil('2028-02-29', 6)).toBe('2027-08-31');
    expect(countedUntil('2026-09-30', 6)).toBe('2026-03-31');
  });

  it('S-16 a day begins at midnight where the setting says', () => {
    const before = new Date('2026-05-30T16:59:59.999Z');
    const midnight = new Date('2026-05-30T17:00:00.000Z');
    expect(dayOf(before, 'Asia/Jakarta')).toBe('2026-05-30');
    expect(dayOf(midnight, 'Asia/Jakarta')).toBe('2026-05-31');
    expect(dayOf(midnight, 'Asia/Jayapura')).toBe('2026-05-31');
    expect(dayOf(new Date('2026-05-30T15:00:00Z'), 'Asia/Jayapura')).toBe('2026-05-31');
    expect(dayOf(midnight, 'UTC')).toBe('2026-05-30');
    expect(dayOf(new Date('2026-12-31T17:00:00Z'), 'Asia/Jakarta')).toBe('2027-01-01');
  });

  it('S-16 days compare as text, also across years', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 5000 }), (day, later) => {
        expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(day < addDays(day, later)).toBe(true);
        expect(addDays(addDays(day, later), -later)).toBe(day);
      }),
    );
  });

  it('is written as people write a day', () => {
    expect(formatDay('id', '2026-05-31')).toBe('31 Mei 2026');
    expect(formatDay('en', '2026-05-31')).toBe('31 May 2026');
  });
});
