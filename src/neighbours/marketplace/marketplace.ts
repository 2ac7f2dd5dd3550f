import * as z from 'zod';
import type { Log } from '../../core/log.ts';
import { refusal } from '../http/answer.ts';
import { createHttpNeighbour, type HttpNeighbourOptions } from '../http/neighbour.ts';
import { onSite } from './site.ts';

/** Somebody's account at the marketplace: each belongs to one company, for which it buys. */
export interface MarketAccount {
  id: string;
  email: string;
  company: { id: string; name: string; address: string };
  /** The code of the satker for which it was connected before there were several (M-3). */
  satker: string | null;
}

/** What a registration asks for (M-5). */
export interface NewCompany {
  email: string;
  name: string;
  /** City or sub-district. */
  city: string;
  postalCode: string;
  address: string;
}

export type MarketLogin =
  | { type: 'granted'; accounts: MarketAccount[] }
  | { type: 'refused' }
  | { type: 'locked' };

export type Registered = { type: 'made'; account: MarketAccount } | { type: 'exists' };

/** Signs its reader in as one account: made for one press, works once. */
export interface SignInLink {
  url: string;
  expiresAt: Date;
}

/**
 * The marketplace where procurement officers buy for their satkers (M-4, M-5). Everything throws NeighbourDown, and what answers an
 * address UntrustedAddress where that leads elsewhere than to the marketplace's site.
 */
export interface Marketplace {
  /** All accounts with this e-mail. */
  accounts(email: string): Promise<MarketAccount[]>;
  /** Checks a login and answers its accounts. Never asked twice, because each time counts as an attempt. */
  logIn(email: string, password: string): Promise<MarketLogin>;
  /** Makes a company with an account for it. The same `key` again answers the same account and makes nothing. */
  register(company: NewCompany, key: string): Promise<Registered>;
  /** A way in for this account; null when it is not there any more. */
  signIn(accountId: string): Promise<SignInLink | null>;
  /** Where somebody goes who has forgotten their password. */
  forgotten(): Promise<string>;
  /** Asks whether it is well. */
  check(): Promise<void>;
  /** True for the built-in one, which every card that used it has to say. */
  readonly sandbox: boolean;
}

export type MarketplaceOptions = Omit<HttpNeighbourOptions, 'name'> & {
  sandbox?: boolean;
  /** The host of its site, to which the addresses lead that it names; that of `url` where none is given. */
  site?: string;
  /** Told of addresses that lead elsewhere. */
  log?: Pick<Log, 'warn'>;
};

const text = z.string().trim().min(1).max(320);
const id = z.string().regex(/^[\w.-]{1,64}$/);
const accountShape = z.object({
  id,
  email: text.transform((email) => email.toLowerCase()),
  company: z.object({ id, name: text, address: z.string().max(1000) }),
  satker: text.nullish().transform((code) => code ?? null),
});
/** More companies than one person buys for. */
const accountsShape = z.object({ accounts: z.array(accountShape).max(50) });
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const siteShape = z.object({ forgotPassword: webAddress });
const linkShape = z.object({ url: webAddress, expiresAt: z.coerce.date() });

const notFound = refusal('not_found').transform(() => null);
const exists = refusal('exists').transform((): Registered => ({ type: 'exists' }));
const refused = refusal('refused').transform((): MarketLogin => ({ type: 'refused' }));
const locked = refusal('locked').transform((): MarketLogin => ({ type: 'locked' }));

/** Whether an answer speaks of nobody else than who was asked about. */
const allOf =
  (email: string) =>
  ({ accounts }: { accounts: { email: string }[] }) =>
    accounts.every((account) => account.email === email.toLowerCase());

export function createMarketplace({
  sandbox = false,
  site,
  log,
  ...options
}: MarketplaceOptions): Marketplace {
  const { ask, look, check } = createHttpNeighbour({ ...options, name: 'marketplace' });
  const { protocol, hostname } = new URL(options.url);
  const trusted = onSite(site ?? hostname, { isPlain: sandbox || protocol === 'http:', log });
  return {
    sandbox,
    check,
    forgotten: async () => trusted((await look('/site', { 200: siteShape })).forgotPassword),
    accounts: (email) =>
      ask(
        { method: 'POST', path: '/accounts/lookup', body: { email }, idempotent: true },
        {
          200: accountsShape
            .refine(allOf(email), { path: ['accounts'] })
            .transform(({ accounts }) => accounts),
        },
      ),
    logIn: (email, password) =>
      ask(
        { method: 'POST', path: '/sessions', body: { email, password }, idempotent: false },
        {
          200: accountsShape
            .refine(allOf(email), { path: ['accounts'] })
            .transform(({ accounts }): MarketLogin => ({ type: 'granted', accounts })),
          401: refused,
          423: locked,
        },
      ),
    register: (company, key) =>
      ask(
        {
          method: 'POST',
          path: '/companies',
          body: company,
          headers: { 'idempotency-key': key },
          idempotent: true,
        },
        {
          201: accountShape
            .refine(({ email }) => email === company.email.toLowerCase(), { path: ['email'] })
            .transform((account): Registered => ({ type: 'made', account })),
          409: exists,
        },
      ),
    async signIn(accountId) {
      const link = await ask(
        { method: 'POST', path: '/sign-ins', body: { account: accountId }, idempotent: true },
        { 201: linkShape, 404: notFound },
      );
      return link && { ...link, url: trusted(link.url) };
    },
  };
}
