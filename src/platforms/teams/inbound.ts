import type { Application, TurnState } from '@microsoft/teams-ai';
import type { TaskModuleTaskInfo, TurnContext } from 'botbuilder';
import { encodeAction } from '../../chat/action.ts';
import { type Card, type Menu, summaryOf } from '../../chat/card.ts';
import { type Form, formOfCard, isRedrawable, type Values } from '../../chat/form.ts';
import { Undeliverable } from '../../chat/messenger.ts';
import type { Answer, Caller, Router, Spoken } from '../../chat/router.ts';
import { decodeTrail, type Trail } from '../../chat/trail.ts';
import {
  type Activity,
  filesIn,
  isMentioned,
  isPersonal,
  namesAttachment,
  readActivity,
  threadOf,
  withoutThread,
} from './activity.ts';
import {
  type AdaptiveCard,
  adaptiveCard,
  paragraphs,
  pressing,
  renderCard,
  renderCardInDialog,
  text,
} from './cards.ts';
import { renderForm, type Shown } from './forms.ts';
import { decodeHeld, type Held, type Inputs, type Left } from './held.ts';
import type { Afterwards } from './later.ts';
import { limits } from './limits.ts';
import { channelOf, type TeamsMessenger } from './messenger.ts';
import { decodeOrigin, encodeOrigin, type Origin, originInput } from './origin.ts';
import { type MenuState, readInputs, readPressed } from './pressed.ts';
import type { TeamsSettings } from './settings.ts';
import { encodeChoice, inputOf, readDataset, readValues } from './values.ts';

export interface InboundParts {
  app: Application<TurnState>;
  router: Router;
  messenger: TeamsMessenger;
  settings: TeamsSettings;
  later: Afterwards;
}

/** A dialog, a text in place of one, or nothing: the dialog closes. */
type Dialog = TaskModuleTaskInfo | string | null;

const any = /.*/;
const adaptiveType = 'application/vnd.microsoft.card.adaptive';

/** Leads everything that Teams delivers to the router, and every answer back to where the person is. */
export function receive({ app, router, messenger, settings, later }: InboundParts): void {
  app.activity('message', async (turn) => {
    const { activity, caller } = received(turn);
    const typed = plainText(turn.activity.text);
    if (!isPersonal(activity)) {
      if (mayHaveFiles(activity, typed) && (await dropped(turn, activity, caller))) return;
      if (!isMentioned(activity)) return;
    }
    const files = isPersonal(activity) ? filesIn(activity) : [];
    if (files.length === 0 && activity.value !== undefined && !typed) return;
    const answer =
      files.length > 0 ? await router.files(caller, files, true) : await router.typed(caller, typed);
    later.add(turn, () => say(activity, caller, answer, typed));
  });

  /**
   * Files in a channel; whether there is something to say about them. What went wrong is said to those who meant us, or
   * whose file was asked for since it is of concern there.
   */
  async function dropped(turn: TurnContext, activity: Activity, caller: Caller): Promise<boolean> {
    let isOfConcern = isMentioned(activity);
    const answer = await router.files(
      {
        ...caller,
        // What is typed with files that are of no concern is another matter, and has the delivery's own name.
        delivery: `${caller.delivery} files`,
        place: caller.place && { ...caller.place, message: threadOf(activity) },
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
      answer.type === 'card'
        ? sayIn(here, answer, '')
        : say(activity, caller, answer, '', isMentioned(activity)),
    );
    return true;
  }

  app.activity('installationUpdate', async (turn) => {
    const { activity, caller } = received(turn);
    if (!isPersonal(activity) || !activity.action?.startsWith('add')) return;
    const answer = await router.arrived(caller);
    later.add(turn, () => say(activity, caller, answer, ''));
  });

  app.taskModules.fetch(any, async (turn, _state, data) => {
    const { activity, caller } = received(turn);
    const pressed = readPressed(data)?.pressed;
    if (pressed?.verb === 'command') {
      const origin = originIn(activity, [`/${pressed.t}`]);
      return (await dialogOf(caller, await router.typed(caller, pressed.t), origin)) ?? '';
    }
    const trail = pressed?.verb === 'action' ? decodeTrail(pressed.trail) : [];
    const origin = originIn(activity, trail);
    const answer = await router.action(caller, pressed?.verb === 'action' ? pressed.a : '', { trail });
    // It stays below the dialog, and may have been there for long: it is shown as it is now.
    if (answer.type !== 'form') bringUpToDate(turn, origin);
    return (await dialogOf(caller, answer, origin)) ?? '';
  });

  app.taskModules.submit(any, async (turn, _state, data) => {
    const { caller } = received(turn);
    const read = readPressed(data);
    const held = read && decodeHeld(read.inputs);
    const origin = decodeOrigin(read?.inputs ?? {});
    switch (read?.pressed.verb) {
      case 'action': {
        const trail = decodeTrail(read.pressed.trail);
        const answer = await router.action(caller, read.pressed.a, { trail });
        return held && answer.type !== 'form'
          ? besideForm(caller, answer, held, origin, read.inputs)
          : answerInDialog(caller, answer, origin, trail);
      }
      case 'menus': {
        const trail = decodeTrail(read.pressed.trail);
        const answer = await chosenFrom(caller, read.pressed.m, read.inputs, trail);
        return answerInDialog(caller, answer, origin, trail);
      }
      case 'redraw':
        if (held) return redraw(caller, held, origin, read.inputs, read.pressed);
        break;
      case 'back':
        if (held?.back) {
          const { form, ...before } = held.back;
          return formDialog(caller, form, origin, before);
        }
        if (origin.card) {
          const { card, ...left } = origin;
          return answerInDialog(caller, await router.again(caller, card), left, []);
        }
        break;
      case 'submit':
        if (held) return submit(turn, caller, held, origin, read.inputs);
        break;
    }
    // Nothing that a card of ours sends: the router says so in the person's language.
    return dialogOf(caller, await router.action(caller, ''), {});
  });

  app.adaptiveCards.actionExecute(any, async (turn, _state, data) => {
    const { caller } = received(turn);
    const read = readPressed(data);
    switch (read?.pressed.verb) {
      case 'refresh':
        return execute(turn, await router.refreshed(caller, read.pressed.key), read.pressed.key);
      case 'menus':
        return execute(
          turn,
          await chosenFrom(caller, read.pressed.m, read.inputs, decodeTrail(read.pressed.trail)),
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
      tenant: settings.tenantId,
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
      },
    };
    return { activity, caller };
  }

  /** People are answered privately: in a channel only that this has happened is said, to those who spoke to us there. */
  async function say(
    activity: Activity,
    caller: Caller,
    answer: Answer,
    typed: string,
    isSpokenTo = true,
  ): Promise<void> {
    const here = channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id });
    if (answer.type === 'nothing') return;
    if (isPersonal(activity)) return sayIn(here, answer, typed);
    try {
      await sayIn(await messenger.direct(caller.externalId), answer, typed);
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      return messenger.say(here, answer.t('chat.openMeFirst'));
    }
    if (isSpokenTo) return messenger.say(here, answer.t('chat.answeredPrivately'));
  }

  async function sayIn(channel: string, answer: Answer, typed: string): Promise<void> {
    switch (answer.type) {
      case 'nothing':
        return;
      case 'text':
      case 'problem':
        return messenger.say(channel, answer.text);
      case 'card':
        return messenger.show(
          channel,
          renderCard(answer.card, { trail: answer.trail }),
          summaryOf(answer.card),
        );
      case 'form':
        return messenger.show(
          channel,
          openingCard(answer.form, answer.t('form.open'), typed),
          answer.form.title,
        );
    }
  }

  /** The private message that has the pressed button, in somebody's own chat with the bot. */
  function originIn(activity: Activity, trail: Trail): Origin {
    const id = activity.replyToId;
    return id && trail.length > 0 && isPersonal(activity) ? { message: { id, trail } } : {};
  }

  /** Shows a private message anew once the delivery was answered; one that only opens a form may open it again. */
  function bringUpToDate(turn: TurnContext, { message }: Origin): void {
    const { activity, caller } = received(turn);
    if (!message || !isPersonal(activity)) return;
    const channel = channelOf({ serviceUrl: activity.serviceUrl, id: activity.conversation.id });
    later.add(turn, async () => {
      const now = await router.again(caller, message.trail);
      const ref = { channel, messageId: message.id };
      if (now.type === 'card')
        await messenger.showInstead(ref, renderCard(now.card, { trail: now.trail }), summaryOf(now.card));
      else if ('text' in now) await messenger.showInstead(ref, adaptiveCard(paragraphs(now.text)), now.text);
    });
  }

  /** A press in a dialog: the next card or form takes its place, or the card as it is now, below what came of the press. */
  async function answerInDialog(
    caller: Caller,
    answer: Answer,
    origin: Origin,
    trail: Trail,
  ): Promise<Dialog> {
    if (answer.type === 'form')
      return dialogOf(caller, answer, { ...origin, ...(trail.length > 0 && { card: trail }) });
    if (answer.type === 'card' || trail.length === 0) return dialogOf(caller, answer, origin);
    const now = await router.again(caller, trail);
    if (now.type !== 'card') return dialogOf(caller, answer, origin);
    const banner =
      answer.type === 'problem' ? `⚠️ ${answer.text}` : 'text' in answer ? answer.text : undefined;
    return dialog(now.card.title, renderCardInDialog(now.card, now.trail, banner), origin);
  }

  /** A press in a form that is being filled in: what it shows leads back to the form, and what it says stands there. */
  async function besideForm(
    caller: Caller,
    answer: Exclude<Answer, { type: 'form' }>,
    held: Held,
    origin: Origin,
    inputs: Inputs,
  ): Promise<Dialog> {
    if (answer.type === 'card') {
      const card = formOfCard('chat.card', answer.card, answer.t('form.close'));
      return formDialog(caller, card, origin, { back: leftWith(held, inputs) }, answer);
    }
    const problem = 'text' in answer ? answer.text : undefined;
    return formDialog(caller, held.form, origin, { ...asBefore(held, inputs), problem }, answer);
  }

  async function dialogOf(caller: Caller, answer: Answer, origin: Origin): Promise<Dialog> {
    switch (answer.type) {
      case 'nothing':
        return null;
      case 'text':
      case 'problem':
        return answer.text;
      case 'card':
        return dialog(answer.card.title, renderCardInDialog(answer.card, answer.trail), origin);
      case 'form':
        return formDialog(caller, answer.form, origin, {}, answer);
    }
  }

  /** A form with the files to choose from, where it has such a field. */
  async function formDialog(
    caller: Caller,
    form: Form,
    origin: Origin,
    shown: Omit<Shown, 't' | 'offered' | 'onCard'>,
    spoken?: Spoken,
  ): Promise<Dialog> {
    const takesFiles = form.fields.some((field) => field.type === 'files');
    const offered = takesFiles || !spoken ? await router.offered(caller) : undefined;
    const t = spoken?.t ?? offered?.t;
    if (!t) throw new Error('no language to show a form in');
    const files = takesFiles && offered && 'files' in offered ? offered : undefined;
    const onCard = origin.card !== undefined;
    return dialog(form.title, renderForm(form, { ...shown, t, offered: files, onCard }), origin);
  }

  async function redraw(
    caller: Caller,
    held: Held,
    origin: Origin,
    inputs: Inputs,
    { field, set }: { field: string; set?: string },
  ): Promise<Dialog> {
    const pressedOn = held.form.fields.find((one) => 'name' in one && one.name === field);
    // Which files there are is no matter of the desk's.
    if (pressedOn?.type === 'files') return formDialog(caller, held.form, origin, asBefore(held, inputs));
    const pressed =
      set !== undefined && pressedOn?.type === 'choice'
        ? { ...held.pressed, [inputOf(pressedOn)]: set }
        : held.pressed;
    const now = { ...held, pressed };
    return drawnAnew(caller, now, origin, inputs, field, {});
  }

  /** The form for what is typed by now, or as it was with what stands in the way. */
  async function drawnAnew(
    caller: Caller,
    held: Held,
    origin: Origin,
    inputs: Inputs,
    changed: string,
    shown: Pick<Shown, 'errors' | 'problem'>,
  ): Promise<Dialog> {
    const outcome = await router.redraw(
      caller,
      held.form.id,
      held.form.state,
      readValues(held, inputs),
      changed,
    );
    const form = outcome.type === 'form' ? outcome.form : held.form;
    const problem = shown.problem ?? (outcome.type === 'problem' ? outcome.text : undefined);
    return formDialog(caller, form, origin, { ...asBefore(held, inputs), ...shown, problem }, outcome);
  }

  async function submit(
    turn: TurnContext,
    caller: Caller,
    held: Held,
    origin: Origin,
    inputs: Inputs,
  ): Promise<Dialog> {
    const { form } = held;
    const result = await router.submit(caller, form.id, form.state, readValues(held, inputs));
    const asItWas = asBefore(held, inputs);
    switch (result.type) {
      case 'errors':
        // The form may have changed with what was typed since it was drawn, and an error may be about a new field.
        return isRedrawable(form)
          ? drawnAnew(caller, held, origin, inputs, '', { errors: result.errors })
          : formDialog(caller, form, origin, { ...asItWas, errors: result.errors }, result);
      case 'problem':
        return formDialog(caller, form, origin, { ...asItWas, problem: result.text }, result);
      case 'next': {
        return formDialog(caller, result.form, origin, { back: leftWith(held, inputs) }, result);
      }
      case 'done':
        bringUpToDate(turn, origin);
        return formDialog(caller, result.form, origin, {}, result);
      case 'become':
        return formDialog(caller, result.form, origin, {}, result);
    }
  }

  /** Several menus are applied one after the other, each to the list that the one before has led to. */
  async function chosenFrom(
    caller: Caller,
    menus: readonly MenuState[],
    inputs: Inputs,
    trail: Trail,
  ): Promise<Answer> {
    let answer: Answer | undefined;
    for (const [i, menu] of menus.entries()) {
      const chosen = inputs[`menu:${i}`];
      if (chosen === undefined || chosen === (menu.c ?? '')) continue;
      const now = answer?.type === 'card' ? menusIn(answer.card)[i] : undefined;
      const action = now ? encodeAction(now.action) : menu.a;
      answer = await router.action(caller, action, { chosen, trail });
      if (answer.type !== 'card') return answer;
    }
    return answer ?? router.action(caller, menus[0]?.a ?? '', { chosen: menus[0]?.c, trail });
  }
}

function asBefore(held: Held, inputs: Inputs): Pick<Shown, 'inputs' | 'pressed' | 'offeredBefore' | 'back'> {
  return { inputs, pressed: held.pressed, offeredBefore: held.offered, back: held.back };
}

/** What stood in the form beside the field that was searched; null where the client does not tell. */
function valuesBeside(query: unknown, formId: string): Values | null {
  const inputs = readInputs((query as { data?: unknown } | null)?.data);
  const held = decodeHeld(inputs);
  return held?.form.id === formId ? readValues(held, inputs) : null;
}

function leftWith({ form, pressed, back }: Held, inputs: Inputs): Left {
  return { form, inputs, pressed, ...(back && { back }) };
}

function menusIn(card: Card): Menu[] {
  return card.parts.flatMap((part) => (part.type === 'menus' ? part.menus : []));
}

function dialog(title: string, card: AdaptiveCard, origin: Origin): TaskModuleTaskInfo {
  const value = encodeOrigin(origin);
  const unseen = value ? [{ type: 'Input.Text', id: originInput, isVisible: false, value }] : [];
  const content = { ...card, body: [...card.body, ...unseen] };
  return { title, width: 'medium', height: 'large', card: { contentType: adaptiveType, content } };
}

/** A dialog opens only at the press of a button: a form that was asked for by a message stands behind one. */
function openingCard(form: Form, label: string, typed: string): AdaptiveCard {
  return adaptiveCard([
    text(form.title, { weight: 'Bolder', size: 'Large' }),
    {
      type: 'ActionSet',
      actions: [pressing({ verb: 'command', t: typed }, { title: label, style: 'positive' }, 'message')],
    },
  ]);
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
  return namesAttachment(activity) || (!typed && activity.value === undefined && !isMentioned(activity));
}

/** A message's words: Teams may send them as it shows them, with breaks and spaces of HTML. */
function plainText(words: string | undefined): string {
  return (words ?? '')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
