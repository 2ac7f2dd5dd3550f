import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { chosenOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { OfferedTitle } from '../../../people/names/match.ts';
import { permitted } from '../../../records/act.ts';
import type { Version } from '../../../records/version.ts';
import type { DeskDeps } from '../deps.ts';
import { officeOf } from '../list.ts';
import type { Satker, Ticket } from '../model.ts';
import { activeSatkers } from '../rules.ts';
import { satkerById, searchSatkers, standingOf } from '../store.ts';
import { register } from '../tickets/acts.ts';
import { tickets } from '../tickets/kind.ts';
import { mostInMenu, satkerChoiceOf } from './satker-field.ts';

/** What an open form is about. */
export interface AddState {
  /** Makes the registration once-only. */
  key: string;
  /** The ticket that an officer registers from (S-8); null for a satker by itself (S-7), and for a letter on paper. */
  ticketId: number | null;
  /** The NIK that was searched last: what it filled in is not taken over by another one. */
  searched: string;
  /** A document that is there already: the ticket's, or one that was given before. */
  documentId: number | null;
  /** The ticket as the form showed it; empty without one. */
  version: Version;
  /** What this form asks its officer to accept as a title (S-4). */
  offered: OfferedTitle | null;
}

export const encodeState = (state: AddState): string[] => [
  state.key,
  String(state.ticketId ?? ''),
  state.searched,
  String(state.documentId ?? ''),
  state.version,
  ...(state.offered ? [state.offered.title, String(state.offered.score)] : []),
];
export const decodeState = ([
  key = '',
  ticket = '',
  searched = '',
  document = '',
  version = '',
  title = '',
  score = '',
]: string[]): AddState => ({
  key,
  ticketId: idOf(ticket) || null,
  searched,
  documentId: idOf(document) || null,
  version,
  offered: title ? { title, score: Number(score) } : null,
});

/** Whom the form registers for: the ticket's satker, one of one's own, or one that one's KPPN supervises. */
export interface AddScope {
  /** To choose from; where there are more than a menu holds they are searched, and these are the first of them. */
  satkers: Satker[];
  ticket: Ticket | null;
  within: { ids: number[]; kppns: number[] };
}

/** The scope of a form, after a look at the right to use it (S-2, S-8, I-3). */
export async function addScope(
  ctx: Context,
  deps: DeskDeps,
  state: Pick<AddState, 'ticketId'>,
): Promise<AddScope> {
  if (state.ticketId !== null) {
    const seen = await tickets.seen(deps.db, ctx, state.ticketId);
    const ticket = await permitted(deps.db, tickets, register, ctx, state.ticketId, seen);
    return { satkers: [ticket.satker], ticket, within: { ids: [ticket.satker.id], kppns: [] } };
  }
  const standing = await standingOf(deps.db, ctx.actor);
  const within = { ids: activeSatkers(ctx.actor, standing), kppns: officeOf(ctx.actor) };
  const satkers = await searchSatkers(deps.db, '', within, mostInMenu + 1);
  if (satkers.length === 0)
    throw new Refusal(
      msg(within.kppns.length > 0 ? 'satker.nobody.supervised' : 'satker.refuse.noActiveSatker'),
    );
  return { satkers, ticket: null, within };
}

/** The satkers that the form may be for, by a part of their code or name. */
export async function searchAddSatkers(ctx: Context, deps: DeskDeps, query: string): Promise<Choice[]> {
  const { within } = await addScope(ctx, deps, { ticketId: null });
  return (await searchSatkers(deps.db, query, within)).map(satkerChoiceOf);
}

/** The satker that is registered for: the only one, or the chosen one where the form may be for it. */
export async function satkerOf(
  { db }: Pick<DeskDeps, 'db'>,
  { satkers, within }: AddScope,
  values: Values,
): Promise<Satker | null> {
  const [only, another] = satkers;
  if (only && !another) return only;
  const satker = await satkerById(db, idOf(chosenOf(values, 'satker')[0]));
  const isWithin =
    satker && (within.ids.includes(satker.id) || (satker.kppnId && within.kppns.includes(satker.kppnId)));
  return isWithin ? satker : null;
}
