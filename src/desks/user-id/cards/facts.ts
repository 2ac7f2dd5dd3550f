import { action } from '../../../chat/action.ts';
import type { Button, Fact, Part, ProgressStep, Status, Tone } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { formatSize } from '../../../core/texts/index.ts';
import { actorIn, shownName } from '../../../people/shown-name.ts';
import {
  type Decision,
  kindNames,
  type RequestDetail,
  type RequestState,
  type Status as RequestStatus,
  type Stage,
  stageNames,
  stages,
  statusNames,
} from '../model.ts';
import { isNamesake } from '../rules.ts';

export const requestTones: Record<RequestStatus, Tone> = {
  WAITING_ATASAN: 'waiting',
  WAITING_VERIFICATOR: 'waiting',
  WAITING_MANAGER: 'waiting',
  WAITING_EXECUTOR: 'waiting',
  COMPLETED: 'good',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

export function statusOf(request: { status: RequestStatus }): Status {
  return { text: statusNames[request.status], tone: requestTones[request.status] };
}

/** The progress line of all stages (U-10). */
export function progressOf(
  request: Pick<RequestState, 'status' | 'decisions'>,
): Extract<Part, { type: 'progress' }> {
  const stateOf = (stage: Stage): ProgressStep['state'] => {
    if (request.status === stage) return 'current';
    const decision = request.decisions.findLast((made) => made.stage === stage);
    return decision ? (decision.approved ? 'done' : 'stopped') : 'ahead';
  };
  return {
    type: 'progress',
    steps: stages.map((stage) => ({ label: stageNames[stage], state: stateOf(stage) })),
  };
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
export function decisionsOf({ t, time }: Context, request: RequestState): Part[] {
  return request.decisions.map((decision) => ({
    type: 'quote',
    label: t(decidedBy(decision), {
      stage: stageNames[decision.stage],
      name: actorIn(t, { actor: decision.personName, data: decision }),
      time: time(decision.decidedAt),
    }),
    text: decision.reason ?? '—',
  }));
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
