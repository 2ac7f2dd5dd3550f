import * as z from 'zod';
import type { FileRef } from '../../chat/form.ts';
import { Refusal } from '../../core/errors.ts';
import { type Activity, isPersonal, sourceOf, withoutThread } from './activity.ts';
import type { TeamsMessenger } from './messenger.ts';

const chosen = z.looseObject({ commandId: z.string().max(64) });
const acted = chosen.extend({
  messagePayload: z
    .looseObject({
      id: z.string().max(100),
      replyToId: z.string().max(100).nullish(),
      attachments: z
        .array(
          z.looseObject({
            id: z.string().max(200).nullish(),
            contentType: z.string().nullish(),
            name: z.string().max(300).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** What the manifest's commands that stand for typed lines are called: `typed.satker.ticket`. */
const typedPrefix = 'typed.';

/** The line that somebody has chosen where `/` offers it, to open its form at once. */
export function lineIn(activity: Activity): string | null {
  const { commandId = '' } = chosen.safeParse(activity.value).data ?? {};
  return commandId.startsWith(typedPrefix) ? commandId.slice(typedPrefix.length).replaceAll('.', ' ') : null;
}

/** A command of ours that somebody has used on a message. */
export interface MessageAction {
  command: string;
  /** The message, as if it were arriving. */
  message: Activity;
  /** Its files by the client's word: what they are called. Where they lie no client is believed. */
  named: FileRef[];
}

/** Null for anything else than a command on a message. */
export function messageActionIn(activity: Activity): MessageAction | null {
  const { commandId: command, messagePayload: payload } = acted.safeParse(activity.value).data ?? {};
  if (!command || !payload) return null;
  const { id, replyToId } = payload;
  const channel = withoutThread(activity.conversation.id);
  const thread = isPersonal(activity) ? channel : `${channel};messageid=${replyToId ?? id}`;
  const files = (payload.attachments ?? []).filter(({ contentType }) => contentType === 'reference');
  return {
    command,
    message: { ...activity, id, value: undefined, conversation: { ...activity.conversation, id: thread } },
    named: files.flatMap(({ id: file, name }) =>
      file && name ? [{ source: sourceOf(activity, id, file), name, size: 0 }] : [],
    ),
  };
}

/** The files of a message as far as Teams hands them out, else what they are called: the desk then says what else there is to do. */
export async function filesOf(
  messenger: Pick<TeamsMessenger, 'filesOf'>,
  { message, named }: MessageAction,
): Promise<FileRef[]> {
  // Of a personal chat the files came with their message, and lie with us already.
  if (isPersonal(message)) return named;
  try {
    const files = await messenger.filesOf(message);
    return files.length > 0 ? files : named;
  } catch (error) {
    if (error instanceof Refusal && named.length > 0) return named;
    throw error;
  }
}
