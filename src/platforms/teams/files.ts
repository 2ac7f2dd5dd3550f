import * as z from 'zod';
import type { FileRef } from '../../chat/form.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { downloadAtMost } from '../download.ts';
import { type Activity, namesAttachment, sourceOf, threadOf, withoutThread } from './activity.ts';
import type { Connector } from './connector.ts';
import { TeamsFault } from './errors.ts';
import type { TeamsSettings } from './settings.ts';

/** Where the files of chats and channels lie. */
const storage = /(^|\.)sharepoint(-df)?\.(com|us|cn|de)$/;

/** Before the address of a file that Graph hands out, to an app that may read it. Of any other the address is the key. */
const throughGraph = 'graph:';

const reference = z.looseObject({
  id: z.string().max(200),
  contentType: z.literal('reference'),
  contentUrl: z.url({ protocol: /^https?$/ }).max(2000),
  name: z.string().max(300),
});

/** The files of a channel's message, for which Teams gives bots nothing but a hint: Graph is asked. */
export async function channelFiles(
  settings: TeamsSettings,
  connector: Connector,
  activity: Activity,
): Promise<FileRef[]> {
  const team = activity.channelData?.team;
  if (settings.anonymous) return [];
  // Of a group chat's messages nobody has let us read any.
  if (!team && namesAttachment(activity)) throw notAllowed();
  if (!team?.id) return [];
  try {
    const group = team.aadGroupId || (await connector.groupOf(activity.serviceUrl, team.id));
    const channel = withoutThread(activity.conversation.id);
    const root = threadOf(activity);
    const attachments = await connector.attachmentsOf({ group, channel, root, id: activity.id });
    return attachments.flatMap((attachment) => {
      const file = reference.safeParse(attachment).data;
      if (!file || !liesWithTeams(file.contentUrl, settings)) return [];
      const source = sourceOf(activity, activity.id, file.id);
      return [{ source, name: file.name, size: 0, address: `${throughGraph}${file.contentUrl}` }];
    });
  } catch (error) {
    // Not found: the message was deleted meanwhile, or stands in a private channel, which Graph keeps to itself.
    if (!isFault(error, 403) && !isFault(error, 404)) throw error;
    // Without a hint there may be no file at all.
    if (!namesAttachment(activity)) return [];
    throw isFault(error, 404) ? new Refusal(msg('chat.filesUnseen')) : notAllowed();
  }
}

/** Fetches a file that lies with Teams, by the address that came with it. */
export async function download(
  settings: TeamsSettings,
  connector: Connector,
  file: FileRef,
  maxBytes: number,
): Promise<Buffer> {
  const address = file.address?.startsWith(throughGraph)
    ? await handedOut(connector, file.address.slice(throughGraph.length))
    : file.address;
  if (!address || !liesWithTeams(address, settings)) throw new Error('the file does not lie with Teams');
  return downloadAtMost(address, maxBytes);
}

async function handedOut(connector: Connector, contentUrl: string): Promise<string> {
  try {
    return await connector.bytesOf(contentUrl);
  } catch (error) {
    throw isFault(error, 403) ? notAllowed() : error;
  }
}

const isFault = (error: unknown, status: number): boolean =>
  error instanceof TeamsFault && error.status === status;

const notAllowed = (): Refusal => new Refusal(msg('chat.filesForbidden'));

function liesWithTeams(address: string, settings: TeamsSettings): boolean {
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(settings.serviceUrl).origin) return true;
  return protocol === 'https:' && storage.test(hostname);
}
