import type { JsonObject } from '../../contract.ts';
import { withEmoji } from '../emoji.ts';
import type { Field } from '../fields.ts';
import { contentOf } from '../fields.ts';
import { type App, roles } from '../state.ts';
import { object, objects, string, words } from '../text.ts';

/** One line of a select's list. */
export interface Choice {
  /** An option's `value`, or an id. */
  value: string;
  label: string;
  note: string;
  group: string;
  /** As Slack keeps it in the field's state: the option, or the id. */
  held: JsonObject | string;
}

export type Source = 'static' | 'external' | 'users' | 'channels' | 'conversations';

export interface SelectKind {
  source: Source;
  isMulti: boolean;
  /** Where the field's content holds what was chosen. */
  slot: string;
}

const slots: Record<Source, string> = {
  static: 'selected_option',
  external: 'selected_option',
  users: 'selected_user',
  channels: 'selected_channel',
  conversations: 'selected_conversation',
};

/** Reads `multi_external_select` and its kin; undefined: not a select. */
export function selectKindOf(type: string): SelectKind | undefined {
  const match = /^(multi_)?(static|external|users|channels|conversations)_select$/.exec(type);
  if (!match) return undefined;
  const source = match[2] as Source;
  const isMulti = match[1] !== undefined;
  return { source, isMulti, slot: isMulti ? `${slots[source]}s` : slots[source] };
}

export function chosenIn(field: Field, kind: SelectKind): Choice[] {
  const held = contentOf(field)[kind.slot];
  const all = Array.isArray(held) ? held : held === null || held === undefined ? [] : [held];
  return all.map((each) =>
    typeof each === 'string' ? named(field.surface.app, kind.source, each) : choiceOf(object(each)),
  );
}

function choiceOf(option: JsonObject, group = ''): Choice {
  return {
    value: string(option.value),
    label: words(option.text),
    note: words(option.description),
    group,
    held: option,
  };
}

function named(app: App, source: Source, id: string): Choice {
  const known = listed(app, source).find((choice) => choice.value === id);
  return known ?? { value: id, label: id, note: '', group: '', held: id };
}

/** Everything that can be chosen without asking the bot. */
export function localChoices(field: Field, source: Source): Choice[] {
  const { element, surface } = field;
  if (source !== 'static') return listed(surface.app, source);
  const groups = objects(element.option_groups);
  return [...objects(element.options).map((option) => choiceOf(option)), ...groups.flatMap(groupChoices)];
}

export function groupChoices(group: JsonObject): Choice[] {
  return objects(group.options).map((option) => choiceOf(option, words(group.label)));
}

export function optionChoices(options: JsonObject[]): Choice[] {
  return options.map((option) => choiceOf(option));
}

function listed(app: App, source: Source): Choice[] {
  const people = roles(app).map((person) => ({
    value: person.id,
    label: person.realName,
    note: person.title,
    group: '',
    held: person.id,
  }));
  const channels = [...(app.state.screen?.channels ?? []), ...(app.state.screen?.otherChannels ?? [])]
    .filter((channel) => channel.kind !== 'im')
    .map((channel) => ({
      value: channel.id,
      label: `#${channel.name}`,
      note: '',
      group: '',
      held: channel.id,
    }));
  if (source === 'users') return people;
  return source === 'channels' ? channels : [...channels, ...people];
}

/** Choices whose label or note has every word of the query. */
export function matching(choices: Choice[], query: string): Choice[] {
  const wanted = withEmoji(query).toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, note }) => {
    const text = `${label} ${note}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
