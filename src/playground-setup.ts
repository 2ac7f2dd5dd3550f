import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type AppManifest,
  type Playground,
  type SamplePerson,
  startPlayground,
  type TeamsOptions,
} from '@satu-pintu/playground';
import { parse } from 'yaml';
import { sampleDomain, samplePeople } from '../prisma/sample-organisation.ts';
import { projectRoot } from './core/root.ts';
import type { Language } from './core/texts/index.ts';

/** People with a chat account whom no register knows (I-1). */
const strangers: SamplePerson[] = [
  {
    email: 'dimas.tamu@mitra.example',
    name: 'dimas.tamu',
    realName: 'Dimas Tamu',
    locale: 'id',
    title: 'Tamu, belum terdaftar',
  },
  {
    email: 'siti.nurhaliza@nusantara.example',
    name: 'siti.nurhaliza',
    realName: 'Siti Nurhaliza',
    locale: 'id',
    title: 'Calon pengguna satker',
  },
];

/** The people of the sample organisation as accounts of the local Slack, with what they are as their title. */
export const playgroundPeople: SamplePerson[] = [
  ...samplePeople.map((person) => ({
    email: `${person.account}@${sampleDomain}`,
    name: person.account,
    realName: person.name,
    locale: person.language,
    title: [person.position, ...(person.roles ?? [])].join(' · '),
  })),
  ...strangers,
];

/** What the Slack app may do is read from the manifest that installs it, so that the two cannot differ. */
export async function slackManifest(): Promise<AppManifest> {
  const manifest = parse(await readFile(path.join(projectRoot, 'manifests/slack/manifest.yaml'), 'utf8')) as {
    display_information: { name: string };
    features: {
      slash_commands: { command: string; description: string; usage_hint: string }[];
      shortcuts: { name: string; callback_id: string; type: 'message' | 'global' }[];
      unfurl_domains: string[];
    };
    oauth_config: { scopes: { bot: string[] } };
    settings: { event_subscriptions: { bot_events: string[] } };
  };
  return {
    name: manifest.display_information.name,
    scopes: manifest.oauth_config.scopes.bot,
    events: manifest.settings.event_subscriptions.bot_events,
    // The domain of PUBLIC_URL, which here is this machine.
    unfurlDomains: manifest.features.unfurl_domains.length > 0 ? ['localhost', '127.0.0.1'] : [],
    commands: manifest.features.slash_commands.map((command) => ({
      command: command.command,
      description: command.description,
      usageHint: command.usage_hint,
    })),
    shortcuts: manifest.features.shortcuts.map(({ name, callback_id: callbackId, type: kind }) => ({
      name,
      callbackId,
      kind,
    })),
  };
}

/** The Teams app's name, its commands in a personal chat, behind `/` and on messages, and what it may read, as its manifest has them. */
async function teamsApp(): Promise<TeamsOptions['app']> {
  const manifest = JSON.parse(
    await readFile(path.join(projectRoot, 'manifests/teams/manifest.json'), 'utf8'),
  ) as {
    name: { short: string };
    composeExtensions: {
      commands: { id: string; title: string; description: string; context: string[]; triggers?: string[] }[];
    }[];
    bots: {
      supportsTargetedMessages: boolean;
      commandLists: {
        scopes: string[];
        triggers?: string[];
        commands: { title: string; description: string }[];
      }[];
    }[];
    authorization: { permissions: { resourceSpecific: { name: string }[] } };
  };
  const lists = manifest.bots.flatMap((bot) => bot.commandLists);
  const personal = lists.find(({ scopes }) => scopes.includes('personal'));
  const actions = manifest.composeExtensions.flatMap(({ commands }) => commands);
  const isSlash = ({ triggers = [] }: { triggers?: string[] }) => triggers.includes('slash');
  return {
    name: manifest.name.short,
    commands: personal?.commands ?? [],
    messageActions: actions.filter(({ context }) => context.includes('message')),
    targeted: manifest.bots.some((bot) => bot.supportsTargetedMessages),
    slashCommands: [
      ...actions.filter(isSlash).map(({ id, title, description }) => ({ id, title, description })),
      ...lists.filter(isSlash).flatMap(({ commands }) => commands),
    ],
    permissions: manifest.authorization.permissions.resourceSpecific.map(({ name }) => name),
  };
}

/** The same people in the local Teams, with the app installed for everybody. */
export async function localTeams(botUrl?: string, people = playgroundPeople): Promise<TeamsOptions> {
  return {
    people: people.map(({ email, realName, locale, title }) => ({
      email,
      name: realName,
      ...(locale && { locale }),
      ...(title && { title }),
    })),
    channel: 'Umum',
    app: await teamsApp(),
    ...(botUrl && { botUrl: `${botUrl}/api/messages` }),
  };
}

/** Who speaks the organisation's language reads what their visitor's browser reads; who chose another one keeps it. */
const visitedPeople: SamplePerson[] = playgroundPeople.map(({ locale, ...person }) =>
  locale === 'id' ? person : { ...person, ...(locale && { locale }) },
);

/** A group chat, and a channel that not everybody of the team is in. */
const sampleChats = [
  { name: 'Rapat akun', members: ['rina.wulandari', 'bima.santoso', 'dewi.lestari', 'tono.wijaya'] },
  {
    name: 'Pengadaan',
    type: 'private' as const,
    members: ['putri.maharani', 'ali.rahman', 'maya.anggraini', 'tono.wijaya'],
  },
];

export type { Playground } from '@satu-pintu/playground';
export { sampleHistory } from './sample-history/index.ts';

/** The playground of `npm start`: the sample people, some channels, and a memory that outlives the program. */
export async function openSamplePlayground(options: {
  dataDir: string;
  botUrl: string;
  /** Of who has none and whose visitor's browser asks for none that there is. */
  language: Language;
  /** How many times its 3 s a platform waits for an answer. */
  patience: number;
}): Promise<Playground> {
  return startPlayground({
    people: visitedPeople,
    channels: [
      { name: 'satu-pintu', topic: 'Bot Satu Pintu ada di sini' },
      { name: 'admin', topic: 'Untuk para ADMIN', isPrivate: true, members: ['tono.wijaya'] },
      { name: 'umum', topic: 'Undang bot dengan /invite @Satu Pintu', withBot: false },
    ],
    language: options.language,
    patience: options.patience,
    manifest: await slackManifest(),
    botUrl: `${options.botUrl}/slack/events`,
    pageUrl: `${options.botUrl}/playground/`,
    teams: { ...(await localTeams(options.botUrl, visitedPeople)), chats: sampleChats },
    stateDir: path.join(options.dataDir, 'playground'),
  });
}
