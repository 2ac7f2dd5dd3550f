import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import type { Marketplace } from '../../../neighbours/marketplace/marketplace.ts';
import { UntrustedAddress } from '../../../neighbours/marketplace/site.ts';
import type { DeskDeps } from '../deps.ts';
import type { Satker, Step } from '../model.ts';
import { stepOf } from '../rules.ts';
import { takenOf } from '../store.ts';

/** The marketplace; throws Refusal where none is set up. */
export function marketOf({ marketplace }: Pick<DeskDeps, 'marketplace'>): Marketplace {
  if (!marketplace) throw new Refusal(msg('market.refuse.notSetUp'));
  return marketplace;
}

/** What the marketplace answers; where it gives no usable answer that is said, and nothing has changed. */
export async function answered<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error) => {
    if (error instanceof UntrustedAddress) throw new Refusal(msg('market.refuse.untrusted'));
    throw error instanceof NeighbourDown ? new Refusal(msg('market.refuse.down')) : error;
  });
}

/** Where a press on this satker leads now; the marketplace is asked where it is not mapped (M-4). */
export async function nextStep(
  deps: Pick<DeskDeps, 'db' | 'marketplace'>,
  { actor }: Pick<Context, 'actor'>,
  satker: Satker,
): Promise<Step> {
  if (satker.link) return stepOf(satker, [], new Set());
  const accounts = await answered(marketOf(deps).accounts(actor.email));
  return stepOf(satker, accounts, await takenOf(deps.db, satker, accounts));
}
