import type { Part } from '../../../chat/card.ts';
import { doneWith } from '../../../chat/done.ts';
import { chosenOf, type Field, type Form, type FormResult, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { requireManager } from '../cards/facts.ts';
import { personCard } from '../cards/person.ts';
import type { WithServices } from '../deps.ts';
import type { ApplicationRole } from '../model.ts';
import { bundleLines } from '../secretaries.ts';
import { applicationRoles } from '../store.ts';
import type { Granted } from '../whitelist/granting.ts';
import { chosenId, personField } from './search.ts';

const bundleChoice = 'bundle';
/** As many as the menus of all platforms hold, the bundle left out. */
const mostInMenu = 98;

const shown = (part: Part): Field => ({ type: 'show', part });

/**
 * Grants roles of an application (P-9). The bundle for secretaries stands among the applications: what it grants is listed,
 * so that sending the form confirms it.
 */
export async function whitelistForm(
  ctx: Context,
  deps: WithServices,
  personId: number,
  values: Values = {},
): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  const roles = await applicationRoles(deps.db);
  const applications = new Map(roles.map(({ applicationId, application }) => [applicationId, application]));
  const chosen = chosenOf(values, 'application')[0];
  return {
    id: 'partner.whitelist',
    title: t('partner.button.whitelist'),
    state: [String(personId || '')],
    submit: t('partner.form.submit'),
    close: t('form.cancel'),
    fields: [
      await personField(ctx, deps, personId),
      {
        type: 'choice',
        name: 'application',
        label: t('partner.field.application'),
        style: 'menu',
        choices: [
          ...(applications.size > 0 ? [{ value: bundleChoice, label: t('partner.bundle.label') }] : []),
          ...[...applications].slice(0, mostInMenu).map(([id, name]) => ({ value: String(id), label: name })),
        ],
        value: chosen,
        redraws: true,
      },
      ...roleFields(ctx, roles, chosen),
    ],
  };
}

function roleFields({ t }: Context, roles: readonly ApplicationRole[], chosen: string | undefined): Field[] {
  if (chosen === bundleChoice)
    return [shown({ type: 'quote', label: t('partner.bundle.grants'), text: bundleLines().join('\n') })];
  const offered = roles.filter(({ applicationId }) => String(applicationId) === chosen);
  if (offered.length === 0) return [];
  return [
    {
      type: 'choices',
      name: 'roles',
      label: t('partner.field.roles'),
      choices: offered.slice(0, mostInMenu).map(({ id, role }) => ({ value: String(id), label: role })),
      generation: chosen,
    },
  ];
}

export async function submitWhitelist(ctx: Context, deps: WithServices, values: Values): Promise<FormResult> {
  const personId = chosenId(values, 'person');
  const application = chosenOf(values, 'application')[0];
  const roles = chosenOf(values, 'roles').map(Number);
  const errors = {
    ...(personId ? {} : { person: msg('partner.error.person') }),
    ...(application ? {} : { application: msg('partner.error.application') }),
    ...(application && application !== bundleChoice && roles.length === 0
      ? { roles: msg('partner.error.roles') }
      : {}),
  };
  requireManager(ctx);
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
  const granted =
    application === bundleChoice
      ? await deps.whitelist.grantBundle(ctx, personId)
      : await deps.whitelist.grant(ctx, personId, await rolesWithin(deps, application, roles));
  // The person as they now stand, below what was granted and what they had already.
  return doneWith(ctx.t, grantedTexts(ctx, granted), await personCard(ctx, deps, personId));
}

/** Roles of another application than the one chosen are those of a form that was not drawn anew. */
async function rolesWithin(
  deps: WithServices,
  application: string | undefined,
  roleIds: readonly number[],
): Promise<number[]> {
  const known = await applicationRoles(deps.db);
  const within = known.filter((one) => String(one.applicationId) === application && roleIds.includes(one.id));
  if (within.length < roleIds.length) throw new FieldErrors({ roles: msg('partner.error.roles') });
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
