import type { id } from './logged.id.ts';

/** What the log calls what was done, of the partner desk, in English. */
export const en = {
  'logged.mapping.added': 'Added a secretary mapping',
  'logged.mapping.endChanged': 'Changed the End of the mapping',
  'logged.mapping.ended': 'The mapping ended',
  'logged.mapping.endedEarly': 'Ended the mapping early',
  'logged.mapping.letEnd': 'Let the mapping end',
  'logged.partner.created': 'Created a partner account',
  'logged.partner.hubAgain': 'Sent accounts to the Directory Hub again',
  'logged.partner.removed': 'Undid the creation of a partner account',
  'logged.whitelist.granted': 'Granted a role in an application',
  'logged.whitelist.withdrawn': 'Withdrew a role in an application',
} as const satisfies Record<keyof typeof id, string>;
