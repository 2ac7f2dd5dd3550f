import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Caller } from '../../chat/answering.ts';
import type { DrawnModals } from '../../chat/drawn-modals.ts';
import type { Answer, Router } from '../../chat/router.ts';
import { decodeTrail } from '../../chat/trail.ts';
import type { Place as Conversation } from '../../core/context.ts';
import { messageOf, traceOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createAnswers } from './answers.ts';
import { linkPrefix, renderHome, renderPart } from './cards.ts';
import { bringUpToDate } from './copies.ts';
import { filesOf, type SlackFile, withFileNames } from './files.ts';
import {
  codesOf,
  errorsOf,
  hasInputs,
  isCodeInput,
  optionOf,
  redrawnField,
  renderForm,
  type ViewPayload,
  valuesOf,
} from './forms.ts';
import { handleInteractions } from './interactions.ts';
import { limits } from './limits.ts';
import { escapeText } from './markup.ts';
import { membershipOf, profileOf, type SlackWorkspace } from './messenger.ts';
import type { Has, NewerBlocks } from './newer-blocks.ts';
import { formOf } from './place.ts';
import { createRedraws } from './redraws.ts';
import { overviewOf, type SlackText, slackMessage, withBanner, withErrors } from './shown.ts';

export interface InboundDeps {
  app: App;
  router: Router;
  workspace: SlackWorkspace;
  modals: DrawnModals;
  newer: NewerBlocks;
  log: Log;
}

/** Leads everything that Slack delivers to the router, and every answer back to where the person is. */
export function receive({ app, router, workspace, modals, newer, log }: InboundDeps): void {
  const answers = createAnswers(router, newer, log);
  const redraw = createRedraws(modals, newer);
  const callerOf = (client: WebClient, userId: string, delivery: string): Caller => ({
    surface: 'slack',
    tenant: workspace.teamId,
    externalId: userId,
    profile: () => profileOf(client, workspace, userId),
    delivery: `slack:${delivery}`,
  });

  handleInteractions(app, {
    async command({ command, ack, client, respond }) {
      const place = placeOf(command, workspace);
      const caller = { ...callerOf(client, command.user_id, command.trigger_id), place };
      const outcome = await router.command(caller, command.command.slice(1), unescaped(command.text));
      if (outcome.type !== 'form') return ack(slackMessage(outcome, { has: newer.taken }));
      await ack();
      const { form, t } = outcome;
      await answers.show(
        () =>
          client.views.open({
            trigger_id: command.trigger_id,
            view: renderForm(form, {}, { has: newer.taken }),
          }),
        () => respond({ response_type: 'ephemeral', text: t('error.tooLate') }),
      );
    },

    async action({ action, body, ack, client, respond }) {
      const {
        action_id: id,
        block_id,
        value,
      } = action as {
        action_id: string;
        block_id?: string;
        value?: string;
      };
      if (body.type !== 'block_actions' || id.startsWith(linkPrefix)) return ack();
      const view = body.view as ViewPayload | undefined;
      const caller = callerOf(client, body.user.id, body.trigger_id);
      const field = view?.type === 'modal' ? redrawnField({ action_id: id, block_id }) : null;
      if (view && field !== null) {
        const form = formOf(view);
        await redraw(client, view, Number((action as { action_ts?: string }).action_ts), async () => {
          const outcome = form && (await router.redraw(caller, form.id, form.state, valuesOf(view), field));
          await ack();
          if (outcome?.type === 'form') return (has: Has) => renderForm(outcome.form, form?.place, { has });
          const pressed = { client, caller, triggerId: body.trigger_id, trail: [] };
          if (outcome) await answers.inModal(pressed, view, outcome);
          return null;
        });
        return;
      }

      const place = view?.type === 'modal' ? formOf(view)?.place : undefined;
      const trail = place?.trail ?? decodeTrail(value);
      const answer = await router.action(caller, id, { chosen: chosenIn(action), trail });
      await ack();
      const pressed = { client, caller, triggerId: body.trigger_id, trail };
      if (view?.type === 'home') await answers.onHome(pressed, answer);
      else if (view) await answers.inModal(pressed, view, answer);
      else {
        const { response_url: address } = body;
        const isPrivate = body.container.is_ephemeral === true || trail.length > 0;
        const say = (message: SlackText) =>
          respond({ ...message, response_type: 'ephemeral', replace_original: false });
        await answers.toMessage(pressed, isPrivate ? address : undefined, say, answer);
      }
    },

    async view({ body, view, ack, client }) {
      const payload = view as unknown as ViewPayload;
      const form = formOf(payload);
      if (!form || body.type !== 'view_submission') return ack();
      const caller = callerOf(client, body.user.id, body.trigger_id);
      const values = await withFileNames(client, valuesOf(payload));
      const outcome = await router.submit(caller, form.id, form.state, values, codesOf(payload));
      const withFieldErrors = (errors: Record<string, string>) =>
        payload.blocks.some(isCodeInput)
          ? ack({
              response_action: 'update',
              view: withErrors(payload, errorsOf(payload, errors), newer.taken),
            })
          : ack({ response_action: 'errors', errors: errorsOf(payload, errors) });
      switch (outcome.type) {
        case 'errors':
          return withFieldErrors(outcome.errors);
        case 'problem':
          // Said at the first field, everything typed stays; a form without fields is shown again with it on top.
          return hasInputs(payload)
            ? withFieldErrors({ '': outcome.text })
            : ack({ response_action: 'update', view: withBanner(payload, outcome.text, newer.taken) });
        case 'next':
          return ack({
            response_action: 'push',
            view: renderForm(outcome.form, { origin: form.place.origin, isPage: true }, { has: newer.taken }),
          });
        case 'become':
        case 'done': {
          const { origin, isPage } = form.place;
          const view = renderForm(outcome.form, { origin, isPage }, { has: newer.taken });
          await ack({ response_action: 'update', view });
          if (outcome.type === 'done') await bringUpToDate({ client, router, newer, log }, caller, origin);
        }
      }
    },

    async shortcut({ shortcut, ack, client, respond }) {
      if (shortcut.type !== 'message_action') return;
      const { callback_id: name, trigger_id: triggerId, user, channel, message } = shortcut;
      const caller = {
        ...callerOf(client, user.id, triggerId),
        place: placeOf({ channel_id: channel.id, channel_name: channel.name }, workspace),
      };
      const answer = await router.shortcut(caller, name, () => filesOf(client, filesIn(message)));
      await ack();
      const say = (said: SlackText) =>
        respond({ ...said, response_type: 'ephemeral', replace_original: false });
      await answers.toMessage({ client, caller, triggerId, trail: [] }, undefined, say, answer);
    },

    async options({ options, body, ack, client }) {
      const view = (body as { view?: ViewPayload }).view;
      const form = view && formOf(view);
      if (!view || !form) return ack({ options: [] });
      const request = body as { user: { id: string }; block_id?: string };
      const field = (request.block_id ?? '').split('@')[0] ?? '';
      const caller = callerOf(client, request.user.id, `${view.id} ${field}`);
      const choices = await router.search(caller, form.id, field, options.value, valuesOf(view));
      await ack({ options: choices.slice(0, limits.options).map(optionOf) });
    },
  });

  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const outcome = await router.home(callerOf(client, event.user, `home ${event.event_ts}`));
    await client.views.publish({ user_id: event.user, view: renderHome(overviewOf(outcome)) });
  });

  // Slack tells of each status that anybody sets: what concerns us are members who are none any more (I-1). Of guests an event of its own tells.
  app.event(/^user_(change|guest_status_changed)$/, async ({ event }) => {
    const { user } = event as unknown as { user: Parameters<typeof membershipOf>[0] };
    if (user?.id && membershipOf(user, workspace) !== 'member')
      await router.accountChanged({ platform: 'slack', tenant: workspace.teamId, externalId: user.id });
  });

  app.event('link_shared', async ({ event, client }) => {
    const { links, unfurl_id, source, channel, message_ts: ts } = event;
    const found = [...router.linked(links.map(({ url }) => url))];
    if (found.length === 0) return;
    const unfurls = Object.fromEntries(
      found.map(([url, item]) => [url, { blocks: renderPart({ type: 'list', items: [item], empty: '' }) }]),
    );
    // In what somebody still writes the event's own id is all that names the place.
    const place = unfurl_id && source ? { unfurl_id, source: source as LinkSource } : { channel, ts };
    await client.chat.unfurl({ ...place, unfurls }).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'a link could not be shown');
    });
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
    const text = ('text' in message && message.text) || '';
    const mentioned = text.includes(`<@${workspace.botUserId}>`);
    const caller = {
      ...callerOf(client, message.user, `event ${body.event_id}`),
      place: { ...placeOf({ channel_id: channel, channel_name: '' }, workspace), message: thread, mentioned },
    };
    const typed = unescaped(text).trim();
    // Files are asked for once it is known that they may concern us.
    let isOfConcern = isDirect;
    const given = () => {
      isOfConcern = true;
      return filesOf(client, files);
    };
    const root = 'thread_ts' in message && message.thread_ts !== message.ts ? message.thread_ts : undefined;
    const written = isDirect
      ? await router.written(caller, {
          ...(root && { under: { channel, message: root } }),
          text: typed,
          files: files.length > 0 ? given : [],
          source: `slack:${channel}:${message.ts}`,
        })
      : null;
    if (written) {
      const reply = slackMessage(written, { isPrivate: true, has: newer.taken });
      if (reply) await client.chat.postMessage({ channel, ...reply, thread_ts: root ?? message.ts });
      return;
    }
    const outcome =
      files.length > 0 ? await router.files(caller, given, false) : await router.typed(caller, typed);
    if (!isDirect && outcome.type === 'problem') {
      // What somebody may not do is no matter of the channel's, and a file that is of no concern to us is nobody's error.
      const text = escapeText(outcome.text);
      if (isOfConcern) await client.chat.postEphemeral({ channel, user: message.user, text });
      return;
    }
    const isAside = outcome.type === 'card' && outcome.aside === true;
    const reply = slackMessage(inMessage(outcome, typed), {
      isPrivate: isDirect || isAside,
      has: newer.taken,
    });
    if (reply && isAside && !isDirect) {
      // Of a message that starts no thread its own thread is closed: what stands in that is not seen.
      const { thread_ts } = message as { thread_ts?: string };
      await client.chat.postEphemeral({
        channel,
        user: message.user,
        ...reply,
        ...(thread_ts && { thread_ts }),
      });
      return;
    }
    if (reply) await client.chat.postMessage({ channel, ...reply, ...(thread && { thread_ts: thread }) });
  });

  app.error(async (error) => {
    log.error({ error: traceOf(error) }, 'a Slack handler failed');
  });
}

type LinkSource = 'composer' | 'conversations_history';

/** What Slack calls a conversation whose name it keeps to itself. */
const nameless = /^(directmessage|privategroup|mpdm-.*)$/;

function placeOf(
  { channel_id, channel_name }: { channel_id: string; channel_name: string },
  { teamId }: SlackWorkspace,
): Conversation {
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

function chosenIn(action: object): string | undefined {
  return (action as { selected_option?: { value: string } | null }).selected_option?.value;
}
