import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../../chat/card.ts';
import { summaryOf } from '../../chat/card.ts';
import type { Reply } from '../../chat/desk.ts';
import { type Form, formOfCard } from '../../chat/form.ts';
import type { Caller, Problem, Router, Spoken } from '../../chat/router.ts';
import type { Place } from '../../core/context.ts';
import { messageOf, traceOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Translate } from '../../core/texts/index.ts';
import { escapeText, linkPrefix, renderCard, renderHome } from './cards.ts';
import { slackRefusal } from './errors.ts';
import { filesOf, type SlackFile, withFileNames } from './files.ts';
import {
  errorsOf,
  formOf,
  hasInputs,
  optionOf,
  redrawnField,
  renderForm,
  type ViewPayload,
  valuesOf,
} from './forms.ts';
import { limits } from './limits.ts';
import { profileOf, type SlackWorkspace } from './messenger.ts';

export interface InboundParts {
  app: App;
  router: Router;
  workspace: SlackWorkspace;
  log: Log;
}

type Answer = (Reply | Problem) & Spoken;

/** The form id of a modal that only shows a card. */
const cardForm = 'chat.card';

/** Leads everything that Slack delivers to the router, and every answer back to where the person is. */
export function receive({ app, router, workspace, log }: InboundParts): void {
  const callerOf = (client: WebClient, userId: string, delivery: string): Caller => ({
    surface: 'slack',
    tenant: workspace.teamId,
    externalId: userId,
    profile: () => profileOf(client, workspace, userId),
    delivery: `slack:${delivery}`,
  });

  app.command(/.*/, async ({ command, ack, client, respond }) => {
    const place = placeOf(command, workspace);
    const caller = { ...callerOf(client, command.user_id, command.trigger_id), place };
    const outcome = await router.command(caller, command.command.slice(1), unescaped(command.text));
    if (outcome.type !== 'form') return ack(slackMessage(outcome));
    await ack();
    const { form, t } = outcome;
    await show(
      () => client.views.open({ trigger_id: command.trigger_id, view: renderForm(form) }),
      () => respond({ response_type: 'ephemeral', text: t('error.tooLate') }),
    );
  });

  app.action(/.*/, async ({ action, body, ack, client, respond }) => {
    const { action_id: id, block_id } = action as { action_id: string; block_id?: string };
    if (body.type !== 'block_actions' || id.startsWith(linkPrefix)) return ack();
    const view = body.view as ViewPayload | undefined;
    const caller = callerOf(client, body.user.id, body.trigger_id);
    const field = view?.type === 'modal' ? redrawnField({ action_id: id, block_id }) : null;
    if (view && field !== null) {
      await redraw(caller, body.trigger_id, view, field, ack, client);
      return;
    }

    const outcome = await router.action(caller, id, chosenIn(action));
    await ack();
    if (view?.type === 'home') await answerOnHome(client, caller, body.trigger_id, outcome);
    else if (view) await answerInModal(client, body.trigger_id, view, outcome);
    else {
      // A private card turns into the next one; a posted card stays, and the answer is for this person alone.
      const say = (message: SlackText, isCard: boolean) =>
        respond({
          ...message,
          response_type: 'ephemeral',
          replace_original: isCard && body.container.is_ephemeral === true,
        });
      if (outcome.type === 'form') {
        await show(
          () => client.views.open({ trigger_id: body.trigger_id, view: renderForm(outcome.form) }),
          () => say({ text: outcome.t('error.tooLate') }, false),
        );
      } else {
        const message = slackMessage(outcome);
        if (message) await say(message, outcome.type === 'card');
      }
    }
  });

  async function redraw(
    caller: Caller,
    triggerId: string,
    view: ViewPayload,
    field: string,
    ack: () => Promise<void>,
    client: WebClient,
  ) {
    const form = formOf(view);
    const outcome = form && (await router.redraw(caller, form.id, form.state, valuesOf(view), field));
    await ack();
    if (!outcome) return;
    if (outcome.type === 'problem') {
      await answerInModal(client, triggerId, view, outcome);
      return;
    }
    try {
      // The hash keeps an answer that took long from overwriting a newer one.
      await client.views.update({ view_id: view.id, hash: view.hash, view: renderForm(outcome.form) });
    } catch (error) {
      if (!['hash_conflict', 'not_found', 'view_not_found'].includes(slackRefusal(error) ?? '')) throw error;
    }
  }

  app.view(/.*/, async ({ body, view, ack, client }) => {
    const payload = view as unknown as ViewPayload;
    const form = formOf(payload);
    if (!form || body.type !== 'view_submission') return ack();
    const caller = callerOf(client, body.user.id, body.trigger_id);
    const values = await withFileNames(client, valuesOf(payload));
    const outcome = await router.submit(caller, form.id, form.state, values);
    switch (outcome.type) {
      case 'errors':
        return ack({ response_action: 'errors', errors: errorsOf(payload, outcome.errors) });
      case 'problem':
        // Said at the first field, everything typed stays; a form without fields is shown again with it on top.
        return hasInputs(payload)
          ? ack({ response_action: 'errors', errors: errorsOf(payload, { '': outcome.text }) })
          : ack({ response_action: 'update', view: withBanner(payload, outcome.text) });
      case 'next':
        return ack({ response_action: 'push', view: renderForm(outcome.form) });
      case 'become':
        return ack({ response_action: 'update', view: renderForm(outcome.form) });
      case 'close':
        return ack({ response_action: 'clear' });
    }
  });

  app.options(/.*/, async ({ options, body, ack, client }) => {
    const view = (body as { view?: ViewPayload }).view;
    const form = view && formOf(view);
    if (!view || !form) return ack({ options: [] });
    const request = body as { user: { id: string }; block_id?: string };
    const field = (request.block_id ?? '').split('@')[0] ?? '';
    const caller = callerOf(client, request.user.id, `${view.id} ${field}`);
    const choices = await router.search(caller, form.id, field, options.value, valuesOf(view));
    await ack({ options: choices.slice(0, limits.options).map(optionOf) });
  });

  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const outcome = await router.home(callerOf(client, event.user, `home ${event.event_ts}`));
    const card: Card =
      'parts' in outcome
        ? outcome
        : { title: 'Satu Pintu', parts: [{ type: 'text', text: outcome.text }], buttons: [] };
    await client.views.publish({ user_id: event.user, view: renderHome(card) });
  });

  app.message(async ({ message, body, client }) => {
    if (!('user' in message) || !message.user || ('bot_id' in message && message.bot_id)) return;
    const { channel, channel_type: kind } = message;
    const files = filesIn(message);
    const isDirect = kind === 'im';
    if (message.subtype !== undefined && files.length === 0) return;
    if (!isDirect && files.length === 0) return;
    // Threads are one deep: below a reply stands what is below its root.
    const thread = isDirect ? undefined : ('thread_ts' in message && message.thread_ts) || message.ts;
    const caller = {
      ...callerOf(client, message.user, `event ${body.event_id}`),
      place: { ...placeOf({ channel_id: channel, channel_name: '' }, workspace), message: thread },
    };
    const typed = unescaped(('text' in message && message.text) || '').trim();
    // Files are asked for once it is known that they may concern us.
    let isOfConcern = isDirect;
    const given = () => {
      isOfConcern = true;
      return filesOf(client, files);
    };
    const outcome =
      files.length > 0 ? await router.files(caller, given, false) : await router.typed(caller, typed);
    if (!isDirect && outcome.type === 'problem') {
      // What somebody may not do is no matter of the channel's, and a file that is of no concern to us is nobody's error.
      const text = escapeText(outcome.text);
      if (isOfConcern) await client.chat.postEphemeral({ channel, user: message.user, text });
      return;
    }
    const reply = slackMessage(inMessage(outcome, typed));
    if (reply) await client.chat.postMessage({ channel, ...reply, ...(thread && { thread_ts: thread }) });
  });

  app.error(async (error) => {
    log.error({ error: traceOf(error) }, 'a Slack handler failed');
  });

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

  /** Inside a modal a card replaces the card, and a form goes on top. */
  async function answerInModal(client: WebClient, triggerId: string, view: ViewPayload, outcome: Answer) {
    const form = formFor(outcome);
    if (!form) return;
    if (outcome.type === 'card') {
      await client.views.update({ view_id: view.id, view: renderForm(form) });
      return;
    }
    await show(
      () => client.views.push({ trigger_id: triggerId, view: renderForm(form) }),
      () => client.views.update({ view_id: view.id, view: withBanner(view, insteadOf(outcome)) }),
    );
  }

  /** On the Home tab everything opens a modal. */
  async function answerOnHome(client: WebClient, caller: Caller, triggerId: string, outcome: Answer) {
    const form = formFor(outcome);
    if (!form) return;
    await show(
      () => client.views.open({ trigger_id: triggerId, view: renderForm(form) }),
      () => client.chat.postMessage({ channel: caller.externalId, text: escapeText(insteadOf(outcome)) }),
    );
  }
}

/** What Slack calls a conversation whose name it keeps to itself. */
const nameless = /^(directmessage|privategroup|mpdm-.*)$/;

function placeOf(
  { channel_id, channel_name }: { channel_id: string; channel_name: string },
  { teamId }: SlackWorkspace,
): Place {
  return {
    platform: 'slack',
    tenant: teamId,
    channel: channel_id,
    name: nameless.test(channel_name) ? '' : `#${channel_name}`,
    direct: channel_id.startsWith('D'),
  };
}

/** What was typed: Slack escapes three signs in the text of a command. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function filesIn(message: object): SlackFile[] {
  return (message as { files?: SlackFile[] }).files ?? [];
}

/** Slack lets a command open a form and a message not: then how to is the answer. */
function inMessage(outcome: Answer, typed: string): Answer {
  if (outcome.type !== 'form') return outcome;
  const command = `/${typed.replace(/^\//, '')}`;
  return { type: 'text', text: outcome.t('command.needsSlash', { command }), t: outcome.t };
}

/** An answer as something that a modal can show; null when there is nothing to show. */
function formFor(outcome: Answer): Form | null {
  switch (outcome.type) {
    case 'nothing':
      return null;
    case 'form':
      return outcome.form;
    case 'card':
      return formOfCard(cardForm, outcome.card, outcome.t('form.close'));
    default:
      return noticeForm(outcome.text, outcome.t);
  }
}

/** What is said where an answer could not be shown. */
function insteadOf(outcome: Answer): string {
  return 'text' in outcome ? outcome.text : outcome.t('error.tooLate');
}

function withBanner(view: ViewPayload, text: string) {
  const { blocks, ...rest } = view as ViewPayload & {
    title: never;
    submit: never;
    close: never;
    callback_id: string;
  };
  const kept = blocks.filter((block) => block.block_id !== 'banner');
  return {
    type: 'modal' as const,
    callback_id: rest.callback_id,
    private_metadata: rest.private_metadata,
    title: rest.title,
    submit: rest.submit,
    close: rest.close,
    blocks: [
      {
        type: 'section' as const,
        block_id: 'banner',
        text: { type: 'mrkdwn' as const, text: `⚠️ ${escapeText(text)}` },
      },
      ...(kept as never[]),
    ],
  };
}

function noticeForm(text: string, t: Translate): Form {
  return {
    id: cardForm,
    title: 'Satu Pintu',
    state: [],
    close: t('form.close'),
    fields: [{ type: 'show', part: { type: 'text', text } }],
  };
}

interface SlackText {
  text: string;
  blocks?: ReturnType<typeof renderCard>;
}

function slackMessage(outcome: Reply | Problem): SlackText | undefined {
  switch (outcome.type) {
    case 'card':
      return { text: escapeText(summaryOf(outcome.card)), blocks: renderCard(outcome.card) };
    case 'text':
    case 'problem':
      return { text: escapeText(outcome.text) };
    default:
      return undefined;
  }
}

function chosenIn(action: object): string | undefined {
  return (action as { selected_option?: { value: string } | null }).selected_option?.value;
}
