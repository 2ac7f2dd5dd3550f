import type { ModalView } from '@slack/web-api';
import type { Problem } from '../../chat/answering.ts';
import { type Card, summaryOf } from '../../chat/card.ts';
import { type Form, formOfCard } from '../../chat/form.ts';
import type { Answer } from '../../chat/router.ts';
import type { Translate } from '../../core/texts/index.ts';
import { alert, type Block, renderCard, section } from './cards.ts';
import { emptied, isCodeInput, productName, type ViewPayload } from './forms.ts';
import { escapeText } from './markup.ts';
import type { Has } from './newer-blocks.ts';

/** An answer as something that a modal can show; null when there is nothing to show. */
export function formFor(answer: Answer): Form | null {
  switch (answer.type) {
    case 'nothing':
      return null;
    case 'form':
      return answer.form;
    case 'card':
      return formOfCard(answer.card, answer.t('form.close'));
    default:
      return noticeForm(answer.text, answer.t);
  }
}

/** What is said where an answer could not be shown. */
export function insteadOf(answer: Answer): string {
  return 'text' in answer ? answer.text : answer.t('error.tooLate');
}

export function noticeForm(text: string, t: Translate): Form {
  return {
    id: 'chat.shown',
    title: productName,
    state: [],
    close: t('form.close'),
    fields: [{ type: 'show', part: { type: 'text', text } }],
  };
}

/** What is said above a card that was pressed in vain, or that had nothing else to answer. */
export function bannerOf(answer: Answer): string | undefined {
  if (answer.type === 'problem') return `⚠️ ${answer.text}`;
  return answer.type === 'text' ? answer.text : undefined;
}

/** The view as it is, with this said on top of it. */
export function withBanner(view: ViewPayload, text: string, has: Has): ModalView {
  const kept = view.blocks.filter((block) => block.block_id !== 'banner');
  return withBlocks(view, [warning('banner', text, has), ...(kept as unknown as Block[])]);
}

/** Stands before the block id of the field that an error is about. */
const errorPrefix = 'error:';

/**
 * The view as it is, with these errors above their fields, by block id, and its codes empty: errors as Slack itself shows them
 * leave standing what was typed.
 */
export function withErrors(view: ViewPayload, errors: Record<string, string>, has: Has): ModalView {
  const kept = view.blocks.filter(({ block_id = '' }) => !block_id.startsWith(errorPrefix));
  const blocks = kept.flatMap((block) => {
    const { block_id: id = '' } = block;
    const now = isCodeInput(block) ? { ...block, block_id: emptied(id) } : block;
    const error = errors[id];
    return [
      ...(error ? [warning(`${errorPrefix}${now.block_id}`, error, has)] : []),
      now as unknown as Block,
    ];
  });
  return withBlocks(view, blocks);
}

const warning = (id: string, text: string, has: Has): Block => ({
  ...(has('alert') ? alert(text, 'error') : section(`⚠️ ${escapeText(text)}`)),
  block_id: id,
});

function withBlocks(view: ViewPayload, blocks: Block[]): ModalView {
  const { title, submit, close, callback_id, private_metadata } = view as ViewPayload &
    Pick<ModalView, 'title' | 'submit' | 'close' | 'callback_id'>;
  return { type: 'modal', callback_id, private_metadata, title, submit, close, blocks };
}

/** A Home, or why there is none to show. */
export function overviewOf(home: Card | Problem): Card {
  if ('parts' in home) return home;
  return { title: productName, parts: [{ type: 'text', text: home.text }], buttons: [] };
}

export interface SlackText {
  text: string;
  blocks?: ReturnType<typeof renderCard>;
}

/** An answer as a message. `isPrivate`: a card of one person alone, which is left and shown anew in its place. */
export function slackMessage(
  answer: Answer,
  { isPrivate = true, ...shown }: { isPrivate?: boolean; banner?: string; has?: Has } = {},
): SlackText | undefined {
  switch (answer.type) {
    case 'card':
      return {
        text: escapeText(summaryOf(answer.card)),
        blocks: renderCard(answer.card, { ...(isPrivate && { trail: answer.trail }), ...shown }),
      };
    case 'text':
    case 'problem':
      return { text: escapeText(answer.text) };
    default:
      return undefined;
  }
}
