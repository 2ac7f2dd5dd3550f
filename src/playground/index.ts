import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppManifest, Change, ControlApi, Language, SampleChannel, SamplePerson } from './contract.ts';
import { serveControl } from './control/http.ts';
import { createControl } from './control/index.ts';
import { Faults } from './faults.ts';
import { isLocal, sendText } from './http.ts';
import { type Changes, createChanges, createJournal, type Journal } from './journal.ts';
import { openMailbox } from './mailbox.ts';
import { createPageServer } from './page-server.ts';
import { Notices } from './slack/notices.ts';
import { serveSlack } from './slack/server.ts';
import { ACK_LIMIT_MS } from './slack/signed-http.ts';
import { createSlack } from './slack/slack.ts';
import { openStore, type Store } from './store.ts';
import type { TeamsAddresses, TeamsControlApi } from './teams/contract.ts';
import type { LocalTeams, TeamsOptions } from './teams/index.ts';

export type * from './contract.ts';
export { encode, signatureHeaders } from './slack/signed-http.ts';
export type * from './teams/contract.ts';
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
  botToken: string;
  signingSecret: string;
  appToken: string;
  smtpUrl: string;
  api: ControlApi;
  teams?: { addresses: TeamsAddresses; api: TeamsControlApi };
  /** That of whoever looked at the pages last. */
  language(): Language;
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

async function openLocalTeams(
  options: TeamsOptions,
  parts: { store: Store; changes: Changes; journal: Journal; baseUrl: string; language: Language },
): Promise<LocalTeams> {
  const { openTeams } = await import('./teams/index.ts');
  return openTeams(options, parts);
}

const DEFAULT_RETRIES = [0, 60_000, 300_000];

/** Starts a local Slack and, if wanted, a local Teams, their mailbox and their pages on loopback. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const log = options.log ?? (() => undefined);
  const store = openStore(options.stateDir);
  const changes = createChanges();
  const journal = createJournal(changes, options.keepTraffic ?? 5000);
  const mailbox = await openMailbox(store, changes);
  const page = createPageServer(options.language ?? 'id', options.pageDir);
  const spoken = store.collection<Language>('language');
  const language = spoken.get('page') ?? options.language ?? 'id';

  const server = createServer((req, res) => {
    if (handler(req, res)) return;
    serve(req, res).catch(failed(res));
  });
  const baseUrl = await listen(server, store);

  const slack = createSlack({
    store,
    changes,
    journal,
    faults: new Faults(),
    manifest: options.manifest,
    language,
    baseUrl,
    pageUrl: options.pageUrl ?? `${baseUrl}/playground/`,
    botUrl: options.botUrl ?? null,
    retryDelays: options.eventRetries ?? DEFAULT_RETRIES,
    limitPosting: options.limitPosting ?? false,
    ackLimitMs: (options.patience ?? 1) * ACK_LIMIT_MS,
  });
  for (const person of options.people) slack.workspace.addPerson(person);
  for (const channel of options.channels) slack.workspace.addChannel(channel);
  const teams: LocalTeams | undefined =
    options.teams && (await openLocalTeams(options.teams, { store, changes, journal, baseUrl, language }));
  const api = createControl(slack, mailbox, new Notices(changes), (read) => {
    spoken.put('page', read);
    slack.workspace.speak(read);
    teams?.speak(read);
  });
  server.on('upgrade', (req, socket, head) => {
    if (isLocal(req)) slack.sockets.upgrade(req, socket, head);
    else socket.destroy();
  });

  const failed = (res: ServerResponse) => (error: unknown) => {
    log(`playground: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (!res.headersSent) sendText(res, 500, 'The playground failed; its log says why.');
    else res.destroy();
  };

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
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
      serveControl({ api, teams, mailbox, changes }, req, res, url).catch(failed(res));
    } else {
      page(req, res, url.pathname).catch(failed(res));
    }
    return true;
  }

  const { botToken, appToken, signingSecret } = slack.workspace.secrets;
  return {
    handler,
    slackApiUrl: `${baseUrl}/api/`,
    pageUrl: `${baseUrl}/playground/`,
    botToken,
    signingSecret,
    appToken,
    smtpUrl: mailbox.smtpUrl,
    api,
    ...(teams && { teams: { addresses: teams.addresses, api: teams.api } }),
    language: () => spoken.get('page') ?? language,
    onChange: changes.listen,
    async stop() {
      slack.deliveries.stop();
      await slack.sockets.stop();
      server.closeAllConnections();
      await Promise.all([mailbox.stop(), new Promise<void>((resolve) => server.close(() => resolve()))]);
      store.close();
    },
  };
}
