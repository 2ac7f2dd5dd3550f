import { paper } from './paper.ts';
import { acted, numberIn, opened, type Said, type Somebody, sent, words } from './people.ts';

/** People whom the built-in Dukcapil knows, and DIGIT does not. */
export const budi = { nik: '3173050907880003', name: 'Budi Hartono', email: 'budi.hartono@mitra.example' };
export const rizky = {
  nik: '3173051503950004',
  name: 'Muhammad Rizky Ramadhan',
  email: 'rizky.ramadhan@mitra.example',
};

/** Registers somebody by their satker; answers the number. */
export async function registerUser(
  person: Somebody,
  { nik, name, email }: typeof budi,
  letterNumber: string,
): Promise<string> {
  const form = await opened(person, () => person.command('/satker add'), words('satker.button.add'));
  await form.type(words('satker.field.nik'), nik);
  await form.redrawn(() => form.click(words('satker.button.search')));
  await form.type(words('satker.field.name'), name);
  await form.type(words('satker.field.email'), email);
  await form.type(words('satker.field.phone'), '0812-3456-7890');
  await form.type(words('satker.field.letterNumber'), letterNumber);
  await form.upload(
    words('satker.field.document'),
    paper('surat-tugas.pdf', `Surat Tugas ${letterNumber}`, [`Nama: ${name}`, `NIK: ${nik}`]),
  );
  const number = await numberIn(await sent(form), 'SAT');
  await person.closeModals();
  return number;
}

export const approveUser = (officer: Somebody, number: string): Promise<void> =>
  acted(officer, words('record.approve'), number, async () => undefined);

export const rejectUser = (officer: Somebody, number: string, reason: Said): Promise<void> =>
  acted(officer, words('record.reject'), number, (form) =>
    form.type(words('record.decision.whyReject'), officer.says(reason)),
  );

/** Asks the KPPN to register whom a letter names; answers the ticket's number. */
export async function askForRegistration(person: Somebody, satker: string, note: Said): Promise<string> {
  const title = words('satker.form.registrationTicket');
  const form = await opened(person, () => person.command('/satker ticket'), title);
  await form.search(words('satker.field.satker'), satker.slice(0, 6));
  await form.pick(words('satker.field.satker'), satker);
  await form.upload(
    words('satker.field.letter'),
    paper('surat-permohonan.pdf', 'Surat Permohonan', [`Satuan kerja: ${satker}`]),
  );
  await form.type(words('satker.field.note'), person.says(note));
  const number = await numberIn(await sent(form), 'SAT');
  await person.closeModals();
  return number;
}
