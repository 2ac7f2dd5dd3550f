import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change, Language } from './contract.ts';
import { serveControl } from './control/http.ts';
import { createControl } from './control/index.ts';
import { Faults } from './faults.ts';
import { isLocal, sendText } from './http.ts';
import { type Changes, createChanges, createJournal, type Journal } from './journal.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { createPageServer } from './page-server.ts';
import { openClock } from './play/clock.ts';
import type { PlayApi, PlayedBot } from './play/contract.ts';
import { createPlay } from './play/control.ts';
import type { AppManifest } from './slack/contract/app.ts';
import type { ControlApi } from './slack/contract/calls.ts';
import type { SampleChannel, SamplePerson } from './slack/contract/workspace.ts';
import { Notices } from './slack/notices.ts';
import { serveSlack } from './slack/server.ts';
import { ACK_LIMIT_MS } from './slack/signed-http.ts';
import { createSlack, type Slack } from './slack/slack.ts';
import { openStore, type Store } from './store.ts';
import type { TeamsControlApi } from './teams/contract/calls.ts';
import type { TeamsAddresses } from './teams/contract/organisation.ts';
import type { LocalTeams, TeamsOptions } from './teams/index.ts';

export type * from './contract.ts';
export type { History, Jump, PlayApi, PlayedBot, PlayState } from './play/contract.ts';
export type * from './slack/contract/acts.ts';
export type * from './slack/contract/app.ts';
export type * from './slack/contract/calls.ts';
export type * from './slack/contract/faults.ts';
export type * from './slack/contract/screen.ts';
export type * from './slack/contract/workspace.ts';
export { encode, signatureHeaders } from './slack/signed-http.ts';
export type * from './teams/contract/acts.ts';
export type * from './teams/contract/calls.ts';
export type * from './teams/contract/faults.ts';
export type * from './teams/contract/organisation.ts';
export type * from './teams/contract/screen.ts';
export type { TeamsOptions } from './teams/index.ts';

export interface PlaygroundOptions {
  people: SamplePerson[];
  channels: SampleChannel[];
  /** What the app's manifest grants, subscribes to and offers. */
  manifest: AppManifest;
  /** A local Teams beside it; absent: none, and nothing of it is loaded. */
  teams?: TeamsOptions;
  /** Where the bot takes signed requests; null or absent until `api.setBotUrl`, or with Socket Mode. */
  botUrl?: string | null;
  /** Of the pages, and of people without a locale, until a browser asks for another one (default `id`). */
  language?: Language;
  /** Folder with the built pages, if not those that the package brings. */
  pageDir?: string;
  /** Of the page, where another server serves it by the handler; absent: this one's own. */
  pageUrl?: string;
  /** Where state is kept; absent: in memory only. */
  stateDir?: string;
  /** Milliseconds before each retry of an event that was not acked (default Slack's: at once, 1 and 5 minutes). */
  eventRetries?: readonly number[];
  /** Slack's limit of about one message a second in a channel (default off). */
  limitPosting?: boolean;
  /** How many times its 3 s Slack waits for an answer, and a trigger lives; 1 unless given. */
  patience?: number;
  /** How many requests the inspector remembers (default 5000). */
  keepTraffic?: number;
  /** The time, in milliseconds, where it is another one than this machine's. */
  now?: () => number;
  /** Told of errors of the playground itself. */
  log?: (message: string) => void;
}

export interface Playground {
  /** Serves what is below `/playground` on another server; false: the path is not its own. */
  handler(req: IncomingMessage, res: ServerResponse): boolean;
  /** `slackApiUrl` of Slack's clients, with its final slash. */
  slackApiUrl: string;
  /** Its own address of the page. */
  pageUrl: string;
  smtpUrl: string;
  /** That of whoever looked at the pages last. */
  language(): Language;
  /** What follows is another one once all has begun anew. */
  readonly botToken: string;
  readonly signingSecret: string;
  readonly appToken: string;
  readonly api: ControlApi;
  readonly teams?: { addresses: TeamsAddresses; api: TeamsControlApi };
  /** What its clock shows, in milliseconds: that of this machine, until somebody has time pass. */
  now(): number;
  /** Time, and how all begins anew; refused until there is a bot that goes with it. */
  play: PlayApi;
  /** From now on the bot's clock and beginnings go with the playground's. */
  playWith(bot: PlayedBot): void;
  /** Tells of every change, as the page's event stream does; answers how to stop listening. */
  onChange(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/** Listens on loopback, on the same port as the last time if it is free: addresses of files stay good. */
async function listen(server: Server, store: Store): Promise<string> {
  const settings = store.collection<number>('settings');
  const on = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await on(settings.get('port') ?? 0).catch(() => on(0));
  const { port } = server.address() as AddressInfo;
  if (settings.get('port') !== port) settings.put('port', port);
  return `http://127.0.0.1:${port}`;
}

/** What there is of the two platforms, until all begins anew. */
interface Platforms {
  slack: Slack;
  teams: LocalTeams | undefined;
  api: ControlApi;
}

/** What stays when all begins anew, and what the platforms open on. */
interface Ground {
  store: Store;
  now(): number;
  changes: Changes;
  journal: Journal;
  mailbox: Mailbox;
  baseUrl: string;
}

async function openPlatforms(options: PlaygroundOptions, ground: Ground): Promise<Platforms> {
  const { store, changes, mailbox, baseUrl } = ground;
  const spoken = store.collection<Language>('language');
  const language = spoken.get('page') ?? options.language ?? 'id';
  const slack = createSlack({
    ...ground,
    faults: new Faults(),
    manifest: options.manifest,
    language,
    pageUrl: options.pageUrl ?? `${baseUrl}/playground/`,
    botUrl: options.botUrl ?? null,
    retryDelays: options.eventRetries ?? DEFAULT_RETRIES,
    limitPosting: options.limitPosting ?? false,
    ackLimitMs: (options.patience ?? 1) * ACK_LIMIT_MS,
  });
  for (const person of options.people) slack.workspace.addPerson(person);
  for (const channel of options.channels) slack.workspace.addChannel(channel);
  const teams =
    options.teams &&
    (await (await import('./teams/index.ts')).openTeams(options.teams, { ...ground, language }));
  const api = createControl(slack, mailbox, new Notices(changes), (read) => {
    spoken.put('page', read);
    slack.workspace.speak(read);
    teams?.speak(read);
  });
  return { slack, teams, api };
}

const DEFAULT_RETRIES = [0, 60_000, 300_000];

/** Starts a local Slack and, if wanted, a local Teams, their mailbox and their pages on loopback. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const log = options.log ?? (() => undefined);
  const store = openStore(options.stateDir);
  const clock = openClock(store, options.now);
  const changes = createChanges();
  const journal = createJournal(changes, options.keepTraffic ?? 5000);
  const mailbox = await openMailbox(store, changes, clock.now);
  const page = createPageServer(options.language ?? 'id', options.pageDir);

  const server = createServer((req, res) => {
    if (handler(req, res)) return;
    serve(req, res).catch(failed(res));
  });
  const baseUrl = await listen(server, store);
  const ground: Ground = { store, now: clock.now, changes, journal, mailbox, baseUrl };
  let platforms = await openPlatforms(options, ground);
  let bot: PlayedBot | undefined;
  const play = createPlay({ clock, changes, bot: () => bot, empty: beginAnew, log });
  server.on('upgrade', (req, socket, head) => {
    if (isLocal(req)) platforms.slack.sockets.upgrade(req, socket, head);
    else socket.destroy();
  });

  const failed = (res: ServerResponse) => (error: unknown) => {
    log(`playground: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (!res.headersSent) sendText(res, 500, 'The playground failed; its log says why.');
    else res.destroy();
  };

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { slack, teams } = platforms;
    if (teams && isLocal(req) && (await teams.serve(req, res))) return;
    if (!(await serveSlack(slack, req, res))) sendText(res, 404, 'There is nothing here.');
  }

  function handler(req: IncomingMessage, res: ServerResponse): boolean {
    // Looked at before it is parsed: `//` is a path that no URL can be made of.
    if (!/^\/playground(?:[/?]|$)/.test(req.url ?? '')) return false;
    const url = new URL(req.url ?? '', 'http://localhost');
    if (!isLocal(req)) {
      sendText(res, 403, 'The playground answers this machine only.');
    } else if (url.pathname.startsWith('/playground/api/')) {
      const { api, teams } = platforms;
      serveControl({ api, teams, play, mailbox, changes }, req, res, url).catch(failed(res));
    } else {
      page(req, res, url.pathname).catch(failed(res));
    }
    return true;
  }

  const close = async ({ slack }: Platforms) => {
    slack.deliveries.stop();
    await slack.sockets.stop();
  };

  /** The addresses stay, and the language of the pages: all else is as at the very first start. */
  async function beginAnew(): Promise<void> {
    const settings = store.collection<number>('settings');
    const spoken = store.collection<Language>('language');
    const port = settings.get('port');
    const language = spoken.get('page');
    await close(platforms);
    store.empty();
    if (port !== undefined) settings.put('port', port);
    if (language !== undefined) spoken.put('page', language);
    journal.clear();
    platforms = await openPlatforms(options, ground);
  }

  return {
    handler,
    slackApiUrl: `${baseUrl}/api/`,
    pageUrl: `${baseUrl}/playground/`,
    smtpUrl: mailbox.smtpUrl,
    get botToken() {
      return platforms.slack.workspace.secrets.botToken;
    },
    get signingSecret() {
      return platforms.slack.workspace.secrets.signingSecret;
    },
    get appToken() {
      return platforms.slack.workspace.secrets.appToken;
    },
    get api() {
      return platforms.api;
    },
    get teams() {
      const { teams } = platforms;
      return teams && { addresses: teams.addresses, api: teams.api };
    },
    now: clock.now,
    play,
    playWith(played) {
      bot = played;
      changes.emit({ kind: 'play' });
    },
    language: () => store.collection<Language>('language').get('page') ?? options.language ?? 'id',
    onChange: changes.listen,
    async stop() {
      await close(platforms);
      server.closeAllConnections();
      await Promise.all([mailbox.stop(), new Promise<void>((resolve) => server.close(() => resolve()))]);
      store.close();
    },
  };
}
