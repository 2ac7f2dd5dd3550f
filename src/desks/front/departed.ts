import { action } from '../../chat/action.ts';
import { closedCard } from '../../chat/card.ts';
import type { CardsOf, Desk } from '../../chat/desk.ts';
import type { Messenger } from '../../chat/messenger.ts';
import type { Clock } from '../../core/clock.ts';
import { hasRole, isForEverybody } from '../../core/context.ts';
import type { Log } from '../../core/log.ts';
import type { Database } from '../../db/database.ts';
import { type Job, job } from '../../jobs/worker.ts';
import { endDepartedAccounts, endIfDeparted } from '../../people/departed.ts';
import { personCalled } from '../../people/register.ts';
import { waitingOf } from '../../records/waiting.ts';

declare module '../../core/names.ts' {
  interface Jobs extends Named<'accounts', 'departed', Nothing> {}
  interface Cards extends Named<'pintu', 'departed', Nothing> {}
}

interface Deps {
  db: Database;
  messengers: readonly Messenger[];
  desks: readonly Pick<Desk, 'waiting'>[];
  clock: Clock;
  log: Log;
}

/** Looks whether those who decide something, by a role or by name, still have the chat accounts by which they are known. */
export const departedJob = (deps: Deps): Job<'accounts.departed'> =>
  job('accounts.departed', 'jobs.name.accountsDeparted', async () => {
    const roles = await deps.db.query<{ id: number }>(
      `SELECT DISTINCT person_id AS id FROM role_grant WHERE withdrawn_at IS NULL AND role <> 'SATKER_USER'`,
    );
    const waiting = await waitingOf(deps.desks, 'all');
    const ids = new Set([...roles.map(({ id }) => id), ...waiting.flatMap(({ holders }) => holders)]);
    await endDepartedAccounts(deps, [...ids], deps.clock());
  });

/** Looks at one account of which its platform has said that it changed, whoever's it is (I-1). */
export const changedAccountJob = (deps: Pick<Deps, 'db' | 'messengers' | 'clock'>): Job<'accounts.changed'> =>
  job('accounts.changed', 'jobs.name.accountsChanged', (account) =>
    endIfDeparted(deps, account, deps.clock()),
  );

/** Tells the ADMINs that somebody who decides something is reached by mail alone, for them to say whether that one has left. */
export function departedCards(db: Database): Pick<CardsOf<'pintu'>, 'departed'> {
  return {
    async departed(ctx, id) {
      const { t } = ctx;
      const person = await personCalled(db, id);
      if (!person) return null;
      const title = t('departed.title', { name: person.name });
      if (!isForEverybody(ctx) && !hasRole(ctx.actor, 'ADMIN')) return closedCard(t, title);
      return {
        title,
        parts: [{ type: 'text', text: t('departed.text', person) }],
        buttons: [
          { label: t('record.open'), does: { action: action('pintu.person', id) } },
          { label: t('delegation.title'), does: { action: action('pintu.delegations') } },
        ],
      };
    },
  };
}
