import type { id } from './logged.id.ts';

/** What the log calls what was done, of the marketplace desk, in English. */
export const en = {
  'logged.market.added': 'Added a satker to the profile',
  'logged.market.additional': 'Made it an additional satker',
  'logged.market.company-undone': 'Undid the mapping of the satker to a company',
  'logged.market.left': 'The profile ended with the role of procurement officer',
  'logged.market.main': 'Made it the main satker',
  'logged.market.mapped': 'Mapped a marketplace account',
  'logged.market.removed': 'Removed a satker from the profile',
  'logged.market.undone': 'Undid the mapping of the marketplace account',
} as const satisfies Record<keyof typeof id, string>;
