import type { Caller } from '../chat/answering.ts';
import type { Clock } from '../core/clock.ts';
import {
  type Actor,
  type Context,
  everybody,
  type Place,
  type Platform,
  type Surface,
} from '../core/context.ts';
import { dayOf } from '../core/day.ts';
import type { Until } from '../core/deadline.ts';
import { Refusal } from '../core/errors.ts';
import type { Queryable } from '../core/queryable.ts';
import { named } from '../core/same-person.ts';
import {
  formatTime,
  type Language,
  languageOf,
  languages,
  msg,
  type Translate,
} from '../core/texts/index.ts';
import type { Database } from '../db/database.ts';
import { zones } from '../working-time/zones.ts';
import { type KnownAccount, type KnownPerson, personById, personOfAccount } from './actors.ts';
import { claimAddress } from './claims.ts';
import { type AccountKey, linkAccount, type VerifiedProfile, verified } from './linking.ts';

/** How old "last active" may be before a use refreshes it; it only decides where notices go (I-7). */
const activeResolutionMs = 5 * 60_000;

export interface People {
  /** The person behind a chat account, linked by verified e-mail at first sight (I-1). */
  recognise(caller: Caller, until: Until): Promise<Context>;
  /** The context in which something is shown or sent to a person; null when there is no such active person. */
  contextOf(personId: number, surface: Surface, moment?: Queryable): Promise<Context | null>;
  /** The same of what stands in a direct conversation; null where no account of theirs has it: who had another one before reads there, or nobody. */
  contextAt(
    personId: number,
    conversation: { platform: Platform; channel: string },
    moment: Queryable,
  ): Promise<Context | null>;
  /** The context in which something is shown to everybody in a channel: nobody's rights, the operator's language. */
  channelContext(platform: Platform): Context;
}

/** Stands for whoever reads a channel. */
const anybody: Actor = {
  id: everybody,
  name: '',
  email: '',
  emailSince: null,
  registered: false,
  roles: [],
  sensitive: [],
  identity: named({}),
  standsInFor: [],
};

export function createPeople(options: {
  db: Database;
  clock: Clock;
  /** Told when somebody can be reached on an account for the first time, or in another conversation than before. */
  reached(personId: number, until: Until): Promise<void>;
  /** How texts read on a surface, in a language. */
  spoken(surface: Surface, language: Language): Translate;
  timeZone: string;
  /** The operator's: of everybody who has chosen none and whose platform tells of none (I-8). */
  defaultLanguage(): Language;
}): People {
  const { db, clock } = options;

  function contextFor(person: KnownPerson, surface: Surface, place?: Place): Context {
    const language = person.language ?? languageOf(person.locale, options.defaultLanguage());
    const isToldSo = person.language !== null || person.languageOffered;
    const toOffer = isToldSo ? undefined : languages.find((other) => other !== language);
    const { id, name, email, emailSince, registered, roles, sensitive, identity } = person;
    // However late the turn of the day comes, nobody stands in for somebody past the last day of it (I-6).
    const standsInFor = person.standsInFor.filter(({ until }) => until >= dayOf(clock(), options.timeZone));
    const timeZone = person.zone ? zones[person.zone] : options.timeZone;
    const actor = { id, name, email, emailSince, registered, roles, sensitive, identity, standsInFor };
    return { ...spokenIn(language, timeZone, surface, actor), place, toOffer };
  }

  function spokenIn(language: Language, timeZone: string, surface: Surface, actor: Actor): Context {
    return {
      actor,
      surface,
      now: clock(),
      until: null,
      t: options.spoken(surface, language),
      timeZone,
      time: (at) => formatTime(language, timeZone, at),
    };
  }

  async function foundAt(
    until: Until,
    personId: number,
    account: AccountKey,
    direct: string | null,
  ): Promise<void> {
    await db.within(until).query(
      `UPDATE chat_identity SET direct = coalesce($4, direct)
       WHERE platform = $1 AND tenant = $2 AND external_id = $3`,
      [account.platform, account.tenant, account.externalId, direct],
    );
    await options.reached(personId, until);
  }

  /** What the address alone does not decide is asked of the ADMINs, and whoever comes is told so (I-1). */
  async function linkOrAsk(
    until: Until,
    platform: Surface,
    account: AccountKey,
    profile: VerifiedProfile,
  ): Promise<void> {
    const linked = await linkAccount(db, until, platform, profile, clock());
    if (linked.type === 'linked') return;
    if (linked.type === 'left') throw new Refusal({ key: 'error.inactivePerson' });
    const stands = await claimAddress(db, until, account, profile, linked.personId, clock());
    const args = { email: profile.verifiedEmail };
    throw new Refusal(msg(stands === 'asked' ? 'error.addressAsked' : 'error.addressRejected', args));
  }

  return {
    async recognise(caller, until) {
      const inTime = db.within(until);
      if (caller.surface === 'portal') {
        const known = await personById(inTime, Number(caller.externalId));
        if (!known) throw new Refusal({ key: 'error.inactivePerson' });
        return contextFor(known, 'portal');
      }
      const account = { platform: caller.surface, tenant: caller.tenant, externalId: caller.externalId };
      const known = await personOfAccount(inTime, account);
      if (known) {
        if (isOutdated(known, clock())) await touch(inTime, account, clock());
        if (caller.direct && caller.direct !== known.direct)
          await foundAt(until, known.id, account, caller.direct);
        // Whoever chose no language reads the client's, which may change (I-8).
        const { locale = known.locale } = caller;
        if (locale !== known.locale) await noteLocale(inTime, account, locale);
        return contextFor({ ...known, locale }, caller.surface, caller.place);
      }
      await linkOrAsk(until, caller.surface, account, verified(await caller.profile()));
      const linked = await personOfAccount(inTime, account);
      if (!linked) throw new Refusal({ key: 'error.inactivePerson' });
      await foundAt(until, linked.id, account, caller.direct ?? null);
      return contextFor(linked, caller.surface, caller.place);
    },

    async contextOf(personId, surface, moment = db) {
      const person = await personById(moment, personId);
      return person ? contextFor(person, surface) : null;
    },

    async contextAt(personId, { platform, channel }, moment) {
      const person = await personById(moment, personId);
      return person?.accounts.some((one) => one.platform === platform && one.direct === channel)
        ? contextFor(person, platform)
        : null;
    },

    channelContext: (platform) => spokenIn(options.defaultLanguage(), options.timeZone, platform, anybody),
  };
}

/** Whether what we noted of this account's use would lead notices elsewhere than to where somebody is now (I-7). */
function isOutdated({ lastActiveAt, elsewhereAt }: KnownAccount, now: Date): boolean {
  const isBehind = elsewhereAt !== null && elsewhereAt >= lastActiveAt;
  return isBehind || now.getTime() - lastActiveAt.getTime() > activeResolutionMs;
}

async function touch(db: Queryable, account: AccountKey, now: Date): Promise<void> {
  await db.query(
    'UPDATE chat_identity SET last_active_at = $4 WHERE platform = $1 AND tenant = $2 AND external_id = $3',
    [account.platform, account.tenant, account.externalId, now],
  );
}

async function noteLocale(db: Queryable, account: AccountKey, locale: string | null): Promise<void> {
  await db.query(
    'UPDATE chat_identity SET locale = $4 WHERE platform = $1 AND tenant = $2 AND external_id = $3',
    [account.platform, account.tenant, account.externalId, locale],
  );
}
