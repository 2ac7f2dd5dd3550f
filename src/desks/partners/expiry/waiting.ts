import { action } from '../../../chat/action.ts';
import type { Concerned, Waiting } from '../../../chat/desk.ts';
import { addDays, momentAt } from '../../../core/day.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { holdersNamed, rolesConcerned } from '../../../people/holders.ts';
import { type ReturningOf, returningOf } from '../../../records/returning.ts';
import { idsAmong, type Wait } from '../../../records/waiting.ts';
import { listedWaits, type WaitSaid, type Waits, waitFor, waitOf as waitIn } from '../../../records/waits.ts';
import type { PartnerPolicy } from '../deps.ts';
import { mappings } from '../mappings/kind.ts';
import { type Mapping, positionTitle } from '../model.ts';
import { barredFrom, decidersOf, reminderDays } from '../rules.ts';
import { mappingsWaiting } from '../store.ts';

type Policy = Pick<PartnerPolicy, 'timeZone'>;

/** The last reminder, in days before the End: whoever is above hears of what is undecided by then. */
const lastReminder = Math.min(...reminderDays);

/**
 * How a mapping waits for those who decide about its End: from the first reminder of that until somebody extends it, lets it end or ends
 * it (P-12, A-1). Null where it does not.
 */
function waits(mapping: Mapping, { timeZone }: Policy): WaitSaid | null {
  const { reminded, endedAt, letEnd, endsOn } = mapping;
  if (!reminded || endedAt || letEnd) return null;
  return {
    held: decidersOf(mapping),
    barred: barredFrom(mapping),
    since: momentAt(reminded.on, timeZone),
    // P-12 says when its people are reminded.
    term: { by: momentAt(addDays(endsOn, -lastReminder), timeZone), ends: endsOn },
    card: 'partner.expiring',
    letter: 'partner.expiring',
  };
}

/** The same for those who decide, whether it is returned or not. */
export const waitForDecision = (mapping: Mapping, policy: Policy): Wait | null =>
  waitFor(mappingsWait(policy), mapping);

/** How it waits now: for them, or for the secretary's answer. */
export const waitOf = (mapping: Mapping, policy: Policy): Wait | null =>
  waitIn(mappingsWait(policy), mapping);

/** Mappings, as they wait: by whose days an End is near. */
export const mappingsWait = (policy: Policy): typeof mappings & Waits<Mapping> => ({
  ...mappings,
  table: 'secretary_mapping',
  title: ({ t }, { number, person }) => t('partner.card.mapping', { number, name: person.name }),
  asker: ({ person }) => person.id,
  waits: (mapping) => waits(mapping, policy),
  root: 'partner.expiring',
  named: ({ id, number, person, position }) => ({
    title: `${number} · ${person.name}`,
    text: positionTitle(position),
    open: action('partner.open', id),
  }),
});

/** The mappings whose Ends wait, each with those whom its cards name. */
export async function waitingMappings(
  { db, policy }: { db: Queryable; policy: Policy },
  concerned: Concerned,
): Promise<Waiting[]> {
  const roles = await rolesConcerned(db, concerned);
  const isOfAll = roles === null || roles.some(({ role }) => role === 'DIRECTORY_ADMIN');
  const people = isOfAll ? null : holdersNamed(concerned);
  const waiting = await mappingsWaiting(db, { ids: idsAmong(mappings, concerned), people });
  return listedWaits(db, mappingsWait(policy), waiting);
}

/** How mappings whose Ends wait are returned to their secretaries, and talked about: until when, and for what. */
export const mappingsReturning = (policy: Policy): ReturningOf<Mapping> =>
  returningOf(mappingsWait(policy), { numbers: { prefix: 'MAP', of: 'secretary_mapping' } });
