import type { id } from './logged.id.ts';

/** What the log calls what was done, of the User ID desk, in English. */
export const en = {
  'logged.user-id.agreed': 'Approved as one of several deciders of a stage',
  'logged.user-id.approved': 'Approved the request',
  'logged.user-id.confirmed': 'Created the User ID',
  'logged.user-id.objected': 'Rejected as one of several deciders of a stage',
  'logged.user-id.rejected': 'Rejected the request',
  'logged.user-id.submitted': 'Asked for a User ID',
  'logged.user-id.withdrawn': 'Withdrew the request',
} as const satisfies Record<keyof typeof id, string>;
