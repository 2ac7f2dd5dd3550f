import { NotPossible } from '../not-possible.ts';
import type { View } from '../slack/contract/screen.ts';
import type { Channel, Person } from '../slack/contract/workspace.ts';
import type { StoredFile } from '../slack/files.ts';
import type { StoredMessage } from '../slack/messages.ts';
import type { Slack } from '../slack/slack.ts';

/** Finds what callers name, as far as the acting person has it before them; throws `NotPossible` for anything else. */
export type Lookups = ReturnType<typeof createLookups>;

export function createLookups(slack: Slack) {
  const { workspace, views } = slack;

  const personOf = (key: unknown): Person => {
    const person = typeof key === 'string' ? workspace.findPerson(key) : undefined;
    if (!person) throw new NotPossible('no_such_person', `There is no person ${String(key)}.`);
    return person;
  };
  const channelOf = (person: Person, key: unknown): Channel => {
    const channel = typeof key === 'string' ? workspace.findChannel(key) : undefined;
    if (!channel?.members.includes(person.id)) {
      throw new NotPossible('not_visible', `${person.name} is not in ${String(key)}.`);
    }
    return channel;
  };
  const anyChannel = (key: unknown): Channel => {
    const channel = typeof key === 'string' ? workspace.findChannel(key) : undefined;
    if (!channel) throw new NotPossible('no_such_channel', `There is no channel ${String(key)}.`);
    return channel;
  };
  const messageOf = (person: Person, channel: Channel, ts: string): StoredMessage => {
    const message = workspace.messages.get(channel.id, ts);
    if (!message || !workspace.isSeenBy(message, person.id)) {
      throw new NotPossible('not_visible', `${person.name} sees no message ${ts}.`);
    }
    return message;
  };
  const viewOf = (person: Person, viewId: string): View => {
    const view = views.stack(person.id).find((each) => each.id === viewId);
    if (!view) throw new NotPossible('not_visible', 'This view is not on the screen.');
    return view;
  };
  const fileOf = (id: unknown): StoredFile => {
    const file = typeof id === 'string' ? workspace.files.get(id) : undefined;
    if (!file) throw new NotPossible('no_such_file', `There is no file ${String(id)}.`);
    return file;
  };

  return { personOf, channelOf, anyChannel, messageOf, viewOf, fileOf };
}

/** Callers get copies, so that nothing they hold changes under them, nor can be changed by them. */
export const copy = <T>(value: T): T => structuredClone(value);
