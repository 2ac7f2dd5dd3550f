import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Messenger } from '../../chat/messenger.ts';
import type { Router } from '../../chat/router.ts';
import { answerRefusedBody, type Bodies, BodyRefused } from '../../core/bodies.ts';
import { messageOf, traceOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { cleaned, problemsIn, readActivity, tenantsOf } from './activity.ts';
import { createAuthentication, NotTaken } from './authentication.ts';
import { createConnector } from './connector.ts';
import { receiver } from './inbound.ts';
import { afterwards, type Later } from './later.ts';
import { createMessenger } from './messenger.ts';
import type { OpenSdk, Sdk, TeamsAnswer } from './sdk/port.ts';
import type { TeamsSdk, TeamsSettings } from './settings.ts';

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
export const maxBodyBytes = 512 * 1024;

/** Who uses one does not load the other. */
const sdks: Record<TeamsSdk, () => Promise<{ openSdk: OpenSdk }>> = {
  'teams-ai': () => import('./sdk/teams-ai.ts'),
  'agents-hosting': () => import('./sdk/agents-hosting.ts'),
};

/** Sets Teams up; nothing is taken from it before `connect`. */
export async function openTeams(settings: TeamsSettings, bodies: Bodies, log: Log): Promise<TeamsPlatform> {
  const authentication = createAuthentication(settings);
  const messenger = createMessenger(settings, createConnector(settings), authentication);
  const { openSdk } = await sdks[settings.sdk ?? 'teams-ai']();
  const afterAnswers = afterwards(log);
  let sdk: Sdk | undefined;

  /** Whatever is refused leaves one line that says what: nobody else hears of it but Teams. */
  const refused = (status: number, reason: string) =>
    log.warn({ status, reason }, 'a delivery to the Teams address was not taken');

  async function take(req: IncomingMessage): Promise<{ answer: TeamsAnswer; later: Later[] }> {
    const body = cleaned(jsonOf(await bodies.read(req, maxBodyBytes)));
    const activity = readActivity(body);
    const later: Later[] = [];
    if (!activity) throw new NotTaken(400, problemsIn(body).join('; '));
    if (!sdk) throw new NotTaken(503, 'nothing is taken yet');
    await authentication.verify(req.headers.authorization, {
      channelId: activity.channelId,
      serviceUrl: activity.serviceUrl,
      tenants: tenantsOf(activity),
    });
    const answer = await sdk.take({ activity, later });
    if (answer.status >= 400) refused(answer.status, `${activity.type} ${activity.name ?? ''}`.trim());
    return { answer, later };
  }

  return {
    messenger,
    connect(router) {
      sdk = openSdk(settings.appId, receiver({ router, messenger, settings }));
    },
    handler(req, res) {
      if (req.method !== 'POST') {
        refused(405, `${req.method} is no way to deliver`);
        res.writeHead(405, { allow: 'POST' }).end();
        return;
      }
      take(req).then(
        ({ answer, later }) => {
          res.writeHead(answer.status, { 'content-type': 'application/json' });
          res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
          // What is said in a conversation is said after the delivery was answered.
          afterAnswers.start(later);
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
    stop: () => afterAnswers.quiet(),
  };
}

/** Undefined for what is not JSON, which is no activity either. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
