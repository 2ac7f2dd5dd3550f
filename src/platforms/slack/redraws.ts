import type { ModalView, WebClient } from '@slack/web-api';
import { slackRefusal } from './errors.ts';
import type { ViewPayload } from './forms.ts';

/** A modal that was drawn anew lately. */
interface Drawn {
  /** When the newest of the changes was made that ask for it. */
  newest: number;
  /** How it stands since one of these answers. */
  hash?: string;
}

/** A change that was made just before an answer came may be delivered after it: so many modals are remembered, the latest ones. */
const remembered = 1000;

/** Why an answer comes to nothing: the modal has become something else, or is gone. */
const outdated = ['hash_conflict', 'not_found', 'view_not_found'];

/**
 * Puts a modal that was drawn anew in the place of the one that asked for it. Slack knows by a hash how the modal stood that an answer is for.
 * Of two fields that are changed one right after the other both name it as it stood before the first: the answer to the second, which
 * Slack then refuses, is sent once more for the modal as the first one's has left it. An answer that a newer one has overtaken is
 * dropped, and so is one for a modal that has become something else.
 */
export function createRedraws() {
  const modals = new Map<string, Drawn>();

  /** `changedAt`: when the change was made, by Slack's clock. `draw` answers null where there is nothing to show. */
  return async function redraw(
    { views }: Pick<WebClient, 'views'>,
    { id, hash }: Pick<ViewPayload, 'id' | 'hash'>,
    changedAt: number,
    draw: () => Promise<ModalView | null>,
  ): Promise<void> {
    const modal = modals.get(id) ?? { newest: 0 };
    modals.delete(id);
    modals.set(id, modal);
    for (const oldest of modals.keys()) {
      if (modals.size <= remembered) break;
      modals.delete(oldest);
    }
    modal.newest = Math.max(modal.newest, changedAt);
    const view = await draw();
    for (let known = hash; view; ) {
      const stands = await views
        .update({ view_id: id, hash: known, view })
        .then(({ view: drawn }) => drawn?.hash)
        .catch((error) => {
          if (!outdated.includes(slackRefusal(error) ?? '')) throw error;
          return null;
        });
      if (stands) modal.hash = stands;
      if (stands !== null || changedAt < modal.newest || !modal.hash || modal.hash === known) return;
      known = modal.hash;
    }
  };
}
