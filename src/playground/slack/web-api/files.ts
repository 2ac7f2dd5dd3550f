import type { JsonObject } from '../../contract.ts';
import { keepBlocks } from '../blocks.ts';
import type { StoredFile } from '../files.ts';
import { judgeMessageBlocks } from '../limits.ts';
import { fileToWire } from '../wire.ts';
import { ApiError, type Call, type Methods } from './call.ts';
import { visibleChannel } from './channels.ts';

export const files: Methods = {
  'files.getUploadURLExternal': { scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], run: completeUpload },
  'files.info': { scopes: ['files:read'], run: info },
  'files.delete': { scopes: ['files:write'], run: remove },
};

function getUploadUrl({ slack, args }: Call): JsonObject {
  const filename = args.required('filename');
  const length = args.number('length', 0);
  if (length <= 0) throw new ApiError('missing_argument');
  const { ticket, fileId } = slack.uploads.begin(filename, length);
  return { upload_url: `${slack.baseUrl}/upload/v1/${ticket}`, file_id: fileId };
}

function completeUpload(call: Call): JsonObject {
  const { slack, args } = call;
  const { workspace } = slack;
  const given = args.json('files', 'invalid_arguments');
  if (!Array.isArray(given) || given.length === 0)
    throw new ApiError('invalid_arguments', ['invalid `files`']);
  const channelId = args.text('channel_id');
  const channel = channelId ? visibleChannel(slack, channelId) : undefined;
  if (channel && !channel.members.includes(workspace.app.botUser)) throw new ApiError('not_in_channel');
  const blocks = args.json('blocks', 'invalid_blocks') ?? [];
  if (judgeMessageBlocks(blocks, workspace.lacking).error) throw new ApiError('invalid_blocks');
  const stored: StoredFile[] = [];
  for (const each of given as { id?: unknown; title?: unknown }[]) {
    const upload = slack.uploads.take(String(each.id));
    if (!upload) throw new ApiError('file_not_found');
    const file = workspace.files.add(upload.filename, workspace.app.botUser, upload.data, upload.fileId);
    if (typeof each.title === 'string') file.title = each.title;
    if (channel) file.channels.push(channel.id);
    workspace.files.put(file);
    stored.push(file);
  }
  if (channel) {
    const threadTs = args.text('thread_ts');
    const message = workspace.messages.add({
      channel: channel.id,
      user: workspace.app.botUser,
      botId: workspace.app.botId,
      text: args.text('initial_comment') ?? '',
      blocks: keepBlocks(blocks as JsonObject[]),
      files: stored.map((each) => each.id),
      ...(threadTs !== undefined && { threadTs }),
    });
    void slack.events.messageSent(message, channel);
  }
  return { files: stored.map((each) => fileToWire(each, workspace, slack.baseUrl)) };
}

function info(call: Call): JsonObject {
  const file = readableFile(call);
  return {
    file: fileToWire(file, call.slack.workspace, call.slack.baseUrl),
    comments: [],
    response_metadata: { next_cursor: '' },
  };
}

function remove(call: Call): JsonObject {
  const file = readableFile(call);
  if (file.user !== call.slack.workspace.app.botUser) throw new ApiError('cant_delete_file');
  call.slack.workspace.files.delete(file);
  return {};
}

function readableFile({ slack, args }: Call): StoredFile {
  const file = slack.workspace.files.get(args.required('file'));
  if (!file || !slack.workspace.mayReadFile(file, slack.workspace.app.botUser))
    throw new ApiError('file_not_found');
  if (file.deleted) throw new ApiError('file_deleted');
  return file;
}
