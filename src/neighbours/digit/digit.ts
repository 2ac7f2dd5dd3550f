import * as z from 'zod';
import { about, refusal } from '../http/answer.ts';
import { createHttpNeighbour, type HttpNeighbourOptions } from '../http/neighbour.ts';

/** An account as DIGIT knows it. */
export interface DigitAccount {
  nik: string;
  name: string;
  nip: string | null;
  email: string;
  /** True once its owner has chosen a password (S-13). */
  activated: boolean;
}

export interface NewDigitAccount {
  nik: string;
  name: string;
  nip: string | null;
  email: string;
  phone: string;
}

export type Authentication =
  | { type: 'granted'; account: { nik: string; name: string; email: string } }
  | { type: 'refused' }
  | { type: 'locked' };

/** The accounts with which people log in to MyIntress (S-5, S-13). Everything throws NeighbourDown. */
export interface Digit {
  /** The account of this NIK, or null when there is none. */
  account(nik: string): Promise<DigitAccount | null>;
  /** Makes an account without a password. The same `key` again answers `made` again and makes nothing. */
  register(account: NewDigitAccount, key: string): Promise<'made' | 'exists'>;
  /** Sets the password and takes back a lock; false when there is no such account. */
  setPassword(nik: string, password: string): Promise<boolean>;
  /** Checks a login. Never asked twice, because each time counts as an attempt. */
  authenticate(nik: string, password: string): Promise<Authentication>;
  /** Asks whether it is well. */
  check(): Promise<void>;
  /** True for the built-in one, which every card that used it has to say. */
  readonly sandbox: boolean;
}

export type DigitOptions = Omit<HttpNeighbourOptions, 'name'> & { sandbox?: boolean };

const text = z.string().trim().min(1).max(320);
const accountShape = z.object({
  nik: z.string(),
  name: text,
  nip: text.nullish().transform((nip) => nip ?? null),
  email: text,
  activated: z.boolean(),
});
const sessionShape = z.object({ nik: z.string(), name: text, email: text });

const notFound = refusal('not_found');
const exists = refusal('exists').transform(() => 'exists' as const);
const refused = refusal('refused').transform((): Authentication => ({ type: 'refused' }));
const locked = refusal('locked').transform((): Authentication => ({ type: 'locked' }));

export function createDigit({ sandbox = false, ...options }: DigitOptions): Digit {
  const { ask, check } = createHttpNeighbour({ ...options, name: 'digit' });
  return {
    sandbox,
    check,
    account: (nik) =>
      ask(
        { method: 'POST', path: '/accounts/lookup', body: { nik }, idempotent: true },
        { 200: accountShape.refine(...about(nik)), 404: notFound.transform(() => null) },
      ),
    register: (account, key) =>
      ask(
        {
          method: 'POST',
          path: '/accounts',
          body: account,
          headers: { 'idempotency-key': key },
          idempotent: true,
        },
        { 201: accountShape.refine(...about(account.nik)).transform(() => 'made' as const), 409: exists },
      ),
    setPassword: (nik, password) =>
      ask(
        { method: 'PUT', path: '/accounts/password', body: { nik, password }, idempotent: true },
        { 204: z.undefined().transform(() => true), 404: notFound.transform(() => false) },
      ),
    authenticate: (nik, password) =>
      ask(
        { method: 'POST', path: '/sessions', body: { nik, password }, idempotent: false },
        {
          200: sessionShape
            .refine(...about(nik))
            .transform((account): Authentication => ({ type: 'granted', account })),
          401: refused,
          423: locked,
        },
      ),
  };
}
