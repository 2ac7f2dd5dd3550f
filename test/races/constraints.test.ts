import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/chat/answering.ts';
import type { ActionHandler } from '../../src/chat/desk.ts';
import { createRouter, type Router, type RouterDeps } from '../../src/chat/router.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { isLostRace, isUndone } from '../../src/db/lost-race.ts';
import { failureOf } from '../../src/web/failures.ts';
import { collectLog, type Logged } from '../support/bot.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '../support/open-database.ts';
import { races } from './races.ts';

/**
 * Constraints that need no race of their own, and why. One that comes later is answered here or by a race: until then this
 * test fails, since whoever loses at it would be given an internal error.
 */
const unraced: Record<string, string> = {
  unit_head_pkey:
    'written under the lock of the organisation, and passed over where it is there (additions.ts)',
  application_name_key: 'written under the lock of the organisation (additions.ts)',
  application_role_application_id_name_key: 'written under the lock of the organisation (additions.ts)',
  deadline_day_pkey: 'the daily run passes over what is there',
  digit_sandbox_account_pkey: 'the sandbox passes over what is there',
  partner_account_pkey: 'imports are written one at a time (queue `imports`)',
  partner_account_account_name_key: 'imports are written one at a time (queue `imports`)',
  partner_withdrawal_pkey: 'imports are undone one at a time (queue `imports`)',
  import_sheet_pkey: 'written with the import, by the one job that reads it',
  import_row_pkey: 'written with the import, by the one job that reads it',
  import_block_pkey: 'written with the import, by the one job that reads it',
  failing_job_pkey: 'a note that is there is counted up',
  taken_delivery_pkey: 'passed over where it is there: that is what it is for',
  alarm_open_key: 'passed over where it is there: the ADMINs are told (test/people/alarm.test.ts)',
  platform_outage_pkey: 'passed over where it is there: the first fault counts (posted/outages.ts)',
  stray_copy_pkey: 'passed over where it is there: it is looked for already (posted/fail-over.ts)',
  drawn_modal_pkey: 'the answer that is written later takes its place (posted/drawn-modals.ts)',
  personal_view_once: 'counted up where it is there (personal-data/views.ts)',
  sent_mail_pkey: 'passed over where it is there: that is what it is for',
  audit_seal_pkey: 'one sealer at a time (test/audit-log/sealing.test.ts)',
  audit_seal_entry_id_key: 'one sealer at a time (test/audit-log/sealing.test.ts)',
  audit_unsealed_pkey: 'written with its entry, whose id is new',
  audit_former_seal_pkey: 'written no more',
  audit_former_seal_entry_id_key: 'written no more',
  audit_former_head_pkey: 'written no more',
  audit_key_signing: 'made by the one sealer (test/audit-log/sealing.test.ts)',
  audit_checkpoint_day_key: 'passed over where it is there (test/audit-log/witnesses.test.ts)',
  audit_head_pkey: 'one sealer at a time (test/audit-log/sealing.test.ts)',
  portal_session_pkey: '32 random bytes',
  former_address_pkey: 'set anew where it is there, by the trigger that notes it',
  address_claim_open_key: 'passed over where it is there: the account is told that the ADMINs are asked',
  role_proposal_open_key: 'passed over where it is there: the ADMIN is told that it waits',
  authenticator_confirmed:
    'written under the lock of its person, in place of the former one (authenticators.ts)',
  authenticator_pending:
    'written under the lock of its person, in place of the former one (authenticators.ts)',
  counted_pkey: 'counted up where it is there (counting.ts)',
  approval_stage_code_key: 'written under the lock of the organisation (records.ts)',
  user_id_stage_pkey: 'written with its request, whose id is new',
  user_id_stage_request_id_stage_key: 'written with its request, whose plan has each stage once',
  holiday_day_key: 'written under the lock of the organisation (records.ts)',
  working_time_pkey: 'one row, which is there from its migration on',
  record_remark_open_key:
    'passed over where it is there: the row of the record decides (test/races/returning.test.ts)',
  record_remark_source_key:
    'passed over where it is there: that message was taken (test/records/returning.test.ts)',
  waiting_record_pkey: 'set anew where it is there: what waits, waits once (waits.ts)',
  mail_domain_pkey: 'written at a start under the lock of its table (mail-domains.ts)',
  step_up_mark_pkey: 'passed over where it is there: it is marked already (step-up.ts)',
  data_key_current: 'passed over where it is there: all seal under that one (test/db/data-keys.test.ts)',
  retention_run_open:
    'passed over where it is there: whoever begins second goes on with its run (test/retention/run.test.ts)',
  retention_removal_pkey:
    'passed over where it is there: a step of whoever came first began it (test/retention/run.test.ts)',
  erasure_open:
    'looked for under the lock of the person: whoever comes second is told since when it is under way',
  erasure_removal_pkey:
    'passed over where it is there: a step of whoever came first began it (test/erasure/erasing.test.ts)',
  root_key_pkey: 'of replicas that start together the first one writes it (test/db/root-key.test.ts)',
  database_life_pkey: 'of replicas that start together the first one writes it',
  procurement_satker_main: 'replaced under the lock of the profile, and passed over where it begins (add.ts)',
  procurement_satker_once:
    'passed over where it is there: the officer is told that their profile has it (add.ts)',
  market_sandbox_account_email_company_id_key: 'written with its company, whose id is new',
  market_sandbox_company_key_key: 'the sandbox passes over what is there',
  market_sandbox_company_registered_by_name_key: 'the sandbox passes over what is there',
  market_sandbox_user_pkey: 'the sandbox passes over what is there',
  market_sandbox_sign_in_pkey: '32 random bytes',
  delegation_overlap:
    'whoever names a substitute holds the principal, and is told of the other one (delegation.test.ts)',
  delegation_submission_key_key:
    'looked up under the lock of the principal: it is the same form (delegation.test.ts)',
  signing_number_key: 'a number of a sequence, taken at the commit (numbers.ts)',
  signing_submission_key_key: 'passed over where it is there: it is the same form (signings.test.ts)',
  signing_party_signing_id_person_id_key: 'written with its signing, which names nobody twice',
  signing_party_signing_id_turn_key: 'written with its signing, in the order of names',
  signer_person_id_key: 'passed over where it is there (signer.ts)',
  certificate_serial_key: '16 random bytes',
  certificate_current: 'written under the lock of its signer, in place of the former one (signature.test.ts)',
  certificate_authority_issuing: 'passed over where it is there: all issue by that one (signature.test.ts)',
  product_certificate_current:
    'written under the lock of the authority, in place of the former one (minutes.test.ts)',
  product_certificate_serial_key: '16 random bytes',
  product_certificate_fingerprint_key: 'of a certificate with a serial number of its own',
  minutes_token_hash_key: '32 random bytes',
  minutes_attachment_id_key: 'written with its file, whose id is new',
  minutes_subject_entry_id_person_id_key:
    'its file is passed over where it is there: of two that were made one counts (minutes.test.ts)',
  new_phone_waiting: 'passed over where it is there: whoever asks is told that it waits (signature.test.ts)',
  new_phone_submission_key_key: 'passed over where it is there: it is the same form (signature.test.ts)',
};

type Losing = (db: Database) => Promise<unknown>;

/** What PostgreSQL and Prisma throw at whoever comes second, where no desk has words for it. */
const losses: [string, Losing][] = [
  ['a unique constraint', (db) => db.query(`INSERT INTO taken_delivery (key) VALUES ('twice'), ('twice')`)],
  [
    'a unique constraint that Prisma meets',
    (db) => db.prisma.takenDelivery.createMany({ data: [{ key: 'twice' }, { key: 'twice' }] }),
  ],
  ['an exclusion constraint', (db) => raising(db, 'exclusion_violation')],
];

/** What PostgreSQL gives up where nobody need have changed anything. */
const undone: [string, Losing][] = [
  ['two that waited for each other', (db) => raising(db, 'deadlock_detected')],
  ['two that could not be put in an order', (db) => raising(db, 'serialization_failure')],
];

const raising = (db: Database, condition: string) => db.query(`DO $$ BEGIN RAISE ${condition}; END $$`);

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** All that may refuse a row beside another one, but ids that the database itself counts up. */
const ofSchema = `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = 'public'::regnamespace AND (i.indisunique OR i.indisexclusion)
    AND i.indrelid <> '_prisma_migrations'::regclass
    AND NOT (i.indnkeyatts = 1 AND EXISTS (SELECT 1 FROM pg_attrdef d WHERE d.adrelid = i.indrelid AND d.adnum = i.indkey[0]
               AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'))
  ORDER BY 1`;

const caller: Caller = { surface: 'slack', delivery: null } as Caller;

/** A router with one button. */
function routerWith(log: Logged, run: ActionHandler['run']): Router {
  const t = translate('id');
  const ctx = { actor: { id: 1, registered: true, roles: [] }, t };
  const desk = { id: 'test', commands: {}, actions: { press: { run } }, forms: {}, records: {} };
  return createRouter({
    desks: [desk],
    recognise: async () => ctx,
    isStalled: () => false,
    deadlineMs: 30_000,
    isLostRace,
    isUndone,
    whoCanHelp: async () => '',
    offerLanguage: async () => [],
    anyone: t,
    log,
  } as unknown as RouterDeps);
}

describe('U-13 A-2 every constraint that can decide between two', () => {
  it('has a race that shows what becomes of whoever loses, or a reason why nobody can', async () => {
    const raced = new Set(races.flatMap(({ constraints }) => constraints));
    const known = [...raced, ...Object.keys(unraced)].sort();
    const inSchema = (await db.query<{ name: string }>(ofSchema)).map(({ name }) => name).sort();
    expect(known).toEqual(inSchema);
  });

  it.each(losses)(
    'tells whoever loses at %s that somebody was faster, never of an internal error',
    (_, losing) => isAnswered(losing, 'error.faster', 409),
  );

  it.each(undone)(
    'says of %s that nothing has changed and to try again, never that somebody was faster',
    (_, losing) => isAnswered(losing, 'error.undone', 503),
  );

  async function isAnswered(losing: Losing, key: 'error.faster' | 'error.undone', status: number) {
    const log = collectLog();
    const router = routerWith(log, async () => {
      await losing(db);
      return { type: 'text', text: '' };
    });
    const answer = await router.action(caller, 'test.press');
    expect(answer).toMatchObject({ type: 'problem', text: translate('id')(key) });
    expect(log.lines.map(({ message }) => message)).not.toContain('unexpected error');
    const thrown = await losing(db).then(
      () => null,
      (error: unknown) => error,
    );
    const { status: given, page } = failureOf(thrown, translate('id'), log, '/portal');
    expect([given, String(page.body)]).toEqual([status, expect.stringContaining(translate('id')(key))]);
  }

  it('is answered by a race or excused, not both', () => {
    const raced = new Set(races.flatMap(({ constraints }) => constraints));
    expect(Object.keys(unraced).filter((name) => raced.has(name))).toEqual([]);
  });
});
