import { setTimeout } from 'node:timers/promises';
import type { ModalView, WebClient } from '@slack/web-api';
import type { DrawnModals, Standing } from '../../chat/drawn-modals.ts';
import { slackRefusal } from './errors.ts';
import type { ViewPayload } from './forms.ts';
import type { Has, NewerBlocks } from './newer-blocks.ts';

/** Why an answer comes to nothing: the modal is gone, or stands otherwise by now. */
const isGone = ['not_found', 'view_not_found'];
const standsOtherwise = 'hash_conflict';

/** An answer whose place another one has taken is noted once Slack has told of that: so long it is waited for, and so often asked. */
const patience = { asked: 20, everyMs: 100 };

/**
 * Puts a modal that was drawn anew in the place of the one that asked for it. Slack knows by a hash how the modal stood that an answer is for.
 * Of two fields that are changed one right after the other both name it as it stood before the first: the answer to the second, which
 * Slack then refuses, is sent once more for the modal as the first one's has left it, which may have been another replica's. An answer
 * that a newer one has overtaken is dropped, and so is one for a modal that has become something else: nobody notes what that is.
 */
export function createRedraws(modals: DrawnModals, newer: NewerBlocks) {
  /** How it stands since an answer of ours other than `known`; null where there is none. */
  async function standing(id: string, known: string): Promise<Standing | null> {
    for (let asked = 0; asked < patience.asked; asked += 1) {
      const since = await modals.of(id);
      if (since && since.hash !== known) return since;
      await setTimeout(patience.everyMs);
    }
    return null;
  }

  /** `changedAt`: when the change was made, by Slack's clock. `draw` answers null where there is nothing to show. */
  return async function redraw(
    { views }: Pick<WebClient, 'views'>,
    { id, hash }: Pick<ViewPayload, 'id' | 'hash'>,
    changedAt: number,
    draw: () => Promise<((has: Has) => ModalView) | null>,
  ): Promise<void> {
    const view = await draw();
    for (let known = hash; view; ) {
      try {
        const asOf = known;
        const drawn = await newer.sent(view, (shown) =>
          views.update({ view_id: id, hash: asOf, view: shown }),
        );
        return await modals.note(id, { hash: drawn.view?.hash ?? known, replaced: known, changedAt });
      } catch (error) {
        const refusal = slackRefusal(error) ?? '';
        if (isGone.includes(refusal)) return;
        if (refusal !== standsOtherwise) throw error;
      }
      const since = await standing(id, known);
      if (!since || since.changedAt > changedAt) return;
      known = since.hash;
    }
  };
}
