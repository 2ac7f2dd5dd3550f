import { id as authenticators } from '../../authenticators/texts/id.ts';
import { id as front } from '../../desks/front/texts/id.ts';
import { id as marketplace } from '../../desks/marketplace/texts/id.ts';
import { id as minutes } from '../../desks/minutes/texts/id.ts';
import { id as organisation } from '../../desks/organisation/texts/id.ts';
import { id as partners } from '../../desks/partners/texts/id.ts';
import { id as satker } from '../../desks/satker/texts/id.ts';
import { id as satkerLogins } from '../../desks/satker/texts/logins.id.ts';
import { id as signatureChecked } from '../../desks/signature/texts/checked.id.ts';
import { id as signature } from '../../desks/signature/texts/id.ts';
import { id as userId } from '../../desks/user-id/texts/id.ts';
import { id as erasure } from '../../erasure/texts/id.ts';
import { id as imports } from '../../imports/texts/id.ts';
import { id as jobs } from '../../jobs/texts/id.ts';
import { id as people } from '../../people/texts/id.ts';
import { id as personalData } from '../../personal-data/texts/id.ts';
import { id as records } from '../../records/texts/id.ts';
import { id as retention } from '../../retention/texts/id.ts';
import { id as web } from '../../web/texts/id.ts';
import { id as shared } from './shared/id.ts';

/** The Indonesian catalogue, which the types are read from: it holds the manuals' own words. Here alone all texts come together. */
export const id = {
  ...shared,
  ...authenticators,
  ...front,
  ...marketplace,
  ...minutes,
  ...organisation,
  ...partners,
  ...satker,
  ...satkerLogins,
  ...signature,
  ...signatureChecked,
  ...userId,
  ...erasure,
  ...imports,
  ...jobs,
  ...people,
  ...personalData,
  ...records,
  ...retention,
  ...web,
} as const;
