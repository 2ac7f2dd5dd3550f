import { idOf } from '../../../chat/action.ts';
import { doneWith } from '../../../chat/done.ts';
import { dateOf, type Field, type Form, type FormResult, type Values, withKey } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { onceSent } from '../../../records/once.ts';
import { requireManager, todayOf } from '../cards/facts.ts';
import { personCard } from '../cards/person.ts';
import type { WithServices } from '../deps.ts';
import { addMapping, NoSecretaryRole } from '../mappings/add.ts';
import type { NewMapping } from '../model.ts';
import { loadPerson } from '../people.ts';
import { datesWrong, whyNotManagePerson } from '../rules.ts';
import { applicationRoles, grantsOf } from '../store.ts';
import { bundleIn, createWhitelistService, type Granted } from '../whitelist/granting.ts';
import { mappingForm } from './mapping.ts';
import { chosenId } from './search.ts';
import { grantedTexts } from './whitelist.ts';

const shown = (part: Extract<Field, { type: 'show' }>['part']): Field => ({ type: 'show', part });

export async function submitMapping(
  ctx: Context,
  deps: WithServices,
  [key = '']: string[],
  values: Values,
): Promise<FormResult> {
  requireManager(ctx);
  const personId = chosenId(values, 'person');
  const positionId = chosenId(values, 'position');
  const start = dateOf(values, 'start');
  const end = dateOf(values, 'end');
  const errors = {
    ...(personId ? {} : { person: msg('partner.error.person') }),
    ...(positionId ? {} : { position: msg('partner.error.position') }),
    ...datesWrong({ start, end }, todayOf(ctx, deps.policy)),
  };
  if (Object.keys(errors).length > 0 || !start || !end) throw new FieldErrors(errors);
  const wanted = { personId, positionId, start, end };
  try {
    const { number } = await addMapping(deps, ctx, wanted, key);
    // After saving, the person is shown as P-Office would show them (P-11).
    return doneWith(ctx.t, ctx.t('partner.done.mapped', { number }), await personCard(ctx, deps, personId));
  } catch (error) {
    if (!(error instanceof NoSecretaryRole)) throw error;
    return { type: 'next', form: await bundleForm(ctx, deps, wanted) };
  }
}

/** Offers the bundle to whoever is to be mapped and lacks the role; the mapping's form comes back after it (P-10). */
async function bundleForm(ctx: Context, deps: WithServices, wanted: NewMapping): Promise<Form> {
  const { t } = ctx;
  const { personId, positionId, start, end } = wanted;
  const person = await loadPerson(deps.db, personId);
  const refusal = whyNotManagePerson(ctx.actor, personId);
  if (refusal) throw new Refusal(refusal);
  if (!person) throw new Refusal(msg('partner.refuse.nobody'));
  const had = await grantsOf(deps.db, personId);
  const lacking = bundleIn(await applicationRoles(deps.db)).filter(
    ({ id }) => !had.some(({ roleId }) => roleId === id),
  );
  return {
    id: 'partner.bundle',
    title: t('partner.bundle.title'),
    state: withKey((key) => [String(personId), String(positionId), start, end, key]),
    submit: t('partner.bundle.submit'),
    close: t('form.cancel'),
    fields: [
      shown({ type: 'text', text: t('partner.bundle.lacks', { name: person.name }) }),
      shown({
        type: 'quote',
        label: t('partner.bundle.grants'),
        text: lacking.map(({ application, role }) => `${application}: ${role}`).join('\n'),
      }),
    ],
  };
}

export async function submitBundle(
  ctx: Context,
  deps: WithServices,
  [person = '', position = '', start = '', end = '', key = '']: string[],
): Promise<FormResult> {
  const personId = idOf(person);
  const granted = await onceSent<Granted>(deps.db, ctx, { form: 'partner.bundle', key }, ({ db }) =>
    createWhitelistService(db).grantBundle(ctx, personId),
  );
  const form = await mappingForm(ctx, deps, { personId, positionId: idOf(position), start, end });
  return {
    type: 'done',
    form: {
      ...form,
      fields: [
        ...grantedTexts(ctx, granted).map((text) => shown({ type: 'text', text })),
        shown({ type: 'text', text: ctx.t('partner.bundle.goOn') }),
        ...form.fields,
      ],
    },
  };
}
