import type { JsonObject } from '../../contract.ts';
import type { Person } from '../contract/workspace.ts';
import { userToWire } from '../wire.ts';
import { ApiError, type Call, type Methods, page } from './call.ts';

export const people: Methods = {
  'users.info': { scopes: ['users:read'], run: info },
  'users.list': { scopes: ['users:read'], run: list },
  'users.lookupByEmail': { scopes: ['users:read.email'], run: lookupByEmail },
  'bots.info': { scopes: ['users:read'], run: botInfo },
};

function info(call: Call): JsonObject {
  const person = call.slack.workspace.person(call.args.required('user'));
  if (!person || person.unknown) throw new ApiError('user_not_found');
  return { user: toWire(call, person) };
}

function list(call: Call): JsonObject {
  const known = call.slack.workspace.people().filter((each) => !each.unknown);
  const { items, nextCursor } = page(known, call.args);
  return {
    members: items.map((each) => toWire(call, each)),
    cache_ts: Math.floor(Date.now() / 1000),
    response_metadata: { next_cursor: nextCursor },
  };
}

function lookupByEmail(call: Call): JsonObject {
  const email = call.args.required('email').toLowerCase();
  const person = call.slack.workspace
    .people()
    .find((each) => each.email.toLowerCase() === email && !each.deleted && !each.unknown && !each.isBot);
  if (!person) throw new ApiError('users_not_found');
  return { user: toWire(call, person) };
}

function botInfo({ slack, args }: Call): JsonObject {
  const { app } = slack.workspace;
  if (args.text('bot') !== app.botId) throw new ApiError('bot_not_found');
  return {
    bot: {
      id: app.botId,
      deleted: false,
      name: app.name,
      updated: 1_700_000_000,
      app_id: app.appId,
      user_id: app.botUser,
      icons: {},
    },
  };
}

function toWire(call: Call, person: Person): JsonObject {
  return userToWire(person, call.slack.workspace, {
    email: call.hasScope('users:read.email'),
    locale: call.args.flag('include_locale'),
  });
}
