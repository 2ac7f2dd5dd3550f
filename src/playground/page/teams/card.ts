import {
  type Action,
  AdaptiveCard,
  GlobalRegistry,
  HostConfig,
  OpenUrlAction,
  SerializationContext,
} from 'adaptivecards';
import type { JsonObject } from '../../contract.ts';
import { actionsOf, inputsOf } from '../../teams/card.ts';
import type { CardPlace } from '../../teams/contract/acts.ts';
import { SearchInput, searching } from './search-input.ts';
import type { TeamsPage } from './state.ts';

GlobalRegistry.elements.register(SearchInput.typeName, SearchInput);
// What somebody wrote is text: no markdown, so no markup of any kind.
AdaptiveCard.onProcessMarkdown = (_text, result) => {
  result.didProcess = false;
};

const host = new HostConfig({
  fontFamily: '"Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  spacing: { small: 4, default: 8, medium: 12, large: 20, extraLarge: 30, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#E1DFDD' },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionAlignment: 'left',
    preExpandSingleShowCardAction: false,
  },
  containerStyles: {
    default: {
      backgroundColor: '#FFFFFF',
      foregroundColors: {
        default: { default: '#242424', subtle: '#616161' },
        accent: { default: '#5B5FC7', subtle: '#5B5FC7' },
        good: { default: '#237B4B', subtle: '#237B4B' },
        warning: { default: '#835C00', subtle: '#835C00' },
        attention: { default: '#C4314B', subtle: '#C4314B' },
      },
    },
    emphasis: { backgroundColor: '#F5F5F5' },
    attention: { backgroundColor: '#FDF3F4' },
  },
});

/** The card as the client draws it: every action knows its index, and searched inputs are ours. */
function prepared(card: JsonObject): JsonObject {
  const copy = structuredClone(card);
  actionsOf(copy).forEach((action, index) => {
    action.id = String(index);
  });
  for (const input of inputsOf(copy)) {
    if (input['choices.data'] !== undefined) input.type = SearchInput.typeName;
  }
  delete copy.refresh;
  return copy;
}

/** Draws a card into an element; a press enters what is in its inputs and presses the same action on the server. */
export function showCard(page: TeamsPage, container: HTMLElement, card: JsonObject, place: CardPlace): void {
  const { api, state, t } = page;
  const person = state.me;
  searching.t = t;
  searching.ask = async (input, query) => {
    // What was filled in by then goes with the search.
    const found = await page.attempt(async () => {
      await enterAll(page, drawn, place);
      return api.search({ person, place, input, query });
    });
    return found?.found ?? [];
  };
  const drawn = new AdaptiveCard();
  drawn.hostConfig = host;
  drawn.onExecuteAction = (action) => void press(page, drawn, action, place);
  const source = prepared(card);
  drawn.parse(
    withValues(source, place === 'dialog' ? state.screen?.dialog?.values : undefined),
    new SerializationContext(),
  );
  const element = drawn.render();
  // Teams has narration read a button's tooltip; this library calls it by its title alone.
  for (const action of drawn.getAllActions()) {
    if (action.tooltip) action.renderedElement?.setAttribute('aria-label', action.tooltip);
  }
  container.replaceChildren(...(element ? [element] : []));
}

function withValues(card: JsonObject, values: Record<string, string> = {}): JsonObject {
  for (const input of inputsOf(card)) {
    const value = values[String(input.id)];
    if (value !== undefined) input.value = value;
  }
  return card;
}

async function press(page: TeamsPage, drawn: AdaptiveCard, action: Action, place: CardPlace): Promise<void> {
  const { api, state } = page;
  const person = state.me;
  if (action instanceof OpenUrlAction) {
    open(action.url, '_blank', 'noopener');
    return;
  }
  await page.attempt(async () => {
    await enterAll(page, drawn, place);
    await api.press({ person, place, action: Number(action.id) });
  });
  page.refresh();
}

async function enterAll({ api, state }: TeamsPage, drawn: AdaptiveCard, place: CardPlace): Promise<void> {
  const seen = drawn.getAllInputs().filter((input) => input.isVisible && input.id !== undefined);
  const values = Object.fromEntries(seen.map((input) => [input.id ?? '', String(input.value ?? '')]));
  if (Object.keys(values).length > 0) await api.enter({ person: state.me, place, values });
}
