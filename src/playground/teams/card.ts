import type { JsonObject, JsonValue } from '../contract.ts';

/** What a client finds in an Adaptive Card: its actions and inputs, in the order in which they stand in it. */

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* objectsIn(value: JsonValue | undefined): Generator<JsonObject> {
  if (Array.isArray(value)) {
    for (const each of value) yield* objectsIn(each);
  } else if (isObject(value)) {
    yield value;
    for (const [member, each] of Object.entries(value)) {
      // What an action carries is no part of the card, and its refresh is nothing that can be pressed.
      if (member !== 'data' && member !== 'refresh') yield* objectsIn(each);
    }
  }
}

const startsWith = (prefix: string) => (object: JsonObject) => String(object.type ?? '').startsWith(prefix);

/** Every action, in document order: what an index of `press` counts. */
export function actionsOf(card: JsonObject): JsonObject[] {
  return [...objectsIn(card)].filter(startsWith('Action.'));
}

export function inputsOf(card: JsonObject): JsonObject[] {
  return [...objectsIn(card)].filter(startsWith('Input.'));
}

/** What stands in the inputs of a card that nobody has touched; unseen ones have values too. */
export function initialValues(card: JsonObject): Record<string, string> {
  return Object.fromEntries(inputsOf(card).map((input) => [String(input.id), String(input.value ?? '')]));
}

/** What the client refuses to send, by input id, in its own words. */
export function invalidInputs(card: JsonObject, values: Record<string, string>): Record<string, string> {
  const wrong = inputsOf(card).flatMap((input): [string, string][] => {
    const id = String(input.id);
    const value = values[id] ?? '';
    const message = String(input.errorMessage ?? 'This field is not right.');
    if (input.isRequired === true && !value) return [[id, message]];
    if (typeof input.maxLength === 'number' && value.length > input.maxLength) return [[id, message]];
    if (input.type === 'Input.Date' && value && !inRange(value, input)) return [[id, message]];
    if (typeof input.regex === 'string' && value && !new RegExp(input.regex).test(value))
      return [[id, message]];
    return [];
  });
  return Object.fromEntries(wrong);
}

/** Days written as 2026-05-31 compare as texts. */
function inRange(value: string, { min, max }: JsonObject): boolean {
  return (typeof min !== 'string' || value >= min) && (typeof max !== 'string' || value <= max);
}

/** What an action sends: its own data with the card's inputs beside it; inputs that are empty are not sent. */
export function dataOf(action: JsonObject, values: Record<string, string>): JsonObject {
  const own = isObject(action.data) ? action.data : {};
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  return action.associatedInputs === 'none' ? own : { ...filled, ...own };
}
