import { action } from '../../../chat/action.ts';
import type { Button, Fact, Part, ProgressStep, Status, Tone } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { formatSize, nameIn, type Translate } from '../../../core/texts/index.ts';
import { actorIn, shownName } from '../../../people/shown-name.ts';
import { type Happened, openQuestion, type Remarked, returnedHead } from '../../../records/remarks.ts';
import {
  type Decision,
  isStage,
  kindNames,
  type PlannedStage,
  type RequestDetail,
  type RequestState,
  type Status as RequestStatus,
  type Stage,
} from '../model.ts';
import { plannedAt, stageName, statusName } from '../plan.ts';
import { missing, neededIn, voicesAt } from '../quorum.ts';
import { isNamesake } from '../rules.ts';

const endTones = { COMPLETED: 'good', REJECTED: 'bad', WITHDRAWN: 'neutral' } as const;

export const toneOf = (status: RequestStatus): Tone => (isStage(status) ? 'waiting' : endTones[status]);

export function statusOf(
  { language }: Translate,
  request: Parameters<typeof statusName>[0] & { status: RequestStatus },
): Status {
  const text = nameIn(language, statusName(request, request.status));
  return { text, tone: toneOf(request.status) };
}

/** What a request is headed by, on its cards and in lists: its status, and that it is returned. */
export const headOf = (
  t: Translate,
  request: Parameters<typeof statusOf>[1] & { isReturned: boolean },
): Status => returnedHead(t, request.isReturned, statusOf(t, request));

/** The same of a request with all that was said of it. */
export const headNow = (t: Translate, request: Parameters<typeof statusOf>[1] & Remarked): Status =>
  headOf(t, { ...request, isReturned: openQuestion(request) !== null });

/** The progress line of all stages (U-10); one that several decide says how far it is. */
export function progressOf(
  { language }: Translate,
  request: Pick<RequestState, 'status' | 'decisions' | 'plan'>,
): Extract<Part, { type: 'progress' }> {
  const stateOf = (stage: Stage): ProgressStep['state'] => {
    if (request.status === stage) return 'current';
    const decision = request.decisions.findLast((made) => made.stage === stage);
    return decision ? (decision.approved ? 'done' : 'stopped') : 'ahead';
  };
  const labelOf = (planned: PlannedStage) => {
    const name = nameIn(language, planned.name);
    const needed = neededIn(planned);
    if (needed === 1 || request.status !== planned.stage) return name;
    return `${name} (${needed - missing(planned, voicesAt(request, planned.stage))}/${needed})`;
  };
  return {
    type: 'progress',
    steps: request.plan.map((planned) => ({ label: labelOf(planned), state: stateOf(planned.stage) })),
  };
}

/** How the voices of a stage stand that several decide: who has approved, who has not, and how many it still needs. */
export function tallyOf(t: Translate, request: Pick<RequestState, 'status' | 'decisions' | 'plan'>): Part[] {
  const planned = isStage(request.status) ? plannedAt(request, request.status) : undefined;
  if (!planned || (neededIn(planned) === 1 && planned.oneRejects)) return [];
  const voices = voicesAt(request, planned.stage);
  const namesOf = (approved: boolean) =>
    voices.filter((voice) => voice.approved === approved).map(({ personName }) => personName);
  const args = { needed: neededIn(planned), count: missing(planned, voices) };
  const said = [
    t('userId.card.tally', { ...args, names: namesOf(true).join(', ') || '—' }),
    ...(namesOf(false).length > 0 ? [t('userId.card.objections', { names: namesOf(false).join(', ') })] : []),
  ];
  return [{ type: 'text', text: said.join(' ') }];
}

function factsOf({ t, time }: Context, request: RequestDetail): Fact[] {
  return [
    { label: t('userId.field.kind'), value: kindNames[request.kind] },
    { label: t('userId.field.name'), value: request.name },
    ...(request.nopek ? [{ label: t('field.nopek'), value: request.nopek }] : []),
    { label: t('field.position'), value: request.position },
    { label: t('field.email'), value: request.email },
    { label: t('field.unit'), value: request.unit.name },
    { label: t('field.superior'), value: request.atasanName },
    { label: t('userId.card.requester'), value: shownName(t, request.requester) },
    { label: t('userId.card.submittedAt'), value: time(request.createdAt) },
    ...(request.newUserId ? [{ label: t('userId.field.newUserId'), value: request.newUserId }] : []),
  ];
}

/** Platform systems with their notes, and the applicant's own note (U-5). */
function notesOf({ t }: Context, request: RequestDetail): Part[] {
  return [
    ...request.platforms.map(
      (platform): Part => ({ type: 'quote', label: platform.name, text: platform.note }),
    ),
    ...(request.note ? [{ type: 'quote' as const, label: t('userId.field.note'), text: request.note }] : []),
  ];
}

function filesOf({ t }: Context, request: RequestDetail): Part[] {
  if (request.attachments.length === 0) return [];
  return [
    {
      type: 'files',
      label: t('userId.card.attachments'),
      files: request.attachments.map((file) => ({
        name: file.name,
        size: formatSize(t.language, file.size),
        open: { label: t('record.open'), does: { action: action('user-id.file', file.id) } },
      })),
    },
  ];
}

/** All that was asked for. */
export function askedOf(ctx: Context, request: RequestDetail): Part[] {
  return [
    { type: 'facts', facts: factsOf(ctx, request) },
    ...notesOf(ctx, request),
    ...filesOf(ctx, request),
  ];
}

function decidedBy({ approved, stage }: Decision) {
  if (!approved) return 'userId.card.rejectedBy';
  return stage === 'WAITING_EXECUTOR' ? 'userId.card.confirmedBy' : 'userId.card.approvedBy';
}

/** What has been decided so far: who, when and why (U-13). */
export function decisionsOf({ t, time }: Context, request: RequestState): Happened[] {
  return request.decisions.map((decision) => {
    const { decidedAt: at, stage, personName: actor, reason } = decision;
    const name = actorIn(t, { actor, data: decision });
    const label = t(decidedBy(decision), { stage: stageName(request, stage), name, time: time(at) });
    return { at, parts: [{ type: 'quote', label, text: reason ?? '—' }] };
  });
}

/** Tells whoever may decide that the applicant has a name like theirs (I-4). */
export function namesakePart({ t, actor }: Context, request: RequestState): Part[] {
  return isNamesake(request, actor)
    ? [{ type: 'text', text: t('decision.namesake', { name: request.name }) }]
    : [];
}

export function readingButtons({ t }: Context, request: { id: number }): Button[] {
  return [
    { label: t('record.open'), does: { action: action('user-id.open', request.id) } },
    { label: t('record.log'), does: { action: action('user-id.log', request.id) } },
  ];
}
