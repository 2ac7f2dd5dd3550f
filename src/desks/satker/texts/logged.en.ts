import type { id } from './logged.id.ts';

/** What the log calls what was done, of the satker desk, in English. */
export const en = {
  'logged.digit.asked': 'Asked for a DIGIT account',
  'logged.digit.password-set': 'Set the DIGIT password',
  'logged.satker-ticket.corrected': 'Corrected the ticket',
  'logged.satker-ticket.deleted': 'Closed the ticket with a deletion',
  'logged.satker-ticket.opened': 'Opened a KPPN ticket',
  'logged.satker-ticket.reactivated': 'Closed the ticket with a reactivation',
  'logged.satker-ticket.registered': 'Closed the ticket with a registration',
  'logged.satker-ticket.rejected': 'Rejected the ticket',
  'logged.satker-ticket.returned': 'Sent the ticket back',
  'logged.satker-ticket.withdrawn': 'Withdrew the ticket',
  'logged.satker.approved': 'Approved the registration',
  'logged.satker.deactivated': 'Deactivated the satker user',
  'logged.satker.deleted': 'Deleted the satker user',
  'logged.satker.dormant': 'The satker user became Dormant',
  'logged.satker.login': 'Logged in with the NIK',
  'logged.satker.logins': 'Took in a report of logins',
  'logged.satker.reactivated': 'Reactivated the satker user',
  'logged.satker.registered': 'Registered a satker user',
  'logged.satker.registeredByOfficer': 'Registered a satker user as KPPN officer',
  'logged.satker.registeredFromPaper': 'Registered a satker user from a letter',
  'logged.satker.rejected': 'Rejected the registration',
  'logged.satker.replaced': 'Replaced the registration with a new one',
  'logged.satker.superseded': 'The registration was superseded by another',
  'logged.satker.withdrawn': 'Withdrew the registration',
} as const satisfies Record<keyof typeof id, string>;
