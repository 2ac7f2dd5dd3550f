import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldsIn, personalColumns } from '../../prisma/personal.ts';
import { projectRoot } from '../../src/core/root.ts';
import type { Retention } from '../../src/retention/rule.ts';
import { allRetention } from '../support/retention.ts';

const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');

/** What has no period, and why: models, or columns of what has one otherwise. */
const kept: Record<string, readonly string[]> = {
  'who somebody is: whoever acted is named for as long as what they did is kept; it goes by erasure': [
    'Person',
  ],
  'by what account somebody is known, or was: the same account or address is not let in as somebody else (I-1)':
    ['ChatIdentity', 'FormerChatIdentity', 'FormerAddress'],
  'a User ID, an account name: nobody else ever gets it (U-15, P-4); the password goes with the account': [
    'Account',
    'UserIdRequest.newUserId',
    'PartnerAccount.accountName',
  ],
  'the log and its checks, which retention never touches (I-5, T-1)': ['AuditEntry', 'AuditCheck'],
  'the product’s own keys: nobody’s': ['RootKey', 'DataKey', 'CertificateAuthority', 'ProductCertificate'],
  'a hash of a random token: by it a page confirms a document for as long as somebody has it': [
    'Minutes.tokenHash',
  ],
  'what stands in a conversation, which says of its record what that still says (U-13)': ['PostedCard'],
  'of the machinery, swept within days (jobs/housekeeping.ts), or gone with its job': [
    'StrayCopy',
    'DrawnModal',
    'FailingJob',
  ],
  'another system is played, for trying out': [
    'DigitSandboxAccount',
    'MarketSandboxCompany',
    'MarketSandboxUser',
    'MarketSandboxAccount',
  ],
};

/** Columns with personal data that no period covers and that are not excused; and what is excused or covered in vain. */
function uncovered(text: string, rules: readonly Retention[]): string[] {
  const { said } = personalColumns(text);
  const personal = said.filter(({ kind }) => kind !== 'none').map(({ column }) => column);
  const covers = new Set(rules.flatMap((rule) => rule.covers));
  const excused = new Set(Object.values(kept).flat());
  const isIn = (set: ReadonlySet<string>, column: string) =>
    set.has(column) || set.has(column.split('.')[0] ?? '');
  const known = new Set(fieldsIn(text).flatMap(({ model, name }) => [model, `${model}.${name}`]));
  const named = [...covers, ...excused].filter((one) => !known.has(one));
  return [
    ...personal
      .filter((column) => !isIn(covers, column) && !isIn(excused, column))
      .map((column) => `${column} has no period of retention, nor a reason why it is kept`),
    ...named.map((one) => `${one} is not in the schema`),
    ...[...excused]
      .filter(
        (one) =>
          personal.every((column) => column !== one && column.split('.')[0] !== one) || covers.has(one),
      )
      .map((one) => `${one} need not be excused`),
  ];
}

describe('T-3 what is held of people', () => {
  it('has a period of retention, column by column, or a reason why it is kept', () => {
    expect(uncovered(schema, allRetention)).toEqual([]);
  });

  it('a new column with personal data and no period fails the check', () => {
    const text = schema.replace(/^( +)letterNumber .*$/m, '$1hobby String? // personal: words plain');
    expect(uncovered(text, allRetention)).toEqual([
      'SatkerUser.hobby has no period of retention, nor a reason why it is kept',
    ]);
  });

  it('a kind that is taken away leaves what it covered without one', () => {
    const without = allRetention.filter(({ kind }) => kind !== 'user-id.request');
    expect(uncovered(schema, without)).toContain(
      'UserIdRequest.email has no period of retention, nor a reason why it is kept',
    );
  });

  it('each kind has a name of its own and keeps for as long as it must', () => {
    expect(new Set(allRetention.map(({ kind }) => kind)).size).toBe(allRetention.length);
    for (const { kind, days, least } of allRetention) expect(days, kind).toBeGreaterThanOrEqual(least);
  });
});
