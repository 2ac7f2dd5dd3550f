import type { Part } from '../../../chat/card.ts';
import { lastPage } from '../../../chat/done.ts';
import { type Form, linesOf, type Values, withKey } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { DraftKey } from '../../../db/drafts.ts';
import type { Numbered } from '../../../db/numbers.ts';
import { progressOf } from '../cards/facts.ts';
import { planDigest, planFacts } from '../cards/plan.ts';
import type { DeskDeps } from '../deps.ts';
import { kindNames, type RequestInput } from '../model.ts';
import { planFor } from '../stages.ts';
import { loadState } from '../store.ts';
import { askedIn } from '../submit.ts';

const reviewFormId = 'user-id.review';

/** What was typed is kept by the key of the form, so that the same form keeps one draft (U-7). */
export const draftKey = ({ actor }: Pick<Context, 'actor'>, key: string): DraftKey => ({
  id: key,
  form: reviewFormId,
  personId: actor.id,
});

/** The whole form shown back before it is submitted, and what was typed and is not part of it (U-7). */
export async function reviewForm(
  ctx: Context,
  deps: DeskDeps,
  key: string,
  input: RequestInput,
  values: Values,
): Promise<Form> {
  const { t } = ctx;
  const { plan } = await planFor(deps.db, askedIn(input));
  const [stages, names, systems, files] = await Promise.all([
    planFacts(ctx, deps.db, { ...input, requesterId: ctx.actor.id, plan }),
    deps.db.query<{ unit: string | null; atasan: string | null }>(
      'SELECT (SELECT name FROM unit WHERE id = $1) AS unit, (SELECT name FROM person WHERE id = $2) AS atasan',
      [input.unitId, input.atasanId],
    ),
    deps.db.query<{ id: number; name: string }>('SELECT id, name FROM platform_system ORDER BY name'),
    deps.db.query<{ name: string; size: number }>(
      'SELECT name, size FROM attachment WHERE id = ANY($1) ORDER BY id',
      [input.attachmentIds],
    ),
  ]);
  const nameOf = (id: number) => systems.find((system) => system.id === id)?.name ?? '';
  // Where the notes of all stand below one another, one may be written and its platform not be chosen.
  const unsent = systems.filter(
    ({ id }) => linesOf(values, `note-${id}`) && input.platforms.every((platform) => platform.id !== id),
  );
  const show = (part: Part) => ({ type: 'show' as const, part });
  return {
    id: reviewFormId,
    title: t('userId.review.title'),
    state: withKey(() => [key, planDigest(plan)]),
    submit: t('userId.review.submit'),
    close: t('form.back'),
    fields: [
      show({ type: 'text', text: t('userId.review.intro') }),
      show({
        type: 'facts',
        facts: [
          { label: t('userId.field.kind'), value: kindNames[input.kind] },
          ...(input.nopek ? [{ label: t('field.nopek'), value: input.nopek }] : []),
          { label: t('userId.field.name'), value: input.name },
          { label: t('field.position'), value: input.position },
          { label: t('field.email'), value: input.email },
          { label: t('field.unit'), value: names[0]?.unit ?? '' },
          { label: t('field.superior'), value: names[0]?.atasan ?? '' },
        ],
      }),
      ...input.platforms.map((platform) =>
        show({ type: 'quote', label: nameOf(platform.id), text: platform.note }),
      ),
      ...(unsent.length > 0
        ? [
            show({
              type: 'alert',
              text: t('userId.review.unsentNotes', { platforms: unsent.map(({ name }) => name).join(', ') }),
            }),
          ]
        : []),
      ...(input.note ? [show({ type: 'quote', label: t('userId.field.note'), text: input.note })] : []),
      ...(files.length > 0
        ? [
            show({
              type: 'quote',
              label: t('userId.card.attachments'),
              text: files.map((file) => file.name).join('\n'),
            }),
          ]
        : []),
      show({ type: 'heading', text: t('userId.review.plan') }),
      show({ type: 'facts', facts: stages }),
    ],
  };
}

/** The confirmation: the number, and who decides when (U-7). */
export async function confirmationForm(ctx: Context, deps: DeskDeps, submitted: Numbered): Promise<Form> {
  const { t } = ctx;
  const request = await loadState(deps.db, submitted.id);
  if (!request) throw new Refusal(msg('userId.refuse.unknown'));
  return lastPage(t, t('userId.confirmation.title'), [
    { type: 'heading', text: t('userId.confirmation.heading', { number: submitted.number }) },
    { type: 'text', text: t('userId.confirmation.text') },
    progressOf(t, request),
    { type: 'facts', facts: await planFacts(ctx, deps.db, request) },
  ]);
}
