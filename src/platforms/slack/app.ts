import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { DrawnModals } from '../../chat/drawn-modals.ts';
import type { Messenger } from '../../chat/messenger.ts';
import type { Router } from '../../chat/router.ts';
import { answerRefusedBody, type Bodies, BodyRefused } from '../../core/bodies.ts';
import { messageOf, traceOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { slackRefusal } from './errors.ts';
import { receive } from './inbound.ts';
import { createMessenger, type SlackWorkspace } from './messenger.ts';
import { createNewerBlocks } from './newer-blocks.ts';
import { createRequests } from './requests.ts';

export interface SlackSettings {
  botToken: string;
  signingSecret?: string;
  /** How many times its 3 s Slack waits; 1 in life. */
  patience?: number;
  /** Set for Socket Mode. */
  appToken?: string;
  apiUrl: string;
}

export interface SlackPlatform {
  messenger: Messenger;
  /** Starts taking deliveries for this router. `modals`: what is known of those that were drawn anew, by whichever replica. */
  connect(router: Router, modals: DrawnModals): Promise<void>;
  /** Serves `POST /slack/events`; with Socket Mode there is nothing to serve. */
  handler?: (req: IncomingMessage, res: ServerResponse) => void;
  stop(): Promise<void>;
}

/** The path that the app's manifest names. */
export const slackPath = '/slack/events';

/** How long Slack may take for an answer. */
const answerMs = 10_000;

/** What people send in forms, coded twice, stays far below it. */
export const maxBodyBytes = 2 * 1024 * 1024;

/** Greets the workspace and sets Slack up; nothing is taken from it before `connect`. */
export async function openSlack(settings: SlackSettings, bodies: Bodies, log: Log): Promise<SlackPlatform> {
  const logger = boltLogger(log);
  // We retry in jobs, with Slack's own Retry-After: a client that waits by itself would hold them up.
  const clientOptions: WebClientOptions = {
    slackApiUrl: settings.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: createRequests(answerMs),
    logger,
  };
  const client = new WebClient(settings.botToken, clientOptions);
  const workspace = await greet(client, settings.botToken, log);
  const socket = settings.appToken
    ? (await import('./socket.ts')).openSocket(settings.appToken, clientOptions, log)
    : undefined;
  const http = socket
    ? undefined
    : new HTTPReceiver({
        signingSecret: settings.signingSecret ?? '',
        endpoints: slackPath,
        // Bolt answers 404 for whoever has not by then; Slack has given up at that moment.
        unhandledRequestTimeoutMillis: 3001 * (settings.patience ?? 1),
        logger,
      });
  const app = new App({
    receiver: socket?.receiver ?? http,
    authorize: async () => ({
      botToken: settings.botToken,
      botId: workspace.botId,
      botUserId: workspace.botUserId,
      teamId: workspace.teamId,
    }),
    clientOptions,
    convoStore: false,
    logger,
  });

  const newer = createNewerBlocks(log);
  return {
    messenger: createMessenger(client, workspace, newer),
    async connect(router, modals) {
      receive({ app, router, workspace, modals, newer, log });
      await socket?.connect();
    },
    handler:
      http &&
      ((req, res) => {
        // Bolt throws for any other method, where its own server would catch it: ours would end.
        if (req.method !== 'POST') res.writeHead(405, { allow: 'POST' }).end();
        else if (isFromTheFuture(req)) res.writeHead(401).end();
        else verified(http, bodies, log, req, res);
      }),
    async stop() {
      await socket?.stop();
    },
  };
}

/** Hands a delivery to Bolt with its body read, whose signature it checks: Bolt itself would read as much of as many as come. */
function verified(
  receiver: HTTPReceiver,
  bodies: Bodies,
  log: Log,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  bodies.read(req, maxBodyBytes).then(
    (rawBody) => receiver.requestListener(Object.assign(req, { rawBody }), res),
    (error) => {
      if (!(error instanceof BodyRefused)) log.error({ error: traceOf(error) }, 'a body could not be read');
      answerRefusedBody(res, error instanceof BodyRefused ? error : new BodyRefused(400, 'unreadable'));
    },
  );
}

/** Bolt refuses old timestamps but takes future ones, which would let a recorded request live longer. */
function isFromTheFuture(req: IncomingMessage): boolean {
  const timestamp = Number(req.headers['x-slack-request-timestamp']);
  return timestamp * 1000 > Date.now() + 60_000;
}

/** Who we are in this workspace. A token that Slack does not know is an error of the settings; anything else passes. */
async function greet(
  client: WebClient,
  botToken: string,
  log: Log,
): Promise<SlackWorkspace & { botId?: string }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { url, team_id: teamId, bot_id: botId, user_id: botUserId } = await client.auth.test();
      if (!teamId) throw new Error('Slack does not say which workspace this is');
      return { url, teamId, botId, botUserId, botToken };
    } catch (error) {
      const refusal = slackRefusal(error);
      if (refusal) throw new Error(`Slack refuses SLACK_BOT_TOKEN: ${refusal}`);
      if (attempt === 10) throw error;
      log.warn({ attempt, error: messageOf(error) }, 'Slack cannot be reached; trying again');
      await new Promise((resolve) => setTimeout(resolve, Math.min(attempt, 5) * 1000));
    }
  }
}

/** Bolt's log lines in ours; what it says below a warning is noise. */
function boltLogger(log: Log): NonNullable<WebClientOptions['logger']> {
  const line = (parts: unknown[]) => parts.map(messageOf).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn({ from: 'bolt' }, line(parts)),
    error: (...parts: unknown[]) => log.error({ from: 'bolt' }, line(parts)),
    setLevel: () => {},
    getLevel: () => 'warn' as never,
    setName: () => {},
  };
}
