import { type Name, nameIn, type Translate, translate } from '../core/texts/index.ts';

/** Somebody as others are told of them. */
export interface Shown {
  name: string;
  /** Verified: by the platform, by a letter, or the register's own. */
  email: string;
  registered: boolean;
}

/** What stands in the row of somebody whose data were erased (T-3): no name, and an address that no platform vouches for. */
export const erasedName = '—';
const erasedDomain = '@erased.invalid';
/** SQL: the address that a person `r` has from then on. */
export const erasedAddress = `'erased-' || r.id || '${erasedDomain}'`;
export const isErased = ({ email }: Pick<Shown, 'email'>): boolean => email.endsWith(erasedDomain);

/**
 * What somebody is called before others. The name is the register's, or the one that Dukcapil confirmed; what a stranger calls
 * themselves is no more than that, and stands behind the address that was verified (I-1).
 */
export function shownName(t: Translate, { name, email, registered }: Shown): string {
  if (isErased({ email })) return t('people.erased');
  if (registered) return name;
  // Within its quotation marks, so that it can end nothing but itself.
  const claimed = name.replaceAll(/["“”„‟«»]/g, "'");
  const isAddress = email.toLowerCase().startsWith(name.toLowerCase());
  return isAddress ? t('people.unregistered', { email }) : t('people.stranger', { email, name: claimed });
}

/** Somebody with the name of whom they stand in for, where they do (I-6). */
export const standIn = (t: Translate, name: string, principal: string | null | undefined): string =>
  principal ? t('people.standIn', { name, principal }) : name;

const erased: Name = { id: translate('id')('people.erased'), en: translate('en')('people.erased') };

/** A name of the audit or of whoever it is by, or what stands for one whose was erased (T-3). */
export const nameOrErased = (name: unknown): Name =>
  typeof name === 'string' && name !== '' && name !== erasedName ? name : erased;

interface Said {
  stranger?: unknown;
  factor?: unknown;
  onBehalfOf?: { name?: unknown } | null;
}

/**
 * Who did what an entry of the audit says, as they stood then, in whose place (I-6), and by what else they showed that it was
 * them.
 */
export function actorIn(t: Translate, { actor, data }: { actor: string; data?: unknown }): string {
  const { stranger, factor, onBehalfOf } = (data ?? {}) as Said;
  const own =
    typeof stranger === 'string' && actor
      ? shownName(t, { name: actor, email: stranger, registered: false })
      : nameIn(t.language, nameOrErased(actor));
  const name = onBehalfOf ? standIn(t, own, nameIn(t.language, nameOrErased(onBehalfOf.name))) : own;
  return factor === 'totp' ? t('code.by', { name }) : name;
}
