import { idOf } from '../../../chat/action.ts';
import { doneWith, passed } from '../../../chat/done.ts';
import { chosenOf, type FormResult, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { visible } from '../../../records/kind.ts';
import { satkerCard } from '../cards/satker.ts';
import type { DeskDeps } from '../deps.ts';
import { profileSatkers } from '../profile/kind.ts';
import { suitable } from '../rules.ts';
import { mapSatker } from '../shop/map.ts';
import { answered, marketOf } from '../shop/step.ts';
import { takenOf } from '../store.ts';

/** Maps the account that was confirmed or chosen; the marketplace is asked once more whose it is (M-4). */
export async function submitChoice(
  ctx: Context,
  deps: DeskDeps,
  [id = '', key = '', only]: string[],
  values: Values,
): Promise<FormResult> {
  const satker = await visible(deps.db, profileSatkers, ctx, idOf(id));
  const chosen = only ?? chosenOf(values, 'account')[0];
  if (!chosen) throw new FieldErrors({ account: msg('market.error.account') });
  const accounts = await answered(marketOf(deps).accounts(ctx.actor.email));
  const account = accounts.find((one) => one.id === chosen);
  if (!account) throw new Refusal(msg('market.refuse.accountGone', { satker: satker.unit.name }));
  const taken = await takenOf(deps.db, satker, [account]);
  if (suitable(satker, [account], taken).length === 0)
    throw new Refusal(msg('market.refuse.taken', { company: account.company.name }));
  const acted = await mapSatker(deps, ctx, satker.id, { account, way: 'EMAIL' }, key);
  if (acted.type === 'passed') return passed(ctx.t, acted.why);
  const now = await visible(deps.db, profileSatkers, ctx, satker.id);
  return doneWith(
    ctx.t,
    ctx.t('market.done.mapped', { satker: now.unit.name }),
    await satkerCard(ctx, deps, now),
  );
}
