import { inTeams, opened, type Somebody, sent, words } from '../people.ts';
import type { Deed, Telling } from './deeds.ts';
import { shopping } from './marketplace.ts';
import { partnersComing } from './partners.ts';
import { satkersRegistering } from './satkers.ts';
import { signing } from './signatures.ts';
import { userIdsAskedFor } from './user-ids.ts';

/**
 * What the people of the sample organisation do within three months, in order: requests that go through, that are sent back,
 * refused, handled by a substitute, reminded of; and some that still wait at the end. `dayAt` answers a weekday's date.
 */
export function courseOf(person: Telling['person'], dayAt: Telling['dayAt']): Deed[] {
  const deeds: Deed[] = [];
  const on: Telling['on'] = (workingDay, at, act) => void deeds.push({ workingDay, at, act });

  // What is for all ADMINs has a channel.
  on(1, '08:05', () => bindForAdmins(person('tono.wijaya'), 'admin'));

  // Where the bot meets somebody first, it brings them what is theirs.
  for (const [n, account] of inTeams.entries())
    on(1, `08:${10 + n}`, () => person(account).command('/pintu'));

  for (const tell of [userIdsAskedFor, satkersRegistering, signing, shopping, partnersComing])
    tell({ person, dayAt, on });
  return deeds.sort((a, b) => a.workingDay - b.workingDay || a.at.localeCompare(b.at));
}

async function bindForAdmins(admin: Somebody, channel: string): Promise<void> {
  await admin.command('/pintu channel', { in: channel });
  const title = words('channel.bind');
  const form = await opened(admin, () => admin.click(words('channel.bind')), title);
  await form.type(words('channel.name'), channel);
  await form.redrawn(() => form.choose(words('channel.purpose'), words('channel.purpose.ADMINS')));
  await sent(form);
  await admin.closeModals();
}
