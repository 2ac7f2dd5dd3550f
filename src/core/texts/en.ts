import { channel } from './en/channel.ts';
import { general } from './en/general.ts';
import { identity } from './en/identity.ts';
import { imports } from './en/imports.ts';
import { jobs } from './en/jobs.ts';
import { organisation } from './en/organisation.ts';
import { partner } from './en/partner.ts';
import { partnerAccount } from './en/partner-account.ts';
import { portal } from './en/portal.ts';
import { satker } from './en/satker.ts';
import { userId } from './en/user-id.ts';
import type { id } from './id.ts';

/** The English catalogue: the compiler asks for every key of the Indonesian one, a test for the same arguments. */
export const en: Record<keyof typeof id, string> = {
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
};
