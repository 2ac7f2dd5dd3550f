import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/core/root.ts';
import type { Database } from '../../src/db/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { allRetention } from '../support/retention.ts';

const schema = readFileSync(path.join(projectRoot, 'prisma/schema.prisma'), 'utf8');

/** Where each table is swept whose rows serve the machinery for a while; those that hold something of people have a period (`retention/`). */
const swept: Record<string, string> = {
  alarm: 'jobs/housekeeping.ts',
  audit_unsealed: 'audit-log/sealing.ts',
  counted: 'jobs/housekeeping.ts',
  deadline_day: 'deadlines/sweep.ts',
  deadline_notice: 'deadlines/sweep.ts',
  drawn_modal: 'jobs/housekeeping.ts',
  failing_job: 'jobs/failing.ts',
  platform_outage: 'posted/outages.ts',
  stray_copy: 'posted/fail-over.ts',
  taken_delivery: 'jobs/housekeeping.ts',
  waiting_record: 'reminders/waits.ts',
};

/** Whose rows go at the end of a period, by the tables of the models that a kind covers. */
const retained: string[] = [
  ...new Set(
    allRetention
      .filter(({ effect }) => effect === 'row')
      .flatMap(({ covers }) => covers)
      .map(
        (model) =>
          new RegExp(`^model ${model} \\{[\\s\\S]*?@@map\\("(\\w+)"\\)`, 'm').exec(schema)?.[1] ?? model,
      ),
  ),
];

/** What is kept for ever, and why. A table that comes later is answered here or swept: until then this test fails. */
const kept: Record<string, readonly string[]> = {
  'a record that people refer to, with what was decided about it': [
    'address_claim',
    'certificate',
    'delegation',
    'import',
    'import_sheet',
    'market_link',
    'minutes',
    'new_phone',
    'partner_account',
    'procurement_satker',
    'record_remark',
    'role_proposal',
    'satker_company',
    'satker_ticket',
    'satker_user',
    'secretary_mapping',
    'signer',
    'signing',
    'signing_party',
    'user_id_decision',
    'user_id_platform',
    'user_id_request',
    'user_id_stage',
    'whitelist_grant',
  ],
  'the organisation, who is in it, and what somebody is known by': [
    'account',
    'application',
    'application_role',
    'approval_stage',
    'chat_identity',
    'digit_sandbox_account',
    'former_address',
    'former_chat_identity',
    'market_sandbox_account',
    'market_sandbox_company',
    'market_sandbox_user',
    'person',
    'platform_system',
    'position',
    'role_grant',
    'unit',
    'unit_head',
  ],
  'a setting, a row or few of them': [
    'audit_head',
    'audit_key',
    'bound_channel',
    'certificate_authority',
    'product_certificate',
    'database_life',
    'holiday',
    'mail_domain',
    'data_key',
    'root_key',
    'step_up_mark',
    'working_time',
  ],
  'what was erased on demand, which names nobody': ['erasure', 'erasure_removal'],
  'the log, and what proves it (I-5, T-1)': [
    'audit_check',
    'audit_checkpoint',
    'audit_entry',
    'audit_former_head',
    'audit_former_seal',
    'audit_seal',
  ],
  'what stands in a conversation, which is brought up to date as long as somebody may look at it (U-13)': [
    'posted_card',
  ],
};

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

describe('I-5 everything that is written', () => {
  it('is swept when it has served its purpose, or is kept for a reason', async () => {
    const tables = await db.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    );
    const answered = [...Object.keys(swept), ...retained, ...Object.values(kept).flat()];
    expect(answered.sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it.each(Object.entries(swept))('%s is swept in %s', (table, file) => {
    const text = readFileSync(path.join(projectRoot, 'src', file), 'utf8');
    expect(text).toMatch(new RegExp(`DELETE FROM ${table}\\b`));
  });
});
