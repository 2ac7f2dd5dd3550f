import type { WebClient } from '@slack/web-api';
import type { Caller } from '../../chat/answering.ts';
import type { Answer, Router } from '../../chat/router.ts';
import type { Trail } from '../../chat/trail.ts';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { replaceMessage } from './copies.ts';
import { slackRefusal } from './errors.ts';
import { renderForm, type ViewPayload } from './forms.ts';
import { escapeText } from './markup.ts';
import type { NewerBlocks } from './newer-blocks.ts';
import { formOf, type Origin, type Place } from './place.ts';
import { bannerOf, formFor, insteadOf, type SlackText, slackMessage, withBanner } from './shown.ts';

/** A press, and whom to answer it. */
interface Pressed {
  client: WebClient;
  caller: Caller;
  triggerId: string;
  /** How the card came to be shown that has the button; empty for a posted one. */
  trail: Trail;
}

/** Shows what a press is answered with, there where it was pressed. */
export function createAnswers(router: Router, newer: NewerBlocks, log: Log) {
  const has = newer.taken;
  return { show, toMessage, inModal, onHome };

  /**
   * Shows a form, or, where Slack does not let us (its trigger lives 3 s), says so: nothing that somebody
   * pressed stays without an answer.
   */
  async function show(form: () => Promise<unknown>, otherwise: () => Promise<unknown>): Promise<void> {
    try {
      await form();
    } catch (error) {
      // The same delivery twice: the first one has opened the form.
      if (slackRefusal(error) === 'exchanged_trigger_id') return;
      log.warn({ error: messageOf(error) }, 'a form could not be shown');
      await otherwise();
    }
  }

  /** A card as it is now, below what came of the press; what was pressed is no longer true, or had nothing else to answer. */
  async function cardNow({ caller, trail }: Pressed, answer: Answer): Promise<Answer | null> {
    if (answer.type === 'card' || answer.type === 'form' || trail.length === 0) return null;
    return router.again(caller, trail);
  }

  /**
   * A private message turns into the next card, or into what it is now. Of a posted one, which stays and is kept up to date,
   * a card opens as a modal: nothing is left behind of it.
   */
  async function toMessage(
    pressed: Pressed,
    address: string | undefined,
    say: (message: SlackText) => Promise<unknown>,
    answer: Answer,
  ): Promise<void> {
    const { client, trail, triggerId } = pressed;
    const form = formFor(answer);
    if (form && (answer.type === 'form' || (answer.type === 'card' && !address))) {
      const place: Place =
        answer.type === 'card'
          ? { trail: answer.trail }
          : address
            ? { origin: { u: address, t: trail } }
            : {};
      const instead = answer.type === 'card' ? slackMessage(answer, { has }) : undefined;
      await show(
        () => client.views.open({ trigger_id: triggerId, view: renderForm(form, place, { has }) }),
        () => say(instead ?? { text: insteadOf(answer) }),
      );
      return;
    }
    const now = await cardNow(pressed, answer);
    const banner = bannerOf(answer);
    const message = now?.type === 'card' ? slackMessage(now, { banner, has }) : slackMessage(answer, { has });
    if (!message) return;
    if (address && (answer.type === 'card' || now?.type === 'card'))
      await replaceMessage(client, address, message);
    else await say(message);
  }

  /** Inside a modal a card replaces the card, and a form goes on top; so does a card above a form, which stays as it was. */
  async function inModal(pressed: Pressed, view: ViewPayload, answer: Answer): Promise<void> {
    const { client, triggerId, trail } = pressed;
    const place = formOf(view)?.place ?? {};
    const isCard = place.trail !== undefined || !view.submit;
    const now = await cardNow(pressed, answer);
    const shown = now?.type === 'card' ? now : answer;
    const form = formFor(shown);
    if (!form) return;
    if (shown.type === 'card' && isCard) {
      const banner = now ? bannerOf(answer) : undefined;
      await newer.sent(
        (mayHave) => renderForm(form, { ...place, trail: shown.trail }, { banner, has: mayHave }),
        (drawn) => client.views.update({ view_id: view.id, view: drawn }),
      );
      return;
    }
    const origin: Origin | undefined = isCard
      ? { v: view.id, t: trail, ...(place.origin && { o: place.origin }) }
      : place.origin;
    const above: Place = { origin, ...(shown.type === 'card' && { trail: shown.trail }) };
    await show(
      () => client.views.push({ trigger_id: triggerId, view: renderForm(form, above, { has }) }),
      () =>
        newer.sent(
          (mayHave) => withBanner(view, insteadOf(answer), mayHave),
          (drawn) => client.views.update({ view_id: view.id, view: drawn }),
        ),
    );
  }

  /** On the Home tab everything opens a modal. */
  async function onHome({ client, caller, triggerId }: Pressed, answer: Answer): Promise<void> {
    const form = formFor(answer);
    if (!form) return;
    const place: Place = { origin: { h: true }, ...(answer.type === 'card' && { trail: answer.trail }) };
    await show(
      () => client.views.open({ trigger_id: triggerId, view: renderForm(form, place, { has }) }),
      () => client.chat.postMessage({ channel: caller.externalId, text: escapeText(insteadOf(answer)) }),
    );
  }
}
