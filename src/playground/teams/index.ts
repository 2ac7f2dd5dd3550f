import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../contract.ts';
import type { Changes, Journal } from '../journal.ts';
import type { Store } from '../store.ts';
import { createActivities } from './activities.ts';
import { createBotTokens } from './bot-tokens.ts';
import { createClient } from './client.ts';
import type { TeamsControlApi } from './contract/calls.ts';
import type { NewChat, TeamsAddresses } from './contract/organisation.ts';
import type { TeamsApp } from './contract/screen.ts';
import { createTeamsControl } from './control.ts';
import { createDeliveries } from './deliver.ts';
import { TeamsFaults } from './faults.ts';
import { openKeys } from './keys.ts';
import { createService } from './service/index.ts';
import { type SampleTeamsPerson, World } from './world.ts';

export type { SampleTeamsPerson } from './world.ts';

export interface TeamsOptions {
  people: SampleTeamsPerson[];
  /** Of the one team, which everybody is in. */
  channel: string;
  /** Further channels of it, and group chats. */
  chats?: NewChat[];
  /** What the app's manifest names; `permissions`: those of the team that its owner consents to by adding the app. */
  app: Pick<TeamsApp, 'name' | 'commands'> &
    Partial<Pick<TeamsApp, 'messageActions' | 'slashCommands' | 'targeted'>> & { permissions?: string[] };
  /** Where the bot takes activities; null or absent until `api.setBotUrl`. */
  botUrl?: string | null;
}

export interface LocalTeams {
  addresses: TeamsAddresses;
  api: TeamsControlApi;
  /** The language of people who have none of their own. */
  speak(language: Language): void;
  /** Bytes of a file that somebody sent. */
  file(id: string): { name: string; data: Buffer } | undefined;
  /** False: the request is for none of its addresses. */
  serve(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
}

/** A local Teams: its token service, keys, connector and directory, and the people in it. */
export async function openTeams(
  options: TeamsOptions,
  parts: {
    store: Store;
    now(): number;
    changes: Changes;
    journal: Journal;
    baseUrl: string;
    language: Language;
  },
): Promise<LocalTeams> {
  const { store, changes, journal } = parts;
  const world = new World(store, changes, parts.language, parts.now);
  for (const person of options.people) world.addPerson(person);
  world.addChannel(options.channel);
  for (const { name, type, members, withoutApp } of options.chats ?? [])
    world.addChat(
      name,
      type,
      members.map((each) => world.person(each).id),
      withoutApp,
    );
  world.consent.messages = options.app.permissions?.includes('ChannelMessage.Read.Group') ?? false;
  const keys = await openKeys(store.collection('teams-keys'));
  const tokens = createBotTokens();
  const faults = new TeamsFaults();
  const baseUrl = () => parts.baseUrl;
  const serviceUrl = () => `${parts.baseUrl}/teams/connector`;
  const activities = createActivities(world, options.app.name, serviceUrl, baseUrl);
  const deliveries = createDeliveries({
    keys,
    appId: world.identity.appId,
    serviceUrl,
    journal,
    faults,
    urls: options.botUrl ? [options.botUrl] : [],
  });
  const client = createClient(world, activities, deliveries);
  return {
    addresses: {
      ...world.identity,
      loginUrl: `${parts.baseUrl}/teams/login`,
      openIdMetadataUrl: `${parts.baseUrl}/teams/openid/.well-known/openidconfiguration`,
      serviceUrl: serviceUrl(),
      graphUrl: `${parts.baseUrl}/teams/graph`,
    },
    api: createTeamsControl({
      world,
      app: {
        name: options.app.name,
        commands: options.app.commands,
        messageActions: options.app.messageActions ?? [],
        targeted: options.app.targeted ?? false,
        slashCommands: options.app.slashCommands ?? [],
      },
      activities,
      client,
      deliveries,
      faults,
      keys,
      tokens,
      journal,
    }),
    speak: (language) => world.speak(language),
    file: (id) => world.file(id),
    serve: createService({ world, keys, tokens, faults, journal, baseUrl }),
  };
}
