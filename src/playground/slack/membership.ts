import type { Channel } from './contract/workspace.ts';
import type { Events } from './events.ts';
import type { Workspace } from './workspace.ts';

/** Who is in which channel; whoever comes is announced there, and to the bot if it is there too. */
export class Membership {
  readonly #workspace: Workspace;
  readonly #events: Events;

  constructor(workspace: Workspace, events: Events) {
    this.#workspace = workspace;
    this.#events = events;
  }

  /** With `inviter`, at somebody's invitation. Whoever is in already stays, and nobody is told. */
  async join(channel: Channel, user: string, inviter?: string): Promise<void> {
    if (channel.members.includes(user)) return;
    const joined = { ...channel, members: [...channel.members, user] };
    this.#workspace.putChannel(joined);
    const message = this.#workspace.messages.add({
      channel: channel.id,
      user,
      text: `<@${user}> has joined the channel`,
      system: true,
      ...(inviter !== undefined && { inviter }),
    });
    await this.#events.memberJoined(message, joined);
  }

  leave(channel: Channel, user: string): void {
    this.#workspace.putChannel({ ...channel, members: channel.members.filter((each) => each !== user) });
  }
}
