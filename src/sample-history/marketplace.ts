import { opened, type Said, type Somebody, sent, words } from './people.ts';

/** Adds a satker to an officer's profile. */
export async function addSatker(officer: Somebody, institution: string, satker: string): Promise<void> {
  const form = await opened(officer, () => officer.command('/market add'), words('market.add.title'));
  await form.search(words('market.field.institution'), institution);
  await form.pick(words('market.field.institution'), institution);
  await form.search(words('market.field.satker'), satker.slice(0, 6));
  await form.pick(words('market.field.satker'), satker);
  await sent(form);
  await officer.closeModals();
}

/** Goes shopping for a satker that is not mapped yet, and confirms the account with the officer's e-mail. */
export async function mapByShopping(officer: Somebody, satker: string): Promise<void> {
  await shop(officer, satker);
  await sent(await officer.modal(words('market.choose.title')));
  await officer.closeModals();
}

/** Presses a satker in the shop. */
export async function shop(officer: Somebody, satker: string): Promise<void> {
  await officer.command('/market');
  await officer.clickBeside(satker, words('market.button.buy'));
}

export async function undoMapping(officer: Somebody, satker: string, reason: Said): Promise<void> {
  await officer.command('/market satkers');
  await officer.clickBeside(satker, words('market.button.view'));
  const title = words('market.undo.title');
  const form = await opened(officer, () => officer.click(title, { in: satker }), title);
  await form.type(words('market.field.reason'), officer.says(reason));
  await sent(form);
  await officer.closeModals();
}
