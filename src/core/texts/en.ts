import { en as authenticators } from '../../authenticators/texts/en.ts';
import { en as frontAudit } from '../../desks/front/texts/audit.en.ts';
import { en as front } from '../../desks/front/texts/en.ts';
import { en as marketplace } from '../../desks/marketplace/texts/en.ts';
import { en as marketplaceLogged } from '../../desks/marketplace/texts/logged.en.ts';
import { en as minutes } from '../../desks/minutes/texts/en.ts';
import { en as organisation } from '../../desks/organisation/texts/en.ts';
import { en as organisationLogged } from '../../desks/organisation/texts/logged.en.ts';
import { en as partners } from '../../desks/partners/texts/en.ts';
import { en as partnersLogged } from '../../desks/partners/texts/logged.en.ts';
import { en as satker } from '../../desks/satker/texts/en.ts';
import { en as satkerLogged } from '../../desks/satker/texts/logged.en.ts';
import { en as satkerLogins } from '../../desks/satker/texts/logins.en.ts';
import { en as satkerTold } from '../../desks/satker/texts/told.en.ts';
import { en as signatureChecked } from '../../desks/signature/texts/checked.en.ts';
import { en as signature } from '../../desks/signature/texts/en.ts';
import { en as signatureLogged } from '../../desks/signature/texts/logged.en.ts';
import { en as userId } from '../../desks/user-id/texts/en.ts';
import { en as userIdLogged } from '../../desks/user-id/texts/logged.en.ts';
import { en as erasure } from '../../erasure/texts/en.ts';
import { en as imports } from '../../imports/texts/en.ts';
import { en as jobs } from '../../jobs/texts/en.ts';
import { en as people } from '../../people/texts/en.ts';
import { en as personalData } from '../../personal-data/texts/en.ts';
import { en as records } from '../../records/texts/en.ts';
import { en as logged } from '../../records/texts/logged.en.ts';
import { en as retention } from '../../retention/texts/en.ts';
import { en as web } from '../../web/texts/en.ts';
import type { id } from './id.ts';
import { en as shared } from './shared/en.ts';

/** The English catalogue: the compiler asks for every key of the Indonesian one, a test for the same arguments. */
export const en = {
  ...shared,
  ...authenticators,
  ...front,
  ...frontAudit,
  ...marketplace,
  ...marketplaceLogged,
  ...minutes,
  ...organisation,
  ...organisationLogged,
  ...partners,
  ...partnersLogged,
  ...satker,
  ...satkerLogged,
  ...satkerLogins,
  ...satkerTold,
  ...signature,
  ...signatureLogged,
  ...signatureChecked,
  ...userId,
  ...userIdLogged,
  ...erasure,
  ...imports,
  ...jobs,
  ...people,
  ...personalData,
  ...records,
  ...logged,
  ...retention,
  ...web,
} as const satisfies Record<keyof typeof id, string>;
