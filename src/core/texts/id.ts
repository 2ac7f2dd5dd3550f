import { channel } from './id/channel.ts';
import { general } from './id/general.ts';
import { identity } from './id/identity.ts';
import { imports } from './id/imports.ts';
import { jobs } from './id/jobs.ts';
import { organisation } from './id/organisation.ts';
import { partner } from './id/partner.ts';
import { partnerAccount } from './id/partner-account.ts';
import { portal } from './id/portal.ts';
import { satker } from './id/satker.ts';
import { userId } from './id/user-id.ts';

/** The Indonesian catalogue, which the types are read from: it holds the manuals' own words. */
export const id = {
  ...general,
  ...identity,
  ...channel,
  ...userId,
  ...satker,
  ...imports,
  ...jobs,
  ...organisation,
  ...partner,
  ...partnerAccount,
  ...portal,
} as const;
