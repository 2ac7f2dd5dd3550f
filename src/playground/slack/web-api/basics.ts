import type { JsonObject } from '../../contract.ts';
import { ApiError, type Call, type Methods } from './call.ts';
import { existingMessage, visibleChannel } from './channels.ts';

export const basics: Methods = {
  'api.test': { token: 'none', run: test },
  'auth.test': { run: whoAmI },
  'apps.connections.open': { token: 'app', run: openConnection },
  'reactions.add': { scopes: ['reactions:write'], run: addReaction },
};

function test({ args }: Call): JsonObject {
  const error = args.text('error');
  if (error !== undefined) throw new ApiError(error);
  return {};
}

function whoAmI({ slack }: Call): JsonObject {
  const { app } = slack.workspace;
  return {
    url: `${slack.baseUrl}/`,
    team: app.teamName,
    user: slack.workspace.person(app.botUser)?.name ?? '',
    team_id: app.teamId,
    user_id: app.botUser,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}

function openConnection({ slack }: Call): JsonObject {
  if (slack.sockets.isFull) throw new ApiError('too_many_websockets');
  return { url: `${slack.baseUrl.replace(/^http/, 'ws')}${slack.sockets.issuePath()}` };
}

function addReaction({ slack, args }: Call): JsonObject {
  const channel = visibleChannel(slack, args.required('channel'));
  const message = existingMessage(slack, channel, args.required('timestamp'));
  const name = args.required('name').replaceAll(':', '');
  const result = slack.workspace.messages.react(message, name, slack.workspace.app.botUser);
  if (result === 'already') throw new ApiError('already_reacted');
  return {};
}
