import type { Context } from '../../core/context.ts';
import { msg } from '../../core/texts/index.ts';
import type { Kind, Told } from '../../records/kind.ts';
import { overtaken } from '../../records/overtaken.ts';
import type { Announcement } from '../../records/tell.ts';
import { askedOf, namesakePart, progressOf, tallyOf } from './cards/facts.ts';
import { kindNames, type RequestDetail, type RequestState } from './model.ts';
import { mayFollow, maySee } from './rules.ts';
import { loadDetail, loadState, type StateNow } from './store.ts';

/** The steps of one request in order, and of one requester one at a time: whoever asks for many takes nobody's turn. */
const announced = ({ requesterId }: Pick<RequestState, 'requesterId'>): Announcement => ({
  name: 'user-id.announce',
  queue: `announce of ${requesterId}`,
});

/** How requests are logged and told of. */
export const logged: Told<Pick<RequestState, 'id' | 'status' | 'requesterId'>> = {
  name: 'user-id',
  state: ({ status }) => status,
  announced,
};

/** Requests for a User ID. Whoever holds a stage that one has come to hears from the rules what they may not (U-13). */
export const requests: Kind<StateNow, RequestDetail> & Told<StateNow> = {
  ...logged,
  seen: async (db, ctx, id) => seen(ctx, await loadState(db, id)),
  whole: async (db, ctx, id) => seen(ctx, await loadDetail(db, { id })),
  unknown: msg('userId.refuse.unknown'),
  passed: ({ number }) => overtaken(msg('userId.refuse.changedMeanwhile', { number })),
  shown: (ctx, request) => [
    { type: 'heading', text: ctx.t('userId.card.title', { number: request.number }) },
    { type: 'facts', facts: factsInShort(ctx, request) },
    ...namesakePart(ctx, request),
    progressOf(ctx.t, request),
    ...tallyOf(ctx.t, request),
  ],
  asked: askedOf,
  names: ({ number }) => ({ number }),
  maxReason: 2000,
};

/** Files are for those who may see the request itself: to others who follow it nothing is said with them (U-14). */
function seen<Request extends RequestState>({ actor }: Context, request: Request | null): Request | null {
  if (!request || maySee(request, actor)) return request;
  const remarks = request.remarks?.map((remark) => ({ ...remark, files: [] }));
  return mayFollow(request, actor) ? { ...request, remarks } : null;
}

const factsInShort = ({ t }: Context, request: RequestDetail) => [
  { label: t('userId.field.kind'), value: kindNames[request.kind] },
  { label: t('userId.field.name'), value: request.name },
  { label: t('field.unit'), value: request.unit.name },
  { label: t('userId.field.platforms'), value: request.platforms.map(({ name }) => name).join(', ') },
];
