import { channel } from './en/channel.ts';
import { general } from './en/general.ts';
import { portal } from './en/portal.ts';
import { satker } from './en/satker.ts';
import { userId } from './en/user-id.ts';
import type { id } from './id.ts';

/** The English catalogue: the compiler asks for every key of the Indonesian one, a test for the same arguments. */
export const en: Record<keyof typeof id, string> = {
  ...general,
  ...channel,
  ...userId,
  ...satker,
  ...portal,
};
