import type { ChatPerson, Modal, UploadedFile, Wanted } from '@satu-pintu/playground/people';
import { expect } from 'vitest';
import type { Workspace } from './bot.ts';
import { pdf } from './sample-files.ts';
import { complaints, sendDone, words } from './user-id-steps.ts';

/** The small steps that flows of the satker desk are made of: what people do, in whichever language they read. */

export const satker = '527010 SEKRETARIAT JENDERAL';
export const otherSatker = '527021 BIRO UMUM';

/** People of the sandboxes: DIGIT knows Ali and Siti, Dukcapil all of them. */
export const ali: Somebody = {
  nik: '3173051201900001',
  name: 'Ali Rahman',
  email: 'ali.rahman@nusantara.example',
  known: true,
};
export const siti: Somebody = {
  nik: '3173056505920002',
  name: 'Siti Nurhaliza',
  email: 'siti.nurhaliza@nusantara.example',
  known: true,
};
export const budi = { nik: '3173050907880003', name: 'Budi Hartono', email: 'budi.hartono@mitra.example' };
export const rizky = {
  nik: '3173051503950004',
  name: 'Muhammad Rizky Ramadhan',
  email: 'rizky.ramadhan@mitra.example',
};
export interface Somebody {
  nik: string;
  name: string;
  email: string;
  /** Has an account at DIGIT, which fills the form in. */
  known?: boolean;
}

export const letter: UploadedFile = { name: 'surat-tugas.pdf', data: pdf };

/** What is filled in besides the NIK. */
export interface Filled {
  name?: string;
  email?: string;
  phone?: string;
  letterNumber?: string;
  file?: UploadedFile | null;
}

/** Searches the NIK; what DIGIT knows is then filled in. */
export async function searchNik(form: Modal, nik: string): Promise<void> {
  await form.type(words('satker.field.nik'), nik);
  await form.redrawn(() => form.click(words('satker.button.search')));
}

/** Fills the rest of the form in; nothing is sent. */
export async function fillIn(form: Modal, filled: Filled): Promise<void> {
  if (filled.name !== undefined) await form.type(words('satker.field.name'), filled.name);
  if (filled.email !== undefined) await form.type(words('satker.field.email'), filled.email);
  await form.type(words('satker.field.phone'), filled.phone ?? '0812-3456-7890');
  await form.type(words('satker.field.letterNumber'), filled.letterNumber ?? 'ST-12/SJ/2026');
  if (filled.file !== null) await form.upload(words('satker.field.document'), filled.file ?? letter);
}

export async function openAdd(person: ChatPerson): Promise<Modal> {
  await person.command('/satker add');
  return person.modal(words('satker.button.add'));
}

/** Sends a form that is right, and answers the number that the confirmation shows. */
export async function send(form: Modal): Promise<string> {
  const result = await form.submit();
  expect(complaints(result)).toEqual([]);
  const shown = (await result.next?.text()) ?? '';
  const number = /SAT-\d{4}-\d{6}/.exec(shown)?.[0];
  if (!result.next || !number) throw new Error(`The form led to no confirmation:\n${shown}`);
  await result.next.close();
  return number;
}

/** Registers somebody by their own satker; answers the number. Whom DIGIT does not know is written out in full. */
export async function register(person: ChatPerson, somebody: Somebody, filled: Filled = {}): Promise<string> {
  return send(await fillInFor(await openAdd(person), somebody, filled));
}

/** Searches somebody and fills in what DIGIT does not know. */
export async function fillInFor(form: Modal, somebody: Somebody, filled: Filled = {}): Promise<Modal> {
  await searchNik(form, somebody.nik);
  const { name, email } = somebody;
  await fillIn(form, { ...(somebody.known ? {} : { name, email }), ...filled });
  return form;
}

/** Decides on the card of this number. */
export async function decide(
  officer: ChatPerson,
  number: string,
  verdict: 'Approve' | 'Reject',
  reason?: string,
): Promise<void> {
  await officer.click(verdict, { in: number });
  const form = await officer.modal(verdict);
  if (reason !== undefined)
    await form.type(
      words(verdict === 'Reject' ? 'record.decision.whyReject' : 'record.decision.note'),
      reason,
    );
  await sendDone(officer, form);
}

/** The rows of a NIK that are in a list, oldest first, by their status numbers. */
export async function rowsOf(workspace: Workspace, nik: string): Promise<number[]> {
  const rows = await workspace.query<{ status: string }>(
    'SELECT status FROM satker_user WHERE nik_hash = nik_hash_of($1) AND removed_at IS NULL ORDER BY id',
    [nik],
  );
  const numbers: Record<string, number> = { REGISTERED: 1, ACTIVE: 2, DORMANT: 3, INACTIVE: 0, REJECTED: 5 };
  return rows.map(({ status }) => numbers[status] ?? -1);
}

/** Opens a ticket for a registration; answers its number. */
export async function openTicket(
  person: ChatPerson,
  { to = satker, file = letter, note }: { to?: string; file?: UploadedFile; note?: string } = {},
): Promise<string> {
  await person.command('/satker ticket');
  const form = await person.modal(words('satker.form.registrationTicket'));
  await form.search(words('satker.field.satker'), to.slice(0, 6));
  await form.pick(words('satker.field.satker'), to);
  await form.upload(words('satker.field.letter'), file);
  if (note !== undefined) await form.type(words('satker.field.note'), note);
  return send(form);
}

/** Opens a ticket for a deletion; answers its number. */
export async function openDeletion(person: ChatPerson, user: string): Promise<string> {
  const form = await fillInDeletion(person, user);
  return send(form);
}

export async function fillInDeletion(person: ChatPerson, user: string): Promise<Modal> {
  await person.command('/satker delete');
  const form = await person.modal(words('satker.form.deletionTicket'));
  await form.search(words('satker.field.user'), user);
  await form.pick(words('satker.field.user'), new RegExp(`^${user}`));
  await form.upload(words('satker.field.letter'), { name: 'permintaan.pdf', data: pdf });
  return form;
}

/** The same list that a person sees, as text. */
export async function listOf(person: ChatPerson, filter = ''): Promise<string> {
  return person.answerTo(`/satker list ${filter}`.trim());
}

/** The form of a verb on a card, filled in with a reason. */
export async function openReasoned(
  person: ChatPerson,
  card: string,
  button: Wanted,
  reason?: { label: RegExp; text: string },
): Promise<Modal> {
  await person.click(button, { in: card });
  const form = await person.modal(button);
  if (reason) await form.type(reason.label, reason.text);
  return form;
}
