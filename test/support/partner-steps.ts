import type { ChatPerson, Modal, Wanted } from '@satu-pintu/playground/people';
import { expect } from 'vitest';
import type { Day } from '../../src/core/day.ts';
import { complaints, words } from './user-id-steps.ts';

/** The small steps that flows of the partner desk are made of: what people do, in whichever language they read. */

export async function searchAndPick(
  form: Modal,
  label: RegExp,
  query: string,
  option: Wanted,
): Promise<void> {
  await form.search(label, query);
  await form.pick(label, option);
}

export interface MappingWish {
  user?: string;
  position?: string;
  start?: Day;
  end?: Day;
}

/** Opens the form of a mapping and fills in what is wished; nothing is sent. */
export async function fillInMapping(person: ChatPerson, wish: MappingWish): Promise<Modal> {
  await person.command('/partner mapping');
  const form = await person.modal(words('partner.button.mapping'));
  if (wish.user)
    await searchAndPick(form, words('partner.field.users'), wish.user, new RegExp(`· ${wish.user}$`));
  if (wish.position)
    await searchAndPick(form, words('partner.field.position'), wish.position, /50012345 VP Retail Operation/);
  if (wish.start) await form.date(words('partner.field.start'), wish.start);
  if (wish.end) await form.date(words('partner.field.end'), wish.end);
  return form;
}

/** Sends a form and answers the page that takes its place. */
export async function sentTo(form: Modal): Promise<Modal> {
  const result = await form.submit();
  expect(complaints(result)).toEqual([]);
  if (!result.next) throw new Error('The form led nowhere.');
  return result.next;
}

/** Opens the form of a change from the card in front or from a message with this text. */
export async function openChange(person: ChatPerson, button: Wanted, card?: Wanted): Promise<Modal> {
  await person.click(button, card === undefined ? {} : { in: card });
  return person.modal(button);
}

/** Opens the card of a mapping. */
export async function openMapping(person: ChatPerson, number: string): Promise<string> {
  await person.command(`/partner mappings ${number}`);
  await person.clickBeside(number, words('partner.button.detail'));
  return person.sees(`Mapping ${number}`);
}

/** Adds a mapping of somebody who has the role; answers its number. */
export async function addMapping(person: ChatPerson, wish: MappingWish): Promise<string> {
  const shown = await sentTo(await fillInMapping(person, wish));
  const number = /MAP-\d{4}-\d{6}/.exec(await shown.text())?.[0];
  if (!number) throw new Error(`There is no number in:\n${await shown.text()}`);
  await person.closeModals();
  return number;
}
