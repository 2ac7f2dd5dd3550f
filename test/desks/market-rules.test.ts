import { describe, expect, it } from 'vitest';
import type { Satker } from '../../src/desks/marketplace/model.ts';
import {
  stepOf,
  suitable,
  whyNotMakeMain,
  whyNotRemove,
  whyNotUndo,
  whyNotUndoCompany,
  whyNotUse,
} from '../../src/desks/marketplace/rules.ts';
import type { MarketAccount } from '../../src/neighbours/marketplace/marketplace.ts';

const putri = { id: 1, roles: [{ role: 'PROCUREMENT_OFFICER' as const, unitId: 7 }] };
const company = { id: 5, companyId: 'c-1', name: 'Sekretariat Jenderal', address: 'Jakarta' };
const link = { account: 'a-1', email: 'putri@x', linkedAt: new Date(0) };

const satker = (change: Partial<Satker> = {}): Satker => ({
  id: 3,
  personId: putri.id,
  unit: { id: 7, code: '527010', name: 'SEKRETARIAT JENDERAL', institution: 'Kementerian Keuangan' },
  isMain: false,
  changedAt: new Date(0),
  company: null,
  link: null,
  ...change,
});

const account = (id: string, companyId: string, connected: string | null = null): MarketAccount => ({
  id,
  email: 'putri@x',
  company: { id: companyId, name: companyId, address: '' },
  satker: connected,
});
const none = new Set<string>();

describe('where a press on a satker leads', () => {
  it.each<[string, Partial<Satker>, MarketAccount[], ReadonlySet<string>, object]>([
    [
      'M-4 a mapped one: in, by its own account',
      { company, link },
      [account('a-9', 'c-9')],
      none,
      { type: 'signIn', account: 'a-1' },
    ],
    [
      'M-3 one that was connected before: to its company by itself',
      {},
      [account('a-1', 'c-1', '527010'), account('a-2', 'c-2')],
      none,
      { type: 'default', account: { id: 'a-1' } },
    ],
    [
      'M-3 never to the one that another satker was connected with',
      {},
      [account('a-1', 'c-1', '527021')],
      none,
      { type: 'ask' },
    ],
    [
      'M-4 the one account with the e-mail is offered',
      {},
      [account('a-2', 'c-2')],
      none,
      { type: 'choose', accounts: [{ id: 'a-2' }] },
    ],
    [
      'M-4 of several one is chosen',
      {},
      [account('a-2', 'c-2'), account('a-3', 'c-3')],
      none,
      { type: 'choose', accounts: [{ id: 'a-2' }, { id: 'a-3' }] },
    ],
    [
      'M-2 whose company is another satker’s is not offered',
      {},
      [account('a-2', 'c-2'), account('a-3', 'c-3')],
      new Set(['c-2']),
      { type: 'choose', accounts: [{ id: 'a-3' }] },
    ],
    ['M-5 without an account one is asked', {}, [], none, { type: 'ask' }],
    [
      'M-5 with accounts of others’ companies alone too',
      {},
      [account('a-2', 'c-2')],
      new Set(['c-2']),
      { type: 'ask' },
    ],
    [
      'M-2 a second officer gets their own account of its company',
      { company },
      [account('a-7', 'c-1'), account('a-2', 'c-2')],
      new Set(['c-1']),
      { type: 'choose', accounts: [{ id: 'a-7' }] },
    ],
    [
      'M-2 a second officer without one logs in, and is never asked to register',
      { company },
      [account('a-2', 'c-2')],
      new Set(['c-1']),
      { type: 'logIn' },
    ],
  ])('%s', (_, change, accounts, taken, expected) => {
    expect(stepOf(satker(change), accounts, taken)).toMatchObject(expected);
  });

  it('M-2 no set of accounts ever leads a satker to a company that another one has, or a second officer to a registration', () => {
    const companies = ['c-1', 'c-2', 'c-3'];
    const accounts = companies.flatMap((id, n) => [
      account(`a-${n}`, id),
      account(`b-${n}`, id, '527010'),
      ...(n === 0 ? [account('o', id, '527021')] : []),
    ]);
    for (let chosen = 0; chosen < 2 ** accounts.length; chosen += 1)
      for (const own of [null, company])
        for (const taken of [none, new Set(['c-2']), new Set(['c-2', 'c-3'])]) {
          const mine = accounts.filter((_, n) => chosen & (1 << n));
          const step = stepOf(satker({ company: own }), mine, taken);
          const led = step.type === 'choose' ? step.accounts : step.type === 'default' ? [step.account] : [];
          // What is offered by e-mail is what a login may map, neither more nor less.
          const fitting = suitable(satker({ company: own }), mine, taken);
          if (step.type === 'default') expect(fitting).toContain(step.account);
          else expect(led).toEqual(fitting);
          for (const one of led) {
            if (own) expect(one.company.id).toBe(own.companyId);
            else expect(taken.has(one.company.id)).toBe(false);
          }
          if (own) expect(step.type).not.toBe('ask');
        }
  });

  it('M-3 a login maps no account that another satker was connected with, unless it is of the satker’s own company', () => {
    const others = [account('a-1', 'c-1', '527021'), account('a-2', 'c-2', '527010')];
    expect(suitable(satker(), others, none).map(({ id }) => id)).toEqual(['a-2']);
    expect(suitable(satker({ company }), others, new Set(['c-1'])).map(({ id }) => id)).toEqual(['a-1']);
  });

  it('M-2 a login may map what fits the satker, and nothing else', () => {
    const accounts = [account('a-1', 'c-1'), account('a-2', 'c-2')];
    expect(suitable(satker(), accounts, new Set(['c-1'])).map(({ id }) => id)).toEqual(['a-2']);
    expect(suitable(satker({ company }), accounts, new Set(['c-1'])).map(({ id }) => id)).toEqual(['a-1']);
  });
});

describe('what an officer may do', () => {
  const others = { id: 2, roles: putri.roles };
  const nobody = { id: 1, roles: [] };
  it('M-1 I-3 looks after the own profile, for as long as the role lasts', () => {
    expect(whyNotUse(putri)).toBeNull();
    expect(whyNotUse(putri, satker())).toBeNull();
    expect(whyNotUse(others, satker())?.key).toBe('market.refuse.unknown');
    expect(whyNotUse(nobody, satker())?.key).toBe('market.refuse.notOfficer');
  });

  it('M-8 removes an additional satker; the main one is replaced, never removed', () => {
    expect(whyNotRemove(putri, satker())).toBeNull();
    expect(whyNotRemove(putri, satker({ isMain: true }))?.key).toBe('market.refuse.main');
    expect(whyNotMakeMain(putri, satker())).toBeNull();
    expect(whyNotMakeMain(putri, satker({ isMain: true }))?.key).toBe('market.refuse.mainAlready');
  });

  it('I-10 an ADMIN undoes a mapping that nobody is left for, once', () => {
    const admin = { roles: [{ role: 'ADMIN' as const, unitId: null }] };
    const unheld = { ...company, unit: satker().unit, mappedAt: new Date(0), endedAt: null, officers: [] };
    expect(whyNotUndoCompany(admin, unheld)).toBeNull();
    expect(whyNotUndoCompany(putri, unheld)?.key).toBe('error.adminOnly');
    expect(whyNotUndoCompany(admin, { ...unheld, officers: ['Putri'] })?.key).toBe('market.refuse.held');
    expect(whyNotUndoCompany(admin, { ...unheld, endedAt: new Date(0) })).toMatchObject({
      key: 'market.refuse.companyEnded',
      overtaken: 'unnamed',
    });
  });

  it('I-10 undoes what is mapped', () => {
    expect(whyNotUndo(putri, satker({ company, link }))).toBeNull();
    expect(whyNotUndo(putri, satker({ company }))?.key).toBe('market.refuse.notMapped');
  });
});
