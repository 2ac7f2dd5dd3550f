import { msg } from '../../../core/texts/index.ts';
import { type Kind, readBy } from '../../../records/kind.ts';
import { overtaken } from '../../../records/overtaken.ts';
import { personSubject } from '../model.ts';
import { isDirectoryAdmin } from '../rules.ts';
import { loadGrant, type PersonGrant } from '../store.ts';

declare module '../../../core/names.ts' {
  interface LoggedStates extends Record<'GRANTED' | 'WITHDRAWN', true> {}
}

/** Roles of applications that people have been granted (P-9): what becomes of one is in the log of its person. */
export const grants: Kind<PersonGrant> = {
  name: 'whitelist-grant',
  state: ({ withdrawn }) => (withdrawn ? 'WITHDRAWN' : 'GRANTED'),
  within: ({ id, personId }) => ({ subject: personSubject(personId), data: { grantId: id } }),
  noted: ({ application, role }) => ({ application, role }),
  ...readBy(loadGrant, isDirectoryAdmin),
  unknown: msg('partner.refuse.grantGone'),
  passed: () => overtaken(msg('partner.refuse.grantGone')),
  shown: () => [],
  names: ({ personName: name, application, role }) => ({ name, application, role }),
  maxReason: 1000,
};
