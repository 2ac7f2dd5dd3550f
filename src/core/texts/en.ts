import { en as authenticators } from '../../authenticators/texts/en.ts';
import { en as front } from '../../desks/front/texts/en.ts';
import { en as marketplace } from '../../desks/marketplace/texts/en.ts';
import { en as minutes } from '../../desks/minutes/texts/en.ts';
import { en as organisation } from '../../desks/organisation/texts/en.ts';
import { en as partners } from '../../desks/partners/texts/en.ts';
import { en as satker } from '../../desks/satker/texts/en.ts';
import { en as satkerLogins } from '../../desks/satker/texts/logins.en.ts';
import { en as signatureChecked } from '../../desks/signature/texts/checked.en.ts';
import { en as signature } from '../../desks/signature/texts/en.ts';
import { en as userId } from '../../desks/user-id/texts/en.ts';
import { en as erasure } from '../../erasure/texts/en.ts';
import { en as imports } from '../../imports/texts/en.ts';
import { en as jobs } from '../../jobs/texts/en.ts';
import { en as people } from '../../people/texts/en.ts';
import { en as personalData } from '../../personal-data/texts/en.ts';
import { en as records } from '../../records/texts/en.ts';
import { en as retention } from '../../retention/texts/en.ts';
import { en as web } from '../../web/texts/en.ts';
import type { id } from './id.ts';
import { en as shared } from './shared/en.ts';

/** The English catalogue: the compiler asks for every key of the Indonesian one, a test for the same arguments. */
export const en = {
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
} as const satisfies Record<keyof typeof id, string>;
