import type { id } from './id.ts';

export const en = {
  'retention.label': 'Personal data',
  'retention.removed': 'removed under retention on {date}',
  'retention.erased': 'erased at the person’s request on {date}',
  'retention.refuse.file': 'This file was removed under retention on {date}.',
  'retention.refuse.erasedFile': 'This file was erased on {date} at the request of the person it is about.',
  'retention.kind.portalLink': 'One-time links',
  'retention.kind.portalCode': 'Codes sent to the chat',
  'retention.kind.portalSession': 'Portal sessions',
  'retention.kind.authenticatorBegun': 'Authenticators whose enrolment was not finished',
  'retention.kind.formDraft': 'Forms that were not sent',
  'retention.kind.fileUnused': 'Files that were used nowhere',
  'retention.kind.fileMade': 'Files made for somebody',
  'retention.kind.view': 'Notes of who looked at personal data',
  'retention.kind.mailSent': 'Marks of e-mails that were sent',
  'retention.kind.told': 'Notices about files that were given',
  'retention.kind.handover': 'Reassignments of records',
  'retention.kind.claim': 'Chat accounts whose owner was decided',
  'retention.kind.proposal': 'Reasons of decided role proposals',
  'retention.kind.delegation': 'Reasons of ended substitutions',
  'retention.kind.run': 'Notes of these removals themselves',
} as const satisfies Record<keyof typeof id, string>;
