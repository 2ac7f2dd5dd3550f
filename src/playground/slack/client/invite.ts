import type { Outcome } from '../contract/acts.ts';
import type { Notice } from '../contract/screen.ts';
import type { Channel, Person } from '../contract/workspace.ts';
import type { Notices } from '../notices.ts';
import type { Slack } from '../slack.ts';

/** The command of Slack's client itself; no app can have one of this name. */
export const INVITE = '/invite';

/** `/invite @somebody [@somebody else] [#channel]`: carried out by the client; what it refuses it says in a notice. */
export class Invite {
  readonly #slack: Slack;
  readonly #notices: Notices;

  constructor(slack: Slack, notices: Notices) {
    this.#slack = slack;
    this.#notices = notices;
  }

  async run(person: Person, here: Channel, text: string): Promise<Outcome> {
    const { workspace, membership } = this.#slack;
    const refuse = (code: Notice['code'], said: string): Outcome => ({
      delivered: false,
      traffic: [],
      notice: this.#notices.add(person.id, code, said, here.id),
    });
    const [, names = '', elsewhere] = /^(.*?)(?:\s*#(\S+))?$/s.exec(text.trim()) ?? [];
    const channel = elsewhere === undefined ? here : workspace.findChannel(elsewhere);
    if (!channel?.members.includes(person.id))
      return refuse('channel_not_found', `You are in no channel #${elsewhere}.`);
    if (channel.kind === 'im') return refuse('cant_invite', 'Nobody can be invited to a direct message.');
    const wanted = names.split('@').flatMap((name) => name.trim() || []);
    if (wanted.length === 0) return refuse('no_user', `Say whom to invite: ${INVITE} @somebody [#channel]`);
    for (const name of wanted) {
      const invited = this.#named(name);
      if (!invited) return refuse('user_not_found', `There is nobody called “${name}”.`);
      if (invited.id === person.id) return refuse('cant_invite_self', 'You are in this channel already.');
      const now = workspace.channel(channel.id) ?? channel;
      if (now.members.includes(invited.id))
        return refuse('already_in_channel', `${invited.realName} is already in this channel.`);
      await membership.join(now, invited.id, person.id);
    }
    return { delivered: false, traffic: [] };
  }

  /** By handle or by full name, the bot too. */
  #named(name: string): Person | undefined {
    const { workspace } = this.#slack;
    const wanted = name.toLowerCase();
    const person = workspace
      .people()
      .find((each) => each.name.toLowerCase() === wanted || each.realName.toLowerCase() === wanted);
    return person?.deleted || person?.unknown ? undefined : person;
  }
}
