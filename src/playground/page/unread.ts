import type { ControlApi } from '../slack/contract/calls.ts';
import type { Channel } from '../slack/contract/workspace.ts';
import { recall, remember } from './memory.ts';

type Marks = Record<string, string>;

/**
 * Who has something new where, for every sample person at once: the server keeps no read marks, so the page does.
 * A message that this page has not met yet counts for everybody who sees its channel; an edit does not.
 */
export class Unread {
  /** Newest `ts` read, by person and channel. */
  readonly #marks: Marks = readMarks('read');
  /** Replies seen, by person, channel and root. */
  readonly #replies = readMarks('replies');
  readonly #known = new Set<string>();
  readonly #waiting = new Map<string, string[]>();
  readonly #mailsSeen = new Set<string>(recallList('mails'));
  #channels = new Map<string, Channel>();

  /** Counts again from everything there is. */
  async load(api: ControlApi): Promise<void> {
    const { channels, messages } = await api.everything({});
    this.#channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.#known.clear();
    this.#waiting.clear();
    for (const message of messages) {
      this.#known.add(`${message.channel} ${message.ts}`);
      if (message.deleted || message.system) continue;
      for (const person of this.#readers(message.channel, message.onlyFor)) {
        if (person !== message.user) this.#add(person, message.channel, message.ts);
      }
    }
  }

  /** True when the message is new to this page. */
  meet(channel: string, ts: string, onlyFor: string | undefined): boolean {
    const id = `${channel} ${ts}`;
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    for (const person of this.#readers(channel, onlyFor)) this.#add(person, channel, ts);
    return true;
  }

  #readers(channel: string, onlyFor: string | undefined): string[] {
    return onlyFor ? [onlyFor] : (this.#channels.get(channel)?.members ?? []);
  }

  #add(person: string, channel: string, ts: string): void {
    const key = `${person} ${channel}`;
    if (ts <= (this.#marks[key] ?? '')) return;
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), ts]);
  }

  in(person: string, channel: string): number {
    return this.#waiting.get(`${person} ${channel}`)?.length ?? 0;
  }

  of(person: string): number {
    let count = 0;
    for (const [key, waiting] of this.#waiting) if (key.startsWith(`${person} `)) count += waiting.length;
    return count;
  }

  /** The oldest message that this person has not read here. */
  first(person: string, channel: string): string | undefined {
    return this.#waiting.get(`${person} ${channel}`)?.toSorted()[0];
  }

  markRead(person: string, channel: string): void {
    const key = `${person} ${channel}`;
    const newest = this.#waiting.get(key)?.toSorted().at(-1);
    if (newest === undefined) return;
    this.#waiting.delete(key);
    this.#marks[key] = newest;
    remember('read', this.#marks);
  }

  newReplies(person: string, channel: string, root: string, count: number): number {
    return Math.max(0, count - Number(this.#replies[`${person} ${channel} ${root}`] ?? 0));
  }

  markReplies(person: string, channel: string, root: string, count: number): void {
    const key = `${person} ${channel} ${root}`;
    if (this.#replies[key] === String(count)) return;
    this.#replies[key] = String(count);
    remember('replies', this.#replies);
  }

  isMailNew(id: string): boolean {
    return !this.#mailsSeen.has(id);
  }

  markMail(id: string): void {
    this.#mailsSeen.add(id);
    remember('mails', [...this.#mailsSeen].slice(-500));
  }
}

function readMarks(name: string): Marks {
  const value = recall(name);
  return typeof value === 'object' && value !== null ? (value as Marks) : {};
}

function recallList(name: string): string[] {
  const value = recall(name);
  return Array.isArray(value) ? value.map(String) : [];
}
