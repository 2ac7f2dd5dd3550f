import { encodeAction } from '../../chat/action.ts';
import type { Caller, Spoken } from '../../chat/answering.ts';
import type { Card, Menu } from '../../chat/card.ts';
import type { Codes } from '../../chat/codes.ts';
import { type Field, type FilesWanted, type Form, formOfCard, isRedrawable } from '../../chat/form.ts';
import type { Answer, Router } from '../../chat/router.ts';
import type { Trail } from '../../chat/trail.ts';
import { type AdaptiveCard, adaptiveType, renderCardInDialog } from './cards.ts';
import type { Shown } from './fields.ts';
import { renderForm } from './forms.ts';
import type { Held, Inputs, Left } from './held.ts';
import { encodeOrigin, type Origin, originInput } from './origin.ts';
import type { MenuState } from './pressed.ts';
import { inputOf, readValues } from './values.ts';

/** A dialog as Teams takes it. */
interface Task {
  title: string;
  width: 'medium';
  height: 'large';
  card: { contentType: typeof adaptiveType; content: AdaptiveCard };
}

/** A dialog, a text in place of one, or nothing: the dialog closes. */
export type Dialog = Task | string | null;

/** What a press is answered with whose dialog this is. */
export function dialogBody(shown: Dialog): object | undefined {
  if (shown === null) return undefined;
  return { task: { type: typeof shown === 'string' ? 'message' : 'continue', value: shown } };
}

/** What lies in front of somebody: which dialog each press in one, and each answer to it, leads to. */
export interface Dialogs {
  /** The dialog of an answer that nothing lay in front for. */
  of(caller: Caller, answer: Answer, origin: Origin): Promise<Dialog>;
  /** A press in a card. */
  pressed(caller: Caller, answer: Answer, origin: Origin, trail: Trail): Promise<Dialog>;
  /** A press in a form that is being filled in. */
  beside(
    caller: Caller,
    answer: Exclude<Answer, { type: 'form' }>,
    held: Held,
    origin: Origin,
    inputs: Inputs,
  ): Promise<Dialog>;
  /** A form that was left, as it was left. */
  back(caller: Caller, left: Left, origin: Origin): Promise<Dialog>;
  redraw(
    caller: Caller,
    held: Held,
    origin: Origin,
    inputs: Inputs,
    pressed: { field: string; set?: string },
  ): Promise<Dialog>;
  /** `changed` is told where something has changed. */
  submit(
    caller: Caller,
    held: Held,
    origin: Origin,
    typed: { inputs: Inputs; codes: Codes },
    changed: () => void,
  ): Promise<Dialog>;
  /** What choosing in a card's menus leads to. */
  chosenFrom(caller: Caller, menus: readonly MenuState[], inputs: Inputs, trail: Trail): Promise<Answer>;
}

export function createDialogs(router: Router): Dialogs {
  return {
    of: dialogOf,
    pressed: answerInDialog,
    beside: besideForm,
    back: (caller, { form, ...before }, origin) => formDialog(caller, form, origin, before),
    redraw,
    submit,
    chosenFrom,
  };

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
      const card = formOfCard(answer.card, answer.t('form.close'));
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
    const [field] = form.fields.filter((one) => one.type === 'files');
    const offered = field || !spoken ? await router.offered(caller, field && wantedIn(field)) : undefined;
    const t = spoken?.t ?? offered?.t;
    if (!t) throw new Error('no language to show a form in');
    const files = field && offered && 'files' in offered ? offered : undefined;
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

  /**
   * What was given since a form was drawn goes with it once its writer has seen it there: nothing is left out because nobody had the list
   * drawn anew, and nothing goes along that was meant for something else.
   */
  async function givenSince(caller: Caller, { form, offered }: Held): Promise<Record<string, string> | null> {
    const field = form.fields.find((one) => one.type === 'files');
    if (!field || !offered) return null;
    const now = await router.offered(caller, wantedIn(field));
    if (!('files' in now)) return null;
    const names = now.files.filter(({ source }) => !offered.includes(source)).map(({ name }) => name);
    if (names.length === 0) return null;
    return { [field.name]: now.t('form.filesGiven', { names: names.join(', '), submit: form.submit ?? '' }) };
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
    caller: Caller,
    held: Held,
    origin: Origin,
    { inputs, codes }: { inputs: Inputs; codes: Codes },
    changed: () => void,
  ): Promise<Dialog> {
    const { form } = held;
    const given = await givenSince(caller, held);
    if (given) return formDialog(caller, form, origin, { ...asBefore(held, inputs), errors: given });
    const result = await router.submit(caller, form.id, form.state, readValues(held, inputs), codes);
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
        changed();
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

function leftWith({ form, pressed, back }: Held, inputs: Inputs): Left {
  return { form, inputs, pressed, ...(back && { back }) };
}

const wantedIn = ({ accept, maxFiles, maxBytes }: Extract<Field, { type: 'files' }>): FilesWanted => ({
  accept,
  maxFiles,
  maxBytes,
});

function menusIn(card: Card): Menu[] {
  return card.parts.flatMap((part) => (part.type === 'menus' ? part.menus : []));
}

function dialog(title: string, card: AdaptiveCard, origin: Origin): Task {
  const value = encodeOrigin(origin);
  const unseen = value ? [{ type: 'Input.Text', id: originInput, isVisible: false, value }] : [];
  const content = { ...card, body: [...card.body, ...unseen] };
  return { title, width: 'medium', height: 'large', card: { contentType: adaptiveType, content } };
}
