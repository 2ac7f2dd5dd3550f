import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, RoleName } from '../../src/core/context.ts';
import { addDays, type Day } from '../../src/core/day.ts';
import { prefixes } from '../../src/db/words.ts';
import type { Mapping } from '../../src/desks/partners/model.ts';
import {
  datesWrong,
  mappingState,
  maySee,
  needsSecretaryRole,
  reminderDays,
  reminderDue,
  whyNotChange,
  whyNotLetEnd,
  whyNotManage,
  whyNotManagePerson,
} from '../../src/desks/partners/rules.ts';
import { known } from '../support/known.ts';

const actor = (id: number, ...roles: RoleName[]): Actor => ({
  ...known({ id, name: `P${id}`, email: `p${id}@x` }),
  registered: true,
  roles: roles.map((role) => ({ role, unitId: null })),
});

const secretary = actor(1);
const official = actor(2);
const directoryAdmin = actor(3, 'DIRECTORY_ADMIN');
const admin = actor(4, 'ADMIN');
const stranger = actor(5);

const mapping = (change: Partial<Mapping> = {}): Mapping => ({
  id: 7,
  number: 'MAP-2026-000007',
  person: { id: secretary.id, name: 'S', email: 's@x' },
  position: { id: 1, code: '50012345', name: 'VP', holder: { id: official.id, name: 'O' } },
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  letEnd: false,
  endedAt: null,
  reason: null,
  createdBy: 'A',
  createdAt: new Date(0),
  reminded: null,
  handed: null,
  ...change,
});

const start = '2026-03-01';
const days = fc.nat({ max: 800 }).map((n) => addDays(start, n));

describe('where a mapping stands', () => {
  it.each([
    ['2025-12-31', 'AHEAD'],
    ['2026-01-01', 'ACTIVE'],
    ['2026-12-31', 'ACTIVE'],
    ['2027-01-01', 'ENDED'],
  ])('P-10 is counted with both of its days: on %s it is %s', (day, state) => {
    expect(mappingState(mapping(), day)).toBe(state);
  });

  it('P-10 is over once it was ended, whatever its days', () => {
    for (const day of ['2025-01-01', '2026-06-01', '2028-01-01'])
      expect(mappingState(mapping({ endedAt: new Date(1) }), day)).toBe('ENDED');
  });

  it('P-12 needs the role until its End, also before it has begun, and no longer', () => {
    expect(needsSecretaryRole(mapping(), '2025-06-01')).toBe(true);
    expect(needsSecretaryRole(mapping(), '2026-12-31')).toBe(true);
    expect(needsSecretaryRole(mapping(), '2027-01-01')).toBe(false);
    expect(needsSecretaryRole(mapping({ endedAt: new Date(1) }), '2026-06-01')).toBe(false);
  });
});

describe('the days of a mapping', () => {
  it.each([
    [{ start: null, end: null }, ['end', 'start']],
    [{ start: '2026-05-01', end: null }, ['end']],
    [{ start: null, end: '2026-12-31' }, ['start']],
    [{ start: '2026-05-02', end: '2026-05-01' }, ['end']],
    [{ start: '2025-01-01', end: '2026-03-31' }, ['end']],
    [{ start: '2025-01-01', end: '2026-04-01' }, []],
    [{ start: '2026-04-01', end: '2026-04-01' }, []],
    [{ start: '2030-01-01', end: '2030-01-01' }, []],
  ])('P-10 %j is wrong at %j, on 1 April 2026', (given, wrong) => {
    expect(Object.keys(datesWrong(given, '2026-04-01')).sort()).toEqual(wrong);
  });
});

describe('which reminder is due', () => {
  const due = (today: Day, change: Partial<Mapping> & { endSetOn?: Day } = {}) =>
    reminderDue({ ...mapping(change), endSetOn: change.endSetOn ?? '2026-01-01' }, today);

  it.each([
    ['2026-11-30', null],
    ['2026-12-01', 30],
    ['2026-12-16', 30],
    ['2026-12-17', 14],
    ['2026-12-24', 7],
    ['2026-12-29', 7],
    ['2026-12-30', 1],
    ['2026-12-31', 1],
    ['2027-01-01', null],
  ])('P-12 on %s it is %s days before 31 December', (today, before) => expect(due(today)).toBe(before));

  it('P-12 none whose day was not after the day on which the End was given', () => {
    expect(due('2026-12-20', { endSetOn: '2026-12-17' })).toBeNull();
    expect(due('2026-12-24', { endSetOn: '2026-12-17' })).toBe(7);
    expect(due('2026-12-20', { endSetOn: '2026-12-16' })).toBe(14);
  });

  it('P-12 none once somebody lets it end, or it has ended', () => {
    expect(due('2026-12-20', { letEnd: true })).toBeNull();
    expect(due('2026-12-20', { endedAt: new Date(1) })).toBeNull();
  });

  it('P-12 never goes back to an earlier one, and is one of the four', () => {
    fc.assert(
      fc.property(days, days, days, (endsOn, endSetOn, today) => {
        const look = (day: Day) => reminderDue({ ...mapping({ endsOn }), endSetOn }, day);
        const [now, next] = [look(today), look(addDays(today, 1))];
        if (now !== null) {
          expect(reminderDays).toContain(now);
          expect(addDays(endsOn, -now) <= today && addDays(endsOn, -now) > endSetOn).toBe(true);
          if (next !== null) expect(next).toBeLessThanOrEqual(now);
        }
      }),
    );
  });
});

describe('who may do what', () => {
  it('I-2 only a directory admin manages the desk, and nobody themselves (I-4)', () => {
    for (const other of [secretary, official, admin, stranger])
      expect(whyNotManage(other)?.key).toBe('partner.refuse.directoryAdmin');
    expect(whyNotManagePerson(directoryAdmin, secretary.id)).toBeNull();
    expect(whyNotManagePerson(directoryAdmin, directoryAdmin.id)?.key).toBe('partner.refuse.own');
  });

  it('P-12 a mapping is seen by directory admins, its official and its secretary', () => {
    expect([secretary, official, directoryAdmin].map((one) => maySee(one, mapping()))).toEqual([
      true,
      true,
      true,
    ]);
    // An ADMIN opens what waits, to hand it on.
    expect([admin, stranger].map((one) => maySee(one, mapping()))).toEqual([true, false]);
    const vacant = mapping({ position: { id: 1, code: 'x', name: 'y', holder: null } });
    expect(maySee(official, vacant)).toBe(false);
  });

  it('P-12 I-4 it is changed by directory admins and its official, never by the secretary, and not once it is over', () => {
    const day = '2026-06-01';
    expect(whyNotChange(official, mapping(), day)).toBeNull();
    expect(whyNotChange(directoryAdmin, mapping(), day)).toBeNull();
    expect(whyNotChange(admin, mapping(), day)?.key).toBe('partner.refuse.notOfficial');
    expect(whyNotChange(secretary, mapping(), day)?.key).toBe('partner.refuse.own');
    const secretaryWhoAdministers = actor(secretary.id, 'DIRECTORY_ADMIN');
    expect(whyNotChange(secretaryWhoAdministers, mapping(), day)?.key).toBe('partner.refuse.own');
    const ownSecretary = mapping({
      position: { ...mapping().position, holder: { id: secretary.id, name: 'S' } },
    });
    expect(whyNotChange(secretary, ownSecretary, day)?.key).toBe('partner.refuse.own');
    expect(whyNotChange(official, mapping(), '2027-01-01')?.key).toBe('partner.refuse.ended');
    expect(whyNotLetEnd(official, mapping({ letEnd: true }), day)?.key).toBe('partner.refuse.letEndAlready');
    expect(whyNotLetEnd(official, mapping(), day)).toBeNull();
  });
});

describe('what is searched for', () => {
  it.each([
    ['Lestari Put', `'Lestari':* & 'Put':*`],
    ['a@b.c', `'a':* & 'b':* & 'c':*`],
    [`' | !`, null],
    ['', null],
  ])('P-8 %j is looked for as words that begin so', (typed, words) => expect(prefixes(typed)).toBe(words));
});
