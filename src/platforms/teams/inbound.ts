import * as z from 'zod';
import type { Caller } from '../../chat/answering.ts';
import type { Values } from '../../chat/form.ts';
import type { Answer, Router } from '../../chat/router.ts';
import { decodeTrail } from '../../chat/trail.ts';
import {
  type Activity,
  dataIn,
  filesIn,
  isAddressed,
  isPersonal,
  isShared,
  namesAttachment,
  quotedIn,
  tenantOfSender,
  threadOf,
  typedIn,
  withoutThread,
} from './activity.ts';
import { createAnswers, sealedWith } from './answers.ts';
import { adaptiveType, renderCard } from './cards.ts';
import { createDialogs, type Dialog, dialogBody } from './dialogs.ts';
import { filesOf, lineIn, messageActionIn } from './extension.ts';
import { decodeHeld } from './held.ts';
import { limits } from './limits.ts';
import { channelOf, type TeamsMessenger } from './messenger.ts';
import { decodeOrigin, originIn } from './origin.ts';
import { readInputs, readPressed } from './pressed.ts';
import type { Delivery, Receiver } from './sdk/port.ts';
import type { TeamsSettings } from './settings.ts';
import { encodeChoice, readDataset, readValues } from './values.ts';

export interface InboundDeps {
  router: Router;
  messenger: TeamsMessenger;
  settings: TeamsSettings;
}

/** Leads everything that Teams delivers to the router, and every answer back to where the person is. */
export function receiver({ router, messenger, settings }: InboundDeps): Receiver {
  const dialogs = createDialogs(router);
  const answers = createAnswers({ router, messenger, settings });
  const secret = sealedWith(settings);

  return {
    activities: { message, installationUpdate: installed },
    invokes: {
      'task/fetch': async (delivery) => dialogBody((await opened(delivery)) ?? ''),
      'task/submit': async (delivery) => dialogBody(await submitted(delivery)),
      'composeExtension/fetchTask': async (delivery) => dialogBody((await acted(delivery)) ?? ''),
      // A dialog that a message's command has opened sends what is pressed in it by another name.
      'composeExtension/submitAction': async (delivery) => dialogBody(await submitted(delivery)) ?? {},
      'adaptiveCard/action': executed,
      'application/search': searched,
    },
  };

  async function message({ activity, later }: Delivery): Promise<void> {
    const caller = callerOf(activity);
    const typed = typedIn(activity);
    if (!isPersonal(activity)) {
      const isSaid = mayHaveFiles(activity, typed) && (await dropped(activity, caller, later));
      if (!isAddressed(activity)) return;
      // A command is done whatever becomes of the files; other words are what somebody says of those.
      if (isSaid && !router.isCommand(typed)) return;
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
      if (written) {
        later.push(() => answers.say(activity, caller, written, typed));
        return;
      }
    }
    if (files.length === 0 && activity.value !== undefined && !typed) return;
    const answer =
      files.length > 0 ? await router.files(caller, files, true) : await router.typed(caller, typed);
    later.push(() => answers.say(activity, caller, answer, typed));
  }

  /**
   * Files in a channel; whether there is something to say about them. What went wrong is said to those who meant us, or
   * whose file was asked for since it is of concern there.
   */
  async function dropped(activity: Activity, caller: Caller, later: Delivery['later']): Promise<boolean> {
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
    later.push(() =>
      answer.type === 'card' && !answer.aside
        ? answers.sayTo({ channel: here }, answer, '')
        : answers.say(activity, caller, answer, '', isAddressed(activity)),
    );
    return true;
  }

  async function installed({ activity, later }: Delivery): Promise<void> {
    const caller = callerOf(activity);
    if (!isPersonal(activity) || !activity.action?.startsWith('add')) return;
    const answer = await router.arrived(caller);
    later.push(() => answers.say(activity, caller, answer, ''));
  }

  async function opened(delivery: Delivery): Promise<Dialog> {
    const { activity } = delivery;
    const caller = callerOf(activity);
    const pressed = readPressed(dataIn(activity))?.pressed;
    if (pressed?.verb === 'command') {
      const origin = originIn(activity, [`/${pressed.t}`], secret);
      return dialogs.of(caller, await router.typed(caller, pressed.t), origin);
    }
    const trail = pressed?.verb === 'action' ? decodeTrail(pressed.trail) : [];
    const origin = originIn(activity, trail, secret);
    const answer = await router.action(caller, pressed?.verb === 'action' ? pressed.a : '', { trail });
    // It stays below the dialog, and may have been there for long: it is shown as it is now.
    if (answer.type !== 'form') answers.bringUpToDate(delivery, caller, origin);
    return dialogs.of(caller, answer, origin);
  }

  async function acted({ activity }: Delivery): Promise<Dialog> {
    const caller = callerOf(activity);
    const line = lineIn(activity);
    if (line) return dialogs.of(caller, await router.typed(caller, line), {});
    const action = messageActionIn(activity);
    if (!action) return dialogs.of(caller, await router.action(caller, ''), {});
    const answer = await router.shortcut(caller, action.command, () => filesOf(messenger, action));
    return dialogs.of(caller, answer, {});
  }

  async function submitted(delivery: Delivery): Promise<Dialog> {
    const caller = callerOf(delivery.activity);
    const read = readPressed(dataIn(delivery.activity));
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
            answers.bringUpToDate(delivery, caller, origin),
          );
        break;
    }
    // Nothing that a card of ours sends: the router says so in the person's language.
    return dialogs.of(caller, await router.action(caller, ''), {});
  }

  async function executed({ activity }: Delivery): Promise<object> {
    const caller = callerOf(activity);
    const read = readPressed(dataIn(activity));
    switch (read?.pressed.verb) {
      case 'refresh':
        return executedBody(await router.refreshed(caller, read.pressed.key), read.pressed.key);
      case 'menus':
        return executedBody(
          await dialogs.chosenFrom(caller, read.pressed.m, read.inputs, decodeTrail(read.pressed.trail)),
        );
      default:
        return executedBody(await router.action(caller, ''));
    }
  }

  async function searched({ activity }: Delivery): Promise<object> {
    const query = searchQuery.safeParse(activity.value).data;
    const asked = readDataset(query?.dataset ?? '');
    const values = asked && (valuesBeside(query?.data, asked.form) ?? asked.values);
    const choices = values
      ? await router.search(callerOf(activity), asked.form, asked.field, query?.queryText ?? '', values)
      : [];
    const results = choices
      .slice(0, limits.found)
      .map((choice) => ({ title: choice.label, value: encodeChoice(choice) }));
    return { type: 'application/vnd.microsoft.search.searchResponse', value: { results } };
  }

  function callerOf(activity: Activity): Caller {
    const conversation = { serviceUrl: activity.serviceUrl, id: activity.conversation.id };
    return {
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
        ...(activity.channelData?.team?.id && { team: activity.channelData.team.id }),
        name: '',
        direct: isPersonal(activity),
        ...(isShared(activity) && { shared: true }),
      },
    };
  }
}

const searchQuery = z.looseObject({
  queryText: z.string().nullish(),
  dataset: z.string().nullish(),
  data: z.unknown().optional(),
});

/** What stood in the form beside the field that was searched; null where the client does not tell. */
function valuesBeside(data: unknown, formId: string): Values | null {
  const inputs = readInputs(data);
  const held = decodeHeld(inputs);
  return held?.form.id === formId ? readValues(held, inputs) : null;
}

/** Answers an Action.Execute: a card takes the place of the pressed one, for this person alone. */
function executedBody(answer: Answer, key?: string): object {
  return answer.type === 'card'
    ? { statusCode: 200, type: adaptiveType, value: renderCard(answer.card, { key, trail: answer.trail }) }
    : {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: 'text' in answer ? answer.text : '',
      };
}

/**
 * Whether a channel's message may have files: its HTML says so, or, where Teams has left that out, it is one without words
 * that was not written to us.
 */
function mayHaveFiles(activity: Activity, typed: string): boolean {
  return namesAttachment(activity) || (!typed && activity.value === undefined && !isAddressed(activity));
}
