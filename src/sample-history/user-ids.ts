import { paper } from './paper.ts';
import { acted, numberIn, opened, type Said, type Somebody, sent, words } from './people.ts';

/** What is asked for: somebody of the register, by their Nopek, or somebody who works at a unit. */
export type Wish = { systems: Record<string, Said>; withLetter?: true } & (
  | { kind: 'HO-Organik/PKWT' | 'HO-TKJP'; nopek: string }
  | { kind: 'User ID Unit'; name: string; position: string; email: string }
);

const unit = 'SPBU 31.128.02';
const unitHead = 'Sari Utami';

/** Asks for a User ID; answers the request's number. */
export async function askForUserId(person: Somebody, wish: Wish): Promise<string> {
  const form = await opened(person, () => person.command('/userid'), words('userId.form.title'));
  await form.redrawn(() => form.choose(words('userId.field.for'), words('userId.for.other')));
  // Also where it stood there already: whatever is searched before would be searched anew.
  await form.redrawn(() => form.choose(words('userId.field.kind'), wish.kind));
  if (wish.kind !== 'User ID Unit') {
    await form.type(words('field.nopek'), wish.nopek);
  } else {
    await form.type(words('userId.field.name'), wish.name);
    await form.type(words('field.position'), wish.position);
    await form.type(words('field.email'), wish.email);
    await form.search(words('field.unit'), unit);
    await form.redrawn(() => form.pick(words('field.unit'), unit));
    await form.search(words('field.superior'), '');
    await form.pick(words('field.superior'), new RegExp(`^${unitHead}`));
  }
  await form.tick(words('userId.field.platforms'), ...Object.keys(wish.systems));
  for (const [platform, note] of Object.entries(wish.systems))
    await form.type(words('userId.field.platformNote', { platform }), person.says(note));
  if (wish.withLetter)
    await form.upload(
      words('userId.field.attachments'),
      paper('surat-permohonan.pdf', 'Surat Permohonan User ID'),
    );
  const review = await sent(form);
  if (!review) throw new Error('The request was not shown for review.');
  const number = await numberIn(await sent(review), 'UID');
  await person.closeModals();
  return number;
}

export const approveUserId = (person: Somebody, number: string, reason: Said): Promise<void> =>
  acted(person, words('record.approve'), number, (form) =>
    form.type(words('userId.decision.whyApprove'), person.says(reason)),
  );

export const rejectUserId = (person: Somebody, number: string, reason: Said): Promise<void> =>
  acted(person, words('record.reject'), number, (form) =>
    form.type(words('record.decision.whyReject'), person.says(reason)),
  );

export const makeUserId = (person: Somebody, number: string, userId: string): Promise<void> =>
  acted(person, words('userId.button.confirm'), number, (form) =>
    form.type(words('userId.field.newUserId'), userId),
  );

/** Sends a request back with a question. */
export const returnWith = (person: Somebody, number: string, question: Said): Promise<void> =>
  acted(person, words('record.return'), number, (form) =>
    form.type(words('record.return.question'), person.says(question)),
  );
