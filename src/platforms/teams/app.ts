import type { IncomingMessage, ServerResponse } from 'node:http';
import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import type { InvokeResponse, TurnContext, Activity as WireActivity } from 'botbuilder';
import {
  ServiceClientCredentialsFactory as CredentialsFactory,
  type ServiceClientCredentials,
} from 'botframework-connector';
import type { Messenger } from '../../chat/messenger.ts';
import type { Router } from '../../chat/router.ts';
import { answerRefusedBody, type Bodies, BodyRefused } from '../../core/bodies.ts';
import { messageOf, traceOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { cleaned, problemsIn, readActivity, tenantsOf } from './activity.ts';
import { createAuthentication, NotTaken } from './authentication.ts';
import { createConnector } from './connector.ts';
import { receive } from './inbound.ts';
import { afterwards, type Later } from './later.ts';
import { createMessenger } from './messenger.ts';
import type { TeamsSettings } from './settings.ts';

export interface TeamsPlatform {
  messenger: Messenger;
  /** Starts taking deliveries for this router. */
  connect(router: Router): void;
  /** Serves the address that the bot's registration names. */
  handler(req: IncomingMessage, res: ServerResponse): void;
  /** Resolves when nothing is left to be said. */
  stop(): Promise<void>;
}

/** Cards come back with what was typed into them; nothing that Teams sends is larger. */
const maxBodyBytes = 512 * 1024;

/** Sets Teams up; nothing is taken from it before `connect`. */
export function openTeams(settings: TeamsSettings, bodies: Bodies, log: Log): TeamsPlatform {
  const authentication = createAuthentication(settings);
  const messenger = createMessenger(settings, createConnector(settings), authentication);
  const adapter = new Adapter(settings);
  const app = new Application({ startTypingTimer: false });
  const later = afterwards(log);
  let connected = false;

  /** Whatever is refused leaves one line that says what: nobody else hears of it but Teams. */
  const refused = (status: number, reason: string) =>
    log.warn({ status, reason }, 'a delivery to the Teams address was not taken');

  async function take(req: IncomingMessage): Promise<{ answer: InvokeResponse; after: Later[] }> {
    const body = cleaned(jsonOf(await bodies.read(req, maxBodyBytes)));
    const activity = readActivity(body);
    if (!activity) throw new NotTaken(400, problemsIn(body).join('; '));
    if (!connected) throw new NotTaken(503, 'nothing is taken yet');
    await authentication.verify(req.headers.authorization, {
      channelId: activity.channelId,
      serviceUrl: activity.serviceUrl,
      tenants: tenantsOf(activity),
    });
    const after: Later[] = [];
    const answer = await adapter.take(body as WireActivity, async (turn) => {
      later.open(turn, after);
      await app.run(turn);
    });
    if (answer.status >= 400) refused(answer.status, `${activity.type} ${activity.name ?? ''}`.trim());
    return { answer, after };
  }

  return {
    messenger,
    connect(router) {
      receive({ app, router, messenger, settings, later });
      connected = true;
    },
    handler(req, res) {
      if (req.method !== 'POST') {
        refused(405, `${req.method} is no way to deliver`);
        res.writeHead(405, { allow: 'POST' }).end();
        return;
      }
      take(req).then(
        ({ answer, after }) => {
          res.writeHead(answer.status, { 'content-type': 'application/json' });
          res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
          // What is said in a conversation is said after the delivery was answered.
          later.start(after);
        },
        (error) => {
          if (error instanceof BodyRefused) {
            refused(error.status, messageOf(error));
            return answerRefusedBody(res, error);
          }
          const status = error instanceof NotTaken ? error.status : 500;
          if (status === 500) log.error({ error: traceOf(error) }, 'a Teams handler failed');
          else refused(status, messageOf(error));
          res.writeHead(status, status === 503 ? { 'retry-after': '5' } : {}).end();
        },
      );
    },
    stop: () => later.quiet(),
  };
}

/** The SDK's adapter for deliveries that have been verified already. */
class Adapter extends TeamsAdapter {
  readonly #appId: string;

  constructor(settings: TeamsSettings) {
    super({ MicrosoftAppId: settings.appId }, new NoCredentials());
    this.#appId = settings.appId;
  }

  async take(activity: WireActivity, logic: (turn: TurnContext) => Promise<void>): Promise<InvokeResponse> {
    const claimsIdentity = this.createClaimsIdentity(this.#appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    // Nothing is sent through the SDK's client, so whom a token would be for does not matter.
    const verified = { audience: '', claimsIdentity, connectorFactory };
    const answer = await this.processActivity(verified, activity, logic);
    return answer ?? { status: 200 };
  }
}

/** Nothing is sent through the SDK's own client, so it gets no credentials. */
class NoCredentials extends CredentialsFactory {
  async isValidAppId(): Promise<boolean> {
    return true;
  }
  async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }
  async createCredentials(): Promise<ServiceClientCredentials> {
    return { signRequest: async (request) => request };
  }
}

/** Undefined for what is not JSON, which is no activity either. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
