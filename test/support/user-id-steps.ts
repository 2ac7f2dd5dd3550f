import type { ChatPerson, Modal, Platform, SubmitResult, UploadedFile } from '@satu-pintu/playground/people';
import { expect } from 'vitest';
import {
  type Language,
  languages,
  type TextArgs,
  type TextKey,
  type Translate,
  translate,
  translateWithoutSlash,
} from '../../src/core/texts/index.ts';
import { another, asksAt } from './applicants.ts';
import { openWorkspace, type Workspace, type WorkspaceOptions } from './bot.ts';

/** The small steps that flows of the User ID desk are made of: what people do, in whichever language they read. */

/** Matches a text of the product in either language, and nothing more than that text. */
export function words<K extends TextKey>(key: K, ...args: TextArgs<K>): RegExp {
  const voices = languages.flatMap((language) => [translate(language), translateWithoutSlash(language)]);
  const spoken = voices.map((t) => t(key, ...args).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(?:${spoken.join('|')})$`);
}

/** The product's texts as they read on a platform: on some of them commands have no slash. */
export function voice(platform: Platform, language: Language): Translate {
  return platform === 'teams' ? translateWithoutSlash(language) : translate(language);
}

/** Each platform and each language once: enough where a flow's steps matter, since every card and form is judged in all of them. */
export const audiences: readonly { platform: Platform; language: Language }[] = [
  { platform: 'slack', language: 'en' },
  { platform: 'teams', language: 'id' },
];

/** With Slack in Indonesian too, for the flows in which the words themselves matter. */
export const readers: typeof audiences = [{ platform: 'slack', language: 'id' }, ...audiences];

/** A workspace in which everybody has chosen this language. */
export async function openWorkspaceIn(
  { platform, language }: (typeof audiences)[number],
  options: Pick<WorkspaceOptions, 'env' | 'patience'> = {},
): Promise<Workspace> {
  const workspace = await openWorkspace({ platforms: [platform], ...options });
  const reading = await workspace.query<{ account: string }>(
    `UPDATE person p SET language = $1
     WHERE NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'SATKER_USER')
     RETURNING split_part(email, '@', 1) AS account`,
    [language],
  );
  // Whom no register knows, and satker users, who are told what is their satker's where they have spoken, say so themselves.
  const accounts = await workspace.door().accounts();
  for (const one of accounts.filter((each) => !reading.some(({ account }) => account === each)))
    await workspace.person(one).command(`/pintu language ${language}`);
  return workspace;
}

/** Closes what a test left open, so that it stands in nobody's way. */
export async function closeForms(workspace: Workspace): Promise<void> {
  for (const account of await workspace.door().accounts()) await workspace.person(account).closeModals();
}

/** The stages in their order, and who decides them in the sample organisation for head-office people. */
export const stages = [
  { status: 'Waiting for Approval Atasan Pemohon', name: 'Atasan Pemohon', approver: 'bima.santoso' },
  { status: 'Waiting for Approval ICT Verificator', name: 'ICT Verificator', approver: 'dewi.lestari' },
  { status: 'Waiting for Approval ICT Manager', name: 'ICT Manager', approver: 'agus.pranoto' },
  { status: 'Waiting for ICT Executor', name: 'ICT Executor', approver: 'eko.saputra' },
] as const;
export type Stage = (typeof stages)[number];

/** What somebody asks for. */
export interface Wish {
  kind: 'HO-Organik/PKWT' | 'HO-TKJP' | 'User ID Unit';
  /** Head-office kinds. */
  nopek?: string;
  /** Kind Unit. */
  applicant?: { name: string; position: string; email: string; unit: string; atasan: string };
  /** Each platform with its note. */
  platforms: Record<string, string>;
  note?: string;
  files?: UploadedFile[];
}

export const forRina: Wish = {
  kind: 'HO-Organik/PKWT',
  nopek: '100234',
  platforms: { SAP: 'Laporan keuangan bulanan', VPN: 'Bekerja dari cabang' },
};

export const forJoko: Wish = {
  kind: 'HO-TKJP',
  nopek: '200517',
  platforms: { 'E-mail': 'Surat menyurat bagian keuangan' },
  note: 'Pengganti Bu Ratna',
};

export const forWahyu: Wish = {
  kind: 'User ID Unit',
  applicant: {
    name: 'Wahyu Nugroho',
    position: 'Operator SPBU',
    email: 'wahyu.nugroho@mitra.example',
    unit: 'SPBU 31.128.02',
    atasan: 'Sari Utami',
  },
  platforms: { 'P-Serv': 'Pelaporan harian' },
};

export async function openRequestForm(person: ChatPerson): Promise<Modal> {
  await person.command('/userid');
  return asksAt(await person.modal(words('userId.form.title')), person);
}

/** Has a form that somebody opened ask for somebody else: nothing of their own stands in it any more. */
export async function forSomebodyElse(form: Modal): Promise<void> {
  await form.redrawn(() => form.choose(words('userId.field.for'), words('userId.for.other')));
}

/** Fills the whole request form in, for somebody for whom no such request is open; nothing is sent. */
export async function fillIn(form: Modal, wanted: Wish): Promise<void> {
  const wish = await another(form, wanted);
  // Also where it stood there already: whatever is searched before would be searched anew.
  await form.redrawn(() => form.choose(words('userId.field.kind'), wish.kind));
  if (wish.nopek !== undefined) await form.type(words('field.nopek'), wish.nopek);
  if (wish.applicant) await fillInApplicant(form, wish.applicant);
  await form.tick(words('userId.field.platforms'), ...Object.keys(wish.platforms));
  for (const [platform, note] of Object.entries(wish.platforms)) {
    await form.type(words('userId.field.platformNote', { platform }), note);
  }
  if (wish.note !== undefined) await form.type(words('userId.field.note'), wish.note);
  if (wish.files) await form.upload(words('userId.field.attachments'), ...wish.files);
}

async function fillInApplicant(form: Modal, applicant: NonNullable<Wish['applicant']>): Promise<void> {
  await form.type(words('userId.field.name'), applicant.name);
  await form.type(words('field.position'), applicant.position);
  await form.type(words('field.email'), applicant.email);
  await chooseUnit(form, applicant.unit);
  await form.search(words('field.superior'), '');
  await form.pick(words('field.superior'), new RegExp(`^${applicant.atasan}`));
}

export async function chooseUnit(form: Modal, unit: string): Promise<void> {
  await form.search(words('field.unit'), unit);
  // Another unit is another list of superiors, which the form is drawn anew for.
  await form.redrawn(() => form.pick(words('field.unit'), unit));
}

/** What is said about a form that was sent, at its fields and about the whole of it. */
export function complaints({ errors, problem }: SubmitResult): string[] {
  return [...Object.values(errors), ...(problem === undefined ? [] : [problem])];
}

/** A form is sent with this field left empty: the platform's own client says so, or else the bot with this error. */
export async function expectRefusedEmpty(form: Modal, label: string, error: string): Promise<void> {
  const { outcome, errors } = await form.submit();
  expect(errors).toEqual({ [label]: form.required ?? error });
  if (form.required !== undefined) expect(outcome.delivered).toBe(false);
}

/** Leads a filled-in form to its review. */
export async function toReview(form: Modal): Promise<Modal> {
  const { errors, problem, next } = await form.submit();
  expect({ errors, problem }).toEqual({ errors: {}, problem: undefined });
  if (!next) throw new Error('The form led nowhere.');
  expect(next.title).toMatch(words('userId.review.title'));
  return next;
}

/** Submits a review and answers the number that the confirmation shows. */
export async function submitReview(review: Modal): Promise<string> {
  const { next } = await review.submit();
  const shown = (await next?.text()) ?? '';
  const number = /UID-\d{4}-\d{6}/.exec(shown)?.[0];
  if (!next || !number) throw new Error(`The review led to no confirmation:\n${shown}`);
  await next.close();
  return number;
}

/** Asks for a User ID from the command to the confirmation; answers its number. */
export async function ask(person: ChatPerson, wish: Wish): Promise<string> {
  const form = await openRequestForm(person);
  await fillIn(form, wish);
  return submitReview(await toReview(form));
}

/** Opens the decision form from the approver's card of this request. */
export async function openDecision(
  approver: ChatPerson,
  number: string,
  button: 'Approve' | 'Reject' | 'Confirm',
): Promise<Modal> {
  await approver.click(button, { in: number });
  return approver.modal(button);
}

export const someReason = 'Sesuai kebutuhan pekerjaan';

/** Sends a form that is right, reads that it is done, and closes what says so; answers that. */
export async function sendDone(person: ChatPerson, form: Modal): Promise<string> {
  const result = await form.submit();
  expect(complaints(result)).toEqual([]);
  if (!result.next) throw new Error(`The form was closed without a word.\n${await person.describe()}`);
  expect(result.next.title).toMatch(words('form.done'));
  const told = await result.next.text();
  await person.closeModals();
  return told;
}

/** What those are told who were too late, of several who sent a form for the same decision (U-13). */
export async function toldPassed(results: readonly SubmitResult[]): Promise<string[]> {
  const passed = words('form.passed');
  return Promise.all(results.flatMap(({ next }) => (next && passed.test(next.title) ? [next.text()] : [])));
}

export async function approve(approver: ChatPerson, number: string, reason = someReason): Promise<void> {
  const form = await openDecision(approver, number, 'Approve');
  await form.type(words('userId.decision.whyApprove'), reason);
  await sendDone(approver, form);
}

export async function reject(approver: ChatPerson, number: string, reason: string): Promise<void> {
  const form = await openDecision(approver, number, 'Reject');
  await form.type(words('record.decision.whyReject'), reason);
  await sendDone(approver, form);
}

/** `code`: of the executor's authenticator, where their stage asks for one. */
export async function confirm(
  executor: ChatPerson,
  number: string,
  userId: string,
  code?: string,
): Promise<void> {
  const form = await openDecision(executor, number, 'Confirm');
  await form.type(words('userId.field.newUserId'), userId);
  if (code) await form.type(words('code.label'), code);
  await sendDone(executor, form);
}

/** Has an admin grant a role in chat. */
export async function grantRole(admin: ChatPerson, name: string, role: string): Promise<void> {
  await admin.command('/pintu people');
  await admin.click(words('people.grant'));
  const form = await admin.modal(words('people.grant'));
  await form.search(words('people.person'), name);
  await form.pick(words('people.person'), new RegExp(`^${name}`));
  await form.choose(words('people.role'), role);
  const { errors, next } = await form.submit();
  expect(errors).toEqual({});
  await next?.close({ all: true });
}

/** Has an admin withdraw a role in chat. */
export async function withdrawRole(
  admin: ChatPerson,
  name: string,
  role: string,
  reason: string,
): Promise<void> {
  await admin.command(`/pintu people ${name}`);
  await admin.clickBeside(name, words('record.open'));
  await admin.clickBeside(role, words('people.withdraw'));
  const form = await admin.modal(words('people.withdraw'));
  await form.type(words('people.reason'), reason);
  const { errors, next } = await form.submit();
  expect(errors).toEqual({});
  await next?.close({ all: true });
}

/** Has a request approved until it stands at this stage. */
export async function bringTo(
  workspace: Workspace,
  number: string,
  stage: Stage,
  atasan = 'bima.santoso',
): Promise<void> {
  for (const passed of stages.slice(0, stages.indexOf(stage))) {
    // A letter that is still to leave when its stage has passed is not sent: here everybody gets theirs first.
    await settled(workspace);
    await approve(workspace.person(passed === stages[0] ? atasan : passed.approver), number);
  }
  await settled(workspace);
}

/** Waits until everything that was to be posted, refreshed or mailed has been, and whatever else is to be done but by these jobs. */
export async function settled(workspace: Workspace, but: readonly string[] = []): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const jobs = await workspace.query<{ task: string; error: string | null }>(
      // What a start leaves for later, by the clock, is nobody's doing here: its key is its name.
      `SELECT task_identifier AS task, last_error AS error FROM graphile_worker.jobs
       WHERE NOT (attempts = 0 AND run_at > now() + interval '1 second'
                  AND key = task_identifier) AND task_identifier <> ALL($1)`,
      [but],
    );
    if (jobs.length === 0) return;
    if (Date.now() > deadline) throw new Error(`jobs are left: ${JSON.stringify(jobs)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Waits until what earlier acts left to jobs is done, or waits for a register that is down. What goes by the clock, which a start leaves
 * for ten seconds later, is done now: in the middle of an act it would change what that is not to change.
 */
export async function atRest(workspace: Workspace): Promise<void> {
  await workspace.query(
    `UPDATE graphile_worker._private_jobs j SET run_at = now() FROM graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = j.key
       AND j.locked_at IS NULL AND j.run_at > now()`,
  );
  await expect
    .poll(() => workspace.query('SELECT task_identifier FROM graphile_worker.jobs WHERE run_at <= now()'))
    .toEqual([]);
}

/**
 * All that a refused act must leave as it was; that somebody was recognised for the first time is no part of it, nor the
 * way to the page for files that comes with every form drawn, nor that a form has been sent.
 */
async function recordOf(workspace: Workspace): Promise<unknown> {
  await atRest(workspace);
  await settled(workspace);
  const rows = await workspace.query(`SELECT
    (SELECT json_agg(r ORDER BY id) FROM user_id_request r) AS requests,
    (SELECT json_agg(d ORDER BY request_id, stage) FROM user_id_decision d) AS decisions,
    (SELECT json_agg(a ORDER BY id) FROM account a) AS accounts,
    (SELECT json_agg(s ORDER BY id) FROM satker_user s) AS satker_users,
    (SELECT json_agg(t ORDER BY id) FROM satker_ticket t) AS satker_tickets,
    (SELECT json_agg(d ORDER BY id) FROM digit_registration d) AS digit_registrations,
    (SELECT json_agg(g ORDER BY id) FROM role_grant g) AS grants,
    (SELECT json_agg(b ORDER BY id) FROM bound_channel b) AS channels,
    (SELECT json_agg(e ORDER BY id) FROM audit_entry e WHERE action <> 'person.linked') AS audit,
    (SELECT json_agg(f ORDER BY id) FROM form_draft f WHERE form <> 'sent') AS drafts,
    (SELECT json_agg(json_build_array(id, record) ORDER BY id) FROM attachment) AS attachments,
    (SELECT json_agg(key ORDER BY key) FROM sent_mail) AS mails,
    (SELECT json_agg(json_build_array(key, message_id) ORDER BY key) FROM posted_card) AS cards,
    (SELECT count(*) FROM one_time_link WHERE purpose <> 'attach') AS links`);
  return rows[0];
}

/** Runs an act that is to change nothing, and proves that it did not. */
export async function unchanged<T>(workspace: Workspace, act: () => Promise<T>): Promise<T> {
  const before = await recordOf(workspace);
  const result = await act();
  expect(await recordOf(workspace)).toEqual(before);
  return result;
}
