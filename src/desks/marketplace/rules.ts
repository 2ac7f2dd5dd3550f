import { type Actor, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { type Message, msg } from '../../core/texts/index.ts';
import type { MarketAccount } from '../../neighbours/marketplace/marketplace.ts';
import { overtaken } from '../../records/overtaken.ts';
import type { MappedCompany, Satker, Step } from './model.ts';

export const isOfficer = (actor: Pick<Actor, 'roles'>): boolean => hasRole(actor, 'PROCUREMENT_OFFICER');

export const isAdmin = (actor: Pick<Actor, 'roles'>): boolean => hasRole(actor, 'ADMIN');

/** Throws Refusal for everybody who is no procurement officer. */
export function requireOfficer(actor: Pick<Actor, 'id' | 'roles'>): void {
  const why = whyNotUse(actor);
  if (why) throw new Refusal(why);
}

/** A profile is its officer's own, for as long as they are one. */
export function whyNotUse(
  actor: Pick<Actor, 'id' | 'roles'>,
  satker?: Pick<Satker, 'personId'>,
): Message | null {
  if (!isOfficer(actor)) return msg('market.refuse.notOfficer');
  return satker && satker.personId !== actor.id ? msg('market.refuse.unknown') : null;
}

/** M-8: the main satker is replaced, never deleted. */
export function whyNotRemove(actor: Pick<Actor, 'id' | 'roles'>, satker: Satker): Message | null {
  return whyNotUse(actor, satker) ?? (satker.isMain ? msg('market.refuse.main') : null);
}

export function whyNotMakeMain(actor: Pick<Actor, 'id' | 'roles'>, satker: Satker): Message | null {
  return whyNotUse(actor, satker) ?? (satker.isMain ? msg('market.refuse.mainAlready') : null);
}

/** I-10: only what is mapped is undone. */
export function whyNotUndo(actor: Pick<Actor, 'id' | 'roles'>, satker: Satker): Message | null {
  return whyNotUse(actor, satker) ?? (satker.link ? null : msg('market.refuse.notMapped'));
}

export const companyEnded = ({ unit }: Pick<MappedCompany, 'unit'>): Message =>
  overtaken(msg('market.refuse.companyEnded', { satker: unit.name }));

/** I-10: those who buy for a satker undo its mapping themselves; an ADMIN does where nobody is left who could. */
export function whyNotUndoCompany(actor: Pick<Actor, 'roles'>, company: MappedCompany): Message | null {
  if (!isAdmin(actor)) return msg('error.adminOnly');
  if (company.endedAt) return companyEnded(company);
  return company.officers.length > 0
    ? msg('market.refuse.held', { company: company.name, officers: company.officers.join(', ') })
    : null;
}

/**
 * Which of these accounts may become this satker's, however they came to be known: those of its own company, where it has one, and
 * otherwise of companies that no satker has and that none was connected with before (M-2, M-3). `taken`: the companies that another
 * satker has.
 */
export function suitable(
  { company, unit }: Pick<Satker, 'company' | 'unit'>,
  accounts: readonly MarketAccount[],
  taken: ReadonlySet<string>,
): MarketAccount[] {
  return accounts.filter((account) => {
    if (company) return account.company.id === company.companyId;
    return !taken.has(account.company.id) && (account.satker ?? unit.code) === unit.code;
  });
}

/** Where a press on this satker leads (M-2 … M-5); `accounts` are those that the marketplace has for the officer's e-mail. */
export function stepOf(
  satker: Pick<Satker, 'company' | 'link' | 'unit'>,
  accounts: readonly MarketAccount[],
  taken: ReadonlySet<string>,
): Step {
  if (satker.link) return { type: 'signIn', account: satker.link.account };
  const offered = suitable(satker, accounts, taken);
  const before = offered.filter((account) => account.satker === satker.unit.code);
  const [former] = before;
  if (former && before.length === 1) return { type: 'default', account: former };
  if (offered.length > 0) return { type: 'choose', accounts: offered };
  return satker.company ? { type: 'logIn' } : { type: 'ask' };
}
