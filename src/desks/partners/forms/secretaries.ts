import { action, idOf } from '../../../chat/action.ts';
import type { Button, Part } from '../../../chat/card.ts';
import { lastPage } from '../../../chat/done.ts';
import { type Form, type FormResult, withKey } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { msg } from '../../../core/texts/index.ts';
import { onceSent } from '../../../records/once.ts';
import { period, requireManager } from '../cards/facts.ts';
import type { DeskDeps, PartnerPolicy } from '../deps.ts';
import {
  bundleLines,
  type Confirmed,
  confirmSecretaries,
  type Proposed,
  secretariesOf,
} from '../secretaries.ts';

/** Names that the form lists; more are counted. */
const mostNames = 10;

/**
 * For an import's summary: the way to the bundle and the mappings of its secretaries, while any lacks them (P-1). Whoever
 * reads a channel sees it; who may press it is asked at the press.
 */
export async function secretariesButton(
  db: Queryable,
  ctx: Context,
  importId: number,
  policy: PartnerPolicy,
): Promise<Button[]> {
  const { secretaries } = await secretariesOf(db, ctx, importId, policy);
  if (secretaries.length === 0) return [];
  return [
    {
      label: ctx.t('partner.secretaries.button', { count: secretaries.length }),
      style: 'primary',
      does: { action: action('partner.secretaries', importId) },
    },
  ];
}

/** Lists what the secretaries of an import are to get, for one confirmation (P-1). */
export async function secretariesForm(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'policy'>,
  importId: number,
): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  const { secretaries, leftOut } = await secretariesOf(deps.db, ctx, importId, deps.policy);
  if (secretaries.length === 0) throw new Refusal(msg('partner.secretaries.nothing'));
  const listed: Part[] = [
    { type: 'text', text: t('partner.secretaries.text', { count: secretaries.length }) },
    { type: 'quote', label: t('partner.bundle.grants'), text: bundleLines().join('\n') },
    { type: 'quote', label: t('partner.card.mappings'), text: mappingLines(ctx, secretaries).join('\n') },
    ...leftOutPart(ctx, leftOut),
  ];
  return {
    id: 'partner.secretaries',
    title: t('partner.secretaries.title'),
    state: withKey((key) => [String(importId), key]),
    submit: t('partner.bundle.submit'),
    close: t('form.cancel'),
    fields: listed.map((part) => ({ type: 'show', part })),
  };
}

function mappingLines({ t }: Context, secretaries: readonly Proposed[]): string[] {
  const lines = secretaries
    .slice(0, mostNames)
    .map((one) =>
      one.lacksMapping
        ? `• ${one.name} → ${one.position}, ${period(t, one)}`
        : `• ${one.name}: ${t('partner.secretaries.mapped')}`,
    );
  const more = secretaries.length - mostNames;
  return more > 0 ? [...lines, t('partner.secretaries.more', { count: more })] : lines;
}

function leftOutPart({ t }: Context, names: readonly string[]): Part[] {
  if (names.length === 0) return [];
  const more = names.length - mostNames;
  const listed = [
    ...names.slice(0, mostNames),
    ...(more > 0 ? [t('partner.secretaries.more', { count: more })] : []),
  ];
  return [{ type: 'text', text: t('partner.secretaries.leftOut', { names: listed.join(', ') }) }];
}

export async function submitSecretaries(
  ctx: Context,
  deps: DeskDeps,
  [importId = '', key = '']: string[],
): Promise<FormResult> {
  const { t } = ctx;
  const done = await onceSent<Confirmed>(deps.jobDb, ctx, { form: 'partner.secretaries', key }, ({ db }) =>
    confirmSecretaries(db, ctx, idOf(importId), deps.policy),
  );
  const { granted, mapped, leftOut } = done;
  // Whoever confirms what has been confirmed by another form hears so.
  const told =
    granted + mapped > 0
      ? t('partner.secretaries.done', { granted, mapped })
      : t('partner.secretaries.nothing');
  return {
    type: 'done',
    form: lastPage(t, t('partner.done.title'), [{ type: 'text', text: told }, ...leftOutPart(ctx, leftOut)]),
  };
}
