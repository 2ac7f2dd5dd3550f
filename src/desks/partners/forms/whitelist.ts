import { idOf } from '../../../chat/action.ts';
import type { Part } from '../../../chat/card.ts';
import { doneWith } from '../../../chat/done.ts';
import {
  chosenOf,
  type Field,
  type Form,
  type FormResult,
  type Leading,
  type Values,
  withKey,
} from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { onceSent } from '../../../records/once.ts';
import { requireManager } from '../cards/facts.ts';
import { personCard } from '../cards/person.ts';
import type { WithServices } from '../deps.ts';
import type { ApplicationRole } from '../model.ts';
import { loadPerson } from '../people.ts';
import { whyNotManagePerson } from '../rules.ts';
import { bundleLines } from '../secretaries.ts';
import { applicationRoles } from '../store.ts';
import { createWhitelistService, type Granted } from '../whitelist/granting.ts';
import { bundleChoice, chosenId, personField } from './search.ts';

/** As many choices as one field holds on all platforms; an application with more roles has several fields. */
const inOneField = 100;

const shown = (part: Part): Field => ({ type: 'show', part });

/** Whom roles are granted and of which application (P-9); which of its roles is the next page's. */
export async function whitelistForm(ctx: Context, deps: WithServices, personId: number): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  return {
    id: 'partner.whitelist',
    title: t('partner.button.whitelist'),
    state: [],
    submit: t('form.toReview'),
    close: t('form.cancel'),
    fields: [
      await personField(ctx, deps, personId),
      {
        type: 'search',
        name: 'application',
        label: t('partner.field.application'),
        placeholder: t('partner.field.applicationSearch'),
      },
    ],
  };
}

export async function submitWhitelist(ctx: Context, deps: WithServices, values: Values): Promise<Leading> {
  const personId = chosenId(values, 'person');
  const application = chosenOf(values, 'application')[0];
  requireManager(ctx);
  const errors = {
    ...(personId ? {} : { person: msg('partner.error.person') }),
    ...(application ? {} : { application: msg('partner.error.application') }),
  };
  if (Object.keys(errors).length > 0 || !application) throw new FieldErrors(errors);
  return { type: 'next', form: await rolesForm(ctx, deps, personId, application) };
}

/**
 * The roles of the chosen application, to choose of them; what the bundle for secretaries grants is listed, so that sending the form
 * confirms it.
 */
async function rolesForm(
  ctx: Context,
  deps: WithServices,
  personId: number,
  application: string,
): Promise<Form> {
  const { t } = ctx;
  const refusal = whyNotManagePerson(ctx.actor, personId);
  if (refusal) throw new Refusal(refusal);
  const person = await loadPerson(deps.db, personId);
  if (!person) throw new FieldErrors({ person: msg('partner.error.person') });
  const roles = rolesOf(await applicationRoles(deps.db), application);
  const name = application === bundleChoice ? t('partner.bundle.label') : roles[0]?.application;
  if (!name) throw new FieldErrors({ application: msg('partner.error.application') });
  return {
    id: 'partner.roles',
    title: t('partner.button.whitelist'),
    state: withKey((key) => [String(personId), application, key]),
    submit: t('partner.form.submit'),
    close: t('form.back'),
    fields: [
      shown({
        type: 'facts',
        facts: [
          { label: t('partner.field.users'), value: person.name },
          { label: t('partner.field.application'), value: name },
        ],
      }),
      ...(application === bundleChoice
        ? [shown({ type: 'quote', label: t('partner.bundle.grants'), text: bundleLines().join('\n') })]
        : roleFields(ctx, roles)),
    ],
  };
}

const rolesOf = (roles: readonly ApplicationRole[], application: string): ApplicationRole[] =>
  roles.filter(({ applicationId }) => String(applicationId) === application);

function roleFields({ t }: Context, roles: readonly ApplicationRole[]): Field[] {
  const count = Math.ceil(roles.length / inOneField);
  return Array.from({ length: count }, (_, n) => ({
    type: 'choices',
    name: n === 0 ? 'roles' : `roles${n}`,
    label: count === 1 ? t('partner.field.roles') : `${t('partner.field.roles')} (${n + 1}/${count})`,
    choices: roles
      .slice(n * inOneField, (n + 1) * inOneField)
      .map(({ id, role }) => ({ value: String(id), label: role })),
    ...(count > 1 && { optional: true }),
  }));
}

export async function submitRoles(
  ctx: Context,
  deps: WithServices,
  [person = '', application = '', key = '']: string[],
  values: Values,
): Promise<FormResult> {
  requireManager(ctx);
  const personId = idOf(person);
  const granted = await onceSent<Granted>(deps.db, ctx, { form: 'partner.roles', key }, async ({ db }) => {
    const whitelist = createWhitelistService(db);
    return application === bundleChoice
      ? whitelist.grantBundle(ctx, personId)
      : whitelist.grant(ctx, personId, await rolesWithin(deps, application, chosenRoles(values)));
  });
  // The person as they now stand, below what was granted and what they had already.
  return doneWith(ctx.t, grantedTexts(ctx, granted), await personCard(ctx, deps, personId));
}

const chosenRoles = (values: Values): number[] =>
  Object.keys(values)
    .filter((name) => /^roles\d*$/.test(name))
    .flatMap((name) => chosenOf(values, name).map(Number));

/** Which roles an application has may have changed since they were offered. */
async function rolesWithin(
  deps: WithServices,
  application: string,
  roleIds: readonly number[],
): Promise<number[]> {
  const within = rolesOf(await applicationRoles(deps.db), application).filter(({ id }) =>
    roleIds.includes(id),
  );
  if (within.length === 0 || within.length < roleIds.length)
    throw new FieldErrors({ roles: msg('partner.error.roles') });
  return within.map(({ id }) => id);
}

/** What was granted, and what was there already (P-9). */
export function grantedTexts({ t }: Context, { granted, had }: Granted): string[] {
  const named = (roles: readonly ApplicationRole[]) =>
    roles.map(({ application, role }) => `${application} (${role})`).join(', ');
  return [
    ...(granted.length > 0 ? [t('partner.done.granted', { roles: named(granted) })] : []),
    ...(had.length > 0 ? [t('partner.done.had', { roles: named(had) })] : []),
  ];
}
