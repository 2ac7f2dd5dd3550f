import { id as authenticators } from '../../authenticators/texts/id.ts';
import { id as frontAudit } from '../../desks/front/texts/audit.id.ts';
import { id as front } from '../../desks/front/texts/id.ts';
import { id as marketplace } from '../../desks/marketplace/texts/id.ts';
import { id as marketplaceLogged } from '../../desks/marketplace/texts/logged.id.ts';
import { id as minutes } from '../../desks/minutes/texts/id.ts';
import { id as organisation } from '../../desks/organisation/texts/id.ts';
import { id as organisationLogged } from '../../desks/organisation/texts/logged.id.ts';
import { id as partners } from '../../desks/partners/texts/id.ts';
import { id as partnersLogged } from '../../desks/partners/texts/logged.id.ts';
import { id as satker } from '../../desks/satker/texts/id.ts';
import { id as satkerLogged } from '../../desks/satker/texts/logged.id.ts';
import { id as satkerLogins } from '../../desks/satker/texts/logins.id.ts';
import { id as satkerTold } from '../../desks/satker/texts/told.id.ts';
import { id as signatureChecked } from '../../desks/signature/texts/checked.id.ts';
import { id as signature } from '../../desks/signature/texts/id.ts';
import { id as signatureLogged } from '../../desks/signature/texts/logged.id.ts';
import { id as userId } from '../../desks/user-id/texts/id.ts';
import { id as userIdLogged } from '../../desks/user-id/texts/logged.id.ts';
import { id as erasure } from '../../erasure/texts/id.ts';
import { id as imports } from '../../imports/texts/id.ts';
import { id as jobs } from '../../jobs/texts/id.ts';
import { id as people } from '../../people/texts/id.ts';
import { id as personalData } from '../../personal-data/texts/id.ts';
import { id as records } from '../../records/texts/id.ts';
import { id as logged } from '../../records/texts/logged.id.ts';
import { id as retention } from '../../retention/texts/id.ts';
import { id as web } from '../../web/texts/id.ts';
import { id as shared } from './shared/id.ts';

/** The Indonesian catalogue, which the types are read from: it holds the manuals' own words. Here alone all texts come together. */
export const id = {
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
} as const;
