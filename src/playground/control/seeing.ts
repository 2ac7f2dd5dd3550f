import type { Mailbox } from '../mailbox.ts';
import type { ControlApi } from '../slack/contract/calls.ts';
import type { ChannelOnScreen } from '../slack/contract/screen.ts';
import type { Channel, Message, Person } from '../slack/contract/workspace.ts';
import type { StoredMessage } from '../slack/messages.ts';
import type { Notices } from '../slack/notices.ts';
import type { Slack } from '../slack/slack.ts';
import { copy, type Lookups } from './lookups.ts';

type Seeing = Pick<ControlApi, 'screen' | 'messages' | 'mails' | 'people'>;

/** What a person has before them. */
export function createSeeing(slack: Slack, mailbox: Mailbox, notices: Notices, lookups: Lookups): Seeing {
  const { workspace, views } = slack;
  const { personOf, channelOf } = lookups;

  const onScreen = (person: Person, channel: Channel): ChannelOnScreen => {
    const seen = workspace.messages.in(channel.id).filter((each) => workspace.isSeenBy(each, person.id));
    const latest = seen.at(-1)?.ts;
    return {
      ...channel,
      label: channel.kind === 'im' ? workspace.app.name : `#${channel.name}`,
      ...(latest !== undefined && { latest }),
    };
  };

  return {
    async screen({ person: key }) {
      const me = personOf(key);
      const channels = workspace.channels();
      const home = views.home(me.id);
      return copy({
        me,
        app: workspace.app,
        people: workspace.people(),
        channels: channels.filter((each) => isShownTo(me, each)).map((each) => onScreen(me, each)),
        otherChannels: channels.filter((each) => each.kind === 'public' && !each.members.includes(me.id)),
        views: views.stack(me.id),
        notices: notices.of(me.id),
        ...(home && { home }),
      });
    },
    async messages({ person: key, channel: channelKey, threadTs, limit }) {
      const me = personOf(key);
      const channel = channelOf(me, channelKey);
      const seen = workspace.messages
        .in(channel.id)
        .filter((each) => (threadTs === undefined ? each.threadTs === undefined : inThread(each, threadTs)))
        .filter((each) => workspace.isSeenBy(each, me.id));
      return copy(seen.slice(-(limit ?? 1000)).map((each) => tombstone(workspace.complete(each))));
    },
    async mails({ to }) {
      return copy(mailbox.mails(to));
    },
    async people() {
      return copy(workspace.people());
    },
  };
}

/** Who cannot use the app has no conversation with it. */
const isShownTo = (person: Person, channel: Channel): boolean =>
  channel.members.includes(person.id) && !(channel.kind === 'im' && person.withoutApp);

const inThread = (message: StoredMessage, threadTs: string): boolean =>
  message.ts === threadTs || message.threadTs === threadTs;

/** A deleted root that stays because of its replies shows nothing of what it said. */
const tombstone = (message: Message): Message =>
  message.deleted ? { ...message, text: 'This message was deleted.', blocks: [], files: [] } : message;
