/**
 * Where the rows of each table would stand, were one organisation more than one PostgreSQL carries (docs/scale.md): with their record. What is read at
 * every click and written seldom, who people are and what they may, stands everywhere.
 */

/** The same on every shard. */
export const everywhere: readonly string[] = [
  // People, what they may, and the organisation.
  ...['person', 'unit', 'unit_head', 'position', 'role_grant', 'role_proposal', 'delegation'],
  ...[
    'chat_identity',
    'former_chat_identity',
    'former_address',
    'address_claim',
    'mail_domain',
    'bound_channel',
  ],
  ...['account', 'authenticator', 'signer', 'certificate', 'step_up_mark'],
  ...[
    'partner_account',
    'partner_withdrawal',
    'whitelist_grant',
    'procurement_satker',
    'satker_company',
    'market_link',
  ],
  // What is set.
  ...['platform_system', 'approval_stage', 'application', 'application_role', 'holiday', 'working_time'],
  ...[
    'certificate_authority',
    'product_certificate',
    'root_key',
    'data_key',
    'database_life',
    'alarm',
    'platform_outage',
  ],
  // What the worker and the migrations keep of themselves: each shard's own.
  ...['graphile_worker._private_tasks', 'graphile_worker._private_job_queues'],
  ...['graphile_worker._private_known_crontabs', 'graphile_worker.migrations', '_prisma_migrations'],
  ...['retention_run', 'retention_removal', 'erasure', 'erasure_removal'],
  // The log's head and its checks: the log is one, see docs/scale.md.
  ...['audit_head', 'audit_key', 'audit_checkpoint', 'audit_check', 'audit_former_head', 'audit_former_seal'],
  // The sandboxes: for trying out, on one machine.
  ...['digit_registration', 'digit_sandbox_account'],
  ...['market_sandbox_account', 'market_sandbox_company', 'market_sandbox_sign_in', 'market_sandbox_user'],
];

/**
 * Of each table that is spread: which of its columns say where a row stands, each by what it is a value of. Rows that are equal in one of these stand
 * together; the first is the one by which they are spread. What is written with
 * a record's id, as the subject `user-id:42` is, says the same as that id.
 */
export const spread: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  user_id_request: { id: 'request' },
  user_id_platform: { request_id: 'request' },
  user_id_stage: { request_id: 'request' },
  user_id_decision: { request_id: 'request' },
  satker_user: { id: 'satker user', document_id: 'file' },
  satker_ticket: { id: 'ticket', user_id: 'satker user', document_id: 'file' },
  secretary_mapping: { id: 'mapping' },
  new_phone: { id: 'new phone' },
  signing: { id: 'signing', original_id: 'file', current_id: 'file' },
  signing_party: { signing_id: 'signing', id: 'party' },
  import: { id: 'import' },
  import_sheet: { import_id: 'import' },
  import_row: { import_id: 'import' },
  import_block: { import_id: 'import' },
  // A transaction's own.
  opened_row: { import_id: 'import' },
  // What stands beside a record, whatever its kind.
  record_remark: { subject: 'subject', id: 'remark' },
  waiting_record: { subject: 'subject' },
  handover: { subject: 'subject' },
  personal_view: { subject: 'subject', id: 'view', file_id: 'file' },
  minutes: { subject: 'subject', attachment_id: 'file', entry_id: 'entry', id: 'minutes' },
  attachment: { record: 'subject', id: 'file', remark_id: 'remark' },
  posted_card: { subject: 'subject', id: 'card', key: 'card key', thread: 'card key' },
  stray_copy: { card_id: 'card' },
  deadline_notice: { record: ['satker user', 'mapping'] },
  deadline_day: { day: 'day' },
  audit_entry: { subject: 'subject', id: 'entry' },
  audit_unsealed: { entry_id: 'entry' },
  audit_seal: { entry_id: 'entry', position: 'position' },
  // Jobs are added in the transaction of what they are about, and so where that stands.
  'graphile_worker._private_jobs': { key: 'job key', id: 'job' },
  'graphile_worker.jobs': { key: 'job key', id: 'job' },
  failing_job: { job_id: 'job', key: 'job key' },
  // What is known by a key of its own.
  one_time_link: { token_hash: 'link' },
  chat_code: { link_hash: 'link', id: 'code' },
  portal_session: { token_hash: 'session' },
  sent_mail: { key: 'mail' },
  counted: { key: 'count' },
  taken_delivery: { key: 'delivery' },
  drawn_modal: { id: 'modal' },
  form_draft: { id: 'draft' },
};

/** A file's statements that bring together what does not stand together: how many there are, and why that is right. Neither more nor fewer. */
export interface Excused {
  statements: number;
  why: string;
}

const writesEverywhere =
  'an import writes what stands everywhere, from rows that stand together; its entries are kept where it runs';
const goesWithRecord = 'what goes with a record stands where it does: each shard removes its own';
const looksEverywhere = 'asks every shard, once: an EXISTS or a count of each';
const ownWorker = 'jobs are of the shard whose worker does them: it asks of its own alone';
const ownCards =
  'the jobs of a record, and what fails of them, stand where its cards do: they are added in its transactions';

export const excused: Readonly<Record<string, Excused>> = {
  'src/attachments/kept.ts': {
    statements: 1,
    why: 'a file that is given once more, with another record, is copied there: read from one shard, written to another',
  },
  'src/audit-log/checking.ts': {
    statements: 3,
    why: 'the log is one: whoever checks it reads entries and seals in the order of seals, from every shard',
  },
  'src/audit-log/erasing.ts': {
    statements: 3,
    why: 'an entry allows an erasure that another one, sealed behind it, speaks of, wherever both stand',
  },
  'src/desks/front/audit/reading.ts': {
    statements: 1,
    why: 'reads the witnesses of the log, one a day, from every shard',
  },
  'src/desks/organisation/sheets/additions.ts': { statements: 1, why: writesEverywhere },
  'src/desks/organisation/sheets/records.ts': { statements: 2, why: writesEverywhere },
  'src/desks/organisation/sheets/undo.ts': { statements: 3, why: writesEverywhere },
  'src/desks/organisation/sheets/staged.ts': { statements: 1, why: looksEverywhere },
  'src/desks/partners/accounts/check.ts': { statements: 1, why: looksEverywhere },
  'src/desks/partners/accounts/undo.ts': { statements: 1, why: writesEverywhere },
  'src/desks/partners/accounts/write.ts': { statements: 1, why: writesEverywhere },
  'src/desks/partners/ending.ts': {
    statements: 1,
    why: 'what ends with a mapping, a role, stands everywhere; the entry of that is kept where the mapping is',
  },
  'src/desks/partners/secretaries.ts': { statements: 1, why: looksEverywhere },
  'src/desks/satker/dormancy/deadline.ts': {
    statements: 1,
    why: 'sessions of whoever may log in no more end on every shard',
  },
  'src/desks/satker/registrations/doors.ts': {
    statements: 1,
    why: 'sessions of whoever may log in no more end on every shard',
  },
  'src/desks/satker/logins.ts': {
    statements: 1,
    why: 'a login counts for all rows of its person, on every shard',
  },
  'src/desks/satker/store.ts': { statements: 1, why: looksEverywhere },
  'src/desks/signature/certificates/expiry.ts': {
    statements: 1,
    why: 'certificates stand everywhere: their notices and entries are kept where the run is',
  },
  'src/desks/user-id/store.ts': {
    statements: 1,
    why: 'finds a decision by the key of its form, and then its request',
  },
  'src/jobs/backlog.ts': { statements: 1, why: ownWorker },
  'src/jobs/failing.ts': { statements: 1, why: ownWorker },
  'src/jobs/task.ts': { statements: 1, why: ownWorker },
  'src/people/leaving.ts': { statements: 1, why: 'whoever leaves loses their sessions on every shard' },
  'src/posted/copies.ts': { statements: 1, why: ownCards },
  'src/posted/deliver.ts': { statements: 3, why: ownCards },
  'src/posted/due.ts': {
    statements: 1,
    why: 'what else is due to somebody goes along as far as it stands on this shard, whose worker does its jobs',
  },
  'src/posted/post.ts': {
    statements: 2,
    why: 'cards are posted by the keys of their threads, and read back by them: all of one record, whose transaction it is',
  },
  'src/records/waiting.ts': {
    statements: 1,
    why: 'how long it usually takes is learned from other records, of this shard alone',
  },
  'src/erasure/kind.ts': { statements: 3, why: looksEverywhere },
  'src/erasure/own.ts': { statements: 1, why: looksEverywhere },
  'src/retention/files.ts': { statements: 1, why: goesWithRecord },
  'src/retention/rule.ts': { statements: 2, why: goesWithRecord },
  'src/web/card-links.ts': {
    statements: 1,
    why: 'a link to a card is made where the card stands, and is found by its token on every shard',
  },
};

const numbered = 'numbers are drawn from a sequence, of which each shard has a stretch';
const byForm = 'the key of a form is drawn at random, and what it makes is put where that key says';

/** Unique constraints of what is spread in which nothing says where a row stands, and what would hold instead. */
export const apart: Readonly<Record<string, string>> = {
  user_id_request_number_key: numbered,
  user_id_request_submission_key_key: byForm,
  satker_user_number_key: numbered,
  satker_user_submission_key_key: byForm,
  satker_user_current_key:
    'all rows of a satker are put where its number says, so that one shard has them all',
  satker_ticket_number_key: numbered,
  satker_ticket_submission_key_key: byForm,
  secretary_mapping_number_key: numbered,
  secretary_mapping_submission_key: byForm,
  secretary_mapping_overlap: 'all mappings of a person are put where the person’s number says',
  new_phone_submission_key_key: byForm,
  new_phone_waiting: 'all that one signer asks for is put where the signer’s number says',
  signing_number_key: numbered,
  signing_submission_key_key: byForm,
  import_number_key: numbered,
  import_source_key: 'an import is put where its file’s name with the platform says',
  attachment_uploader_id_source_key:
    'a file is put where its name with the platform says, until it is copied to its record',
  record_remark_source_key: 'a message is about one record, and is taken where that stands',
  minutes_token_hash_key: 'tokens of 32 random bytes are never drawn twice',
};
