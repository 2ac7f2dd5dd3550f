import { encodeAction } from '../../chat/action.ts';
import { type Button, type Menu, namesBeside } from '../../chat/card.ts';
import { cut } from '../../chat/cut.ts';
import type { Element } from './elements.ts';
import { limits } from './limits.ts';
import type { MenuState, Pressed } from './pressed.ts';

/** Where a card stands decides what its buttons are: in a message they open a dialog, in a dialog they change it. */
export type Place = 'message' | 'dialog';

/** Where parts of a card stand. */
export interface Spot {
  place: Place;
  /** Of a private card, encoded; it comes back with each of its buttons. */
  trail?: string;
}

/** Menus are chosen from and then applied together: a message's card is replaced in its place. */
export function renderMenus(menus: readonly Menu[], applyLabel: string, { place, trail }: Spot): Element[] {
  const states: MenuState[] = menus.map((menu) => ({
    a: encodeAction(menu.action),
    ...(menu.chosen === undefined ? {} : { c: menu.chosen }),
  }));
  const data: Pressed = { verb: 'menus', m: states, ...(trail && { trail }) };
  const inputs = menus.map(
    (menu, i): Element => ({
      type: 'Input.ChoiceSet',
      id: `menu:${i}`,
      label: menu.label,
      style: 'compact',
      choices: menu.choices
        .slice(0, limits.choices)
        .map((choice) => ({ title: cut(choice.label, 200), value: choice.value })),
      ...(menu.chosen === undefined ? {} : { value: menu.chosen }),
    }),
  );
  const apply =
    place === 'message'
      ? { type: 'Action.Execute', title: applyLabel, verb: 'menus', data }
      : { type: 'Action.Submit', title: applyLabel, data };
  const pairs = inputs.flatMap((input, i) => (i % 2 === 0 ? [[input, ...inputs.slice(i + 1, i + 2)]] : []));
  return [
    ...pairs.map((pair) => ({
      type: 'ColumnSet',
      columns: pair.map((input) => ({ type: 'Column', width: 'stretch', items: [input] })),
    })),
    { type: 'ActionSet', actions: [apply] },
  ];
}

export function buttonRows(buttons: readonly Button[], spot: Spot): Element[] {
  const rows = Math.ceil(buttons.length / limits.actionsInRow);
  return Array.from({ length: rows }, (_, i) => ({
    type: 'ActionSet',
    actions: buttons
      .slice(i * limits.actionsInRow, (i + 1) * limits.actionsInRow)
      .map((button) => renderButton(button, spot)),
  }));
}

const styles = { primary: 'positive', danger: 'destructive' };

function renderButton(button: Button, { place, trail }: Spot): Element {
  const shown = {
    title: cut(button.label, limits.button),
    ...(button.style ? { style: styles[button.style] } : {}),
  };
  if ('url' in button.does) return { type: 'Action.OpenUrl', ...shown, url: button.does.url };
  const data: Pressed = { verb: 'action', a: encodeAction(button.does.action), ...(trail && { trail }) };
  return pressing(data, shown, place);
}

/** A button that comes to us: out of a message it opens a dialog, whatever the answer turns out to be. */
export function pressing(
  data: Pressed,
  shown: { title: string; style?: string; tooltip?: string },
  place: Place,
): Element {
  const opens = place === 'message' ? { msteams: { type: 'task/fetch' } } : {};
  return { type: 'Action.Submit', ...shown, data: { ...opens, ...data } };
}

/** Rows with their buttons, one beside its row, several below it; the tooltip, which narration reads, says what they stand at. */
export function withButtons(
  rows: readonly { lines: Element[]; buttons: readonly Button[]; beside: string }[],
  spot: Spot,
): Element[] {
  const pressed = rows.flatMap(({ buttons, beside }) => buttons.map((button) => ({ button, beside })));
  const names = namesBeside(pressed, limits.tooltip);
  return rows.map(({ lines, buttons }) => {
    const actions = buttons.map((button) => ({ ...renderButton(button, spot), tooltip: names.shift() }));
    if (actions.length === 0) return { type: 'Container', items: lines };
    const set = { type: 'ActionSet', actions };
    if (actions.length > 1) return { type: 'Container', items: [...lines, { ...set, spacing: 'Small' }] };
    return {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'stretch', items: lines },
        { type: 'Column', width: 'auto', items: [set], verticalContentAlignment: 'Center' },
      ],
    };
  });
}
