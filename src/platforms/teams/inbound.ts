import type { Application, TurnState } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';
import type { Values } from '../../chat/form.ts';
import type { Answer, Caller, Router } from '../../chat/router.ts';
import { decodeTrail } from '../../chat/trail.ts';
import {
  type Activity,
  filesIn,
  isAddressed,
  isPersonal,
  isShared,
  namesAttachment,
  quotedIn,
  readActivity,
  tenantOfSender,
  threadOf,
  withoutThread,
} from './activity.ts';
import { createAnswers, sealedWith } from './answers.ts';
import { adaptiveType, renderCard } from './cards.ts';
import { createDialogs, type Dialog } from './dialogs.ts';
import { filesOf, lineIn, messageActionIn } from './extension.ts';
import { decodeHeld } from './held.ts';
import type { Afterwards } from './later.ts';
import { limits } from './limits.ts';
import { channelOf, type TeamsMessenger } from './messenger.ts';
import { decodeOrigin, originIn } from './origin.ts';
import { readInputs, readPressed } from './pressed.ts';
import type { TeamsSettings } from './settings.ts';
import { encodeChoice, readDataset, readValues } from './values.ts';

export interface InboundDeps {
  app: Application<TurnState>;
  router: Router;
  messenger: TeamsMessenger;
  settings: TeamsSettings;
  later: Afterwards;
}

const any = /.*/;

/** Leads everything that Teams delivers to the router, and every answer back to where the person is. */
export function receive({ app, router, messenger, settings, later }: InboundDeps): void {
  const dialogs = createDialogs(router);
  const answers = createAnswers({ router, messenger, settings, later });
  const secret = sealedWith(settings);

  app.activity('message', async (turn) => {
    const { activity, caller } = received(turn);
    const typed = plainText(turn.activity.text);
    if (!isPersonal(activity)) {
      if (mayHaveFiles(activity, typed) && (await dropped(turn, activity, caller))) return;
      if (!isAddressed(activity)) return;
    }
    const files = isPersonal(activity) ? filesIn(activity) : [];
    if (isPersonal(activity)) {
      const quoted = quotedIn(activity);
      const written = await router.written(caller, {
        ...(quoted && {
          under: {
            channel: channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id }),
            message: quoted.message,
          },
        }),
        text: quoted ? quoted.text : typed,
        files,
        source: `teams:${activity.conversation.id}:${activity.id}`,
      });
      if (written) return later.add(turn, () => answers.say(activity, caller, written, typed));
    }
    if (files.length === 0 && activity.value !== undefined && !typed) return;
    const answer =
      files.length > 0 ? await router.files(caller, files, true) : await router.typed(caller, typed);
    later.add(turn, () => answers.say(activity, caller, answer, typed));
  });

  /**
   * Files in a channel; whether there is something to say about them. What went wrong is said to those who meant us, or
   * whose file was asked for since it is of concern there.
   */
  async function dropped(turn: TurnContext, activity: Activity, caller: Caller): Promise<boolean> {
    let isOfConcern = isAddressed(activity);
    const answer = await router.files(
      {
        ...caller,
        // What is typed with files that are of no concern is another matter, and has the delivery's own name.
        delivery: `${caller.delivery} files`,
        place: caller.place && {
          ...caller.place,
          message: threadOf(activity),
          mentioned: isAddressed(activity),
        },
      },
      () => {
        isOfConcern = true;
        return messenger.filesOf(activity);
      },
      true,
    );
    if (answer.type === 'nothing' || !isOfConcern) return false;
    const here = channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id });
    later.add(turn, () =>
      answer.type === 'card' && !answer.aside
        ? answers.sayTo({ channel: here }, answer, '')
        : answers.say(activity, caller, answer, '', isAddressed(activity)),
    );
    return true;
  }

  app.activity('installationUpdate', async (turn) => {
    const { activity, caller } = received(turn);
    if (!isPersonal(activity) || !activity.action?.startsWith('add')) return;
    const answer = await router.arrived(caller);
    later.add(turn, () => answers.say(activity, caller, answer, ''));
  });

  app.taskModules.fetch(any, async (turn, _state, data) => {
    const { activity, caller } = received(turn);
    const pressed = readPressed(data)?.pressed;
    if (pressed?.verb === 'command') {
      const origin = originIn(activity, [`/${pressed.t}`], secret);
      return (await dialogs.of(caller, await router.typed(caller, pressed.t), origin)) ?? '';
    }
    const trail = pressed?.verb === 'action' ? decodeTrail(pressed.trail) : [];
    const origin = originIn(activity, trail, secret);
    const answer = await router.action(caller, pressed?.verb === 'action' ? pressed.a : '', { trail });
    // It stays below the dialog, and may have been there for long: it is shown as it is now.
    if (answer.type !== 'form') answers.bringUpToDate(turn, received(turn), origin);
    return (await dialogs.of(caller, answer, origin)) ?? '';
  });

  app.taskModules.submit(any, (turn, _state, data) => submitted(turn, data));

  app.messageExtensions.fetchTask(any, async (turn) => {
    const { activity, caller } = received(turn);
    const line = lineIn(activity);
    if (line) return (await dialogs.of(caller, await router.typed(caller, line), {})) ?? '';
    const acted = messageActionIn(activity);
    if (!acted) return (await dialogs.of(caller, await router.action(caller, ''), {})) ?? '';
    const answer = await router.shortcut(caller, acted.command, () => filesOf(messenger, acted));
    return (await dialogs.of(caller, answer, {})) ?? '';
  });

  // A dialog that a message's command has opened sends what is pressed in it by another name.
  app.messageExtensions.submitAction(any, async (turn, _state, data) => submitted(turn, data));

  async function submitted(turn: TurnContext, data: unknown): Promise<Dialog> {
    const { caller } = received(turn);
    const read = readPressed(data);
    const held = read && decodeHeld(read.inputs);
    const origin = decodeOrigin(read?.inputs ?? {});
    switch (read?.pressed.verb) {
      case 'action': {
        const trail = decodeTrail(read.pressed.trail);
        const answer = await router.action(caller, read.pressed.a, { trail });
        return held && answer.type !== 'form'
          ? dialogs.beside(caller, answer, held, origin, read.inputs)
          : dialogs.pressed(caller, answer, origin, trail);
      }
      case 'menus': {
        const trail = decodeTrail(read.pressed.trail);
        const answer = await dialogs.chosenFrom(caller, read.pressed.m, read.inputs, trail);
        return dialogs.pressed(caller, answer, origin, trail);
      }
      case 'redraw':
        if (held) return dialogs.redraw(caller, held, origin, read.inputs, read.pressed);
        break;
      case 'back':
        if (held?.back) {
          return dialogs.back(caller, held.back, origin);
        }
        if (origin.card) {
          const { card, ...left } = origin;
          return dialogs.pressed(caller, await router.again(caller, card), left, []);
        }
        break;
      case 'submit':
        if (held)
          return dialogs.submit(caller, held, origin, read, () =>
            answers.bringUpToDate(turn, received(turn), origin),
          );
        break;
    }
    // Nothing that a card of ours sends: the router says so in the person's language.
    return dialogs.of(caller, await router.action(caller, ''), {});
  }

  app.adaptiveCards.actionExecute(any, async (turn, _state, data) => {
    const { caller } = received(turn);
    const read = readPressed(data);
    switch (read?.pressed.verb) {
      case 'refresh':
        return execute(turn, await router.refreshed(caller, read.pressed.key), read.pressed.key);
      case 'menus':
        return execute(
          turn,
          await dialogs.chosenFrom(caller, read.pressed.m, read.inputs, decodeTrail(read.pressed.trail)),
        );
      default:
        return execute(turn, await router.action(caller, ''));
    }
  });

  app.adaptiveCards.search(any, async (turn, _state, query) => {
    const { caller } = received(turn);
    const asked = readDataset(query.parameters.dataset);
    const values = asked && (valuesBeside(turn.activity.value, asked.form) ?? asked.values);
    const choices = values
      ? await router.search(caller, asked.form, asked.field, query.parameters.queryText, values)
      : [];
    return choices
      .slice(0, limits.found)
      .map((choice) => ({ title: choice.label, value: encodeChoice(choice) }));
  });

  function received(turn: TurnContext): { activity: Activity; caller: Caller } {
    const activity = readActivity(turn.activity);
    if (!activity) throw new Error('an activity that was read before cannot be read');
    const conversation = { serviceUrl: activity.serviceUrl, id: activity.conversation.id };
    const caller: Caller = {
      surface: 'teams',
      // An account of another tenant is never one of ours, whatever it is called.
      tenant: tenantOfSender(activity) ?? settings.tenantId,
      externalId: activity.from.aadObjectId ?? activity.from.id,
      profile: () => messenger.profileOf(conversation, activity.from.id, activity.locale ?? null),
      delivery: activity.type === 'invoke' ? null : `teams:${activity.conversation.id}:${activity.id}`,
      ...(isPersonal(activity) ? { direct: channelOf(conversation) } : {}),
      ...(activity.locale ? { locale: activity.locale } : {}),
      place: {
        platform: 'teams',
        tenant: settings.tenantId,
        channel: withoutThread(activity.conversation.id),
        name: '',
        direct: isPersonal(activity),
        ...(isShared(activity) && { shared: true }),
      },
    };
    return { activity, caller };
  }
}

/** What stood in the form beside the field that was searched; null where the client does not tell. */
function valuesBeside(query: unknown, formId: string): Values | null {
  const inputs = readInputs((query as { data?: unknown } | null)?.data);
  const held = decodeHeld(inputs);
  return held?.form.id === formId ? readValues(held, inputs) : null;
}

/**
 * Answers an Action.Execute: a card takes the place of the pressed one, for this person alone. The answer is set here,
 * since the SDK would show a card with a refresh to everybody.
 */
async function execute(turn: TurnContext, answer: Answer, key?: string): Promise<string> {
  const body =
    answer.type === 'card'
      ? { statusCode: 200, type: adaptiveType, value: renderCard(answer.card, { key, trail: answer.trail }) }
      : {
          statusCode: 200,
          type: 'application/vnd.microsoft.activity.message',
          value: 'text' in answer ? answer.text : '',
        };
  await turn.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  return '';
}

/**
 * Whether a channel's message may have files: its HTML says so, or, where Teams has left that out, it is one without words
 * that was not written to us.
 */
function mayHaveFiles(activity: Activity, typed: string): boolean {
  return namesAttachment(activity) || (!typed && activity.value === undefined && !isAddressed(activity));
}

/** A message's words: Teams may send them as it shows them, with breaks and spaces of HTML. */
function plainText(words: string | undefined): string {
  return (words ?? '')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
