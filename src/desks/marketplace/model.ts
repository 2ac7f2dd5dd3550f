import type { MarketAccount } from '../../neighbours/marketplace/marketplace.ts';

/** The name that people know the marketplace by. */
export const marketName = 'Mbizmarket';

/** A satker in an officer's profile (M-1), with its company at the marketplace and how the officer comes in there. */
export interface Satker {
  id: number;
  personId: number;
  unit: { id: number; code: string; name: string; institution: string | null };
  isMain: boolean;
  changedAt: Date;
  /** The satker's, whoever mapped it (M-2). */
  company: Company | null;
  /** The officer's own account of that company. */
  link: Link | null;
}

/** A mapped satker as ADMINs see it: also once the mapping has ended, and once nobody is left who buys for it. */
export interface MappedCompany {
  id: number;
  name: string;
  address: string;
  mappedAt: Date;
  endedAt: Date | null;
  unit: Satker['unit'];
  /** The names of those who buy for the satker now. */
  officers: string[];
}

export interface Company {
  id: number;
  /** At the marketplace. */
  companyId: string;
  name: string;
  address: string;
}

export interface Link {
  account: string;
  email: string;
  linkedAt: Date;
}

/** How an account came to be chosen (M-3 … M-6): the log and the thread say so. */
export const ways = ['DEFAULT', 'EMAIL', 'LOGIN', 'REGISTRATION'] as const;
export type Way = (typeof ways)[number];

/** Where a press on a satker leads. */
export type Step =
  /** It is mapped: the marketplace lets its officer in. */
  | { type: 'signIn'; account: string }
  /** The satker that the officer had before goes to its company by itself (M-3). */
  | { type: 'default'; account: MarketAccount }
  /** Accounts with the officer's e-mail: the one is confirmed, of several one is chosen (M-4). */
  | { type: 'choose'; accounts: MarketAccount[] }
  /** The satker has its company: whoever comes second logs in with an account of their own, and registers nothing (M-2). */
  | { type: 'logIn' }
  /** Whether the officer has been at the marketplace before (M-5). */
  | { type: 'ask' };
